// Hostile texts on their whole way: as values, keys and names of files of documents, and as ids,
// titles, messages and names of files of rules, evaluated and written as text and as JSON. What is
// refused on the way is refused in a harmless text; enough of them must get through. Cannot test:
// fields that no text of an author reaches (hostile_test.cc fills those in).
#include <string>

#include "catch_compat.h"
#include "cordon/dsl/compile.h"
#include "hostile/made.h"
#include "hostile/read_back.h"
#include "hostile/shown.h"
#include "hostile/strings.h"

namespace cordon::hostile {
namespace {

/// Longer ones are for the writers.
constexpr std::size_t kLongest = 5'000;
constexpr std::size_t kEnough = 400;

dsl::RuleSource source(const std::string& file, const std::string& body) {
  return {file, "language 1\npackage t\n" + body, false, true};
}

/// Whether values and messages show it as it is: longer ones are cut, and of an empty one they say
/// that it is empty.
bool is_shown_whole(const std::string& text) { return !text.empty() && text.size() <= 300; }

CheckOptions options() {
  CheckOptions out;
  out.as_of = "2026-11-21";
  out.type = "json";
  out.rules = {0};
  return out;
}

Report checked(const Program& program, const Input& input) {
  auto result = evaluate(program, {input}, options());
  REQUIRE(result.ok());
  Report out;
  out.program = &program;
  out.result = std::move(*result);
  return out;
}

/// The JSON of the report; both it and the text are harmless.
std::string harmless_json(const Report& report) {
  CHECK(fault_of(text_report(report, {})) == "");
  std::string json = json_report(report);
  CHECK(fault_of(json) == "");
  return json;
}

std::string as_pointer(const std::string& text) {
  std::string out = "/";
  for (const char c : text) out += c == '~' ? "~0" : c == '/' ? "~1" : std::string(1, c);
  return out;
}

void check_inventory(const Input& input, const std::string& text, bool read) {
  const auto listed = read_inventory({input}, options(), true);
  REQUIRE(listed.ok());
  CHECK(fault_of(inventory_text(*listed)) == "");
  const std::string json = inventory_json(*listed);
  CHECK(fault_of(json) == "");
  CHECK(lost(json, text, {"documents/0/path"}) == "");
  if (!read) return;
  CHECK(lost(json, text,
             {"resources/0/location/file", "resources/0/properties/v",
              "resources/0/properties/o/#"}) == "");
}

void check_trace(const Program& program, const Report& report, const Input& input) {
  const RuleInfo& rule = program.rules()[0];
  const auto traced =
      trace(program, {input}, options(), 0, report.result.rows[0].subject->resource);
  REQUIRE(traced.ok());
  CHECK(traced->traces.size() == 1);
  CHECK(fault_of(trace_text(*traced, rule, false)) == "");
  const std::string json = trace_json(*traced, rule);
  CHECK(fault_of(json) == "");
  CHECK(lost(json, rule.id, {"rule"}) == "");
  CHECK(lost(json, rule.title, {"title"}) == "");
  CHECK(lost(json, input.path, {"documents/0/path", "rows/0/location/file"}) == "");
}

/// A rule that speaks of a value, and of the key and the members of an object.
Program judge_of_documents() {
  const auto compiled =
      dsl::compile({source("t.cordon",
                           "@id(\"A-1\") @title(\"t\")\nrule r for d in Json::Document {\n"
                           "  require d.v == 1 else \"\\(d.v)\"\n"
                           "  for k, w in d.o { require w.a == 1 else \"\\(k)\" }\n}\n")},
                   {});
  REQUIRE(compiled.program);
  return compiled.program;
}

/// A rule whose every text is the hostile one, in a file of that name, or none with what is wrong.
dsl::Compilation judge_called(const std::string& text, const std::string& written) {
  return dsl::compile(
      {source(text, "@id(" + written + ") @title(" + written + ")\n@groups([" + written +
                        "]) @controls([" + written + "]) @remediation(" + written +
                        ")\nrule r for d in Json::Document {\n  require d.v == 1 else " + written +
                        "\n}\n")},
      {});
}

void check_broken(const std::string& text) {
  const auto broken = dsl::compile(
      {source(text, "rule " + text + " {}\n"), source(text, "# " + text + "\nlet x = d." + text),
       source(text, "import " + text + "\n"), source(text, text)},
      {});
  CHECK(fault_of(text_problems(broken.problems, false)) == "");
  CHECK(fault_of(lint_text({broken.problems, 4, 0}, false)) == "");
  const std::string json = lint_json({broken.problems, 4, 0});
  CHECK(fault_of(json) == "");
  if (!broken.problems.empty()) CHECK(lost(json, text, {"problems/0/location/file"}) == "");
}

void check_listing(const Program& program, const std::string& text) {
  CHECK(fault_of(rules_text(program.rules(), {0})) == "");
  CHECK(fault_of(rule_page(program.rules()[0], {})) == "");
  const std::string json = rules_json(program.rules(), {}, {0});
  CHECK(fault_of(json) == "");
  CHECK(lost(json, text,
             {"rules/0/id", "rules/0/title", "rules/0/groups/0", "rules/0/controls/0"}) == "");
}

/// Whether the document was read and judged.
bool check_document(const Program& program, const std::string& text) {
  const std::string of_text = literal(text);
  const Input input{text, "{\"v\":" + of_text + ",\"o\":{" + of_text + ":{\"a\":" + of_text + "}}}",
                    true};
  const Report report = checked(program, input);
  const std::string json = harmless_json(report);
  CHECK(lost(json, text, {"documents/0/path"}) == "");
  const bool read = !report.result.rows.empty();
  check_inventory(input, text, read);
  if (!read) return false;
  check_trace(program, report, input);
  CHECK(lost(json, text,
             {"rows/0/location/file", "rows/0/requirements/0/evidence/0/location/file"}) == "");
  if (!is_shown_whole(text)) return true;
  CHECK(lost(json, text,
             {"rows/0/requirements/0/message", "rows/0/requirements/0/evidence/0/value",
              "rows/0/requirements/1/message", "rows/0/requirements/1/evidence/0/value"}) == "");
  CHECK(lost(json, "/o" + as_pointer(text) + "/a",
             {"rows/0/requirements/1/evidence/0/location/pointer"}) == "");
  return true;
}

/// Whether the rule was compiled and has judged.
bool check_rule(const std::string& text) {
  check_broken(text);
  CHECK(fault_of(text_problems(judge_called(text, literal(text)).problems, false)) == "");
  const auto compiled = judge_called(text, escaped_literal(text));
  CHECK(fault_of(text_problems(compiled.problems, false)) == "");
  if (!compiled.program) return false;
  check_listing(compiled.program, text);
  const Input document{"d.json", R"({"v": 2})", true};
  const Report report = checked(compiled.program, document);
  const std::string json = harmless_json(report);
  CHECK(lost(json, text,
             {"rows/0/rule", "rows/0/title", "rows/0/groups/0", "rows/0/controls/0",
              "rows/0/remediation", "rows/0/requirements/0/rule_location/file"}) == "");
  if (is_shown_whole(text)) CHECK(lost(json, text, {"rows/0/requirements/0/message"}) == "");
  check_trace(compiled.program, report, document);
  return true;
}

/// How many of the texts get through.
template <class F>
std::size_t through(F check) {
  std::size_t number = 0;
  for (const std::string& text : strings()) {
    if (text.size() > kLongest) continue;
    INFO(printable(text).substr(0, 80));
    if (check(text)) ++number;
  }
  return number;
}

}  // namespace

TEST_CASE("hostile_documents_come_out_harmless") {
  const Program program = judge_of_documents();
  CHECK(through([&](const std::string& text) { return check_document(program, text); }) >= kEnough);
}

TEST_CASE("hostile_rule_texts_come_out_harmless") { CHECK(through(check_rule) >= kEnough); }

}  // namespace cordon::hostile
