#include "catch_compat.h"
#include "checked.h"

namespace cordon::check {
namespace {

RuleInfo info_of(std::string_view annotations) {
  const auto subject =
      check_texts({std::string(annotations) + " rule r { require false else \"m\" }"});
  CHECK(subject->codes().empty());
  return subject->checked.rules.at(0).info;
}

std::string codes_with(std::string_view annotations) {
  return codes_of(std::string(annotations) + " rule r { require false else \"m\" }");
}

TEST_CASE("a_rule_without_annotations_is_medium_and_its_name_is_its_id") {
  const RuleInfo info = info_of("");
  CHECK(info.id == "r");
  CHECK(info.severity[0] == Severity::kMedium);
  CHECK(info.text == "rule r { require false else \"m\" }");
  CHECK(info.location.line == 2);
  CHECK(info.location.column == 7);
}

TEST_CASE("severity_has_environments") {
  const RuleInfo info = info_of("@severity(\"high\", dev: null, sensitive: \"critical\")");
  CHECK(info.severity[0] == Severity::kHigh);
  CHECK(info.severity[1] == Severity::kHigh);
  CHECK_FALSE(info.severity[2].has_value());
  CHECK(info.sensitive == Severity::kCritical);
  CHECK(codes_with("@severity(\"hihg\")") == "E0212");
  CHECK(codes_with("@severity(\"high\", prd: \"low\")") == "E0210");
}

TEST_CASE("texts_and_lists_are_read") {
  const RuleInfo info = info_of(
      R"(@id("A-1") @title("t") @groups(["g", "h"]) @controls(["N:1"]) @rationale("w")
@source("s", read: "2026-11-21") @url("u") @remediation("a", terraform: "b", cloudformation: "c", api: "d")
@owner("o") @deprecated("use q") @min_subjects(2) @x_free(1, 2))");
  CHECK(info.id == "A-1");
  CHECK(info.title == "t");
  CHECK(info.groups == std::vector<std::string>{"g", "h"});
  CHECK(info.controls == std::vector<std::string>{"N:1"});
  CHECK(info.rationale == "w");
  CHECK(info.source == "s");
  CHECK(info.source_read == "2026-11-21");
  CHECK(info.url == "u");
  CHECK(info.remediation == "a");
  CHECK(info.remediation_terraform == "b");
  CHECK(info.remediation_cloudformation == "c");
  CHECK(info.remediation_api == "d");
  CHECK(info.owner == "o");
  CHECK(info.deprecated == "use q");
  CHECK(info.min_subjects == 2);
}

TEST_CASE("wrong_annotations_are_errors") {
  CHECK(codes_with("@titel(\"t\")") == "E0210");
  CHECK(codes_with("@title(\"t\") @title(\"u\")") == "E0211");
  CHECK(codes_with("@title(1)") == "E0212");
  CHECK(codes_with("@title") == "E0212");
  CHECK(codes_with("@id(\"A\")") == "E0213");
  CHECK(codes_with("@tells(\"environment\")") == "E0210");
  CHECK(codes_with("@min_subjects(\"1\")") == "E0212");
}

TEST_CASE("an_id_is_unique") {
  CHECK(codes_of("@id(\"A\") @title(\"t\") rule r { require false else \"m\" }\n"
                 "@id(\"A\") @title(\"t\") rule s { require false else \"m\" }") == "E0208");
}

TEST_CASE("tells_stands_on_functions_of_one_subject") {
  const auto subject = check_texts({"@tells(\"environment\") fn e(r: any): string = r@id\n"});
  CHECK(subject->codes().empty());
  CHECK(subject->checked.functions.at(0).tells == "environment");
  CHECK(codes_of("@tells(\"environment\") fn e(): string = \"a\"") == "E0212");
  CHECK(codes_of("@tells(\"weather\") fn e(r: any): string = r@id") == "E0212");
}

TEST_CASE("allow_rests_one_warning_on_one_declaration") {
  const std::string loose = "rule r { require false }";
  CHECK(codes_of(loose) == "W0319");
  CHECK(codes_of("@allow(\"W0319\", \"why\") " + loose).empty());
  CHECK(codes_of("@allow(\"W0319\", \"why\") " + loose + "\nrule s { require false }") == "W0319");
  CHECK(codes_of("@allow(\"W9999\", \"why\") " + loose) == "E0212 W0319");
  CHECK(codes_of("@allow(\"W0319\") " + loose) == "E0212 W0319");
}

TEST_CASE("subjects_are_expanded") {
  const auto subject = check_texts(
      {"rule r for x in AWS::EC2::VPC | Types::carrier | TF::aws_x { require false else \"m\" }"});
  const CheckedRule& rule = subject->checked.rules.at(0);
  CHECK(rule.info.subjects ==
        std::vector<std::string>{"AWS::EC2::VPC", "Types::carrier", "TF::aws_x"});
  CHECK(rule.types.size() == 2 + bundled_catalogue().group("carrier").size());
  CHECK(rule.types.front() == "AWS::EC2::VPC");
  CHECK(expand("AWS::Nowhere::*", bundled_catalogue()).empty());
}

}  // namespace
}  // namespace cordon::check
