#ifndef CORDON_BINDINGS_C_OPTIONS_H_
#define CORDON_BINDINGS_C_OPTIONS_H_

#include <vector>

#include "cordon.h"
#include "cordon/evaluate.h"
#include "cordon/report.h"
#include "error.h"
#include "objects.h"

namespace cordon::c {

/// The options of a check, as the engine's C++ headers have them.
struct Request {
  CheckOptions options;
  Report report;  ///< everything but the result
};

/// Gives the options their meaning; what they say wrong is all in the error.
/// Requires: struct_size was checked.
cordon_status read_request(Call& call, const cordon_check_options& given,
                           const ProgramData& program, Request& request);

}  // namespace cordon::c

#endif  // CORDON_BINDINGS_C_OPTIONS_H_
