// Finds what may be done in one step. The one idea: a fusion begins at an instruction and reads
// plain code from there on, each part of it optional; plain code itself stays as it is, so
// positions, jumps and evidence know nothing of it. Tests: tests/unit/vm/fuse_test.cc, and the
// generated pairs of tests/oracle, with and without.
#include "vm/fuse.h"

namespace cordon::vm {

using bytecode::Instr;
using bytecode::Op;

namespace {

class Fuser {
 public:
  Fuser(const bytecode::Program& program, std::span<const Node> constants, Store& store)
      : program_(program), constants_(constants), store_(store) {}

  /// True if something begins at `pc` that is worth one step.
  bool at(std::uint32_t pc, Fusion& out) {
    out = {};
    pc_ = pc;
    read(out);
    if (out.reads) put_default(out);
    list(out);
    if (out.reads) compare(out);
    if (out.compares != Fusion::Compares::kNo) require(out);
    out.next = out.requires_ ? program_.requirements[program_.code[pc_ - 1].x].after : pc_;
    const bool compares = out.compares != Fusion::Compares::kNo;
    // A list that a comparison does not use is a fusion of its own.
    if (out.reads && out.makes && !compares) return false;
    return out.makes || out.defaults || compares;
  }

 private:
  [[nodiscard]] const Instr& code(std::uint32_t ahead = 0) const {
    static constexpr Instr kNothing{};
    return pc_ + ahead < program_.code.size() ? program_.code[pc_ + ahead] : kNothing;
  }
  [[nodiscard]] bool is(Op op, std::uint32_t ahead = 0) const { return code(ahead).op == op; }

  void read(Fusion& out) {
    if (!is(Op::kGet) || code().c != bytecode::kWhole) return;
    out.reads = true;
    out.value = code().a;
    out.base = code().b;
    out.name = code().x;
    ++pc_;
  }

  void put_default(Fusion& out) {
    const bool found = is(Op::kJumpPresent) && code().a == out.value && code().x == pc_ + 3 &&
                       is(Op::kConst, 1) && is(Op::kCoalesce, 2) && code(2).a == out.value &&
                       code(2).b == out.value && code(2).c == code(1).a;
    if (!found) return;
    out.defaults = true;
    out.otherwise = constants_[code(1).x];
    out.otherwise_into = code(1).a;
    pc_ += 3;
  }

  void list(Fusion& out) {
    if (!is(Op::kListNew)) return;
    const std::uint32_t begin = pc_;
    out.open_list = code().a;
    std::vector<Node> items;
    for (++pc_; is(Op::kConst) && is(Op::kListPush, 1); pc_ += 2) {
      const Instr& push = code(1);
      if (push.a != out.open_list || push.b != code().a || push.c != bytecode::kCertain) break;
      items.push_back(constants_[code().x]);
      out.item = code().a;
    }
    if (items.empty() || !is(Op::kListEnd) || code().b != out.open_list) {
      pc_ = begin;
      return;
    }
    out.makes = true;
    out.against_into = code().a;
    ComputedList made;
    made.items = store_.arena.copy(std::span<const Node>(items));
    out.against = Store::computed_list_in(store_.arena, made);
    ++pc_;
  }

  void compare(Fusion& out) {
    if (!out.makes && is(Op::kConst) && is(Op::kEqual, 1) && code(1).b == out.value &&
        code(1).c == code().a) {
      out.compares = Fusion::Compares::kEqual;
      out.against = constants_[code().x];
      out.against_into = code().a;
      out.result = code(1).a;
      pc_ += 2;
    } else if (out.makes && is(Op::kIn) && code().b == out.value && code().c == out.against_into) {
      out.compares = Fusion::Compares::kIn;
      out.result = code().a;
      ++pc_;
    }
  }

  void require(Fusion& out) {
    if (!is(Op::kRequire) || code().a != out.result) return;
    out.requires_ = true;
    out.requirement_at = pc_;
    ++pc_;
  }

  const bytecode::Program& program_;
  std::span<const Node> constants_;
  Store& store_;
  std::uint32_t pc_ = 0;
};

/// What stands for an instruction and those behind it; its own: they do nothing together.
Op together(const bytecode::Program& program, std::uint32_t pc) {
  static constexpr Instr kNothing{};
  const auto code = [&](std::uint32_t i) -> const Instr& {
    return pc + i < program.code.size() ? program.code[pc + i] : kNothing;
  };
  const Instr& in = code(0);
  const auto jumps = [&](std::uint32_t i, Op op, std::uint8_t on) {
    return code(i).op == op && code(i).a == on;
  };
  switch (in.op) {
    case Op::kIs:
      if (jumps(1, Op::kJumpUndecided, in.a) && jumps(2, Op::kJumpFalse, in.a)) return kIsJumpOp;
      if (program.tests_is[in.x].word == bytecode::Word::kUnknown &&
          jumps(1, Op::kJumpTrue, in.a) && jumps(2, Op::kJumpUndecided, in.b) && in.a != in.b)
        return kMatchOp;
      return in.op;
    case Op::kTruth:
      return jumps(1, Op::kJumpFalse, in.a) ? kTruthJumpOp : in.op;
    case Op::kAnd:
      return jumps(1, Op::kJumpFalse, in.a) ? kAndJumpOp : in.op;
    case Op::kPick:
      return code(1).op == Op::kJump ? kPickJumpOp : in.op;
    case Op::kMove:
      return code(1).op == Op::kCallFunction || code(1).op == Op::kFact ? kMoveCallOp : in.op;
    default:
      return in.op;
  }
}

}  // namespace

FusedCode fuse(const bytecode::Program& program, std::span<const Node> constants, Store& store) {
  FusedCode out;
  out.code = program.code;
  Fuser fuser(program, constants, store);
  Fusion found;
  for (std::uint32_t pc = 0; pc < program.code.size(); ++pc) {
    const Op op = program.code[pc].op;
    out.code[pc].op = together(program, pc);
    if ((op != Op::kGet && op != Op::kListNew) || !fuser.at(pc, found)) continue;
    out.code[pc].op = kFusedOp;
    out.code[pc].x = static_cast<std::uint32_t>(out.fusions.size());
    out.fusions.push_back(found);
  }
  return out;
}

}  // namespace cordon::vm
