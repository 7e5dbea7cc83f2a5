// What a document marks as sensitive, and what is computed of it, is in no report.
#include <numeric>
#include <string>
#include <vector>

#include "catch_compat.h"
#include "cordon/dsl/compile.h"
#include "cordon/evaluate.h"
#include "cordon/report.h"
#include "unit/rows/telling_rules.h"

namespace cordon {
namespace {

/// Secrets hold "secret", in any case, or 4242 and 4243.
std::string plan_of(const std::string& policy) {
  const auto change = [](const std::string& type, const std::string& after,
                         const std::string& sensitive) {
    return R"({"address": ")" + type + R"(.x", "mode": "managed", "type": ")" + type +
           R"(", "name": "x", "change": {"actions": ["create"], "before": null, "after": )" +
           after + R"(, "after_unknown": {}, "after_sensitive": )" + sensitive + "}}";
  };
  return R"({"format_version": "1.2", "resource_changes": [)" +
         change("aws_vpc_endpoint",
                R"({"service_name": "com.amazonaws.secret-reg-1.vpce-SECRET",
           "subnet_ids": ["subnet-secret"], "policy": ")" +
                    policy + R"(",
           "tags_all": {"SecretKey": "secret"}})",
                R"({"service_name": true, "policy": true, "subnet_ids": true, "tags_all": true})") +
         ", " + change("aws_vpc", R"({"cidr_block": "42.43.0.0/16"})", R"({"cidr_block": true})") +
         ", " +
         change("aws_security_group", R"({"ingress": [{"from_port": 4242, "to_port": 4242,
           "protocol": "tcp", "cidr_blocks": ["10.0.0.0/8"], "description": "secret"}]})",
                R"({"ingress": true})") +
         R"(], "configuration": {"root_module": {"resources": []}}})";
}

constexpr const char* kPolicy =
    R"({\"Statement\": [{\"Sid\": \"secret\", \"Action\": \"Secret:Do\", \"Resource\": \"arn:secret\",)"
    R"( \"Principal\": {\"Secret\": \"secret\"},)"
    R"( \"Condition\": {\"SecretEquals\": {\"aws:Secret\": \"secret\"}}}]})";

Program telling() {
  std::vector<dsl::RuleSource> sources{{"t.cordon", test::kTelling, false, true}};
  for (dsl::RuleSource source : dsl::bundled_packages()) {
    source.rules = false;
    source.bundled = true;
    sources.push_back(std::move(source));
  }
  const auto out = dsl::compile(sources, RuleLimits{});
  for (const auto& p : out.problems) UNSCOPED_INFO(p.code << " " << p.message);
  REQUIRE(out.program);
  return out.program;
}

Report report_of(const Program& program, const std::string& plan) {
  CheckOptions options;
  options.as_of = "2026-11-21";
  options.rules.resize(program.rules().size());
  std::iota(options.rules.begin(), options.rules.end(), 0U);
  auto result = evaluate(program, {{"plan.json", plan, true}}, options);
  REQUIRE(result.ok());
  Report report;
  report.program = &program;
  report.result = std::move(*result);
  return report;
}

std::string lowered(std::string text) {
  for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return text;
}

/// The rule texts, which say "secret" themselves, are no part of a report.
void check_nothing_told(const std::string& report) {
  const std::string text = lowered(report);
  for (const char* secret : {"secretkey", "secret:", "secret-", ":secret", "-secret", "\"secret",
                             "secretequals", "4242", "4243", "42.43", "of 16"}) {
    INFO(secret);
    CHECK(text.find(secret) == std::string::npos);
  }
}

}  // namespace

TEST_CASE("what_is_computed_of_a_sensitive_value_is_in_no_report") {
  const Program program = telling();
  const Report report = report_of(program, plan_of(kPolicy));
  CHECK(report.result.rows.size() == 13);
  for (const Row& row : report.result.rows) {
    INFO(program.rules()[row.rule].id);
    CHECK(row.status == Status::kFail);
    for (const auto& r : row.requirements)
      CHECK(r.message.find("<sensitive>") != std::string::npos);
  }
  check_nothing_told(json_report(report));
  check_nothing_told(text_report(report, {}));
}

TEST_CASE("why_a_sensitive_text_cannot_be_read_is_not_told") {
  const Program program = telling();
  const Report report = report_of(program, plan_of(R"({\"aws:secret\": 1, \"aws:secret\": 2})"));
  check_nothing_told(json_report(report));
  check_nothing_told(text_report(report, {}));
}

TEST_CASE("parts_of_a_name_that_is_known_in_part_are_as_sensitive_as_it_is") {
  const Program program = telling();
  const Report report = report_of(program, R"({
    "Parameters": {"P": {"Type": "String", "NoEcho": true, "Default": "secret"}},
    "Resources": {"E": {"Type": "AWS::EC2::VPCEndpoint", "Properties": {
      "ServiceName": {"Fn::Sub": "com.amazonaws.${AWS::Region}.${P}"}}}}})");
  CHECK(report.result.rows.size() > 1);
  for (const Row& each : report.result.rows) {
    if (program.rules()[each.rule].id != "t.service") continue;
    REQUIRE(each.requirements.size() == 1);
    CHECK(each.requirements[0].message.find("secret") == std::string::npos);
    for (const auto& fact : each.requirements[0].evidence) CHECK(fact.value_json.empty());
  }
}

}  // namespace cordon
