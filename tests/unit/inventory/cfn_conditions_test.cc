#include "catch_compat.h"
#include "unit/inventory/fixture.h"

namespace cordon::tests {
namespace {

constexpr std::string_view kParameters = R"("Parameters": {
  "P": {"Type": "String"}, "Q": {"Type": "String", "AllowedValues": ["a", "b"]}, "D": {"Type": "String", "Default": "d"},
  "N": {"Type": "Number", "Default": 5}, "Net": {"Type": "AWS::EC2::Subnet::Id"}}, )";

/// "T", "F" or "U": what the condition C is.
std::string truth(std::string_view condition, std::string_view more = "") {
  Fixture f;
  f.add(one("Custom::Thing", R"({"X": {"Fn::If": ["C", "T", "F"]}})",
            std::string(kParameters) + R"("Conditions": {"C": )" + std::string(condition) +
                std::string(more) + "}, "));
  REQUIRE(f.inventory.documents()[0].status == InventoryDocument::Status::kRead);
  const Node value = f.property("A", "X");
  return value.is(Kind::kChoice) ? "U" : std::string(value.text());
}

TEST_CASE("equals_compares_texts_as_cloudformation_does") {
  CHECK(truth(R"({"Fn::Equals": ["a", "a"]})") == "T");
  CHECK(truth(R"({"Fn::Equals": [{"Ref": "N"}, "5"]})") == "T");
  CHECK(truth(R"({"Fn::Equals": [true, "true"]})") == "T");
  CHECK(truth(R"({"Fn::Equals": [{"Ref": "D"}, "e"]})") == "F");
}

TEST_CASE("what_text_is_made_of_a_real_is_not_known") {
  CHECK(truth(R"({"Fn::Equals": [1.0, "1.0"]})") == "U");
  CHECK(truth(R"({"Fn::Equals": [1.0, "1"]})") == "U");
  CHECK(truth(R"({"Fn::Equals": [1, 1.0]})") == "U");
  CHECK(truth(R"({"Fn::Equals": [1.5, "1.5"]})") == "T");
  CHECK(truth(R"({"Fn::Equals": [1.0, "2"]})") == "F");
  CHECK(truth(R"({"Fn::Equals": [1, "1.0"]})") == "F");
}

TEST_CASE("an_unset_parameter_is_undecided_but_never_outside_its_allowed_values") {
  CHECK(truth(R"({"Fn::Equals": [{"Ref": "P"}, "a"]})") == "U");
  CHECK(truth(R"({"Fn::Equals": [{"Ref": "P"}, {"Ref": "P"}]})") == "T");
  CHECK(truth(R"({"Fn::Equals": [{"Ref": "Q"}, "a"]})") == "U");
  CHECK(truth(R"({"Fn::Equals": [{"Ref": "Q"}, "c"]})") == "F");
  CHECK(truth(R"({"Fn::Equals": [{"Ref": "Net"}, ""]})") == "F");
  CHECK(truth(R"({"Fn::Equals": [{"Ref": "P"}, ""]})") == "U");
  CHECK(truth(R"({"Fn::Equals": [{"Fn::Sub": "a${P}"}, "bc"]})") == "F");
}

TEST_CASE("connectives_are_kleene") {
  const std::string u = R"({"Fn::Equals": [{"Ref": "P"}, "a"]})";
  const std::string t = R"({"Fn::Equals": ["a", "a"]})";
  const std::string f = R"({"Fn::Equals": ["a", "b"]})";
  CHECK(truth(R"({"Fn::And": [)" + u + "," + f + "]}") == "F");
  CHECK(truth(R"({"Fn::And": [)" + u + "," + t + "]}") == "U");
  CHECK(truth(R"({"Fn::Or": [)" + u + "," + t + "]}") == "T");
  CHECK(truth(R"({"Fn::Or": [)" + u + "," + f + "]}") == "U");
  CHECK(truth(R"({"Fn::Not": [)" + u + "]}") == "U");
  CHECK(truth(R"({"Fn::Not": [)" + f + "]}") == "T");
}

