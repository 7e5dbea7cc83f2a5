#ifndef CORDON_BASE_UTF8_H_
#define CORDON_BASE_UTF8_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/scan.h"

namespace cordon {

/// One decoded scalar value. length 0: no well-formed sequence begins there.
struct Utf8Char {
  char32_t value = 0;
  std::uint32_t length = 0;
};

/// Decodes the sequence that begins at `at`; overlong forms, surrogates and values above U+10FFFF
/// are not well-formed. Source: Unicode 15, table 3-7.
inline Utf8Char decode_utf8(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) -> std::uint32_t {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
  };
  const auto tail = [&](std::size_t i) { return (byte(i) & 0xC0U) == 0x80U; };
  if (at >= text.size()) return {};
  const std::uint32_t lead = byte(at);
  if (lead < 0x80) return {static_cast<char32_t>(lead), 1};
  if (lead < 0xC2 || lead > 0xF4 || !tail(at + 1)) return {};
  const std::uint32_t second = byte(at + 1);
  if (lead < 0xE0) return {static_cast<char32_t>((lead & 0x1FU) << 6U | (second & 0x3FU)), 2};
  if (!tail(at + 2)) return {};
  const std::uint32_t three = (second & 0x3FU) << 6U | (byte(at + 2) & 0x3FU);
  if (lead < 0xF0) {
    const bool overlong = lead == 0xE0 && second < 0xA0;
    const bool surrogate = lead == 0xED && second > 0x9F;
    if (overlong || surrogate) return {};
    return {static_cast<char32_t>((lead & 0x0FU) << 12U | three), 3};
  }
  if ((lead == 0xF0 && second < 0x90) || (lead == 0xF4 && second > 0x8F) || !tail(at + 3))
    return {};
  return {static_cast<char32_t>((lead & 0x07U) << 18U | three << 6U | (byte(at + 3) & 0x3FU)), 4};
}

/// What a pass over a text finds.
struct TextFaults {
  std::size_t invalid = std::string_view::npos;  ///< where it is not well-formed UTF-8
  std::size_t nul = std::string_view::npos;      ///< where it holds a NUL
  bool one_line = false;                         ///< ASCII, and no line feed but the last byte
};

/// The first fault of each kind; a NUL behind the first invalid byte is not looked for.
/// Cost: O(bytes), sixty-four at a time while they are ASCII.
inline TextFaults text_faults(std::string_view text) {
  constexpr std::size_t kBlock = 64;
  TextFaults faults;
  faults.one_line = true;
  if (text.ends_with('\n')) text.remove_suffix(1);
  std::size_t at = 0;
  while (at < text.size()) {
    const PlainBlocks plain = plain_blocks(text.substr(at));
    faults.one_line = faults.one_line && !plain.feeds;
    at += plain.bytes;
    const std::size_t stop = std::min(at + kBlock, text.size());
    if (faults.nul == std::string_view::npos && at < stop)
      faults.nul = text.substr(0, stop).find('\0', at);
    while (at < stop) {
      const Utf8Char one = decode_utf8(text, at);
      if (one.length == 0) {
        faults.invalid = at;
        faults.one_line = false;
        return faults;
      }
      faults.one_line = faults.one_line && one.length == 1 && one.value != '\n';
      at += one.length;
    }
  }
  return faults;
}

/// Offset of the first byte that begins no well-formed UTF-8 sequence, or npos.
inline std::size_t invalid_utf8(std::string_view text) { return text_faults(text).invalid; }

/// The first `bytes` of a text, up to three fewer where they would cut a sequence.
inline std::string_view utf8_piece(std::string_view text, std::size_t bytes) {
  constexpr std::size_t kMostTails = 3;
  if (text.size() <= bytes) return text;
  const auto is_tail = [&](std::size_t at) {
    return (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U;
  };
  std::size_t fewer = 0;
  while (fewer < std::min(kMostTails, bytes) && is_tail(bytes - fewer)) ++fewer;
  return text.substr(0, is_tail(bytes - fewer) ? bytes : bytes - fewer);
}

/// Requires: `value` is a Unicode scalar value.
inline void append_utf8(std::string& out, char32_t value) {
  const auto tail = [&](unsigned shift) {
    out += static_cast<char>(0x80U | ((static_cast<std::uint32_t>(value) >> shift) & 0x3FU));
  };
  if (value < 0x80) {
    out += static_cast<char>(value);
  } else if (value < 0x800) {
    out += static_cast<char>(0xC0U | (value >> 6U));
    tail(0);
  } else if (value < 0x10000) {
    out += static_cast<char>(0xE0U | (value >> 12U));
    tail(6);
    tail(0);
  } else {
    out += static_cast<char>(0xF0U | (value >> 18U));
    tail(12);
    tail(6);
    tail(0);
  }
}

/// The longest prefix of at most `max_bytes` that does not cut a sequence. Requires: valid UTF-8.
inline std::string_view utf8_prefix(std::string_view text, std::size_t max_bytes) {
  if (text.size() <= max_bytes) return text;
  std::size_t end = max_bytes;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return text.substr(0, end);
}

}  // namespace cordon

#endif  // CORDON_BASE_UTF8_H_
