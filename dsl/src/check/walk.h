#ifndef CORDON_CHECK_WALK_H_
#define CORDON_CHECK_WALK_H_

#include "syntax/ast.h"

// Walks over trees. Depth is bounded by the grammar's nesting limit (syntax/ast.h).
namespace cordon::check {

template <class Visit>
void each_child(const syntax::Expr& expr, Visit visit) {
  const auto one = [&](const syntax::Expr* child) {
    if (child != nullptr) visit(*child);
  };
  for (const syntax::Clause& clause : expr.clauses) {
    one(clause.domain);
    one(clause.where);
  }
  for (const syntax::Expr* kid : expr.kids) one(kid);
  for (const syntax::PostOp& op : expr.ops) one(op.index);
  for (const syntax::Arm& arm : expr.arms) {
    one(arm.literal);
    one(arm.value);
  }
}

/// The expression itself and everything in it, outer ones first.
template <class Visit>
void each_expr(const syntax::Expr& expr, const Visit& visit) {
  visit(expr);
  each_child(expr, [&](const syntax::Expr& child) { each_expr(child, visit); });
}

/// The expressions that a statement itself holds, without those of statements inside it.
template <class Visit>
void each_root(const syntax::Stmt& stmt, const Visit& visit) {
  for (const syntax::Expr* root :
       {stmt.clause.domain, stmt.clause.where, stmt.expr, stmt.message}) {
    if (root != nullptr) visit(*root);
  }
}

template <class Visit>
void each_stmt(std::span<syntax::Stmt* const> block, const Visit& visit) {
  for (const syntax::Stmt* stmt : block) {
    visit(*stmt);
    each_stmt(stmt->body, visit);
  }
}

/// Every expression that stands in a declaration and not inside another expression.
template <class Visit>
void each_root(const syntax::Decl& decl, const Visit& visit) {
  for (const syntax::Expr* root : {decl.where, decl.value, decl.result}) {
    if (root != nullptr) visit(*root);
  }
  const auto roots = [&](const syntax::Stmt& stmt) { each_root(stmt, visit); };
  each_stmt(decl.body, roots);
  each_stmt(decl.lets, roots);
}

}  // namespace cordon::check

#endif  // CORDON_CHECK_WALK_H_
