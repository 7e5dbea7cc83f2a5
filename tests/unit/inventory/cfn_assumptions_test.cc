#include <string>

#include "catch_compat.h"
#include "unit/inventory/fixture.h"

namespace cordon::tests {
namespace {

constexpr std::string_view kSections =
    R"("Parameters": {"P": {"Type": "String"}, "Q": {"Type": "String"}},
  "Conditions": {
    "C": {"Fn::Equals": [{"Ref": "P"}, "x"]},
    "D": {"Fn::Equals": [{"Ref": "Q"}, "x"]},
    "NotC": {"Fn::Not": [{"Condition": "C"}]},
    "Both": {"Fn::And": [{"Condition": "C"}, {"Condition": "D"}]},
    "Either": {"Fn::Or": [{"Condition": "C"}, {"Condition": "D"}]},
    "Neither": {"Fn::Not": [{"Condition": "Either"}]},
    "Alike": {"Fn::And": [{"Fn::Equals": [{"Ref": "P"}, "x"]}, {"Condition": "D"}]}},)";

/// What SubnetId of a notebook under `condition` (empty: none) is, where the subnet S is under
/// `of`.
Node subnet_id(Fixture& f, const std::string& of, const std::string& condition,
               const std::string& value = R"({"Ref": "S"})") {
  const std::string under = condition.empty() ? "" : R"("Condition": ")" + condition + "\", ";
  f.add("{" + std::string(kSections) + R"("Resources": {
    "S": {"Type": "AWS::EC2::Subnet", "Condition": ")" +
        of + R"("},
    "N": {"Type": "AWS::SageMaker::NotebookInstance", )" +
        under + R"("Properties": {"SubnetId": )" + value + "}}}}");
  return f.property("N", "SubnetId");
}

bool certain(const std::string& of, const std::string& condition,
             const std::string& value = R"({"Ref": "S"})") {
  Fixture f;
  return subnet_id(f, of, condition, value).is(Kind::kReference);
}

TEST_CASE("a_reference_to_what_may_not_exist_may_be_an_error") {
  Fixture f;
  const Node value = subnet_id(f, "C", "");
  REQUIRE(value.is(Kind::kChoice));
  CHECK(f.show(value.choice->then) == "->S");
  CHECK(value.choice->otherwise.is(Kind::kError));
  CHECK(f.inventory.documents()[0].problems.empty());
}

TEST_CASE("under_the_same_condition_a_reference_is_certain") {
  CHECK(certain("C", "C"));
  CHECK_FALSE(certain("C", "D"));
  CHECK_FALSE(certain("C", "NotC"));
}

TEST_CASE("a_condition_that_implies_the_other_makes_a_reference_certain") {
  CHECK(certain("C", "Both"));
  CHECK(certain("Either", "C"));
  CHECK(certain("C", "Alike"));
  CHECK(certain("Both", "Alike"));
  CHECK(certain("NotC", "Neither"));
  CHECK_FALSE(certain("Both", "C"));
  CHECK_FALSE(certain("C", "Either"));
}

TEST_CASE("a_branch_knows_on_which_side_of_its_condition_it_stands") {
  Fixture f;
  const Node value = subnet_id(f, "C", "", R"({"Fn::If": ["NotC", "subnet-1", {"Ref": "S"}]})");
  REQUIRE(value.is(Kind::kChoice));
  CHECK(f.show(value.choice->then) == "'subnet-1'");
  CHECK(f.show(value.choice->otherwise) == "->S");
  Fixture g;
  const Node wrong = subnet_id(g, "C", "", R"({"Fn::If": ["NotC", {"Ref": "S"}, "subnet-1"]})");
  REQUIRE(wrong.is(Kind::kChoice));
  CHECK(wrong.choice->then.is(Kind::kChoice));
}

TEST_CASE("attributes_and_texts_of_what_may_not_exist_may_be_errors") {
  CHECK_FALSE(certain("C", "", R"({"Fn::GetAtt": ["S", "SubnetId"]})"));
  CHECK_FALSE(certain("C", "", R"({"Fn::Sub": "${S}"})"));
  CHECK(certain("C", "C", R"({"Fn::GetAtt": ["S", "SubnetId"]})"));
  CHECK(certain("C", "C", R"({"Fn::Sub": "${S}"})"));
}

TEST_CASE("what_is_read_of_another_resource_stands_under_its_own_condition") {
  Fixture f;
  f.add("{" + std::string(kSections) + R"("Resources": {
    "S": {"Type": "AWS::EC2::Subnet", "Condition": "C"},
    "T": {"Type": "AWS::EC2::Instance", "Condition": "C", "Properties": {"SubnetId": {"Ref": "S"}}},
    "N": {"Type": "AWS::SageMaker::NotebookInstance",
          "Properties": {"SubnetId": {"Ref": "S"}, "RoleArn": {"Ref": "T"}}}}})");
  CHECK(f.property("T", "SubnetId").is(Kind::kReference));
  CHECK(f.property("N", "SubnetId").is(Kind::kChoice));
}

}  // namespace
}  // namespace cordon::tests
