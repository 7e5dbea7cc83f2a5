#include "lower/frame.h"

namespace cordon::lower {

using syntax::Stmt;
using syntax::StmtKind;

void Frame::statements(std::span<Stmt* const> body) {
  for (const Stmt* s : body) {
    const std::uint32_t mark = out_.mark();
    switch (s->kind) {
      case StmtKind::kLet:
        let(*s);
        break;
      case StmtKind::kRequire:
        require(*s);
        break;
      case StmtKind::kWhen:
        when(*s);
        break;
      case StmtKind::kFor:
        for_each(*s);
        break;
    }
    out_.release(mark);
  }
}

void Frame::let(const Stmt& s) { value(*s.expr, static_cast<Register>(s.slot)); }

namespace {

std::uint32_t add_requirement(bytecode::Program& program, Span span, bool has_message) {
  program.requirements.push_back({span, 0, has_message});
  return static_cast<std::uint32_t>(program.requirements.size() - 1);
}

}  // namespace

void Frame::require(const Stmt& s) {
  const Register condition = out_.take();
  truth(*s.expr, condition);
  const std::uint32_t id = add_requirement(out_.program(), s.span, s.message != nullptr);
  out_.emit(Op::kRequire, s.expr->span, condition, 0, 0, id);
  if (s.message != nullptr) {
    const Register text = out_.take();
    message(*s.message, text);
    out_.emit(Op::kSay, s.message->span, text);
  }
  out_.program().requirements[id].after = out_.here();
}

void Frame::when(const Stmt& s) {
  const Register condition = out_.take();
  truth(*s.expr, condition);
  const std::uint32_t guard = out_.emit(Op::kGuard, s.expr->span, condition);
  statements(s.body);
  out_.emit(Op::kEndGuard, s.span);
  out_.land(guard);
}

void Frame::for_each(const Stmt& s) {
  const Register domain = out_.take();
  value(*s.clause.domain, domain);
  out_.emit(Op::kDomain, s.clause.domain->span, domain, domain);
  const std::uint32_t id = add_requirement(out_.program(), s.span, false);
  out_.emit(Op::kRequireDomain, s.clause.domain->span, domain, 0, 0, id);
  out_.program().requirements[id].after = out_.here();
  const Register block = out_.take(3);
  const std::uint32_t loop = open_loop(s.clause, domain, block, bytecode::kForStatement);
  const auto presence = static_cast<Register>(block + 1);
  const std::uint32_t skip = filter(s.clause, presence);
  const std::uint32_t guard = out_.emit(Op::kGuard, s.clause.span, presence);
  statements(s.body);
  out_.emit(Op::kEndGuard, s.span);
  out_.land(guard);
  if (skip != bytecode::kNone) out_.land(skip);
  close_loop(loop, s.span);
}

}  // namespace cordon::lower
