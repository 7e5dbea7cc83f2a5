#include "cordon/evaluate.h"

#include <pthread.h>

#include <algorithm>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "catch_compat.h"
#include "cordon/dsl/compile.h"

namespace {

using namespace cordon;

Program rules(const std::string& body) {
  const auto out = dsl::compile({{"t.cordon", "language 1\npackage t\n" + body, false, true}}, {});
  for (const auto& p : out.problems) UNSCOPED_INFO(p.code << " " << p.message);
  REQUIRE(out.program);
  return out.program;
}

Result<CheckResult> run(const Program& program, const std::string& document,
                        CheckOptions options = {}) {
  options.as_of = "2026-11-21";
  for (std::uint32_t i = 0; i < program.rules().size(); ++i) options.rules.push_back(i);
  return evaluate(program, {{"d.json", document, true}}, options);
}

constexpr const char* kVpcs = R"({"Resources": {
  "V2": {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": "10.0.0.0/16"}},
  "V10": {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": "10.1.0.0/16"}}}})";

}  // namespace

TEST_CASE("rows_are_ordered_by_address_with_numbers_as_numbers") {
  const auto result = run(
      rules("rule r for v in AWS::EC2::VPC { require v.CidrBlock is present else \"x\" }"), kVpcs);
  REQUIRE(result.ok());
  REQUIRE(result->rows.size() == 2);
  CHECK(result->rows[0].subject->resource == "V2");
  CHECK(result->rows[1].subject->resource == "V10");
}

TEST_CASE("a_used_up_budget_is_an_error_of_that_row") {
  CheckOptions options;
  options.limits.fuel_per_row = 3;
  const auto result = run(rules("rule r for v in AWS::EC2::VPC { require every w in AWS::EC2::VPC "
                                ": w.CidrBlock is present else \"x\" }"),
                          kVpcs, options);
  REQUIRE(result.ok());
  CHECK(result->rows[0].status == Status::kError);
  CHECK(result->has_error);
  CHECK(result->rows[0].requirements.back().causes[0].code == "L0201");
}

namespace {

constexpr const char* kEach =
    "rule r for v in AWS::EC2::VPC { require every w in AWS::EC2::VPC : w.CidrBlock == "
    "\"10.0.0.0/16\" or v.CidrBlock == \"10.0.0.0/16\" else \"x\" }";

Result<CheckResult> run_within(std::uint64_t fuel, const std::string& body, bool explained = true) {
  CheckOptions options;
  options.limits.fuel_per_run = fuel;
  if (!explained) options.limits.max_findings = 0;
  return run(rules(body), kVpcs, options);
}

bool judged_in_full(const CheckResult& result) {
  return std::none_of(result.rows.begin(), result.rows.end(),
                      [](const Row& row) { return row.status == Status::kError; });
}

/// The least budget with which all rows are judged.
std::uint64_t least_fuel(const std::string& body, bool explained = true) {
  std::uint64_t low = 1;
  std::uint64_t high = std::uint64_t{1} << 20U;
  while (low < high) {
    const std::uint64_t middle = low + (high - low) / 2;
    const auto result = run_within(middle, body, explained);
    REQUIRE(result.ok());
    (judged_in_full(*result) ? high : low) = judged_in_full(*result) ? middle : middle + 1;
  }
  return low;
}

}  // namespace

TEST_CASE("a_used_up_budget_of_the_run_is_an_error_of_every_row_that_is_not_judged_any_more") {
  const std::uint64_t least = least_fuel(kEach);
  CHECK(least > 2);
  const auto whole = run_within(least, kEach);
  CHECK(whole->rows[0].status == Status::kPass);
  CHECK(whole->rows[1].status == Status::kFail);
  CHECK_FALSE(whole->has_error);
  const auto short_of_one = run_within(least - 1, kEach);
  CHECK(short_of_one->rows[0].status == Status::kPass);
  CHECK(short_of_one->rows[1].status == Status::kError);
  CHECK(short_of_one->has_error);
  const auto nothing = run_within(1, kEach);
  REQUIRE(nothing->rows.size() == 2);
  for (const Row& row : nothing->rows) {
    CHECK(row.status == Status::kError);
    REQUIRE(row.requirements.size() == 1);
    CHECK(row.requirements[0].causes[0].code == "L0202");
    CHECK(row.requirements[0].message == "the budget of the run is used up");
  }
}

TEST_CASE("what_is_run_again_for_its_evidence_is_not_counted") {
  CHECK(least_fuel(kEach, true) == least_fuel(kEach, false));
}

TEST_CASE("rows_that_take_no_fuel_are_errors_too_once_the_budget_of_the_run_is_used_up") {
  const std::string body = std::string(kEach) +
                           "\nrule s for v in AWS::EC2::VPC { require v.CidrBlock is present "
                           "else \"x\" }";
  const auto result = run_within(1, body);
  REQUIRE(result->rows.size() == 4);
  for (const Row& row : result->rows) CHECK(row.status == Status::kError);
}

TEST_CASE("facts_are_counted_for_the_run_when_they_are_computed") {
  const std::string facts =
      "let all = every w in AWS::EC2::VPC : w.CidrBlock is present\n"
      "rule r for v in AWS::EC2::VPC { require all else \"x\" }";
  const std::uint64_t least = least_fuel(facts);
  CHECK(least > 2);
  const auto result = run_within(least - 1, facts);
  CHECK(result->rows[1].status == Status::kError);
  CHECK(run_within(1, facts)->rows[0].status == Status::kError);
}

TEST_CASE("a_row_that_is_not_judged_has_the_highest_severity_of_its_rule") {
  const auto result = run_within(
      1, "@severity(\"low\", staging: \"critical\", dev: \"info\")\n" + std::string(kEach));
  for (const Row& row : result->rows) CHECK(row.severity == Severity::kCritical);
}

TEST_CASE("parameters_are_checked_against_their_types") {
  const Program program = rules(
      "param n: int = 1\nparam ok: list<cidr> = []\n"
      "rule r { require n == 2 and count(ok) == 1 else \"n is \\(n)\" }");
  CheckOptions options;
  options.parameters = {{"n", "2", "--param"}, {"ok", "[\"10.0.0.0/8\"]", "--param"}};
  const auto good = run(program, kVpcs, options);
  REQUIRE(good.ok());
  CHECK(good->rows[0].status == Status::kPass);
  options.parameters = {{"n", "\"2\"", "--param"}};
  CHECK(run(program, kVpcs, options).error().code == "U0303");
  options.parameters = {{"m", "2", "--param"}};
  CHECK(run(program, kVpcs, options).error().code == "U0301");
  options.parameters = {{"ok", "[\"10.0.0.1/8\"]", "--param"}};
  CHECK(run(program, kVpcs, options).error().code == "U0303");
}

TEST_CASE("a_document_that_cannot_be_read_leaves_the_others_judged") {
  const Program program =
      rules("rule r for v in AWS::EC2::VPC { require v.CidrBlock is present else \"x\" }");
  CheckOptions options;
  options.as_of = "2026-11-21";
  options.rules = {0};
  const auto result = evaluate(
      program, {{"bad.json", "{\"Resources\": {", true}, {"good.json", kVpcs, true}}, options);
  REQUIRE(result.ok());
  CHECK(result->documents[0].status == "refused");
  CHECK(result->documents[0].problems.size() == 1);
  CHECK(result->rows.size() == 2);
}

TEST_CASE("an_empty_quantifier_passes_and_says_that_it_is_vacuous") {
  const auto result = run(
      rules("rule r { require every s in AWS::EC2::Subnet : s.CidrBlock is present else \"x\" }"),
      kVpcs);
  REQUIRE(result.ok());
  CHECK(result->rows[0].status == Status::kPass);
  CHECK(result->rows[0].vacuous);
}

TEST_CASE("a_fact_that_stops_at_an_operator_has_its_own_cause") {
  // The budget ends in the operand before `??`, which then has no operands.
  std::string numbers = "0";
  for (int i = 1; i < 200; ++i) numbers += ", " + std::to_string(i);
  CheckOptions options;
  options.limits.fuel_per_row = 100;
  const auto result =
      run(rules("fn any(x: any): any = x\nlet many = [" + numbers +
                "]\nfn f(v: AWS::EC2::VPC): any = any(v.Ipv4IpamPoolId) ?? concat(many, many)\n"
                "rule r for v in AWS::EC2::VPC { require f(v) == 1 else \"x\" }"),
          kVpcs, options);
  REQUIRE(result.ok());
  for (const Row& row : result->rows) {
    CHECK(row.status == Status::kError);
    REQUIRE(row.requirements[0].causes.size() == 1);
    CHECK(row.requirements[0].causes[0].code == "L0201");
  }
}

TEST_CASE("a_fact_whose_budget_is_used_up_stops") {
  // Each function calls the one before it twice: without an end, 2^40 calls.
  std::string text = "fn f0(n: int) = n == 1\n";
  for (int i = 1; i <= 40; ++i) {
    const std::string before = "f" + std::to_string(i - 1) + "(n)";
    text += "fn f" + std::to_string(i) + "(n: int) = (" + before + " and true) == (" + before +
            " and true)\n";
  }
  CheckOptions options;
  options.limits.fuel_per_row = 10'000;
  const auto result =
      run(rules(text + "let all = f40(1)\nrule r { require all else \"x\" }"), kVpcs, options);
  REQUIRE(result.ok());
  REQUIRE(result->rows.size() == 1);
  CHECK(result->rows[0].status == Status::kError);
  CHECK(result->rows[0].requirements[0].causes[0].code == "L0201");
}

namespace {

/// Rows that pass, are skipped, fail and are undecided, of resources that have one and another.
constexpr const char* kMixed = R"~(
@severity("high", dev: null) rule here for v in AWS::EC2::VPC {
  require v.EnableDnsSupport == true else "off"
}
@severity("low", prod: "high") rule ranges for v in AWS::EC2::VPC {
  require v.CidrBlock is present else "none"
}
rule wide for v in AWS::EC2::VPC where v.CidrBlock is present {
  require v.CidrBlock == "10.0.0.0/8" else "narrow"
}
rule named for s in AWS::EC2::Subnet where s.CidrBlock is present {
  require s.CidrBlock != "" else "empty"
}
@min_subjects(9) rule many for s in AWS::EC2::Subnet { require s.VpcId is present else "none" }
@severity("medium", prod: null) @min_subjects(9)
rule few for s in AWS::EC2::Subnet { require s.VpcId is present else "none" }
rule whole { require true else "no" }
@tells("environment") fn told(r: any): string = r.Tenant
)~";
constexpr const char* kMixedDocument = R"({"Parameters": {"P": {"Type": "String"}}, "Resources": {
  "V": {"Type": "AWS::EC2::VPC", "Properties": {"EnableDnsSupport": true, "CidrBlock": "10.0.0.0/8"}},
  "W": {"Type": "AWS::EC2::VPC", "Properties": {"EnableDnsSupport": false}},
  "X": {"Type": "AWS::EC2::VPC", "Properties": {"EnableDnsSupport": true, "CidrBlock": {"Ref": "P"}}},
  "S": {"Type": "AWS::EC2::Subnet", "Properties": {"CidrBlock": "10.0.0.0/24", "VpcId": {"Ref": "V"}}},
  "T": {"Type": "AWS::EC2::Subnet", "Properties": {"VpcId": {"Ref": "W"}}}}})";

