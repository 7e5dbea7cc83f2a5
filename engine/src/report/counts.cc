#include "report/counts.h"

#include <algorithm>
#include <cstdint>
#include <set>
#include <string_view>
#include <utility>

namespace cordon::report {
namespace {

void count_problems(const Report& report, Counts& counts) {
  for (const Problem& problem : report.problems) {
    if (problem.code == kEmptyFolder) {
      ++counts.empty_inputs;
    } else {
      ++(problem.level == Level::kError ? counts.errors : counts.warnings);
    }
  }
  for (const DocumentRecord& document : report.result.documents) {
    counts.resources += document.resources;
    if (document.status == "refused") {
      ++counts.refused;
      continue;
    }
    ++(document.status == "ignored" ? counts.ignored : counts.read);
    if (std::any_of(document.problems.begin(), document.problems.end(),
                    [](const Problem& p) { return p.level == Level::kError; })) {
      ++counts.damaged;
    }
    // An ignored file is a warning, whether or not its record says why.
    const std::size_t least = document.status == "ignored" ? 1 : 0;
    counts.warnings += std::max(least, document.problems.size());
  }
}

void count_row(const Report& report, const Row& row, Counts& counts) {
  ++counts.by_status[static_cast<std::size_t>(row.status)];
  if (!row.assumes.empty()) ++counts.assumed;
  const bool above = !report.fail_never && row.severity >= report.fail_on;
  if (row.status == Status::kFail) {
    const auto severity = std::min<std::size_t>(static_cast<std::size_t>(row.severity), 4);
    ++counts.fails_by_severity[severity];
    if (above) ++counts.fail_above;
  }
  if (row.status == Status::kUndetermined && above) ++counts.undetermined_above;
}

}  // namespace

Counts count(const Report& report) {
  Counts counts;
  count_problems(report, counts);
  std::set<std::uint32_t> rules;
  std::set<std::pair<std::uint32_t, std::string_view>> resources;
  for (const Row& row : report.result.rows) {
    count_row(report, row, counts);
    if (row.status == Status::kSkipped) continue;
    ++counts.judged;
    rules.insert(row.rule);
    if (row.resource) resources.emplace(row.document, *row.resource);
  }
  counts.rules_judged = rules.size();
  counts.resources_judged = resources.size();
  return counts;
}

}  // namespace cordon::report
