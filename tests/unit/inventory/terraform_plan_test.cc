#include "catch_compat.h"
#include "unit/inventory/terraform_fixture.h"

namespace cordon::tests {
namespace {

using Status = InventoryDocument::Status;
constexpr std::string_view kVpc = R"({"cidr_block": "10.0.0.0/16", "enable_dns_support": true})";

std::string versioned(std::string_view version) {
  return R"({"format_version": ")" + std::string(version) +
         R"(", "planned_values": {"root_module": {}}, "configuration": {}})";
}

TEST_CASE("a_plan_of_another_major_format_is_refused_with_its_place") {
  for (const std::string_view version : {"0.1", "0.2", "1.0", "1.2", "1.99"}) {
    Fixture f;
    CHECK(f.add(versioned(version)).status == Status::kRead);
  }
  Fixture f;
  const auto& document = f.add(versioned("2.0"));
  REQUIRE(document.status == Status::kRefused);
  REQUIRE(document.problems.size() == 1);
  CHECK(document.problems[0].code == "I0312");
  CHECK(document.problems[0].span.begin != 0);
  CHECK(!document.problems[0].help.empty());
}

TEST_CASE("a_plan_without_format_version_is_read") {
  Fixture f;
  CHECK(f.add(R"({"terraform_version": "0.12.0", "resource_changes": []})").status ==
        Status::kRead);
}

TEST_CASE("a_change_gives_a_resource_with_its_address_action_and_body") {
  PlanFixture f(plan(change(R"(module.net["a.b"].aws_vpc.this[0])", kVpc)));
  const ResourceId id = f.id(R"(module.net["a.b"].aws_vpc.this[0])");
  const Resource& resource = f.inventory.resources()[id];
  CHECK(f.store.symbols.text(resource.type) == "AWS::EC2::VPC");
  CHECK(f.store.symbols.text(resource.native_type) == "aws_vpc");
  CHECK(f.store.symbols.text(resource.action) == "create");
  CHECK(resource.managed);
  CHECK(resource.body.is_object());
  CHECK(f.value(R"(module.net["a.b"].aws_vpc.this[0])", "CidrBlock") == "'10.0.0.0/16'");
}

TEST_CASE("deleted_and_deposed_resources_have_no_effect_and_replaced_ones_stay") {
  PlanFixture f(plan(change("aws_vpc.gone", "null", "{}", "", R"(["delete"])") + "," +
                     change("aws_vpc.old", kVpc, "{}", R"("deposed": "ab12",)") + "," +
                     change("aws_vpc.again", kVpc, "{}", "", R"(["delete", "create"])") + "," +
                     change("aws_vpc.same", kVpc, "{}", "", R"(["no-op"])")));
  CHECK(!f.has("aws_vpc.gone"));
  CHECK(!f.has("aws_vpc.old"));
  CHECK(f.tell(f.attribute("aws_vpc.again", "action")) == "'update'");
  CHECK(f.tell(f.attribute("aws_vpc.same", "action")) == "'no-op'");
}

TEST_CASE("a_forgotten_resource_stays_with_its_values_before") {
  PlanFixture f(
      R"({"format_version": "1.2", "resource_changes": [{"address": "aws_vpc.v", "type": "aws_vpc",
      "name": "v", "mode": "managed", "change": {"actions": ["forget"],
      "before": {"cidr_block": "10.0.0.0/16"}, "after": null}}]})");
  CHECK(f.value("aws_vpc.v", "CidrBlock") == "'10.0.0.0/16'");
}

TEST_CASE("planned_values_give_resources_that_have_no_change") {
  PlanFixture f(R"({"format_version": "0.1", "planned_values": {"root_module": {"child_modules": [
      {"address": "module.m", "resources": [{"address": "module.m.aws_vpc.v", "mode": "managed",
       "type": "aws_vpc", "name": "v", "values": {"cidr_block": "10.0.0.0/16"}}]}]}}})");
  CHECK(f.value("module.m.aws_vpc.v", "CidrBlock") == "'10.0.0.0/16'");
  // Without a list of unknowns, what is not there is not known.
  CHECK(f.value("module.m.aws_vpc.v", "EnableDnsHostnames") == "unknown");
}

