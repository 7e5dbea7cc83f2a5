#ifndef CORDON_VM_FUSE_H_
#define CORDON_VM_FUSE_H_

#include <cstdint>
#include <span>
#include <vector>

#include "bytecode/program.h"
#include "value/store.h"

namespace cordon::vm {

/// What stands in fused code only. No program has it.
constexpr bytecode::Op fused_op(std::size_t n) {
  return static_cast<bytecode::Op>(bytecode::kOpCount + n);
}
inline constexpr auto kFusedOp = fused_op(0);  ///< a fusion begins here; `x` is its number
// An instruction with those that follow it everywhere, as they are:
inline constexpr auto kMatchOp = fused_op(1);      ///< Is unknown, JumpTrue, JumpUndecided
inline constexpr auto kIsJumpOp = fused_op(2);     ///< Is, JumpUndecided, JumpFalse
inline constexpr auto kTruthJumpOp = fused_op(3);  ///< Truth, JumpFalse
inline constexpr auto kAndJumpOp = fused_op(4);    ///< And, JumpFalse
inline constexpr auto kPickJumpOp = fused_op(5);   ///< Pick or Move, Jump
inline constexpr auto kMoveCallOp = fused_op(6);   ///< Move, CallFunction or Fact

/// What several instructions of plain code do together where every value is known: read a property
/// or make a list of constants, put a default in its place, compare it with a constant, require
/// that. Each is there or not. Registers are written as plain code writes them.
struct Fusion {
  enum class Compares : std::uint8_t { kNo, kEqual, kIn };
  bool reads = false;      ///< kGet value, base, name
  bool makes = false;      ///< a list of constants, `list`
  bool defaults = false;   ///< kJumpPresent, kConst otherwise, kCoalesce
  bool requires_ = false;  ///< kRequire
  Compares compares = Compares::kNo;
  std::uint8_t base = 0;
  std::uint8_t value = 0;           ///< register of the property
  std::uint8_t otherwise_into = 0;  ///< ... of the default
  std::uint8_t against_into = 0;    ///< ... of the constant or list that it is compared with
  std::uint8_t open_list = 0;       ///< ... of kListNew
  std::uint8_t item = 0;            ///< ... of the last member of the list
  std::uint8_t result = 0;          ///< ... of the comparison
  std::uint32_t name = 0;           ///< of Linked::names
  Node otherwise;
  Node against;                      ///< a constant, or the list
  std::uint32_t next = 0;            ///< where to go on
  std::uint32_t requirement_at = 0;  ///< the kRequire: for a comparison that does not hold
};

/// Plain code, with kFusedOp where a fusion begins; what it stands for is still behind it, for
/// jumps into it and for values that are not known.
struct FusedCode {
  std::vector<bytecode::Instr> code;
  std::vector<Fusion> fusions;
};

/// Cost: linear in instructions. `constants` are those of the run, `store` keeps lists of them.
FusedCode fuse(const bytecode::Program& program, std::span<const Node> constants, Store& store);

}  // namespace cordon::vm

#endif  // CORDON_VM_FUSE_H_
