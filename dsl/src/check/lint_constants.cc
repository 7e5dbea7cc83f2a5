// W0315: folds conditions and reports those that are constant.
// Idea: only what is certain folds: literals, `x == x`, quantifiers over `[]`, and what dominates
// in `and` and `or`. `require false` is the way to say "never" and rests. Cannot: fold arithmetic,
// parameters or anything that may be missing. Tests: tests/unit/check/lint_test.cc.
#include <algorithm>
#include <optional>

#include "check/inferer.h"
#include "check/lint.h"
#include "check/same_expr.h"
#include "check/walk.h"
#include "value/compare.h"

namespace cordon::check {
namespace {

using syntax::CompareOp;
using syntax::Expr;
using syntax::ExprKind;

std::optional<bool> by_order(CompareOp op, int order) {
  switch (op) {
    case CompareOp::kEq:
      return order == 0;
    case CompareOp::kNe:
      return order != 0;
    case CompareOp::kLt:
      return order < 0;
    case CompareOp::kLe:
      return order <= 0;
    case CompareOp::kGt:
      return order > 0;
    case CompareOp::kGe:
      return order >= 0;
    default:
      return std::nullopt;
  }
}

std::optional<bool> fold_compare(const Expr& expr) {
  const Expr& a = *expr.kids[0];
  const Expr& b = *expr.kids[1];
  if (a.kind == ExprKind::kNumber && b.kind == ExprKind::kNumber) {
    return by_order(expr.compare, compare_numbers(a.literal, b.literal));
  }
  const std::string_view* left = literal_text(a);
  const std::string_view* right = literal_text(b);
  if (left != nullptr && right != nullptr) return by_order(expr.compare, left->compare(*right));
  const bool is_empty_list = b.kind == ExprKind::kList && b.kids.empty();
  if (is_empty_list && expr.compare == CompareOp::kIn) return false;
  if (is_empty_list && expr.compare == CompareOp::kNotIn) return true;
  return same_expr(a, b) ? by_order(expr.compare, 0) : std::nullopt;
}

std::optional<bool> fold(const Expr& expr);

std::optional<bool> fold_connective(const Expr& expr) {
  const bool dominating = expr.kind == ExprKind::kOr;
  bool all_known = true;
  for (const Expr* kid : expr.kids) {
    const auto value = fold(*kid);
    if (value == dominating) return dominating;
    all_known = all_known && value.has_value();
  }
  return all_known ? std::optional(!dominating) : std::nullopt;
}

std::optional<bool> fold(const Expr& expr) {
  switch (expr.kind) {
    case ExprKind::kBool:
      return expr.literal.is(Kind::kTrue);
    case ExprKind::kCompare:
      return fold_compare(expr);
    case ExprKind::kNot: {
      const auto value = fold(*expr.kids[0]);
      return value ? std::optional(!*value) : std::nullopt;
    }
    case ExprKind::kAnd:
    case ExprKind::kOr:
      return fold_connective(expr);
    case ExprKind::kQuantifier: {
      const Expr& domain = *expr.clauses[0].domain;
      if (domain.kind != ExprKind::kList || !domain.kids.empty()) return std::nullopt;
      return expr.quantifier != syntax::Quantifier::kSome;
    }
    default:
      return std::nullopt;
  }
}

class ConstantLint {
 public:
  explicit ConstantLint(Context& context) : context_(context) {}

  void condition(const Expr* expr) {
    if (expr == nullptr) return;
    if (const auto value = fold(*expr)) return report(*expr, *value);
    any(*expr);
  }

  /// An expression that is no condition itself; it may hold some.
  void any(const Expr& expr) {
    if (expr.kind == ExprKind::kCompare) {
      if (const auto value = fold(expr)) return report(expr, *value);
    }
    for (const syntax::Clause& clause : expr.clauses) {
      any(*clause.domain);
      condition(clause.where);
    }
    const bool holds_conditions =
        expr.kind == ExprKind::kAnd || expr.kind == ExprKind::kOr || expr.kind == ExprKind::kNot;
    for (std::size_t i = 0; i < expr.kids.size(); ++i) {
      const bool is_condition = holds_conditions || (expr.kind == ExprKind::kIf && i == 0);
      if (is_condition) {
        condition(expr.kids[i]);
      } else {
        any(*expr.kids[i]);
      }
    }
    for (const syntax::PostOp& op : expr.ops) {
      if (op.index != nullptr) any(*op.index);
    }
    for (const syntax::Arm& arm : expr.arms) any(*arm.value);
  }

  void statement(const syntax::Stmt& stmt) {
    if (stmt.clause.domain != nullptr) any(*stmt.clause.domain);
    condition(stmt.clause.where);
    if (stmt.message != nullptr) any(*stmt.message);
    if (stmt.expr == nullptr) return;
    const bool is_never = stmt.kind == syntax::StmtKind::kRequire &&
                          stmt.expr->kind == ExprKind::kBool && stmt.expr->literal.is(Kind::kFalse);
    if (stmt.kind == syntax::StmtKind::kLet) {
      any(*stmt.expr);
    } else if (!is_never) {
      condition(stmt.expr);
    }
  }

 private:
  void report(const Expr& expr, bool value) {
    context_.warning("W0315", expr.span,
                     say({"this condition is always ", value ? "true" : "false"}));
  }

  Context& context_;
};

}  // namespace

void lint_constants(Context& context, const syntax::Decl& decl) {
  ConstantLint lint(context);
  lint.condition(decl.where);
  if (decl.result != nullptr) lint.any(*decl.result);
  if (decl.value != nullptr) lint.any(*decl.value);
  const auto statement = [&](const syntax::Stmt& stmt) { lint.statement(stmt); };
  each_stmt(decl.body, statement);
  each_stmt(decl.lets, statement);
}

}  // namespace cordon::check
