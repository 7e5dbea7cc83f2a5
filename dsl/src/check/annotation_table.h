#ifndef CORDON_CHECK_ANNOTATION_TABLE_H_
#define CORDON_CHECK_ANNOTATION_TABLE_H_

#include "check/context.h"

namespace cordon::check {

/// Whether an annotation is known, may stand on such a declaration, and has arguments of the right
/// number, names and kinds. False: do not read it (also `@x_...`, which is free).
/// Errors: E0210, E0212.
bool fits(Context& context, const syntax::Annotation& annotation, syntax::DeclKind kind);

}  // namespace cordon::check

#endif  // CORDON_CHECK_ANNOTATION_TABLE_H_
