#include "report/counts.h"

#include <algorithm>
#include <cstdint>
#include <functional>
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

/// Of rows, which share the subject if they are of one resource; most repetitions are neighbours.
std::size_t distinct(std::vector<const Subject*> subjects) {
  subjects.erase(std::unique(subjects.begin(), subjects.end()), subjects.end());
  std::sort(subjects.begin(), subjects.end(), std::less<>());
  return static_cast<std::size_t>(std::unique(subjects.begin(), subjects.end()) - subjects.begin());
}

void count_unlisted(const UnlistedRows& rows, Counts& counts) {
  counts.by_status[static_cast<std::size_t>(Status::kPass)] += rows.pass;
  counts.by_status[static_cast<std::size_t>(Status::kSkipped)] += rows.skipped;
  counts.assumed += rows.assumed;
  counts.judged += rows.pass;
}

}  // namespace

Counts count(const Report& report) {
  Counts counts;
  count_problems(report, counts);
  const UnlistedRows& unlisted = report.result.unlisted;
  count_unlisted(unlisted, counts);
  std::unordered_set<std::uint32_t> rules(unlisted.rules.begin(), unlisted.rules.end());
  std::vector<const Subject*> subjects;
  for (const Row& row : report.result.rows) {
    count_row(report, row, counts);
    if (row.status == Status::kSkipped) continue;
    ++counts.judged;
    rules.insert(row.rule);
    if (row.subject) subjects.push_back(row.subject.get());
  }
  counts.rules_judged = rules.size();
  counts.resources_judged = distinct(std::move(subjects)) + unlisted.resources;
  return counts;
}

}  // namespace cordon::report