std::string name_of_row(const Row& row) {
  return std::to_string(row.rule) + " " + (row.subject ? row.subject->resource : "") + " " +
         name_of(row.status) + " " + name_of(row.severity) + " " +
         std::to_string(row.requirements.size());
}

}  // namespace

TEST_CASE("where_findings_alone_are_listed_the_others_are_counted") {
  for (const Environment profile : {Environment::kProd, Environment::kDev}) {
    CheckOptions options;
    options.profile = profile;
    const Program program = rules(kMixed);
    const auto full = run(program, kMixedDocument, options);
    options.findings_only = true;
    const auto alone = run(program, kMixedDocument, options);
    REQUIRE(full.ok());
    REQUIRE(alone.ok());
    std::vector<std::string> findings;
    std::vector<std::uint32_t> passed;
    std::size_t pass = 0;
    std::size_t skipped = 0;
    for (const Row& row : full->rows) {
      if (is_finding(row.status)) findings.push_back(name_of_row(row));
      if (row.status == Status::kPass) passed.push_back(row.rule);
      pass += row.status == Status::kPass ? 1 : 0;
      skipped += row.status == Status::kSkipped ? 1 : 0;
    }
    std::vector<std::string> listed;
    for (const Row& row : alone->rows) listed.push_back(name_of_row(row));
    CHECK(listed == findings);
    CHECK(findings.size() > 2);
    CHECK(pass > 2);
    CHECK(skipped > 1);
    CHECK(alone->unlisted.pass == pass);
    CHECK(alone->unlisted.skipped == skipped);
    std::sort(passed.begin(), passed.end());
    passed.erase(std::unique(passed.begin(), passed.end()), passed.end());
    CHECK(alone->unlisted.rules == passed);
    CHECK(full->unlisted.pass + full->unlisted.skipped + full->unlisted.rules.size() == 0);
    CHECK(alone->rules_without_subject == full->rules_without_subject);
  }
}

