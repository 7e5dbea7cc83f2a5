// Changes that a plan puts off (`deferred_changes`): each is a resource like any other, and what
// mentions one whose number is not known is not known.
#include "catch_compat.h"
#include "unit/inventory/terraform_fixture.h"

namespace cordon::tests {
namespace {

constexpr std::string_view kVpc = R"({"cidr_block": "10.0.0.0/16"})";

std::string deferred(const std::string& entries) {
  return R"(, "complete": false, "deferred_changes": [)" + entries + "]";
}
std::string put_off(const std::string& entry, std::string_view reason = "resource_config_unknown") {
  return R"({"reason": ")" + std::string(reason) + R"(", "resource_change": )" + entry + "}";
}

TEST_CASE("a_change_that_is_put_off_is_a_resource_with_the_values_that_are_known") {
  PlanFixture f(
      plan(change("aws_vpc.v", kVpc), "", "",
           deferred(put_off(change("aws_vpc.w", kVpc, R"({"enable_dns_support": true})")))));
  CHECK(f.value("aws_vpc.w", "CidrBlock") == "'10.0.0.0/16'");
  CHECK(f.property("aws_vpc.w", "EnableDnsSupport").is(Kind::kUnknown));
  CHECK(f.inventory.resources()[f.id("aws_vpc.w")].exists.is(Kind::kTrue));
  CHECK(f.tell(f.attribute("aws_vpc.w", "action")) == "'create'");
  CHECK(f.open("AWS::EC2::Subnet"));
}

TEST_CASE("a_deletion_that_is_put_off_leaves_the_resource_as_it_was") {
  PlanFixture f(plan(
      "", "", "",
      deferred(put_off(
          R"({"address": "aws_vpc.v", "type": "aws_vpc", "name": "v", "mode": "managed", "change":
          {"actions": ["delete"], "before": {"cidr_block": "10.0.0.0/16"}, "after": null}})"))));
  CHECK(f.value("aws_vpc.v", "CidrBlock") == "'10.0.0.0/16'");
  CHECK(f.tell(f.attribute("aws_vpc.v", "action")) == "'no-op'");
}

TEST_CASE("instances_whose_number_is_not_known_are_one_that_perhaps_exists") {
  PlanFixture f(plan("", "", "",
                     deferred(put_off(change("aws_vpc.v[*]", kVpc), "instance_count_unknown") +
                              "," + put_off(change("module.m[*].aws_vpc.v", kVpc)))));
  CHECK(f.inventory.resources()[f.id("aws_vpc.v[*]")].exists.is(Kind::kUnknown));
  CHECK(f.inventory.resources()[f.id("module.m[*].aws_vpc.v")].exists.is(Kind::kUnknown));
  PlanFixture key(plan(change(R"(aws_vpc.v["[*]"])", kVpc)));
  CHECK(key.inventory.resources()[key.id(R"(aws_vpc.v["[*]"])")].exists.is(Kind::kTrue));
}

TEST_CASE("what_an_expression_mentions_is_not_all_where_the_plan_does_not_show_it") {
  const std::string count = R"("count_expression": {"references": ["var.n"]},)";
  const std::string declarations =
      declared("aws_subnet.a", "{}") + "," + declared("aws_subnet.s", "{}", count) + "," +
      declared("aws_vpc_endpoint.e",
               R"({"subnet_ids": )" + refs(R"("aws_subnet.a.id", "aws_subnet.s")") + "}");
  const std::string shown = change("aws_subnet.a", "{}", R"({"id": true})") + "," +
                            change("aws_vpc_endpoint.e", "{}", R"({"subnet_ids": true})");
  PlanFixture f(plan(shown, declarations, "",
                     deferred(put_off(change("aws_subnet.s[*]", "{}", R"({"id": true})"),
                                      "instance_count_unknown"))));
  CHECK(f.value("aws_vpc_endpoint.e", "SubnetIds") == "[->aws_subnet.a?U]...");
  // A plan that is complete has none of them.
  PlanFixture none(plan(shown, declarations));
  CHECK(none.value("aws_vpc_endpoint.e", "SubnetIds") == "[->aws_subnet.a!assumed]!assumed");
}

TEST_CASE("a_change_that_is_put_off_can_be_referred_to") {
  PlanFixture f(plan(change("aws_sagemaker_notebook_instance.n", "{}", R"({"subnet_id": true})"),
                     declared("aws_subnet.a", "{}") + "," +
                         declared("aws_sagemaker_notebook_instance.n",
                                  R"({"subnet_id": )" + refs(R"("aws_subnet.a.id")") + "}"),
                     "", deferred(put_off(change("aws_subnet.a", "{}", R"({"id": true})")))));
  CHECK(f.value("aws_sagemaker_notebook_instance.n", "SubnetId") == "->aws_subnet.a!assumed");
}

TEST_CASE("an_entry_without_its_change_is_told") {
  for (const std::string entry : {"5", "{}", R"({"reason": "unknown", "resource_change": []})",
                                  R"({"resource_change": {"address": "aws_vpc.w"}})"}) {
    CAPTURE(entry);
    PlanFixture f(plan(change("aws_vpc.v", kVpc), "", "", deferred(entry)));
    REQUIRE(f.inventory.documents()[0].problems.size() == 1);
    CHECK(f.inventory.documents()[0].problems[0].code == "I0314");
    CHECK(f.open("AWS::EC2::VPC"));
  }
}

}  // namespace
}  // namespace cordon::tests
