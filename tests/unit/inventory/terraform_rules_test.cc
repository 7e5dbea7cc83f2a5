#include "catch_compat.h"
#include "unit/inventory/terraform_fixture.h"

namespace cordon::tests {
namespace {

constexpr std::string_view kGroup = "aws_security_group.g";

TEST_CASE("an_inline_rule_becomes_one_canonical_rule_per_peer") {
  PlanFixture f(plan(change(
      kGroup,
      R"({"ingress": [{"from_port": 443, "to_port": 443, "protocol": "tcp", "description": "",
     "cidr_blocks": ["10.0.0.0/8", "0.0.0.0/0"], "ipv6_cidr_blocks": ["::/0"], "prefix_list_ids": ["pl-1"],
     "security_groups": ["sg-1"], "self": true}], "egress": []})",
      "{}")));
  const std::string common = "{IpProtocol: 'tcp', FromPort: 443, ToPort: 443, ";
  CHECK(f.value(kGroup, "SecurityGroupIngress") ==
        "[" + common + "CidrIp: '10.0.0.0/8'}, " + common + "CidrIp: '0.0.0.0/0'}, " + common +
            "CidrIpv6: '::/0'}, " + common + "SourcePrefixListId: 'pl-1'}, " + common +
            "SourceSecurityGroupId: 'sg-1'}, " + common +
            "SourceSecurityGroupId: ->aws_security_group.g}]");
  CHECK(f.value(kGroup, "SecurityGroupEgress") == "[]");
}

TEST_CASE("an_inline_rule_without_a_peer_opens_nothing") {
  PlanFixture f(plan(change(
      kGroup,
      R"({"ingress": [{"from_port": 22, "to_port": 22, "protocol": "tcp", "cidr_blocks": [], "self": false}]})")));
  CHECK(f.value(kGroup, "SecurityGroupIngress") == "[]");
}

TEST_CASE("unknown_groups_of_an_inline_rule_are_those_that_the_argument_mentions") {
  PlanFixture f(plan(
      change(kGroup, R"({"ingress": [{"protocol": "-1", "cidr_blocks": []}]})",
             R"({"ingress": [{"security_groups": true}]})") +
          "," + change("aws_security_group.h", "{}", R"({"id": true})"),
      declared(kGroup,
               R"({"ingress": )" +
                   refs(R"("var.port", "aws_security_group.h.id", "aws_security_group.h")") + "}") +
          "," + declared("aws_security_group.h", "{}")));
  CHECK(f.value(kGroup, "SecurityGroupIngress") ==
        "[{IpProtocol: '-1', SourceSecurityGroupId: ->aws_security_group.h!assumed}]");
}

TEST_CASE("an_unknown_list_of_ranges_is_any_number_of_rules") {
  PlanFixture f(plan(change(kGroup, R"({"ingress": [{"protocol": "tcp"}]})",
                            R"({"ingress": [{"cidr_blocks": true}]})"),
                     declared(kGroup, R"({"ingress": )" + refs(R"("var.ranges")") + "}")));
  CHECK(f.value(kGroup, "SecurityGroupIngress") == "[]...");
}

TEST_CASE("a_stand_alone_rule_is_told_by_its_type_and_expanded_by_peer") {
  PlanFixture f(plan(
      change("aws_security_group_rule.r",
             R"({"type": "egress", "security_group_id": "sg-1", "protocol": "-1", "from_port": 0,
      "to_port": 0, "cidr_blocks": ["10.0.0.0/8", "10.1.0.0/16"], "self": false})",
             R"({"source_security_group_id": true})"),
      declared("aws_security_group_rule.r",
               R"({"source_security_group_id": {"references": ["var.x"]}})")));
  CHECK(f.tell(f.attribute("aws_security_group_rule.r", "type")) ==
        "'AWS::EC2::SecurityGroupEgress'");
  CHECK(f.value("aws_security_group_rule.r", "CidrIp") == "'10.0.0.0/8'");
  CHECK(f.value("aws_security_group_rule.r#2", "CidrIp") == "'10.1.0.0/16'");
  CHECK(f.value("aws_security_group_rule.r#2", "DestinationSecurityGroupId") == "missing");
  CHECK(!f.has("aws_security_group_rule.r#3"));
  CHECK(f.inventory.of_type(f.symbol("aws_security_group_rule")).size() == 1);
  CHECK(f.inventory.of_type(f.symbol("AWS::EC2::SecurityGroupEgress")).size() == 2);
}

TEST_CASE("a_stand_alone_rule_that_admits_itself_names_its_own_group") {
  PlanFixture f(plan(
      change("aws_security_group_rule.r", R"({"type": "ingress", "protocol": "tcp", "self": true})",
             R"({"security_group_id": true})") +
          "," + change(kGroup, "{}", R"({"id": true})"),
      declared("aws_security_group_rule.r",
               R"({"security_group_id": )" + refs(R"("aws_security_group.g.id")") + "}") +
          "," + declared(kGroup, "{}")));
  CHECK(f.value("aws_security_group_rule.r", "SourceSecurityGroupId") ==
        "->aws_security_group.g!assumed");
}

