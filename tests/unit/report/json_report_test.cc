#include "catch_compat.h"
#include "report/report_view.h"
#include "sample.h"

using namespace cordon;

namespace {

std::string json_of(const Report& report) {
  const auto rules = sample::rules();
  return report::write_json({report, rules, "sha256:00"});
}

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a_result_names_its_schema_first") {
  CHECK(json_of(sample::report({})).starts_with("{\n  \"schema\": \"cordon-result/1\",\n"));
}

TEST_CASE("equal_reports_give_equal_bytes_whatever_the_time_taken") {
  Report report = sample::report({sample::finding(Status::kFail)});
  const std::string first = json_of(report);
  report.milliseconds = 77;
  CHECK(json_of(report) == first);
}

TEST_CASE("a_fact_has_its_value_and_place") {
  const std::string json = json_of(sample::report({sample::finding(Status::kFail)}));
  CHECK(has(json, "\"value\": \"Enabled\""));
  CHECK(has(json, "\"line\": 14,"));
  CHECK(has(json, "\"remediation\": \"set direct_internet_access to \\\"Disabled\\\"\""));
  CHECK(has(json, "\"exit\": 1,"));
  CHECK(has(json, "\"fingerprint\": null"));
}

TEST_CASE("hidden_values_have_no_value_member") {
  Row row = sample::finding(Status::kFail);
  row.requirements[0].message = "it is open";
  row.requirements[0].evidence[0].sensitive = true;
  CHECK_FALSE(has(json_of(sample::report({row})), "Enabled"));
  row = sample::finding(Status::kFail);
  row.requirements[0].causes.push_back(
      {CauseRecord::Kind::kError, "V0102", "`Enabled` is not a cidr", {"plan.json", 1, 1, ""}});
  Report report = sample::report({row});
  CHECK(has(json_of(report), "`Enabled` is not a cidr"));
  report.redact = true;
  CHECK_FALSE(has(json_of(report), "Enabled"));
}

TEST_CASE("a_row_of_the_document_set_has_no_resource_and_no_document") {
  Row row = sample::finding(Status::kFail);
  row.subject.reset();
  const std::string json = json_of(sample::report({row}));
  CHECK(has(json, "\"resource\": null,"));
  CHECK(has(json, "\"document\": null,"));
}

TEST_CASE("a_rule_that_does_not_apply_has_no_severity") {
  Row row = sample::passing();
  row.status = Status::kSkipped;
  row.applies = false;
  row.reason = "does not apply in this environment";
  CHECK(has(json_of(sample::report({row})), "\"severity\": null,"));
}

TEST_CASE("cut_texts_are_marked") {
  Row row = sample::finding(Status::kFail);
  row.requirements[0].message_truncated = true;
  row.requirements[0].evidence[0].truncated = true;
  const std::string json = json_of(sample::report({row}));
  const std::size_t first = json.find("\"truncated\": true");
  REQUIRE(first != std::string::npos);
  CHECK(json.find("\"truncated\": true", first + 1) != std::string::npos);
}

TEST_CASE("remediation_follows_the_family_of_the_document") {
  Report report = sample::report({sample::finding(Status::kFail)});
  report.result.documents[0].format = "cloudformation";
  CHECK(has(json_of(report), "\"remediation\": \"disable it\""));
}
