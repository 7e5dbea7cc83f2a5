// `cordon test`: runs the `test` blocks of rule files, and with --mutate again on changed rules.
// The idea: a mutant is killed by any test that fails on it; what no test notices is listed.
// Cannot do: coverage of conditions. Test: tests/cli, cases `test command`.
#include <algorithm>
#include <cstdlib>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "commands.h"
#include "console.h"
#include "cordon/dsl/compile.h"
#include "cordon/evaluate.h"
#include "cordon/listing.h"
#include "files.h"
#include "rule_files.h"
#include "session.h"
#include "settings.h"

namespace cordon::cli {
namespace {

std::string real_path(const std::string& path) {
  char* resolved = ::realpath(path.c_str(), nullptr);
  if (resolved == nullptr) return {};
  std::string text = resolved;
  std::free(resolved);
  return text;
}

Diagnostic refusal(const std::string& path, const std::string& why) {
  Diagnostic diagnostic;
  diagnostic.code = "U0201";
  diagnostic.message = "the case file " + path + " cannot be read: " + why;
  return diagnostic;
}

/// Gives the bytes of file cases, and of nothing outside the folders of the rules.
class CaseFiles {
 public:
  explicit CaseFiles(const std::vector<std::string>& folders) {
    for (const std::string& folder : folders) {
      const std::string root = real_path(folder);
      if (!root.empty()) roots_.push_back(root);
    }
  }

  [[nodiscard]] Result<std::string> read(const std::string& path) const {
    const std::string real = find(path);
    if (real.empty()) return refusal(path, "it is not in a folder of the rules");
    FileBytes file = read_file(real, DocumentLimits().max_bytes, true);
    if (file.state == FileBytes::State::kRead) return std::move(file.bytes);
    return refusal(path, file.reason.empty() ? "it is too large" : file.reason);
  }

 private:
  [[nodiscard]] bool is_inside(const std::string& real) const {
    return std::any_of(roots_.begin(), roots_.end(), [&](const std::string& root) {
      return real.starts_with(root == "/" ? root : root + "/");
    });
  }

  /// The path as it is, or below one of the folders.
  [[nodiscard]] std::string find(const std::string& path) const {
    const std::string plain = real_path(path);
    if (!plain.empty() && is_inside(plain)) return plain;
    if (path.starts_with('/')) return {};
    for (const std::string& root : roots_) {
      const std::string below = real_path(root + "/" + path);
      if (!below.empty() && is_inside(below)) return below;
    }
    return {};
  }

  std::vector<std::string> roots_;
};

class TestRun {
 public:
  TestRun(const Arguments& arguments, const RuleFiles& files)
      : arguments_(arguments), files_(files), cases_(files.folders), progress_(arguments.quiet) {}

  TestReport run() {
    report_.problems = files_.problems;
    if (arguments_.mutate && !files_.bundle.empty()) {
      report_.problems.push_back(mistake("U0106", "a bundle has no rule text that could be changed",
                                         "give --mutate the rules that it was made of"));
    }
    if (has_errors(report_.problems)) return std::move(report_);
    const dsl::Compilation compilation = program_of(files_, limits_);
    append(report_.problems, compilation.problems);
    if (has_errors(report_.problems)) return std::move(report_);
    report_.outcomes = outcomes_of(compilation.program, tell(progress_, "test"));
    if (arguments_.mutate) mutate();
    progress_.erase();
    return std::move(report_);
  }

 private:
  std::vector<TestOutcome> outcomes_of(
      const Program& program,
      const std::function<void(std::size_t done, std::size_t total)>& progress = {}) {
    return run_tests(
        program, [this](const std::string& path) { return cases_.read(path); }, EvaluationLimits(),
        progress);
  }

  /// Whether a source is what was named, and not a library that it imports.
  [[nodiscard]] bool is_under_test(const std::string& name) const {
    return std::any_of(files_.sources.begin(), files_.sources.end(),
                       [&](const dsl::RuleSource& s) { return s.rules && s.name == name; });
  }

  void mutate() {
    report_.mutated = true;
    dsl::mutate(files_.sources, limits_, [this](const dsl::Mutant& mutant) {
      if (!is_under_test(mutant.location.file)) return true;
      ++report_.mutants;
      progress_.at("mutant", report_.mutants, 0);
      const auto outcomes = outcomes_of(mutant.program);
      const bool killed = std::any_of(outcomes.begin(), outcomes.end(),
                                      [](const TestOutcome& o) { return !o.passed; });
      if (!killed) report_.survivors.push_back({mutant.description, mutant.rule, mutant.location});
      return true;
    });
  }

  const Arguments& arguments_;
  const RuleFiles& files_;
  CaseFiles cases_;
  Progress progress_;
  RuleLimits limits_;
  TestReport report_;
};

int code_of(const TestReport& report, bool strict) {
  if (has_errors(report.problems) || (strict && !report.problems.empty())) return 2;
  if (report.outcomes.empty()) return 4;
  const bool all = std::all_of(report.outcomes.begin(), report.outcomes.end(),
                               [](const TestOutcome& o) { return o.passed; });
  return all ? 0 : 1;
}

}  // namespace

int run_test(const Arguments& arguments) {
  const Settings settings = read_settings(arguments);
  TestReport report;
  if (has_errors(settings.problems)) {
    report.problems = settings.problems;
  } else {
    const RuleFiles files = read_rules(arguments.paths, RuleLimits(), true);
    report = TestRun(arguments, files).run();
  }
  show_problems(report.problems, arguments);
  int code = code_of(report, arguments.strict);
  if (code == 4) say("exit 4: there is no test");
  for (const Sink& sink : settings.sinks) {
    if (!deliver(sink, sink.format == "json" ? tests_json(report) : tests_text(report))) code = 2;
  }
  return code;
}

}  // namespace cordon::cli
