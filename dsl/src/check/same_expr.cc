#include "check/same_expr.h"

#include <algorithm>

#include "value/builtins.h"
#include "value/compare.h"

namespace cordon::check {
namespace {

using syntax::Expr;
using syntax::ExprKind;

bool same_names(std::span<const syntax::Name> a, std::span<const syntax::Name> b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const auto& x, const auto& y) { return x.text == y.text; });
}

bool same_types(std::span<const syntax::ResType> a, std::span<const syntax::ResType> b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const auto& x, const auto& y) { return x.text == y.text; });
}

bool same_op(const syntax::PostOp& a, const syntax::PostOp& b) {
  if (a.kind != b.kind || a.name.text != b.name.text || a.type.text != b.type.text) return false;
  if (a.index == nullptr || b.index == nullptr) return a.index == b.index;
  return same_expr(*a.index, *b.index);
}

bool same_literal(const Node& a, const Node& b) {
  if (a.is_number() && b.is_number()) return compare_numbers(a, b) == 0;
  return a.kind() == b.kind();
}

/// Equal texts may still differ in value or binding.
bool is_comparable(const Expr& expr) {
  const bool binds = !expr.clauses.empty() || !expr.arms.empty();
  const bool is_fresh =
      expr.kind == ExprKind::kUnknownLiteral ||
      (expr.kind == ExprKind::kCall && expr.resolved.kind == syntax::Resolved::Kind::kBuiltin &&
       static_cast<Builtin>(expr.resolved.index) == Builtin::k_undecided);
  return !binds && !is_fresh;
}

}  // namespace

bool same_expr(const Expr& a, const Expr& b) {
  if (!is_comparable(a) || !is_comparable(b)) return false;
  if (a.kind != b.kind || a.flag != b.flag || a.compare != b.compare || a.text != b.text) {
    return false;
  }
  if (!same_literal(a.literal, b.literal) || !same_names(a.names, b.names) ||
      !same_types(a.types, b.types)) {
    return false;
  }
  return std::equal(a.pieces.begin(), a.pieces.end(), b.pieces.begin(), b.pieces.end()) &&
         std::equal(a.operators.begin(), a.operators.end(), b.operators.begin(),
                    b.operators.end()) &&
         std::equal(a.ops.begin(), a.ops.end(), b.ops.begin(), b.ops.end(), same_op) &&
         std::equal(a.kids.begin(), a.kids.end(), b.kids.begin(), b.kids.end(),
                    [](const Expr* x, const Expr* y) { return same_expr(*x, *y); });
}

}  // namespace cordon::check
