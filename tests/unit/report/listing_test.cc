#include "cordon/listing.h"

#include "catch_compat.h"
#include "sample.h"

using namespace cordon;

namespace {

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

std::vector<RuleInfo> sample_rules() {
  auto rules = sample::rules();
  rules[0].severity = {Severity::kHigh, Severity::kMedium, std::nullopt};
  rules[0].parameters = {"required_tags"};
  rules[0].rationale = "it reaches out\x1b[2J";
  rules[0].text = "rule a {\n  require true\n}";
  return rules;
}

const std::vector<ParameterInfo> kParameters = {
    {"required_tags", "other", "int", ""},
    {"required_tags", "std.aws.sagemaker.mode", "list<string>", "[]"}};

}  // namespace

TEST_CASE("rules_as_json_have_severities_by_environment_and_parameters") {
  const std::string json = rules_json(sample_rules(), kParameters, {0});
  CHECK(has(json, "\"prod\": \"high\""));
  CHECK(has(json, "\"dev\": null"));
  CHECK(has(json, "\"type\": \"list<string>\""));
  CHECK(has(json, "\"default\": []"));
  CHECK_FALSE(has(json, "t.other"));
}

TEST_CASE("rules_as_text_are_counted") {
  const std::string text = rules_text(sample_rules(), {0, 1});
  CHECK(has(text, "SMN-MODE-01  high  notebooks have no direct internet access  [mode]\n"));
  CHECK(text.ends_with("2 rules\n"));
}

TEST_CASE("the_page_of_a_rule_shows_its_lines_escaped") {
  const std::string page = rule_page(sample_rules()[0], kParameters);
  CHECK(has(page, "severity: prod high, staging medium, dev does not apply\n"));
  CHECK(has(page, "  rule a {\n    require true\n  }\n"));
  CHECK(has(page, "parameter: required_tags: list<string> = []\n"));
  CHECK_FALSE(has(page, "\x1b"));
}

TEST_CASE("test_results_name_failures_and_survivors") {
  TestReport report;
  report.outcomes.push_back({"good", {"a.cordon", 1, 1, ""}, true, {}});
  report.outcomes.push_back({"bad", {"a.cordon", 9, 1, ""}, false, {"expected fail, found pass"}});
  CHECK(has(tests_text(report),
            "a.cordon:9:1  fail  bad\n  expected fail, found pass\n2 tests, 1 passed\n"));
  CHECK(has(tests_json(report), "\"mutants\": null"));
  report.mutated = true;
  report.mutants = 4;
  report.survivors.push_back({"delete `require`", "r", {"a.cordon", 3, 3, ""}});
  CHECK(has(tests_text(report), "a.cordon:3:3  survives  delete `require` in r\n"));
  CHECK(has(tests_json(report), "\"killed\": 3"));
}
