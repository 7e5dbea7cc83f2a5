#ifndef CORDON_BINDINGS_C_PROGRAM_H_
#define CORDON_BINDINGS_C_PROGRAM_H_

#include <string>
#include <string_view>

#include "cordon.h"
#include "cordon/dsl/compile.h"
#include "error.h"
#include "objects.h"

namespace cordon::c {

/// A handle for what was compiled or loaded. Requires: `compiled` has a program.
/// `origin`: what results say that the rules come from.
cordon_program* publish_program(Call& call, const EngineData& engine, dsl::Compilation compiled,
                                std::string origin);

/// The program of a bundle.
cordon_status load_program(Call& call, const EngineData& engine, std::string_view bytes,
                           const BundleLimits& limits, std::string origin, cordon_program** out);

}  // namespace cordon::c

#endif  // CORDON_BINDINGS_C_PROGRAM_H_
