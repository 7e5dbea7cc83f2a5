// Fused code, for the plain machine: what its instructions would do and charge one by one where
// every value is known. What is not known, and what must be recorded, is left to them. Tests:
// tests/unit/vm/fuse_test.cc, tests/oracle.
#include "vm/machine.h"

namespace cordon::vm {
namespace {

bool known(const Node& n) { return !n.indeterminate() && !n.is(Kind::kChoice); }

void charge_text(Env& env, const Node& text) { env.charge(std::uint64_t{text.len} / 64 + 1); }

/// Whether two values of one usual kind are equal; false, and nothing is charged: they are others.
bool equal_usually(Env& env, const Node& a, const Node& b, bool& equal) {
  if (a.is(Kind::kString) && b.is(Kind::kString)) {
    charge_text(env, a);
    equal = a.text() == b.text();
    return true;
  }
  equal = a.kind() == b.kind();
  return a.is_bool() && b.is_bool();
}

}  // namespace

/// Reads the property, with its default. False: not the usual case.
template <bool Trace>
bool Machine<Trace>::fused_value(const Fusion& f, Node& value) {
  const Node& base = reg(f.base);
  if (base.is(Kind::kResource)) {
    value = env_.inventory.property(base.ref.target, static_cast<View>(base.ref.attribute),
                                    linked_.names[f.name]);
    env_.note_property(value);
    if (f.defaults && (value.is(Kind::kMissing) || value.is(Kind::kNull))) value = f.otherwise;
    return known(value);
  }
  if (!base.is_object()) return false;
  const Node* member = Store::find(base, linked_.names[f.name]);
  if (member == nullptr && (!f.defaults || base.has(kOpen))) return false;
  value = member == nullptr || (f.defaults && member->is(Kind::kNull)) ? f.otherwise : *member;
  return known(value);
}

template <bool Trace>
void Machine<Trace>::make_list(const Fusion& f) {
  const auto items = f.against.list->items;
  for (std::size_t i = 0; i < items.size() && env_.charge(1); ++i) {
  }
  reg(f.open_list) = Node::null();
  reg(f.item) = items.back();
}

/// Does what the fusion stands for and gives the instruction to go on with; kNone, and nothing is
/// done that plain code would not do in the same way: plain code must.
template <bool Trace>
std::uint32_t Machine<Trace>::fused(const Fusion& f) {
  Node value;
  if (f.reads && !fused_value(f, value)) return bytecode::kNone;
  bool holds = false;
  const bool among = f.compares == Fusion::Compares::kIn;
  if (among && (!value.is(Kind::kString) || !all_texts(f.against.list->items)))
    return bytecode::kNone;
  if (f.compares == Fusion::Compares::kEqual && !equal_usually(env_, value, f.against, holds))
    return bytecode::kNone;
  if (f.makes) make_list(f);
  if (among) holds = is_among(env_, value, f.against.list->items);
  if (f.reads) reg(f.value) = value;
  if (f.defaults) reg(f.otherwise_into) = f.otherwise;
  if (f.makes || f.compares != Fusion::Compares::kNo) reg(f.against_into) = f.against;
  if (f.compares == Fusion::Compares::kNo) return f.next;
  reg(f.result) = Node::boolean(holds);
  if (!f.requires_) return f.next;
  if (!holds || !guards_.empty()) return f.requirement_at;
  row_.reached = true;
  row_.all_vacuous = false;
  return f.next;
}

template bool Machine<false>::fused_value(const Fusion&, Node&);
template void Machine<false>::make_list(const Fusion&);
template std::uint32_t Machine<false>::fused(const Fusion&);
template bool Machine<true>::fused_value(const Fusion&, Node&);
template void Machine<true>::make_list(const Fusion&);
template std::uint32_t Machine<true>::fused(const Fusion&);

}  // namespace cordon::vm
