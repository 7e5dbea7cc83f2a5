// `cordon trace`: why a row has its status, clause by clause.
// The idea: one rule, one resource, everything that ran; what could not be read stops it, because
// a trace of half the input explains another row. Test: tests/cli, cases `Trace`;
// tests/golden/trace.
#include "cordon/trace.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "commands.h"
#include "console.h"
#include "cordon/selection.h"
#include "inputs.h"
#include "session.h"
#include "settings.h"

namespace cordon::cli {
namespace {

constexpr std::size_t kSubjectsShown = 10;

/// The index of the rule that the command line names, or a mistake.
std::uint32_t find_rule(const Program& program, const std::string& name, Problems& problems) {
  std::vector<std::string> names;
  const auto all = program.rules();
  for (std::uint32_t i = 0; i < all.size(); ++i) {
    if (is_named(all[i], name)) return i;
    names.push_back(all[i].id);
    if (all[i].name != all[i].id) names.push_back(all[i].name);
  }
  problems.push_back(mistake("U0101", "there is no rule " + name, did_you_mean(name, names)));
  return 0;
}

Problem no_such_resource(const TraceResult& result, const std::string& wanted) {
  std::vector<std::string> shown = result.subjects;
  std::sort(shown.begin(), shown.end());
  shown.erase(std::unique(shown.begin(), shown.end()), shown.end());
  const std::string hint = wanted.empty() ? "" : did_you_mean(wanted, shown);
  const std::size_t more = shown.size() - std::min(shown.size(), kSubjectsShown);
  shown.resize(shown.size() - more);
  std::string help = hint;
  if (hint.empty())
    help = shown.empty() ? "the documents hold no resource that the rule judges"
                         : "it judges: " + listed(shown);
  if (hint.empty() && more > 0) help += " and " + std::to_string(more) + " more";
  return mistake("U0101",
                 wanted.empty() ? "trace needs --resource ADDRESS for this rule"
                                : "the rule judges no resource " + wanted,
                 help);
}

/// Everything found out is in `result`; what forbids it, in `problems`.
TraceResult trace_row(const Arguments& arguments, Settings& settings, const Program& program,
                      std::uint32_t& rule, Problems& problems, Progress& progress) {
  rule = find_rule(program, arguments.paths.front(), problems);
  if (has_errors(problems)) return {};
  const std::vector<std::string> paths(arguments.paths.begin() + 1, arguments.paths.end());
  Inputs inputs = read_inputs(paths, settings.options.document_limits);
  append(problems, inputs.problems);
  append(problems, problems_of(inputs.refused));
  if (has_errors(problems)) return {};
  settings.options.reading = tell(progress, "document");
  auto result =
      trace(program, std::move(inputs.inputs), settings.options, rule, arguments.resource);
  if (!result) {
    problems.push_back(from(result.error()));
    return {};
  }
  append(problems, problems_of(result->documents));
  if (result->whole && !arguments.resource.empty())
    problems.push_back(
        mistake("U0101", "the rule judges the documents as a whole", "leave --resource out"));
  if (result->traces.empty() && !has_errors(problems))
    problems.push_back(no_such_resource(*result, arguments.resource));
  return std::move(*result);
}

}  // namespace

int run_trace(const Arguments& arguments) {
  Progress progress(arguments.quiet);
  Settings settings = read_settings(arguments);
  Problems problems = settings.problems;
  RuleSet rules;
  if (!has_errors(problems)) {
    rules = load_rules(arguments, settings.options.profile);
    append(problems, rules.problems);
  }
  TraceResult result;
  std::uint32_t rule = 0;
  if (!has_errors(problems)) {
    result = trace_row(arguments, settings, rules.program, rule, problems, progress);
  }
  progress.erase();
  show_problems(problems, arguments);
  if (has_errors(problems) || (arguments.strict && !problems.empty())) return 2;
  bool written = true;
  const RuleInfo& info = rules.program.rules()[rule];
  for (const Sink& sink : settings.sinks) {
    const bool json = sink.format == "json";
    written = deliver(sink, json ? trace_json(result, info)
                                 : trace_text(result, info, colors(sink, arguments))) &&
              written;
  }
  return written ? 0 : 2;
}

}  // namespace cordon::cli
