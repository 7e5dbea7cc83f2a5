// Steps of the traced machine that do not come from what their instruction does.
#include "vm/proof.h"

#include "bytecode/program.h"
#include "catch_compat.h"

namespace cordon {
namespace {

/// A program of one instruction.
bytecode::Program program_of(bytecode::Op op) {
  bytecode::Program program;
  bytecode::Instr in;
  in.op = op;
  program.code.push_back(in);
  program.spans.push_back({1, 2});
  program.chain_starts.push_back(bytecode::ChainStart::kInside);
  return program;
}

TEST_CASE("an_outcome_is_explained_wherever_it_stopped") {
  // A budget may end before any instruction; these count on operands, which there are none of.
  using bytecode::Op;
  const Cause cause{Kind::kError, "L0201", "used up", 0};
  for (const Op op : {Op::kQuantify, Op::kCoalesce, Op::kWhere, Op::kGet, Op::kListEnd, Op::kAnd}) {
    const bytecode::Program program = program_of(op);
    vm::ProofArena arena(program);
    const vm::ProofId id = arena.outcome(0, Node::make_error(&cause));
    CHECK(arena.facts(id).empty());
    const auto causes = arena.causes(id, Kind::kError);
    REQUIRE(causes.size() == 1);
    CHECK(causes[0].code == "L0201");
  }
}

}  // namespace
}  // namespace cordon
