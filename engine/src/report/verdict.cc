// Decides the exit code and lists every cause of it, strongest first (2 before 4 before 1 before
// 3). The idea: causes are collected one family after the other in that order, and the first one
// found is the code; nothing else in the program may turn a result into a code. Cannot do: judge
// whether a report was written; that is the command line's. Test:
// tests/unit/report/verdict_test.cc.
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include "cordon/report.h"
#include "report/counts.h"

namespace cordon {
namespace {

using report::Counts;

/// "1 row fails", "2 rows fail".
std::string counted(std::size_t n, std::string_view one, std::string_view many) {
  return std::to_string(n) + " " + std::string(n == 1 ? one : many);
}

class Causes {
 public:
  void add(int code, std::string text) {
    if (verdict_.exit == 0) verdict_.exit = code;
    verdict_.because.push_back(std::move(text));
  }
  void add_if(bool holds, int code, std::string text) {
    if (holds) add(code, std::move(text));
  }
  Verdict take() { return std::move(verdict_); }

 private:
  Verdict verdict_;
};

void add_inability(const Report& report, const Counts& counts, Causes& causes) {
  causes.add_if(counts.errors > 0, 2,
                counted(counts.errors, "mistake stops the run", "mistakes stop the run"));
  causes.add_if(
      counts.refused > 0, 2,
      counted(counts.refused, "document could not be read", "documents could not be read"));
  causes.add_if(counts.damaged > 0, 2,
                counted(counts.damaged, "document has an error", "documents have an error"));
  const std::size_t rows = counts.of(Status::kError);
  causes.add_if(rows > 0, 2, counted(rows, "row ends in an error", "rows end in an error"));
  causes.add_if(report.result.has_error && rows == 0, 2,
                "a requirement ended in an error or at a limit");
  const std::size_t dropped = report.result.findings_dropped;
  causes.add_if(dropped > 0, 2,
                counted(dropped, "finding is not listed (limit L0206)",
                        "findings are not listed (limit L0206)"));
  causes.add_if(report.strict && counts.warnings > 0, 2,
                counted(counts.warnings, "warning counts as an error (--strict)",
                        "warnings count as errors (--strict)"));
}

std::string fewer(std::size_t have, const char* what, const char* option, std::size_t want) {
  return "only " + std::to_string(have) + " " + what + " evaluated, " + option + " asks for " +
         std::to_string(want);
}

/// What was not looked at. A run that was stopped by a mistake says so instead.
void add_emptiness(const Report& report, const Counts& counts, Causes& causes) {
  const bool stopped = counts.errors > 0;
  const bool may_be_empty = report.allow_empty || stopped;
  causes.add_if(
      counts.empty_inputs > 0 && !report.allow_empty, 4,
      counted(counts.empty_inputs, "folder holds no document", "folders hold no document"));
  causes.add_if(report.rules_count == 0 && !may_be_empty, 4, "no rule was selected");
  causes.add_if(counts.judged == 0 && !may_be_empty, 4,
                "nothing was checked: no rule reached a requirement");
  if (stopped) return;
  causes.add_if(
      counts.rules_judged < report.expect_min_rules, 4,
      fewer(counts.rules_judged, "rules were", "--expect-min-rules", report.expect_min_rules));
  causes.add_if(counts.resources_judged < report.expect_min_resources, 4,
                fewer(counts.resources_judged, "resources were", "--expect-min-resources",
                      report.expect_min_resources));
}

void add_findings(const Report& report, const Counts& counts, Causes& causes) {
  const auto undetermined = counts.undetermined_above;
  const std::string open = counted(undetermined, "row is undetermined", "rows are undetermined");
  causes.add_if(counts.fail_above > 0, 1, counted(counts.fail_above, "row fails", "rows fail"));
  if (undetermined == 0) return;
  if (report.undetermined == Report::Undetermined::kFail)
    causes.add(1, open + " (--undetermined fail)");
  if (report.undetermined == Report::Undetermined::kExit3) causes.add(3, open);
}

}  // namespace

Verdict verdict(const Report& report) {
  const Counts counts = report::count(report);
  Causes causes;
  add_inability(report, counts, causes);
  add_emptiness(report, counts, causes);
  add_findings(report, counts, causes);
  return causes.take();
}

}  // namespace cordon
