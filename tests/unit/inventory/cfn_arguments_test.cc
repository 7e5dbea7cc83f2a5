#include "catch_compat.h"
#include "unit/inventory/fixture.h"

namespace cordon::tests {
namespace {

constexpr std::string_view kSections = R"(
  "Parameters": {
    "P": {"Type": "String"}, "Q": {"Type": "String", "AllowedValues": ["a", "b"]}, "N": {"Type": "Number"},
    "Secret": {"Type": "String", "NoEcho": true, "Default": "s,t"}, "Nets": {"Type": "List<AWS::EC2::Subnet::Id>"},
    "Net": {"Type": "AWS::EC2::Subnet::Id"}, "Csv": {"Type": "CommaDelimitedList", "Default": "x,y"},
    "Hidden": {"Type": "String", "NoEcho": "True"}, "Odd": 7, "Typed": {"Type": 7}},
  "Conditions": {
    "C": {"Fn::Equals": [{"Ref": "P"}, "x"]},
    "Outside": {"Fn::Equals": [{"Ref": "Q"}, "c"]}, "OutsideTurned": {"Fn::Equals": ["c", {"Ref": "Q"}]},
    "Inside": {"Fn::Equals": [{"Ref": "Q"}, "a"]}, "Filled": {"Fn::Equals": [{"Ref": "Net"}, ""]},
    "FilledTurned": {"Fn::Equals": ["", {"Ref": "Net"}]},
    "Twice": {"Fn::Equals": [{"Ref": "P"}, {"Ref": "P"}]}, "Numbers": {"Fn::Equals": [1, "1"]},
    "Prefix": {"Fn::Equals": [{"Fn::Sub": "a-${P}"}, "b-x"]}, "Suffix": {"Fn::Equals": [{"Fn::Sub": "${P}-a"}, "x-b"]},
    "Longer": {"Fn::Equals": [{"Fn::Sub": "abc${P}"}, "ab"]}, "Symbols": {"Fn::Equals": [{"Fn::Sub": "${P}x"}, {"Fn::Sub": "${P}y"}]},
    "Same": {"Fn::Equals": [{"Fn::Sub": "${P}x"}, {"Fn::Join": ["", [{"Ref": "P"}, "x"]]}]},
    "Lists": {"Fn::Equals": [{"Ref": "Csv"}, ["x", "y"]]}, "Open": {"Fn::Equals": [{"Fn::Sub": "${P}x"}, "ax"]},
    "Literal": true, "LiteralNo": false, "Both": {"Fn::And": [{"Condition": "Numbers"}, {"Condition": "Outside"}]},
    "Either": {"Fn::Or": [{"Condition": "Outside"}, {"Condition": "Numbers"}]}, "NoList": {"Fn::And": "x"}, "NoMembers": {"Fn::Or": []},
    "NotTwo": {"Fn::Not": [true, true]}, "TwoKeys": {"Fn::Not": [true], "Fn::And": []}, "Unknown": {"Fn::Wat": []},
    "OneSide": {"Fn::Equals": ["x"]}, "OfChoice": {"Fn::Equals": [{"Fn::If": ["C", "a", "b"]}, "c"]},
    "OfSame": {"Fn::Equals": [{"Fn::If": ["C", "a", "b"]}, "a"]}},
  "Mappings": {"M": {"k": {"v": "1", "n": null}}}, )";

std::string value(std::string_view json, std::string_view before = "") {
  Fixture f;
  f.add(one("Custom::Thing", R"({"X": )" + std::string(json) + "}",
            std::string(before) + std::string(kSections)));
  REQUIRE(f.inventory.documents()[0].status == InventoryDocument::Status::kRead);
  return f.shown("A", "X");
}

/// What a condition decides: the first or the second of two texts, or both.
std::string decided(std::string_view condition) {
  return value(R"({"Fn::If": [")" + std::string(condition) + R"(", "yes", "no"]})");
}

constexpr std::string_view kRefused = "error V0111";
constexpr std::string_view kUndecided = "if('yes' | 'no')";

TEST_CASE("a_function_with_arguments_of_another_shape_is_refused") {
  for (const std::string_view call : {R"({"Ref": 1})",
                                      R"({"Ref": ["P"]})",
                                      R"({"Fn::GetAtt": "A"})",
                                      R"({"Fn::GetAtt": []})",
                                      R"({"Fn::GetAtt": [1, "Arn"]})",
                                      R"({"Fn::GetAtt": "Nothing.Arn"})",
                                      R"({"Fn::GetAtt": ["Nothing", "Arn"]})",
                                      R"({"Fn::Sub": "${Nothing.Arn}"})",
                                      R"({"Fn::Sub": ["a", 1]})",
                                      R"({"Fn::Sub": ["a", {}, 1]})",
                                      R"({"Fn::Sub": {"a": "b"}})",
                                      R"({"Fn::Sub": []})",
                                      R"({"Fn::If": "C"})",
                                      R"({"Fn::If": ["C", "a", "b", "c"]})",
                                      R"({"Fn::Join": "a"})",
                                      R"({"Fn::Join": [1, ["a"]]})",
                                      R"({"Fn::Join": [",", {"a": 1}]})",
                                      R"({"Fn::Join": [",", {"Ref": "Nothing"}]})",
                                      R"({"Fn::Join": [",", ["a", {"b": 1}]]})",
                                      R"({"Fn::Select": 1})",
                                      R"({"Fn::Select": ["x", ["a"]]})",
                                      R"({"Fn::Select": ["1x", ["a"]]})",
                                      R"({"Fn::Select": [{"a": 1}, ["a"]]})",
                                      R"({"Fn::Select": [0, "a"]})",
                                      R"({"Fn::Select": [0, {"Ref": "Nothing"}]})",
                                      R"({"Fn::Select": ["99999999999999999999", ["a"]]})",
                                      R"({"Fn::Split": "a"})",
                                      R"({"Fn::Split": [1, "a"]})",
                                      R"({"Fn::Split": [",", {"a": 1}]})",
                                      R"({"Fn::Split": [",", {"Ref": "Nothing"}]})",
                                      R"({"Fn::FindInMap": ["M", "k"]})",
                                      R"({"Fn::FindInMap": ["M", "k", ["v"]]})",
                                      R"({"Fn::FindInMap": ["No", "k", "v"]})",
                                      R"({"Fn::FindInMap": ["M", "k", "n"]})",
                                      R"({"Fn::FindInMap": ["M", "k", "no", {"Default": 1}]})",
                                      R"({"Fn::FindInMap": ["M", "k", "no", "z"]})",
                                      R"({"Fn::Cidr": ["10.0.0.0/16"]})"}) {
    CAPTURE(call);
    CHECK(value(call) == kRefused);
  }
}

TEST_CASE("a_function_of_what_is_not_known_is_a_written_unknown") {
  CHECK(value(R"({"Fn::Select": [{"Ref": "N"}, ["a", "b"]]})") == "written\"{}\"");
  CHECK(value(R"({"Fn::Select": [{"Ref": "P"}, ["a", "b"]]})") == "written\"{}\"");
  CHECK(value(R"({"Fn::Select": [-1, {"Ref": "Nets"}]})").starts_with("written"));
  CHECK(value(R"({"Fn::FindInMap": [{"Ref": "P"}, "k", "v"]})").starts_with("written"));
  CHECK(value(R"({"Fn::Select": [2000, {"Fn::GetAZs": ""}]})").starts_with("written"));
  CHECK(value(R"({"Fn::Split": [",", {"Ref": "P"}]})") == "written");
}

TEST_CASE("which_member_of_a_list_with_maybe_members_is_not_decided") {
  const std::string list = R"([{"Fn::If": ["C", "a", {"Ref": "AWS::NoValue"}]}, "b"])";
  CHECK(value(R"({"Fn::Select": [0, )" + list + "]}") == "written");
  CHECK(value(R"({"Fn::Select": [1, )" + list + "]}") == "written");
  CHECK(value(R"({"Fn::Select": [2, )" + list + "]}") == "written");
  CHECK(value(R"({"Fn::Select": [0, ["b", {"Fn::If": ["C", "a", {"Ref": "AWS::NoValue"}]}]]})") ==
        "'b'");
  CHECK(value(R"({"Fn::Join": [",", )" + list + "]}") == "written");
}

TEST_CASE("parts_of_a_secret_are_secret") {
  CHECK(value(R"({"Fn::Split": [",", {"Ref": "Secret"}]})") == "['s'!sensitive, 't'!sensitive]");
  CHECK(value(R"({"Ref": "Hidden"})") == "written\"{}\"!sensitive");
  CHECK(value(R"({"Fn::Join": ["-", [{"Ref": "Hidden"}, "a"]]})") == "written+\"{}-a\"!sensitive");
}

TEST_CASE("under_a_macro_what_a_template_lacks_is_unknown") {
  constexpr std::string_view kMacro = R"("Transform": "M", )";
  CHECK(value(R"({"Fn::FindInMap": ["No", "k", "v"]})", kMacro).starts_with("written"));
  CHECK(value(R"({"Fn::GetAtt": "Nothing.Arn"})", kMacro).starts_with("written"));
  CHECK(value(R"({"Fn::If": ["Nothing", "a", "b"]})", kMacro) == "if('a' | 'b')");
}

TEST_CASE("equals_decides_what_all_completions_agree_on") {
  for (const std::string_view yes : {"Twice", "Numbers", "Same", "Literal", "Either"}) {
    CAPTURE(yes);
    CHECK(decided(yes) == "'yes'");
  }
  for (const std::string_view no :
       {"Outside", "OutsideTurned", "Filled", "FilledTurned", "Prefix", "Suffix", "Longer",
        "Symbols", "LiteralNo", "Both", "OfChoice"}) {
    CAPTURE(no);
    CHECK(decided(no) == "'no'");
  }
  for (const std::string_view open : {"C", "Inside", "Open", "OfSame"}) {
    CAPTURE(open);
    CHECK(decided(open) == kUndecided);
  }
}

TEST_CASE("a_condition_that_is_none_is_not_decided_and_named_as_a_problem") {
  for (const std::string_view bad :
       {"NoList", "NoMembers", "NotTwo", "TwoKeys", "Unknown", "OneSide"}) {
    CAPTURE(bad);
    CHECK(decided(bad) == kUndecided);
    Fixture f;
    const auto& document =
        f.add(one("Custom::Thing",
                  R"({"X": {"Fn::If": [")" + std::string(bad) + R"(", "yes", "no"]}})", kSections));
    f.property("A", "X");
    CHECK_FALSE(document.problems.empty());
  }
}

}  // namespace
}  // namespace cordon::tests
