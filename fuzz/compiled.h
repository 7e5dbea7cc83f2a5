#ifndef CORDON_FUZZ_COMPILED_H_
#define CORDON_FUZZ_COMPILED_H_

#include <vector>

#include "cordon/dsl/compile.h"

namespace cordon::fuzz {

/// As dsl::compile(), with one catalogue for all runs. There is a program or an error, every
/// problem has a code, and what is printed of them is harmless.
dsl::Compilation compiled(const std::vector<dsl::RuleSource>& sources, const RuleLimits& limits);

}  // namespace cordon::fuzz

#endif  // CORDON_FUZZ_COMPILED_H_
