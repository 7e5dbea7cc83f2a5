#include "lower/frame.h"

namespace cordon::lower {

using syntax::Expr;
using syntax::ExprKind;
using syntax::PostOp;

/// A postfix chain. Checking marks a first operator that belongs to the name (`alias.parameter`)
/// with PostOp::note 1.
void Frame::path(const Expr& e, Register into) {
  const Expr& base = *e.kids[0];
  const std::size_t first = !e.ops.empty() && e.ops[0].note == 1 ? 1 : 0;
  Register from = into;
  if (first == 1) {
    Expr name = base;
    if (base.resolved.decl == nullptr) name.resolved = e.resolved;
    resolved_name(name, into);
  } else {
    from = operand(base);
  }
  if (first == e.ops.size() && from != into) out_.emit(Op::kMove, e.span, into, from);
  bytecode::Mapping mapping = bytecode::kWhole;
  for (std::size_t i = first; i < e.ops.size(); ++i) {
    const std::uint32_t before = out_.here();
    path_step(e.ops[i], {e.span.begin, e.ops[i].span.end}, from, into, mapping);
    if (i == first) {
      // `->p` is two instructions and begins with the first; the others end with their own.
      const bool follows = e.ops[i].kind == PostOp::Kind::kFollow;
      const bool named = base.kind == ExprKind::kName;
      out_.program().chain_starts[follows ? before : out_.here() - 1] =
          named ? bytecode::ChainStart::kOnName : bytecode::ChainStart::kOnValue;
    }
    from = into;
  }
}

void Frame::path_step(const PostOp& op, Span span, Register from, Register into,
                      bytecode::Mapping& mapping) {
  const auto map = static_cast<unsigned>(mapping);
  switch (op.kind) {
    case PostOp::Kind::kProperty:
      out_.emit(Op::kGet, span, into, from, map, out_.name(op.name.text));
      break;
    case PostOp::Kind::kFollow:
      out_.emit(Op::kFollow, span, into, from, map);
      if (mapping == bytecode::kWhole) mapping = bytecode::kMapped;
      out_.emit(Op::kGet, span, into, into, static_cast<unsigned>(mapping),
                out_.name(op.name.text));
      break;
    case PostOp::Kind::kFollowType:
      out_.emit(Op::kFollowType, span, into, from, map, types_of({&op.type, 1}));
      if (mapping == bytecode::kWhole) mapping = bytecode::kMapped;
      break;
    case PostOp::Kind::kReverse:
      out_.emit(Op::kReverse, span, into, from, 0,
                out_.reverse(types_of({&op.type, 1}), out_.name(op.name.text)));
      mapping = bytecode::kWhole;
      break;
    case PostOp::Kind::kIndex: {
      const std::uint32_t mark = out_.mark();
      out_.emit(Op::kIndex, span, into, from, operand(*op.index), map);
      out_.release(mark);
      break;
    }
    case PostOp::Kind::kSplat:
      out_.emit(Op::kSplat, span, into, from, map);
      mapping = bytecode::kMembers;
      break;
    case PostOp::Kind::kAttribute:
      out_.emit(Op::kAttribute, span, into, from, map, out_.name(op.name.text));
      break;
  }
}

}  // namespace cordon::lower
