#include <utility>

#include "commands.h"
#include "console.h"
#include "cordon/evaluate.h"
#include "cordon/report.h"
#include "inputs.h"
#include "session.h"
#include "settings.h"

namespace cordon::cli {
namespace {

bool is_incomplete(const std::vector<DocumentRecord>& documents, bool strict) {
  for (const DocumentRecord& document : documents) {
    if (document.status == "refused" || has_errors(document.problems)) return true;
    if (strict && (document.status == "ignored" || !document.problems.empty())) return true;
  }
  return false;
}

/// Reads what was named; an empty result goes with errors in `problems`.
InventoryResult read(const Arguments& arguments, Settings& settings, Problems& problems) {
  Progress progress(arguments.quiet);
  InventoryResult inventory;
  problems = std::move(settings.problems);
  if (has_errors(problems)) return inventory;
  Inputs inputs = read_inputs(arguments.paths, settings.options.document_limits);
  // Unlike `check`, this command has no code of its own for "nothing there".
  for (Problem& problem : inputs.problems) {
    if (problem.code == "U0202" && !arguments.allow_empty) problem.level = Level::kError;
  }
  append(problems, inputs.problems);
  if (has_errors(problems)) return inventory;
  if (!inputs.note.empty() && !arguments.quiet) say(inputs.note);
  settings.options.reading = tell(progress, "document");
  settings.options.progress = tell(progress, "resource");
  auto result =
      read_inventory(std::move(inputs.inputs), settings.options, arguments.with_properties);
  if (!result) {
    problems.push_back(from(result.error()));
    return inventory;
  }
  inventory = std::move(*result);
  inventory.documents.insert(inventory.documents.end(), inputs.refused.begin(),
                             inputs.refused.end());
  return inventory;
}

}  // namespace

int run_inventory(const Arguments& arguments) {
  Settings settings = read_settings(arguments);
  Problems problems;
  const InventoryResult inventory = read(arguments, settings, problems);
  Problems shown = problems;
  append(shown, problems_of(inventory.documents));
  show_problems(shown, arguments);
  bool written = true;
  for (const Sink& sink : settings.sinks) {
    const bool json = sink.format == "json";
    written =
        deliver(sink, json ? inventory_json(inventory) : inventory_text(inventory)) && written;
  }
  const bool failed = has_errors(problems) || (arguments.strict && !problems.empty());
  return failed || !written || is_incomplete(inventory.documents, arguments.strict) ? 2 : 0;
}

}  // namespace cordon::cli
