// What a plan tells of a resource beside its properties: `x@name`.
#include "catch_compat.h"
#include "unit/inventory/terraform_fixture.h"

namespace cordon::tests {
namespace {

/// A plan of one network with these values, whose configuration has these providers.
std::string network(std::string_view providers, std::string_view more = "",
                    std::string_view after = "{}") {
  return R"({"format_version": "1.2", "terraform_version": "1.9.0", "resource_changes": [)" +
         change("aws_vpc.v", after) + R"(], "configuration": {)" + std::string(providers) +
         R"("root_module": {"resources": [)" + declared("aws_vpc.v", "{}") + "]}}" +
         std::string(more) + "}";
}

std::string region_in(const std::string& text) {
  PlanFixture f(text);
  return f.tell(f.attribute("aws_vpc.v", "region"));
}

/// The region, where the provider's is this expression and the plan has these variables.
std::string region_by(std::string_view expression, std::string_view variables = "{}",
                      std::string_view module = "") {
  return region_in(network(R"("provider_config": {"aws": {)" + std::string(module) +
                               R"("expressions": {"region": )" + std::string(expression) + "}}},",
                           R"(, "variables": )" + std::string(variables)));
}

std::string after_of(std::string_view after, std::string_view name) {
  PlanFixture f(network("", "", after));
  return f.tell(f.attribute("aws_vpc.v", name));
}

TEST_CASE("the_region_of_a_provider_is_a_constant_or_a_root_variable") {
  CHECK(region_by(R"({"constant_value": "eu-west-1"})") == "'eu-west-1'");
  CHECK(region_by(R"({"references": ["var.region"]})", R"({"region": {"value": "eu-west-2"}})") ==
        "'eu-west-2'");
}

TEST_CASE("any_other_region_of_a_provider_is_not_known") {
  const std::string_view here = R"({"region": {"value": "eu-west-2"}})";
  for (const std::string_view expression :
       {R"({"constant_value": 5})", "{}", R"({"references": "var.region"})",
        R"({"references": []})", R"({"references": [5]})", R"({"references": ["local.region"]})",
        R"({"references": ["var.region", "var.other"]})", R"({"references": ["var.other"]})"}) {
    CAPTURE(expression);
    CHECK(region_by(expression, here) == "written");
  }
}

TEST_CASE("a_variable_without_a_text_tells_no_region") {
  const std::string_view by_variable = R"({"references": ["var.region"]})";
  for (const std::string_view variables :
       {"{}", "[]", R"({"region": {}})", R"({"region": {"value": 5}})", R"({"region": "x"})"}) {
    CAPTURE(variables);
    CHECK(region_by(by_variable, variables) == "written");
  }
}

TEST_CASE("a_variable_of_another_module_is_none_of_the_root") {
  CHECK(region_by(R"({"references": ["var.region"]})", R"({"region": {"value": "eu-west-2"}})",
                  R"("module_address": "module.m",)") == "written");
}

TEST_CASE("a_configuration_without_the_provider_or_its_region_tells_none") {
  for (const std::string_view providers :
       {"", R"("provider_config": {},)", R"("provider_config": {"aws": {}},)",
        R"("provider_config": {"aws": {"expressions": {}}},)",
        R"("provider_config": {"other": {"expressions": {"region": {"constant_value": "x"}}}},)"}) {
    CAPTURE(providers);
    CHECK(region_in(network(providers)) == "written");
  }
  PlanFixture f(plan(change("aws_vpc.v", "{}")));
  CHECK(f.tell(f.attribute("aws_vpc.v", "region")) == "written");
}

TEST_CASE("what_the_resource_says_itself_comes_first") {
  const std::string_view vpc =
      R"({"region": "eu-north-1", "arn": "arn:aws:ec2:us-west-2:123456789012:vpc/vpc-1",
          "owner_id": "210987654321"})";
  CHECK(after_of(vpc, "region") == "'eu-north-1'");
  CHECK(after_of(vpc, "account") == "'210987654321'");
}

TEST_CASE("an_arn_without_region_or_account_tells_neither") {
  for (const std::string_view after :
       {R"({"arn": "arn:aws:s3:::bucket"})", R"({"arn": "arn:aws"})", R"({"arn": "vpc-1"})",
        R"({"arn": "arn:aws:ec2"})", "{}", "null"}) {
    CAPTURE(after);
    CHECK(after_of(after, "region") == "written");
    CHECK(after_of(after, "account") == "written");
  }
  CHECK(after_of(R"({"arn": "arn:aws:iam::123456789012:role/r"})", "account") == "'123456789012'");
}

