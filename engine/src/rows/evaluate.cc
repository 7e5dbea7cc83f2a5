// The public entry point: documents in, rows out. Tests: tests/cli, tests/unit/rows.
#include "cordon/evaluate.h"

#include <utility>

#include "rows/evaluation.h"
#include "rows/inputs.h"
#include "rows/opened_run.h"

namespace cordon {

Result<CheckResult> evaluate(const Program& program, std::vector<Input> inputs,
                             const CheckOptions& options) {
  const bytecode::Program& code = program.code();
  rows::OpenedRun opened(code, options);
  if (auto error = opened.open(std::move(inputs))) return *error;
  CheckResult result;
  result.parameters = rows::describe_parameters(opened.parameters(), code, opened.run().env());
  rows::Evaluation(code, opened.inventory(), opened.run(), options).judge(result);
  if (auto ended = opened.interrupted()) return *ended;
  result.documents = rows::describe_documents(opened.inventory());
  return result;
}

}  // namespace cordon
