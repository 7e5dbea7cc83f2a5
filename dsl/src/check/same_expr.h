#ifndef CORDON_CHECK_SAME_EXPR_H_
#define CORDON_CHECK_SAME_EXPR_H_

#include "syntax/ast.h"

namespace cordon::check {

/// Whether two expressions are written alike, blanks and comments aside. False for those that may
/// give another value each time (`undecided`) and for those that bind names.
bool same_expr(const syntax::Expr& a, const syntax::Expr& b);

}  // namespace cordon::check

#endif  // CORDON_CHECK_SAME_EXPR_H_
