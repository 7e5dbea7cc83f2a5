// Entries of a plan that are incomplete, unusual, or of more instances than a few.
#include "catch_compat.h"
#include "unit/inventory/terraform_fixture.h"

namespace cordon::tests {
namespace {

constexpr std::string_view kVpc = R"({"cidr_block": "10.0.0.0/16"})";

/// A plan of one network and, before it, what is written.
std::string beside(const std::string& entry) {
  return plan(entry + ", " + change("aws_vpc.v", kVpc));
}

std::string versioned(std::string_view version, std::string_view unknown) {
  return plan(change("aws_security_group.g", "{}", unknown), declared("aws_security_group.g", "{}"),
              "", "", version);
}

TEST_CASE("an_entry_without_address_type_or_change_opens_every_type") {
  for (const std::string entry :
       {R"({"type": "aws_vpc", "name": "w", "change": {}})",
        R"({"address": "aws_vpc.w", "name": "w", "change": {}})",
        R"({"address": "aws_vpc.w", "type": "aws_vpc", "name": "w"})",
        R"({"address": "aws_vpc.w", "type": "aws_vpc", "name": "w", "change": []})"}) {
    CAPTURE(entry);
    PlanFixture f(beside(entry));
    REQUIRE(f.inventory.documents()[0].problems.size() == 1);
    CHECK(f.inventory.documents()[0].problems[0].code == "I0314");
    CHECK(f.open("AWS::EC2::Subnet"));
    CHECK(f.value("aws_vpc.v", "CidrBlock") == "'10.0.0.0/16'");
  }
}

TEST_CASE("a_value_without_address_or_type_opens_every_type") {
  for (const std::string entry : {R"({"type": "aws_vpc", "name": "w", "values": {}})",
                                  R"({"address": "aws_vpc.w", "name": "w", "values": {}})", "5"}) {
    CAPTURE(entry);
    PlanFixture f(R"({"format_version": "1.2", "planned_values": {"root_module": {"resources": [)" +
                  entry + "]}}}");
    CHECK(f.open("AWS::EC2::Subnet"));
  }
}

TEST_CASE("the_action_is_what_the_plan_does_to_the_object") {
  const auto action = [](std::string_view actions) {
    PlanFixture f(plan(change("aws_vpc.v", kVpc, "{}", "", actions)));
    return f.tell(f.attribute("aws_vpc.v", "action"));
  };
  CHECK(action(R"(["create"])") == "'create'");
  CHECK(action(R"(["create", "delete"])") == "'update'");
  CHECK(action(R"(["update"])") == "'update'");
  CHECK(action(R"(["no-op"])") == "'no-op'");
  CHECK(action(R"(["create", "forget"])") == "'create'");
  CHECK(action("[5]") == "'no-op'");
  CHECK(action("[]") == "'no-op'");
  CHECK(action(R"("create")") == "'no-op'");
}

TEST_CASE("a_data_source_that_is_read_on_apply_has_no_action") {
  PlanFixture f(plan(R"({"address": "data.aws_vpc.d", "mode": "data", "type": "aws_vpc",
      "name": "d", "change": {"actions": ["read"], "after": {}, "after_unknown": {"cidr_block": true}}})"));
  CHECK(f.tell(f.attribute("data.aws_vpc.d", "action")).starts_with("missing"));
  CHECK(f.tell(f.attribute("data.aws_vpc.d", "managed")) == "false");
  CHECK(f.property("data.aws_vpc.d", "CidrBlock").is(Kind::kUnknown));
}

TEST_CASE("what_has_no_values_is_known_in_nothing") {
  PlanFixture changed(plan(change("aws_vpc.v", "null")));
  CHECK(changed.property("aws_vpc.v", "CidrBlock").is(Kind::kUnknown));
  PlanFixture planned(R"({"format_version": "1.2", "planned_values": {"root_module": {"resources": [
      {"address": "aws_vpc.v", "mode": "managed", "type": "aws_vpc", "name": "v"}]}}})");
  CHECK(planned.property("aws_vpc.v", "CidrBlock").is(Kind::kUnknown));
}

TEST_CASE("sections_that_are_no_objects_hold_nothing") {
  for (const std::string more :
       {R"("planned_values": {})", R"("planned_values": {"root_module": []})",
        R"("planned_values": {"root_module": {"child_modules": [5]}})", R"("prior_state": {})",
        R"("prior_state": {"values": {}})", R"("configuration": [])",
        R"("configuration": {"root_module": 5})",
        R"("configuration": {"root_module": {"resources": [5], "module_calls": {"m": 5}}})"}) {
    CAPTURE(more);
    PlanFixture f(R"({"format_version": "1.2", "resource_changes": [)" + change("aws_vpc.v", kVpc) +
                  "], " + more + "}");
    CHECK(f.value("aws_vpc.v", "CidrBlock") == "'10.0.0.0/16'");
  }
}

TEST_CASE("a_document_that_is_no_plan_is_refused_as_one") {
  for (const auto& [text, code] :
       {std::pair{R"([])", "I0313"}, std::pair{R"({"format_version": "1.2"})", "I0313"},
        std::pair{R"({"format_version": 1, "resource_changes": []})", "I0312"},
        std::pair{R"({"format_version": "", "resource_changes": []})", "I0312"}}) {
    CAPTURE(text);
    Fixture f(InventoryOptions{ReferencesMode::kMentioned, Family::kTerraformPlan});
    const InventoryDocument& document = f.add(text);
    CHECK(document.status == InventoryDocument::Status::kRefused);
    REQUIRE(!document.problems.empty());
    CHECK(document.problems[0].code == code);
  }
  Fixture f;
  CHECK(f.add(R"({"format_version": null, "resource_changes": [], "planned_values": {}})").status ==
        InventoryDocument::Status::kRead);
}

