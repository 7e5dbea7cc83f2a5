// Runs the oracle, the plain and the traced machine over one program and one document and says
// where they differ. Rows of the machine are turned into the oracle's form first, so the comparison
// is one function. Test: differential.cc.
#include "pair.h"

#include <algorithm>
#include <tuple>

#include "catalogue/embedded.h"
#include "document/reader.h"
#include "rows/parameters.h"
#include "syntax/parser.h"

namespace cordon::oracle {

std::shared_ptr<const Catalogue> shared_catalogue() {
  static const std::shared_ptr<const Catalogue> kCatalogue = [] {
    Result<Catalogue> loaded = Catalogue::load(catalogue_text());
    return loaded.ok() ? std::make_shared<const Catalogue>(std::move(*loaded)) : nullptr;
  }();
  return kCatalogue;
}

namespace {

std::string first_error(const std::vector<Diagnostic>& diagnostics) {
  for (const Diagnostic& d : diagnostics) {
    if (d.level == Level::kError) return std::string(d.code) + " " + d.message;
  }
  return {};
}

bool at_limit(const rows::RunRow& row) {
  return row.limit ||
         std::any_of(row.requirements.begin(), row.requirements.end(), [](const auto& r) {
           return std::any_of(r.causes.begin(), r.causes.end(),
                              [](const auto& c) { return c.code.starts_with("L02"); });
         });
}

OracleRow converted(const bytecode::Program& code, const rows::RunRow& from) {
  OracleRow to;
  to.rule = from.rule;
  to.subject = from.subject;
  to.status = from.status;
  to.vacuous = from.vacuous;
  to.reason = std::string(vm::text_of(from.reason));
  if ((from.assumes & kAssumesReferences) != 0) to.assumes.insert("references");
  if ((from.assumes & kAssumesUnsetBlocks) != 0) to.assumes.insert("unset-blocks");
  for (const vm::RawRequirement& r : from.requirements) {
    if (r.status == Status::kPass) continue;
    OracleRequirement out;
    out.status = r.status;
    out.message = r.message;
    out.rule_at = code.requirements[r.requirement].span.begin;
    for (const vm::RawFact& fact : r.facts) {
      if (fact.value.at != 0) out.places.insert(fact.value.at);
    }
    for (const vm::RawCause& cause : r.causes) {
      out.causes.insert({cause.kind, std::string(cause.code), cause.at});
    }
    to.requirements.push_back(std::move(out));
  }
  return to;
}

/// What differs first; empty: nothing.
std::string difference(const OracleRow& a, const OracleRow& b, bool explained) {
  if (a.status != b.status) return "status";
  if (a.requirements.size() != b.requirements.size()) return "requirements";
  for (std::size_t i = 0; i < a.requirements.size(); ++i) {
    const OracleRequirement& x = a.requirements[i];
    const OracleRequirement& y = b.requirements[i];
    if (x.status != y.status) return "status of a requirement";
    if (x.rule_at != y.rule_at) return "place of a requirement";
    if (!explained) continue;
    if (x.message != y.message) return "message";
    if (x.causes != y.causes) return "causes";
    if (x.places != y.places) return "places";
  }
  if (a.reason != b.reason) return "reason";
  if (a.vacuous != b.vacuous) return "vacuous";
  return a.assumes != b.assumes ? "assumes" : "";
}

/// The texts `<unknown>` and `<unknown?>` of a generated document become what they say.
Node with_unknowns(Store& store, const Node& v) {
  if (v.is(Kind::kString) && v.text().starts_with("<unknown")) {
    Unknown u;
    u.cause = {Kind::kUnknown, {}, "hidden", v.at};
    u.written = v.text() == "<unknown>";
    return store.unknown(u, v.at);
  }
  if (!v.is(Kind::kList) && !v.is_object()) return v;
  std::vector<Node> members;
  for (const Node& m : v.members()) members.push_back(with_unknowns(store, m));
  if (v.is(Kind::kList)) return store.list(members, v.at, store.end_of(v));
  return store.object(Store::keys(v), members, v.at, store.end_of(v));
}

}  // namespace

std::unique_ptr<Rules> read_rules(const std::string& text) {
  auto out = std::make_unique<Rules>();
  const RuleLimits limits;
  dsl::Unit& unit = out->unit;
  unit.catalogue = shared_catalogue();
  const Source* source = unit.store->sources.add("generated.cordon", text);
  unit.parses.push_back(syntax::parse(*source, limits));
  out->problem = first_error(unit.parses.back().diagnostics);
  syntax::File* file = unit.parses.back().file;
  if (!out->problem.empty() || file == nullptr) return out;
  unit.files.push_back(file);
  unit.tested.push_back(file);
  const check::File checked{file, false, true};
  unit.checked = check::check(unit.store->sources, {&checked, 1}, *unit.catalogue, limits);
  out->problem = first_error(unit.checked.diagnostics);
  if (!out->problem.empty()) return out;
  unit.ok = true;
  out->code = unit.lower(limits);
  if (out->code == nullptr) out->problem = "lowering: " + first_error(unit.diagnostics);
  return out;
}

std::unique_ptr<Documents> read_documents(const std::string& text, const std::string& family) {
  auto out = std::make_unique<Documents>();
  out->catalogue = shared_catalogue();
  InventoryOptions options;
  if (family == "json") options.type = Family::kJson;
  out->inventory = std::make_unique<Inventory>(out->store, *out->catalogue, options);
  if (family == "resources") {
    const Source* source = out->store.sources.add("resources.json", text);
    const Result<Reading> read = read_json(out->store, *source, DocumentLimits{});
    if (!read.ok()) {
      out->problem = read.error().message;
      return out;
    }
    const Node root = with_unknowns(out->store, read.value().roots[0]);
    out->store.add_root(root);
    out->inventory->add("resources.json", root, Family::kResources);
    return out;
  }
  const InventoryDocument& document = out->inventory->add("document.json", text, true);
  if (document.status != InventoryDocument::Status::kRead) {
    out->problem = document.problems.empty() ? "not read" : document.problems[0].message;
  }
  return out;
}

std::unique_ptr<Documents> read_documents(const Rules& rules, const bytecode::TestCase& test,
                                          const rows::ReadFile& read_file) {
  auto out = std::make_unique<Documents>();
  out->catalogue = shared_catalogue();
  out->inventory = std::make_unique<Inventory>(out->store, *out->catalogue, InventoryOptions{});
  rows::TestInputs inputs(*rules.code, test, out->store, *out->inventory);
  if (auto problem = inputs.read(read_file)) {
    out->problem = std::move(*problem);
    return out;
  }
  out->parameters = inputs.parameters();
  out->day = inputs.day();
  out->options.as_of = test.as_of.empty() ? "2026-01-01" : test.as_of;
  for (const bytecode::TestCase::Param& p : test.params) {
    out->options.parameters[p.name] =
        vm::copy_value(out->store, *rules.code->store, p.value, vm::kWithoutPlaces);
  }
  return out;
}

namespace {

std::vector<Node> defaults(const Rules& rules, Store& store) {
  std::vector<Node> out;
  for (const bytecode::Parameter& parameter : rules.code->parameters) {
    Node value;
    if (parameter.has_default) {
      value = vm::copy_value(store, *rules.code->store, parameter.value, vm::kWithoutPlaces);
      std::string why;
      rows::fit_parameter(store, parameter.type, value, why);
    }
    out.push_back(value);
  }
  return out;
}

}  // namespace

std::vector<OracleRow> run_machine(const Rules& rules, Documents& documents, bool explain,
                                   vm::Coverage* coverage, rows::Run::Code how) {
  const bytecode::Program& code = *rules.code;
  rows::Run run(code, *documents.inventory, EvaluationLimits{},
                documents.parameters ? *documents.parameters : defaults(rules, documents.store),
                documents.day, Environment::kProd);
  run.use(how);
  run.coverage = coverage;
  run.env().joins_from = 0;  // generated documents are small
  std::vector<rows::RowKey> keys;
  for (std::uint32_t rule = 0; rule < rules.unit.checked.rules.size(); ++rule) {
    if (!rules.unit.checked.rules[rule].decl->has_subject) keys.push_back({rule, kNoResource});
    for (const ResourceId subject : run.subjects(rule)) keys.push_back({rule, subject});
  }
  std::vector<vm::Outcome> at_once(keys.size());
  run.outcomes(keys, at_once.data());
  std::vector<OracleRow> out;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    rows::RunRow row;
    row.rule = keys[i].rule;
    row.subject = keys[i].subject;
    if (run.passes({&keys[i], 1}, &row) == 0) row = run.row(row.rule, row.subject, explain);
    out.push_back(converted(code, row));
    if (at_limit(row)) {
      out.back().reason = "limit";
    } else if (at_once[i] != row) {
      out.back().reason = "another outcome at once";
    }
  }
  return out;
}

