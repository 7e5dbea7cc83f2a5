#include "catch_compat.h"
#include "unit/inventory/terraform_fixture.h"

namespace cordon::tests {
namespace {

const std::string kSubnets = change("aws_subnet.a", "{}", R"({"id": true})") + "," +
                             change("aws_subnet.b", "{}", R"({"id": true})") + ",";
const std::string kDeclared =
    declared("aws_subnet.a", "{}") + "," + declared("aws_subnet.b", "{}") + ",";

/// One endpoint whose subnet_ids are as given.
std::string endpoint(std::string_view after, std::string_view unknown,
                     std::string_view expressions) {
  return plan(kSubnets + change("aws_vpc_endpoint.e", after, unknown),
              kDeclared + declared("aws_vpc_endpoint.e", expressions));
}

std::string notebook(std::string_view after, std::string_view unknown,
                     std::string_view expressions) {
  return plan(kSubnets + change("aws_sagemaker_notebook_instance.n", after, unknown),
              kDeclared + declared("aws_sagemaker_notebook_instance.n", expressions));
}

TEST_CASE("an_unknown_scalar_that_mentions_one_resource_is_a_reference_that_is_assumed") {
  const std::string text =
      notebook("{}", R"({"subnet_id": true})",
               R"({"subnet_id": )" + refs(R"("aws_subnet.a.id", "aws_subnet.a")") + "}");
  PlanFixture mentioned(text);
  CHECK(mentioned.value("aws_sagemaker_notebook_instance.n", "SubnetId") ==
        "->aws_subnet.a!assumed");
  PlanFixture strict(text, ReferencesMode::kStrict);
  CHECK(strict.value("aws_sagemaker_notebook_instance.n", "SubnetId") ==
        "written+ perhaps aws_subnet.a");
}

TEST_CASE("several_mentions_of_a_scalar_are_candidates") {
  PlanFixture f(notebook(
      "{}", R"({"subnet_id": true})",
      R"({"subnet_id": )" +
          refs(R"("aws_subnet.a.id", "aws_subnet.a", "aws_subnet.b.id", "aws_subnet.b")") + "}"));
  CHECK(f.value("aws_sagemaker_notebook_instance.n", "SubnetId") ==
        "written+ one of aws_subnet.a aws_subnet.b");
}

TEST_CASE("a_mention_of_something_else_leaves_the_candidates_open") {
  for (const std::string_view other :
       {R"("local.x")", R"("data.aws_subnet.d.id")", R"("var.v")", R"("module.gone.out")"}) {
    PlanFixture f(notebook("{}", R"({"subnet_id": true})",
                           R"({"subnet_id": )" +
                               refs(R"("aws_subnet.a.id", "aws_subnet.a", )" + std::string(other)) +
                               "}"));
    CHECK(f.value("aws_sagemaker_notebook_instance.n", "SubnetId") ==
          "written+ perhaps aws_subnet.a");
  }
}

TEST_CASE("a_resource_of_another_type_is_no_candidate_and_opens_the_rest") {
  PlanFixture f(
      plan(kSubnets + change("aws_vpc.v", "{}") + "," +
               change("aws_sagemaker_notebook_instance.n", "{}", R"({"subnet_id": true})"),
           kDeclared + declared("aws_vpc.v", "{}") + "," +
               declared("aws_sagemaker_notebook_instance.n",
                        R"({"subnet_id": )" + refs(R"("aws_subnet.a.id", "aws_vpc.v.id")") + "}")));
  CHECK(f.value("aws_sagemaker_notebook_instance.n", "SubnetId") ==
        "written+ perhaps aws_subnet.a");
}

TEST_CASE("a_list_that_is_not_known_is_what_it_mentions_if_it_mentions_nothing_else") {
  const std::string both =
      R"({"subnet_ids": )" +
      refs(R"("aws_subnet.a.id", "aws_subnet.a", "aws_subnet.b.id", "aws_subnet.b")") + "}";
  const std::string text = endpoint("{}", R"({"subnet_ids": true})", both);
  CHECK(PlanFixture(text).value("aws_vpc_endpoint.e", "SubnetIds") ==
        "[->aws_subnet.a!assumed, ->aws_subnet.b!assumed]!assumed");
  CHECK(PlanFixture(text, ReferencesMode::kStrict).value("aws_vpc_endpoint.e", "SubnetIds") ==
        "[->aws_subnet.a?U, ->aws_subnet.b?U]...");
  const std::string more =
      R"({"subnet_ids": )" + refs(R"("aws_subnet.a.id", "aws_subnet.a", "local.more")") + "}";
  CHECK(PlanFixture(endpoint("{}", R"({"subnet_ids": true})", more))
            .value("aws_vpc_endpoint.e", "SubnetIds") == "[->aws_subnet.a?U]...");
}

TEST_CASE("a_known_length_must_agree_with_the_mentions") {
  const std::string both =
      R"({"subnet_ids": )" + refs(R"("aws_subnet.a.id", "aws_subnet.b.id")") + "}";
  CHECK(PlanFixture(
            endpoint(R"({"subnet_ids": [null, null]})", R"({"subnet_ids": [true, true]})", both))
            .value("aws_vpc_endpoint.e", "SubnetIds") ==
        "[->aws_subnet.a!assumed, ->aws_subnet.b!assumed]!assumed");
  PlanFixture f(endpoint(R"({"subnet_ids": [null, null, null]})",
                         R"({"subnet_ids": [true, true, true]})", both));
  const Node list = f.property("aws_vpc_endpoint.e", "SubnetIds");
  REQUIRE(list.is(Kind::kList));
  REQUIRE(list.len == 3);
  CHECK(f.tell(list.members()[0]) == "written+ perhaps aws_subnet.a aws_subnet.b");
}

TEST_CASE("known_members_stay_beside_those_that_are_not_known") {
  PlanFixture f(endpoint(R"({"subnet_ids": ["subnet-1", null]})",
                         R"({"subnet_ids": [false, true]})",
                         R"({"subnet_ids": )" + refs(R"("aws_subnet.a.id")") + "}"));
  CHECK(f.value("aws_vpc_endpoint.e", "SubnetIds") ==
        "['subnet-1', ->aws_subnet.a!assumed]!assumed");
}

TEST_CASE("an_unknown_that_nobody_configured_is_not_set_where_the_provider_computes_it") {
  PlanFixture f(endpoint(R"({"vpc_endpoint_type": null})",
                         R"({"subnet_ids": true, "private_dns_enabled": true})", "{}"));
  CHECK(f.value("aws_vpc_endpoint.e", "SubnetIds") == "missing");
  CHECK(f.value("aws_vpc_endpoint.e", "PrivateDnsEnabled") == "false!default");
  CHECK(f.value("aws_vpc_endpoint.e", "VpcEndpointType") == "'Gateway'!default");
}

TEST_CASE("an_unknown_block_that_the_configuration_does_not_list_is_dynamic_and_perhaps_absent") {
  PlanFixture f(plan(change("aws_sagemaker_model.m", "{}", R"({"vpc_config": true})"),
                     declared("aws_sagemaker_model.m", "{}")));
  CHECK(f.value("aws_sagemaker_model.m", "VpcConfig") == "unknown");
  PlanFixture g(plan(change("aws_sagemaker_model.m", R"({"vpc_config": [{}]})",
                            R"({"vpc_config": [{"subnets": true, "security_group_ids": true}]})"),
                     declared("aws_sagemaker_model.m", "{}")));
  CHECK(g.value("aws_sagemaker_model.m", "VpcConfig") ==
        "{Subnets: written, SecurityGroupIds: written}");
}

TEST_CASE("members_of_a_block_follow_its_expressions") {
  PlanFixture f(
      plan(kSubnets + change("aws_sagemaker_model.m", R"({"vpc_config": [{}]})",
                             R"({"vpc_config": [{"subnets": true}]})"),
           kDeclared + declared("aws_sagemaker_model.m",
                                R"({"vpc_config": [{"subnets": )" +
                                    refs(R"("aws_subnet.a.id", "aws_subnet.a")") + "}]}")));
  CHECK(f.value("aws_sagemaker_model.m", "VpcConfig") ==
        "{Subnets: [->aws_subnet.a!assumed]!assumed}");
}

TEST_CASE("without_configuration_an_unknown_of_the_provider_may_be_absent") {
  PlanFixture f(R"({"format_version": "1.0", "resource_changes": [)" +
                change("aws_vpc_endpoint.e", "{}", R"({"subnet_ids": true, "vpc_id": true})") +
                "]}");
  CHECK(f.value("aws_vpc_endpoint.e", "SubnetIds") == "unknown");
  CHECK(f.value("aws_vpc_endpoint.e", "VpcId").starts_with("written"));
}

TEST_CASE("a_block_argument_that_is_not_listed_is_taken_as_not_set_and_says_so") {
  const auto text = [](std::string_view version) {
    return plan(change("aws_security_group.g", "{}", R"({"ingress": true})"),
                declared("aws_security_group.g", "{}"), "", "", version);
  };
  CHECK(PlanFixture(text("1.1.0")).value("aws_security_group.g", "SecurityGroupIngress") ==
        "missing:unset-block");
  CHECK(PlanFixture(text("1.0.11")).value("aws_security_group.g", "SecurityGroupIngress") ==
        "unknown");
  CHECK(PlanFixture(text("0.15.5")).value("aws_security_group.g", "SecurityGroupIngress") ==
        "unknown");
  CHECK(PlanFixture(text("1.9.0"), ReferencesMode::kStrict)
            .value("aws_security_group.g", "SecurityGroupIngress") == "unknown");
}

TEST_CASE("null_an_empty_id_and_an_empty_list_of_ids_count_as_absent") {
  PlanFixture f(notebook(
      R"({"subnet_id": "", "security_groups": [], "kms_key_id": null, "direct_internet_access": null})",
      "{}", "{}"));
  CHECK(f.value("aws_sagemaker_notebook_instance.n", "SubnetId") == "missing");
  CHECK(f.value("aws_sagemaker_notebook_instance.n", "SecurityGroupIds") == "missing");
  CHECK(f.value("aws_sagemaker_notebook_instance.n", "KmsKeyId") == "missing");
  CHECK(f.value("aws_sagemaker_notebook_instance.n", "DirectInternetAccess") ==
        "'Enabled'!default");
}

TEST_CASE("a_known_id_refers_to_the_resource_that_has_it") {
  PlanFixture f(plan(change("aws_subnet.a", R"({"id": "subnet-1"})", "{}", "", R"(["no-op"])") +
                     "," +
                     change("aws_sagemaker_notebook_instance.n", R"({"subnet_id": "subnet-1"})")));
  const Node id = f.property("aws_sagemaker_notebook_instance.n", "SubnetId");
  CHECK(f.tell(id) == "'subnet-1'");
  CHECK(f.show(f.inventory.follow(id)) == "resource aws_subnet.a");
}

TEST_CASE("sensitive_values_are_marked_at_every_depth") {
  const std::string text =
      R"({"format_version": "1.2", "resource_changes": [{"address": "aws_vpc.v", "type": "aws_vpc", "name": "v",
     "mode": "managed", "change": {"actions": ["create"], "after": {"cidr_block": "10.0.0.0/8", "tags_all": {"a": "1", "b": "2"}},
     "after_unknown": {}, "after_sensitive": {"cidr_block": true, "tags_all": {"b": true}}}}]})";
  PlanFixture f(text);
  CHECK(f.value("aws_vpc.v", "CidrBlock") == "'10.0.0.0/8'!sensitive");
  CHECK(f.tell(f.attribute("aws_vpc.v", "tags")) == "{a: '1', b: '2'!sensitive}");
}

TEST_CASE("values_have_the_place_of_the_plan_and_absent_ones_that_of_the_object") {
  const std::string text =
      notebook(R"({"direct_internet_access": "Disabled"})", R"({"subnet_id": true})", "{}");
  PlanFixture f(text);
  const auto offset = [&](const Node& node) { return f.store.sources.place(node.at).offset; };
  CHECK(offset(f.property("aws_sagemaker_notebook_instance.n", "DirectInternetAccess")) ==
        text.find(R"("Disabled")"));
  CHECK(offset(f.property("aws_sagemaker_notebook_instance.n", "RootAccess")) ==
        text.find(R"({"direct_internet_access")"));
}

}  // namespace
}  // namespace cordon::tests
