#ifndef CORDON_CHECK_LINT_H_
#define CORDON_CHECK_LINT_H_

#include "check/context.h"

// Checks that look at the shape of a declaration alone. Each is one file.
namespace cordon::check {

/// W0315: conditions that are constant.
void lint_constants(Context& context, const syntax::Decl& decl);
/// W0316: statements and conditions that add nothing.
void lint_unreachable(Context& context, const syntax::Decl& decl);
/// W0317: comparisons that always hold, double negations.
void lint_logic(Context& context, const syntax::Decl& decl);
/// W0319: requirements without a telling message.
void lint_messages(Context& context, const syntax::Decl& decl);
/// W0320, W0321: patterns without wildcards, ranges and ports compared as texts.
void lint_patterns(Context& context, const syntax::Decl& decl);
/// L0106, W0322: loops in loops.
void lint_loops(Context& context, const syntax::Decl& decl);

/// All of them.
void lint(Context& context, const syntax::Decl& decl);

}  // namespace cordon::check

#endif  // CORDON_CHECK_LINT_H_
