// Conditions of templates. The one idea: a condition has one value in a run (true, false or
// undecided), computed once over its definition. Two conditions over the same parameter are not
// tied to each other. Tests: tests/unit/inventory/cfn_conditions_test.cc.
#include <algorithm>
#include <array>
#include <utility>

#include "inventory/cfn_resolver.h"
#include "inventory/cfn_text.h"

namespace cordon {
namespace {

Decision known(bool value) { return {truth_of(value), nullptr}; }

}  // namespace

Decision CfnResolver::undecided(std::string_view reason, At at) {
  Unknown why;
  why.cause.reason = store_.arena.copy(reason);
  why.cause.at = at;
  why.expect = Expect::kBool;
  return {Truth::kU, store_.arena.make<Unknown>(why)};
}

std::optional<Diagnostic> CfnResolver::check_conditions() {
  if (conditions_ == nullptr) return std::nullopt;
  const auto keys = Store::keys(*conditions_);
  for (std::uint32_t i = 0; i < conditions_->len && !cycle_; ++i) {
    if (!store_.symbols.text(keys[i]).starts_with("Fn::"))
      condition(keys[i], conditions_->kids[i].at);
  }
  return cycle_;
}

// Conditions lead to each other, so what makes messages stands apart: its locals would be on the
// stack once for each condition of a chain.
Decision CfnResolver::condition(Symbol name, At at) {
  const Node* definition = conditions_ == nullptr ? nullptr : Store::find(*conditions_, name);
  if (definition == nullptr) return undefined_condition(name, at);
  const auto [it, fresh] = condition_states_.try_emplace(name);
  if (!fresh) return it->second.done ? it->second.decision : condition_cycle(name, *definition, at);
  Decision decision = decide(*definition);
  if (decision.truth == Truth::kU) decision.cause = condition_cause(name, *definition, decision);
  // The map may have grown while the definition was read.
  condition_states_[name] = {true, decision};
  return decision;
}

Decision CfnResolver::undefined_condition(Symbol name, At at) {
  const std::string text(store_.symbols.text(name));
  if (!open_)
    warn("I0304", at, "there is no condition " + text, "CloudFormation refuses this template");
  return undecided("the condition " + text + " is not defined", at);
}

Decision CfnResolver::condition_cycle(Symbol name, const Node& definition, At at) {
  const std::string text(store_.symbols.text(name));
  cycle_ = Diagnostic{"I0303",
                      Level::kError,
                      {definition.at, definition.at + 1},
                      "the condition " + text + " depends on itself",
                      {},
                      {}};
  return undecided("the condition " + text + " depends on itself", at);
}

const Unknown* CfnResolver::condition_cause(Symbol name, const Node& definition,
                                            const Decision& decision) {
  const std::string text(store_.symbols.text(name));
  std::string reason = "the condition " + text + " is not decided";
  if (decision.cause != nullptr) reason += ": " + std::string(decision.cause->cause.reason);
  Unknown why;
  why.cause.reason = store_.arena.copy(std::string_view(reason));
  why.expect = Expect::kBool;
  // One condition has one value, so the unknown is equal to itself wherever it is read.
  return unknown(why, definition.at, "condition " + text).unknown;
}

Decision CfnResolver::no_condition(At at) {
  warn("I0302", at, "a condition is one of Fn::Equals, Fn::And, Fn::Or, Fn::Not, Condition");
  return undecided("this is no condition", at);
}

Decision CfnResolver::decide(const Node& expression) {
  const Deeper deeper(depth_, kConditionDepth);
  if (deeper.too_deep() || !spend(1)) {
    exhausted(expression.at);
    return undecided("the condition nests too deeply or costs too much", expression.at);
  }
  if (expression.is_bool()) return known(expression.is(Kind::kTrue));
  if (!expression.is_object() || expression.len != 1) {
    return no_condition(expression.at);
  }
  const Symbol key = Store::keys(expression)[0];
  const std::string_view name = store_.symbols.text(key);
  const Node& argument = expression.kids[0];
  if (key == condition_key_ && argument.is(Kind::kString)) {
    return condition(store_.symbols.intern(argument.text()), argument.at);
  }
  if (name == "Fn::Equals") return equals(argument, expression.at);
  if (name == "Fn::And") return decide_all(argument, true);
  if (name == "Fn::Or") return decide_all(argument, false);
  if (name == "Fn::Not" && argument.is(Kind::kList) && argument.len == 1) {
    Decision inner = decide(argument.kids[0]);
    inner.truth = negate(inner.truth);
    return inner;
  }
  return no_condition(expression.at);
}

Decision CfnResolver::decide_all(const Node& argument, bool conjunction) {
  if (!argument.is(Kind::kList) || argument.len == 0) {
    refused(conjunction ? "Fn::And" : "Fn::Or", "a list of conditions", argument.at);
    return undecided("this is no condition", argument.at);
  }
  Decision result = known(conjunction);
  for (const Node& member : argument.members()) {
    const Decision next = decide(member);
    const Truth truth =
        conjunction ? both(result.truth, next.truth) : either(result.truth, next.truth);
    if (truth == Truth::kU && result.truth != Truth::kU) result.cause = next.cause;
    result.truth = truth;
  }
  return result;
}

Decision CfnResolver::equals(const Node& argument, At at) {
  Args args = arguments(argument, 2, 2);
  if (args.empty()) {
    refused("Fn::Equals", "two values", at);
    return undecided("this is no condition", at);
  }
  // The combinations of choices are joined: all alike decide, else the first choice's condition is
  // the cause.
  std::optional<Decision> joined;
  bool differ = false;
  over_choices(args, at, [&](std::span<const Node> values) {
    const Decision decision = equal_values(values[0], values[1]);
    differ = differ || (joined && joined->truth != decision.truth);
    if (!joined) joined = decision;
    return Node::boolean(decision.truth == Truth::kT);
  });
  if (joined && !differ) return *joined;
  return undecided("a condition inside of Fn::Equals is not decided", at);
}

bool CfnResolver::outside_domain(const Node& value, const Node& other) {
  if (!value.is(Kind::kUnknown) || value.unknown == nullptr || value.unknown->domain.empty())
    return false;
  if (!scalar_text(other)) return false;
  const auto domain = value.unknown->domain;
  return std::all_of(domain.begin(), domain.end(), [&](const Node& member) {
    return !scalar_text(member) || same_text(member, other) == Truth::kF;
  });
}

Decision CfnResolver::equal_values(const Node& a, const Node& b) {
  if (certainly_same(a, b)) return known(true);
  const auto x = scalar_text(a);
  const auto y = scalar_text(b);
  if (x && y) {
    const Truth same = same_text(a, b);
    return same == Truth::kU ? undecided("which text is made of a number is not known", a.at)
                             : known(same == Truth::kT);
  }
  const bool lists = a.is(Kind::kList) || b.is(Kind::kList);
  if (!lists && (outside_domain(a, b) || outside_domain(b, a))) return known(false);
  const auto must_be_filled = [](const Node& value, const std::optional<std::string>& other) {
    return other && other->empty() && value.is(Kind::kUnknown) && value.unknown != nullptr &&
           value.unknown->non_empty;
  };
  if (must_be_filled(a, y) || must_be_filled(b, x)) return known(false);
  const auto textual = [](const Node& value) {
    return value.is(Kind::kUnknown) || scalar_text(value).has_value();
  };
  if (textual(a) && textual(b)) {
    std::string left;
    std::string right;
    const Truth truth = texts_equal(parts_of(context_, a, left), parts_of(context_, b, right));
    if (is_decided(truth)) return known(truth == Truth::kT);
  }
  for (const Node& value : {a, b}) {
    if (value.is(Kind::kUnknown) && value.unknown != nullptr) return {Truth::kU, value.unknown};
  }
  return undecided("the values are not known", a.at);
}

Node CfnResolver::pseudo(std::string_view name, At at) {
  static constexpr std::array<std::string_view, 7> kNames = {
      "AWS::AccountId", "AWS::Region",    "AWS::Partition",       "AWS::StackId",
      "AWS::StackName", "AWS::URLSuffix", "AWS::NotificationARNs"};
  if (name == "AWS::NoValue") return store_.missing("AWS::NoValue removes the property", at);
  if (std::find(kNames.begin(), kNames.end(), name) == kNames.end()) return nothing(name, at);
  Unknown why;
  why.cause.reason =
      store_.arena.copy(std::string(name) + " is known only when the stack is created");
  why.written = true;
  const bool list = name == "AWS::NotificationARNs";
  why.expect = list ? Expect::kList : Expect::kString;
  why.non_empty = !list;
  return unknown(why, at, name);
}

}  // namespace cordon