Judgement judge(const Rules& rules, Documents& documents, vm::Coverage* coverage) {
  Judgement out;
  out.rows =
      run_oracle(rules.unit.checked, *documents.inventory, documents.options, documents.store);
  struct Way {
    std::string_view who;
    bool explain;
    rows::Run::Code code;
  };
  using Code = rows::Run::Code;
  for (const auto& [who, explain, code] :
       {Way{"plain", false, Code::kPlain}, Way{"usual", false, Code::kUsual},
        Way{"fused", false, Code::kFused}, Way{"sieved", false, Code::kSieved},
        Way{"traced", true, Code::kPlain}, Way{"traced with joins", true, Code::kFused}}) {
    // What is counted runs one by one.
    vm::Coverage* const counts = code == Code::kPlain ? coverage : nullptr;
    const auto other = run_machine(rules, documents, explain, counts, code);
    if (other.size() != out.rows.size()) {
      out.kind = "rows";
      out.difference = std::string(who) + ": the number of rows differs";
      return out;
    }
    for (std::size_t i = 0; i < other.size(); ++i) {
      if (other[i].reason == "limit") {
        ++out.at_limit;
        continue;
      }
      out.kind = difference(out.rows[i], other[i], explain);
      out.rule = out.rows[i].rule;
      if (!out.kind.empty()) {
        out.difference = "oracle: " + describe(out.rows[i], documents.store) + std::string(who) +
                         ": " + describe(other[i], documents.store);
        return out;
      }
    }
  }
  return out;
}

