#include "catch_compat.h"
#include "checked.h"

namespace cordon::check {
namespace {

constexpr std::string_view kVpc = "AWS::EC2::VPC";
constexpr std::string_view kSubnet = "AWS::EC2::Subnet";
constexpr std::string_view kGroup = "AWS::EC2::SecurityGroup";

/// Each expression, in a rule of its own over that type, has no error but of this code; empty:
/// none. That it is always the same is a warning, which does not count here.
void each_is(std::string_view code, std::string_view type,
             std::initializer_list<std::string_view> expressions) {
  for (const std::string_view expression : expressions) {
    CAPTURE(expression);
    const std::string found = require(type, expression);
    CHECK((found.find('E') == std::string::npos) == code.empty());
    CHECK(found.starts_with(code));
  }
}

TEST_CASE("kinds_without_order_are_not_ordered") {
  each_is(
      "E0308", kVpc,
      {"[1] < [2]", "{a: 1} <= {a: 2}", "x < x", "true >= false", "x.Tags > x.Tags",
       "cidr\"10.0.0.0/8\" < cidr\"10.0.0.0/8\"", "x.CidrBlock < 1", "as_of() < ip\"10.0.0.1\""});
  each_is("", kVpc,
          {"date\"2026-01-01\" < as_of()", "ip\"10.0.0.1\" <= ip(\"10.0.0.2\")", "1 < 1.5",
           "x.CidrBlock < \"b\""});
}

TEST_CASE("membership_wants_a_list_that_may_hold_the_value") {
  each_is("E0308", kVpc,
          {"1 in [\"a\", \"b\"]", "\"a\" in [1, 2]", "1 in {a: 1}", "x.CidrBlock in \"10\"",
           "\"a\" in 1", "1 in x@tags", "true in [1]"});
  each_is("", kVpc,
          {"\"a\" in {a: 1}", "\"owner\" in x@tags", "x.CidrBlock in [\"a\"]", "null in [1]",
           "\"CidrBlock\" in x"});
}

TEST_CASE("contains_wants_a_container_that_may_hold_the_value") {
  each_is("E0308", kVpc,
          {"1 contains 1", "true contains \"a\"", "[1] contains \"a\"", "\"a\" contains 1",
           "x.CidrBlock contains [\"a\"]", "cidr\"10.0.0.0/8\" contains \"a\""});
  each_is("", kVpc,
          {"x.CidrBlock contains \"10\"", "[1] contains 1", "x@tags contains \"owner\"",
           "x.CidrBlock contains re\"1\"", "[\"a\"] contains re\"a\""});
}

TEST_CASE("text_operators_want_texts") {
  each_is("E0308", kVpc,
          {"1 starts_with \"a\"", "x.CidrBlock ends_with 1", "[\"a\"] like \"a*\"",
           "x.CidrBlock like true", "1 matches re\"a\"", "x@tags starts_with \"a\""});
}

TEST_CASE("within_wants_networks") {
  each_is("E0308", kVpc,
          {"x.CidrBlock within cidr\"10.0.0.0/8\"", "1 within cidr\"10.0.0.0/8\"",
           "cidr\"10.0.0.0/8\" within ip\"10.0.0.1\"", "ip\"10.0.0.1\" within \"10.0.0.0/8\""});
  each_is(
      "", kVpc,
      {"cidr(x.CidrBlock) within cidr\"10.0.0.0/8\"", "ip\"10.0.0.1\" within cidr(x.CidrBlock)"});
}

TEST_CASE("refers_to_wants_what_may_refer") {
  each_is("E0308", kSubnet, {"1 refers_to x", "x.VpcId refers_to x", "x.VpcId refers_to 1"});
  CHECK(body(kSubnet, "for v in AWS::EC2::VPC { require x.VpcId refers_to v else \"\\(v@id)\" }")
            .empty());
}

TEST_CASE("an_index_fits_what_it_is_read_from") {
  each_is("E0308", kGroup,
          {"x.SecurityGroupIngress[\"a\"] is present", "x@tags[1] is present", "1[0] == 1",
           "x.GroupName[0] == \"a\"", "true[\"a\"] == 1"});
  each_is("", kGroup,
          {"x.SecurityGroupIngress[0] is present", "x@tags[\"a\"] is present",
           "x[\"GroupName\"] is present", "[1, 2][0] == 1", "{a: 1}[\"a\"] == 1"});
}

TEST_CASE("a_splat_wants_a_list_or_an_object") {
  each_is("E0308", kGroup, {"count(x.GroupName[*]) == 1", "count(1[*]) == 1"});
  each_is("", kGroup,
          {"count(x.SecurityGroupIngress[*]) == 1", "count(x@tags[*]) == 1", "count([1][*]) == 1"});
}

TEST_CASE("an_attribute_wants_a_resource") {
  each_is("E0305", kGroup, {"1@id == \"a\"", "x.SecurityGroupIngress@id == \"a\""});
}

TEST_CASE("a_loop_wants_something_with_members") {
  CHECK(body(kGroup, "for y in 1 { require y == 1 else \"\\(y)\" }") == "E0308");
  CHECK(body(kGroup, "for y in x.GroupName { require y == 1 else \"\\(y)\" }") == "E0308");
  CHECK(body(kGroup, "for k, v in x@tags { require v != k else \"\\(k)\" }").empty());
  CHECK(body(kGroup, "for k, v in {a: 1, b: \"c\"} { require v != k else \"\\(k)\" }") == "");
  each_is("E0308", kGroup,
          {"every y in true : y == 1", "some y in \"a\" : y == \"a\"",
           "count(y in 1 where y == 1) == 1"});
}

TEST_CASE("arithmetic_wants_numbers") {
  each_is("E0308", kGroup,
          {"\"a\" + 1 == 2", "x.GroupName - 1 == 2", "[1] * 2 == 2", "-\"a\" == 1",
           "true + true == 2"});
}

TEST_CASE("an_annotation_holds_its_value_to_the_type") {
  CHECK(body(kGroup, "let a: int = \"a\" require a == 1 else \"m\"") == "E0308");
  CHECK(body(kGroup, "let a: list<int> = [\"a\"] require a == [1] else \"m\"") == "E0308");
  CHECK(body(kGroup, "let a: number = 1 require a == 1 else \"m\"").empty());
  CHECK(body(kGroup, "let a: map<int> = {b: 1} require a.b == 1 else \"m\"").empty());
  CHECK(body(kGroup, "let a: map<int> = {b: \"c\"} require a.b == 1 else \"m\"") == "E0308");
  CHECK(codes_of("fn f(): int = \"a\"\nrule r { require f() == 1 else \"m\" }") == "E0308");
  CHECK(codes_of("fn f(a: int): number = a\nrule r { require f(1) == 1 else \"m\" }").empty());
  CHECK(codes_of("fn f(a: \"b\" | \"c\") = a\nrule r { require f(\"d\") == \"b\" else \"m\" }") ==
        "E0308");
  CHECK(codes_of("fn f(a: \"b\" | \"c\") = a\nrule r { require f(\"c\") == \"b\" else \"m\" }")
            .empty());
  CHECK(codes_of("fn f(a: object) = a\nrule r { require f({b: 1}) == {b: 1} else \"m\" }").empty());
  CHECK(codes_of("fn f(a: list<string>) = a\nrule r { require f([1]) == [\"b\"] else \"m\" }") ==
        "E0308");
}

TEST_CASE("a_default_of_a_parameter_is_a_literal_of_its_type") {
  for (const std::string_view good :
       {"param p: int = -1", "param p: number = 1.5", "param p: cidr = cidr\"10.0.0.0/8\"",
        "param p: ip = ip\"10.0.0.1\"", "param p: date = date\"2026-01-01\"",
        "param p: list<string> = [\"a\"]", "param p: map<int> = {a: 1}", "param p: int? = null",
        "param p: any = {a: [1, null, true]}", "param p: \"a\" | \"b\" = \"a\"",
        "param p: bool = false"}) {
    CAPTURE(good);
    CHECK(codes_of(std::string(good) + "\nrule r { require p == p else \"m\" }").find("E0") ==
          std::string::npos);
  }
  for (const std::string_view bad :
       {"param p: int = 1.5", "param p: int = null", "param p: cidr = ip\"10.0.0.1\"",
        "param p: ip = \"a\"", "param p: date = 1", "param p: list<string> = [1]",
        "param p: map<int> = {a: \"b\"}", "param p: \"a\" | \"b\" = \"c\"", "param p: bool = 0"}) {
    CAPTURE(bad);
    CHECK(codes_of(std::string(bad) + "\nrule r { require p == p else \"m\" }").find("E0308") !=
          std::string::npos);
  }
}

}  // namespace
}  // namespace cordon::check
