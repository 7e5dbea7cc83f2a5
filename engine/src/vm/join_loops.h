#ifndef CORDON_VM_JOIN_LOOPS_H_
#define CORDON_VM_JOIN_LOOPS_H_

#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

#include "bytecode/program.h"
#include "value/node.h"

namespace cordon::vm {

/// A loop over all resources of a type set whose body begins with `x refers_to member` or
/// `member.p refers_to x`, x being the same in every pass, and which comes to nothing where that is
/// false: only members that may be referred to need a pass.
struct JoinLoop {
  std::uint32_t loop = 0;   ///< its kFor
  std::uint32_t types = 0;  ///< type set that it runs over
  bool by_member = false;   ///< `member.p refers_to x`
  std::uint32_t name = 0;   ///< of p, among the program's names
  std::uint64_t fuel = 0;   ///< that a pass takes whose test is false, kNext included
};

/// The joins of a program, by the kRefersTo that each begins with.
struct JoinLoops {
  std::vector<JoinLoop> all;
  std::vector<std::uint32_t> at;  ///< per instruction: index into `all`, or kNone
};

/// Finds the join loops of a program. Cost: linear in instructions, times the nesting of loops.
JoinLoops find_join_loops(const bytecode::Program& program);

}  // namespace cordon::vm

#endif  // CORDON_VM_JOIN_LOOPS_H_
