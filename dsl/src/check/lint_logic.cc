#include "check/lint.h"
#include "check/same_expr.h"
#include "check/walk.h"

namespace cordon::check {
namespace {

using syntax::CompareOp;
using syntax::Expr;
using syntax::ExprKind;

bool is_zero(const Expr& expr) {
  return expr.kind == ExprKind::kNumber && expr.literal.is(Kind::kInt) && expr.literal.i == 0;
}

bool is_count(const Expr& expr) {
  return expr.kind == ExprKind::kCount ||
         (expr.kind == ExprKind::kCall && expr.names.size() == 1 && expr.names[0].text == "count");
}

void counts(Context& context, const Expr& expr) {
  if (expr.kind != ExprKind::kCompare) return;
  const Expr& a = *expr.kids[0];
  const Expr& b = *expr.kids[1];
  const bool always = (expr.compare == CompareOp::kGe && is_count(a) && is_zero(b)) ||
                      (expr.compare == CompareOp::kLe && is_zero(a) && is_count(b));
  const bool never = (expr.compare == CompareOp::kLt && is_count(a) && is_zero(b)) ||
                     (expr.compare == CompareOp::kGt && is_zero(a) && is_count(b));
  if (!always && !never) return;
  context.warning("W0317", expr.span,
                  say({"a count is never below 0: this is always ", always ? "true" : "false"}));
}

/// `x != a or x != b` always holds.
void inequalities(Context& context, const Expr& expr) {
  constexpr std::size_t kMostCompared = 64;
  if (expr.kind != ExprKind::kOr || expr.kids.size() > kMostCompared) return;
  const auto is_literal = [](const Expr& kid) {
    return kid.kind == ExprKind::kString || kid.kind == ExprKind::kNumber ||
           kid.kind == ExprKind::kBool || kid.kind == ExprKind::kNull;
  };
  for (std::size_t i = 1; i < expr.kids.size(); ++i) {
    const Expr& late = *expr.kids[i];
    if (late.kind != ExprKind::kCompare || late.compare != CompareOp::kNe) continue;
    for (std::size_t j = 0; j < i; ++j) {
      const Expr& early = *expr.kids[j];
      if (early.kind != ExprKind::kCompare || early.compare != CompareOp::kNe) continue;
      const bool same_subject = same_expr(*early.kids[0], *late.kids[0]);
      const bool differs = is_literal(*early.kids[1]) && is_literal(*late.kids[1]) &&
                           !same_expr(*early.kids[1], *late.kids[1]);
      if (!same_subject || !differs) continue;
      context.warning("W0317", late.span, "one of these two always holds").help =
          "write `not in [...]`, or join them with `and`";
    }
  }
}

/// `not every x in xs : not p` is `some x in xs : p`.
void double_negation(Context& context, const Expr& expr) {
  if (expr.kind != ExprKind::kNot || expr.kids[0]->kind != ExprKind::kQuantifier) return;
  const Expr& quantifier = *expr.kids[0];
  if (quantifier.kids[0]->kind != ExprKind::kNot) return;
  if (quantifier.quantifier == syntax::Quantifier::kEvery) {
    context.warning("W0317", expr.span, "a double negation: write `some ... : ...`");
  } else if (quantifier.quantifier == syntax::Quantifier::kSome) {
    context.warning("W0317", expr.span, "a double negation: write `every ... : ...`");
  }
}

}  // namespace

void lint_logic(Context& context, const syntax::Decl& decl) {
  each_root(decl, [&](const Expr& root) {
    each_expr(root, [&](const Expr& expr) {
      counts(context, expr);
      inequalities(context, expr);
      double_negation(context, expr);
    });
  });
}

}  // namespace cordon::check