TEST_CASE("data_sources_of_the_prior_state_are_not_managed_and_have_open_neighbours") {
  PlanFixture f(plan("", "", "", R"(, "prior_state": {"values": {"root_module": {"resources": [
      {"address": "data.aws_vpc.main", "mode": "data", "type": "aws_vpc", "name": "main",
       "values": {"id": "vpc-1", "default": true, "cidr_block": "10.0.0.0/8"}},
      {"address": "data.aws_security_group.g", "mode": "data", "type": "aws_security_group", "name": "g",
       "values": {"id": "sg-1", "vpc_id": "vpc-1"}},
      {"address": "aws_vpc.managed", "mode": "managed", "type": "aws_vpc", "name": "managed",
       "values": {"id": "vpc-2"}}]}}})"));
  const Resource& vpc = f.inventory.resources()[f.id("data.aws_vpc.main")];
  CHECK(!vpc.managed);
  CHECK(vpc.open_neighbours.is(Kind::kUnknown));
  CHECK(f.value("data.aws_vpc.main", "IsDefault") == "true");
  CHECK(f.value("data.aws_security_group.g", "SecurityGroupIngress") == "unknown");
  CHECK(!f.has("aws_vpc.managed"));
  const Node id = f.property("data.aws_security_group.g", "VpcId");
  CHECK(f.show(f.inventory.follow(id)) == "resource data.aws_vpc.main");
}

TEST_CASE("what_a_plan_does_not_show_in_full_opens_every_type") {
  CHECK(!PlanFixture(plan(change("aws_vpc.v", kVpc))).open("AWS::EC2::FlowLog"));
  for (const std::string_view more :
       {R"(, "complete": false)", R"(, "errored": true)", R"(, "deferred_changes": [{}])"}) {
    CHECK(PlanFixture(plan(change("aws_vpc.v", kVpc), "", "", more)).open("AWS::EC2::FlowLog"));
  }
}

TEST_CASE("what_another_provider_makes_is_a_subject_of_which_nothing_is_known") {
  const std::string_view made = "awscc_sagemaker_notebook_instance.n";
  PlanFixture f(plan(change(made, R"({"direct_internet_access": "Enabled"})")));
  REQUIRE(f.inventory.of_type(f.store.symbols.intern("AWS::SageMaker::NotebookInstance")).size() ==
          1);
  CHECK(f.property(made, "DirectInternetAccess").is(Kind::kUnknown));
  CHECK(f.attribute(made, "tags").has(kOpen));
  CHECK(f.inventory.unmapped().empty());
  CHECK(!f.open("AWS::EC2::VPC"));
  PlanFixture other(plan(change("awscc_no_such_thing.n", "{}")));
  CHECK(other.inventory.unmapped().size() == 1);
}

TEST_CASE("cloud_control_and_stacks_make_what_the_plan_does_not_show") {
  const auto control = [](const std::string& after) {
    return plan(change("aws_cloudcontrolapi_resource.r", after));
  };
  PlanFixture known(control(R"({"type_name": "AWS::EC2::Route", "desired_state": "{}"})"));
  CHECK(known.inventory.of_type(known.store.symbols.intern("AWS::EC2::Route")).size() == 1);
  CHECK(!known.open("AWS::EC2::VPC"));
  CHECK(PlanFixture(control("{}")).open("AWS::EC2::VPC"));
  CHECK(PlanFixture(plan(change("aws_cloudformation_stack.s", R"({"name": "s"})")))
            .open("AWS::EC2::Route"));
  CHECK(
      PlanFixture(control(R"({"type_name": "AWS::CloudFormation::Stack"})")).open("AWS::EC2::VPC"));
  for (const std::string type : {"awscc_cloudformation_stack", "awscc_cloudformation_stack_set",
                                 "awscc_servicecatalog_cloudformation_provisioned_product"}) {
    CHECK(PlanFixture(plan(change(type + ".s", "{}"))).open("AWS::EC2::Route"));
  }
}