std::string disagreement(const Rules& rules, Documents& documents,
                         const std::vector<OracleRow>& plain) {
  using Code = rows::Run::Code;
  for (const auto& [who, explain, code] :
       {std::tuple{"usual", false, Code::kUsual}, std::tuple{"fused", false, Code::kFused},
        std::tuple{"sieved", false, Code::kSieved}, std::tuple{"traced", true, Code::kPlain},
        std::tuple{"traced with joins", true, Code::kFused}}) {
    const auto other = run_machine(rules, documents, explain, nullptr, code);
    if (other.size() != plain.size()) return std::string(who) + ": another number of rows";
    for (std::size_t i = 0; i < other.size(); ++i) {
      if (plain[i].reason == "limit" || other[i].reason == "limit") continue;
      const std::string kind = difference(plain[i], other[i], false);
      if (!kind.empty())
        return kind + "\nplain: " + describe(plain[i], documents.store) + who + ": " +
               describe(other[i], documents.store);
    }
  }
  return {};
}

std::string describe(const OracleRow& row, const Store& store) {
  const auto place = [&](At at) {
    return at == 0 ? std::string("-") : "'" + store.pointer(at) + "'@" + std::to_string(at);
  };
  std::string out = "rule " + std::to_string(row.rule) + " on " +
                    (row.subject == kNoResource ? "all" : std::to_string(row.subject)) + ": " +
                    name_of(row.status) + (row.vacuous ? " vacuous" : "") +
                    (row.reason.empty() ? "" : " (" + row.reason + ")");
  for (const std::string& a : row.assumes) out += " assumes " + a;
  out += "\n";
  for (const OracleRequirement& r : row.requirements) {
    out += "    " + std::string(name_of(r.status)) + " at " + std::to_string(r.rule_at) + ": " +
           r.message + "\n";
    for (const At at : r.places) out += "      read " + place(at) + "\n";
    for (const CauseKey& c : r.causes) {
      const char* kind = c.kind == Kind::kMissing ? "M" : c.kind == Kind::kError ? "E" : "U";
      out += std::string("      ") + kind + " " + c.code + " " + place(c.at) + "\n";
    }
  }
  return out;
}

}  // namespace cordon::oracle
