#ifndef CORDON_CHECK_CALLS_H_
#define CORDON_CHECK_CALLS_H_

#include "check/context.h"

namespace cordon::check {

/// Orders functions and constants, called before caller, into Context::order.
/// Errors: E0205 at every function or constant that reaches itself. Cost: O(names used).
void order_calls(Context& context);

/// Qualified names of the parameters that a rule reads, itself or through functions, sorted.
std::vector<std::string> parameters_of(const Context& context, const syntax::Decl* rule);

/// Whether a function is computed once per resource and run (functions.md 1, "Facts").
bool is_fact(const syntax::Decl& function);

}  // namespace cordon::check

#endif  // CORDON_CHECK_CALLS_H_
