#include "catch_compat.h"
#include "unit/inventory/fixture.h"

namespace cordon::tests {
namespace {

constexpr std::string_view kSections = R"(
  "Parameters": {
    "P": {"Type": "String"}, "Q": {"Type": "String", "AllowedValues": ["a", "b"]}, "D": {"Type": "String", "Default": "d"},
    "Secret": {"Type": "String", "NoEcho": true, "Default": "s"}, "Nets": {"Type": "List<AWS::EC2::Subnet::Id>"},
    "Csv": {"Type": "CommaDelimitedList", "Default": "x , y,z"}, "Ami": {"Type": "AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>", "Default": "/a"},
    "Net": {"Type": "AWS::EC2::Subnet::Id"}, "Empty": {"Type": "CommaDelimitedList", "Default": ""}},
  "Conditions": {"C": {"Fn::Equals": [{"Ref": "P"}, "x"]}, "Yes": {"Fn::Equals": ["a", "a"]}, "No": {"Fn::Not": [{"Condition": "Yes"}]}},
  "Mappings": {"M": {"k": {"v": "1", "w": ["p", "q"]}, "self": {"v": {"Fn::FindInMap": ["M", "self", "v"]}}}}, )";

/// The value of a property without a type, so that nothing converts.
std::string value(std::string_view json) {
  Fixture f;
  f.add(one("Custom::Thing", R"({"X": )" + std::string(json) + "}", kSections));
  REQUIRE(f.inventory.documents()[0].status == InventoryDocument::Status::kRead);
  return f.shown("A", "X");
}

/// Whether two expressions of one template are certainly the same value.
bool same_symbol(std::string_view a, std::string_view b) {
  Fixture f;
  f.add(one("Custom::Thing", R"({"X": )" + std::string(a) + R"(, "Y": )" + std::string(b) + "}",
            kSections));
  const Node x = f.property("A", "X");
  const Node y = f.property("A", "Y");
  REQUIRE(x.is(Kind::kUnknown));
  REQUIRE(y.is(Kind::kUnknown));
  return x.unknown->symbol != 0 && x.unknown->symbol == y.unknown->symbol;
}

TEST_CASE("parameters_are_known_by_their_default_and_else_written_unknowns") {
  CHECK(value(R"({"Ref": "D"})") == "'d'");
  CHECK(value(R"({"Ref": "P"})") == "written\"{}\"");
  CHECK(value(R"({"Ref": "Q"})") == "written\"{}\" of 'a' 'b'");
  CHECK(value(R"({"Ref": "Net"})") == "written+\"{}\"");
  CHECK(value(R"({"Ref": "Nets"})") == "written+");
  CHECK(value(R"({"Ref": "Ami"})") == "written+\"{}\"");
  CHECK(value(R"({"Ref": "Csv"})") == "['x', 'y', 'z']");
  CHECK(value(R"({"Ref": "Empty"})") == "[]");
  CHECK(value(R"({"Ref": "Secret"})") == "'s'!sensitive");
  CHECK(same_symbol(R"({"Ref": "P"})", R"({"Ref": "P"})"));
  CHECK_FALSE(same_symbol(R"({"Ref": "P"})", R"({"Ref": "Q"})"));
}

TEST_CASE("a_reference_to_nothing_is_an_error_and_pseudo_parameters_are_never_empty") {
  CHECK(value(R"({"Ref": "Nothing"})") == "error V0111");
  CHECK(value(R"({"Ref": "AWS::Nothing"})") == "error V0111");
  CHECK(value(R"({"Ref": "AWS::Region"})") == "written+\"{}\"");
  CHECK(value(R"({"Ref": "AWS::NoValue"})") == "missing");
}

TEST_CASE("under_a_macro_a_reference_to_nothing_is_unknown") {
  Fixture f;
  f.add(one("Custom::Thing", R"({"X": {"Ref": "Nothing"}})", R"("Transform": "M", )"));
  CHECK(f.shown("A", "X") == "written\"{}\"");
  REQUIRE(f.inventory.documents()[0].problems.size() == 1);
  CHECK(f.inventory.documents()[0].problems[0].code == "I0309");
}

TEST_CASE("sub_puts_known_and_symbolic_pieces_together") {
  CHECK(value(R"({"Fn::Sub": "a-${D}-${!D}"})") == "'a-d-${D}'");
  CHECK(value(R"({"Fn::Sub": "com.amazonaws.${AWS::Region}.s3"})") ==
        "written+\"com.amazonaws.{}.s3\"");
  CHECK(value(R"({"Fn::Sub": ["${x}${D}", {"x": {"Ref": "P"}}]})") == "written+\"{}d\"");
  CHECK(value(R"({"Fn::Sub": "${P}"})") == "written\"{}\"");
  CHECK(value(R"({"Fn::Sub": "a${"})") == "'a${'");
  CHECK(value(R"({"Fn::Sub": "${Nothing}"})") == "error V0111");
  CHECK(value(R"({"Fn::Sub": [1]})") == "error V0111");
  CHECK(value(R"({"Fn::Sub": "x${Secret}"})") == "'xs'!sensitive");
  CHECK(same_symbol(R"({"Fn::Sub": "${P}"})", R"({"Ref": "P"})"));
}

TEST_CASE("a_text_that_is_one_reference_is_that_reference") {
  Fixture f;
  f.add(
      R"({"Resources": {"V": {"Type": "AWS::EC2::VPC"}, "G": {"Type": "AWS::EC2::SecurityGroup", "Properties":
    {"VpcId": {"Fn::Sub": "${V}"}, "GroupName": {"Fn::Sub": "${V.VpcId}"}, "GroupDescription": {"Fn::Join": ["", ["x-", {"Ref": "V"}]]}}}}})");
  CHECK(f.shown("G", "VpcId") == "->V");
  CHECK(f.shown("G", "GroupName") == "->V.VpcId");
  CHECK(f.shown("G", "GroupDescription") == "written+\"x-{}\"");
}

