// The C++ wrapper and the nlohmann adapter.
#include <cordon.hpp>
#include <cordon/nlohmann.hpp>
#include <limits>
#include <nlohmann/json.hpp>

#include "catch_compat.h"

namespace cordon::test {
namespace {

using namespace cordon::embed;
using nlohmann::json;

constexpr const char* kRules = R"~(language 1
package t
import acme.limits
@id("T-1") @title("small") @severity("high")
rule small for d in Json::Document {
  require d.n <= limits.most else "n is \(d.n)"
}
)~";

Engine engine_with_import() {
  return Engine::make({},
                      [](std::string_view package) -> std::optional<Source> {
                        if (package != "acme.limits") return std::nullopt;
                        return Source{"acme", "language 1\npackage acme.limits\nlet most = 10\n"};
                      })
      .value_or_throw();
}

CheckOptions json_options() {
  CheckOptions options;
  options.as_of = "2026-11-24";
  options.type = "json";
  return options;
}

}  // namespace

TEST_CASE("the_wrapper_judges_and_gives_rows") {
  const Engine engine = engine_with_import();
  const auto program = Program::compile(engine, {{"r.cordon", kRules}});
  REQUIRE(program);
  CHECK(program->rule_count() == 1);
  CHECK(view(program->rule(0).id) == "T-1");
  const auto document = Document::parse(engine, "d.json", "{\"n\": 11}");
  REQUIRE(document);
  auto session = Session::make(*program);
  REQUIRE(session);
  const auto result = session->check({&*document}, json_options());
  REQUIRE(result);
  CHECK(result->exit_code() == 1);
  REQUIRE(result->rows().size() == 1);
  const Row row = result->row(0);
  CHECK(row.rule_id == "T-1");
  CHECK(row.message == "n is 11");
  const auto requirements = result->requirements(row);
  REQUIRE(requirements.size() == 1);
  REQUIRE_FALSE(requirements[0].evidence.empty());
  CHECK(requirements[0].evidence[0].value_json == "11");
  CHECK(result->because() == std::vector<std::string_view>{"1 row fails"});
  // A row that is not there is no pass.
  CHECK(result->row(1).status == CORDON_STATUS_ERROR);
}

TEST_CASE("the_wrapper_gives_errors_as_values") {
  const Engine engine = engine_with_import();
  const auto program =
      Program::compile(engine, {{"r.cordon", "language 1\npackage t\nlet a = \n"}});
  REQUIRE_FALSE(program);
  CHECK(program.error().status() == CORDON_E_RULES);
  CHECK_FALSE(program.error().diagnostics().empty());
  CHECK_THROWS(Document::parse(engine, "d.json", "{").value_or_throw());
  auto session = Session::make(Program::compile(engine).value_or_throw());
  REQUIRE(session);
  session->cancel();
  const auto result = session->check({}, json_options());
  REQUIRE_FALSE(result);
  CHECK(result.error().status() == CORDON_E_CANCELLED);
}

TEST_CASE("the_wrapper_saves_and_loads") {
  const Engine engine = engine_with_import();
  const auto compiled = Program::compile(engine, {{"r.cordon", kRules}});
  REQUIRE(compiled);
  const auto bytes = compiled->save();
  REQUIRE(bytes);
  const auto program = Program::load(engine, *bytes);
  REQUIRE(program);
  CHECK(program->digest() == compiled->digest());
  CHECK(program->warnings().empty());
  const auto refused = Program::load(engine, "no bundle");
  REQUIRE_FALSE(refused);
  CHECK(refused.error().status() == CORDON_E_BUNDLE);
}

TEST_CASE("nlohmann_values_go_in_and_come_back") {
  const Engine engine = engine_with_import();
  const json value = {{"s", "a\"\\\n\t\x01\xC3\xA9"},
                      {"i", -5},
                      {"u", std::numeric_limits<std::uint64_t>::max()},
                      {"r", 0.1},
                      {"e", 1e300},
                      {"b", true},
                      {"z", nullptr},
                      {"l", {1, json::array(), json::object()}},
                      {"", {{"k", "v"}}}};
  const auto document = parse_json(engine, "d.json", value);
  REQUIRE(document);
  CHECK(to_json(*document->root()) == value);
}

TEST_CASE("what_json_cannot_say_is_refused_and_never_changed") {
  const Engine engine = engine_with_import();
  const std::vector<json> values = {
      json{{"n", std::numeric_limits<double>::quiet_NaN()}},
      json{{"n", std::numeric_limits<double>::infinity()}},
      json{{"n", json::binary({1, 2})}},
      json{{"s", "\xFF"}},
      json{{"\xC3", 1}},
      json(std::numeric_limits<double>::quiet_NaN()),
      json(-std::numeric_limits<double>::infinity()),
      json::binary({1, 2}),
      json("\xFF"),
  };
  for (const json& value : values) {
    for (const char* name : {"d.json", "d.yaml", "memory", ""}) {
      const auto document = parse_json(engine, name, value);
      REQUIRE_FALSE(document);
      CHECK(document.error().status() == CORDON_E_DOC);
    }
  }
  json deep = 1;
  for (int i = 0; i < 5'000; ++i) deep = json::array({std::move(deep)});
  const auto document = parse_json(engine, "d.json", deep);
  REQUIRE_FALSE(document);
  CHECK(document.error().status() == CORDON_E_LIMIT);
  CHECK(document.error().code() == "D0202");
}

TEST_CASE("a_result_is_the_hosts_json") {
  const Engine engine = engine_with_import();
  const auto program = Program::compile(engine, {{"r.cordon", kRules}});
  REQUIRE(program);
  const auto document = parse_json(engine, "d.json", json{{"n", 3}});
  REQUIRE(document);
  auto session = Session::make(*program);
  REQUIRE(session);
  const auto result = session->check({&*document}, json_options());
  REQUIRE(result);
  const auto value = to_json(*result);
  REQUIRE(value);
  CHECK((*value)["schema"] == "cordon-result/1");
  CHECK((*value)["summary"]["pass"] == 1);
}

}  // namespace cordon::test
