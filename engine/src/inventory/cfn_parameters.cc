// Parameters of templates. The one idea: the Default counts as the value, unless CloudFormation
// refuses it; a parameter without one is undecided, but never has a value that its AllowedValues
// leave out. Other limits of values (AllowedPattern, MinLength, ...) are not looked at. Tests:
// tests/unit/inventory/cfn_parameters_test.cc.
#include <algorithm>
#include <charconv>
#include <optional>
#include <span>

#include "inventory/cfn_resolver.h"
#include "inventory/cfn_text.h"

namespace cordon {
namespace {

/// Whether a parameter is to be hidden. Whatever is not clearly a no is a yes: YAML 1.1 has more
/// words for it, and a secret that is printed cannot be taken back.
bool is_hidden(const Node* no_echo) {
  if (no_echo == nullptr || no_echo->is(Kind::kNull) || no_echo->is(Kind::kFalse)) return false;
  return !no_echo->is(Kind::kString) || (no_echo->text() != "false" && no_echo->text() != "False");
}

bool is_list_type(std::string_view type) {
  return type == "CommaDelimitedList" || type.starts_with("List<");
}

/// CloudFormation looks such values up, so they are never empty.
bool is_aws_type(std::string_view type) {
  return type.starts_with("AWS::") || type.starts_with("List<AWS::");
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r\n";
  const std::size_t begin = text.find_first_not_of(kBlank);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kBlank) - begin + 1);
}

/// Whether a parameter with these AllowedValues may take a value.
bool allows(const Node& allowed, const Node& value) {
  if (!scalar_text(value)) return true;
  return std::ranges::any_of(allowed.members(), [&](const Node& member) {
    return scalar_text(member) &&
           (same_text(value, member) != Truth::kF || same_number(value, member));
  });
}

}  // namespace

bool CfnResolver::hides_any() const {
  if (parameters_ == nullptr) return false;
  return std::ranges::any_of(parameters_->members(), [this](const Node& declaration) {
    return declaration.is_object() && is_hidden(store_.find(declaration, "NoEcho"));
  });
}

Node CfnResolver::parameter(Symbol name, const Node& declaration, At at) {
  const std::string text(store_.symbols.text(name));
  if (!declaration.is_object()) {
    warn("I0302", declaration.at, "the parameter " + text + " is not an object");
    return unknown("the parameter " + text + " is not declared as an object", at,
                   "parameter " + text);
  }
  const Node* type_node = store_.find(declaration, "Type");
  const std::string_view type =
      type_node != nullptr && type_node->is(Kind::kString) ? type_node->text() : "String";
  const bool stored = type.starts_with("AWS::SSM::Parameter::Value<");
  const bool hidden = is_hidden(store_.find(declaration, "NoEcho"));
  const Node* given = store_.find(declaration, "Default");
  if (given != nullptr && !stored && !given->is(Kind::kNull)) {
    const auto [it, fresh] = defaults_.try_emplace(name);
    if (fresh)
      it->second = allowed_default(text, declaration, parameter_default(type, *given, hidden));
    return dynamic_reference(it->second.at_place(at));
  }
  Unknown why;
  why.written = true;
  why.cause.reason =
      store_.arena.copy(stored ? "the parameter " + text + " is read from the parameter store"
                               : "the parameter " + text + " has no value");
  const std::string_view inner =
      stored ? type.substr(sizeof("AWS::SSM::Parameter::Value<") - 1) : type;
  why.non_empty = is_aws_type(inner) && !inner.starts_with("AWS::SSM::Parameter::Name");
  why.expect = is_list_type(inner) ? Expect::kList : Expect::kAny;
  const Node* allowed = store_.find(declaration, "AllowedValues");
  if (allowed != nullptr && allowed->is(Kind::kList) && !stored && !is_list_type(type))
    why.domain = allowed->members();
  const Node value = unknown(why, at, "parameter " + text);
  return hidden ? value.with(kSensitive) : value;
}

/// A Default that its AllowedValues leave out is no value: the template is refused.
Node CfnResolver::allowed_default(const std::string& name, const Node& declaration,
                                  const Node& value) {
  const Node* allowed = store_.find(declaration, "AllowedValues");
  if (allowed == nullptr || !allowed->is(Kind::kList)) return value;
  const auto values = value.is(Kind::kList) ? value.members() : std::span<const Node>(&value, 1);
  if (!spend(std::uint64_t{values.size()} * allowed->len)) return exhausted(value.at);
  if (std::ranges::all_of(values, [&](const Node& one) { return allows(*allowed, one); }))
    return value;
  const std::string message =
      "the Default of the parameter " + name + " is not among its AllowedValues";
  warn("I0302", value.at, message, "CloudFormation refuses this template");
  return store_.error("V0111", message, value.at);
}

/// Values of list parameters are split at commas and trimmed.
Node CfnResolver::parameter_default(std::string_view type, const Node& value, bool hidden) {
  const auto marked = [hidden](const Node& node) { return hidden ? node.with(kSensitive) : node; };
  const auto text = scalar_text(value);
  if (!text)
    return store_.error("V0111", "the Default of a parameter is a text or number", value.at);
  if (!is_list_type(type)) return marked(value);
  std::vector<Node> items;
  std::string_view rest = store_.arena.copy(std::string_view(*text));
  if (!spend(rest.size())) return exhausted(value.at);
  if (trimmed(rest).empty()) return store_.list({}, value.at);
  for (;;) {
    const std::size_t end = rest.find(',');
    items.push_back(marked(Node::string(trimmed(rest.substr(0, end)), value.at)));
    if (end == std::string_view::npos) break;
    rest.remove_prefix(end + 1);
  }
  return marked(store_.list(items, value.at));
}

}  // namespace cordon
