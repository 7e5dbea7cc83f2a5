// Resources that take the place of a property of another one: what several of them say together.
#include "catch_compat.h"
#include "unit/inventory/terraform_fixture.h"

namespace cordon::tests {
namespace {

constexpr std::string_view kVpc = "aws_vpc.v";
constexpr std::string_view kEndpoint = "aws_vpc_endpoint.e";

/// A network and an endpoint with the satellites, each `type.name` with what it sets; those whose
/// owner is "" have one that is not known.
struct Entry {
  std::string address, owner, sets;
};
std::string with(const std::vector<Entry>& satellites) {
  std::string changes =
      change(kVpc, R"({"id": "vpc-1", "main_route_table_id": "rtb-0"})", "{}", "", R"(["no-op"])") +
      "," + change(kEndpoint, R"({"id": "vpce-1"})", "{}", "", R"(["no-op"])");
  for (const Entry& one : satellites) {
    const bool vpc = one.address.starts_with("aws_main");
    const std::string key = vpc ? R"("vpc_id")" : R"("vpc_endpoint_id")";
    const std::string owner = one.owner.empty() ? "" : key + ": \"" + one.owner + "\", ";
    changes += "," + change(one.address, "{" + owner + one.sets + "}",
                            one.owner.empty() ? "{" + key + ": true}" : "{}");
  }
  return plan(changes);
}
Entry main_table(std::string_view name, std::string_view owner, std::string_view table) {
  return {"aws_main_route_table_association." + std::string(name), std::string(owner),
          R"("route_table_id": )" + std::string(table)};
}
Entry private_dns(std::string_view name, std::string_view owner, std::string_view value) {
  return {"aws_vpc_endpoint_private_dns." + std::string(name), std::string(owner),
          R"("private_dns_enabled": )" + std::string(value)};
}
Entry policy(std::string_view name, std::string_view owner, std::string_view value) {
  return {"aws_vpc_endpoint_policy." + std::string(name), std::string(owner),
          R"("policy": )" + std::string(value)};
}

/// The property, whichever of the two comes first; the test fails if that matters.
std::string in_any_order(const Entry& a, const Entry& b, std::string_view address,
                         std::string_view property) {
  const std::string one = PlanFixture(with({a, b})).value(address, property);
  CHECK(one == PlanFixture(with({b, a})).value(address, property));
  return one;
}

TEST_CASE("one_resource_that_takes_the_place_of_a_property_is_its_value") {
  PlanFixture f(with({main_table("a", "vpc-1", R"("rtb-1")"), private_dns("a", "vpce-1", "true"),
                      policy("a", "vpce-1", R"("{}")")}));
  CHECK(f.value(kVpc, "MainRouteTableId") == "'rtb-1'");
  CHECK(f.value(kEndpoint, "PrivateDnsEnabled") == "true");
  CHECK(f.value(kEndpoint, "PolicyDocument") == "'{}'");
}

TEST_CASE("several_that_agree_are_that_value_and_others_are_not_known") {
  CHECK(in_any_order(main_table("a", "vpc-1", R"("rtb-1")"), main_table("b", "vpc-1", R"("rtb-1")"),
                     kVpc, "MainRouteTableId") == "'rtb-1'");
  CHECK(in_any_order(main_table("a", "vpc-1", R"("rtb-1")"), main_table("b", "vpc-1", R"("rtb-2")"),
                     kVpc, "MainRouteTableId") == "written");
  CHECK(in_any_order(private_dns("a", "vpce-1", "true"), private_dns("b", "vpce-1", "true"),
                     kEndpoint, "PrivateDnsEnabled") == "true");
  CHECK(in_any_order(private_dns("a", "vpce-1", "true"), private_dns("b", "vpce-1", "false"),
                     kEndpoint, "PrivateDnsEnabled") == "written");
  CHECK(in_any_order(policy("a", "vpce-1", R"("{}")"), policy("b", "vpce-1", R"("{ }")"), kEndpoint,
                     "PolicyDocument") == "written");
}

TEST_CASE("one_that_may_belong_to_the_owner_leaves_a_value_only_where_it_agrees") {
  CHECK(in_any_order(main_table("a", "vpc-1", R"("rtb-1")"), main_table("b", "", R"("rtb-2")"),
                     kVpc, "MainRouteTableId") == "written");
  CHECK(in_any_order(main_table("a", "vpc-1", R"("rtb-1")"), main_table("b", "", R"("rtb-1")"),
                     kVpc, "MainRouteTableId") == "'rtb-1'");
  CHECK(in_any_order(private_dns("a", "vpce-1", "true"), private_dns("b", "", "false"), kEndpoint,
                     "PrivateDnsEnabled") == "written");
  CHECK(PlanFixture(with({main_table("a", "", R"("rtb-0")")})).value(kVpc, "MainRouteTableId") ==
        "'rtb-0'");
  CHECK(PlanFixture(with({main_table("a", "", R"("rtb-1")")})).value(kVpc, "MainRouteTableId") ==
        "written");
}

TEST_CASE("one_whose_value_is_not_told_leaves_the_property_unknown") {
  CHECK(PlanFixture(with({main_table("a", "vpc-1", "null")})).value(kVpc, "MainRouteTableId") ==
        "written");
  CHECK(PlanFixture(with({main_table("a", "vpc-1", R"("")")})).value(kVpc, "MainRouteTableId") ==
        "written");
  CHECK(PlanFixture(with({private_dns("a", "vpce-1", "null")}))
            .value(kEndpoint, "PrivateDnsEnabled") == "written");
  // A policy that is omitted is AWS's own.
  CHECK(PlanFixture(with({policy("a", "vpce-1", "null")})).value(kEndpoint, "PolicyDocument") ==
        "missing");
  CHECK(in_any_order(policy("a", "vpce-1", "null"), policy("b", "vpce-1", R"("{}")"), kEndpoint,
                     "PolicyDocument") == "unknown");
}

TEST_CASE("a_value_of_a_resource_that_is_taken_to_belong_to_the_owner_is_assumed") {
  PlanFixture f(
      plan(change(kEndpoint, "{}", R"({"id": true})") + "," +
               change("aws_vpc_endpoint_private_dns.d", R"({"private_dns_enabled": true})",
                      R"({"vpc_endpoint_id": true})"),
           declared(kEndpoint, "{}") + "," +
               declared("aws_vpc_endpoint_private_dns.d",
                        R"({"vpc_endpoint_id": )" + refs(R"("aws_vpc_endpoint.e.id")") + "}")));
  CHECK(f.value(kEndpoint, "PrivateDnsEnabled") == "true!assumed");
}

TEST_CASE("a_satellite_belongs_to_the_resource_of_its_owners_type") {
  // The policy has the id of its endpoint as its own, and stands before it.
  const std::string policy =
      change("aws_vpc_endpoint_policy.p",
             R"({"id": "vpce-1", "vpc_endpoint_id": "vpce-1", "policy": "{}"})");
  const std::string dns = change("aws_vpc_endpoint_private_dns.d",
                                 R"({"vpc_endpoint_id": "vpce-1", "private_dns_enabled": false})");
  const std::string endpoint = change(kEndpoint, R"({"id": "vpce-1", "private_dns_enabled": true})",
                                      "{}", "", R"(["no-op"])");
  PlanFixture f(plan(policy + "," + dns + "," + endpoint));
  CHECK(f.value(kEndpoint, "PrivateDnsEnabled") == "false");
  CHECK(f.value(kEndpoint, "PolicyDocument") == "'{}'");
}

TEST_CASE("an_entry_adds_to_a_prefix_list_that_a_data_source_reads") {
  const std::string list =
      R"({"address": "data.aws_ec2_managed_prefix_list.l", "mode": "data", "type": "aws_ec2_managed_prefix_list",
          "name": "l", "values": {"id": "pl-1", "entries": [{"cidr": "10.0.0.0/8"}]}})";
  const std::string entry = change("aws_ec2_managed_prefix_list_entry.w",
                                   R"({"prefix_list_id": "pl-1", "cidr": "0.0.0.0/0"})");
  PlanFixture f(
      plan(entry, "", "",
           R"(, "prior_state": {"values": {"root_module": {"resources": [)" + list + "]}}}"));
  CHECK(f.value("data.aws_ec2_managed_prefix_list.l", "Entries").find("0.0.0.0/0") !=
        std::string::npos);
}

}  // namespace
}  // namespace cordon::tests
