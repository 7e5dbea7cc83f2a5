#include "cordon/evaluate.h"

#include <string>

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
  CHECK(*result->rows[0].resource == "V2");
  CHECK(*result->rows[1].resource == "V10");
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
