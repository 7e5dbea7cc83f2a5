#include "catch_compat.h"
#include "unit/inventory/fixture.h"

namespace cordon::tests {
namespace {

constexpr std::string_view kTemplate = R"({
  "Parameters": {"P": {"Type": "String"}, "Name": {"Type": "String"}},
  "Conditions": {"C": {"Fn::Equals": [{"Ref": "P"}, "x"]}},
  "Resources": {
    "V": {"Type": "AWS::EC2::VPC"},
    "W": {"Type": "AWS::EC2::VPC"},
    "G": {"Type": "AWS::EC2::SecurityGroup", "Properties": {"VpcId": {"Ref": "V"}}},
    "M": {"Type": "AWS::SageMaker::Model", "Properties": {"ModelName": "m",
          "VpcConfig": {"Subnets": [{"Ref": "P"}], "SecurityGroupIds": [{"Fn::GetAtt": ["G", "GroupId"]}]}}},
    "E": {"Type": "AWS::SageMaker::EndpointConfig", "Properties": {"ProductionVariants": [{"VariantName": "v", "ModelName": "m"}]}},
    "L": {"Type": "AWS::EC2::FlowLog", "Properties": {"ResourceId": {"Fn::If": ["C", {"Ref": "V"}, {"Ref": "W"}]}}},
    "K": {"Type": "AWS::EC2::FlowLog", "Properties": {"ResourceId": {"Ref": "P"}}}}})";

struct References3 {
  std::string exact;
  std::string maybe;
  bool any;
};

References3 collect(Fixture& f, std::string_view address, std::string_view name) {
  const ResourceId id = f.id(address);
  References found;
  const std::string_view type = f.store.symbols.text(f.inventory.resources()[id].type);
  f.inventory.collect(f.property(address, name), f.type_of(type, name), found);
  References3 out{"", "", found.any};
  for (const ResourceId target : found.exact) out.exact += f.inventory.resources()[target].address;
  for (const ResourceId target : found.maybe) out.maybe += f.inventory.resources()[target].address;
  CHECK(found.unknown.is(Kind::kNull) == (out.maybe.empty() && !found.any));
  return out;
}

TEST_CASE("references_are_collected_at_any_depth") {
  Fixture f;
  f.add(std::string(kTemplate));
  CHECK(collect(f, "G", "VpcId").exact == "V");
  const auto vpc = collect(f, "M", "VpcConfig");
  CHECK(vpc.exact == "G");
  CHECK(vpc.any);
}

TEST_CASE("a_long_list_names_each_resource_once") {
  std::string groups;
  std::string ids;
  std::string expected;
  for (int i = 0; i < 80; ++i) {
    const std::string name = "G" + std::to_string(100 + i);
    groups += ", \"" + name + R"(": {"Type": "AWS::EC2::SecurityGroup"})";
    ids += R"({"Fn::GetAtt": [")" + name + R"(", "GroupId"]}, )";
    expected += name;
  }
  Fixture f;
  f.add(R"({"Resources": {"N": {"Type": "AWS::SageMaker::NotebookInstance", "Properties": {
    "SecurityGroupIds": [)" +
        ids + ids + R"({"Fn::GetAtt": ["G100", "GroupId"]}]}})" + groups + "}}");
  CHECK(collect(f, "N", "SecurityGroupIds").exact == expected);
}

TEST_CASE("a_literal_name_that_a_template_gives_is_a_reference") {
  Fixture f;
  f.add(std::string(kTemplate));
  const auto found = collect(f, "E", "ProductionVariants");
  CHECK(found.exact == "M");
  CHECK(found.maybe.empty());
  CHECK_FALSE(found.any);
}

TEST_CASE("a_name_that_resources_of_two_types_have_names_the_one_of_each_type") {
  Fixture f;
  f.add(R"({"Resources": {
    "M": {"Type": "AWS::SageMaker::Model", "Properties": {"ModelName": "one"}},
    "E": {"Type": "AWS::SageMaker::EndpointConfig", "Properties": {"EndpointConfigName": "one",
          "ProductionVariants": [{"VariantName": "v", "ModelName": "one"}]}}}})");
  const auto found = collect(f, "E", "ProductionVariants");
  CHECK(found.exact == "M");
  CHECK(found.maybe.empty());
  CHECK_FALSE(found.any);
}

TEST_CASE("an_undecided_choice_refers_perhaps_to_both_branches") {
  Fixture f;
  f.add(std::string(kTemplate));
  const auto found = collect(f, "L", "ResourceId");
  CHECK(found.exact.empty());
  CHECK(found.maybe == "VW");
  CHECK_FALSE(found.any);
  CHECK(collect(f, "K", "ResourceId").any);
}

