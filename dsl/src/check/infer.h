#ifndef CORDON_CHECK_INFER_H_
#define CORDON_CHECK_INFER_H_

#include "check/context.h"

namespace cordon::check {

/// Gives every expression of a declaration's body its static type (Expr::type) and checks it.
/// Requires: names are resolved, and what it calls was typed before (Context::order).
/// Errors: E0117, E0118, E03xx, E0602, E0901; W0310, W0312 to W0314, W0318, W0323.
void infer_types(Context& context, Unit& unit, syntax::Decl& decl);

}  // namespace cordon::check

#endif  // CORDON_CHECK_INFER_H_
