// W0316: what an earlier or enclosing statement already says.
// Idea: statements are compared as written (same_expr); no logic is done.
// Cannot: see that one condition implies another that is written differently.
// Tests: tests/unit/check/lint_test.cc.
#include "check/inferer.h"
#include "check/lint.h"
#include "check/same_expr.h"
#include "check/walk.h"
#include "value/compare.h"

namespace cordon::check {
namespace {

using syntax::Expr;
using syntax::ExprKind;
using syntax::Stmt;
using syntax::StmtKind;

/// Comparing each with each is for people's conditions, not for generated ones.
constexpr std::size_t kMostCompared = 64;

bool is_false(const Expr& expr) {
  return expr.kind == ExprKind::kBool && expr.literal.is(Kind::kFalse);
}

/// Whether both are literals of one kind and differ.
bool differ(const Expr& a, const Expr& b) {
  const std::string_view* left = literal_text(a);
  const std::string_view* right = literal_text(b);
  if (left != nullptr && right != nullptr) return *left != *right;
  if (a.kind == ExprKind::kNumber && b.kind == ExprKind::kNumber) {
    return compare_numbers(a.literal, b.literal) != 0;
  }
  return a.kind == ExprKind::kBool && b.kind == ExprKind::kBool &&
         a.literal.kind() != b.literal.kind();
}

bool contradict(const Expr& a, const Expr& b) {
  const bool are_equalities = a.kind == ExprKind::kCompare && b.kind == ExprKind::kCompare &&
                              a.compare == syntax::CompareOp::kEq &&
                              b.compare == syntax::CompareOp::kEq;
  return are_equalities && same_expr(*a.kids[0], *b.kids[0]) && differ(*a.kids[1], *b.kids[1]);
}

class UnreachableLint {
 public:
  explicit UnreachableLint(Context& context) : context_(context) {}

  void block(std::span<Stmt* const> body) {
    const Stmt* never = nullptr;
    std::vector<const Expr*> required;
    for (const Stmt* stmt : body) {
      if (never != nullptr) {
        warn(stmt->span, "`require false` before it already fails here: this adds nothing");
        never = nullptr;
      }
      if (stmt->kind == StmtKind::kRequire) {
        const std::size_t first =
            required.size() > kMostCompared ? required.size() - kMostCompared : 0;
        for (const Expr* earlier : std::span(required).subspan(first)) {
          if (same_expr(*earlier, *stmt->expr)) {
            warn(stmt->expr->span, "this requirement is written twice");
          }
        }
        required.push_back(stmt->expr);
        if (is_false(*stmt->expr)) never = stmt;
      }
      inner(*stmt);
    }
  }

  void conjunction(const Expr& expr) {
    if (expr.kind != ExprKind::kAnd || expr.kids.size() > kMostCompared) return;
    for (std::size_t i = 1; i < expr.kids.size(); ++i) {
      for (std::size_t j = 0; j < i; ++j) {
        if (!contradict(*expr.kids[j], *expr.kids[i])) continue;
        warn(expr.kids[i]->span, "this contradicts an earlier condition of the same `and`");
      }
    }
  }

 private:
  void inner(const Stmt& stmt) {
    if (stmt.kind != StmtKind::kWhen) return block(stmt.body);
    for (const Expr* outer : conditions_) {
      if (same_expr(*outer, *stmt.expr)) {
        warn(stmt.expr->span, "an enclosing `when` already says this");
      }
    }
    const std::size_t mark = conditions_.size();
    conditions_.push_back(stmt.expr);
    if (stmt.expr->kind == ExprKind::kAnd) {
      conditions_.insert(conditions_.end(), stmt.expr->kids.begin(), stmt.expr->kids.end());
    }
    block(stmt.body);
    conditions_.resize(mark);
  }

  void warn(Span span, std::string_view message) {
    context_.warning("W0316", span, std::string(message));
  }

  Context& context_;
  std::vector<const Expr*> conditions_;
};

}  // namespace

void lint_unreachable(Context& context, const syntax::Decl& decl) {
  UnreachableLint lint(context);
  lint.block(decl.body);
  each_root(decl, [&](const Expr& root) {
    each_expr(root, [&](const Expr& expr) { lint.conjunction(expr); });
  });
}

}  // namespace cordon::check
