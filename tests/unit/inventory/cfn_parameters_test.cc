#include <string>

#include "catch_compat.h"
#include "unit/inventory/fixture.h"

namespace cordon::tests {
namespace {

/// A resource with a property that is the parameter P of that declaration.
std::string with_parameter(const std::string& declaration,
                           std::string_view type = "AWS::SageMaker::NotebookInstance",
                           const std::string& name = "DirectInternetAccess") {
  return one(type, "{\"" + name + R"(": {"Ref": "P"}})",
             R"("Parameters": {"P": )" + declaration + "}, ");
}

std::string access(const std::string& declaration) {
  Fixture f;
  f.add(with_parameter(declaration));
  return f.shown("A", "DirectInternetAccess");
}

TEST_CASE("a_default_outside_the_allowed_values_is_an_error") {
  Fixture f;
  const InventoryDocument& document = f.add(with_parameter(
      R"({"Type": "String", "Default": "Disabled", "AllowedValues": ["Enabled", "Off"]})"));
  CHECK(f.shown("A", "DirectInternetAccess") == "error V0111");
  REQUIRE(document.problems.size() == 1);
  CHECK(document.problems[0].code == "I0302");
  CHECK(document.problems[0].level == Level::kWarning);
  CHECK(document.problems[0].message ==
        "the Default of the parameter P is not among its AllowedValues");
}

TEST_CASE("a_default_among_the_allowed_values_counts") {
  CHECK(access(R"({"Type": "String", "Default": "Disabled", "AllowedValues": ["Disabled"]})") ==
        "'Disabled'");
  CHECK(access(R"({"Type": "String", "Default": "true", "AllowedValues": [true, false]})") ==
        "'true'");
  CHECK(access(R"({"Type": "Number", "Default": 1.1, "AllowedValues": ["1.10", 2]})") == "'1.1'");
  CHECK(access(R"({"Type": "Number", "Default": "5", "AllowedValues": [1, 5.0]})") == "'5'");
  CHECK(access(R"({"Type": "String", "Default": "a", "AllowedValues": "a"})") == "'a'");
}

TEST_CASE("each_member_of_a_default_list_is_among_the_allowed_values") {
  const auto groups = [](const std::string& value) {
    Fixture f;
    f.add(with_parameter(R"({"Type": "CommaDelimitedList", "AllowedValues": ["sg-1", "sg-2"],
                             "Default": ")" +
                             value + "\"}",
                         "AWS::SageMaker::NotebookInstance", "SecurityGroupIds"));
    return f.shown("A", "SecurityGroupIds");
  };
  CHECK(groups("sg-1, sg-2") == "['sg-1', 'sg-2']");
  CHECK(groups("sg-1,sg-3") == "error V0111");
}

TEST_CASE("a_parameter_is_hidden_unless_it_clearly_is_not") {
  for (const std::string_view word : {"true", "\"true\"", "\"yes\"", "\"on\"", "\"TRUE\"", "1"}) {
    INFO(word);
    Fixture f;
    f.add(with_parameter(R"({"Type": "String", "Default": "s", "NoEcho": )" + std::string(word) +
                         "}"));
    CHECK(f.property("A", "DirectInternetAccess").has(kSensitive));
    CHECK(f.attribute("A", "root").has(kSensitive));
  }
  for (const std::string_view word : {"false", "\"false\"", "null"}) {
    INFO(word);
    Fixture f;
    f.add(with_parameter(R"({"Type": "String", "Default": "s", "NoEcho": )" + std::string(word) +
                         "}"));
    CHECK_FALSE(f.property("A", "DirectInternetAccess").has(kSensitive));
    CHECK_FALSE(f.attribute("A", "root").has(kSensitive));
  }
}

}  // namespace
}  // namespace cordon::tests
