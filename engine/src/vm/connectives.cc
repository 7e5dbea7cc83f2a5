// Truth: conditions, `not`, `and`, `or` and `??`. Tests: tests/oracle (differential),
// tests/conformance.
#include "vm/choices.h"
#include "vm/operators.h"

namespace cordon::vm {

Node as_truth(Env& env, const Node& a) {
  return over_choices(env, {&a, 1}, [&](std::span<const Node> v) {
    if (v[0].is_bool()) return Node::boolean(v[0].is(Kind::kTrue));
    const Node settled = settle(env, v[0]);
    if (settled.indeterminate())
      return settled.is(Kind::kUnknown) ? env.unknown_from(settled) : settled;
    return env.error("V0106", "a boolean was expected", v[0].at);
  });
}

Node truth_not(const Node& a) {
  if (!a.is_bool()) return a;
  Node result = Node::boolean(a.is(Kind::kFalse));
  result.flags = a.flags & kVacuous;
  return result;
}

namespace {

/// The operand that gives the result; a vacuous truth stays vacuous unless the other side holds
/// too.
Node connect(const Node& a, const Node& b, Truth result) {
  const bool from_a = truth_of(a) == result;
  const Node& given = from_a ? a : b;
  if (!given.is_bool()) return given;
  Node node = Node::boolean(result == Truth::kT);
  const bool alone = !from_a || truth_of(b) != result;
  if (alone || b.has(kVacuous)) node.flags = given.flags & kVacuous;
  return node;
}

}  // namespace

Node truth_and(const Node& a, const Node& b) {
  return connect(a, b, both(truth_of(a), truth_of(b)));
}
Node truth_or(const Node& a, const Node& b) {
  return connect(a, b, either(truth_of(a), truth_of(b)));
}

bool needs_coalesce(const Node& a) {
  if (a.is(Kind::kChoice))
    return needs_coalesce(a.choice->then) || needs_coalesce(a.choice->otherwise);
  return a.is(Kind::kMissing) || a.is(Kind::kNull);
}

Node perhaps_replaced(Env& env, const Node& v) {
  if (v.is(Kind::kChoice)) {
    return map_choice(env, v, [&](const Node& leaf) { return perhaps_replaced(env, leaf); });
  }
  const bool written = v.is(Kind::kUnknown) && v.unknown != nullptr && v.unknown->written;
  return written ? v : env.computed(v);
}

Node coalesce(Env& env, const Node& a, const Node& b) {
  return map_choice(env, a, [&](const Node& v) {
    return v.is(Kind::kMissing) || v.is(Kind::kNull) ? b : perhaps_replaced(env, v);
  });
}

}  // namespace cordon::vm
