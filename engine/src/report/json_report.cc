// Writes `cordon-result/1`, the result that other programs read (docs/result.schema.json).
// The idea: one pass over the report, members in the order of the schema, nothing that depends on
// time or machine, so equal inputs give equal bytes.
// Cannot do: fingerprints and anchors; both are null until their recipe is published.
// Test: tests/unit/report/json_report_test.cc; every JSON output of tests/cli against the schema.
#include <cstddef>
#include <string>
#include <string_view>

#include "report/counts.h"
#include "report/json_parts.h"
#include "report/json_writer.h"
#include "report/report_view.h"

namespace cordon::report {
namespace {

constexpr std::uint64_t kLanguage = 1;

std::string_view name_of_kind(CauseRecord::Kind kind) {
  switch (kind) {
    case CauseRecord::Kind::kMissing:
      return "missing";
    case CauseRecord::Kind::kError:
      return "error";
    case CauseRecord::Kind::kUnknown:
      return "unknown";
  }
  return "error";
}

std::string_view name_of_origin(EvidenceRecord::Origin origin) {
  switch (origin) {
    case EvidenceRecord::Origin::kWritten:
      return "written";
    case EvidenceRecord::Origin::kDefault:
      return "default";
    case EvidenceRecord::Origin::kResolved:
      return "resolved";
  }
  return "resolved";
}

class ReportWriter {
 public:
  explicit ReportWriter(const View& view) : view_(view) {}
  std::string write();

 private:
  void write_tool();
  void write_run();
  void write_parameters();
  void write_row(const Row& row);
  void write_rule(const Row& row);
  void write_requirement(const Row& row, const RequirementRecord& requirement);
  void write_cause(const CauseRecord& cause);
  void write_evidence(const EvidenceRecord& fact);
  void write_summary();

