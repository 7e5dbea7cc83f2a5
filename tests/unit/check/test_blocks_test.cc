#include "catch_compat.h"
#include "checked.h"

namespace cordon::check {
namespace {

const std::string kRules = R"(package p
param limit: int = 1
param ranges: list<cidr> = []
@id("A-1") @title("t")
rule r for x in AWS::EC2::VPC { require limit == 1 and ranges == [] else "m" }
)";

std::string test(std::string_view items) {
  return codes_of(kRules + "test \"t\" {\n" + std::string(items) +
                  "\n  expect pass r  expect fail p.r  expect undetermined \"A-1\"\n}");
}

TEST_CASE("a_test_names_what_exists") {
  CHECK(test("given resources {}").empty());
  CHECK(test("expect pass s") == "E0201");
  CHECK(test("param limit = 2").empty());
  CHECK(test("param limt = 2") == "E0201");
  CHECK(test("param limit = \"2\"") == "E0308");
  CHECK(test("param ranges = [\"10.0.0.0/8\"]").empty());
  CHECK(test("param ranges = [\"10.0.0.1/8\"]") == "E0118");
  CHECK(test("as_of date\"2026-02-30\"") == "E0118");
  CHECK(test("expect fail r message re\"(\"") == "E0117");
}

TEST_CASE("documents_are_literal") {
  CHECK(test("given resources { a: { Type: \"T\", n: [-1, 1.5, null, true, unknown, unknown?] } }")
            .empty());
  CHECK(test("given resources { a: limit }") == "E0601");
  CHECK(test("given resources { a: \"\\(limit)\" }") == "E0601");
  CHECK(test("given resources { a: [1 + 1] }") == "E0601");
}

TEST_CASE("what_this_version_lacks_is_refused") {
  CHECK(test("given before resources {}") == "E0901");
  CHECK(test("given kubernetes {}") == "E0901");
  CHECK(test("expect waived r") == "E0901");
  CHECK(test("waive r on \"a\" until date\"2026-12-31\" owner \"o\" reason \"w\"") == "E0901");
}

TEST_CASE("tests_and_rules_without_expectations_are_W0501") {
  CHECK(codes_of(kRules).empty());
  CHECK(codes_of(kRules + "test \"t\" { given resources {} }") == "W0501 W0501 W0501");
  CHECK(codes_of(kRules + "test \"t\" { expect undetermined r }") == "W0501");
  CHECK(codes_of(kRules + "test \"t\" { expect pass r expect undetermined r }") == "W0501");
}

TEST_CASE("a_rule_that_is_never_tried_on_what_is_unknown_or_wrong_is_W0501") {
  const std::string both = kRules + "test \"t\" { expect pass r  expect fail r ";
  CHECK(codes_of(both + "}") == "W0501");
  CHECK(codes_of(both + "expect undetermined r }").empty());
  CHECK(codes_of(both + "expect error r }").empty());
  std::string allowed = both + "}";
  allowed.insert(allowed.find("@id"), "@allow(\"W0501\", \"it reads nothing\") ");
  CHECK(codes_of(allowed).empty());
}

}  // namespace
}  // namespace cordon::check
