// Conversions that CloudFormation makes between a template and a property. The one idea: only known
// values convert, and a text that does not convert stays as it is, for the rule that reads it to
// say so. Nothing is checked here: a text of a wrong form is no problem of this file. Tests:
// tests/unit/inventory/cfn_convert_test.cc.
#include "inventory/cfn_convert.h"

#include <charconv>
#include <cmath>
#include <optional>
#include <string>
#include <vector>

#include "inventory/cfn_text.h"

namespace cordon {
namespace {

using Type = PropertyType::Kind;

bool equals_lower(std::string_view text, std::string_view lower) {
  if (text.size() != lower.size()) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c =
        text[i] >= 'A' && text[i] <= 'Z' ? static_cast<char>(text[i] - 'A' + 'a') : text[i];
    if (c != lower[i]) return false;
  }
  return true;
}

Node with_flags_of(Node to, const Node& from) {
  to.flags = from.flags;
  return to;
}

Node to_bool(const Node& value) {
  if (!value.is(Kind::kString)) return value;
  if (equals_lower(value.text(), "true"))
    return with_flags_of(Node::boolean(true, value.at), value);
  if (equals_lower(value.text(), "false"))
    return with_flags_of(Node::boolean(false, value.at), value);
  return value;
}

std::optional<Node> integer_of(const Node& value) {
  constexpr double kExact = 9007199254740992.0;
  if (value.is(Kind::kReal) && std::trunc(value.d) >= value.d && std::trunc(value.d) <= value.d &&
      std::abs(value.d) <= kExact) {
    return Node::integer(static_cast<std::int64_t>(value.d), value.at);
  }
  if (!value.is(Kind::kString)) return std::nullopt;
  const std::string_view text = value.text();
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return Node::integer(number, value.at);
}

Node to_number(const Node& value, bool integer_only) {
  if (const auto integer = integer_of(value)) return with_flags_of(*integer, value);
  if (integer_only || !value.is(Kind::kString)) return value;
  const std::string_view text = value.text();
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool whole =
      error == std::errc() && end == text.data() + text.size() && std::isfinite(number);
  return whole ? with_flags_of(Node::real(number, value.at), value) : value;
}

Node to_string(Store& store, const Node& value) {
  if (value.is(Kind::kString)) return value;
  const auto text = scalar_text(value);
  return text ? with_flags_of(store.string(*text, value.at), value) : value;
}

Node to_list(Store& store, const Node& value, const PropertyType* type) {
  if (value.is_list() || value.is(Kind::kNull)) return value;
  // One empty id is no id: the list has no members.
  const bool is_id = type->element != nullptr && !type->element->targets.empty();
  if (is_id && value.is(Kind::kString) && value.len == 0) return store.list({}, value.at);
  const Node member = convert(store, value, type->element);
  return store.list({&member, 1}, value.at);
}

Node unknown_of_type(Store& store, const Node& value, const PropertyType* type) {
  const Expect expect = expect_of(type);
  if (expect == Expect::kAny) return value;
  Unknown unknown;
  if (value.unknown != nullptr) {
    unknown = *value.unknown;
  } else {
    unknown.cause.at = value.at;
    unknown.cause.reason = "the value is not known";
  }
  unknown.expect = expect;
  if (expect != Expect::kString) unknown.parts = {};
  std::vector<Node> domain;
  for (const Node& member : unknown.domain) domain.push_back(convert(store, member, type));
  unknown.domain = expect == Expect::kList ? std::span<const Node>()
                                           : store.arena.copy(std::span<const Node>(domain));
  Node result = store.unknown(unknown, value.at);
  result.flags = value.flags;
  return result;
}

}  // namespace

Expect expect_of(const PropertyType* type) {
  if (type == nullptr) return Expect::kAny;
  switch (type->kind) {
    case Type::kAny:
      return Expect::kAny;
    case Type::kBool:
      return Expect::kBool;
    case Type::kInt:
    case Type::kNumber:
      return Expect::kNumber;
    case Type::kString:
      return Expect::kString;
    case Type::kList:
      return Expect::kList;
    case Type::kMap:
      return Expect::kObject;
    // A free object may also be given as a text that holds it (policies).
    case Type::kObject:
      return type->object == nullptr ? Expect::kAny : Expect::kObject;
  }
  return Expect::kAny;
}

Node convert(Store& store, const Node& value, const PropertyType* type) {
  if (type == nullptr || value.is(Kind::kMissing) || value.is(Kind::kError)) return value;
  if (value.is(Kind::kUnknown)) return unknown_of_type(store, value, type);
  if (value.is(Kind::kChoice)) {
    Choice choice = *value.choice;
    choice.then = convert(store, choice.then, type);
    choice.otherwise = convert(store, choice.otherwise, type);
    return store.choice(choice, value.at);
  }
  switch (type->kind) {
    case Type::kBool:
      return to_bool(value);
    case Type::kInt:
      return to_number(value, true);
    case Type::kNumber:
      return to_number(value, false);
    case Type::kString:
      return to_string(store, value);
    case Type::kList:
      return to_list(store, value, type);
    default:
      return value;
  }
}

bool is_absent_id(const Node& value, const PropertyType* type) {
  if (type == nullptr) return false;
  const bool id = !type->targets.empty();
  if (value.is(Kind::kString)) return value.len == 0 && id;
  if (value.is(Kind::kNull)) return id;
  if (!value.is(Kind::kList) || value.len != 0) return false;
  return id ||
         (type->kind == Type::kList && type->element != nullptr && !type->element->targets.empty());
}

}  // namespace cordon