TEST_CASE("the_newer_rule_resources_have_one_peer") {
  PlanFixture f(
      plan(change("aws_vpc_security_group_ingress_rule.r",
                  R"({"ip_protocol": "tcp", "cidr_ipv4": "10.0.0.0/8", "cidr_ipv6": null})")));
  CHECK(f.value("aws_vpc_security_group_ingress_rule.r", "CidrIp") == "'10.0.0.0/8'");
  CHECK(f.value("aws_vpc_security_group_ingress_rule.r", "CidrIpv6") == "missing");
}

TEST_CASE("inline_routes_become_routes_of_their_table") {
  PlanFixture f(plan(
      change(
          "aws_route_table.t",
          R"({"route": [{"cidr_block": "0.0.0.0/0", "ipv6_cidr_block": "", "nat_gateway_id": ""}]})",
          R"({"route": [{"gateway_id": true}], "id": true})") +
          "," + change("aws_internet_gateway.i", "{}", R"({"id": true, "vpc_id": true})"),
      declared("aws_route_table.t",
               R"({"route": )" + refs(R"("aws_internet_gateway.i.id", "var.x")") + "}") +
          "," + declared("aws_internet_gateway.i", "{}")));
  CHECK(f.value("aws_route_table.t#1", "RouteTableId") == "->aws_route_table.t");
  CHECK(f.value("aws_route_table.t#1", "GatewayId") == "->aws_internet_gateway.i!assumed");
  CHECK(f.value("aws_route_table.t#1", "DestinationIpv6CidrBlock") == "missing");
  CHECK(f.value("aws_route_table.t#1", "NatGatewayId") == "missing");
  CHECK(f.value("aws_route_table.t", "Main") == "false!default");
  // A gateway whose vpc_id is not configured is attached to nothing.
  CHECK(!f.has("aws_internet_gateway.i#1"));
}

TEST_CASE("routes_that_are_not_known_are_a_route_that_perhaps_exists") {
  PlanFixture f(plan(change("aws_route_table.t", "{}", R"({"route": true})"),
                     declared("aws_route_table.t", R"({"route": {"references": ["var.r"]}})")));
  const Resource& route = f.inventory.resources()[f.id("aws_route_table.t#1")];
  CHECK(route.exists.is(Kind::kUnknown));
  CHECK(f.value("aws_route_table.t#1", "RouteTableId") == "->aws_route_table.t");
  CHECK(f.property("aws_route_table.t#1", "GatewayId").is(Kind::kUnknown));
}

TEST_CASE("an_internet_gateway_with_a_vpc_is_attached_to_it") {
  PlanFixture f(
      plan(change("aws_internet_gateway.i", "{}", R"({"vpc_id": true})") + "," +
               change("aws_vpc.v", "{}", R"({"id": true})"),
           declared("aws_internet_gateway.i", R"({"vpc_id": )" + refs(R"("aws_vpc.v.id")") + "}") +
               "," + declared("aws_vpc.v", "{}")));
  CHECK(f.value("aws_internet_gateway.i#1", "VpcId") == "->aws_vpc.v!assumed");
  CHECK(f.value("aws_internet_gateway.i#1", "InternetGatewayId") == "->aws_internet_gateway.i");
}

TEST_CASE("the_default_table_of_a_vpc_is_its_main_table") {
  PlanFixture f(
      plan(change("aws_default_route_table.d", R"({"route": []})",
                  R"({"vpc_id": true, "default_route_table_id": true})") +
               "," + change("aws_vpc.v", "{}", R"({"id": true, "default_route_table_id": true})"),
           declared("aws_default_route_table.d",
                    R"({"default_route_table_id": )" +
                        refs(R"("aws_vpc.v.default_route_table_id", "aws_vpc.v")") + "}") +
               "," + declared("aws_vpc.v", "{}")));
  CHECK(f.value("aws_default_route_table.d", "VpcId") == "->aws_vpc.v!assumed");
  CHECK(f.value("aws_default_route_table.d", "Main") == "true");
}

TEST_CASE("a_main_association_makes_a_table_the_main_one") {
  PlanFixture f(
      plan(change("aws_route_table.t", "{}", R"({"id": true})") + "," +
               change("aws_main_route_table_association.m", "{}", R"({"route_table_id": true})"),
           declared("aws_route_table.t", "{}") + "," +
               declared("aws_main_route_table_association.m",
                        R"({"route_table_id": )" + refs(R"("aws_route_table.t.id")") + "}")));
  CHECK(f.value("aws_route_table.t", "Main").starts_with("true"));
}

