// Lists of which a plan before Terraform 1.3 shows the known members only: `after_unknown` still
// has them all, in their order.
#include "catch_compat.h"
#include "unit/inventory/terraform_fixture.h"

namespace cordon::tests {
namespace {

constexpr std::string_view kModel = "aws_sagemaker_model.m";
constexpr std::string_view kGroup = "aws_security_group.g";

/// A model whose block has these subnets.
std::string subnets(std::string_view after, std::string_view unknown,
                    std::string_view mentions = R"("local.x")") {
  return plan(change("aws_subnet.a", "{}", R"({"id": true})") + "," +
                  change(kModel, R"({"vpc_config": [{)" + std::string(after) + "}]}",
                         R"({"vpc_config": [{"subnets": )" + std::string(unknown) + "}]}"),
              declared("aws_subnet.a", "{}") + "," +
                  declared(kModel, R"({"vpc_config": [{"subnets": )" + refs(mentions) + "}]}"),
              "", "", "1.2.9");
}

TEST_CASE("members_of_a_set_that_are_left_out_are_further_ones_that_are_not_known") {
  CHECK(PlanFixture(subnets(R"("subnets": ["subnet-1"])", "[false, true]"))
            .value(kModel, "VpcConfig") == "{Subnets: ['subnet-1', written+]}");
  CHECK(PlanFixture(subnets(R"("subnets": [])", "[true, true]")).value(kModel, "VpcConfig") ==
        "{Subnets: [written+, written+]}");
}

TEST_CASE("a_member_that_is_shown_is_known_wherever_its_place_was") {
  CHECK(PlanFixture(subnets(R"("subnets": ["subnet-1"])", "[true, false]"))
            .value(kModel, "VpcConfig") == "{Subnets: ['subnet-1', written+]}");
}

TEST_CASE("a_set_that_shows_no_member_is_not_absent") {
  const std::string none = PlanFixture(subnets("", "[true]")).value(kModel, "VpcConfig");
  CHECK(none == "{Subnets: written}");
  CHECK(PlanFixture(subnets("", "[false]")).value(kModel, "VpcConfig") == "{}");
}

TEST_CASE("what_is_left_out_is_what_the_expression_mentions_if_there_are_as_many") {
  CHECK(PlanFixture(subnets(R"("subnets": ["subnet-1"])", "[false, true]", R"("aws_subnet.a.id")"))
            .value(kModel, "VpcConfig") ==
        "{Subnets: ['subnet-1', ->aws_subnet.a!assumed]!assumed}");
}

TEST_CASE("more_masks_than_members_without_an_unknown_among_them_say_nothing") {
  CHECK(PlanFixture(subnets(R"("subnets": ["subnet-1"])", "[false, false, false]"))
            .value(kModel, "VpcConfig") == "{Subnets: ['subnet-1']}");
}

TEST_CASE("texts_of_a_list_and_tags_that_are_left_out_stay_unknown") {
  PlanFixture f(plan(change("aws_vpc_endpoint.e", R"({"route_table_ids": ["rtb-1"], "tags": {},
      "tags_all": {"a": "1"}})",
                            R"({"route_table_ids": [true, false], "tags": {"b": true},
      "tags_all": {"b": true, "c": [true]}})")));
  CHECK(f.value("aws_vpc_endpoint.e", "RouteTableIds") == "['rtb-1', written+]");
  CHECK(f.tell(f.attribute("aws_vpc_endpoint.e", "tags")) == "{a: '1', b: written, c: written}");
  const Node native =
      f.inventory.property(f.id("aws_vpc_endpoint.e"), kNative, f.symbol("route_table_ids"));
  CHECK(f.tell(native) == "['rtb-1', written]");
}

TEST_CASE("a_block_that_is_left_out_is_there") {
  PlanFixture f(plan(change(kModel, R"({"vpc_config": []})", R"({"vpc_config": [true]})"),
                     declared(kModel, R"({"vpc_config": [{}]})")));
  CHECK(f.property(kModel, "VpcConfig").is(Kind::kUnknown));
}

TEST_CASE("blocks_of_a_list_that_are_left_out_are_further_ones") {
  const std::string_view config = "aws_sagemaker_endpoint_configuration.c";
  PlanFixture f(plan(change(config, R"({"production_variants": [{"variant_name": "a"}]})",
                            R"({"production_variants": [true, {"model_name": true}]})")));
  const Node variants = f.property(config, "ProductionVariants");
  REQUIRE(variants.is(Kind::kList));
  REQUIRE(variants.len == 2);
  const Node* model = f.store.find(variants.kids[0], "ModelName");
  REQUIRE(model != nullptr);
  CHECK(model->is(Kind::kUnknown));
  CHECK(f.tell(variants.kids[1]) == "written");
}

TEST_CASE("masks_that_cannot_be_told_apart_hide_every_block") {
  const std::string_view config = "aws_sagemaker_endpoint_configuration.c";
  PlanFixture f(plan(change(config, R"({"production_variants": [{"variant_name": "a"}]})",
                            R"({"production_variants": [{}, {"model_name": true, "x": {}}]})")));
  const Node variants = f.property(config, "ProductionVariants");
  REQUIRE(variants.is(Kind::kList));
  REQUIRE(variants.len == 2);
  CHECK(f.store.find(variants.kids[0], "VariantName")->is(Kind::kUnknown));
  CHECK(f.tell(variants.kids[1]) == "written");
}

TEST_CASE("rules_of_a_group_that_are_left_out_are_any_number_more") {
  PlanFixture f(
      plan(change(kGroup, R"({"ingress": [{"protocol": "tcp", "cidr_blocks": ["10.0.0.0/8"]}]})",
                  R"({"ingress": [{"cidr_blocks": [false]}, true]})")));
  CHECK(f.value(kGroup, "SecurityGroupIngress") ==
        "[{IpProtocol: 'tcp', CidrIp: '10.0.0.0/8'}?T]...");
  PlanFixture inner(
      plan(change(kGroup, R"({"ingress": [{"protocol": "tcp", "cidr_blocks": ["10.0.0.0/8"]}]})",
                  R"({"ingress": [{"cidr_blocks": [false, true]}]})")));
  CHECK(inner.value(kGroup, "SecurityGroupIngress") ==
        "[{IpProtocol: 'tcp', CidrIp: '10.0.0.0/8'}, {IpProtocol: 'tcp', CidrIp: written}]");
}

TEST_CASE("peers_of_a_stand_alone_rule_that_are_left_out_are_further_rules") {
  const std::string_view rule = "aws_security_group_rule.r";
  PlanFixture f(plan(change(rule, R"({"type": "ingress", "cidr_blocks": ["10.0.0.0/8"]})",
                            R"({"cidr_blocks": [false, true]})")));
  CHECK(f.value(rule, "CidrIp") == "'10.0.0.0/8'");
  CHECK(f.value("aws_security_group_rule.r#2", "CidrIp") == "written");
  PlanFixture none(plan(change(rule, R"({"type": "ingress"})", R"({"cidr_blocks": [true]})")));
  CHECK(none.value(rule, "CidrIp") == "written");
}

TEST_CASE("routes_of_a_table_that_are_left_out_exist") {
  PlanFixture f(plan(change("aws_route_table.t", R"({"route": [{"cidr_block": "10.0.0.0/8"}]})",
                            R"({"route": [true, {"gateway_id": true}]})")));
  CHECK(f.value("aws_route_table.t#1", "DestinationCidrBlock") == "'10.0.0.0/8'");
  CHECK(f.property("aws_route_table.t#1", "GatewayId").is(Kind::kUnknown));
  CHECK(f.property("aws_route_table.t#2", "DestinationCidrBlock").is(Kind::kUnknown));
  CHECK(f.property("aws_route_table.t#2", "GatewayId").is(Kind::kUnknown));
  CHECK(f.inventory.resources()[f.id("aws_route_table.t#2")].exists.is(Kind::kTrue));
  PlanFixture none(plan(change("aws_route_table.t", R"({"route": []})", R"({"route": [true]})")));
  CHECK(none.property("aws_route_table.t#1", "GatewayId").is(Kind::kUnknown));
}

TEST_CASE("a_member_of_planned_values_that_is_null_is_not_known") {
  PlanFixture f(R"({"format_version": "1.1", "planned_values": {"root_module": {"resources": [
      {"address": "aws_vpc_endpoint.e", "mode": "managed", "type": "aws_vpc_endpoint", "name": "e",
       "values": {"route_table_ids": ["rtb-1", null]}}]}}})");
  CHECK(f.value("aws_vpc_endpoint.e", "RouteTableIds") == "['rtb-1', written+]");
}

