#include "document/number.h"

#include <charconv>
#include <cmath>
#include <cstddef>
#include <system_error>

namespace cordon::document {
namespace {

/// Whether a nonzero decimal literal is at least one: what tells overflow from underflow.
bool at_least_one(std::string_view text) {
  const std::size_t mark = text.find_first_of("eE");
  const std::string_view digits = text.substr(0, mark);
  const std::size_t first = digits.find_first_of("123456789");
  const std::size_t point = std::min(digits.find('.'), digits.size());
  // How many places the first digit stands before the point (negative: behind it).
  const std::int64_t lead = static_cast<std::int64_t>(point) - static_cast<std::int64_t>(first);
  if (mark == std::string_view::npos) return lead > 0;
  std::string_view power = text.substr(mark + 1);
  const bool negative = power.starts_with('-');
  if (negative || power.starts_with('+')) power.remove_prefix(1);
  std::int64_t exponent = 0;
  const auto end = std::from_chars(power.data(), power.data() + power.size(), exponent);
  if (end.ec != std::errc{}) return !negative;
  return lead + (negative ? -exponent : exponent) > 0;
}

}  // namespace

Node integer_of(std::string_view text, At at) {
  const char* end = text.data() + text.size();
  std::int64_t small = 0;
  if (std::from_chars(text.data(), end, small).ec == std::errc{}) return Node::integer(small, at);
  std::uint64_t large = 0;
  if (text[0] != '-' && std::from_chars(text.data(), end, large).ec == std::errc{}) {
    Node node = Node::of(Kind::kUint, at);
    node.u = large;
    return node;
  }
  Node node = Node::string(text, at);
  node.kind_ = static_cast<std::uint32_t>(Kind::kBignum) & 31U;
  return node;
}

Number real_of(std::string_view text, At at) {
  double value = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool zero =
      text.substr(0, text.find_first_of("eE")).find_first_of("123456789") == std::string_view::npos;
  if (zero) return {Node::real(text.starts_with('-') ? -0.0 : 0.0, at)};
  const bool out = read.ec != std::errc{} || value == 0 || !std::isfinite(value);
  if (!out) return {Node::real(value, at)};
  return {Node::null(at), at_least_one(text) ? NumberFault::kTooLarge : NumberFault::kTooSmall};
}

}  // namespace cordon::document
