// L0106, W0322: how deep loops stand in each other, and pairs of type sets.
// Idea: a walk that carries the number of open loops and the domains of those that run over a type
// set; each clause of a comprehension is a loop of its own.
// Cannot: look into functions; a fact is computed once per resource, whoever calls it.
// Tests: tests/unit/check/lint_test.cc.
#include "check/lint.h"
#include "check/walk.h"

namespace cordon::check {
namespace {

using syntax::Clause;
using syntax::CompareOp;
using syntax::Expr;
using syntax::ExprKind;
using syntax::Stmt;

constexpr unsigned kCheap = 3;

bool has_join(const Expr* expr, bool equality_counts) {
  bool found = false;
  if (expr == nullptr) return false;
  each_expr(*expr, [&](const Expr& each) {
    if (each.kind != ExprKind::kCompare) return;
    const bool is_equality = each.compare == CompareOp::kEq || each.compare == CompareOp::kIn;
    found = found || each.compare == CompareOp::kRefersTo || (equality_counts && is_equality);
  });
  return found;
}

class LoopLint {
 public:
  explicit LoopLint(Context& context) : context_(context) {}

  void block(std::span<Stmt* const> body) {
    for (const Stmt* stmt : body) {
      const unsigned loops = loops_;
      const unsigned type_sets = type_sets_;
      if (stmt->kind == syntax::StmtKind::kFor) clause(stmt->clause, nullptr);
      if (stmt->expr != nullptr) expression(*stmt->expr);
      if (stmt->message != nullptr) expression(*stmt->message);
      block(stmt->body);
      loops_ = loops;
      type_sets_ = type_sets;
    }
  }

  void expression(const Expr& expr) {
    const unsigned loops = loops_;
    const unsigned type_sets = type_sets_;
    const Expr* body = expr.kind == ExprKind::kQuantifier ? expr.kids[0] : nullptr;
    for (const Clause& each : expr.clauses) clause(each, body);
    for (const Expr* kid : expr.kids) expression(*kid);
    for (const syntax::PostOp& op : expr.ops) {
      if (op.index != nullptr) expression(*op.index);
    }
    for (const syntax::Arm& arm : expr.arms) expression(*arm.value);
    loops_ = loops;
    type_sets_ = type_sets;
  }

 private:
  /// Opens a loop; who calls closes it.
  void clause(const Clause& clause, const Expr* body) {
    expression(*clause.domain);
    const Span span = clause.first.span;
    ++loops_;
    if (loops_ == context_.limits.max_loop_nesting + 1) {
      context_.error(
          "L0106", span,
          say({"loops are nested deeper than ", std::to_string(context_.limits.max_loop_nesting)}));
    } else if (loops_ == kCheap + 1) {
      context_.warning("W0322", span, "loops are nested deeper than 3").help =
          "a function of one resource is computed once for it";
    }
    if (clause.domain->kind == ExprKind::kTypeSet) {
      const bool is_joined = has_join(clause.where, true) || has_join(body, false);
      if (type_sets_ > 0 && !is_joined) {
        context_.warning("W0322", span, "this runs over all pairs of two type sets").help =
            "say with `refers_to` in `where`, or with `<-`, which belong together";
      }
      ++type_sets_;
    }
    if (clause.where != nullptr) expression(*clause.where);
  }

  Context& context_;
  unsigned loops_ = 0;
  unsigned type_sets_ = 0;
};

}  // namespace

void lint_loops(Context& context, const syntax::Decl& decl) {
  LoopLint lint(context);
  for (const Expr* root : {decl.where, decl.value, decl.result}) {
    if (root != nullptr) lint.expression(*root);
  }
  lint.block(decl.body);
  lint.block(decl.lets);
}

void lint(Context& context, const syntax::Decl& decl) {
  lint_constants(context, decl);
  lint_unreachable(context, decl);
  lint_logic(context, decl);
  lint_messages(context, decl);
  lint_patterns(context, decl);
  lint_loops(context, decl);
}

}  // namespace cordon::check
