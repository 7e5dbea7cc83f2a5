#ifndef CORDON_VM_USUAL_CASES_H_
#define CORDON_VM_USUAL_CASES_H_

#include "vm/machine.h"

namespace cordon::vm {

using bytecode::Instr;
using bytecode::Op;

/// The usual case of the usual instructions, for the plain machine: the same as operators() and
/// readings() do, without the questions that only doubtful values need. False, and nothing is done:
/// the case is not usual.
template <bool Trace>
template <Op kOp>
inline bool Machine<Trace>::quickly(const Instr& in) {
  const auto clear = [](const Node& n) { return n.is_bool() && !n.has(kVacuous); };
  if constexpr (kOp == Op::kConst) {
    reg(in.a) = linked_.constants[in.x];
  } else if constexpr (kOp == Op::kMove) {
    reg(in.a) = reg(in.b);
  } else if constexpr (kOp == Op::kGet) {
    return get_quickly(in);
  } else if constexpr (kOp == Op::kIndex) {
    return index_quickly(in);
  } else if constexpr (kOp == Op::kAttribute) {
    const Node& base = reg(in.b);
    if (!base.is(Kind::kResource)) return false;
    reg(in.a) = env_.inventory.attribute(base.ref.target, linked_.names[in.x]);
  } else if constexpr (kOp == Op::kParam) {
    reg(in.a) = linked_.parameters[in.x];
  } else if constexpr (kOp == Op::kPick) {
    reg(in.a) = reg(in.b);
  } else if constexpr (kOp == Op::kDomain) {
    const Node& a = reg(in.b);
    if (!a.is_list() && !a.is_object()) return false;
    reg(in.a) = a;
  } else if constexpr (kOp == Op::kIs) {
    return is_quickly(in);
  } else if constexpr (kOp == Op::kIn) {
    const Node a = reg(in.b);
    const Node& b = reg(in.c);
    if (!a.is(Kind::kString) || !b.is(Kind::kList) || !all_texts(b.members())) return false;
    reg(in.a) = Node::boolean(is_among(env_, a, b.members()));
  } else if constexpr (kOp == Op::kTruth) {
    const Node& a = reg(in.b);
    if (!a.is_bool()) return false;
    reg(in.a) = Node::boolean(a.is(Kind::kTrue));
  } else if constexpr (kOp == Op::kNot) {
    const Node& a = reg(in.b);
    if (!clear(a)) return false;
    reg(in.a) = Node::boolean(!a.is(Kind::kTrue));
  } else if constexpr (kOp == Op::kAnd || kOp == Op::kOr) {
    const Node& a = reg(in.b);
    const Node& b = reg(in.c);
    if (!clear(a) || !clear(b)) return false;
    const bool x = a.is(Kind::kTrue);
    const bool y = b.is(Kind::kTrue);
    reg(in.a) = Node::boolean(kOp == Op::kAnd ? x && y : x || y);
  } else {
    static_assert(kOp == Op::kEqual);
    const Node& a = reg(in.b);
    const Node& b = reg(in.c);
    if (!a.is(Kind::kString) || !b.is(Kind::kString)) return false;
    env_.charge(std::uint64_t{a.len} / 64 + 1);
    reg(in.a) = Node::boolean(a.text() == b.text());
  }
  return true;
}

template <bool Trace>
inline bool Machine<Trace>::get_quickly(const Instr& in) {
  const Node base = reg(in.b);
  const Symbol name = linked_.names[in.x];
  if (base.is(Kind::kResource)) {
    const Node value =
        env_.inventory.property(base.ref.target, static_cast<View>(base.ref.attribute), name);
    env_.note_property(value);
    reg(in.a) = value;
    return true;
  }
  const Node* member = base.is(Kind::kObject) ? Store::find(base, name) : nullptr;
  if (member != nullptr) reg(in.a) = *member;
  return member != nullptr;
}

/// A key of an object.
template <bool Trace>
inline bool Machine<Trace>::index_quickly(const Instr& in) {
  const Node base = reg(in.b);
  const Node& key = reg(in.c);
  if (!base.is_object() || base.has(kOpen) || !key.is(Kind::kString) || key.has(kSensitive))
    return false;
  const Symbol name = env_.symbol_of(key.text());
  const Node* member = Store::find(base, name);
  reg(in.a) = member != nullptr ? *member : env_.not_written(name, base.at);
  return true;
}

template <bool Trace>
inline bool Machine<Trace>::is_quickly(const Instr& in) {
  const Node& a = reg(in.b);
  if (a.is(Kind::kUnknown) || a.is(Kind::kError) || a.is(Kind::kChoice)) return false;
  const bytecode::IsTest& test = program_.tests_is[in.x];
  bool holds = false;
  switch (test.word) {
    case bytecode::Word::kPresent:
      holds = !a.is(Kind::kMissing) && !a.has(kFromDefault);
      break;
    case bytecode::Word::kAbsent:
      holds = a.is(Kind::kMissing) || a.has(kFromDefault);
      break;
    case bytecode::Word::kUnknown:
      break;
    case bytecode::Word::kString:
      holds = a.is(Kind::kString);
      break;
    case bytecode::Word::kEmpty:
      if (a.is(Kind::kComputedList)) {
        const ComputedList& list = *a.list;
        if (!list.presence.empty() || !list.many.is(Kind::kNull)) return false;
        holds = list.items.empty();
      } else if (a.is(Kind::kList) || a.is(Kind::kString)) {
        holds = a.len == 0;
      } else {
        return false;
      }
      break;
    case bytecode::Word::kTypes:
      if (!a.is(Kind::kResource)) return false;
      holds = has_type(env_, a.ref.target, linked_.types[test.types]);
      break;
    default:
      return false;
  }
  reg(in.a) = Node::boolean(holds);
  return true;
}

}  // namespace cordon::vm

#endif  // CORDON_VM_USUAL_CASES_H_
