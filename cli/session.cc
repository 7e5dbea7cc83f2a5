#include "session.h"

#include <unistd.h>

#include <algorithm>
#include <utility>

#include "console.h"
#include "output.h"
#include "rule_files.h"
#include "selection.h"

namespace cordon::cli {

RuleSet load_rules(const Arguments& arguments, Environment profile) {
  const RuleLimits limits;
  RuleFiles files = read_rules(arguments.rules, limits, false);
  RuleSet set;
  set.problems = std::move(files.problems);
  if (has_errors(set.problems)) return set;
  dsl::Compilation compilation = program_of(files, limits);
  append(set.problems, compilation.problems);
  if (has_errors(set.problems)) return set;
  set.chosen = select_rules(compilation.program.rules(), arguments, profile, set.problems);
  if (!has_errors(set.problems)) set.program = compilation.program;
  return set;
}

Problems problems_of(const std::vector<DocumentRecord>& documents) {
  Problems problems;
  for (const DocumentRecord& document : documents) {
    for (Problem problem : document.problems) {
      if (problem.file.empty()) problem.file = document.path;
      // The line may hold secrets, or belong to a file that was never meant to be shown.
      problem.source_line.clear();
      problems.push_back(std::move(problem));
    }
  }
  return problems;
}

bool deliver(const Sink& sink, const std::string& text) {
  const bool to_file = !sink.file.empty();
  const std::string wrong = to_file ? write_file(sink.file, text) : write_standard_output(text);
  if (wrong.empty()) return true;
  const std::string where = to_file ? sink.file : "standard output";
  show({mistake("U0401", "the report cannot be written to " + where + ": " + wrong)}, "never");
  return false;
}

bool colors(const Sink& sink, const Arguments& arguments) {
  return sink.file.empty() && wants_color(arguments.color, STDOUT_FILENO);
}

void show_problems(const Problems& problems, const Arguments& arguments) {
  Problems shown;
  std::copy_if(problems.begin(), problems.end(), std::back_inserter(shown),
               [&](const Problem& p) { return !arguments.quiet || p.level == Level::kError; });
  show(shown, arguments.color);
}

}  // namespace cordon::cli
