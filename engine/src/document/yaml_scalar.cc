#include "document/yaml_scalar.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <system_error>

#include "base/ascii.h"

namespace cordon::document {
namespace {

std::string_view skip_digits(std::string_view text) {
  const auto end = std::find_if_not(text.begin(), text.end(), is_digit);
  return text.substr(static_cast<std::size_t>(end - text.begin()));
}

std::string_view skip_sign(std::string_view text) {
  return text.starts_with('-') || text.starts_with('+') ? text.substr(1) : text;
}

bool one_of(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), text) != words.end();
}

/// After the sign: [0-9]+(\.[0-9]*)? or \.[0-9]+, then an exponent or nothing.
bool is_real(std::string_view text) {
  std::string_view rest = skip_digits(text);
  const bool whole = rest.size() < text.size();
  if (rest.starts_with('.')) {
    const std::string_view fraction = rest.substr(1);
    rest = skip_digits(fraction);
    if (!whole && rest.size() == fraction.size()) return false;
  } else if (!whole) {
    return false;
  }
  if (rest.empty()) return true;
  if (rest[0] != 'e' && rest[0] != 'E') return false;
  const std::string_view exponent = skip_sign(rest.substr(1));
  return !exponent.empty() && skip_digits(exponent).empty();
}

Plain classify_number(std::string_view text) {
  if (text.starts_with("0o") && text.size() > 2) {
    return text.find_first_not_of("01234567", 2) == std::string_view::npos ? Plain::kOctal
                                                                           : Plain::kString;
  }
  if (text.starts_with("0x") && text.size() > 2) {
    return text.find_first_not_of("0123456789abcdefABCDEF", 2) == std::string_view::npos
               ? Plain::kHex
               : Plain::kString;
  }
  const std::string_view bare = skip_sign(text);
  if (one_of(bare, {".inf", ".Inf", ".INF"})) return Plain::kNotFinite;
  if (one_of(text, {".nan", ".NaN", ".NAN"})) return Plain::kNotFinite;
  if (!bare.empty() && skip_digits(bare).empty()) {
    return bare.size() > 1 && bare[0] == '0' ? Plain::kLeadingZero : Plain::kInteger;
  }
  return is_real(bare) ? Plain::kReal : Plain::kString;
}

}  // namespace

Plain classify_plain(std::string_view text) {
  if (text.empty()) return Plain::kNull;
  const char c = text[0];
  if (is_digit(c) || c == '-' || c == '+' || c == '.') return classify_number(text);
  if (text.size() > 5) return Plain::kString;
  if (one_of(text, {"~", "null", "Null", "NULL"})) return Plain::kNull;
  if (one_of(text, {"true", "True", "TRUE"})) return Plain::kTrue;
  if (one_of(text, {"false", "False", "FALSE"})) return Plain::kFalse;
  if (one_of(text,
             {"yes", "Yes", "YES", "no", "No", "NO", "on", "On", "ON", "off", "Off", "OFF"})) {
    return Plain::kOldBoolean;
  }
  return Plain::kString;
}

Number plain_number(Plain kind, std::string_view text, At at) {
  if (text.starts_with('+')) text.remove_prefix(1);
  if (kind == Plain::kInteger) return {integer_of(text, at)};
  if (kind == Plain::kReal) return real_of(text, at);
  std::uint64_t value = 0;
  const auto read = std::from_chars(text.data() + 2, text.data() + text.size(), value,
                                    kind == Plain::kOctal ? 8 : 16);
  if (read.ec != std::errc{}) return {Node::null(at), NumberFault::kTooLarge};
  if (value <= static_cast<std::uint64_t>(INT64_MAX)) {
    return {Node::integer(static_cast<std::int64_t>(value), at)};
  }
  Node node = Node::of(Kind::kUint, at);
  node.u = value;
  return {node};
}

}  // namespace cordon::document
