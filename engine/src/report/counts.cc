#include "report/counts.h"

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

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
  if (row.assumes != 0) ++counts.assumed;
  const bool above = !report.fail_never && row.severity >= report.fail_on;
  if (row.status == Status::kFail) {
    const auto severity = std::min<std::size_t>(static_cast<std::size_t>(row.severity), 4);
    ++counts.fails_by_severity[severity];
    if (above) ++counts.fail_above;
  }
  if (row.status == Status::kUndetermined && above) ++counts.undetermined_above;
}

/// Rows come by resource, so most repetitions are neighbours.
std::size_t distinct(std::vector<std::pair<std::uint32_t, std::string_view>> resources) {
  resources.erase(std::unique(resources.begin(), resources.end()), resources.end());
  std::sort(resources.begin(), resources.end());
  return static_cast<std::size_t>(std::unique(resources.begin(), resources.end()) -
                                  resources.begin());
}

}  // namespace

Counts count(const Report& report) {
  Counts counts;
  count_problems(report, counts);
  std::unordered_set<std::uint32_t> rules;
  std::vector<std::pair<std::uint32_t, std::string_view>> resources;
  for (const Row& row : report.result.rows) {
    count_row(report, row, counts);
    if (row.status == Status::kSkipped) continue;
    ++counts.judged;
    rules.insert(row.rule);
    if (row.subject) resources.emplace_back(row.subject->document, row.subject->resource);
  }
  counts.rules_judged = rules.size();
  counts.resources_judged = distinct(std::move(resources));
  return counts;
}

}  // namespace cordon::report