TEST_CASE("conditions_refer_to_each_other_in_any_order") {
  CHECK(truth(R"({"Fn::Not": [{"Condition": "B"}]})", R"(, "B": {"Fn::Equals": ["x", "y"]})") ==
        "T");
}

TEST_CASE("a_choice_inside_equals_decides_where_all_branches_agree") {
  const std::string b = R"(, "B": {"Fn::Equals": [{"Ref": "P"}, "x"]})";
  CHECK(truth(R"({"Fn::Equals": [{"Fn::If": ["B", "a", "b"]}, "c"]})", b) == "F");
  CHECK(truth(R"({"Fn::Equals": [{"Fn::If": ["B", "a", "b"]}, "a"]})", b) == "U");
}

TEST_CASE("a_condition_that_depends_on_itself_refuses_the_template") {
  Fixture f;
  const auto& document = f.add(one(
      "Custom::Thing", "{}",
      R"("Conditions": {"C": {"Fn::Not": [{"Condition": "B"}]}, "B": {"Fn::Or": [{"Condition": "C"}, {"Condition": "C"}]}}, )"));
  CHECK(document.status == InventoryDocument::Status::kRefused);
  REQUIRE_FALSE(document.problems.empty());
  CHECK(document.problems.back().code == "I0303");
  CHECK(f.inventory.resources().empty());
}

TEST_CASE("what_is_no_condition_is_undecided_and_warned_of") {
  CHECK(truth("null") == "U");
  CHECK(truth(R"({"Fn::Equals": ["a"]})") == "U");
  CHECK(truth(R"({"Fn::And": []})") == "U");
  CHECK(truth(R"({"Condition": "Nothing"})") == "U");
}

TEST_CASE("a_long_chain_of_conditions_ends_in_a_warning_and_not_in_a_crash") {
  std::string conditions = R"("Conditions": {)";
  constexpr int kLength = 20'000;
  for (int i = 0; i < kLength; ++i) {
    conditions += "\"C" + std::to_string(i) + R"(": {"Fn::Not": [{"Condition": "C)" +
                  std::to_string(i + 1) + "\"}]}, ";
  }
  conditions += "\"C" + std::to_string(kLength) + R"(": {"Fn::Equals": ["a", "a"]}}, )";
  Fixture f;
  const auto& document =
      f.add(one("Custom::Thing", R"({"X": {"Fn::If": ["C0", "T", "F"]}})", conditions));
  CHECK(document.status == InventoryDocument::Status::kRead);
  CHECK(f.property("A", "X").is(Kind::kChoice));
  bool warned = false;
  for (const Diagnostic& problem : f.inventory.documents()[0].problems)
    warned = warned || problem.code == "I0306";
  CHECK(warned);
}

TEST_CASE("texts_that_explode_end_in_a_warning") {
  std::string big(200'000, 'x');
  std::string uses;
  for (int i = 0; i < 2'000; ++i) uses += "${P}";
  Fixture f;
  f.add(one("Custom::Thing", R"({"X": {"Fn::Sub": ")" + uses + "\"}}",
            R"("Parameters": {"P": {"Type": "String", "Default": ")" + big + "\"}}, "));
  CHECK(f.property("A", "X").is(Kind::kUnknown));
  REQUIRE_FALSE(f.inventory.documents()[0].problems.empty());
  CHECK(f.inventory.documents()[0].problems[0].code == "I0307");
}

TEST_CASE("a_list_that_is_split_again_and_again_ends_in_a_warning") {
  std::string list(1'000'000, ',');
  std::string properties;
  for (int i = 0; i < 100; ++i) {
    properties += "\"X" + std::to_string(i) + R"(": {"Fn::Split": [",", {"Ref": "P"}]}, )";
  }
  Fixture f;
  f.add(one("Custom::Thing", "{" + properties + "\"Y\": 1}",
            R"("Parameters": {"P": {"Type": "String", "Default": ")" + list + "\"}}, "));
  CHECK(f.property("A", "X0").is(Kind::kList));
  for (int i = 1; i < 100; ++i) f.property("A", "X" + std::to_string(i));
  CHECK(f.property("A", "X99").is(Kind::kUnknown));
}

}  // namespace
}  // namespace cordon::tests
