// Reads strict RFC 8259 JSON in one pass. The one idea: the grammar is a loop over two states (a
// value is due; a value has ended), the open containers are the builder's stack, so depth costs
// memory and never machine stack. Strings without escapes stay where they are in the source text.
// Reads no comments, trailing commas or other dialects. Tests:
// tests/unit/document/json_reader_test.cc and json_suite_test.cc.
#include "document/json_parser.h"

#include <array>
#include <cstdint>
#include <cstring>
#include <utility>

#include "base/scan.h"
#include "base/utf8.h"
#include "document/number.h"
#include "document/text_check.h"

namespace cordon::document {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// The value of four hexadecimal digits at `at`, or -1.
std::int32_t four_hex(std::string_view text, std::size_t at, std::size_t end) {
  if (at + 4 > end) return -1;
  std::int32_t value = 0;
  for (std::size_t i = at; i < at + 4; ++i) {
    const char c = text[i];
    const int digit = is_digit(c)            ? c - '0'
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

std::string JsonParser::shown(const char* at) const {
  return show_char(source_.text.substr(0, static_cast<std::size_t>(end_ - begin_)),
                   static_cast<std::size_t>(at - begin_));
}

bool JsonParser::escaped_text(const char* begin, std::string_view& out) {
  scratch_.assign(begin, at_);
  while (at_ < end_ && *at_ != '"') {
    if (*at_ == '\\') {
      if (!escape()) return false;
      continue;
    }
    if (ends_run(*at_)) {
      return builder_.fail(problem("D0107", place(at_),
                                   "a control character inside a string: " + shown(at_),
                                   "write it as an escape such as \\n or \\u0009"));
    }
    const char* end = run_end(at_, end_);
    scratch_.append(at_, end);
    at_ = end;
  }
  if (at_ >= end_) {
    return builder_.fail(problem("D0102", place(begin - 1), "a string without its closing quote"));
  }
  ++at_;
  out = scratch_;
  return true;
}

bool JsonParser::escape() {
  const bool stands_for_itself =
      end_ - at_ >= 2 && (at_[1] == '"' || at_[1] == '\\' || at_[1] == '/');
  if (stands_for_itself) {
    scratch_ += at_[1];
    at_ += 2;
    return true;
  }
  const std::size_t length = decode_json_escape(rest(), 0, rest().size(), scratch_);
  at_ += length;
  if (length != 0) return true;
  const bool unicode = rest().starts_with("\\u");
  return builder_.fail(problem(
      "D0108", place(at_),
      unicode
          ? std::string("`\\u` needs four hexadecimal digits, and a surrogate needs its other half")
          : "no escape of JSON: backslash and " + shown(at_ + 1),
      "escapes are \\\" \\\\ \\/ \\b \\f \\n \\r \\t and \\u with four hexadecimal digits", 2));
}

bool JsonParser::digits() {
  if (!is_digit(peek())) return unexpected("a digit");
  while (is_digit(peek())) ++at_;
  return true;
}

bool JsonParser::number_fault(const char* begin, std::string what) {
  return builder_.fail(problem("D0109", place(begin), std::move(what),
                               "write a finite decimal number without leading zeros, or a string"));
}

bool JsonParser::number() {
  const char* begin = at_;
  if (peek() == '-') ++at_;
  if (rest().starts_with("Infinity") || rest().starts_with("NaN")) {
    return number_fault(begin, "an infinite number or NaN is no JSON number");
  }
  const char* first = at_;
  if (!digits()) return false;
  if (*first == '0' && at_ - first > 1) {
    return number_fault(begin, "a number with a leading zero");
  }
  const bool integer = peek() != '.' && peek() != 'e' && peek() != 'E';
  if (peek() == '.') {
    ++at_;
    if (!digits()) return false;
  }
  if (peek() == 'e' || peek() == 'E') {
    ++at_;
    if (peek() == '+' || peek() == '-') ++at_;
    if (!digits()) return false;
  }
  const std::string_view text(begin, static_cast<std::size_t>(at_ - begin));
  if (!builder_.check_string(text.size(), place(begin))) return false;
  if (integer) return builder_.add(integer_of(text, place(begin)));
  const Number real = real_of(text, place(begin));
  if (real.fault == NumberFault::kNone) return builder_.add(real.node);
  return number_fault(begin, show_text(text) + (real.fault == NumberFault::kTooLarge
                                                    ? " is too large for a number"
                                                    : " is too small for a number, but not zero"));
}

std::string JsonParser::advice() const {
  const std::string_view rest = this->rest();
  if (rest.starts_with("//") || rest.starts_with("/*") || rest.starts_with("#")) {
    return "JSON has no comments";
  }
  if (rest.starts_with("'")) return "strings take double quotes";
  if (rest.starts_with("True") || rest.starts_with("False") || rest.starts_with("None")) {
    return "JSON writes true, false and null";
  }
  if (rest.starts_with("+")) return "JSON numbers have no plus sign";
  if (rest.starts_with(".")) return "JSON numbers begin with a digit";
  if (rest.empty()) return "the text is cut short";
  return {};
}

bool JsonParser::unexpected(std::string_view expected) {
  Diagnostic diagnostic = problem(
      "D0102", place(at_), "expected " + std::string(expected) + ", found " + shown(at_), advice());
  if (at_ >= end_ && builder_.depth() > 0) {
    const At open = builder_.opened_at();
    diagnostic.notes.push_back({{open, open + 1}, "this bracket is not closed"});
  }
  return builder_.fail(std::move(diagnostic));
}

// The common way through a document is one function: each step is a few instructions, so that
// calls would cost more than the steps. Faults and escapes are calls.

[[gnu::always_inline]] inline void JsonParser::skip_space() {
  if (at_<end_&& static_cast<unsigned char>(*at_)> ' ') return;
  while (at_ < end_ && (*at_ == ' ' || *at_ == '\n' || *at_ == '\r' || *at_ == '\t')) ++at_;
}

/// Requires: at a quote. `out` points into the text or, after an escape, into scratch_.
[[gnu::always_inline]] inline bool JsonParser::string_text(std::string_view& out) {
  const char* begin = ++at_;
  at_ = run_end(at_, end_);
  if (at_ < end_ && *at_ == '"') {
    out = {begin, static_cast<std::size_t>(at_ - begin)};
    ++at_;
    return true;
  }
  return escaped_text(begin, out);
}

[[gnu::always_inline]] inline bool JsonParser::key() {
  if (peek() != '"') return unexpected("a key in double quotes");
  const char* begin = at_;
  const bool near_end = static_cast<std::size_t>(end_ - at_) <= QuotedWord::kBytes;
  const std::size_t guessed = near_end ? 0 : builder_.guessed_key(at_ + 1, place(begin));
  if (guessed != 0) {
    at_ += guessed + 2;
  } else {
    std::string_view text;
    if (!string_text(text) || !builder_.key(text, place(begin))) return false;
  }
  skip_space();
  if (peek() != ':') return unexpected("`:` after the key");
  ++at_;
  skip_space();
  return true;
}

[[gnu::always_inline]] inline bool JsonParser::string_value() {
  const char* begin = at_;
  std::string_view text;
  if (!string_text(text) || !builder_.check_string(text.size(), place(begin))) return false;
  const auto raw = static_cast<std::uint32_t>(at_ - begin);
  if (text.size() + 2 != raw) {  // it was unescaped into scratch_
    text = store_.arena.copy(text);
    store_.set_raw_length(place(begin), raw);
  }
  return builder_.add(Node::string(text, place(begin)));
}

[[gnu::always_inline]] inline bool JsonParser::word(std::string_view text, const Node& node) {
  if (static_cast<std::size_t>(end_ - at_) >= text.size() &&
      std::memcmp(at_, text.data(), text.size()) == 0) {
    at_ += text.size();
    return builder_.add(node);
  }
  if (rest().starts_with("nan")) return number_fault(at_, "nan is no JSON number");
  return unexpected("a JSON value");
}

[[gnu::always_inline]] inline JsonParser::Next JsonParser::open_list() {
  if (!builder_.open_list(place(at_))) return Next::kFailed;
  ++at_;
  skip_space();
  if (peek() != ']') return Next::kValue;
  ++at_;
  return builder_.close(place(at_)) ? Next::kAfter : Next::kFailed;
}

[[gnu::always_inline]] inline JsonParser::Next JsonParser::open_object() {
  if (!builder_.open_object(place(at_))) return Next::kFailed;
  ++at_;
  skip_space();
  if (peek() != '}') return key() ? Next::kValue : Next::kFailed;
  ++at_;
  return builder_.close(place(at_)) ? Next::kAfter : Next::kFailed;
}

[[gnu::always_inline]] inline JsonParser::Next JsonParser::value() {
  const char* begin = at_;
  const auto scalar = [](bool ok) { return ok ? Next::kAfter : Next::kFailed; };
  switch (peek()) {
    case '{':
      return open_object();
    case '[':
      return open_list();
    case '"':
      return scalar(string_value());
    case 't':
      return scalar(word("true", Node::boolean(true, place(begin))));
    case 'f':
      return scalar(word("false", Node::boolean(false, place(begin))));
    case 'n':
      return scalar(word("null", Node::null(place(begin))));
    default:
      break;
  }
  if (peek() == '-' || is_digit(peek())) return scalar(number());
  for (const std::string_view name : {"NaN", "nan", "Infinity", "inf", "+Infinity"}) {
    if (rest().starts_with(name)) {
      return scalar(number_fault(begin, std::string(name) + " is no JSON number"));
    }
  }
  return scalar(unexpected("a JSON value"));
}

[[gnu::always_inline]] inline JsonParser::Next JsonParser::after_comma(bool is_object) {
  const char* comma = at_++;
  skip_space();
  if (peek() == (is_object ? '}' : ']')) {
    builder_.fail(problem("D0102", place(comma), "a comma before the closing bracket",
                          "JSON has no trailing commas; remove it"));
    return Next::kFailed;
  }
  return !is_object || key() ? Next::kValue : Next::kFailed;
}

[[gnu::always_inline]] inline JsonParser::Next JsonParser::after_value() {
  while (builder_.depth() > 0) {
    skip_space();
    const bool is_object = builder_.in_object();
    const char c = peek();
    if (c == ',') return after_comma(is_object);
    if (c != (is_object ? '}' : ']')) {
      unexpected(is_object ? "`,` or `}`" : "`,` or `]`");
      return Next::kFailed;
    }
    ++at_;
    if (!builder_.close(place(at_))) return Next::kFailed;
  }
  return Next::kAfter;
}

bool JsonParser::at_end() {
  skip_space();
  return at_ >= end_;
}

bool JsonParser::read_only_value() {
  skip_space();
  for (Next next = Next::kValue; next == Next::kValue;) {
    next = value();
    if (next == Next::kAfter) next = after_value();
    if (next == Next::kFailed) return false;
  }
  if (at_end()) return true;
  return builder_.fail(problem("D0104", place(at_),
                               "expected the end of the text after the value, found " + shown(at_),
                               "one text holds one JSON value; for one value a line name the file "
                               ".ndjson or .jsonl"));
}

}  // namespace cordon::document
