// `cordon lint`: the checks of rule files alone, without a document.
// The idea: it says what `check` would say of the same files, all of it and in the order of the
// text; here the problems are the report, so they go to standard output.
// Test: tests/cli, cases `Lint`.
#include <algorithm>
#include <string>
#include <tuple>

#include "commands.h"
#include "console.h"
#include "cordon/dsl/compile.h"
#include "cordon/listing.h"
#include "rule_files.h"
#include "session.h"
#include "settings.h"

namespace cordon::cli {
namespace {

LintReport lint(const std::vector<std::string>& paths) {
  const RuleLimits limits;
  const RuleFiles files = read_rules(paths, limits, true);
  LintReport report;
  report.problems = files.problems;
  report.files = static_cast<std::size_t>(
      std::count_if(files.sources.begin(), files.sources.end(),
                    [](const dsl::RuleSource& source) { return source.rules; }));
  if (has_errors(report.problems)) return report;
  if (report.files == 0) {
    report.problems.push_back(mistake("U0107", "there is no rule file to check"));
    return report;
  }
  const dsl::Compilation compilation = dsl::compile(files.sources, limits);
  append(report.problems, compilation.problems);
  if (compilation.program) report.rules = compilation.program.rules().size();
  std::stable_sort(report.problems.begin(), report.problems.end(),
                   [](const Problem& a, const Problem& b) {
                     return std::tie(a.file, a.line, a.column) < std::tie(b.file, b.line, b.column);
                   });
  return report;
}

int code_of(const LintReport& report, bool strict) {
  if (has_errors(report.problems) || (strict && !report.problems.empty())) return 2;
  return report.problems.empty() ? 0 : 1;
}

}  // namespace

int run_lint(const Arguments& arguments) {
  const Settings settings = read_settings(arguments);
  if (has_errors(settings.problems)) {
    show_problems(settings.problems, arguments);
    LintReport none;
    none.problems = settings.problems;
    for (const Sink& sink : settings.sinks) {
      if (sink.format == "json") deliver(sink, lint_json(none));
    }
    return 2;
  }
  const LintReport report = lint(arguments.paths);
  bool written = true;
  for (const Sink& sink : settings.sinks) {
    const bool json = sink.format == "json";
    written =
        deliver(sink, json ? lint_json(report) : lint_text(report, colors(sink, arguments))) &&
        written;
  }
  return written ? code_of(report, arguments.strict) : 2;
}

}  // namespace cordon::cli
