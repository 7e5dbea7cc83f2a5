// Values that a program holds: what a compiler can have made of rule text, and nothing else. The
// one idea: the machine trusts the payload of a node, so every payload is looked at once. Tests:
// tests/unit/vm/verify_values_test.cc.
#include <algorithm>
#include <charconv>
#include <cmath>
#include <string>
#include <vector>

#include "base/ascii.h"
#include "bytecode/verify_parts.h"
#include "value/compare.h"
#include "value/network.h"

namespace cordon::bytecode {
namespace {

/// Rule text nests at most 48 constructs.
constexpr int kMaxDepth = 64;

bool fits_int(std::string_view digits) {
  std::int64_t small = 0;
  std::uint64_t large = 0;
  const char* end = digits.data() + digits.size();
  return std::from_chars(digits.data(), end, small).ec == std::errc{} ||
         (digits[0] != '-' && std::from_chars(digits.data(), end, large).ec == std::errc{});
}

bool is_network(const Node& node) {
  if (node.cidr == nullptr) return false;
  const bool address = node.is(Kind::kIp);
  Cidr again;
  std::string why;
  const std::string text = to_string(*node.cidr, address);
  return (address ? parse_ip(text, again, why) : parse_cidr(text, again, why)) &&
         again.bytes == node.cidr->bytes && again.version == node.cidr->version &&
         again.prefix == node.cidr->prefix;
}

bool is_date(const Node& node) {
  constexpr std::int64_t kFirst = -719'528;  // 0000-01-01
  constexpr std::int64_t kLast = 2'932'896;  // 9999-12-31
  return node.i >= kFirst && node.i <= kLast;
}

/// A test says no more of an unknown than that it is written or not.
bool is_plain_unknown(const Node& node) {
  const Unknown* u = node.unknown;
  return u != nullptr && u->cause.kind == Kind::kUnknown && u->cause.code.empty() &&
         u->symbol == 0 && u->family == 0 && u->member == 0 && u->expect == Expect::kAny &&
         !u->non_empty && !u->assumed && !u->has_interval && !u->candidates_closed &&
         u->parts.empty() && u->domain.empty() && u->candidates.empty() && u->attribute == 0;
}

bool is_error(const Node& node) {
  return node.cause != nullptr && node.cause->kind == Kind::kError &&
         std::find(kConstantErrors.begin(), kConstantErrors.end(), node.cause->code) !=
             kConstantErrors.end();
}

bool all_differ(std::span<const Symbol> keys) {
  std::vector<Symbol> sorted(keys.begin(), keys.end());
  std::sort(sorted.begin(), sorted.end());
  return std::adjacent_find(sorted.begin(), sorted.end()) == sorted.end();
}

class Values {
 public:
  Values(const Program& program, ValueUse use) : program_(program), use_(use) {}

  bool fits(const Node& node, int depth) const {
    if (depth > kMaxDepth || node.flags != 0) return false;
    if (node.at != 0 && program_.store->sources.find(node.at) == nullptr) return false;
    if (node.is(Kind::kList) || node.is_object()) return container(node, depth);
    return scalar(node);
  }

 private:
  [[nodiscard]] bool container(const Node& node, int depth) const {
    if (use_ == ValueUse::kConstant) return node.is(Kind::kList) && keys(node);
    if (!verify_span(program_, {node.at, program_.store->end_of(node)})) return false;
    if (node.is_object() && !all_differ(Store::keys(node))) return false;
    const auto all = node.members();
    return std::all_of(all.begin(), all.end(),
                       [&](const Node& member) { return fits(member, depth + 1); });
  }

  /// The only list in code: the keys of an object.
  static bool keys(const Node& node) {
    std::vector<std::string_view> texts;
    for (const Node& member : node.members()) {
      if (!member.is(Kind::kString) || member.flags != 0 || member.at != 0) return false;
      texts.push_back(member.text());
    }
    std::sort(texts.begin(), texts.end());
    return std::adjacent_find(texts.begin(), texts.end()) == texts.end();
  }

  [[nodiscard]] bool scalar(const Node& node) const {
    switch (node.kind()) {
      case Kind::kNull:
      case Kind::kFalse:
      case Kind::kTrue:
      case Kind::kInt:
      case Kind::kString:
        return true;
      case Kind::kUint:
        return node.u > static_cast<std::uint64_t>(INT64_MAX);
      case Kind::kReal:
        return std::isfinite(node.d);
      case Kind::kBignum:
        return is_big_integer(node.text());
      case Kind::kCidr:
      case Kind::kIp:
        return use_ != ValueUse::kDocument && is_network(node);
      case Kind::kDate:
        return use_ != ValueUse::kDocument && is_date(node);
      case Kind::kUnknown:
        return use_ != ValueUse::kConstant && is_plain_unknown(node);
      case Kind::kError:
        return use_ == ValueUse::kConstant && is_error(node);
      default:
        return false;
    }
  }

  const Program& program_;
  ValueUse use_;
};

}  // namespace

bool is_big_integer(std::string_view text) {
  std::string_view digits = text.starts_with('-') ? text.substr(1) : text;
  if (digits.empty() || digits[0] == '0') return false;
  return std::all_of(digits.begin(), digits.end(), is_digit) && !fits_int(text);
}

std::string verify_value(const Program& program, const Node& value, ValueUse use) {
  return Values(program, use).fits(value, 0) ? "" : "a value that no rule text can make";
}

bool verify_span(const Program& program, Span span) {
  if (span.begin == 0) return span.end == 0;
  const Source* source = program.store->sources.find(span.begin);
  return source != nullptr && span.begin <= span.end &&
         span.end - source->base <= source->text.size();
}

}  // namespace cordon::bytecode
