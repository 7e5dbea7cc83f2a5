// Strings of JSON that hold escapes. The text is put together in a buffer that the parser keeps,
// then copied once. Tests: tests/unit/document/json_reader_test.cc and json_suite_test.cc.
#include "document/json_parser.h"

#include <cstdint>
#include <cstring>
#include <string>

#include "base/scan.h"
#include "base/utf8.h"
#include "document/text_check.h"

namespace cordon::document {
namespace {

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
  constexpr std::string_view kShort = "\"\\/bfnrt";
  constexpr std::string_view kMeaning = "\"\\/\b\f\n\r\t";
  if (const std::size_t known = kShort.find(text[at + 1]); known != std::string_view::npos) {
    out += kMeaning[known];
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

/// Adds characters to the text of a string; most runs between two escapes are short.
void JsonParser::keep_run(const char* at, const char* end) {
  constexpr std::size_t kShort = 16;
  const auto length = static_cast<std::size_t>(end - at);
  if (scratch_.size() < kept_ + length + kShort) scratch_.resize(2 * (kept_ + length + kShort));
  const bool is_short = length <= kShort && rest(at).size() >= kShort;
  std::memcpy(scratch_.data() + kept_, at, is_short ? kShort : length);
  kept_ += length;
}

/// The text of a string from `begin` on, behind its opening quote, of which the characters before
/// `at` are ordinary ones.
const char* JsonParser::escaped_text(const char* begin, const char* at, std::string_view& out) {
  kept_ = 0;
  keep_run(begin, at);
  while (at < end_ && *at != '"') {
    if (*at == '\\') {
      at = escape(at);
      if (at == nullptr) return nullptr;
      continue;
    }
    if (ends_run(*at)) {
      return fail(problem("D0107", place(at), "a control character inside a string: " + shown(at),
                          "write it as an escape such as \\n or \\u0009"));
    }
    const char* end = run_end(at, end_);
    keep_run(at, end);
    at = end;
  }
  if (at >= end_) {
    return fail(problem("D0102", place(begin - 1), "a string without its closing quote"));
  }
  out = {scratch_.data(), kept_};
  return at + 1;
}

const char* JsonParser::escape(const char* at) {
  const bool stands_for_itself = end_ - at >= 2 && (at[1] == '"' || at[1] == '\\' || at[1] == '/');
  if (stands_for_itself) {
    keep_run(at + 1, at + 2);
    return at + 2;
  }
  std::string decoded;
  const std::size_t length = decode_json_escape(rest(at), 0, rest(at).size(), decoded);
  if (length == 0) return wrong_escape(at);
  if (scratch_.size() < kept_ + decoded.size()) scratch_.resize(2 * (kept_ + decoded.size()));
  std::memcpy(scratch_.data() + kept_, decoded.data(), decoded.size());
  kept_ += decoded.size();
  return at + length;
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
