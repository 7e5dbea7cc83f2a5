#ifndef CORDON_CHECK_RECORDS_H_
#define CORDON_CHECK_RECORDS_H_

#include "check/type.h"
#include "value/builtins.h"

namespace cordon::check {

/// Built-ins whose results have fixed members (language.md 3.10, functions.md 2), so that a
/// misspelt member is found. Null: the signature says everything.
const Type* record_of(TypePool& pool, Builtin builtin);

}  // namespace cordon::check

#endif  // CORDON_CHECK_RECORDS_H_
