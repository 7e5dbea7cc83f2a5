#ifndef CORDON_BASE_SCAN_H_
#define CORDON_BASE_SCAN_H_

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace cordon {

/// Whether a byte ends a run of ordinary characters of a JSON string: `"`, `\` or a control.
constexpr bool ends_run(char c) {
  return c == '"' || c == '\\' || static_cast<unsigned char>(c) < 0x20;
}

inline constexpr std::ptrdiff_t kScanBlock = 16;

/// Which of the kScanBlock bytes from `at` on end a run, one bit each, the first lowest.
/// `not_ascii` gets the bits of those that are not ASCII, too.
inline unsigned run_ends(const char* at, unsigned& not_ascii) {
#ifdef __SSE2__
  const __m128i control = _mm_set1_epi8(0x1F);
  const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
  const __m128i hit = _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('"')),
                                                _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\\'))),
                                   _mm_cmpeq_epi8(_mm_max_epu8(bytes, control), control));
  not_ascii |= static_cast<unsigned>(_mm_movemask_epi8(bytes));
  return static_cast<unsigned>(_mm_movemask_epi8(hit));
#else
  unsigned mask = 0;
  for (std::ptrdiff_t i = 0; i < kScanBlock; ++i) {
    mask |= (ends_run(at[i]) ? 1U : 0U) << i;
    not_ascii |= (static_cast<unsigned char>(at[i]) >= 0x80 ? 1U : 0U) << i;
  }
  return mask;
#endif
}

/// The first byte from `at` on that ends a run, or `end`. `not_ascii` is not 0 afterwards if the
/// run has a byte that is not ASCII; it may be so for what follows it, too. Cost: O(bytes), sixteen
/// at a time.
inline const char* run_end(const char* at, const char* end, unsigned& not_ascii) {
  for (; end - at >= kScanBlock; at += kScanBlock) {
    if (const unsigned mask = run_ends(at, not_ascii); mask != 0)
      return at + std::countr_zero(mask);
  }
  for (; at < end && !ends_run(*at); ++at) not_ascii |= static_cast<unsigned char>(*at) & 0x80U;
  return at;
}

/// Bytes at the start of a text that are ASCII and not NUL, in whole blocks of 64.
struct PlainBlocks {
  std::size_t bytes = 0;
  bool feeds = false;  ///< one of them is a line feed
};
inline PlainBlocks plain_blocks(std::string_view text) {
  PlainBlocks out;
#ifdef __SSE2__
  const __m128i zero = _mm_setzero_si128();
  const __m128i feed = _mm_set1_epi8('\n');
  __m128i feeds = zero;
  for (; out.bytes + 64 <= text.size(); out.bytes += 64) {
    const auto* block = reinterpret_cast<const __m128i*>(text.data() + out.bytes);
    // As signed bytes: NUL and whatever is not ASCII are not above zero.
    __m128i low = _mm_loadu_si128(block);
    __m128i all = _mm_cmpgt_epi8(low, zero);
    __m128i ends = _mm_cmpeq_epi8(low, feed);
    for (int i = 1; i < 4; ++i) {
      low = _mm_loadu_si128(block + i);
      all = _mm_and_si128(all, _mm_cmpgt_epi8(low, zero));
      ends = _mm_or_si128(ends, _mm_cmpeq_epi8(low, feed));
    }
    if (_mm_movemask_epi8(all) != 0xFFFF) break;
    feeds = _mm_or_si128(feeds, ends);
  }
  out.feeds = _mm_movemask_epi8(feeds) != 0;
#endif
  return out;
}

/// Characters of well-formed UTF-8: the bytes that continue none.
inline std::uint32_t count_scalars(std::string_view text) {
  std::size_t at = 0;
  std::uint32_t count = 0;
#ifdef __SSE2__
  const __m128i last = _mm_set1_epi8(static_cast<char>(0xBF));  // as signed: -65
  for (; at + 16 <= text.size(); at += 16) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text.data() + at));
    const auto starts = static_cast<unsigned>(_mm_movemask_epi8(_mm_cmpgt_epi8(bytes, last)));
    count += static_cast<std::uint32_t>(std::popcount(starts));
  }
#endif
  for (; at < text.size(); ++at)
    count += (static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U ? 1U : 0U;
  return count;
}

/// Up to 30 characters with the quote and the colon behind them, to be compared with a text in one
/// step.
struct KeyWord {
  static constexpr std::size_t kBytes = 32;
  char bytes[kBytes];
  std::uint32_t wanted = 0xFFFFFFFFU;  ///< one bit a byte
  std::uint32_t length = 0;            ///< quote and colon included

  /// Stands nowhere.
  KeyWord() { std::memset(bytes, 0xFF, kBytes); }  // no byte of UTF-8
  /// A word that would be written with escapes is never equal to its own text.
  explicit KeyWord(std::string_view word) : KeyWord() {
    if (word.size() + 2 > kBytes) return;
    unsigned not_ascii = 0;
    const char* const end = word.data() + word.size();
    if (run_end(word.data(), end, not_ascii) != end) return;
    if (!word.empty()) std::memcpy(bytes, word.data(), word.size());
    std::memcpy(bytes + word.size(), "\":", 2);
    length = static_cast<std::uint32_t>(word.size() + 2);
    wanted = static_cast<std::uint32_t>((std::uint64_t{1} << length) - 1);
  }

  /// Whether the word, a quote and a colon stand at `at`. Requires: kBytes can be read there. Where
  /// they are no UTF-8 the word that stands nowhere may be said to stand there.
  [[nodiscard]] bool stands_at(const char* at) const {
#ifdef __SSE2__
    const auto half = [&](std::size_t i) {
      const __m128i here = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at + i));
      const __m128i word = _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes + i));
      return static_cast<std::uint32_t>(_mm_movemask_epi8(_mm_cmpeq_epi8(here, word)));
    };
    const std::uint32_t equal = half(0) | (half(16) << 16U);
    return (~equal & wanted) == 0;
#else
    return length != 0 && std::memcmp(at, bytes, length) == 0;
#endif
  }
};

}  // namespace cordon

#endif  // CORDON_BASE_SCAN_H_
