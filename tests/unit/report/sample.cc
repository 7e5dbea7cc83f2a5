#include "sample.h"

#include <utility>

namespace cordon::sample {

std::vector<RuleInfo> rules() {
  RuleInfo first;
  first.id = "SMN-MODE-01";
  first.name = "std.aws.sagemaker.mode.no_internet";
  first.package = "std.aws.sagemaker.mode";
  first.title = "notebooks have no direct internet access";
  first.groups = {"mode"};
  first.controls = {"NIST-800-53:SC-7(5)"};
  first.remediation = "disable it";
  first.remediation_terraform = "set direct_internet_access to \"Disabled\"";
  RuleInfo second;
  second.id = "t.other";
  second.name = "t.other";
  second.package = "t";
  return {first, second};
}

namespace {

std::shared_ptr<const Subject> notebook() {
  return std::make_shared<Subject>(
      Subject{"Nb", "AWS::SageMaker::NotebookInstance", 0, {"plan.json", 10, 5, "/a"}});
}

}  // namespace

Row finding(Status status, Severity severity) {
  EvidenceRecord fact;
  fact.expression = "nb.DirectInternetAccess";
  fact.value_json = "\"Enabled\"";
  fact.location = {"plan.json", 14, 35, "/a/direct_internet_access"};
  fact.source_line = "        \"direct_internet_access\": \"Enabled\",";
  fact.caret_length = 9;
  RequirementRecord requirement;
  requirement.status = status;
  requirement.message = "direct internet access is Enabled";
  requirement.rule_location = {"mode.cordon", 12, 3, ""};
  requirement.evidence.push_back(fact);
  if (status == Status::kUndetermined) {
    requirement.causes.push_back({CauseRecord::Kind::kUnknown,
                                  "",
                                  "parameter Mode has no value",
                                  {"plan.json", 3, 5, "/Parameters/Mode"}});
  }
  Row row;
  row.status = status;
  row.severity = severity;
  row.subject = notebook();
  row.requirements.push_back(requirement);
  return row;
}

Row passing() {
  Row row;
  row.subject = notebook();
  return row;
}

Report report(std::vector<Row> rows) {
  Report report;
  DocumentRecord document;
  document.path = "plan.json";
  document.format = "terraform-plan";
  document.sha256 = std::string(64, 'a');
  document.bytes = 100;
  document.resources = 1;
  document.status = "read";
  report.result.documents.push_back(document);
  report.result.rows = std::move(rows);
  report.as_of = "2026-11-24";
  report.profile = "prod";
  report.references = "mentioned";
  report.rules_source = "bundled";
  report.rules_count = 2;
  return report;
}

Problem problem(Level level, std::string code) {
  Problem problem;
  problem.code = std::move(code);
  problem.level = level;
  problem.message = "x is never used";
  return problem;
}

}  // namespace cordon::sample
