// The public entry point: documents in, rows out. Tests: tests/cli, tests/unit/rows.
#include "cordon/evaluate.h"

#include "base/interruption.h"
#include "rows/evaluation.h"
#include "rows/inputs.h"
#include "rows/parameters.h"
#include "rows/run.h"

namespace cordon {

Result<CheckResult> evaluate(const Program& program, std::vector<Input> inputs,
                             const CheckOptions& options) {
  const bytecode::Program& code = program.code();
  const Result<InventoryOptions> how = rows::inventory_options(options);
  if (!how) return how.error();
  const Result<std::int64_t> day = rows::day_of(options);
  if (!day) return day.error();
  Store store;
  const Result<rows::Parameters> parameters = rows::read_parameters(store, code, options);
  if (!parameters) return parameters.error();
  Inventory inventory(store, *code.catalogue, *how);
  if (auto ended = rows::read_inputs(inventory, std::move(inputs), options)) return *ended;
  rows::Run run(code, inventory, options.limits, parameters->values, *day, options.profile);
  run.env().document_limits = how->limits;
  CheckResult result;
  result.parameters = rows::describe_parameters(*parameters, code, run.env());
  rows::Evaluation(code, inventory, run, options).judge(result);
  if (run.env().interrupt()) return interruption(run.env().interrupted);
  if (!inventory.interrupted().empty()) return interruption(inventory.interrupted());
  result.documents = rows::describe_documents(inventory);
  return result;
}

}  // namespace cordon
