#include "rows/opened_run.h"

#include <utility>

#include "base/interruption.h"
#include "rows/inputs.h"

namespace cordon::rows {

std::optional<Diagnostic> OpenedRun::open(std::vector<Input> inputs) {
  const Result<InventoryOptions> how = inventory_options(options_);
  if (!how) return how.error();
  const Result<std::int64_t> day = day_of(options_);
  if (!day) return day.error();
  Result<Parameters> parameters = read_parameters(store_, program_, options_);
  if (!parameters) return parameters.error();
  parameters_ = std::move(*parameters);
  inventory_.emplace(store_, *program_.catalogue, *how);
  if (auto ended = read_inputs(*inventory_, std::move(inputs), options_)) return ended;
  run_.emplace(program_, *inventory_, options_.limits, parameters_.values, *day, options_.profile);
  run_->env().document_limits = how->limits;
  return std::nullopt;
}

std::optional<Diagnostic> OpenedRun::interrupted() {
  if (run_->env().interrupt()) return interruption(run_->env().interrupted);
  if (!inventory_->interrupted().empty()) return interruption(inventory_->interrupted());
  return std::nullopt;
}

}  // namespace cordon::rows
