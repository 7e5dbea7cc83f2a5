#include "base/source_space.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include <algorithm>
#include <bit>
#include <utility>

#include "base/scan.h"

namespace cordon {
namespace {

constexpr std::uint64_t kSpaceEnd = std::uint64_t{1} << 32U;

/// Bytes of the raw string literal that stand for the first `decoded` bytes of its value.
std::size_t raw_offset(std::string_view raw, std::size_t decoded) {
  std::size_t i = 0;
  std::size_t out = 0;
  while (i < raw.size() && out < decoded) {
    if (raw[i] != '\\' || i + 1 >= raw.size()) {
      ++i;
      ++out;
      continue;
    }
    if (raw[i + 1] != 'u') {
      i += 2;
      ++out;
      continue;
    }
    const auto code = std::stoul("0" + std::string(raw.substr(i + 2, 4)), nullptr, 16);
    const bool pair = code >= 0xD800 && code < 0xDC00;
    i += pair ? 12 : 6;
    out += pair ? 4 : code < 0x80 ? 1 : code < 0x800 ? 2 : 3;
  }
  return std::min(i, raw.size());
}

/// Minified documents are one line of megabytes: columns are counted from the nearest block.
constexpr std::size_t kBlock = 512;

/// Most blocks are ASCII, where each byte is a character.
std::uint32_t scalars(std::string_view text) {
  const std::size_t plain = plain_blocks(text).bytes;
  return static_cast<std::uint32_t>(plain) + count_scalars(text.substr(plain));
}

/// The line feeds of a text: how many, and the offset behind the last; 0: there is none.
struct Feeds {
  std::uint32_t count = 0;
  std::size_t behind_last = 0;
};

/// Cost: O(bytes), sixteen at a time.
Feeds feeds_in(std::string_view text) {
  Feeds feeds;
  std::size_t at = 0;
#ifdef __SSE2__
  const __m128i feed = _mm_set1_epi8('\n');
  for (; at + 16 <= text.size(); at += 16) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text.data() + at));
    const auto found = static_cast<unsigned>(_mm_movemask_epi8(_mm_cmpeq_epi8(bytes, feed)));
    if (found == 0) continue;
    feeds.count += static_cast<std::uint32_t>(std::popcount(found));
    feeds.behind_last = at + static_cast<std::size_t>(std::bit_width(found));
  }
#endif
  for (; at < text.size(); ++at) {
    if (text[at] != '\n') continue;
    ++feeds.count;
    feeds.behind_last = at + 1;
  }
  return feeds;
}

/// Whether each byte of a whole block is a character of its own and none ends a line: so it is with
/// most of what machines write. False where nothing is known.
bool is_plain_line(std::string_view block) {
#ifdef __SSE2__
  if (block.size() != kBlock) return false;
  const __m128i feed = _mm_set1_epi8('\n');
  // The highest bit is set in what is not ASCII, and in what was equal to a line feed.
  const auto marks = [&](std::size_t at) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(block.data() + at));
    return _mm_or_si128(bytes, _mm_cmpeq_epi8(bytes, feed));
  };
  __m128i marked = _mm_setzero_si128();
  for (std::size_t at = 0; at < kBlock; at += 64) {
    const __m128i half = _mm_or_si128(marks(at), marks(at + 16));
    marked = _mm_or_si128(marked, _mm_or_si128(half, _mm_or_si128(marks(at + 32), marks(at + 48))));
  }
  return _mm_movemask_epi8(marked) == 0;
#else
  static_cast<void>(block);
  return false;
#endif
}

}  // namespace

/// Reads on from the last mark, one pass, so that the text comes through the caches once.
void SourceSpace::Entry::mark_up_to(std::size_t block) const {
  if (marks.empty()) marks.emplace_back();
  while (marks.size() <= block) {
    const std::size_t at = (marks.size() - 1) * kBlock;
    const std::string_view bytes = source.text.substr(at, kBlock);
    Mark next = marks.back();
    if (is_plain_line(bytes)) {
      next.scalars += static_cast<std::uint32_t>(bytes.size());
    } else {
      const Feeds feeds = feeds_in(bytes);
      next.feeds += feeds.count;
      if (feeds.count != 0) next.line_start = static_cast<std::uint32_t>(at + feeds.behind_last);
      next.scalars += scalars(bytes);
    }
    marks.push_back(next);
  }
}

SourceSpace::Line SourceSpace::Entry::line_at(std::size_t offset) const {
  const std::string_view text = source.text;
  if (one_line) {
    const bool behind = offset == text.size() && text.ends_with('\n');
    return behind ? Line{2, static_cast<std::uint32_t>(offset)} : Line{};
  }
  const std::size_t block = offset / kBlock;
  mark_up_to(block);
  const Mark& mark = marks[block];
  const std::size_t begin = block * kBlock;
  const Feeds feeds = feeds_in(text.substr(begin, offset - begin));
  return {
      mark.feeds + feeds.count + 1,
      feeds.count == 0 ? mark.line_start : static_cast<std::uint32_t>(begin + feeds.behind_last)};
}

