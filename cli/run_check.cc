// `cordon check`: judges documents.
// The idea: mistakes are collected first (command line, rules, paths); only a run without any goes
// on to the documents. Whatever happens, the same report is written and its verdict is the code.
// Cannot do: configuration files, waivers, baselines. Test: tests/cli.
#include <unistd.h>

#include <algorithm>
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

/// Evaluates unless a mistake forbids it; everything found out is in `settings.report`.
void judge(const Arguments& arguments, Settings& settings, RuleSet& rules, Progress& progress) {
  Report& report = settings.report;
  report.problems = std::move(settings.problems);
  append(report.problems, rules.problems);
  if (has_errors(report.problems)) return;
  report.program = &rules.program;
  report.rules_count = static_cast<std::uint32_t>(rules.chosen.size());
  Inputs inputs = read_inputs(arguments.paths, settings.options.document_limits);
  append(report.problems, inputs.problems);
  if (has_errors(report.problems)) return;
  if (!inputs.note.empty() && !arguments.quiet) say(inputs.note);
  settings.options.rules = rules.chosen;
  // Only that report prints the digests of documents, and rows that are no findings.
  const bool json = std::any_of(settings.sinks.begin(), settings.sinks.end(),
                                [](const Sink& sink) { return sink.format == "json"; });
  settings.options.digests = json;
  // With --strict each warning counts, also one that only what nobody lists would have met.
  settings.options.findings_only = !json && !report.strict;
  settings.options.reading = tell(progress, "document");
  settings.options.progress = tell(progress, "row");
  auto result = evaluate(rules.program, std::move(inputs.inputs), settings.options);
  progress.erase();
  if (!result) {
    report.problems.push_back(from(result.error()));
    return;
  }
  report.result = std::move(*result);
  auto& documents = report.result.documents;
  documents.insert(documents.end(), inputs.refused.begin(), inputs.refused.end());
}

std::string render(const Sink& sink, const Report& report, const Arguments& arguments) {
  if (sink.format == "json") return json_report(report);
  TextOptions options;
  options.color = colors(sink, arguments);
  options.quiet = arguments.quiet;
  return text_report(report, options);
}

std::string sentence(const Verdict& verdict) {
  std::string text = "exit " + std::to_string(verdict.exit);
  for (std::size_t i = 0; i < verdict.because.size(); ++i)
    text += (i == 0 ? ": " : "; ") + verdict.because[i];
  return text;
}

}  // namespace

int run_check(const Arguments& arguments) {
  Progress progress(arguments.quiet);
  Settings settings = read_settings(arguments);
  RuleSet rules;
  if (!has_errors(settings.problems)) rules = load_rules(arguments, settings.options.profile);
  judge(arguments, settings, rules, progress);
  Report& report = settings.report;
  Problems shown = report.problems;
  append(shown, problems_of(report.result.documents));
  show_problems(shown, arguments);
  report.milliseconds = progress.milliseconds();
  const Verdict verdict = cordon::verdict(report);
  if (verdict.exit == 2 || verdict.exit == 4) say(sentence(verdict));
  bool written = true;
  for (const Sink& sink : settings.sinks)
    written = deliver(sink, render(sink, report, arguments)) && written;
  return written ? verdict.exit : 2;
}

int refuse_usage(const Problems& problems, bool wants_json) {
  show(problems, "auto");
  if (!wants_json) return 2;
  Report report;
  report.problems = problems;
  deliver({"json", ""}, json_report(report));
  return 2;
}

}  // namespace cordon::cli
