#ifndef CORDON_CHECK_TYPE_EXPR_H_
#define CORDON_CHECK_TYPE_EXPR_H_

#include "check/context.h"

namespace cordon::check {

/// The static type of a written one. Errors: E0301 unknown type (the result then fits everything).
const Type* type_of(Context& context, const syntax::TypeExpr& written);

/// The kind of a word such as "string" or "cidr"; null: no such word.
const TypeKind* kind_of_word(std::string_view word);
/// Words that `is` knows as kinds.
std::vector<std::string_view> kind_words();

}  // namespace cordon::check

#endif  // CORDON_CHECK_TYPE_EXPR_H_
