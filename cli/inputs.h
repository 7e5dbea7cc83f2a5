#ifndef CORDON_CLI_INPUTS_H_
#define CORDON_CLI_INPUTS_H_

#include <string>
#include <vector>

#include "cordon/evaluate.h"
#include "problems.h"

namespace cordon::cli {

/// The documents of a run.
struct Inputs {
  std::vector<Input> inputs;
  std::vector<DocumentRecord> refused;  ///< files that were there and could not be read
  Problems problems;                    ///< mistakes and warnings
  std::string note;                     ///< what was passed over, for standard error
};

/// Reads every file that `paths` name: files, folders, `-` for standard input.
Inputs read_inputs(const std::vector<std::string>& paths, const DocumentLimits& limits);

}  // namespace cordon::cli

#endif  // CORDON_CLI_INPUTS_H_
