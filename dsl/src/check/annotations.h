#ifndef CORDON_CHECK_ANNOTATIONS_H_
#define CORDON_CHECK_ANNOTATIONS_H_

#include "check/context.h"

namespace cordon::check {

/// Reads the annotations of a rule (language.md 3.15) into `info`.
/// Errors: E0210 unknown annotation or argument, E0211 repeated, E0212 wrong arguments, E0213 `@id`
/// without `@title`.
void read_rule_annotations(Context& context, syntax::Decl& rule, RuleInfo& info);

/// Reads those of a function or parameter. Returns what `@tells` says, or "".
std::string_view read_other_annotations(Context& context, syntax::Decl& decl);

/// E0208: two rules with one id.
void check_ids(Context& context, std::span<const CheckedRule> rules);

}  // namespace cordon::check

#endif  // CORDON_CHECK_ANNOTATIONS_H_
