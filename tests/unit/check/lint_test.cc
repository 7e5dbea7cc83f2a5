#include "catch_compat.h"
#include "checked.h"

namespace cordon::check {
namespace {

constexpr std::string_view kVpc = "AWS::EC2::VPC";

TEST_CASE("asking_for_knowledge_is_W0312") {
  CHECK(require(kVpc, "x.CidrBlock is known") == "W0312");
  CHECK(require(kVpc, "x.CidrBlock is not unknown") == "W0312");
}

TEST_CASE("read_only_properties_are_W0314") { CHECK(require(kVpc, "x.VpcId == \"a\"") == "W0314"); }

TEST_CASE("deprecated_properties_are_W0313") {
  CHECK(require("AWS::EC2::EIPAssociation", "x.EIP == \"a\"") == "W0313");
}

TEST_CASE("retired_types_are_W0323") {
  const auto catalogue = Catalogue::load("cordon-catalogue\t1\nT\tA::B::C\t\t\tretired\n");
  REQUIRE(catalogue.ok());
  SourceSpace space;
  const RuleLimits limits;
  const Source* source =
      space.add("f", "language 1\nrule r for x in A::B::C { require x@managed else \"m\" }");
  const syntax::Parse parse = syntax::parse(*source, limits);
  REQUIRE(parse.file != nullptr);
  const File file{parse.file, false, true};
  const Checked checked = check(space, {&file, 1}, catalogue.value(), limits);
  REQUIRE(checked.diagnostics.size() == 1);
  CHECK(checked.diagnostics[0].code == "W0323");
}

TEST_CASE("constant_conditions_are_W0315") {
  CHECK(require(kVpc, "true") == "W0315");
  CHECK(require(kVpc, "x.CidrBlock == x.CidrBlock") == "W0315");
  CHECK(require(kVpc, "x.EnableDnsSupport == true or 1 < 2") == "W0315");
  CHECK(require(kVpc, "every y in [] : y == x") == "W0315");
  CHECK(require(kVpc, "x is AWS::EC2::Subnet") == "W0315");
  CHECK(require(kVpc, "false").empty());
  CHECK(require(kVpc, "undecided(\"a\") == undecided(\"a\")").empty());
}

TEST_CASE("what_adds_nothing_is_W0316") {
  const std::string dns = "require x.EnableDnsSupport == true else \"m\"\n";
  CHECK(body(kVpc, dns + dns) == "W0316");
  CHECK(body(kVpc, "require false else \"a\"\n" + dns) == "W0316");
  CHECK(body(kVpc, "when x@managed { when x@managed { " + dns + "} }") == "W0316");
  CHECK(require(kVpc, "x.CidrBlock == \"a\" and x.CidrBlock == \"b\"") == "W0316");
}

TEST_CASE("comparisons_that_say_nothing_are_W0317") {
  CHECK(require(kVpc, "count(x@tags) >= 0") == "W0317");
  CHECK(require(kVpc, "0 <= count(t in x@tags where t == \"\")") == "W0317");
  CHECK(require(kVpc, "x@id != \"a\" or x@id != \"b\"") == "W0317");
  CHECK(require(kVpc, "not (every t in x@tags : not (t == \"\"))") == "W0317");
  CHECK(require(kVpc, "every t in x@tags : x.EnableDnsSupport == true") == "W0317");
  CHECK(require(kVpc, "every t in x@tags : t != \"\"").empty());
}

TEST_CASE("negative_comparisons_of_what_may_be_missing_are_W0318") {
  CHECK(require(kVpc, "x.CidrBlock != \"a\"") == "W0318");
  CHECK(require(kVpc, "x.CidrBlock not in [\"a\"]") == "W0318");
  CHECK(require(kVpc, "not (x.CidrBlock == \"a\")") == "W0318");
  CHECK(require(kVpc, "(x.CidrBlock ?? \"\") != \"a\"").empty());
  CHECK(require(kVpc, "x.CidrBlock is present and x.CidrBlock != \"a\"").empty());
  CHECK(require(kVpc, "x@tags[\"a\"] != \"\"").empty());
}

TEST_CASE("requirements_say_what_is_wrong") {
  CHECK(body(kVpc, "require x.EnableDnsSupport == true") == "W0319");
  CHECK(body(kVpc, "for t in x@tags { require t != \"\" else \"an empty tag\" }") == "W0319");
  CHECK(body(kVpc, "for k, t in x@tags { require t != \"\" else \"tag \\(k) is empty\" }").empty());
}

TEST_CASE("patterns_that_match_too_much_or_too_little_are_W0320") {
  CHECK(require(kVpc, "x.CidrBlock matches re\"a*\"") == "W0320");
  CHECK(require(kVpc, "x.CidrBlock contains re\"s3.amazonaws.com\"") == "W0320");
  CHECK(require(kVpc, "x.CidrBlock contains re\"s3\\.amazonaws\\.com\"").empty());
  CHECK(require(kVpc, "x.CidrBlock like \"abc\"") == "W0320");
  CHECK(require(kVpc, "x.CidrBlock like \"abc*\"").empty());
}

TEST_CASE("ranges_and_ports_are_no_texts") {
  CHECK(require(kVpc, "x.CidrBlock == \"10.0.0.0/8\"") == "W0321");
  CHECK(require(kVpc, "x.CidrBlock == \"0.0.0.0/0\"").empty());
  CHECK(require("TF::aws_x", "x.FromPort == \"443\"") == "W0321");
}

TEST_CASE("loops_in_loops_cost") {
  const auto nested = [](int depth) {
    std::string text = "true and l0 == 0";
    for (int i = depth - 1; i >= 0; --i) {
      const std::string me = "l" + std::to_string(i);
      const std::string test = i == depth - 1 ? me + " == 0" : "(" + text + ") and " + me + " == 0";
      text = "some " + me + " in [1] : " + test;
    }
    return text;
  };
  CHECK(require(kVpc, nested(3)).empty());
  CHECK(require(kVpc, nested(4)) == "W0322");
  std::string clauses = "1";
  for (int i = 0; i < 9; ++i) clauses += " for _l" + std::to_string(i) + " in [1]";
  CHECK(require(kVpc, "[" + clauses + "] == []") == "W0322 L0106");
  CHECK(require(kVpc, "some a in AWS::EC2::Subnet : (some b in AWS::EC2::Route : a@id == b@id)") ==
        "W0322");
  CHECK(require(kVpc,
                "some a in AWS::EC2::VPC : (some b in AWS::EC2::Subnet where b.VpcId refers_to a "
                ": b@id == \"\")")
            .empty());
}

}  // namespace
}  // namespace cordon::check
