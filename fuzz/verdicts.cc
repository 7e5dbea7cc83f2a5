#include "verdicts.h"

#include <algorithm>

#include "require.h"

namespace cordon::fuzz {
namespace {

bool says(const Row& row, Status status) {
  return std::any_of(row.requirements.begin(), row.requirements.end(),
                     [status](const auto& r) { return r.status == status; });
}

void check_row(const Row& row) {
  for (const auto& r : row.requirements) {
    require(r.status == Status::kFail || r.status == Status::kUndetermined ||
            r.status == Status::kError);
    require(!r.message.empty());
  }
  switch (row.status) {
    case Status::kPass:
      return require(row.requirements.empty());
    case Status::kSkipped:
      return require(row.requirements.empty() && !row.reason.empty() && !row.vacuous);
    case Status::kFail:
      return require(says(row, Status::kFail));
    case Status::kUndetermined:
      return require(!says(row, Status::kFail) && says(row, Status::kUndetermined));
    case Status::kError:
      return require(!says(row, Status::kFail) && !says(row, Status::kUndetermined) &&
                     says(row, Status::kError));
    case Status::kWaived:
      return require(false);
  }
}

/// The exit code of contract.md, told a second time.
int expected_exit(const Report& report) {
  const auto& rows = report.result.rows;
  const auto any = [&](auto holds) { return std::any_of(rows.begin(), rows.end(), holds); };
  const auto counts = [](const Row& row) { return row.severity >= Severity::kLow; };
  bool broken = has_error(report.problems);
  for (const auto& document : report.result.documents)
    broken = broken || document.status == "refused" || has_error(document.problems);
  if (broken || any([](const Row& r) { return says(r, Status::kError); })) return 2;
  if (!any([](const Row& r) { return r.status != Status::kSkipped; })) return 4;
  if (any([&](const Row& r) { return r.status == Status::kFail && counts(r); })) return 1;
  return any([&](const Row& r) { return r.status == Status::kUndetermined && counts(r); }) ? 3 : 0;
}

}  // namespace

bool has_error(const std::vector<Problem>& problems) {
  return std::any_of(problems.begin(), problems.end(),
                     [](const Problem& p) { return p.level == Level::kError; });
}

void check_verdicts(const Report& report) {
  for (const Row& row : report.result.rows) check_row(row);
  require(verdict(report).exit == expected_exit(report));
}

void check_findings_alone(const Report& full, CheckResult findings) {
  const auto limited = [](const Row& row) {
    return std::any_of(row.requirements.begin(), row.requirements.end(), [](const auto& r) {
      return std::any_of(r.causes.begin(), r.causes.end(),
                         [](const auto& cause) { return cause.code.starts_with("L02"); });
    });
  };
  const auto& rows = full.result.rows;
  if (std::any_of(rows.begin(), rows.end(), limited)) return;
  require(std::all_of(findings.rows.begin(), findings.rows.end(),
                      [](const Row& row) { return is_finding(row.status); }));
  require(findings.rows.size() + findings.unlisted.pass + findings.unlisted.skipped == rows.size());
  Report alone = full;
  alone.result = std::move(findings);
  require(verdict(alone).exit == verdict(full).exit);
  require(verdict(alone).because == verdict(full).because);
  require(text_report(alone, {}) == text_report(full, {}));
}

}  // namespace cordon::fuzz
