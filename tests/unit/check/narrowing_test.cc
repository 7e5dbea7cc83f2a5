#include "catch_compat.h"
#include "checked.h"

namespace cordon::check {
namespace {

std::string where(std::string_view type, std::string_view condition) {
  return codes_of("rule r for x in " + std::string(type) + " where " + std::string(condition) +
                  " { require false else \"m\" }");
}

TEST_CASE("an_optional_property_that_decides_is_E0311") {
  CHECK(where("AWS::EC2::VPCEndpoint", "x.VpcEndpointType == \"Interface\"") == "E0311");
  CHECK(where("AWS::EC2::VPCEndpoint", "x.VpcEndpointType in [\"Interface\"]") == "E0311");
  CHECK(where("AWS::EC2::VPCEndpoint", "x.PrivateDnsEnabled") == "E0311");
  CHECK(where("AWS::EC2::VPCEndpoint", "not (x.PrivateDnsEnabled == true)") == "E0311");
  CHECK(where("AWS::EC2::VPCEndpoint", "some s in x.SubnetIds : s == \"a\"") == "E0311");
  CHECK(where("AWS::EC2::VPCEndpoint", "x.SubnetIds is not empty") == "E0311");
  CHECK(where("AWS::EC2::VPCEndpoint", "count(x.SubnetIds) > 1") == "E0311");
  CHECK(where("AWS::EC2::VPCEndpoint", "(x.VpcEndpointType ?? \"Gateway\") == \"Interface\"")
            .empty());
  CHECK(where("AWS::EC2::VPCEndpoint", "x.VpcId == \"a\"").empty());
  CHECK(where("AWS::EC2::VPCEndpoint", "x.SubnetIds is present").empty());
  CHECK(body("AWS::EC2::VPC", "when x.CidrBlock == \"a\" { require false else \"m\" }") == "E0311");
  CHECK(body("AWS::EC2::VPC",
             "for s in AWS::EC2::Subnet where s.CidrBlock == \"a\" { require false else \"\\(s)\" "
             "}") == "E0311");
}

TEST_CASE("without_a_schema_it_is_a_warning") {
  const auto subject =
      check_texts({"rule r for x in TF::aws_x where x.name == \"a\" { require false else \"m\" }"});
  REQUIRE(subject->find("E0311") != nullptr);
  CHECK(subject->find("E0311")->level == Level::kWarning);
  CHECK(subject->checked.ok());
}

TEST_CASE("presence_holds_in_what_follows") {
  const std::string type = "AWS::EC2::VPCEndpoint";
  CHECK(where(type, "x.VpcEndpointType is present and x.VpcEndpointType == \"Interface\"").empty());
  CHECK(where(type, "x.VpcEndpointType is absent or x.VpcEndpointType == \"Interface\"").empty());
  CHECK(where(type, "x.VpcEndpointType == \"Interface\" and x.VpcEndpointType is present") ==
        "E0311");
  CHECK(where(type, "x.VpcEndpointType is present or x.VpcEndpointType == \"Interface\"") ==
        "E0311");
  CHECK(where(type, "not (x.VpcEndpointType is absent) and x.VpcEndpointType == \"Interface\"")
            .empty());
  CHECK(where(type,
              "if x.VpcEndpointType is present then x.VpcEndpointType == \"Interface\" else false")
            .empty());
  CHECK(where(type,
              "if x.VpcEndpointType is absent then true else x.VpcEndpointType == \"Interface\"")
            .empty());
  CHECK(body(type,
             "when x.VpcEndpointType is present { when x.VpcEndpointType == \"Interface\" {"
             " require false else \"m\" } }")
            .empty());
}

TEST_CASE("a_present_member_makes_its_holder_present") {
  CHECK(where("AWS::SageMaker::Model",
              "x.VpcConfig.Subnets is present and x.VpcConfig.Subnets is not empty")
            .empty());
  CHECK(where("AWS::SageMaker::Model", "x.VpcConfig.Subnets is not empty") == "E0311");
}

TEST_CASE("values_by_key_are_paths_too") {
  CHECK(where("AWS::EC2::VPC", "x@inputs is present and x@tags[\"a\"] == \"b\"") == "E0311");
  CHECK(codes_of("fn f(m: map<string>, k: string) =\n"
                 "  [1 for t in [1] where t == 1 and m[k] is present and m[k] == \"a\"]\n"
                 "rule r { require f({}, \"k\") == [] else \"m\" }")
            .empty());
}

TEST_CASE("kinds_and_values_narrow") {
  CHECK(body("AWS::EC2::VPC | AWS::EC2::Subnet",
             "when x is AWS::EC2::VPC { require x.EnableDnsSupport == true else \"m\" }")
            .empty());
  CHECK(body("AWS::EC2::VPC | AWS::EC2::Subnet", "require x.EnableDnsSupport == true else \"m\"") ==
        "E0302");
  CHECK(codes_of("fn f(x: string | int): string = if x is string then x else \"\"\n"
                 "rule r { require f(1) == \"\" else \"m\" }")
            .empty());
  CHECK(body("AWS::EC2::VPCEndpoint",
             "when x.VpcEndpointType == \"Interface\" or x.VpcEndpointType == \"Gateway\" "
             "{ require false else \"m\" }") == "E0311");
}

TEST_CASE("a_match_narrows_its_subject") {
  CHECK(body("AWS::SageMaker::Domain | AWS::SageMaker::Model",
             "let v = match x { AWS::SageMaker::Domain => x.VpcId, _ => x.ModelName }\n"
             "require v == \"a\" else \"m\"")
            .empty());
  CHECK(body("AWS::SageMaker::Domain | AWS::SageMaker::Model",
             "let v = match x { AWS::SageMaker::Domain => x.ModelName, _ => x.ModelName }\n"
             "require v == \"a\" else \"m\"") == "E0302");
}

}  // namespace
}  // namespace cordon::check
