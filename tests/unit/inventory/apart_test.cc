// What joins documents that are judged together: ids that AWS assigns and ARNs, not names.
#include <array>

#include "catch_compat.h"
#include "unit/inventory/terraform_fixture.h"

namespace cordon::tests {
namespace {

const std::string kModel = one("AWS::SageMaker::Model", R"({"ModelName": "fraud"})");
const std::string kVariant =
    one("AWS::SageMaker::EndpointConfig", R"({"ProductionVariants": [{"ModelName": "fraud"}]})");

/// What the name of the model that the variant of `address` has stands for.
Identity::Kind model_of(Fixture& f, std::string_view address) {
  const Node variants = f.property(address, "ProductionVariants");
  const Node* name = f.store.find(variants.members()[0], "ModelName");
  REQUIRE(name != nullptr);
  return f.inventory.identify(*name).kind;
}

TEST_CASE("a_name_means_a_resource_of_its_own_document") {
  Fixture apart;
  apart.add(kModel, true, "a.json");
  std::string variant = kVariant;
  variant.replace(variant.find("\"A\""), 3, "\"B\"");
  apart.add(variant, true, "b.json");
  CHECK(model_of(apart, "B") == Identity::Kind::kOutside);

  Fixture together;
  together.add(R"({"Resources": {
    "A": {"Type": "AWS::SageMaker::Model", "Properties": {"ModelName": "fraud"}},
    "B": {"Type": "AWS::SageMaker::EndpointConfig",
          "Properties": {"ProductionVariants": [{"ModelName": "fraud"}]}}}})");
  together.add(kModel, true, "other.json");
  CHECK(model_of(together, "B") == Identity::Kind::kResource);
}

TEST_CASE("an_id_that_aws_assigns_joins_documents") {
  Fixture f;
  f.add(plan(change("aws_vpc.v", R"({"id": "vpc-1"})", "{}", "", R"(["no-op"])")), true, "a.json");
  f.add(one("AWS::EC2::Subnet", R"({"VpcId": "vpc-1"})"), true, "b.json");
  CHECK(f.inventory.identify(f.property("A", "VpcId")).kind == Identity::Kind::kResource);
}

/// An endpoint and a network that exist, in a plan of their own.
const std::string kOwners =
    plan(change("aws_vpc.v", R"({"id": "vpc-1", "main_route_table_id": "rtb-0"})", "{}", "",
                R"(["no-op"])") +
         "," +
         change("aws_vpc_endpoint.e",
                R"({"id": "vpce-1", "private_dns_enabled": true, "subnet_ids": []})", "{}", "",
                R"(["no-op"])") +
         "," +
         change("aws_ec2_managed_prefix_list.l",
                R"({"id": "pl-1", "entry": [{"cidr": "10.0.0.0/8"}]})", "{}", "", R"(["no-op"])") +
         "," + change("aws_route_table.t", R"({"id": "rtb-1"})", "{}", "", R"(["no-op"])"));

/// How the property looks when the satellite stands in another plan.
std::string beside(const std::string& satellite, std::string_view address,
                   std::string_view property) {
  PlanFixture f(kOwners);
  f.add(plan(satellite), true, "other.json");
  return f.value(address, property);
}

TEST_CASE("what_another_plan_says_of_a_resource_is_not_known") {
  const std::string dns = change("aws_vpc_endpoint_private_dns.d",
                                 R"({"vpc_endpoint_id": "vpce-1", "private_dns_enabled": false})");
  CHECK(beside(dns, "aws_vpc_endpoint.e", "PrivateDnsEnabled").starts_with("unknown"));
  const std::string entry = change("aws_ec2_managed_prefix_list_entry.w",
                                   R"({"prefix_list_id": "pl-1", "cidr": "0.0.0.0/0"})");
  CHECK(beside(entry, "aws_ec2_managed_prefix_list.l", "Entries").find("10.0.0.0/8") ==
        std::string::npos);
  const std::string main = change("aws_main_route_table_association.m",
                                  R"({"vpc_id": "vpc-1", "route_table_id": "rtb-1"})");
  CHECK(beside(main, "aws_vpc.v", "MainRouteTableId") != "'rtb-0'");
  CHECK(beside(main, "aws_route_table.t", "Main") != "false");
  const std::string subnet = change("aws_vpc_endpoint_subnet_association.s",
                                    R"({"vpc_endpoint_id": "vpce-1", "subnet_id": "subnet-1"})");
  CHECK(beside(subnet, "aws_vpc_endpoint.e", "SubnetIds") != "[]");
}

TEST_CASE("a_satellite_of_another_owner_says_nothing") {
  const std::string other =
      change("aws_vpc_endpoint_private_dns.d",
             R"({"vpc_endpoint_id": "vpce-2", "private_dns_enabled": false})");
  CHECK(beside(other, "aws_vpc_endpoint.e", "PrivateDnsEnabled") == "true");
}

}  // namespace
}  // namespace cordon::tests