TEST_CASE("a_resource_tells_its_address_type_action_and_whether_it_is_managed") {
  PlanFixture f(plan(change("aws_vpc.v", "{}") + "," + change("aws_new_thing.t", "{}"), "", "",
                     R"(, "prior_state": {"values": {"root_module": {"resources": [
      {"address": "data.aws_vpc.d", "mode": "data", "type": "aws_vpc", "name": "d", "values": {}}]}}})"));
  const auto told = [&](std::string_view address, std::string_view name) {
    return f.tell(f.attribute(address, name));
  };
  CHECK(told("aws_vpc.v", "id") == "'aws_vpc.v'");
  CHECK(told("aws_vpc.v", "address") == "'aws_vpc.v'");
  CHECK(told("aws_vpc.v", "type") == "'AWS::EC2::VPC'");
  CHECK(told("aws_new_thing.t", "type") == "'aws_new_thing'");
  CHECK(told("aws_vpc.v", "managed") == "true");
  CHECK(told("aws_vpc.v", "action") == "'create'");
  CHECK(told("aws_vpc.v", "metadata") == "{}");
  CHECK(told("aws_vpc.v", "color").starts_with("missing"));
  CHECK(told("data.aws_vpc.d", "managed") == "false");
  CHECK(told("data.aws_vpc.d", "action").starts_with("missing"));
  CHECK(f.attribute("aws_vpc.v", "root").is_object());
}

TEST_CASE("a_variable_that_has_no_value_in_the_plan_is_not_known") {
  PlanFixture f(
      plan(change("aws_vpc.v", "{}"), "", "",
           R"(, "variables": {"a": {}, "b": 5, "c": {"value": null}, "d": {"value": [1]}})"));
  CHECK(f.tell(f.attribute("aws_vpc.v", "inputs")) == "{a: unknown, b: unknown, c: null, d: [1]}");
}

TEST_CASE("only_a_declaration_that_says_so_makes_a_variable_sensitive") {
  PlanFixture f(
      plan(change("aws_vpc.v", "{}"), "",
           R"(, "variables": {"a": {"sensitive": false}, "b": 5, "c": {"sensitive": true}})",
           R"(, "variables": {"a": {"value": 1}, "b": {"value": 2}, "c": {"value": [3]}})"));
  CHECK(f.tell(f.attribute("aws_vpc.v", "inputs")) == "{a: 1, b: 2, c: [3!sensitive]!sensitive}");
}

TEST_CASE("a_plan_without_configuration_or_variables_has_inputs_that_are_not_marked") {
  const std::string changes =
      R"({"format_version": "1.2", "resource_changes": [)" + change("aws_vpc.v", "{}") + "]";
  PlanFixture none(changes + "}");
  CHECK(none.tell(none.attribute("aws_vpc.v", "inputs")) == "{}");
  PlanFixture bare(changes + R"(, "variables": {"a": {"value": "x"}}})");
  CHECK(bare.tell(bare.attribute("aws_vpc.v", "inputs")) == "{a: 'x'}");
}

TEST_CASE("the_whole_plan_is_sensitive_if_any_of_it_is") {
  PlanFixture open(plan(change("aws_vpc.v", R"({"cidr_block": "10.0.0.0/16"})")));
  CHECK_FALSE(open.attribute("aws_vpc.v", "root").has(kSensitive));
  PlanFixture variable(plan(change("aws_vpc.v", "{}"), "",
                            R"(, "variables": {"token": {"sensitive": true}})",
                            R"(, "variables": {"token": {"value": "t"}})"));
  CHECK(variable.attribute("aws_vpc.v", "root").has(kSensitive));
}

TEST_CASE("region_and_account_are_as_sensitive_as_what_they_are_read_from") {
  const std::string after =
      R"({"arn": "arn:aws:ec2:eu-west-1:123456789012:vpc/vpc-1", "owner_id": "123456789012"})";
  PlanFixture shown(plan(change("aws_vpc.v", after)));
  CHECK_FALSE(shown.attribute("aws_vpc.v", "region").has(kSensitive));
  CHECK_FALSE(shown.attribute("aws_vpc.v", "account").has(kSensitive));
  std::string text = plan(change("aws_vpc.v", after));
  const std::string none = R"("after_sensitive": {})";
  text.replace(text.find(none), none.size(),
               R"("after_sensitive": {"arn": true, "owner_id": true})");
  PlanFixture hidden(text);
  CHECK(hidden.attribute("aws_vpc.v", "region").has(kSensitive));
  CHECK(hidden.attribute("aws_vpc.v", "account").has(kSensitive));
}

}  // namespace
}  // namespace cordon::tests
