// Strings of JSON that hold escapes. The text is put together in a buffer that the parser keeps,
// then copied once. Tests: tests/unit/document/json_reader_test.cc and json_suite_test.cc.
#include "document/json_parser.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <string>

#include "base/scan.h"
#include "base/utf8.h"
#include "document/text_check.h"

namespace cordon::document {
namespace {

/// What a character behind a backslash stands for; NUL: it is no escape of one character.
constexpr auto kMeanings = [] {
  std::array<char, 256> out{};
  constexpr std::string_view kShort = "\"\\/bfnrt";
  constexpr std::string_view kMeaning = "\"\\/\b\f\n\r\t";
  for (std::size_t i = 0; i < kShort.size(); ++i)
    out[static_cast<unsigned char>(kShort[i])] = kMeaning[i];
  return out;
}();

/// The value of four hexadecimal digits at `at`, or -1.
std::int32_t four_hex(std::string_view text, std::size_t at, std::size_t end) {
  if (at + 4 > end) return -1;
  std::int32_t value = 0;
  for (std::size_t i = at; i < at + 4; ++i) {
    const char c = text[i];
    const int digit = c >= '0' && c <= '9'   ? c - '0'
                      : c >= 'a' && c <= 'f' ? c - 'a' + 10
                      : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                             : -1;
    if (digit < 0) return -1;
    value = value * 16 + digit;
  }
  return value;
}

}  // namespace

std::size_t decode_json_escape(std::string_view text, std::size_t at, std::size_t end,
                               std::string& out) {
  if (at + 2 > end) return 0;
  if (const char meaning = kMeanings[static_cast<unsigned char>(text[at + 1])]; meaning != '\0') {
    out += meaning;
    return 2;
  }
  if (text[at + 1] != 'u') return 0;
  const std::int32_t first = four_hex(text, at + 2, end);
  if (first < 0 || (first >= 0xDC00 && first < 0xE000)) return 0;
  if (first < 0xD800 || first >= 0xE000) {
    append_utf8(out, static_cast<char32_t>(first));
    return 6;
  }
  if (at + 12 > end || text[at + 6] != '\\' || text[at + 7] != 'u') return 0;
  const std::int32_t second = four_hex(text, at + 8, end);
  if (second < 0xDC00 || second >= 0xE000) return 0;
  append_utf8(out, static_cast<char32_t>(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00)));
  return 12;
}

/// Where the text of a string is put together. Its room grows, and is kept.
class JsonParser::Text {
 public:
  explicit Text(std::string& room) : room_(room) {
    if (room_.size() < kFirstRoom) room_.resize(kFirstRoom);
    begin_at(0);
  }

  /// False: all that add_run() has met is ASCII.
  [[nodiscard]] bool not_ascii() const { return not_ascii_ != 0; }
  [[nodiscard]] std::string_view view() const { return {room_.data(), size()}; }
  void add(char c) {
    if (to_ > last_) grow(1);
    *to_++ = c;
  }
  void add(std::string_view text) {
    if (!text.empty() && last_ - to_ < static_cast<std::ptrdiff_t>(text.size())) grow(text.size());
    to_ = std::copy(text.begin(), text.end(), to_);
  }
  /// Adds the ordinary characters from `at` on, and gives the place behind them.
  const char* add_run(const char* at, const char* end) {
    for (; end - at >= kScanBlock; at += kScanBlock, to_ += kScanBlock) {
      if (to_ > last_) grow(1);
      const unsigned ends = run_ends(at, not_ascii_);
      std::memcpy(to_, at, kScanBlock);
      if (ends == 0) continue;
      to_ += std::countr_zero(ends);
      return at + std::countr_zero(ends);
    }
    for (; at < end && !ends_run(*at); ++at) {
      not_ascii_ |= static_cast<unsigned char>(*at) & 0x80U;
      add(*at);
    }
    return at;
  }

 private:
  [[nodiscard]] std::size_t size() const { return static_cast<std::size_t>(to_ - room_.data()); }
  void begin_at(std::size_t kept) {
    to_ = room_.data() + kept;
    last_ = room_.data() + room_.size() - kScanBlock;
  }
  void grow(std::size_t more) {
    const std::size_t kept = size();
    room_.resize(2 * (kept + more) + kFirstRoom);
    begin_at(kept);
  }

  static constexpr std::size_t kFirstRoom = 256;
  std::string& room_;
  char* to_ = nullptr;
  char* last_ = nullptr;  ///< up to here there is room for a whole block
  unsigned not_ascii_ = 0;
};

/// The text of a string from `begin` on, behind its opening quote, of which the characters before
/// `at` are ordinary ones.
const char* JsonParser::escaped_text(const char* begin, const char* at, std::string_view& out) {
  Text text(scratch_);
  text.add({begin, static_cast<std::size_t>(at - begin)});
  for (; at < end_ && *at != '"'; at = text.add_run(at, end_)) {
    if (*at != '\\') {
      return fail(problem("D0107", place(at), "a control character inside a string: " + shown(at),
                          "write it as an escape such as \\n or \\u0009"));
    }
    const char meaning = end_ - at >= 2 ? kMeanings[static_cast<unsigned char>(at[1])] : '\0';
    if (meaning != '\0') {
      text.add(meaning);
      at += 2;
      continue;
    }
    std::string decoded;
    const std::size_t length = decode_json_escape(rest(at), 0, rest(at).size(), decoded);
    if (length == 0) return wrong_escape(at);
    text.add(decoded);
    at += length;
  }
  if (at >= end_) {
    return fail(problem("D0102", place(begin - 1), "a string without its closing quote"));
  }
  if (text.not_ascii() && !well_formed(begin, at)) return nullptr;
  out = text.view();
  return at + 1;
}

const char* JsonParser::wrong_escape(const char* at) {
  const bool unicode = rest(at).starts_with("\\u");
  return fail(problem(
      "D0108", place(at),
      unicode
          ? std::string("`\\u` needs four hexadecimal digits, and a surrogate needs its other half")
          : "no escape of JSON: backslash and " + shown(at + 1),
      "escapes are \\\" \\\\ \\/ \\b \\f \\n \\r \\t and \\u with four hexadecimal digits", 2));
}

const char* JsonParser::escaped_value(const char* begin, const char* run) {
  std::string_view text;
  const char* end = escaped_text(begin + 1, run, text);
  if (end == nullptr || !builder_.check_string(text.size(), place(begin))) return nullptr;
  const auto raw = static_cast<std::uint32_t>(end - begin);
  // An escape is longer than what it stands for, so the text is not the one in the source.
  text = store_.arena.copy(text);
  store_.set_raw_length(place(begin), raw);
  return builder_.add(Node::string(text, place(begin))) ? end : nullptr;
}

}  // namespace cordon::document
