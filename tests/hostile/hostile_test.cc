// Every hostile text in every place from which text enters a report, and every output that it
// leaves by. Text holds TAB, LF and printable characters alone, and no line that a build system
// obeys; JSON is read back by our own strict reader to the text that went in. A byte that is no
// UTF-8 comes back as the four characters \xNN. Cannot test: names of files as the operating system
// gives them (tests/cli does).
#include <algorithm>
#include <string>
#include <string_view>

#include "catch_compat.h"
#include "cordon/dsl/compile.h"
#include "cordon/listing.h"
#include "cordon/report.h"
#include "document/reader.h"
#include "hostile/strings.h"
#include "report/characters.h"

namespace cordon::hostile {
namespace {

/// What is wrong with a text for people, or "".
std::string fault_of(const std::string& text) {
  std::size_t start = 0;
  while (start < text.size()) {
    const std::size_t end = std::min(text.find('\n', start), text.size());
    const std::string_view line = std::string_view(text).substr(start, end - start);
    const std::size_t first = std::min(line.find_first_not_of(" \t"), line.size());
    if (line.substr(first).starts_with("::")) return "a line begins with ::";
    for (std::size_t i = 0; i < line.size();) {
      const report::Scalar one = report::scalar_at(line, i);
      if (!one.valid) return "a byte that is no UTF-8";
      if (one.value != '\t' && !report::is_visible(one.value)) return "a hidden character";
      if (report::begins_build_order(line.substr(i))) return "an order to a build system";
      i += one.bytes;
    }
    start = end + 1;
  }
  return "";
}

/// The text as it comes back out of JSON.
std::string as_read_back(const std::string& text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const report::Scalar one = report::scalar_at(text, i);
    if (one.valid) {
      out += text.substr(i, one.bytes);
    } else {
      constexpr std::string_view kHex = "0123456789abcdef";
      out += std::string("\\x") + kHex[(one.value >> 4U) & 0xFU] + kHex[one.value & 0xFU];
    }
    i += one.bytes;
  }
  return out;
}

bool holds(const Store& store, const Node& node, const std::string& text) {
  if (node.is(Kind::kString)) return node.text() == text;
  if (!node.is_object() && !node.is(Kind::kList)) return false;
  if (node.is_object()) {
    for (const Symbol key : Store::keys(node))
      if (store.symbols.text(key) == text) return true;
  }
  return std::any_of(node.members().begin(), node.members().end(),
                     [&](const Node& kid) { return holds(store, kid, text); });
}

/// Whether the JSON is valid and some string or key in it is the text.
bool comes_back(const std::string& json, const std::string& text) {
  Store store;
  DocumentLimits limits;
  limits.max_key_bytes = std::size_t{1} << 20U;
  const auto read = read_json(store, *store.sources.add("report", json), limits);
  return read.ok() && holds(store, read->roots[0], as_read_back(text));
}

bool is_json(const std::string& json) {
  Store store;
  return read_json(store, *store.sources.add("report", json), {}).ok();
}

Location place(const std::string& text) { return {text, 3, 5, "/" + text}; }

Problem problem(const std::string& text) {
  Problem p;
  p.code = "E0101";
  p.message = text;
  p.help = text;
  p.file = text;
  p.line = 1;
  p.column = 2;
  p.source_line = text;
  p.caret_length = 3;
  p.notes = {text};
  return p;
}

RequirementRecord requirement(const std::string& text) {
  RequirementRecord r;
  r.message = text;
  r.rule_location = place(text);
  r.causes.push_back({CauseRecord::Kind::kMissing, text, text, place(text)});
  EvidenceRecord e;
  e.expression = text;
  e.value_json = "1";
  e.location = place(text);
  e.source_line = text;
  e.via.push_back({text, text});
  r.evidence.push_back(e);
  return r;
}

Row row(const std::string& text) {
  Row r;
  r.status = Status::kFail;
  r.subject = std::make_shared<Subject>(Subject{text, text, 0, place(text)});
  r.requirements.push_back(requirement(text));
  return r;
}

RuleInfo rule(const std::string& text) {
  RuleInfo info;
  info.id = info.name = info.package = info.title = text;
  info.groups = info.controls = info.subjects = info.parameters = {text};
  info.rationale = info.source = info.source_read = info.url = text;
  info.remediation = info.remediation_terraform = info.remediation_cloudformation = text;
  info.owner = info.deprecated = info.text = text;
  info.location = place(text);
  return info;
}

Report report(const std::string& text) {
  Report out;
  out.as_of = "2026-11-21";
  out.profile = "prod";
  out.references = "mentioned";
  out.rules_source = text;
  out.problems = {problem(text)};
  out.result.rows = {row(text)};
  DocumentRecord document;
  document.path = text;
  document.format = "json";
  document.status = "read";
  document.problems = {problem(text)};
  out.result.documents = {document};
  out.result.parameters = {{text, "1", text}};
  out.result.rules_without_subject = {text};
  return out;
}

InventoryResult inventory(const std::string& text) {
  InventoryResult out;
  out.documents = report(text).result.documents;
  InventoryResource r;
  r.resource = r.type = r.native_type = r.environment = text;
  r.location = place(text);
  r.tags = {{text, "1"}};
  r.unknown = {text};
  r.references = {{text, text, text, "resolved"}};
  out.resources = {r};
  out.unmapped_types = {{text, 1}};
  return out;
}

TestReport tests(const std::string& text) {
  TestReport out;
  out.outcomes = {{text, place(text), false, {text}}};
  out.problems = {problem(text)};
  out.mutated = true;
  out.mutants = 1;
  out.survivors = {{text, text, place(text)}};
  return out;
}

/// The text as a JSON or rule literal; bytes that are no UTF-8 stay as they are.
std::string literal(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    constexpr std::string_view kHex = "0123456789abcdef";
    if (byte < 0x20 || byte == 0x7F) {
      out += std::string("\\u00") + kHex[byte >> 4U] + kHex[byte & 0xFU];
    } else {
      if (c == '"' || c == '\\') out += '\\';
      out += c;
    }
  }
  return out + "\"";
}

}  // namespace

