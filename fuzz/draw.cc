// Structures for reports out of bytes.
// The idea: a byte chooses a hostile text, or how many of the bytes behind it are one; so a fuzzer
// finds texts and shapes alike, and a place for each in every structure.
// Cannot do: structures that the library would never make, such as a row of a rule that is not
// there. Test: it is one, of the target `report`.
#include "draw.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <string_view>
#include <utility>

namespace cordon::fuzz {
namespace {

using Json = nlohmann::json;

constexpr std::array<std::string_view, 24> kHostile = {"\x1b[2J\x1b[31m",
                                                       "\n::error::x",
                                                       "##[error]x",
                                                       "##vso[task.complete]",
                                                       "a\r\nb",
                                                       "\xe2\x80\xae",
                                                       "\xe2\x80\x8b",
                                                       "\xff\xfe",
                                                       "\xed\xa0\x80",
                                                       "\xc2\x9b",
                                                       "\xe2\x80\xa8",
                                                       "]]><!--",
                                                       "</script>",
                                                       "%0A::warning::",
                                                       "\"\\\"",
                                                       "\\x1b",
                                                       "##teamcity[x]",
                                                       "\t\t\t\v\f\b",
                                                       "\xf3\xa0\x81\x81",
                                                       "a\xcc\x81\xcc\x81",
                                                       "\xf0\x9f\x98\x80",
                                                       "\\u0000",
                                                       "::",
                                                       "=cmd|' /C calc'!A0"};

std::string dumped(const Json& value) {
  return value.dump(-1, ' ', true, Json::error_handler_t::replace);
}

Location location(Draw& in) {
  if (in.below(4) == 0) return {};
  return {in.text(), in.number() % 1000, in.number() % 1000, in.text()};
}

Problem problem(Draw& in) {
  Problem p;
  p.code = in.code();
  p.level = in.flag() ? Level::kError : Level::kWarning;
  p.message = in.text();
  p.help = in.text();
  p.file = in.text();
  p.line = in.number() % 1000;
  p.column = in.number() % 300;
  p.source_line = in.text();
  p.caret_length = 1 + in.number() % 300;
  p.notes = in.texts(2);
  return p;
}

CauseRecord cause(Draw& in) {
  CauseRecord c;
  c.kind = static_cast<CauseRecord::Kind>(in.below(3));
  if (c.kind == CauseRecord::Kind::kError) c.code = in.code();
  c.reason = in.text();
  c.location = location(in);
  return c;
}

EvidenceRecord evidence(Draw& in) {
  EvidenceRecord e;
  e.expression = in.text();
  e.value_json = in.value();
  e.sensitive = in.flag();
  e.truncated = in.flag();
  e.origin = static_cast<EvidenceRecord::Origin>(in.below(3));
  e.location = location(in);
  e.source_line = in.text();
  e.caret_length = in.number() % 300;
  e.via = in.list<Via>(2, [&] { return Via{in.text(), in.text()}; });
  return e;
}

RequirementRecord requirement(Draw& in) {
  RequirementRecord r;
  r.status = std::array{Status::kFail, Status::kUndetermined, Status::kError}[in.below(3)];
  r.message = in.text();
  r.message_truncated = in.flag();
  r.rule_location = location(in);
  r.causes = in.list<CauseRecord>(2, [&] { return cause(in); });
  r.evidence = in.list<EvidenceRecord>(3, [&] { return evidence(in); });
  return r;
}

Subject subject(Draw& in) {
  Subject s;
  s.resource = in.text();
  s.type = in.text();
  s.document = static_cast<std::uint32_t>(in.below(4));
  s.location = location(in);
  return s;
}

Row row(Draw& in, std::size_t rules) {
  Row r;
  r.rule = static_cast<std::uint32_t>(in.below(rules));
  r.status = static_cast<Status>(in.below(6));
  r.severity = static_cast<Severity>(in.below(5));
  r.applies = in.flag();
  if (in.flag()) r.subject = std::make_shared<Subject>(subject(in));
  r.vacuous = in.flag();
  r.reason = in.flag() ? "no requirement was reached" : "";
  r.assumes = static_cast<Assumes>(in.below(4));
  r.requirements = in.list<RequirementRecord>(3, [&] { return requirement(in); });
  return r;
}

RuleInfo rule(Draw& in) {
  RuleInfo r;
  for (std::string* text : {&r.id, &r.name, &r.package, &r.title, &r.rationale, &r.source, &r.url,
                            &r.source_read, &r.remediation, &r.remediation_terraform,
                            &r.remediation_api, &r.owner, &r.deprecated, &r.text})
    *text = in.text();
  r.bundled = in.flag();
  if (in.flag()) r.sensitive = static_cast<Severity>(in.below(5));
  r.severity[in.below(3)].reset();
  r.groups = in.texts(2);
  r.controls = in.texts(2);
  r.subjects = in.texts(2);
  r.location = location(in);
  return r;
}

DocumentRecord document(Draw& in) {
  DocumentRecord d;
  d.path = in.text();
  d.format = std::array{"", "cloudformation", "terraform-plan", "aws-api"}[in.below(4)];
  d.sha256 = in.flag() ? std::string(64, 'a') : "";
  d.bytes = in.number();
  d.resources = in.number();
  d.status = std::array{"read", "ignored", "refused"}[in.below(3)];
  d.problems = in.list<Problem>(2, [&] { return problem(in); });
  return d;
}

TraceNode node(Draw& in, int depth) {
  constexpr std::array kConstructs = {"where",  "when", "for",     "member",   "require",
                                      "exists", "path", "literal", "variable", "=="};
  TraceNode n;
  n.construct = kConstructs[in.below(kConstructs.size())];
  n.expression = in.text();
  n.rule_location = location(in);
  n.truth = std::array{"true", "false", "missing", "error", "unknown", ""}[in.below(6)];
  n.message = in.text();
  n.value = evidence(in);
  n.causes = in.list<CauseRecord>(2, [&] { return cause(in); });
  n.omitted = static_cast<std::uint32_t>(in.below(3));
  n.repeated = in.flag();
  if (depth < 4) n.parts = in.list<TraceNode>(2, [&] { return node(in, depth + 1); });
  return n;
}

}  // namespace

std::string Draw::piece(std::size_t n) {
  const std::size_t end = std::min(size_, at_ + n);
  std::string out(data_ + at_, data_ + end);
  at_ = end;
  return out;
}

std::string Draw::text() {
  const std::uint8_t what = next();
  if (what >= 128) return std::string(kHostile[what % kHostile.size()]) + piece(what / 16U - 8U);
  std::string out = piece(what % 48U);
  if (what >= 96) out.insert(out.size() / 2, kHostile[what % kHostile.size()]);
  return out;
}

std::string Draw::code() {
  const auto letter = static_cast<char>('A' + static_cast<char>(below(26)));
  return letter + std::string("0101");
}

std::string Draw::value() {
  switch (below(5)) {
    case 0:
      return "";
    case 1:
      return dumped(text());
    case 2:
      return std::to_string(number());
    case 3:
      return dumped(Json::array_t{text(), nullptr, 1.5});
    default:
      return "true";
  }
}

std::vector<std::string> Draw::texts(std::size_t most) {
  return list<std::string>(most, [&] { return text(); });
}

std::shared_ptr<bytecode::Program> draw_program(Draw& in) {
  auto code = std::make_shared<bytecode::Program>();
  code->infos = in.list<RuleInfo>(3, [&] { return rule(in); });
  if (code->infos.empty()) code->infos.emplace_back();
  return code;
}

Report draw_report(Draw& in, const Program& program) {
  Report r;
  r.program = &program;
  r.problems = in.list<Problem>(2, [&] { return problem(in); });
  r.as_of = in.text();
  r.profile = "prod";
  r.references = "mentioned";
  r.rules_source = in.text();
  r.rules_count = in.number();
  r.redact = in.below(8) == 1;
  r.strict = in.flag();
  r.result.documents = in.list<DocumentRecord>(3, [&] { return document(in); });
  // Names of parameters are words of the language, and differ.
  for (std::size_t i = in.below(3); i > 0; --i)
    r.result.parameters.push_back({"p" + std::to_string(i), in.value(), in.text()});
  r.result.rules_without_subject = in.texts(2);
  r.result.rows = in.list<Row>(5, [&] { return row(in, program.rules().size()); });
  return r;
}

InventoryResult draw_inventory(Draw& in, const Report& report) {
  InventoryResult out;
  out.documents = report.result.documents;
  out.resources = in.list<InventoryResource>(3, [&] {
    InventoryResource r;
    for (std::string* text : {&r.resource, &r.type, &r.native_type, &r.environment})
      *text = in.text();
    r.location = location(in);
    r.tags = in.list<std::pair<std::string, std::string>>(
        1, [&] { return std::pair<std::string, std::string>(in.text(), in.value()); });
    r.unknown = in.texts(2);
    r.references = in.list<InventoryResource::Reference>(2, [&] {
      return InventoryResource::Reference{in.text(), in.text(), in.text(), "resolved"};
    });
    if (in.flag()) r.properties_json = in.value();
    return r;
  });
  out.unmapped_types = {{in.text(), in.number()}};
  return out;
}

TraceResult draw_trace(Draw& in, const Report& report) {
  TraceResult out;
  out.documents = report.result.documents;
  for (const Row& row : report.result.rows) {
    out.traces.push_back({row, in.list<TraceNode>(3, [&] { return node(in, 0); }), in.flag()});
  }
  return out;
}

TestReport draw_tests(Draw& in, const Report& report) {
  TestReport out;
  out.problems = report.problems;
  out.outcomes = in.list<TestOutcome>(3, [&] {
    return TestOutcome{in.text(), location(in), in.flag(), in.texts(2)};
  });
  out.mutated = in.flag();
  out.survivors = in.list<SurvivingMutant>(2, [&] {
    return SurvivingMutant{in.text(), in.text(), location(in)};
  });
  out.mutants = out.survivors.size();
  return out;
}

}  // namespace cordon::fuzz