TEST_CASE("resources_are_counted_that_pass_without_a_listed_row") {
  CheckOptions options;
  options.findings_only = true;
  const Program program = rules(
      "rule r for v in AWS::EC2::VPC { require v.CidrBlock == \"10.0.0.0/16\" else \"x\" }\n"
      "rule s for v in AWS::EC2::VPC { require v.CidrBlock is present else \"x\" }");
  const auto result = run(program, kVpcs, options);
  REQUIRE(result->rows.size() == 1);
  CHECK(result->rows[0].subject->resource == "V10");
  CHECK(result->unlisted.pass == 3);
  CHECK(result->unlisted.resources == 1);
  CHECK(result->unlisted.rules == std::vector<std::uint32_t>{0, 1});
}

namespace {

/// Runs `work` on a thread with a stack of 256 KiB.
void on_small_stack(std::function<void()> work) {
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setstacksize(&attributes, std::size_t{256} << 10);
  pthread_t thread{};
  const auto start = [](void* f) -> void* {
    (*static_cast<std::function<void()>*>(f))();
    return nullptr;
  };
  REQUIRE(pthread_create(&thread, &attributes, start, &work) == 0);
  pthread_join(thread, nullptr);
  pthread_attr_destroy(&attributes);
}

}  // namespace

TEST_CASE("a_long_chain_of_values_is_explained_on_a_small_stack") {
  std::string chain = "v.CidrBlock is present";
  for (int i = 0; i < 15'000; ++i) chain += "\n and v.CidrBlock is present";
  const Program program =
      rules("rule r for v in AWS::EC2::VPC { require not (" + chain + ") else \"x\" }");
  std::vector<Row> rows;
  on_small_stack([&] {
    auto result = run(program, kVpcs);
    if (result.ok()) rows = std::move(result->rows);
  });
  REQUIRE(rows.size() == 2);
  CHECK(rows[0].status == Status::kFail);
}

TEST_CASE("a_computed_policy_is_read_for_each_resource_anew") {
  // Both texts are made at one address, as the memory of a row is used again.
  const auto result = run(
      rules("import std.aws.iam as iam\n"
            "rule r for v in AWS::EC2::VPC {\n"
            "  let all = iam.statements(\"{\\\"Statement\\\": [{\\\"Sid\\\": "
            "\\\"\\(v.CidrBlock)\\\", "
            "\\\"Effect\\\": \\\"\\(v.InstanceTenancy)\\\"}]}\")\n"
            "  require count(s in all where (s.sid ?? \"\") == (v.CidrBlock ?? \"-\")) == 1 else "
            "\"\\(all[0].sid)\"\n}"),
      R"({"Resources": {
  "A": {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": "10.0.0.0/8", "InstanceTenancy": "default"}},
  "B": {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": "10.0.0.0/16", "InstanceTenancy": "host"}}}})");
  REQUIRE(result.ok());
  REQUIRE(result->rows.size() == 2);
  for (const Row& row : result->rows) CHECK(row.status == Status::kPass);
}

TEST_CASE("many_resources_that_tell_no_environment_fit_the_memory_of_a_run") {
  std::vector<dsl::RuleSource> sources{
      {"t.cordon",
       "language 1\npackage t\n@id(\"T-1\") @title(\"t\") @severity(\"high\", dev: \"low\")\n"
       "rule r for e in AWS::EC2::VPCEndpoint { require e.ServiceName is present else \"x\" }\n",
       false, true}};
  for (dsl::RuleSource source : dsl::bundled_packages()) {
    source.rules = false;
    source.bundled = true;
    sources.push_back(std::move(source));
  }
  const auto compiled = dsl::compile(sources, {});
  for (const auto& p : compiled.problems) UNSCOPED_INFO(p.code << " " << p.message);
  REQUIRE(compiled.program);
  std::string text = R"({"Resources": {"Last": {"Type": "AWS::EC2::EIP"})";
  constexpr int kMany = 150;
  for (int i = 0; i < kMany; ++i) {
    const std::string id = std::to_string(i);
    text += ",\"V" + id + R"(": {"Type": "AWS::EC2::VPC", "Properties": {"Tags": [)" +
            R"({"Key": "Environment", "Value": "prod"}]}}, "E)" + id +
            R"(": {"Type": "AWS::EC2::VPCEndpoint", "Properties": {"VpcId": {"Ref": "V)" + id +
            R"("}, "ServiceName": "s"}})";
  }
  CheckOptions options;
  options.limits.max_memory = std::size_t{4} << 20U;
  const auto result = run(compiled.program, text + "}}", options);
  REQUIRE(result.ok());
  REQUIRE(result->rows.size() == kMany);
  for (const Row& row : result->rows) {
    CHECK(row.status == Status::kPass);
    CHECK(row.severity == Severity::kHigh);
  }
}
