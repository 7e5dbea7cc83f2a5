#include "check/lint.h"

namespace cordon::check {
namespace {

using syntax::Stmt;
using syntax::StmtKind;

void messages(Context& context, std::span<Stmt* const> block, bool in_loop) {
  for (const Stmt* stmt : block) {
    if (stmt->kind == StmtKind::kRequire && stmt->message == nullptr) {
      context.warning("W0319", stmt->span,
                      "this requirement has no message: say with `else` what is wrong");
    } else if (stmt->kind == StmtKind::kRequire && in_loop && stmt->message->kids.empty()) {
      context.warning("W0319", stmt->message->span,
                      "this message is the same for every member of the loop: name the member");
    }
    messages(context, stmt->body, in_loop || stmt->kind == StmtKind::kFor);
  }
}

}  // namespace

void lint_messages(Context& context, const syntax::Decl& decl) {
  messages(context, decl.body, false);
}

}  // namespace cordon::check
