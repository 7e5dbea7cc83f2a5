#ifndef CORDON_ROWS_OPENED_RUN_H_
#define CORDON_ROWS_OPENED_RUN_H_

#include <optional>
#include <vector>

#include "bytecode/program.h"
#include "cordon/evaluate.h"
#include "inventory/inventory.h"
#include "rows/parameters.h"
#include "rows/run.h"
#include "value/store.h"

namespace cordon::rows {

/// What a call that runs rules over inputs begins and ends with, so that limits, parameters and
/// interruptions count alike in each of them. Requires: program and options outlive it.
class OpenedRun {
 public:
  OpenedRun(const bytecode::Program& program, const CheckOptions& options)
      : program_(program), options_(options) {}

  /// Reads parameters and inputs and makes the run. Once.
  /// Errors: those of evaluate(); then there is neither inventory nor run.
  std::optional<Diagnostic> open(std::vector<Input> inputs);
  /// What ended the work, if the host did: L0207, L0208.
  std::optional<Diagnostic> interrupted();

  const Parameters& parameters() const { return parameters_; }
  Inventory& inventory() { return *inventory_; }
  Run& run() { return *run_; }

 private:
  const bytecode::Program& program_;
  const CheckOptions& options_;
  Store store_;
  Parameters parameters_;
  std::optional<Inventory> inventory_;
  std::optional<Run> run_;
};

}  // namespace cordon::rows

#endif  // CORDON_ROWS_OPENED_RUN_H_
