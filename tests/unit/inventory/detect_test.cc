#include "inventory/detect.h"

#include <string>

#include "catch_compat.h"
#include "document/reader.h"

namespace cordon::tests {
namespace {

/// The names of the shapes that a JSON text has, in one line.
std::string shapes_of(const std::string& text) {
  Store store;
  const Source* source = store.sources.add("t.json", text);
  const auto read = read_json(store, *source, DocumentLimits{});
  REQUIRE(read.ok());
  std::string out;
  for (const Shape shape : cordon::shapes_of(store, read->roots[0]))
    out += (out.empty() ? "" : " ") + std::string(shape_name(shape));
  return out;
}

TEST_CASE("a_template_has_resources_with_types_of_cloudformation") {
  CHECK(shapes_of(R"({"AWSTemplateFormatVersion": "2010-09-09"})") == "cloudformation");
  CHECK(shapes_of(R"({"Resources": {}})") == "cloudformation");
  CHECK(shapes_of(R"({"Resources": {"A": {"Type": "AWS::EC2::VPC"}}})") == "cloudformation");
  CHECK(shapes_of(R"({"Resources": {"A": 5, "B": {"Type": "AWS::EC2::VPC"}}})") ==
        "cloudformation");
  CHECK(shapes_of(R"({"Resources": {"A": {"Type": {"Ref": "T"}}}})") == "cloudformation");
  CHECK(shapes_of(R"({"Resources": {"Fn::ForEach::All": ["X", ["a"], {}]}})") == "cloudformation");
  CHECK(shapes_of(R"({"Transform": "M", "Resources": {"A": {"Type": "vpc"}}})") ==
        "cloudformation");
}

TEST_CASE("other_members_of_that_name_make_no_template") {
  for (const char* text : {R"({"Resources": []})", R"({"Resources": {"A": 5}})",
                           R"({"Resources": {"A": {"Type": "vpc"}}})",
                           R"({"Resources": {"A": {"Kind": "AWS::EC2::VPC"}}})", "{}", "[]", "5"}) {
    CAPTURE(text);
    CHECK(shapes_of(text).empty());
  }
}

TEST_CASE("a_plan_has_a_version_and_a_section_or_two_sections") {
  CHECK(shapes_of(R"({"format_version": "1.2", "planned_values": {}})") == "terraform-plan");
  CHECK(shapes_of(R"({"terraform_version": "1.9.0", "resource_changes": []})") == "terraform-plan");
  CHECK(shapes_of(R"({"format_version": "1.2", "configuration": {}})") == "terraform-plan");
  CHECK(shapes_of(R"({"planned_values": {}, "configuration": {}})") == "terraform-plan");
  CHECK(shapes_of(R"({"planned_values": {}})").empty());
  CHECK(shapes_of(R"({"resource_changes": [], "configuration": {}})").empty());
  CHECK(shapes_of(R"({"format_version": "1.2"})").empty());
}

TEST_CASE("a_state_has_resources_and_a_lineage_or_values") {
  CHECK(shapes_of(R"({"resources": [], "lineage": "a"})") == "terraform-state");
  CHECK(shapes_of(R"({"resources": [], "serial": 1})") == "terraform-state");
  CHECK(shapes_of(R"({"format_version": "1.0", "values": {}})") == "terraform-state");
  CHECK(shapes_of(R"({"terraform_version": "1.9.0", "values": {}})") == "terraform-state");
  CHECK(shapes_of(R"({"resources": {}, "serial": 1})").empty());
  CHECK(shapes_of(R"({"resources": []})").empty());
  CHECK(shapes_of(R"({"values": {}})").empty());
}

TEST_CASE("a_deployment_and_a_preview_are_those_of_pulumi") {
  CHECK(shapes_of(R"({"deployment": {"resources": []}})") == "pulumi");
  CHECK(shapes_of(R"({"deployment": {"manifest": {}}})") == "pulumi");
  CHECK(shapes_of(R"({"steps": [], "changeSummary": {}})") == "pulumi");
  CHECK(shapes_of(R"({"steps": [], "duration": 1})") == "pulumi");
  CHECK(shapes_of(R"({"steps": [], "config": {}})") == "pulumi");
  CHECK(shapes_of(R"({"deployment": {}})").empty());
  CHECK(shapes_of(R"({"steps": []})").empty());
  CHECK(shapes_of(R"({"steps": {}, "duration": 1})").empty());
  CHECK(shapes_of(R"({"steps": [], "config": 5})").empty());
}

TEST_CASE("answers_and_items_of_aws_are_told_apart") {
  CHECK(shapes_of(R"({"ResponseMetadata": {}})") == "aws-api");
  CHECK(shapes_of(R"({"status_code": 200, "data": {}})") == "aws-api");
  CHECK(shapes_of(R"({"Vpcs": []})") == "aws-api");
  CHECK(shapes_of(R"({"ConfigRules": []})") == "aws-api");
  CHECK(shapes_of(R"({"status_code": 200})").empty());
  CHECK(shapes_of(R"({"configurationItems": []})") == "aws-config");
  CHECK(shapes_of(R"({"baseConfigurationItems": []})") == "aws-config");
  CHECK(shapes_of(R"({"configurationItem": {}})") == "aws-config");
  CHECK(shapes_of(R"({"configurationItemCaptureTime": ""})") == "aws-config");
  CHECK(shapes_of(R"({"configurationItemStatus": ""})") == "aws-config");
  CHECK(shapes_of(R"({"configurationItems": {}})").empty());
}

TEST_CASE("an_object_of_kubernetes_has_a_version_and_a_kind") {
  CHECK(shapes_of(R"({"apiVersion": "v1", "kind": "Pod"})") == "kubernetes");
  CHECK(shapes_of(R"({"apiVersion": 1, "kind": "Pod"})").empty());
  CHECK(shapes_of(R"({"apiVersion": "v1", "kind": 5})").empty());
  CHECK(shapes_of(R"({"apiVersion": "v1"})").empty());
}

TEST_CASE("a_document_may_have_two_shapes") {
  CHECK(shapes_of(R"({"Resources": {}, "Vpcs": []})") == "cloudformation aws-api");
}

}  // namespace
}  // namespace cordon::tests
