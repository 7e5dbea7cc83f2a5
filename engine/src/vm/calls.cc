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

std::uint64_t fact_key(std::uint32_t function, const Node* argument) {
  const std::uint64_t id = argument == nullptr ? kNoResource : argument->ref.target;
  const std::uint64_t view = argument == nullptr ? 0 : argument->ref.attribute & 1U;
  return (std::uint64_t{function} << 33U) | (view << 32U) | id;
}

}  // namespace

template <bool Trace>
Node Machine<Trace>::call_fact(std::uint32_t function, ResourceId subject) {
  const auto& f = program_.functions[function];
  frames_.clear();
  candidates_.clear();
  env_.memory = &env_.row_memory;
  base_ = 0;
  open_window(2 + f.registers);
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

/// Makes room for a window that ends at `end`. What is in it is left over: verified code reads no
/// register that it has not written.
template <bool Trace>
void Machine<Trace>::open_window(std::size_t end) {
  top_ = end;
  if (registers_.size() < top_) registers_.resize(2 * top_);
  if constexpr (Trace) proofs_.resize(registers_.size());
  move_window(base_);
}

/// A proof that is left over belongs to another value; 0 is none.
template <bool Trace>
void Machine<Trace>::forget_proofs(std::size_t from) {
  std::fill(proofs_.begin() + static_cast<std::ptrdiff_t>(from),
            proofs_.begin() + static_cast<std::ptrdiff_t>(top_), 0);
}

/// Opens a frame; false if the value is known already and no code has to run.
template <bool Trace>
bool Machine<Trace>::enter(std::uint32_t function, std::uint32_t pc, const Instr& in, bool fact) {
  const auto& f = program_.functions[function];
  env_.charge(1);
  const Node* argument = in.c > 0 ? &reg(in.b) : nullptr;
  fact = fact && (argument == nullptr || argument->is(Kind::kResource));
  const std::uint64_t key = fact ? fact_key(function, argument) : 0;
  if (fact) {
    if constexpr (Trace) {
      if (const auto known = traced_facts_.find(key); known != traced_facts_.end()) {
        env_.assumes |= known->second.assumes;
        set(in.a, known->second.node, known->second.proof);
        return false;
      }
    } else if (const auto* known = memo_.values.find(key); known != nullptr) {
      env_.assumes |= known->assumes;
      set(in.a, known->node, 0);
      return false;
    }
  }
  if (frames_.size() > env_.limits.max_call_depth) {
    give(pc, in, env_.error("L0204", "calls are nested too deeply"));
    return false;
  }
  Frame& frame = frames_.emplace_back();
  frame.key = key;
  frame.return_pc = pc + 1;
  frame.base = base_;
  frame.into = in.a;
  frame.fact = fact;
  frame.loops = loops_.size();
  frame.lists = open_lists_;
  frame.saved_fuel = env_.fuel;
  frame.saved_exhausted = env_.exhausted;
  frame.saved_assumes = env_.assumes;
  frame.saved_memory = env_.memory;
  if (fact) {
    env_.fuel = env_.limits.fuel_per_row;
    env_.exhausted = false;
    env_.assumes = 0;
    if constexpr (Trace) env_.memory = &env_.proof_memory;
    frame.mark = env_.row_memory.mark();
  }
  const std::size_t window =
      base_ + (frames_.size() == 1 ? 2 : std::max<std::size_t>(top_ - base_, in.b + in.c));
  open_window(window + f.registers);
  for (std::uint32_t i = 0; i < in.c; ++i) {
    registers_[window + i] = registers_[base_ + in.b + i];
    if constexpr (Trace) proofs_[window + i] = proofs_[base_ + in.b + i];
  }
  if constexpr (Trace) forget_proofs(window + in.c);
  move_window(static_cast<std::uint32_t>(window));
  return true;
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
  if (frame.fact) {
    if (env_.exhausted) value = env_.error("L0201", "the budget of a fact is used up");
    if constexpr (!Trace) {
      value = kept(env_.run_memory, env_.row_memory, frame.mark, value);
      env_.row_memory.rewind(frame.mark);
      memo_.values.emplace(frame.key, FactMemo::Value{value, fact_assumes});
    }
    env_.fuel = frame.saved_fuel;
    env_.exhausted = frame.saved_exhausted;
    env_.assumes |= frame.saved_assumes;
    env_.memory = frame.saved_memory;
  }
  if constexpr (Trace) {
    // The proof of the body stands for the call; a budget error is the call's own.
    const bool own = why != 0 && value.kind() != arena_.value(why).kind();
    const ProofId id = own ? arena_.outcome(pc, value) : why;
    if (frame.fact) traced_facts_.emplace(frame.key, TracedFact{value, id, fact_assumes});
    set(frame.into, value, id);
  } else {
    set(frame.into, value, 0);
  }
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
template void Machine<false>::open_window(std::size_t);
template bool Machine<false>::enter(std::uint32_t, std::uint32_t, const Instr&, bool);
template std::uint32_t Machine<false>::leave(std::uint32_t, const Instr&);
template std::uint32_t Machine<false>::abandon_fact(std::uint32_t);
template Node Machine<true>::call_fact(std::uint32_t, ResourceId);
template void Machine<true>::open_window(std::size_t);
template void Machine<true>::forget_proofs(std::size_t);
template bool Machine<true>::enter(std::uint32_t, std::uint32_t, const Instr&, bool);
template std::uint32_t Machine<true>::leave(std::uint32_t, const Instr&);
template std::uint32_t Machine<true>::abandon_fact(std::uint32_t);

}  // namespace cordon::vm