TEST_CASE("get_att_reads_what_the_template_itself_sets") {
  Fixture f;
  f.add(
      R"({"Resources": {"V": {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": "10.0.0.0/16"}},
    "S": {"Type": "AWS::EC2::Subnet", "Properties": {"VpcId": {"Ref": "V"}, "CidrBlock": {"Fn::GetAtt": "V.CidrBlock"}}},
    "G": {"Type": "AWS::EC2::SecurityGroup", "Properties": {"VpcId": {"Fn::GetAtt": ["S", "VpcId"]}}},
    "N": {"Type": "AWS::SageMaker::NotebookInstance", "Properties": {"SecurityGroupIds": [{"Fn::GetAtt": ["V", "DefaultSecurityGroup"]}, {"Fn::GetAtt": "G.GroupId"}]}}}})");
  CHECK(f.shown("S", "CidrBlock") == "'10.0.0.0/16'");
  CHECK(f.shown("G", "VpcId") == "->V");
  CHECK(f.shown("N", "SecurityGroupIds") == "[written\"{}\", ->G.GroupId]");
}

TEST_CASE("what_a_sensitive_parameter_names_is_not_told") {
  Fixture f;
  f.add(
      R"({"Parameters": {"Name": {"Type": "String", "NoEcho": true, "Default": "Hush"}},
    "Resources": {"V": {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": "10.0.0.0/16"}},
    "G": {"Type": "AWS::EC2::SecurityGroup", "Properties": {"VpcId": {"Fn::GetAtt": ["V", {"Ref": "Name"}]}}}}})");
  CHECK(f.shown("G", "VpcId") == "written\"{}\"!sensitive");
}

TEST_CASE("properties_that_are_read_through_themselves_are_unknown") {
  Fixture f;
  f.add(
      R"({"Resources": {"V": {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": {"Fn::GetAtt": "W.CidrBlock"}}},
    "W": {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": {"Fn::GetAtt": "V.CidrBlock"}}}}})");
  CHECK(f.property("V", "CidrBlock").is(Kind::kUnknown));
  CHECK(f.property("W", "CidrBlock").is(Kind::kUnknown));
}

TEST_CASE("outputs_of_nested_stacks_and_custom_resources_are_written_unknowns") {
  Fixture f;
  f.add(R"({"Resources": {"S": {"Type": "AWS::CloudFormation::Stack"}, "C": {"Type": "Custom::X"},
    "N": {"Type": "AWS::SageMaker::NotebookInstance", "Properties": {"SubnetId": {"Fn::GetAtt": "S.Outputs.SubnetId"}, "RoleArn": {"Fn::GetAtt": ["C", "Arn"]}}}}})");
  CHECK(f.shown("N", "SubnetId") == "written\"{}\"");
  CHECK(f.shown("N", "RoleArn") == "written\"{}\"");
}