TEST_CASE("only_a_version_that_lists_blocks_shows_that_none_is_set") {
  const std::string_view unknown = R"({"ingress": true})";
  for (const std::string_view version : {"1.1.0", "1.9.0", "2.0.0", "1.10"}) {
    CAPTURE(version);
    CHECK(PlanFixture(versioned(version, unknown))
              .value("aws_security_group.g", "SecurityGroupIngress") == "missing:unset-block");
  }
  for (const std::string_view version : {"1.0.11", "0.15.0", "", "1", "one", "1.x", "1-1"}) {
    CAPTURE(version);
    CHECK(PlanFixture(versioned(version, unknown))
              .property("aws_security_group.g", "SecurityGroupIngress")
              .is(Kind::kUnknown));
  }
}

TEST_CASE("the_canonical_names_are_those_that_are_set") {
  PlanFixture f(plan(change("aws_security_group_rule.r",
                            R"({"type": "ingress", "security_group_id": "sg-1", "protocol": "tcp",
                 "from_port": 443, "to_port": 443, "cidr_blocks": ["10.0.0.0/8"]})") +
                     "," + change("aws_kms_key.k", R"({"policy": "{}"})")));
  const auto names = [&](std::string_view address, View view) {
    std::string out;
    for (const Symbol name : f.inventory.property_names(f.id(address), view))
      out += std::string(f.store.symbols.text(name)) + " ";
    return out;
  };
  CHECK(names("aws_security_group_rule.r", kCanonical) ==
        "GroupId IpProtocol FromPort ToPort CidrIp ");
  CHECK(names("aws_kms_key.k", kCanonical).empty());
  CHECK(names("aws_kms_key.k", kNative) == "policy ");
}

TEST_CASE("of_many_instances_each_is_found_by_its_key") {
  const std::string count = R"("count_expression": {"constant_value": 20},)";
  std::string changes;
  for (int i = 0; i < 20; ++i) {
    const std::string index = "[" + std::to_string(i) + "]";
    changes += change("aws_subnet.p" + index, "{}", R"({"id": true})") + ",";
    changes += change("aws_sagemaker_notebook_instance.n" + index, "{}", R"({"subnet_id": true})");
    if (i < 19) changes += ",";
  }
  PlanFixture f(plan(
      changes,
      declared("aws_subnet.p", "{}", count) + "," +
          declared("aws_sagemaker_notebook_instance.n",
                   R"({"subnet_id": )" + refs(R"("aws_subnet.p", "count.index")") + "}", count)));
  for (const std::string index : {"[0]", "[15]", "[16]", "[19]"}) {
    CHECK(f.value("aws_sagemaker_notebook_instance.n" + index, "SubnetId") ==
          "->aws_subnet.p" + index + "!assumed");
  }
}

TEST_CASE("modules_that_the_configuration_does_not_list_are_told_apart_by_name") {
  PlanFixture f(
      plan(change("module.a.aws_vpc.v", kVpc) + "," +
           change("module.b.aws_vpc.v", R"({"cidr_block": "10.1.0.0/16"})") + "," +
           change("module.a.aws_vpc.w", R"({"cidr_block": "10.2.0.0/16"})") + "," +
           change(R"(module.a.module.c["x"].aws_vpc.v)", R"({"cidr_block": "10.3.0.0/16"})")));
  CHECK(f.value("module.a.aws_vpc.v", "CidrBlock") == "'10.0.0.0/16'");
  CHECK(f.value("module.b.aws_vpc.v", "CidrBlock") == "'10.1.0.0/16'");
  CHECK(f.value("module.a.aws_vpc.w", "CidrBlock") == "'10.2.0.0/16'");
  CHECK(f.value(R"(module.a.module.c["x"].aws_vpc.v)", "CidrBlock") == "'10.3.0.0/16'");
}

TEST_CASE("a_rule_of_a_direction_that_is_not_known_opens_both_kinds") {
  PlanFixture f(plan(change("aws_security_group_rule.r", R"({"security_group_id": "sg-1"})",
                            R"({"type": true})")));
  CHECK(f.open("AWS::EC2::SecurityGroupIngress"));
  CHECK(f.open("AWS::EC2::SecurityGroupEgress"));
  CHECK(!f.open("AWS::EC2::Route"));
}

TEST_CASE("blocks_that_are_not_known_may_be_one_and_those_of_another_kind_are_none") {
  const auto routes = [](const PlanFixture& f) {
    std::size_t n = 0;
    for (const Resource& r : f.inventory.resources())
      n += r.address.starts_with("aws_route_table.t#");
    return n;
  };
  PlanFixture known(
      plan(change("aws_route_table.t", R"({"route": [{"cidr_block": "10.0.0.0/8"}, null, 5]})")));
  CHECK(routes(known) == 3);
  PlanFixture hidden(plan(change("aws_route_table.t", "{}", R"({"route": true})"),
                          declared("aws_route_table.t", R"({"route": [{}]})")));
  REQUIRE(routes(hidden) == 1);
  CHECK(hidden.inventory.resources()[hidden.id("aws_route_table.t#1")].exists.is(Kind::kUnknown));
  PlanFixture none(plan(change("aws_route_table.t", R"({"route": null})")));
  CHECK(routes(none) == 0);
}

}  // namespace
}  // namespace cordon::tests
