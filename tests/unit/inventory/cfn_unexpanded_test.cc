#include <string>
#include <vector>

#include "catch_compat.h"
#include "unit/inventory/fixture.h"

namespace cordon::tests {
namespace {

constexpr std::string_view kPlain = R"("V": {"Type": "AWS::EC2::VPC"})";

/// What a template with these resources and sections warns of as I0309.
std::vector<std::string> left_out(std::string_view resources, std::string_view sections = "") {
  Fixture f;
  const InventoryDocument& document =
      f.add("{" + std::string(sections) + R"("Resources": {)" + std::string(resources) + "}}");
  REQUIRE(document.status == InventoryDocument::Status::kRead);
  std::vector<std::string> out;
  for (const Diagnostic& problem : document.problems) {
    if (problem.code != "I0309") continue;
    CHECK(problem.level == Level::kWarning);
    CHECK_FALSE(problem.help.empty());
    out.push_back(problem.message);
  }
  return out;
}

std::size_t left_out_by(std::string_view transform, std::string_view resources = kPlain) {
  return left_out(resources, R"("Transform": )" + std::string(transform) + ", ").size();
}

TEST_CASE("each_resource_that_makes_others_is_a_warning_of_its_own") {
  const auto found = left_out(
      R"("A": {"Type": "AWS::CloudFormation::Stack", "Properties": {}},
         "B": {"Type": "My::Net::Work::MODULE"},
         "C": {"Type": "AWS::CloudFormation::StackSet"},
         "D": {"Type": "AWS::ServiceCatalog::CloudFormationProvisionedProduct"},
         "E": {"Type": "AWS::EC2::VPC", "Fn::Transform": {"Name": "AWS::Include"}}, )" +
      std::string(kPlain));
  REQUIRE(found.size() == 5);
  CHECK(found[0] ==
        "the template of the nested stack A is not among the documents: no rule judges "
        "what comes of it");
  CHECK(found[1] == "the module B is not expanded: no rule judges what comes of it");
  CHECK(found[2] == "what C creates is not among the documents: no rule judges what comes of it");
  CHECK(found[4] == "the transform of E is not expanded: no rule judges what comes of it");
}

TEST_CASE("loops_and_includes_among_the_resources_are_warnings") {
  const std::string loop =
      R"("Fn::ForEach::Nets": ["X", ["a"], {"V${X}": {"Type": "AWS::EC2::VPC"}}])";
  const auto found =
      left_out(loop + R"(, "Fn::Transform": {"Name": "AWS::Include"}, )" + std::string(kPlain),
               R"("Transform": "AWS::LanguageExtensions", )");
  REQUIRE(found.size() == 2);
  CHECK(found[0] ==
        "the resources of Fn::ForEach::Nets are not expanded: no rule judges what comes of it");
}

TEST_CASE("transforms_that_may_add_resources_are_warnings") {
  CHECK(left_out_by(R"("MyMacro")") == 1);
  CHECK(left_out_by(R"(["MyMacro", "Other", "MyMacro"])") == 2);
  CHECK(left_out_by(R"({"Name": "AWS::Include", "Parameters": {"Location": "s3://b/k"}})") == 1);
  CHECK(left_out_by(R"("AWS::CodeDeployBlueGreen")") == 1);
  CHECK(left_out(kPlain, R"("Fn::Transform": {"Name": "AWS::Include"}, )").size() == 1);
}

TEST_CASE("transforms_that_add_nothing_here_are_no_warnings") {
  CHECK(left_out_by(R"("AWS::LanguageExtensions")") == 0);
  CHECK(left_out_by(R"("AWS::ServiceCatalog")") == 0);
  const std::string serverless = R"(["AWS::Serverless-2016-10-31", "AWS::LanguageExtensions"])";
  CHECK(left_out_by(serverless) == 0);
  CHECK(left_out_by(serverless, R"("F": {"Type": "AWS::Serverless::Function"})") == 1);
  CHECK(left_out_by(serverless, R"("F": {"Type": "AWS::Lambda::Function", "Connectors": {}})") ==
        1);
  const std::string secrets = R"("AWS::SecretsManager-2020-07-23")";
  CHECK(left_out_by(secrets) == 0);
  CHECK(left_out_by(secrets, R"("R": {"Type": "AWS::SecretsManager::RotationSchedule"})") == 1);
}

TEST_CASE("what_does_not_exist_or_makes_nothing_is_no_warning") {
  CHECK(left_out(R"("A": {"Type": "AWS::CloudFormation::Stack", "Condition": "No"})",
                 R"("Conditions": {"No": {"Fn::Equals": ["a", "b"]}}, )")
            .empty());
  CHECK(left_out(R"("A": {"Type": "AWS::CloudFormation::Macro"}, )" + std::string(kPlain)).empty());
}

}  // namespace
}  // namespace cordon::tests
