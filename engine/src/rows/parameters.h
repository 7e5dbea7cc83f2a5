#ifndef CORDON_ROWS_PARAMETERS_H_
#define CORDON_ROWS_PARAMETERS_H_

#include <cstddef>
#include <string>
#include <vector>

#include "bytecode/program.h"
#include "cordon/evaluate.h"
#include "cordon/result.h"
#include "value/store.h"
#include "vm/env.h"

namespace cordon::rows {

/// The parameters of a program in one run.
struct Parameters {
  /// One that the rules of the run use, or that was given.
  struct Effective {
    std::size_t index = 0;  ///< into Program::parameters
    std::string from;       ///< EffectiveParameter::from
  };
  std::vector<Node> values;  ///< one per parameter of the program; null where it has none
  std::vector<Effective> effective;
};

/// Takes the values that were given, in `store`, and defaults for the others.
/// Errors: U0301 unknown or ambiguous, U0302 not JSON, U0303 wrong type, U0304 none.
Result<Parameters> read_parameters(Store& store, const bytecode::Program& program,
                                   const CheckOptions& options);
/// What reports say of those that are effective.
std::vector<EffectiveParameter> describe_parameters(const Parameters& parameters,
                                                    const bytecode::Program& program, vm::Env& env);
/// Whether a value fits; texts become cidr, ip and date where the type wants them.
/// `why`: what was expected, if it does not.
bool fit_parameter(Store& store, const bytecode::ParamType& type, Node& value, std::string& why);

}  // namespace cordon::rows

#endif  // CORDON_ROWS_PARAMETERS_H_
