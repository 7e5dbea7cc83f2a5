#ifndef CORDON_VM_OPERATORS_H_
#define CORDON_VM_OPERATORS_H_

#include "bytecode/program.h"
#include "vm/env.h"

namespace re2 {
class RE2;
}

namespace cordon::vm {

// Operators over values, strict as in language 3.5 but where a refinement decides (3.8). Choices
// are distributed and joined inside. Each gives a truth node (kTrue, kFalse or an indeterminate) or
// a value.
Node equal(Env& env, const Node& a, const Node& b);
Node less(Env& env, const Node& a, const Node& b, bool or_equal);
bool all_texts(std::span<const Node> items);
/// What member_of() says and charges for a text in a list of texts, all certainly there.
bool is_among(Env& env, const Node& text, std::span<const Node> texts);
Node member_of(Env& env, const Node& a, const Node& b);  ///< in
Node contains(Env& env, const Node& a, const Node& b);
Node starts_with(Env& env, const Node& a, const Node& b);
Node ends_with(Env& env, const Node& a, const Node& b);
Node like(Env& env, const Node& text, const Node& pattern);
Node matches(Env& env, const Node& text, const re2::RE2& regex, bool search);
Node network_within(Env& env, const Node& a, const Node& b);
Node refers_to(Env& env, const Node& a, const Node& b);
Node arithmetic(Env& env, bytecode::Op op, const Node& a, const Node& b);
Node negated(Env& env, const Node& a);
Node as_truth(Env& env, const Node& a);
/// Flag of a truth: it rests only on `every` or `no` without a member.
inline constexpr NodeFlag kVacuous = kOpen;
Node truth_not(const Node& a);
Node truth_and(const Node& a, const Node& b);  ///< operands are truth nodes
Node truth_or(const Node& a, const Node& b);
Node coalesce(Env& env, const Node& a, const Node& b);
bool needs_coalesce(const Node& a);
/// What `??` leaves as it is: an unknown that may be absent may be replaced by an error.
Node perhaps_replaced(Env& env, const Node& v);

/// What the worst of the operands makes of the result, E over M over U; null: all are known.
inline Node strict_result(Env& env, std::span<const Node> operands) {
  const Node worst = strict(env, operands);
  return worst.is(Kind::kUnknown) ? env.unknown_from(worst) : worst;
}
inline Node strict_result(Env& env, const Node& a, const Node& b) {
  const Node pair[2] = {a, b};
  return strict_result(env, pair);
}
/// An operation got values of other kinds (V0101), at the first that has a place.
inline Node wrong_kind(Env& env, std::string_view what, const Node& a, const Node& b) {
  return env.error("V0101", what, a.at != 0 ? a.at : b.at);
}

/// Types of an is-test or `->T`, resolved against the run's symbols.
struct TypeTest {
  std::vector<Symbol> types;
  std::vector<std::string_view> prefixes;  ///< id prefixes of the types
  bool all_prefixed = true;                ///< every type has one
  bool native = false;                     ///< some type is `TF::...`
};
Node is_test(Env& env, const Node& a, bytecode::Word word, const TypeTest* types);
/// Whether resource `id` is of one of the types (canonical or native).
bool has_type(const Env& env, ResourceId id, const TypeTest& types);

/// Equality of two values as a truth without choices; used by collections too.
Node equal_plain(Env& env, const Node& a, const Node& b);

/// Text of a value as messages print it (language 3.22). `holes`: M, E, U as <missing> ... .
void append_text(const Env& env, std::string& out, const Node& value);
/// Interpolation: text `a` with `b` appended. Message: holes are printed.
Node interpolate(Env& env, const Node& a, const Node& b, bool message);
/// A text, number or address that was computed from a sensitive value is sensitive.
inline Node inherited(const Node& computed, std::span<const Node> operands) {
  const Kind kind = computed.kind();
  const bool scalar = (kind >= Kind::kInt && kind <= Kind::kString) ||
                      (kind >= Kind::kCidr && kind <= Kind::kPermissions);
  if (!scalar) return computed;
  for (const Node& operand : operands) {
    if (operand.has(kSensitive) && !operand.indeterminate()) return computed.with(kSensitive);
  }
  return computed;
}

/// Compact JSON of a value, for evidence; cut at `max` bytes.
std::string json_text(const Env& env, const Node& value, std::size_t max, bool& truncated,
                      bool& sensitive);

}  // namespace cordon::vm

#endif  // CORDON_VM_OPERATORS_H_
