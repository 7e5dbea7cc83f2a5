#include <string>

#include "catch_compat.h"
#include "cordon/evaluate.h"
#include "unit/vm/compiled_rules.h"

namespace cordon {
namespace {

/// What a parameter of that type is with the value `json`: its effective value, or the code and
/// what was expected.
std::string given(const std::string& type, const std::string& json) {
  const Program program =
      rules("param p: " + type +
            "\nrule r for v in AWS::EC2::VPC { require p is present else \"\\(p)\" }");
  CheckOptions options;
  options.rules = {0};
  options.as_of = "2026-11-21";
  options.parameters = {{"p", json, "--param"}};
  const auto result = evaluate(program, {{"d.json", R"({"Resources": {}})", true}}, options);
  if (result.ok()) return result->parameters[0].value_json;
  const std::string& message = result.error().message;
  const std::size_t at = message.find("expected ");
  return std::string(result.error().code) +
         (at == std::string::npos ? "" : " " + message.substr(at + 9));
}

TEST_CASE("a_parameter_takes_values_of_its_type") {
  CHECK(given("any", R"({"a": [1]})") == R"({"a":[1]})");
  CHECK(given("bool", "true") == "true");
  CHECK(given("int", "5") == "5");
  CHECK(given("number", "1.5") == "1.5");
  CHECK(given("number", "1") == "1");
  CHECK(given("string", R"("a")") == R"("a")");
  CHECK(given("cidr", R"("10.0.0.0/8")") == R"("10.0.0.0/8")");
  CHECK(given("ip", R"("10.0.0.1")") == R"("10.0.0.1")");
  CHECK(given("date", R"("2026-11-21")") == R"("2026-11-21")");
  CHECK(given("\"a\" | \"b\"", R"("b")") == R"("b")");
  CHECK(given("list<int>", "[1, 2]") == "[1,2]");
  CHECK(given("list<cidr>", R"(["10.0.0.0/8"])") == R"(["10.0.0.0/8"])");
  CHECK(given("map<string>", R"({"a": "b"})") == R"({"a":"b"})");
  CHECK(given("string?", "null") == "null");
  CHECK(given("int | string", R"("a")") == R"("a")");
}

TEST_CASE("a_parameter_of_another_type_says_what_was_expected") {
  CHECK(given("bool", "1") == "U0303 a bool");
  CHECK(given("int", "1.5") == "U0303 an int");
  CHECK(given("int", R"("1")") == "U0303 an int");
  CHECK(given("number", "true") == "U0303 a number");
  CHECK(given("string", "1") == "U0303 a string");
  CHECK(given("string", "null") == "U0303 a string");
  CHECK(given("cidr", "1") == "U0303 a cidr");
  CHECK(given("cidr", R"("10.0.0.0/99")").starts_with("U0303 a cidr ("));
  CHECK(given("ip", "1") == "U0303 an address");
  CHECK(given("ip", R"("ten")").starts_with("U0303 an address ("));
  CHECK(given("date", "1") == "U0303 a date");
  CHECK(given("date", R"("2026-02-30")") == "U0303 a date");
  CHECK(given("\"a\" | \"b\"", R"("c")") == "U0303 \"a\" or \"b\"");
  CHECK(given("\"a\" | \"b\"", "1") == "U0303 \"a\" or \"b\"");
  CHECK(given("int | string", "true") == "U0303 an int or a string");
  CHECK(given("list<int>", "1") == "U0303 a list");
  CHECK(given("list<int>", "[1, true]") == "U0303 a list of an int");
  CHECK(given("map<string>", "[]") == "U0303 an object");
  CHECK(given("map<string>", R"({"a": 1})") == "U0303 an object of a string");
  CHECK(given("list<map<int>>", R"([{"a": "b"}])") == "U0303 a list of an object of an int");
  CHECK(given("int", "{").starts_with("U0302 "));
}

TEST_CASE("a_parameter_is_named_with_its_package_where_two_declare_it") {
  const auto compiled = dsl::compile(
      {{"a.cordon", "language 1\npackage a\nparam p: int = 1\nrule r { require p == 1 else \"x\" }",
        false, true},
       {"b.cordon", "language 1\npackage b\nparam p: int = 1\nrule r { require p == 1 else \"x\" }",
        false, true}},
      {});
  REQUIRE(compiled.program);
  const auto code = [&](const std::string& name) {
    CheckOptions options;
    options.rules = {0, 1};
    options.as_of = "2026-11-21";
    options.parameters = {{name, "2", "--param"}};
    const auto result =
        evaluate(compiled.program, {{"d.json", R"({"Resources": {}})", true}}, options);
    if (!result.ok()) return std::string(result.error().code);
    std::string out;
    for (const EffectiveParameter& p : result->parameters)
      out += p.name + "=" + p.value_json + " " + p.from + " ";
    return out;
  };
  CHECK(code("p") == "U0301");
  CHECK(code("q") == "U0301");
  CHECK(code("b.p") == "a.p=1 default b.p=2 --param ");
}

}  // namespace
}  // namespace cordon
