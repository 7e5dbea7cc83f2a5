#ifndef CORDON_VM_CHOICES_H_
#define CORDON_VM_CHOICES_H_

#include <array>
#include <span>
#include <vector>

#include "vm/env.h"

namespace cordon::vm {

inline constexpr std::size_t kMaxCombinations = 16;

/// Same kind and equal, as joins of branches need it; indeterminates of one kind are the same if
/// they have the same payload, M and M always.
bool same(const Node& a, const Node& b);

/// The leaves of a choice, in order. Returns false above kMaxCombinations.
bool leaves(const Node& node, std::vector<Node>& out);

/// The condition that a choice hangs on, as an unknown.
Node condition_of(Env& env, const Node& choice);

/// Whether the key that holds `value` is there: a condition may remove it.
Node key_presence(Env& env, const Node& value);
/// What such a key holds where it is there.
Node if_present(const Node& value);

/// A member of an object. A condition removes keys of documents; an object that a rule makes has
/// all that are written there, of which one may hold what is missing.
struct Keyed {
  Keyed(Env& env, const Node& object, const Node& member)
      : presence(object.at == 0 ? Node::boolean(true) : key_presence(env, member)),
        value(object.at == 0 ? member : if_present(member)) {}
  Node presence;
  Node value;
};

/// Applies `f(span<const Node>) -> Node` to every combination of branches and joins the results.
template <class F>
Node over_choices(Env& env, std::span<const Node> operands, F f) {
  std::size_t first = operands.size();
  for (std::size_t i = operands.size(); i-- > 0;) {
    if (operands[i].is(Kind::kChoice)) first = i;
  }
  if (first == operands.size()) return f(operands);
  std::vector<std::vector<Node>> all(operands.size());
  std::size_t combinations = 1;
  for (std::size_t i = 0; i < operands.size(); ++i) {
    const bool fits = leaves(operands[i], all[i]);
    combinations *= all[i].size();
    if (!fits || combinations > kMaxCombinations) {
      Unknown u;
      u.cause = {Kind::kUnknown, {}, "too many undecided conditions", operands[first].at};
      return env.unknown(u, operands[first].at);
    }
  }
  std::vector<Node> pick(operands.size());
  Node joined = Node::null();
  for (std::size_t n = 0; n < combinations; ++n) {
    std::size_t rest = n;
    for (std::size_t i = 0; i < operands.size(); ++i) {
      pick[i] = all[i][rest % all[i].size()];
      rest /= all[i].size();
    }
    const Node result = f(std::span<const Node>(pick));
    if (n == 0) {
      joined = result;
    } else if (!same(joined, result)) {
      return condition_of(env, operands[first]);
    }
  }
  return joined;
}

/// Reads both branches of a choice and keeps the choice; equal branches collapse.
template <class F>
Node map_choice(Env& env, const Node& node, F f) {
  if (!node.is(Kind::kChoice)) return f(node);
  const Node then = map_choice(env, node.choice->then, f);
  const Node otherwise = map_choice(env, node.choice->otherwise, f);
  if (same(then, otherwise)) return then;
  return Store::choice_in(*env.memory, {node.choice->condition, then, otherwise}, node.at);
}

/// What a yes-or-no operator says of every allowed value of an unknown operand, if it is the same:
/// kTrue or kFalse; else kNull. Of two unknown operands the first counts.
template <class F>
Node over_domain(std::span<const Node> operands, F f) {
  std::size_t open = 0;
  while (open < operands.size() && !operands[open].is(Kind::kUnknown)) ++open;
  if (open == operands.size() || operands[open].unknown == nullptr) return Node::null();
  std::vector<Node> pick(operands.begin(), operands.end());
  Node common = Node::null();
  for (const Node& value : operands[open].unknown->domain) {
    pick[open] = value;
    const Node result = f(std::span<const Node>(pick));
    const bool first = common.is(Kind::kNull);
    if (!result.is_bool() || (!first && result.kind() != common.kind())) return Node::null();
    common = Node::boolean(result.is(Kind::kTrue));
  }
  return common;
}

}  // namespace cordon::vm

#endif  // CORDON_VM_CHOICES_H_