std::string satellite(std::string_view mention) {
  return plan(
      change("aws_vpc_endpoint.e", R"({"subnet_ids": null})",
             R"({"id": true, "subnet_ids": true, "private_dns_enabled": true, "policy": true})") +
          "," +
          change("aws_vpc_endpoint_subnet_association.s", R"({"subnet_id": "subnet-1"})",
                 R"({"vpc_endpoint_id": true})") +
          "," +
          change("aws_vpc_endpoint_private_dns.d", R"({"private_dns_enabled": true})",
                 R"({"vpc_endpoint_id": true})") +
          "," +
          change("aws_vpc_endpoint_policy.p", R"({"policy": "{}"})",
                 R"({"vpc_endpoint_id": true})"),
      declared("aws_vpc_endpoint.e", "{}") + "," +
          declared("aws_vpc_endpoint_subnet_association.s",
                   R"({"vpc_endpoint_id": )" + refs(mention) + "}") +
          "," +
          declared("aws_vpc_endpoint_private_dns.d",
                   R"({"vpc_endpoint_id": )" + refs(mention) + "}") +
          "," +
          declared("aws_vpc_endpoint_policy.p", R"({"vpc_endpoint_id": )" + refs(mention) + "}"));
}

TEST_CASE("satellites_are_merged_into_their_endpoint") {
  PlanFixture f(satellite(R"("aws_vpc_endpoint.e.id", "aws_vpc_endpoint.e")"));
  CHECK(f.value("aws_vpc_endpoint.e", "SubnetIds") == "['subnet-1']!assumed");
  CHECK(f.value("aws_vpc_endpoint.e", "PrivateDnsEnabled") == "true!assumed");
  CHECK(f.value("aws_vpc_endpoint.e", "PolicyDocument") == "'{}'!assumed");
}

TEST_CASE("satellites_of_an_unknown_endpoint_are_perhaps_those_of_each") {
  PlanFixture f(satellite(R"("local.endpoint")"));
  CHECK(f.value("aws_vpc_endpoint.e", "SubnetIds") == "['subnet-1'?U]");
  CHECK(f.property("aws_vpc_endpoint.e", "PrivateDnsEnabled").is(Kind::kUnknown));
  CHECK(f.property("aws_vpc_endpoint.e", "PolicyDocument").is(Kind::kUnknown));
}

TEST_CASE("a_flow_log_has_the_resource_and_type_that_is_set") {
  PlanFixture f(plan(change(
      "aws_flow_log.f", R"({"vpc_id": null, "subnet_id": "subnet-1", "traffic_type": "ALL"})")));
  CHECK(f.value("aws_flow_log.f", "ResourceId") == "'subnet-1'");
  CHECK(f.value("aws_flow_log.f", "ResourceType") == "'Subnet'");
}

TEST_CASE("a_route_table_association_is_of_a_subnet_or_of_a_gateway") {
  PlanFixture f(plan(
      change("aws_route_table_association.s", R"({"subnet_id": "subnet-1", "gateway_id": null})") +
      "," +
      change("aws_route_table_association.g", R"({"subnet_id": null, "gateway_id": "igw-1"})")));
  CHECK(f.tell(f.attribute("aws_route_table_association.s", "type")) ==
        "'AWS::EC2::SubnetRouteTableAssociation'");
  CHECK(f.tell(f.attribute("aws_route_table_association.g", "type")) ==
        "'AWS::EC2::GatewayRouteTableAssociation'");
}

TEST_CASE("a_resource_whose_values_are_not_shown_has_values_that_are_not_known") {
  PlanFixture f(plan(
      change(kGroup, "null") + "," +
      change("aws_ec2_managed_prefix_list.p",
             R"({"id": "pl-1", "entry": [{"cidr": "10.0.0.0/8"}]})") +
      "," +
      change("aws_ec2_managed_prefix_list_entry.e", R"("a text")", R"({"prefix_list_id": true})")));
  CHECK(f.value(kGroup, "SecurityGroupIngress").starts_with("unknown"));
  // An entry that may belong to it, of which nothing is known.
  CHECK(f.value("aws_ec2_managed_prefix_list.p", "Entries") ==
        "[{Cidr: '10.0.0.0/8'}?T, written?U]");
}

TEST_CASE("a_managed_prefix_list_has_its_own_entries_and_those_that_stand_alone") {
  PlanFixture f(
      plan(change("aws_ec2_managed_prefix_list.p",
                  R"({"id": "pl-1", "entry": [{"cidr": "10.0.0.0/8", "description": ""}]})") +
           "," +
           change("aws_ec2_managed_prefix_list_entry.e",
                  R"({"prefix_list_id": "pl-1", "cidr": "0.0.0.0/0"})")));
  CHECK(f.value("aws_ec2_managed_prefix_list.p", "Entries") ==
        "[{Cidr: '10.0.0.0/8'}, {Cidr: '0.0.0.0/0'}]");
}

}  // namespace
}  // namespace cordon::tests