TEST_CASE("there_are_enough_hostile_texts") { CHECK(strings().size() >= 400); }

TEST_CASE("no_text_for_people_carries_a_hostile_text_out") {
  for (const std::string& text : strings()) {
    INFO(printable(text).substr(0, 80));
    const std::vector<RuleInfo> rules = {rule(text)};
    CHECK(fault_of(text_report(report(text), {})) == "");
    CHECK(fault_of(text_report(report(text), {false, true, true})) == "");
    CHECK(fault_of(text_problems({problem(text)}, false)) == "");
    CHECK(fault_of(inventory_text(inventory(text))) == "");
    CHECK(fault_of(rules_text(rules, {0})) == "");
    CHECK(fault_of(rule_page(rules[0], {})) == "");
    CHECK(fault_of(tests_text(tests(text))) == "");
    // Where a line begins is the business of who writes lines.
    CHECK(fault_of("a" + printable(text)) == "");
  }
}

TEST_CASE("json_carries_a_hostile_text_as_it_is") {
  for (const std::string& text : strings()) {
    INFO(printable(text).substr(0, 80));
    const std::vector<RuleInfo> rules = {rule(text)};
    for (const std::string& json : {json_report(report(text)), inventory_json(inventory(text)),
                                    rules_json(rules, {}, {0}), tests_json(tests(text))}) {
      CHECK(fault_of(json) == "");
      CHECK(comes_back(json, text));
    }
  }
}

TEST_CASE("hostile_documents_and_rules_come_out_harmless") {
  const auto compiled = dsl::compile({{"t.cordon",
                                       "language 1\npackage t\n@id(\"A-1\") @title(\"t\")\nrule r "
                                       "for d in Json::Document { require d.v == 1 "
                                       "else \"it is \\(d.v) \\(d@tags)\" }\n",
                                       false, true}},
                                     {});
  REQUIRE(compiled.program);
  CheckOptions options;
  options.as_of = "2026-11-21";
  options.type = "json";
  options.rules = {0};
  for (const std::string& text : strings()) {
    if (text.size() > 5'000) continue;  // those are for the writers above
    INFO(printable(text).substr(0, 80));
    const std::string document =
        "{\"v\":" + literal(text) + "," + literal("k" + text) + ":{\"a\":" + literal(text) + "}}";
    auto result = evaluate(compiled.program, {{text, document, true}}, options);
    REQUIRE(result.ok());
    Report out;
    out.program = &compiled.program;
    out.result = std::move(*result);
    CHECK(fault_of(text_report(out, {})) == "");
    const std::string json = json_report(out);
    CHECK(fault_of(json) == "");
    CHECK(comes_back(json, text));
    const auto listed = read_inventory({{text, document, true}}, options, true);
    REQUIRE(listed.ok());
    CHECK(fault_of(inventory_text(*listed)) == "");
    CHECK(is_json(inventory_json(*listed)));
  }
}

TEST_CASE("hostile_rule_texts_come_out_harmless") {
  const auto source = [](const std::string& file, const std::string& body) {
    return dsl::RuleSource{file, "language 1\npackage t\n" + body, false, true};
  };
  for (const std::string& text : strings()) {
    if (text.size() > 5'000) continue;
    INFO(printable(text).substr(0, 80));
    const auto broken = dsl::compile(
        {source(text, "rule " + text + " {}\n"), source(text, "# " + text + "\nlet x = d." + text),
         source(text, "import " + text + "\n"), source(text, text)},
        {});
    CHECK(fault_of(text_problems(broken.problems, false)) == "");
    const auto compiled = dsl::compile(
        {source(text, "@id(" + literal(text) + ") @title(" + literal(text) +
                          ")\nrule r for d in Json::Document { require d.v == 1 else " +
                          literal(text) + " }\n")},
        {});
    CHECK(fault_of(text_problems(compiled.problems, false)) == "");
    if (!compiled.program) continue;
    CHECK(fault_of(rules_text(compiled.program.rules(), {0})) == "");
    CHECK(comes_back(rules_json(compiled.program.rules(), {}, {0}), text));
    CHECK(fault_of(rule_page(compiled.program.rules()[0], {})) == "");
  }
}

}  // namespace cordon::hostile
