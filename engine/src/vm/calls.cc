// Calls: frames in memory, never the machine's stack. A fact is a call whose value is kept for the
// run; it has a budget of its own, and what it makes on its way is forgotten. Tests:
// tests/unit/vm/fact_memory_test.cc, tests/conformance, tests/oracle.
#include <algorithm>

#include "vm/fact_memory.h"
#include "vm/machine.h"

namespace cordon::vm {

using bytecode::Instr;
using bytecode::Op;

namespace {

FactKey fact_key(std::uint32_t function, const Node* argument) {
  if (argument == nullptr) return {0, 0, function};
  return {argument->ref.target + 1, argument->ref.attribute & 1U, function};
}
std::uint64_t number_of(const FactKey& key) {
  return (std::uint64_t{key.function} << 33U) | (std::uint64_t{key.view} << 32U) | key.subject;
}

}  // namespace

template <bool Trace>
Node Machine<Trace>::call_fact(std::uint32_t function, ResourceId subject) {
  const auto& f = program_.functions[function];
  frames_.clear();
  facts_.clear();
  candidates_.clear();
  env_.memory = &env_.row_memory;
  base_ = 0;
  open_window(2);
  if constexpr (Trace) forget_proofs(0);
  registers_[0] = Node::null();
  if (subject != kNoResource) registers_[1] = Node::resource(subject);
  env_.fuel = env_.limits.fuel_per_row;
  env_.exhausted = false;
  Instr in;
  in.op = Op::kFact;
  in.b = 1;
  in.c = static_cast<std::uint8_t>(f.parameters);
  in.x = function;
  if (enter(function, 0, in, true)) {
    frames_.back().stop = true;
    execute(f.first);
  }
  return registers_[0];
}

template <bool Trace>
void Machine<Trace>::grow_registers() {
  registers_.resize(2 * top_);
  if constexpr (Trace) proofs_.resize(registers_.size());
}

/// A proof that is left over belongs to another value; 0 is none.
template <bool Trace>
void Machine<Trace>::forget_proofs(std::size_t from) {
  std::fill(proofs_.begin() + static_cast<std::ptrdiff_t>(from),
            proofs_.begin() + static_cast<std::ptrdiff_t>(top_), 0);
}

template <bool Trace>
inline bool Machine<Trace>::known_fact(const FactKey& key, const Instr& in) {
  if constexpr (Trace) {
    const auto known = traced_facts_.find(number_of(key));
    if (known == traced_facts_.end()) return false;
    env_.assumes |= known->second.assumes;
    set(in.a, known->second.node, known->second.proof);
  } else {
    const auto* known = memo_.values.find(key.subject, key.view, key.function);
    if (known == nullptr) return false;
    env_.assumes |= known->assumes;
    set(in.a, known->node, 0);
  }
  return true;
}

/// From here on a fact spends its own budget.
template <bool Trace>
inline void Machine<Trace>::begin_fact(const FactKey& key) {
  facts_.push_back(
      {key, env_.fuel, env_.exhausted, env_.assumes, env_.memory, env_.row_memory.mark()});
  env_.fuel = env_.limits.fuel_per_row;
  env_.exhausted = false;
  env_.assumes = 0;
  if constexpr (Trace) env_.memory = &env_.proof_memory;
}

/// Opens a frame; false if the value is known already and no code has to run.
template <bool Trace>
bool Machine<Trace>::enter(std::uint32_t function, std::uint32_t pc, const Instr& in, bool fact) {
  env_.charge(1);
  const Node* argument = in.c > 0 ? &reg(in.b) : nullptr;
  fact = fact && (argument == nullptr || argument->is(Kind::kResource));
  const FactKey key = fact ? fact_key(function, argument) : FactKey{};
  if (fact && known_fact(key, in)) return false;
  if (frames_.size() > env_.limits.max_call_depth) {
    give(pc, in, env_.error("L0204", "calls are nested too deeply"));
    return false;
  }
  frames_.push_back({pc + 1, base_, static_cast<std::uint32_t>(loops_.size()),
                     static_cast<std::uint32_t>(open_lists_), in.a, fact, false});
  if (fact) begin_fact(key);
  const std::size_t window = std::max<std::size_t>(top_, base_ + in.b + in.c);
  open_window(window + program_.functions[function].registers);
  Node* const to = registers_.data() + window;
  for (std::uint32_t i = 0; i < in.c; ++i) {
    to[i] = window_[in.b + i];
    if constexpr (Trace) proofs_[window + i] = proofs_[base_ + in.b + i];
  }
  if constexpr (Trace) forget_proofs(window + in.c);
  move_window(static_cast<std::uint32_t>(window));
  return true;
}

/// The value of the innermost fact, kept for the run; the budget of its caller is back.
template <bool Trace>
Node Machine<Trace>::end_fact(Node value) {
  const FactFrame& fact = facts_.back();
  if (env_.exhausted) value = env_.error("L0201", "the budget of a fact is used up");
  if constexpr (!Trace) {
    value = kept(env_.run_memory, env_.row_memory, fact.mark, value);
    env_.row_memory.rewind(fact.mark);
    memo_.values.add(fact.key.subject, fact.key.view, fact.key.function, {value, env_.assumes});
  }
  env_.fuel = fact.fuel;
  env_.exhausted = fact.exhausted;
  env_.assumes |= fact.assumes;
  env_.memory = fact.memory;
  return value;
}

template <bool Trace>
std::uint32_t Machine<Trace>::leave(std::uint32_t pc, const Instr& in) {
  const Frame frame = frames_.back();
  frames_.pop_back();
  Node value = reg(in.a);
  const ProofId why = proof(in.a);
  top_ = base_;
  move_window(frame.base);
  const std::uint8_t fact_assumes = env_.assumes;
  if (frame.fact) value = end_fact(value);
  if constexpr (Trace) {
    // The proof of the body stands for the call; a budget error is the call's own.
    const bool own = why != 0 && value.kind() != arena_.value(why).kind();
    const ProofId id = own ? arena_.outcome(pc, value) : why;
    if (frame.fact)
      traced_facts_.emplace(number_of(facts_.back().key), TracedFact{value, id, fact_assumes});
    set(frame.into, value, id);
  } else {
    set(frame.into, value, 0);
  }
  if (frame.fact) facts_.pop_back();
  return frame.return_pc;
}

/// The budget of the innermost fact is used up: its value is an error, whatever its code would
/// still do.
template <bool Trace>
std::uint32_t Machine<Trace>::abandon_fact(std::uint32_t pc) {
  while (!frames_.back().fact) {
    top_ = base_;
    move_window(frames_.back().base);
    frames_.pop_back();
  }
  loops_.erase(loops_.begin() + static_cast<std::ptrdiff_t>(frames_.back().loops), loops_.end());
  open_lists_ = frames_.back().lists;
  set(0, Node::null(), Trace ? arena_.outcome(pc, Node::null()) : 0);
  return leave(pc, Instr{});
}

template Node Machine<false>::call_fact(std::uint32_t, ResourceId);
template void Machine<false>::grow_registers();
template bool Machine<false>::known_fact(const FactKey&, const Instr&);
template void Machine<false>::begin_fact(const FactKey&);
template Node Machine<false>::end_fact(Node);
template bool Machine<false>::enter(std::uint32_t, std::uint32_t, const Instr&, bool);
template std::uint32_t Machine<false>::leave(std::uint32_t, const Instr&);
template std::uint32_t Machine<false>::abandon_fact(std::uint32_t);
template Node Machine<true>::call_fact(std::uint32_t, ResourceId);
template void Machine<true>::grow_registers();
template void Machine<true>::forget_proofs(std::size_t);
template bool Machine<true>::known_fact(const FactKey&, const Instr&);
template void Machine<true>::begin_fact(const FactKey&);
template Node Machine<true>::end_fact(Node);
template bool Machine<true>::enter(std::uint32_t, std::uint32_t, const Instr&, bool);
template std::uint32_t Machine<true>::leave(std::uint32_t, const Instr&);
template std::uint32_t Machine<true>::abandon_fact(std::uint32_t);

}  // namespace cordon::vm
