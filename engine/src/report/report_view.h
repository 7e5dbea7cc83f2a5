#ifndef CORDON_REPORT_REPORT_VIEW_H_
#define CORDON_REPORT_REPORT_VIEW_H_

#include <span>
#include <string>
#include <string_view>

#include "cordon/report.h"

namespace cordon::report {

/// A report with what its program says of the rules. Writers see no program, so they can be tested
/// with rules that were never compiled.
struct View {
  const Report& report;
  std::span<const RuleInfo> rules;
  std::string digest;  ///< of the program; empty: there is none

  [[nodiscard]] const RuleInfo* rule_of(const Row& row) const {
    return row.rule < rules.size() ? &rules[row.rule] : nullptr;
  }
  /// The document that holds the row's resource; nullptr if there is none.
  [[nodiscard]] const DocumentRecord* document_of(const Row& row) const;
  /// What to do about a finding of `rule`, in the words of the family that `row` was read from.
  [[nodiscard]] std::string_view remediation(const RuleInfo& rule, const Row& row) const;
  /// The message of a requirement, and the reason of a cause. Both may quote values, so with
  /// `redact` they say no more than what the rule is about and what kind of cause it is.
  [[nodiscard]] std::string message(const Row& row, const RequirementRecord& requirement) const;
  [[nodiscard]] std::string reason(const CauseRecord& cause) const;
};

View view_of(const Report& report);
std::string write_text(const View& view, const TextOptions& options);
std::string write_json(const View& view);

}  // namespace cordon::report

#endif  // CORDON_REPORT_REPORT_VIEW_H_
