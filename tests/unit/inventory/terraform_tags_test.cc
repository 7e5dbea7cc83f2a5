#include "catch_compat.h"
#include "unit/inventory/terraform_fixture.h"

namespace cordon::tests {
namespace {

TEST_CASE("tags_are_tags_all_where_that_is_known") {
  PlanFixture f(
      plan(change("aws_vpc.v", R"({"tags": {"a": "1"}, "tags_all": {"a": "1", "Owner": "net"}})",
                  R"({"tags_all": {}})"),
           declared("aws_vpc.v", "{}")));
  CHECK(f.tell(f.attribute("aws_vpc.v", "tags")) == "{a: '1', Owner: 'net'}");
  CHECK(f.value("aws_vpc.v", "Tags") == "[{Key: 'a', Value: '1'}, {Key: 'Owner', Value: 'net'}]");
}

TEST_CASE("unknown_tags_all_are_the_default_tags_and_the_configured_ones") {
  PlanFixture f(plan(
      change("aws_vpc.v", R"({"tags": {"a": "1"}})", R"({"tags": {"b": true}, "tags_all": true})"),
      declared("aws_vpc.v", R"({"tags": {}})")));
  CHECK(f.tell(f.attribute("aws_vpc.v", "tags")) == "{Owner: 'net', a: '1', b: written}");
}

TEST_CASE("tags_that_are_not_known_may_change_the_default_ones") {
  const std::string unknown = R"({"tags": true, "tags_all": true})";
  PlanFixture f(plan(change("aws_vpc.v", "{}", unknown),
                     declared("aws_vpc.v", R"({"tags": {"references": ["var.t"]}})")));
  CHECK(f.tell(f.attribute("aws_vpc.v", "tags")) == "{Owner: written}!open");
  CHECK(f.value("aws_vpc.v", "Tags") == "[{Key: 'Owner', Value: written}]...");
  PlanFixture key(
      plan(change("aws_vpc.v", R"({"tags": {}})", R"({"tags": {"Owner": true}, "tags_all": true})"),
           declared("aws_vpc.v", R"({"tags": {}})")));
  CHECK(key.tell(key.attribute("aws_vpc.v", "tags")) == "{Owner: written}");
  // Without tags of its own the default ones are all that there are.
  PlanFixture none(plan(change("aws_vpc.v", R"({"tags": null})", R"({"tags_all": true})"),
                        declared("aws_vpc.v", "{}")));
  CHECK(none.tell(none.attribute("aws_vpc.v", "tags")) == "{Owner: 'net'}");
}

TEST_CASE("default_tags_by_reference_leave_the_tags_open") {
  const std::string text =
      R"({"format_version": "1.2", "terraform_version": "1.9.0", "resource_changes": [)" +
      change("aws_vpc.v", "{}", R"({"tags_all": true})") +
      R"(], "configuration": {"provider_config": {"aws": {"expressions": {"default_tags": [{"tags": {"references": ["local.t"]}}]}}},
                           "root_module": {"resources": [)" +
      declared("aws_vpc.v", "{}") + "]}}}";
  PlanFixture f(text);
  CHECK(f.tell(f.attribute("aws_vpc.v", "tags")) == "{}!open");
  CHECK(f.value("aws_vpc.v", "Tags") == "[]...");
}

TEST_CASE("a_resource_without_tags_has_none") {
  PlanFixture f(
      plan(change("aws_vpc.v", R"({"tags": null, "tags_all": {}})"), declared("aws_vpc.v", "{}")));
  CHECK(f.tell(f.attribute("aws_vpc.v", "tags")) == "{}");
  CHECK(f.value("aws_vpc.v", "Tags") == "missing");
}

TEST_CASE("what_is_made_of_a_resource_has_no_tags") {
  PlanFixture f(
      plan(change("aws_route_table.t",
                  R"({"tags_all": {"a": "1"}, "route": [{"cidr_block": "10.0.0.0/8"}]})")));
  CHECK(f.tell(f.attribute("aws_route_table.t", "tags")) == "{a: '1'}");
  CHECK(f.tell(f.attribute("aws_route_table.t#1", "tags")) == "{}");
}

TEST_CASE("the_region_is_that_of_the_arn_or_of_the_provider") {
  PlanFixture f(
      plan(change("aws_vpc.v", "{}") + "," +
               change("aws_vpc.w", R"({"arn": "arn:aws:ec2:us-west-2:123456789012:vpc/vpc-1"})"),
           declared("aws_vpc.v", "{}") + "," + declared("aws_vpc.w", "{}")));
  CHECK(f.tell(f.attribute("aws_vpc.v", "region")) == "'eu-central-1'");
  CHECK(f.tell(f.attribute("aws_vpc.w", "region")) == "'us-west-2'");
  CHECK(f.tell(f.attribute("aws_vpc.w", "account")) == "'123456789012'");
  CHECK(f.attribute("aws_vpc.v", "account").is(Kind::kUnknown));
}

TEST_CASE("inputs_are_the_root_variables_and_sensitive_ones_are_marked") {
  PlanFixture f(plan(change("aws_vpc.v", "{}"), "",
                     R"(, "variables": {"env": {}, "secret": {"sensitive": true}})",
                     R"(, "variables": {"env": {"value": "prod"}, "secret": {"value": "x"}})"));
  CHECK(f.tell(f.attribute("aws_vpc.v", "inputs")) == "{env: 'prod', secret: 'x'!sensitive}");
}

}  // namespace
}  // namespace cordon::tests
