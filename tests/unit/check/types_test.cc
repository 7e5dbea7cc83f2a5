#include "catch_compat.h"
#include "checked.h"

namespace cordon::check {
namespace {

constexpr std::string_view kVpc = "AWS::EC2::VPC";
constexpr std::string_view kSubnet = "AWS::EC2::Subnet";

TEST_CASE("unknown_types_are_E0301") {
  CHECK(require("AWS::EC2::Vpc", "x.CidrBlock == \"a\"") == "E0301");
  CHECK(require("Types::carier", "x@id == \"a\"") == "E0301");
  CHECK(require(kVpc, "x is AWS::EC2::Vpx") == "E0301");
  CHECK(require(kVpc, "count(AWS::EC2::Nothing) > 0") == "E0301");
  CHECK(codes_of("fn f(a: strng) = a\nrule r { require f(1) == 1 else \"m\" }") == "E0301");
  CHECK(require("K8s::apps::Deployment", "x.a == 1") == "E0901");
}

TEST_CASE("properties_come_from_the_catalogue") {
  CHECK(require(kVpc, "x.CidrBlok == \"a\"") == "E0302");
  CHECK(require("AWS::SageMaker::Model", "x.VpcConfig.Subnetz is present") == "E0302");
  CHECK(require("TF::aws_x", "x.anything.at.all == 1").empty());
  CHECK(require("AWS::EC2::VPC | AWS::EC2::Subnet", "x.CidrBlock == \"a\"").empty());
  CHECK(require("AWS::EC2::VPC | AWS::EC2::Subnet", "x.VpcId == \"a\"").empty());
  CHECK(require("AWS::EC2::*", "x.CidrBlock == \"a\"").empty());
}

TEST_CASE("lists_want_a_splat_and_references_an_arrow") {
  CHECK(require("AWS::EC2::SecurityGroup", "x.SecurityGroupIngress.FromPort == 1") == "E0303");
  CHECK(require("AWS::EC2::SecurityGroup", "1 in x.SecurityGroupIngress[*].FromPort").empty());
  CHECK(require(kSubnet, "x.VpcId.CidrBlock == \"a\"") == "E0304");
  CHECK(require(kSubnet, "x.VpcId->CidrBlock == \"a\"").empty());
  CHECK(require(kSubnet, "x.VpcId->AWS::EC2::VPC.CidrBlock == \"a\"").empty());
  CHECK(require(kSubnet, "x.CidrBlock->CidrBlock == \"a\"") == "E0304");
  CHECK(require(kSubnet, "x->CidrBlock == \"a\"") == "E0304");
  CHECK(require(kSubnet, "x.VpcId->CidrBlok == \"a\"") == "E0302");
  CHECK(require(kSubnet, "x.VpcId->AWS::EC2::Subnet is present") == "E0308");
}

TEST_CASE("an_arrow_on_a_list_maps") {
  CHECK(require("AWS::SageMaker::Domain", "\"a\" in x.SubnetIds->AvailabilityZone").empty());
  CHECK(require("AWS::SageMaker::Domain", "count(distinct(x.SubnetIds[*]->AvailabilityZone)) > 1")
            .empty());
  CHECK(require("AWS::SageMaker::Domain", "x.SubnetIds->AvailabilityZone == 1") == "E0308");
}

TEST_CASE("reverse_joins_know_what_may_refer") {
  CHECK(require(kVpc, "x<-AWS::EC2::Subnet.VpcId is empty").empty());
  CHECK(require(kVpc, "x<-AWS::EC2::Subnet.VpcIdd is empty") == "E0302");
  CHECK(require(kVpc, "x<-AWS::EC2::Subnet.CidrBlock is empty") == "E0308");
  CHECK(require(kSubnet, "x<-AWS::SageMaker::Model.VpcConfig is empty").empty());
  CHECK(require(kVpc, "x<-AWS::EC2::Subnet.VpcId.CidrBlock == \"a\"") == "E0303");
}

TEST_CASE("attributes_and_tests_are_fixed_lists") {
  CHECK(require(kVpc, "x@idd == \"a\"") == "E0305");
  CHECK(require(kVpc, "x.CidrBlock@id == \"a\"") == "E0305");
  CHECK(require(kVpc, "x.CidrBlock is presnt") == "E0306");
  CHECK(require(kVpc, "x.CidrBlock is string").empty());
}

TEST_CASE("literals_stay_within_enums") {
  const std::string_view type = "AWS::EC2::VPCEndpoint";
  CHECK(require(type, "x.VpcEndpointType == \"interface\"") == "E0307");
  CHECK(require(type, "\"interface\" == x.VpcEndpointType") == "E0307");
  CHECK(require(type, "x.VpcEndpointType in [\"Interface\", \"Gatway\"]") == "E0307");
  CHECK(require(type, "(x.VpcEndpointType ?? \"Gatway\") == \"Interface\"") == "E0307");
  CHECK(require(type, "(x.VpcEndpointType ?? \"\") == \"Interface\"").empty());
  CHECK(body(type,
             "let a = match x.VpcEndpointType { \"Gatway\" => 1, _ => 2 }\nrequire a == 1 else "
             "\"m\"") == "E0307");
}

TEST_CASE("disjoint_types_are_E0308") {
  CHECK(require("AWS::EC2::SecurityGroupIngress", "x.FromPort == \"x\"") == "E0308");
  CHECK(require(kVpc, "x.EnableDnsSupport == \"true\"") == "E0308");
  CHECK(require(kVpc, "x.EnableDnsSupport < true") == "E0308");
  CHECK(require(kVpc, "x.CidrBlock") == "E0308");
  CHECK(require(kVpc, "x.CidrBlock within cidr\"10.0.0.0/8\"") == "E0308");
  CHECK(require(kVpc, "cidr(x.CidrBlock) within cidr\"10.0.0.0/8\"").empty());
  CHECK(require(kVpc, "x.CidrBlock + 1 == 2") == "E0308");
  CHECK(require(kVpc, "x.CidrBlock matches \"a\"") == "E0308");
  CHECK(require(kVpc, "x.CidrBlock in \"abc\"") == "E0308");
  CHECK(require(kVpc, "every c in x.CidrBlock : c == \"a\"") == "E0308");
  CHECK(require(kSubnet, "x.VpcId == null").empty());
  CHECK(require(kSubnet, "x.VpcId == \"vpc-1\"").empty());
  CHECK(require(kSubnet, "x.VpcId refers_to x") == "E0308");
}

TEST_CASE("arguments_fit_their_parameters") {
  const std::string f = "fn f(s: AWS::EC2::Subnet): bool = s.CidrBlock == \"a\"\n";
  CHECK(codes_of(f + "rule r for x in AWS::EC2::Subnet { require f(x) else \"m\" }").empty());
  CHECK(codes_of(f + "rule r for x in AWS::EC2::VPC { require f(x) else \"m\" }") == "E0308");
  CHECK(codes_of(f + "rule r for x in AWS::EC2::Subnet { require f(x, x) else \"m\" }") == "E0308");
  const auto both = check_texts(
      {f + "rule r for x in AWS::EC2::Subnet | AWS::EC2::VPC { require f(x) else \"m\" }"});
  REQUIRE(both->find("E0308") != nullptr);
  CHECK(both->find("E0308")->help == "AWS::EC2::VPC does not fit: use match or `is` first");
  CHECK(codes_of("fn f(): int = \"a\"\nrule r { require f() == 1 else \"m\" }") == "E0308");
  CHECK(require(kVpc, "prefix(x.CidrBlock) == 1") == "E0308");
  CHECK(require(kVpc, "lower(x.CidrBlock, 1) == \"a\"") == "E0308");
}

TEST_CASE("parameters_have_literal_defaults_of_their_type") {
  const std::string use = "\nrule r { require p is present else \"m\" }";
  CHECK(codes_of("param p: list<int> = [1, 2]" + use).empty());
  CHECK(codes_of("param p: list<cidr> = [cidr\"10.0.0.0/8\"]" + use).empty());
  CHECK(codes_of("param p: \"a\" | \"b\" = \"c\"" + use) == "E0308");
  CHECK(codes_of("param p: int = \"c\"" + use) == "E0308");
  CHECK(codes_of("param p: int = null" + use) == "E0308");
  CHECK(codes_of("param p: int? = null" + use).empty());
  CHECK(codes_of("param p: int = count([])" + use) == "E0214");
}

TEST_CASE("matches_are_exhaustive_and_have_no_dead_arm") {
  const std::string tail = "\nrequire a == 1 else \"m\"";
  CHECK(body("AWS::EC2::VPC | AWS::EC2::Subnet", "let a = match x { AWS::EC2::VPC => 1 }" + tail) ==
        "E0309");
  CHECK(body("AWS::EC2::VPC | AWS::EC2::Subnet",
             "let a = match x { AWS::EC2::VPC => 1, AWS::EC2::Subnet => 2, _ => 3 }" + tail) ==
        "W0310");
  CHECK(body("AWS::EC2::VPCEndpoint",
             "let a = match x.VpcEndpointType { \"Gateway\" => 1 }" + tail) == "E0309");
  CHECK(body(kVpc, "let a = match x.EnableDnsSupport { true => 1, false => 2 }" + tail).empty());
  CHECK(body(kVpc, "let a = match x.EnableDnsSupport { true => 1, true => 2, false => 2 }" +
                       tail) == "W0310");
  CHECK(body(kVpc, "let a = match x.CidrBlock { \"a\" => 1 }" + tail) == "E0309");
}

TEST_CASE("literals_are_read_when_rules_are") {
  CHECK(require(kVpc, "x.CidrBlock matches re\"(\"") == "E0117");
  CHECK(require(kVpc, "x.CidrBlock matches re\"(a)\\1\"") == "E0117");
  CHECK(require(kVpc, "cidr(x.CidrBlock) == cidr\"10.0.0.1/8\"") == "E0118");
  CHECK(require(kVpc, "cidr(\"10.0.0.1/8\") == cidr(x.CidrBlock)") == "E0118");
  CHECK(require(kVpc, "as_of() < date\"2026-02-30\"") == "E0118");
  CHECK(require(kVpc, "ip(\"10.0.0.256\") within cidr(x.CidrBlock)") == "E0118");
  CHECK(require(kVpc, "x.CidrBlock == re\"a\"") == "E0308");
  CHECK(require(kVpc, "x.CidrBlock matches re\"((a{1,900}){1,900})\"") == "E0117");
}

TEST_CASE("large_regular_expressions_are_L0105") {
  CHECK(require(kVpc, "x.CidrBlock matches re\"a(\\pL{30}){30}\"") == "L0105");
}

TEST_CASE("unknown_is_a_literal_of_tests") {
  CHECK(require(kVpc, "x.CidrBlock == unknown") == "E0602");
}

TEST_CASE("change_rules_and_waivers_are_refused_with_a_place") {
  CHECK(
      summary_of("rule r for change old, new in AWS::EC2::VPC { require old == new else \"m\" }") ==
      "E0901 2:19");
  CHECK(codes_of("waive r on \"a\" until date\"2026-12-31\" owner \"o\" reason \"w\"\n"
                 "rule r { require false else \"m\" }") == "E0901");
}

TEST_CASE("one_mistake_is_said_once") {
  CHECK(require("AWS::EC2::Vpc", "x.A.B[*]->C == 1 and (some y in x.D : y.E)") == "E0301");
  CHECK(require(kVpc, "nowhere.A.B == 1") == "E0201");
}

TEST_CASE("a_file_has_all_its_mistakes") {
  CHECK(summary_of("rule a for x in AWS::EC2::VPC { require x.Cidr == \"a\" else \"m\" }\n"
                   "rule b for x in AWS::EC2::VPC { require x.CidrBlock == 1 else \"m\" }") ==
        "E0302 2:42 E0308 3:41");
}

}  // namespace
}  // namespace cordon::check