TEST_CASE("a_stack_or_product_of_a_plan_is_a_warning") {
  const auto warnings = [](std::string_view address, std::string_view after,
                           std::string_view actions = R"(["create"])") {
    PlanFixture f(plan(change(address, after, "{}", "", actions)));
    std::vector<std::string> out;
    for (const Diagnostic& problem : f.inventory.documents()[0].problems) {
      if (problem.code == "I0315") out.push_back(problem.message);
    }
    return out;
  };
  const auto made = warnings("aws_cloudformation_stack.s", R"({"template_body": "{}"})");
  REQUIRE(made.size() == 1);
  CHECK(made[0] == "what aws_cloudformation_stack.s creates is not in the plan: no rule judges it");
  CHECK(warnings("aws_cloudcontrolapi_resource.r", "{}").size() == 1);
  CHECK(warnings("awscc_cloudformation_stack_set.s", "{}").size() == 1);
  CHECK(warnings("aws_cloudformation_stack.s", "null", R"(["delete"])").empty());
  CHECK(warnings("aws_vpc.v", kVpc).empty());
}

TEST_CASE("a_declared_resource_that_the_plan_leaves_out_opens_every_type") {
  const std::string both = declared("aws_vpc.v", "{}") + "," + declared("aws_vpc.w", "{}");
  CHECK(PlanFixture(plan(change("aws_vpc.v", kVpc), both)).open("AWS::EC2::Subnet"));
  const std::string repeated =
      declared("aws_vpc.v", "{}") + "," +
      declared("aws_vpc.w", "{}", R"("count_expression": {"constant_value": 0},)");
  CHECK(!PlanFixture(plan(change("aws_vpc.v", kVpc), repeated)).open("AWS::EC2::Subnet"));
}

TEST_CASE("an_entry_that_cannot_be_read_is_told_and_opens_every_type") {
  PlanFixture f(plan(R"(42, )" + change("aws_vpc.v", kVpc)));
  REQUIRE(f.inventory.documents()[0].problems.size() == 1);
  CHECK(f.inventory.documents()[0].problems[0].code == "I0314");
  CHECK(f.open("AWS::EC2::VPC"));
  CHECK(f.has("aws_vpc.v"));
}

TEST_CASE("types_without_a_mapping_are_counted_and_satellites_are_not") {
  PlanFixture f(plan(change("aws_kms_key.k", "{}") + "," +
                     change("aws_vpc_endpoint_policy.p", "{}") + "," + change("aws_vpc.v", kVpc)));
  const auto unmapped = f.inventory.unmapped();
  REQUIRE(unmapped.size() == 1);
  CHECK(unmapped[0].first == "aws_kms_key");
  CHECK(f.inventory.of_type(f.symbol("aws_vpc_endpoint_policy")).size() == 1);
}

TEST_CASE("properties_that_the_table_does_not_name_are_unknown_and_not_absent") {
  PlanFixture f(plan(change("aws_vpc.v", kVpc)));
  CHECK(f.value("aws_vpc.v", "CidrBlockAssociations") == "unknown");
}

TEST_CASE("the_native_view_has_terraforms_own_names") {
  PlanFixture f(plan(
      change("aws_vpc.v", R"({"cidr_block": "10.0.0.0/16", "tags": null})", R"({"id": true})")));
  const ResourceId id = f.id("aws_vpc.v");
  CHECK(f.tell(f.inventory.property(id, kNative, f.symbol("cidr_block"))) == "'10.0.0.0/16'");
  CHECK(f.tell(f.inventory.property(id, kNative, f.symbol("tags"))) == "missing");
  CHECK(f.inventory.property(id, kNative, f.symbol("id")).is(Kind::kUnknown));
  const auto names = f.inventory.property_names(id, kNative);
  REQUIRE(names.size() == 2);
  CHECK(f.store.symbols.text(names[0]) == "cidr_block");
}

TEST_CASE("a_resource_whose_deposed_is_null_is_judged") {
  PlanFixture f(plan(change("aws_vpc.v", "{}", "{}", R"("deposed": null, )") + "," +
                     change("aws_vpc.w", "{}", "{}", R"("deposed": "1a2b3c4d", )")));
  CHECK(f.has("aws_vpc.v"));
  CHECK_FALSE(f.has("aws_vpc.w"));
}

}  // namespace
}  // namespace cordon::tests