TEST_CASE("a_member_that_a_condition_may_remove_refers_perhaps") {
  Fixture f;
  f.add(
      R"({"Parameters": {"P": {"Type": "String"}}, "Conditions": {"C": {"Fn::Equals": [{"Ref": "P"}, "x"]}},
    "Resources": {"S": {"Type": "AWS::EC2::Subnet"}, "T": {"Type": "AWS::EC2::Subnet"},
      "E": {"Type": "AWS::EC2::VPCEndpoint", "Properties": {"SubnetIds": [{"Ref": "S"}, {"Fn::If": ["C", {"Ref": "T"}, {"Ref": "AWS::NoValue"}]}]}}}})");
  CHECK(f.shown("E", "SubnetIds") == "[->S?T, ->T?U]");
  const auto found = collect(f, "E", "SubnetIds");
  CHECK(found.exact == "S");
  CHECK(found.maybe == "T");
}

TEST_CASE("a_literal_id_names_nothing_that_a_template_only_creates") {
  Fixture f;
  f.add(std::string(kTemplate));
  CHECK(f.inventory.identify(Node::string("vpc-0a1b")).kind == Identity::Kind::kOutside);
  CHECK(f.inventory.identify(Node::string("V")).kind == Identity::Kind::kOutside);
  CHECK(f.inventory.identify(Node::integer(3)).kind == Identity::Kind::kNone);
  CHECK(f.inventory.identify(f.property("G", "VpcId")).id == f.id("V"));
  CHECK(f.inventory.identify(f.property("K", "ResourceId")).kind == Identity::Kind::kUnknown);
}

TEST_CASE("a_literal_may_name_a_resource_whose_name_is_a_parameter") {
  Fixture f;
  f.add(R"({"Parameters": {"Name": {"Type": "String"}}, "Resources": {
    "M": {"Type": "AWS::SageMaker::Model", "Properties": {"ModelName": {"Ref": "Name"}}},
    "E": {"Type": "AWS::SageMaker::EndpointConfig", "Properties": {"ProductionVariants": [{"ModelName": "m"}]}}}})");
  CHECK(f.inventory.identify(Node::string("m")).kind == Identity::Kind::kUnknown);
  CHECK(f.inventory.identify(Node::string("subnet-1")).kind == Identity::Kind::kOutside);
  const auto found = collect(f, "E", "ProductionVariants");
  CHECK(found.maybe == "M");
  CHECK_FALSE(found.any);
}

TEST_CASE("following_gives_the_resource_or_says_why_not") {
  Fixture f;
  f.add(std::string(kTemplate));
  CHECK(f.show(f.inventory.follow(f.property("G", "VpcId"))) == "resource V");
  const Node outside = f.inventory.follow(Node::string("vpc-0a1b"));
  REQUIRE(outside.is(Kind::kUnknown));
  CHECK(outside.unknown->cause.reason == "the resource is outside the documents");
  CHECK(f.show(f.inventory.follow(Node::string("two words"))) == "error V0112");
  CHECK(f.show(f.inventory.follow(Node::string(""))) == "error V0112");
  CHECK(f.show(f.inventory.follow(Node::integer(1))) == "error V0112");
  CHECK(f.show(f.inventory.follow(Node::null())) == "missing");
  CHECK(f.inventory.follow(f.property("K", "ResourceId")).is(Kind::kUnknown));
}

TEST_CASE("names_that_two_resources_have_are_candidates") {
  Fixture f;
  f.add(R"({"Resources": {"B": {"Type": "AWS::S3::Bucket", "Properties": {"BucketName": "x"}},
                          "M": {"Type": "AWS::SageMaker::Model", "Properties": {"ModelName": "x"}},
    "E": {"Type": "AWS::SageMaker::EndpointConfig", "Properties": {"ProductionVariants": [{"ModelName": "x"}]}}}})");
  const Identity identity = f.inventory.identify(Node::string("x"));
  CHECK(identity.kind == Identity::Kind::kCandidates);
  CHECK(identity.candidates.size() == 2);
  CHECK(collect(f, "E", "ProductionVariants").exact == "M");
}

TEST_CASE("an_id_that_aws_has_yet_to_assign_equals_no_literal") {
  Fixture f;
  f.add(std::string(kTemplate));
  const auto equals = [&f](std::string_view address, std::string_view attribute,
                           std::string_view text) {
    return f.inventory.id_equals(Node::reference(f.id(address), f.symbol(attribute), 0), text);
  };
  CHECK(equals("V", "", "vpc-1") == Truth::kF);
  CHECK(equals("G", "GroupId", "sg-1") == Truth::kF);
  CHECK(equals("M", "", "m") == Truth::kT);
  CHECK(equals("M", "", "n") == Truth::kF);
  CHECK(equals("M", "ModelArn", "n") == Truth::kU);
  CHECK(equals("E", "", "x") == Truth::kU);
}

}  // namespace
}  // namespace cordon::tests
