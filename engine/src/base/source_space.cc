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

/// Calls `sink` with the offset of each line feed, in order. Cost: O(bytes), sixteen at a time.
template <class Sink>
void for_each_line_end(std::string_view text, Sink sink) {
  std::size_t at = 0;
#ifdef __SSE2__
  const __m128i feed = _mm_set1_epi8('\n');
  for (; at + 16 <= text.size(); at += 16) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text.data() + at));
    auto found = static_cast<unsigned>(_mm_movemask_epi8(_mm_cmpeq_epi8(bytes, feed)));
    for (; found != 0; found &= found - 1)
      sink(at + static_cast<std::size_t>(std::countr_zero(found)));
  }
#endif
  for (; at < text.size(); ++at) {
    if (text[at] == '\n') sink(at);
  }
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

/// What lines and columns are found by.
struct Index {
  std::vector<std::uint32_t> lines;    ///< offset of each line
  std::vector<std::uint32_t> scalars;  ///< scalar values before each block of kBlock bytes
};

/// One pass over the text, so that it comes through the caches once.
Index index_of(std::string_view text) {
  Index index;
  index.lines.push_back(0);
  index.scalars.reserve(text.size() / kBlock + 2);
  index.scalars.push_back(0);
  for (std::size_t at = 0; at < text.size(); at += kBlock) {
    const std::string_view block = text.substr(at, kBlock);
    if (is_plain_line(block)) {
      index.scalars.push_back(index.scalars.back() + static_cast<std::uint32_t>(block.size()));
      continue;
    }
    for_each_line_end(block, [&](std::size_t end) {
      index.lines.push_back(static_cast<std::uint32_t>(at + end + 1));
    });
    index.scalars.push_back(index.scalars.back() + scalars(block));
  }
  return index;
}

/// What index_of() makes of ASCII without a line feed but at its end; `scalars` is empty.
Index index_of_line(std::string_view text) {
  Index index;
  index.lines.push_back(0);
  if (text.ends_with('\n')) index.lines.push_back(static_cast<std::uint32_t>(text.size()));
  return index;
}

/// No counts: each byte is a character.
std::uint32_t scalars_before(std::string_view text, const std::vector<std::uint32_t>& counts,
                             std::size_t offset) {
  if (counts.empty()) return static_cast<std::uint32_t>(offset);
  const std::size_t block = offset / kBlock;
  const bool all_single = block + 1 < counts.size() && counts[block + 1] - counts[block] == kBlock;
  if (all_single) return counts[block] + static_cast<std::uint32_t>(offset % kBlock);
  return counts[block] + scalars(text.substr(block * kBlock, offset - block * kBlock));
}

}  // namespace

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
  if (entry->lines.empty()) {
    const std::string_view text = entry->source.text;
    Index index = entry->one_line ? index_of_line(text) : index_of(text);  // may find no memory
    entry->scalars = std::move(index.scalars);
    entry->lines = std::move(index.lines);
  }
  const auto offset = static_cast<std::uint32_t>(at - entry->source.base);
  auto after = std::upper_bound(entry->lines.begin(), entry->lines.end(), offset);
  const std::uint32_t start = *std::prev(after);
  Place place;
  place.source = &entry->source;
  place.offset = offset;
  place.line = static_cast<std::uint32_t>(after - entry->lines.begin());
  place.column = scalars_before(entry->source.text, entry->scalars, offset) -
                 scalars_before(entry->source.text, entry->scalars, start) + 1;
  return place;
}

std::string_view SourceSpace::line_of(const Place& place) const {
  if (place.source == nullptr) return {};
  const Entry* entry = entry_of(place.source->base);
  if (entry == nullptr || place.line == 0 || place.line > entry->lines.size()) return {};
  const std::string_view text = place.source->text;
  const std::size_t start = entry->lines[place.line - 1];
  std::size_t end = place.line < entry->lines.size() ? entry->lines[place.line] - 1 : text.size();
  if (end > start && text[end - 1] == '\r') --end;
  return text.substr(start, end - start);
}

}  // namespace cordon
