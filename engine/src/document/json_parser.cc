// Reads strict RFC 8259 JSON in one pass. The one idea: the grammar is a loop over two states (a
// value is due; a value has ended), the open containers are the builder's stack, so depth costs
// memory and never machine stack. Strings without escapes stay where they are in the source text.
// Reads no comments, trailing commas or other dialects. Tests:
// tests/unit/document/json_reader_test.cc and json_suite_test.cc.
#include "document/json_parser.h"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <utility>

#include "base/ascii.h"
#include "base/interruption.h"
#include "base/scan.h"
#include "base/utf8.h"
#include "document/number.h"
#include "document/text_check.h"

namespace cordon::document {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

}  // namespace

std::string JsonParser::shown(const char* at) const {
  return show_char(source_.text.substr(0, static_cast<std::size_t>(end_ - begin_)),
                   static_cast<std::size_t>(at - begin_));
}

const char* JsonParser::fail(Diagnostic diagnostic) {
  builder_.fail(std::move(diagnostic));
  return nullptr;
}

const char* JsonParser::digits(const char* at) {
  if (!is_digit(peek(at))) return unexpected(at, "a digit");
  while (is_digit(peek(at))) ++at;
  return at;
}

const char* JsonParser::number_fault(const char* begin, std::string what) {
  return fail(problem("D0109", place(begin), std::move(what),
                      "write a finite decimal number without leading zeros, or a string"));
}

/// Most numbers are natural ones that fit a word.
const char* JsonParser::number(const char* begin) {
  constexpr std::ptrdiff_t kSurelyFit = 18;
  const char* at = begin;
  std::int64_t value = 0;
  for (; is_digit(peek(at)) && at - begin < kSurelyFit; ++at) value = value * 10 + (*at - '0');
  const char c = peek(at);
  const bool plain = at != begin && !is_digit(c) && c != '.' && c != 'e' && c != 'E';
  if (!plain || (*begin == '0' && at - begin > 1)) return other_number(begin);
  const bool added = builder_.check_string(static_cast<std::size_t>(at - begin), place(begin)) &&
                     builder_.add(Node::integer(value, place(begin)));
  return added ? at : nullptr;
}

const char* JsonParser::other_number(const char* begin) {
  const char* first = begin + (*begin == '-' ? 1 : 0);
  if (rest(first).starts_with("Infinity") || rest(first).starts_with("NaN")) {
    return number_fault(begin, "an infinite number or NaN is no JSON number");
  }
  const char* at = digits(first);
  if (at == nullptr) return nullptr;
  if (*first == '0' && at - first > 1) {
    return number_fault(begin, "a number with a leading zero");
  }
  const bool integer = peek(at) != '.' && peek(at) != 'e' && peek(at) != 'E';
  if (peek(at) == '.') {
    at = digits(at + 1);
    if (at == nullptr) return nullptr;
  }
  if (peek(at) == 'e' || peek(at) == 'E') {
    ++at;
    if (peek(at) == '+' || peek(at) == '-') ++at;
    at = digits(at);
    if (at == nullptr) return nullptr;
  }
  const std::string_view text(begin, static_cast<std::size_t>(at - begin));
  if (!builder_.check_string(text.size(), place(begin))) return nullptr;
  if (integer) return builder_.add(integer_of(text, place(begin))) ? at : nullptr;
  const Number real = real_of(text, place(begin));
  if (real.fault == NumberFault::kNone) return builder_.add(real.node) ? at : nullptr;
  return number_fault(begin,
                      in_backticks(text) + (real.fault == NumberFault::kTooLarge
                                                ? " is too large for a number"
                                                : " is too small for a number, but not zero"));
}