std::uint32_t SourceSpace::Entry::scalars_before(std::size_t offset) const {
  if (one_line) return static_cast<std::uint32_t>(offset);
  const std::size_t block = offset / kBlock;
  mark_up_to(std::min(block + 1, source.text.size() / kBlock));
  const std::uint32_t before = marks[block].scalars;
  const bool all_single = block + 1 < marks.size() && marks[block + 1].scalars - before == kBlock;
  if (all_single) return before + static_cast<std::uint32_t>(offset % kBlock);
  return before + scalars(source.text.substr(block * kBlock, offset % kBlock));
}

const Source* SourceSpace::push(Entry entry) {
  const std::uint64_t end = next_ + entry.source.text.size() + 1;
  if (end >= kSpaceEnd) return nullptr;
  entry.source.base = static_cast<At>(next_);
  next_ = end;
  sources_.push_back(std::make_unique<Entry>(std::move(entry)));
  return &sources_.back()->source;
}

const Source* SourceSpace::add(std::string name, std::string text) {
  Entry entry;
  entry.source.name = std::move(name);
  if (next_ + text.size() + 1 >= kSpaceEnd) return nullptr;
  sources_.push_back(std::make_unique<Entry>(std::move(entry)));
  Entry& kept = *sources_.back();
  kept.owned = std::move(text);
  kept.source.text = kept.owned;
  kept.source.base = static_cast<At>(next_);
  next_ += kept.owned.size() + 1;
  return &kept.source;
}

const Source* SourceSpace::add_view(std::string name, std::string_view text) {
  Entry entry;
  entry.source.name = std::move(name);
  entry.source.text = text;
  return push(std::move(entry));
}

const Source* SourceSpace::add_embedded(At holder, At holder_text, Embedding embedding,
                                        std::string_view text) {
  Entry entry;
  entry.source.text = text;
  entry.source.holder = holder;
  entry.source.holder_text = holder_text;
  entry.source.embedding = embedding;
  return push(std::move(entry));
}

const SourceSpace::Entry* SourceSpace::entry_of(At at) const {
  if (at == 0 || sources_.empty()) return nullptr;
  auto after = std::upper_bound(sources_.begin(), sources_.end(), at,
                                [](At a, const auto& e) { return a < e->source.base; });
  if (after == sources_.begin()) return nullptr;
  const Entry* entry = std::prev(after)->get();
  return at - entry->source.base <= entry->source.text.size() ? entry : nullptr;
}

void SourceSpace::note_one_line(const Source& source) {
  const auto entry = std::find_if(sources_.rbegin(), sources_.rend(),
                                  [&](const auto& e) { return &e->source == &source; });
  if (entry != sources_.rend()) (*entry)->one_line = true;
}

const Source* SourceSpace::find(At at) const {
  const Entry* entry = entry_of(at);
  return entry == nullptr ? nullptr : &entry->source;
}

Place SourceSpace::place(At at) const {
  const Entry* entry = entry_of(at);
  // INVARIANT: a holder is added before what it holds, so the loop descends and ends.
  while (entry != nullptr && entry->source.embedding != Embedding::kNone) {
    const Source& inner = entry->source;
    const std::size_t offset = at - inner.base;
    if (inner.embedding == Embedding::kOpaque) {
      at = inner.holder;
    } else if (inner.embedding == Embedding::kVerbatim) {
      at = inner.holder_text + static_cast<At>(offset);
    } else {
      const Source* outer = find(inner.holder_text);
      if (outer == nullptr) return {};
      const std::string_view raw = outer->text.substr(inner.holder_text - outer->base);
      at = inner.holder_text + static_cast<At>(raw_offset(raw, offset));
    }
    entry = entry_of(at);
  }
  if (entry == nullptr) return {};
  Place place;
  place.source = &entry->source;
  place.offset = static_cast<std::uint32_t>(at - entry->source.base);
  const Line line = entry->line_at(place.offset);
  place.line = line.number;
  place.column = entry->scalars_before(place.offset) - entry->scalars_before(line.start) + 1;
  return place;
}

std::string_view SourceSpace::line_of(const Place& place, std::size_t most) const {
  if (place.source == nullptr) return {};
  const Entry* entry = entry_of(place.source->base);
  if (entry == nullptr || place.line == 0) return {};
  std::string_view line = place.source->text.substr(entry->line_at(place.offset).start, most);
  const std::size_t feed = line.find('\n');
  if (feed != std::string_view::npos) line = line.substr(0, feed);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

}  // namespace cordon