TEST_CASE("join_select_and_split_compute_what_is_known") {
  CHECK(value(R"({"Fn::Join": ["-", ["a", {"Ref": "D"}, 1]]})") == "'a-d-1'");
  CHECK(value(R"({"Fn::Join": [",", {"Ref": "Csv"}]})") == "'x,y,z'");
  CHECK(value(R"({"Fn::Join": [",", {"Ref": "Nets"}]})") == "written\"{}\"");
  CHECK(value(R"({"Fn::Join": [",", "a"]})") == "error V0111");
  CHECK(value(R"({"Fn::Select": ["1", {"Ref": "Csv"}]})") == "'y'");
  CHECK(value(R"({"Fn::Select": [3, {"Ref": "Csv"}]})") == "error V0111");
  CHECK(value(R"({"Fn::Select": [-1, ["a"]]})") == "error V0111");
  CHECK(value(R"({"Fn::Select": [0, {"Ref": "Nets"}]})") == "written\"{}\"");
  CHECK(value(R"({"Fn::Split": [".", "a.b."]})") == "['a', 'b', '']");
  CHECK(value(R"({"Fn::Split": [",", {"Fn::ImportValue": "e"}]})") == "written");
  CHECK(value(R"({"Fn::Split": ["", "a"]})") == "error V0111");
  CHECK(value(R"({"Fn::Split": [{"Ref": "P"}, "a"]})") == "written");
  CHECK(value(R"({"Fn::Join": [{"Ref": "P"}, ["a"]]})") == "written\"{}\"");
  CHECK(value(R"({"Fn::Select": [0, {"Fn::Split": ["/", {"Fn::Join": ["/", ["a", "b"]]}]}]})") ==
        "'a'");
}

TEST_CASE("equal_calls_over_unknowns_are_equal_and_others_are_not") {
  CHECK(same_symbol(R"({"Fn::Select": [0, {"Ref": "Nets"}]})",
                    R"({"Fn::Select": ["0", {"Ref": "Nets"}]})"));
  CHECK_FALSE(same_symbol(R"({"Fn::Select": [0, {"Ref": "Nets"}]})",
                          R"({"Fn::Select": [1, {"Ref": "Nets"}]})"));
  CHECK(same_symbol(R"({"Fn::ImportValue": "e"})", R"({"Fn::ImportValue": {"Fn::Sub": "e"}})"));
  CHECK(same_symbol(R"({"Fn::ImportValue": {"Fn::Sub": "${P}-e"}})",
                    R"({"Fn::ImportValue": {"Fn::Join": ["-", [{"Ref": "P"}, "e"]]}})"));
  CHECK_FALSE(same_symbol(R"({"Fn::ImportValue": "e"})", R"({"Fn::ImportValue": "f"})"));
}

TEST_CASE("zones_of_one_region_are_members_of_one_family") {
  Fixture f;
  f.add(one(
      "Custom::Thing",
      R"({"X": {"Fn::Select": [0, {"Fn::GetAZs": ""}]}, "Y": {"Fn::Select": [1, {"Fn::GetAZs": {"Ref": "AWS::Region"}}]},
    "Z": {"Fn::Select": [1, {"Fn::GetAZs": "eu-west-1"}]}, "W": {"Fn::Select": [0, {"Fn::GetAZs": ""}]}})"));
  const Unknown* x = f.property("A", "X").unknown;
  const Unknown* y = f.property("A", "Y").unknown;
  const Unknown* z = f.property("A", "Z").unknown;
  REQUIRE((x != nullptr && y != nullptr && z != nullptr));
  CHECK(x->family != 0);
  CHECK(x->family == y->family);
  CHECK(x->member != y->member);
  CHECK(x->family != z->family);
  CHECK(x->symbol == f.property("A", "W").unknown->symbol);
  CHECK(x->symbol != y->symbol);
}

TEST_CASE("mappings_are_looked_up_with_known_keys_only") {
  CHECK(value(R"({"Fn::FindInMap": ["M", "k", "v"]})") == "'1'");
  CHECK(value(R"({"Fn::FindInMap": ["M", "k", "w"]})") == "['p', 'q']");
  CHECK(value(R"({"Fn::FindInMap": ["M", {"Ref": "P"}, "v"]})") == "written\"{}\"");
  CHECK(value(R"({"Fn::FindInMap": ["M", "no", "v"]})") == "error V0111");
  CHECK(value(R"({"Fn::FindInMap": ["M", "no", "v", {"DefaultValue": "z"}]})") == "'z'");
}