std::string JsonParser::advice(const char* at) const {
  const std::string_view rest = this->rest(at);
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

const char* JsonParser::unexpected(const char* at, std::string_view expected) {
  Diagnostic diagnostic = problem(
      "D0102", place(at), "expected " + std::string(expected) + ", found " + shown(at), advice(at));
  if (at >= end_ && builder_.depth() > 0) {
    const At open = builder_.opened_at();
    diagnostic.notes.push_back({{open, open + 1}, "this bracket is not closed"});
  }
  return fail(std::move(diagnostic));
}

const char* JsonParser::no_value(const char* at) {
  for (const std::string_view name : {"NaN", "nan", "Infinity", "inf", "+Infinity"}) {
    if (rest(at).starts_with(name)) {
      return number_fault(at, std::string(name) + " is no JSON number");
    }
  }
  return unexpected(at, "a JSON value");
}

bool JsonParser::trailing(const char* comma) {
  return builder_.fail(problem("D0102", place(comma), "a comma before the closing bracket",
                               "JSON has no trailing commas; remove it"));
}

/// A key that is not the expected one.
const char* JsonParser::unexpected_key(const char* at) {
  if (peek(at) != '"') return unexpected(at, "a key in double quotes");
  const char* begin = at++;
  if (end_ - at >= static_cast<std::ptrdiff_t>(KeyWord::kBytes)) {
    const std::size_t taken = builder_.remembered_key(at, end_, place(begin));
    if (taken != 0) return at + taken;
  }
  unsigned not_ascii = 0;
  const char* run = run_end(at, end_, not_ascii);
  if (not_ascii != 0 && !well_formed(at, run)) return nullptr;
  std::string_view text(at, static_cast<std::size_t>(run - at));
  at = peek(run) == '"' ? run + 1 : escaped_text(at, run, text);
  if (at == nullptr || !builder_.key(text, place(begin))) return nullptr;
  at = skip_space(at);
  if (peek(at) != ':') return unexpected(at, "`:` after the key");
  return at + 1;
}

// The common way through a document is one function: each step is a few instructions, so that
// calls would cost more than the steps. Faults and escapes are calls.

template <bool kStops>
[[gnu::always_inline]] inline const char* JsonParser::skip_space(const char* at) {
  if ((kStops || at < end_) && static_cast<unsigned char>(*at) > ' ') return at;
  spaced_ = true;
  return skip_blanks(at);
}

[[gnu::always_inline]] inline const char* JsonParser::skip_blanks(const char* at) {
  while (at < blanks_end_ && is_blank(*at)) ++at;
  return at < blanks_end_ || at >= end_ ? at : more_blanks(at);
}

/// `comma`: what stands before the key, or null.
template <bool kStops>
[[gnu::always_inline]] inline bool JsonParser::key(const char*& at, const char* comma) {
  std::size_t taken = 0;
  if (end_ - at > static_cast<std::ptrdiff_t>(KeyWord::kBytes) && *at == '"')
    taken = builder_.guessed_key(at + 1, place(at));
  if (taken != 0) {
    at += taken + 1;
  } else {
    if (comma != nullptr && peek<kStops>(at) == '}') return trailing(comma);
    at = unexpected_key(at);
    if (at == nullptr) return false;
  }
  at = skip_space<kStops>(at);
  return true;
}

[[gnu::always_inline]] inline bool JsonParser::string_value(const char*& at) {
  const char* begin = at + 1;
  unsigned not_ascii = 0;
  const char* end = run_end(begin, end_, not_ascii);
  if (not_ascii != 0 && !well_formed(begin, end)) [[unlikely]]
    return false;
  if (peek(end) != '"') {
    at = escaped_value(at, end);
    return at != nullptr;
  }
  const std::string_view text(begin, static_cast<std::size_t>(end - begin));
  const At here = place(at);
  at = end + 1;
  return builder_.check_string(text.size(), here) && builder_.add(Node::string(text, here));
}

[[gnu::always_inline]] inline bool JsonParser::word(const char*& at, std::string_view text,
                                                    Kind kind) {
  if (static_cast<std::size_t>(end_ - at) >= text.size() &&
      std::memcmp(at, text.data(), text.size()) == 0) {
    const At here = place(at);
    at += text.size();
    return builder_.add(Node::of(kind, here));
  }
  no_value(at);
  return false;
}

template <bool kStops>
[[gnu::always_inline]] inline JsonParser::Next JsonParser::open_list(const char*& at) {
  if (kStops && at[1] == ']') {
    at += 2;
    return builder_.add_empty_list(place(at - 2)) ? Next::kAfter : Next::kFailed;
  }
  if (!builder_.open_list(place(at))) return Next::kFailed;
  at = skip_space<kStops>(at + 1);
  if (peek<kStops>(at) != ']') return Next::kValue;
  ++at;
  return builder_.close_list(place(at)) ? Next::kAfter : Next::kFailed;
}

template <bool kStops>
[[gnu::always_inline]] inline JsonParser::Next JsonParser::open_object(const char*& at) {
  if (kStops && at[1] == '}') {
    at += 2;
    return builder_.add_empty_object(place(at - 2)) ? Next::kAfter : Next::kFailed;
  }
  if (!builder_.open_object(place(at))) return Next::kFailed;
  at = skip_space<kStops>(at + 1);
  if (peek<kStops>(at) != '}') return key<kStops>(at, nullptr) ? Next::kValue : Next::kFailed;
  ++at;
  return builder_.close_object(place(at)) ? Next::kAfter : Next::kFailed;
}

template <bool kStops>
[[gnu::always_inline]] inline JsonParser::Next JsonParser::value(const char*& at) {
  const auto scalar = [](bool ok) { return ok ? Next::kAfter : Next::kFailed; };
  const char c = peek<kStops>(at);
  if (c == '"') return scalar(string_value(at));
  if (c == '{') return open_object<kStops>(at);
  if (c == '[') return open_list<kStops>(at);
  if (c == 't') return scalar(word(at, "true", Kind::kTrue));
  if (c == 'f') return scalar(word(at, "false", Kind::kFalse));
  if (c == 'n') return scalar(word(at, "null", Kind::kNull));
  at = c == '-' || is_digit(c) ? number(at) : no_value(at);
  return scalar(at != nullptr);
}

template <bool kStops>
[[gnu::always_inline]] inline JsonParser::Next JsonParser::after_comma(const char*& at,
                                                                       bool is_object) {
  const char* comma = at;
  at = skip_space<kStops>(at + 1);
  const bool goes_on =
      is_object ? key<kStops>(at, comma) : peek<kStops>(at) != ']' || trailing(comma);
  return goes_on ? Next::kValue : Next::kFailed;
}

template <bool kStops>
[[gnu::always_inline]] inline JsonParser::Next JsonParser::after_value(const char*& at) {
  while (builder_.depth() > 0) {
    at = skip_space<kStops>(at);
    const bool is_object = builder_.in_object();
    const char c = peek<kStops>(at);
    if (c == ',') return after_comma<kStops>(at, is_object);
    if (c != (is_object ? '}' : ']')) {
      unexpected(at, is_object ? "`,` or `}`" : "`,` or `]`");
      return Next::kFailed;
    }
    ++at;
    const At end = place(at);
    if (!(is_object ? builder_.close_object(end) : builder_.close_list(end))) return Next::kFailed;
  }
  return Next::kAfter;
}

template <bool kStops>
const char* JsonParser::any_value(const char* at) {
  for (Next next = Next::kValue; next == Next::kValue;) {
    next = value<kStops>(at);
    if (next == Next::kAfter) next = after_value<kStops>(at);
    if (next == Next::kFailed) return nullptr;
  }
  return at;
}

/// Behind the piece that was read without asking. Gives the end if the host wants to end: nothing
/// stands there, so the parser stops.
const char* JsonParser::more_blanks(const char* at) {
  constexpr auto kPiece = static_cast<std::ptrdiff_t>(kBytesUntilAsked);
  while (at >= blanks_end_ && at < end_) {
    if (!builder_.goes_on(place(at))) return end_;
    blanks_end_ = at + std::min(kPiece, end_ - at);
    while (at < blanks_end_ && is_blank(*at)) ++at;
  }
  return at;
}

bool JsonParser::at_end() {
  const char* const begin = at_;
  at_ = skip_blanks(at_);
  // The last byte may be a line feed.
  const char* const last = at_ < end_ || at_ == begin ? at_ : at_ - 1;
  feeds_ = feeds_ || std::find(begin, last, '\n') != last;
  return at_ >= end_;
}

bool JsonParser::read_only_value() {
  at_end();
  const char* const begin = at_;
  at_ = stops() ? any_value<true>(at_) : any_value<false>(at_);
  if (at_ == nullptr) return false;
  feeds_ = feeds_ || (spaced_ && std::find(begin, at_, '\n') != at_);
  if (at_end()) return !builder_.failed();
  return builder_.fail(problem("D0104", place(at_),
                               "expected the end of the text after the value, found " + shown(at_),
                               "one text holds one JSON value; for one value a line name the file "
                               ".ndjson or .jsonl"));
}

/// Keys and values of one text are checked one by one: what is not ASCII is rare.
bool JsonParser::well_formed(const char* begin, const char* end) {
  ascii_ = false;
  for (const char* at = begin; at < end;) {
    if (at != begin && !builder_.goes_on(place(at))) return false;
    const std::string_view text(at, static_cast<std::size_t>(end - at));
    const std::string_view piece = utf8_piece(text, kBytesUntilAsked);
    if (const std::size_t bad = invalid_utf8(piece); bad != std::string_view::npos)
      return builder_.fail(problem("D0105", place(at + bad), "expected UTF-8"));
    at += piece.size();
  }
  return true;
}

}  // namespace cordon::document
