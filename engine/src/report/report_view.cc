#include "report/report_view.h"

namespace cordon::report {

const DocumentRecord* View::document_of(const Row& row) const {
  const auto& documents = report.result.documents;
  const std::uint32_t document = row.subject ? row.subject->document : 0;
  return document < documents.size() ? &documents[document] : nullptr;
}

std::string_view View::remediation(const RuleInfo& rule, const Row& row) const {
  const DocumentRecord* document = document_of(row);
  const std::string_view format = document == nullptr ? std::string_view() : document->format;
  std::string_view own;
  if (format.starts_with("terraform")) own = rule.remediation_terraform;
  if (format == "cloudformation") own = rule.remediation_cloudformation;
  if (format.starts_with("aws-")) own = rule.remediation_api;
  return own.empty() ? std::string_view(rule.remediation) : own;
}

std::string View::message(const Row& row, const RequirementRecord& requirement) const {
  if (!report.redact) return requirement.message;
  const RuleInfo* rule = rule_of(row);
  if (rule == nullptr || rule->title.empty()) return "a requirement is not met (redacted)";
  return "not met: " + rule->title + " (redacted)";
}

std::string View::reason(const CauseRecord& cause) const {
  const bool quotes = cause.kind == CauseRecord::Kind::kError;
  return report.redact && quotes ? "a value is not what is needed (redacted)" : cause.reason;
}

}  // namespace cordon::report