  const View& view_;
  JsonWriter out_;
};

void ReportWriter::write_tool() {
  out_.key("tool");
  out_.begin_object();
  out_.member("name", "cordon");
  out_.member("version", CORDON_VERSION);
  out_.member("language", kLanguage);
  out_.end_object();
}

void ReportWriter::write_parameters() {
  out_.key("parameters");
  out_.begin_object();
  for (const EffectiveParameter& parameter : view_.report.result.parameters) {
    out_.key(parameter.name);
    out_.begin_object();
    out_.key("value");
    out_.raw(parameter.value_json.empty() ? "null" : parameter.value_json);
    out_.member("from", parameter.from);
    out_.end_object();
  }
  out_.end_object();
}

void ReportWriter::write_run() {
  const Report& report = view_.report;
  out_.key("run");
  out_.begin_object();
  out_.member_or_null("as_of", report.as_of);
  out_.member_or_null("profile", report.profile);
  out_.member("open_world", false);
  out_.member("closed_world", false);
  out_.member_or_null("references", report.references);
  out_.member_null("config");
  write_parameters();
  out_.key("rules");
  out_.begin_object();
  out_.member("source", report.rules_source);
  out_.member("count", report.rules_count);
  out_.member_or_null("digest", view_.digest);
  out_.end_object();
  out_.end_object();
}

void ReportWriter::write_cause(const CauseRecord& cause) {
  out_.begin_object();
  out_.member("kind", name_of_kind(cause.kind));
  if (!cause.code.empty()) out_.member("code", cause.code);
  out_.member("reason", view_.reason(cause));
  out_.key("location");
  write_location(out_, cause.location);
  out_.end_object();
}

void ReportWriter::write_evidence(const EvidenceRecord& fact) {
  const bool hidden = fact.sensitive || view_.report.redact || fact.value_json.empty();
  out_.begin_object();
  out_.member("expression", fact.expression);
  if (!hidden) {
    out_.key("value");
    out_.raw(fact.value_json);
    if (fact.truncated) out_.member("truncated", true);
  }
  out_.member("sensitive", fact.sensitive);
  out_.member("origin", name_of_origin(fact.origin));
  out_.key("location");
  write_location(out_, fact.location);
  out_.key("via");
  out_.begin_array();
  for (const Via& via : fact.via) {
    out_.begin_object();
    out_.member("resource", via.resource);
    out_.member("pointer", via.pointer);
    out_.end_object();
  }
  out_.end_array();
  out_.end_object();
}

void ReportWriter::write_requirement(const Row& row, const RequirementRecord& requirement) {
  out_.begin_object();
  out_.member("status", name_of(requirement.status));
  out_.member("message", view_.message(row, requirement));
  if (requirement.message_truncated) out_.member("truncated", true);
  out_.key("rule_location");
  write_location(out_, requirement.rule_location);
  out_.key("causes");
  out_.begin_array();
  for (const CauseRecord& cause : requirement.causes) write_cause(cause);
  out_.end_array();
  out_.key("evidence");
  out_.begin_array();
  for (const EvidenceRecord& fact : requirement.evidence) write_evidence(fact);
  out_.end_array();
  out_.end_object();
}

void ReportWriter::write_rule(const Row& row) {
  static const RuleInfo kNone;
  const RuleInfo* known = view_.rule_of(row);
  const RuleInfo& rule = known == nullptr ? kNone : *known;
  out_.member("rule", rule.id);
  out_.member("package", rule.package);
  out_.member_or_null("title", rule.title);
  out_.key("severity");
  if (row.applies) {
    out_.text(name_of(row.severity));
  } else {
    out_.null();
  }
  out_.member("severity_from", "rule");
  out_.member("groups", rule.groups);
  out_.member("controls", rule.controls);
}

void ReportWriter::write_row(const Row& row) {
  out_.begin_object();
  write_rule(row);
  out_.member("status", name_of(row.status));
  out_.member_null("was");
  out_.member("assumes", names_of(row.assumes));
  out_.key("resource");
  if (row.subject) {
    out_.text(row.subject->resource);
  } else {
    out_.null();
  }
  out_.member_or_null("type", row.subject ? std::string_view(row.subject->type) : "");
  out_.key("document");
  if (row.subject && view_.document_of(row) != nullptr) {
    out_.number(row.subject->document);
  } else {
    out_.null();
  }
  out_.key("location");
  write_location(out_, row.subject ? row.subject->location : Location{});
  out_.member("vacuous", row.vacuous);
  out_.member_or_null("reason", row.reason);
  out_.key("requirements");
  out_.begin_array();
  for (const RequirementRecord& requirement : row.requirements) write_requirement(row, requirement);
  out_.end_array();
  const RuleInfo* rule = view_.rule_of(row);
  out_.member_or_null("remediation", rule == nullptr ? "" : view_.remediation(*rule, row));
  out_.member_null("waiver");
  out_.member_null("anchor");
  out_.member_null("fingerprint");
  out_.end_object();
}

void ReportWriter::write_summary() {
  const Counts counts = count(view_.report);
  const Verdict verdict = cordon::verdict(view_.report);
  out_.key("summary");
  out_.begin_object();
  for (std::size_t i = 0; i < counts.by_status.size(); ++i) {
    out_.member(name_of(static_cast<Status>(i)), counts.by_status[i]);
  }
  out_.member("assumed", counts.assumed);
  out_.member("rules_without_subject", view_.report.result.rules_without_subject);
  out_.member("findings_dropped", view_.report.result.findings_dropped);
  out_.member("exit", static_cast<std::uint64_t>(verdict.exit));
  out_.member("because", verdict.because);
  out_.end_object();
}

std::string ReportWriter::write() {
  const Report& report = view_.report;
  out_.begin_object();
  out_.member("schema", "cordon-result/1");
  write_tool();
  write_run();
  out_.key("problems");
  write_problems(out_, report.problems);
  out_.key("documents");
  write_documents(out_, report.result.documents);
  out_.key("rows");
  out_.begin_array();
  for (const Row& row : report.result.rows) {
    write_row(row);
    if (out_.size() > report.max_bytes) return out_.take_part();
  }
  out_.end_array();
  write_summary();
  out_.end_object();
  return out_.take();
}

}  // namespace

std::string write_json(const View& view) { return ReportWriter(view).write(); }

}  // namespace cordon::report
