#ifndef CORDON_CLI_PARAMETERS_H_
#define CORDON_CLI_PARAMETERS_H_

#include <vector>

#include "arguments.h"
#include "cordon/evaluate.h"
#include "problems.h"

namespace cordon::cli {

/// The values of --params files, then those of --param: later ones win.
std::vector<ParameterValue> read_parameters(const Arguments& arguments, Problems& problems);

}  // namespace cordon::cli

#endif  // CORDON_CLI_PARAMETERS_H_
