#include "lower/frame.h"

namespace cordon::lower {

using syntax::Clause;
using syntax::Expr;

void Frame::list(const Expr& e, Register into) {
  const Register list = out_.take();
  out_.emit(Op::kListNew, e.span, list);
  for (const Expr* kid : e.kids) {
    const std::uint32_t mark = out_.mark();
    const Register member = operand(*kid);
    out_.emit(Op::kListPush, kid->span, list, member, bytecode::kCertain);
    out_.release(mark);
  }
  out_.emit(Op::kListEnd, e.span, into, list);
}

std::uint32_t Frame::open_loop(const Clause& c, Register domain, Register block, unsigned flags) {
  const bool keys = !c.second.text.empty();
  if (keys) flags |= bytecode::kForKeys;
  const std::uint32_t loop = out_.emit(Op::kFor, c.span, block, domain, flags);
  const std::uint32_t value_slot = keys ? c.second_slot : c.first_slot;
  out_.emit(Op::kMove, c.span, value_slot, block);
  if (keys) out_.emit(Op::kMove, c.span, c.first_slot, block + 2U);
  return loop;
}

std::uint32_t Frame::filter(const Clause& c, Register presence) {
  if (c.where == nullptr) return bytecode::kNone;
  const std::uint32_t mark = out_.mark();
  const Register condition = out_.take();
  truth(*c.where, condition);
  out_.emit(Op::kAnd, c.where->span, presence, presence, condition);
  out_.release(mark);
  return out_.emit(Op::kJumpFalse, c.where->span, presence);
}

void Frame::close_loop(std::uint32_t loop, Span span) {
  out_.emit(Op::kNext, span, 0, 0, 0, loop + 1);
  out_.land(loop);
}

/// element == nullptr: the members themselves, as `count(x in xs where p)` counts them.
void Frame::comprehension(std::span<const Clause> clauses, const Expr* element, Span span,
                          Register into) {
  const std::uint32_t mark = out_.mark();
  const Register domain = out_.take();
  const Register list = out_.take();
  value(*clauses[0].domain, domain);
  out_.emit(Op::kDomain, clauses[0].domain->span, domain, domain);
  out_.emit(Op::kListBegin, span, list, domain);
  const Register block = out_.take(3);
  const std::uint32_t loop = open_loop(clauses[0], domain, block, 0);
  const auto presence = static_cast<Register>(block + 1);
  const std::uint32_t skip = filter(clauses[0], presence);
  if (clauses.size() > 1) {
    clause(clauses, 1, element, list, presence);
  } else {
    const std::uint32_t inner = out_.mark();
    const Register member = element != nullptr ? operand(*element) : block;
    out_.emit(Op::kListPush, element != nullptr ? element->span : span, list, member, presence);
    out_.release(inner);
  }
  if (skip != bytecode::kNone) out_.land(skip);
  close_loop(loop, clauses[0].span);
  out_.emit(Op::kListEnd, span, into, list);
  out_.release(mark);
}

void Frame::clause(std::span<const Clause> clauses, std::size_t i, const Expr* element,
                   Register list, Register outer_presence) {
  const Clause& c = clauses[i];
  const std::uint32_t mark = out_.mark();
  const Register domain = out_.take();
  value(*c.domain, domain);
  out_.emit(Op::kDomain, c.domain->span, domain, domain);
  const std::uint32_t inner =
      out_.emit(Op::kListInner, c.domain->span, list, domain, outer_presence);
  const Register block = out_.take(3);
  const std::uint32_t loop = open_loop(c, domain, block, 0);
  const auto presence = static_cast<Register>(block + 1);
  out_.emit(Op::kAnd, c.span, presence, outer_presence, presence);
  const std::uint32_t skip = filter(c, presence);
  if (i + 1 < clauses.size()) {
    clause(clauses, i + 1, element, list, presence);
  } else {
    const std::uint32_t last = out_.mark();
    const Register member = element != nullptr ? operand(*element) : block;
    out_.emit(Op::kListPush, element != nullptr ? element->span : c.span, list, member, presence);
    out_.release(last);
  }
  if (skip != bytecode::kNone) out_.land(skip);
  close_loop(loop, c.span);
  out_.land(inner);
  out_.release(mark);
}

void Frame::quantifier(const Expr& e, Register into) {
  const Clause& c = e.clauses[0];
  const bool every = e.quantifier == syntax::Quantifier::kEvery;
  const Register domain = out_.take();
  const Register result = out_.take();
  value(*c.domain, domain);
  out_.emit(Op::kDomain, c.domain->span, domain, domain);
  const unsigned code = every ? bytecode::kEvery : bytecode::kSome;
  out_.emit(Op::kQuantify, e.span, result, domain, code);
  const Register block = out_.take(3);
  const std::uint32_t loop = open_loop(c, domain, block, 0);
  const auto presence = static_cast<Register>(block + 1);
  const std::uint32_t skip = filter(c, presence);
  const Register body = out_.take();
  truth(*e.kids[0], body);
  out_.emit(Op::kQuantifyStep, e.kids[0]->span, result, body, presence, code);
  if (skip != bytecode::kNone) out_.land(skip);
  close_loop(loop, c.span);
  out_.emit(e.quantifier == syntax::Quantifier::kNo ? Op::kNot : Op::kMove, e.span, into, result);
}

}  // namespace cordon::lower
