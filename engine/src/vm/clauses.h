#ifndef CORDON_VM_CLAUSES_H_
#define CORDON_VM_CLAUSES_H_

#include <cstdint>
#include <span>
#include <vector>

#include "bytecode/program.h"
#include "vm/proof.h"

namespace cordon::vm {

/// What a traced run met at one statement of a rule.
struct ClauseEvent {
  std::uint32_t pc = 0;
  /// kWhere, kGuard, kRequire, kRequireDomain, kFor; kMove: the next member of a `for`.
  bytecode::Op op = bytecode::Op::kEnd;
  Node value;  ///< condition, domain or member
  ProofId proof = 0;
  Node guard;  ///< what encloses the statement: true or an indeterminate
};

/// Statements of one run in the order in which they ran. INVARIANT: only statements of rules make
/// events; functions have none.
class ClauseLog {
 public:
  static constexpr std::size_t kMost = 20'000;

  /// Called before the instruction at `pc` runs. `registers` and `proofs` are those of its frame.
  void visit(const bytecode::Program& program, std::uint32_t pc, const Node* registers,
             const ProofId* proofs, const std::vector<Node>& guards);

  [[nodiscard]] std::span<const ClauseEvent> events() const { return events_; }
  [[nodiscard]] bool cut() const { return cut_; }

 private:
  std::vector<ClauseEvent> events_;
  bool cut_ = false;
};

}  // namespace cordon::vm

#endif  // CORDON_VM_CLAUSES_H_
