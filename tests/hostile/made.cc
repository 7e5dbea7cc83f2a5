// Reports of one text. The idea: every field is a place by which a text may leave, so every field
// has it, and beside what is made stands the list of paths at which JSON must give it back. Cannot
// make: what evaluation alone makes of a text (pipeline_test.cc). Test: it is a part of one,
// tests/hostile/hostile_test.cc.
#include "hostile/made.h"

#include <memory>

#include "bytecode/program.h"
#include "hostile/read_back.h"

namespace cordon::hostile {
namespace {

Location place(const std::string& text) { return {text, 3, 5, "/" + text}; }

/// As evaluation writes the value: JSON, in which a byte that is no UTF-8 cannot be.
std::string value(const std::string& text) { return escaped_literal(as_read_back(text)); }

EvidenceRecord evidence(const std::string& text) {
  EvidenceRecord e;
  e.expression = text;
  e.value_json = value(text);
  e.location = place(text);
  e.source_line = text;
  e.via.push_back({text, text});
  return e;
}

RequirementRecord requirement(const std::string& text) {
  RequirementRecord r;
  r.message = text;
  r.rule_location = place(text);
  r.causes.push_back({CauseRecord::Kind::kError, text, text, place(text)});
  r.evidence.push_back(evidence(text));
  return r;
}

Row row(const std::string& text) {
  Row r;
  r.status = Status::kFail;
  r.subject = std::make_shared<Subject>(Subject{text, text, 0, place(text)});
  return r;
}

DocumentRecord document(const std::string& text) {
  DocumentRecord d;
  d.path = text;
  d.format = "json";
  d.status = "refused";
  d.problems = {problem(text)};
  return d;
}

std::vector<std::string> under(const std::string& path, const std::vector<std::string>& fields) {
  std::vector<std::string> out;
  for (const std::string& field : fields) out.push_back(path + field);
  return out;
}

std::vector<std::string> joined(const std::vector<std::vector<std::string>>& all) {
  std::vector<std::string> out;
  for (const auto& some : all) out.insert(out.end(), some.begin(), some.end());
  return out;
}

std::vector<std::string> fields_of_problem(const std::string& path) {
  return under(path, {"message", "help", "notes/0", "location/file"});
}

std::vector<std::string> fields_of_documents() {
  return joined({{"documents/0/path"}, fields_of_problem("documents/0/problems/0/")});
}

std::vector<std::string> fields_of_evidence(const std::string& path) {
  return under(path, {"value", "location/file", "via/0/resource", "via/0/pointer"});
}

/// Not its code: an empty one is left out, and none comes from outside.
std::vector<std::string> fields_of_cause(const std::string& path) {
  return under(path, {"reason", "location/file"});
}

}  // namespace

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

RuleInfo rule(const std::string& text) {
  RuleInfo info;
  info.id = info.name = info.package = info.title = text;
  info.groups = info.controls = info.subjects = info.parameters = {text};
  info.rationale = info.source = info.source_read = info.url = text;
  info.remediation = info.remediation_terraform = info.remediation_cloudformation = text;
  info.remediation_api = info.owner = info.deprecated = info.text = text;
  info.location = place(text);
  return info;
}

Program program(const std::string& text) {
  auto code = std::make_shared<bytecode::Program>();
  code->infos = {rule(text)};
  return Program(std::move(code));
}

Report report(const std::string& text, const Program& program) {
  Report out;
  out.program = &program;
  out.as_of = "2026-11-21";
  out.profile = "prod";
  out.references = "mentioned";
  out.rules_source = text;
  out.problems = {problem(text)};
  out.result.rows = {row(text), row(text)};
  out.result.rows[0].requirements = {requirement(text)};
  out.result.documents = {document(text)};
  out.result.parameters = {{text, value(text), text}};
  out.result.rules_without_subject = {text};
  return out;
}

std::vector<std::string> fields_of_report() {
  const std::vector<std::string> of_row = {"rule",       "package",       "title",
                                           "groups/0",   "resource",      "type",
                                           "controls/0", "location/file", "remediation"};
  return joined(
      {{"run/rules/source", "run/parameters/#", "run/parameters/*/value", "run/parameters/*/from",
        "summary/rules_without_subject/0", "rows/0/requirements/0/message",
        "rows/0/requirements/0/rule_location/file", "rows/0/requirements/0/evidence/0/expression"},
       fields_of_problem("problems/0/"),
       fields_of_documents(),
       under("rows/0/", of_row),
       under("rows/1/", of_row),
       fields_of_cause("rows/0/requirements/0/causes/0/"),
       fields_of_evidence("rows/0/requirements/0/evidence/0/")});
}

std::vector<std::string> pointers_of_report() {
  return {"rows/0/location/pointer", "rows/0/requirements/0/rule_location/pointer",
          "rows/0/requirements/0/causes/0/location/pointer",
          "rows/0/requirements/0/evidence/0/location/pointer"};
}

InventoryResult inventory(const std::string& text) {
  InventoryResult out;
  out.documents = {document(text)};
  InventoryResource r;
  r.resource = r.type = r.native_type = r.environment = text;
  r.location = place(text);
  r.tags = {{text, value(text)}};
  r.unknown = {text};
  r.references = {{text, text, text, "resolved"}};
  r.properties_json = "{" + value(text) + ":" + value(text) + "}";
  out.resources = {r};
  out.unmapped_types = {{text, 1}};
  return out;
}

std::vector<std::string> fields_of_inventory() {
  return joined({fields_of_documents(),
                 under("resources/0/",
                       {"resource", "type", "native_type", "environment", "location/file", "tags/#",
                        "tags/*", "unknown/0", "references/0/pointer", "references/0/target",
                        "references/0/attribute", "properties/#", "properties/*"}),
                 {"unmapped_types/#"}});
}

std::vector<std::string> fields_of_rules() {
  return under("rules/0/", {"id", "name", "package", "title", "groups/0", "controls/0",
                            "parameters/0/name", "subjects/0"});
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

std::vector<std::string> fields_of_tests() {
  return joined({fields_of_problem("problems/0/"),
                 under("failed/0/", {"name", "location/file", "failures/0"}),
                 under("mutants/survivors/0/", {"description", "rule", "location/file"})});
}

LintReport lint(const std::string& text) { return {{problem(text)}, 1, 1}; }

std::vector<std::string> fields_of_lint() { return fields_of_problem("problems/0/"); }

TraceResult traces(const std::string& text) {
  TraceNode node;
  node.construct = "require";
  node.expression = node.message = text;
  node.rule_location = place(text);
  node.truth = "false";
  node.value = evidence(text);
  node.causes = {{CauseRecord::Kind::kError, text, text, place(text)}};
  node.parts = {node};
  TraceResult out;
  out.documents = {document(text)};
  out.traces = {{row(text), {node}, false}};
  return out;
}

std::vector<std::string> fields_of_trace() {
  const std::vector<std::string> of_node = joined({{"expression", "message", "rule_location/file"},
                                                   fields_of_evidence(""),
                                                   fields_of_cause("causes/0/")});
  return joined(
      {{"rule", "name", "title", "rows/0/resource", "rows/0/type", "rows/0/location/file"},
       fields_of_documents(),
       under("rows/0/clauses/0/", of_node),
       under("rows/0/clauses/0/parts/0/", of_node)});
}

}  // namespace cordon::hostile