TEST_CASE("of_many_routes_of_which_one_is_left_out_the_list_is_read_once") {
  constexpr int kMany = 20000;
  std::string routes;
  std::string unknown = "true";
  for (int i = 0; i < kMany; ++i) {
    routes += std::string(i == 0 ? "" : ",") + R"({"cidr_block": "10.0.0.0/8"})";
    unknown += ",{}";
  }
  PlanFixture f(plan(change("aws_route_table.t", R"({"route": [)" + routes + "]}",
                            R"({"route": [)" + unknown + "]}")));
  const std::size_t before = f.store.arena.bytes();
  for (ResourceId id = 0; id < f.inventory.resources().size(); ++id)
    f.inventory.property(id, kCanonical, f.symbol("GatewayId"));
  CHECK(f.store.arena.bytes() - before < std::size_t{1000} * kMany);
  CHECK(f.value("aws_route_table.t#" + std::to_string(kMany), "DestinationCidrBlock") ==
        "'10.0.0.0/8'");
}

TEST_CASE("members_of_a_list_with_further_ones_stay_sensitive") {
  PlanFixture f(
      R"({"format_version": "1.0", "resource_changes": [{"address": "aws_vpc_endpoint.e",
      "type": "aws_vpc_endpoint", "name": "e", "mode": "managed", "change": {"actions": ["create"],
      "after": {"route_table_ids": ["rtb-1"]}, "after_unknown": {"route_table_ids": [true, false]},
      "after_sensitive": {"route_table_ids": [false, true]}}}]})");
  CHECK(f.value("aws_vpc_endpoint.e", "RouteTableIds") ==
        "['rtb-1'!sensitive, written+!sensitive]!sensitive");
}

}  // namespace
}  // namespace cordon::tests
