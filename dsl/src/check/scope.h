#ifndef CORDON_CHECK_SCOPE_H_
#define CORDON_CHECK_SCOPE_H_

#include "check/context.h"

namespace cordon::check {

/// Resolves every name of a declaration's body and gives each local a slot of its frame.
/// Sets Expr::resolved, Clause slots, Stmt::slot, FnArg::slot, Decl::slots and subject_slot, and
/// DeclInfo::uses. `alias.name` of an imported parameter or constant is parsed as a postfix chain:
/// its base name is resolved to the entity and PostOp::note of the first operator is set to 1,
/// which means "already taken: start with the second operator". Errors: E0201, E0202, E0203; W0204,
/// W0317.
void resolve_names(Context& context, Unit& unit, syntax::Decl& decl);

/// W0204 for functions, parameters, constants and imports that nothing uses; after all
/// declarations.
void find_unused(Context& context);

}  // namespace cordon::check

#endif  // CORDON_CHECK_SCOPE_H_