TEST_CASE("a_function_inside_a_mapping_is_not_called") {
  Fixture f;
  f.add(one("Custom::Thing", R"({"X": {"Fn::FindInMap": ["M", "self", "v"]}})", kSections));
  const Node value = f.property("A", "X");
  REQUIRE(value.is(Kind::kUnknown));
  CHECK(value.unknown->cause.reason == "a function inside of a mapping is not called");
}

TEST_CASE("if_picks_the_branch_of_a_decided_condition_and_else_keeps_both") {
  CHECK(value(R"({"Fn::If": ["Yes", "a", "b"]})") == "'a'");
  CHECK(value(R"({"Fn::If": ["No", "a", {"Ref": "AWS::NoValue"}]})") == "missing");
  CHECK(value(R"({"Fn::If": ["C", "a", "b"]})") == "if('a' | 'b')");
  CHECK(value(R"({"Fn::If": ["C", "a", "a"]})") == "'a'");
  CHECK(value(R"({"Fn::If": ["C", {"Ref": "P"}, {"Ref": "P"}]})") == "written\"{}\"");
  CHECK(value(R"({"Fn::If": ["Nothing", "a", "b"]})") == "if('a' | 'b')");
  CHECK(value(R"({"Fn::If": ["C", "a"]})") == "error V0111");
}

TEST_CASE("functions_over_a_choice_give_a_choice") {
  CHECK(value(R"({"Fn::Sub": ["x-${v}", {"v": {"Fn::If": ["C", "a", "b"]}}]})") ==
        "if('x-a' | 'x-b')");
  CHECK(value(R"({"Fn::Join": ["", ["x", {"Fn::If": ["C", "a", {"Ref": "P"}]}]]})") ==
        "if('xa' | written+\"x{}\")");
  CHECK(value(R"({"Fn::Select": [0, {"Fn::If": ["C", ["a"], ["b"]]}]})") == "if('a' | 'b')");
}

TEST_CASE("a_list_member_that_a_condition_removes_has_its_presence") {
  CHECK(value(R"(["a", {"Fn::If": ["C", "b", {"Ref": "AWS::NoValue"}]}])") == "['a'?T, 'b'?U]");
  CHECK(value(R"(["a", {"Fn::If": ["No", "b", {"Ref": "AWS::NoValue"}]}])") == "['a']");
  CHECK(value(R"([{"Fn::If": ["C", "b", {"Fn::If": ["C", "c", {"Ref": "AWS::NoValue"}]}]}])") ==
        "[if('b' | 'c')?U]");
  CHECK(value(R"({"a": {"Ref": "AWS::NoValue"}, "b": 1})") == "{b: 1}");
}

TEST_CASE("dynamic_references_are_unknown_and_secrets_sensitive") {
  CHECK(value(R"("{{resolve:ssm:/a:1}}")") == "written\"{}\"");
  CHECK(value(R"("x{{resolve:secretsmanager:a}}")") == "written\"{}\"!sensitive");
  CHECK(value(R"({"Fn::Sub": "{{resolve:ssm-secure:${D}}}"})") == "written\"{}\"!sensitive");
  CHECK(value(R"({"Fn::Sub": "{{resolve:secretsmanager:${P}}}"})") == "written\"{}\"!sensitive");
}

TEST_CASE("what_looks_like_a_function_of_unknown_name_is_unknown_with_that_name") {
  Fixture f;
  f.add(one("Custom::Thing", R"({"X": {"Fn::Wat": 1}})"));
  const Node node = f.property("A", "X");
  REQUIRE(node.is(Kind::kUnknown));
  CHECK(node.unknown->cause.reason == "the function Fn::Wat is not known");
  CHECK_FALSE(node.unknown->written);
}

TEST_CASE("functions_that_are_never_computed_are_unknown") {
  CHECK(value(R"({"Fn::Base64": "a"})") == "written\"{}\"");
  CHECK(value(R"({"Fn::Cidr": ["10.0.0.0/16", 2, 8]})") == "written");
  CHECK(value(R"({"Fn::Length": ["a"]})") == "written");
  CHECK(value(R"({"Fn::ToJsonString": {"a": 1}})") == "written");
  CHECK(value(R"({"Fn::Transform": {"Name": "M"}})") == "unknown");
  CHECK(value(R"({"Fn::Transform": {"Name": "M"}, "a": 1})") == "{a: unknown}!open");
}

}  // namespace
}  // namespace cordon::tests
