#include "vm/clauses.h"

namespace cordon::vm {

using bytecode::Instr;
using bytecode::Op;

namespace {

bool is_statement_loop(const Instr& in) {
  return in.op == Op::kFor && (in.c & bytecode::kForStatement) != 0;
}

/// Whether the instruction is a statement, or gives the next member to the body of one.
bool is_clause(const bytecode::Program& program, std::uint32_t pc) {
  const Instr& in = program.code[pc];
  switch (in.op) {
    case Op::kWhere:
    case Op::kGuard:
    case Op::kRequire:
    case Op::kRequireDomain:
      return true;
    case Op::kFor:
      return is_statement_loop(in);
    case Op::kMove:
      return pc > 0 && is_statement_loop(program.code[pc - 1]);
    default:
      return false;
  }
}

}  // namespace

void ClauseLog::visit(const bytecode::Program& program, std::uint32_t pc, const Node* registers,
                      const ProofId* proofs, const std::vector<Node>& guards) {
  if (!is_clause(program, pc)) return;
  if (events_.size() >= kMost) {
    cut_ = true;
    return;
  }
  const Instr& in = program.code[pc];
  const bool reads_b = in.op == Op::kFor || in.op == Op::kMove;
  const std::uint8_t from = reads_b ? in.b : in.a;
  events_.push_back({pc, in.op, registers[from], proofs[from],
                     guards.empty() ? Node::boolean(true) : guards.back()});
}

}  // namespace cordon::vm
