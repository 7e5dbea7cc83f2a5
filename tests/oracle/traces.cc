// traces [--pairs N] [--seed S] [FILE...]: traces every row of generated programs over generated
// documents, and of the bundled rules over the files. A trace must tell the row of evaluate(), its
// clauses must come to the findings of that row, in their order, and what a condition is made of
// must come to the condition. With `redact` it must be the same tree without a value. The exit code
// is 1 if one does not, or if too little was seen for that to mean anything.
#include "cordon/trace.h"

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <map>
#include <string>

#include "cordon/dsl/compile.h"
#include "document/reader.h"
#include "generate.h"
#include "pair.h"
#include "value/truth.h"

namespace cordon::oracle {
namespace {

struct Totals {
  std::size_t pairs = 0;
  std::size_t traces = 0;
  std::size_t truncated = 0;
  std::size_t wrong = 0;
  std::map<std::string, std::size_t> statuses;
  std::map<std::string, std::size_t> constructs;
};

const Truth* truth_named(const std::string& word) {
  static constexpr Truth kAll[] = {Truth::kT, Truth::kF, Truth::kM, Truth::kE, Truth::kU};
  static constexpr std::string_view kNames[] = {"true", "false", "missing", "error", "unknown"};
  for (std::size_t i = 0; i < std::size(kNames); ++i) {
    if (kNames[i] == word) return &kAll[i];
  }
  return nullptr;
}

void findings_among(const std::vector<TraceNode>& nodes, std::vector<const TraceNode*>& out) {
  for (const TraceNode& node : nodes) {
    if (!node.status.empty() && node.status != "pass") out.push_back(&node);
    findings_among(node.parts, out);
  }
}

/// The operands of `and` and `or` come to what the whole does; empty: nothing is wrong.
std::string wrong_operands(const TraceNode& node) {
  const bool all = node.construct == "and";
  const Truth* whole = truth_named(node.truth);
  if ((!all && node.construct != "or") || whole == nullptr) return {};
  if (node.parts.empty() || node.omitted > 0) return {};
  Truth folded = all ? Truth::kT : Truth::kF;
  for (const TraceNode& part : node.parts) {
    const Truth* truth = truth_named(part.truth);
    if (truth == nullptr) return "an operand of `" + node.construct + "` is no truth";
    folded = all ? both(folded, *truth) : either(folded, *truth);
  }
  return folded == *whole ? "" : "the operands of `" + node.construct + "` come to another truth";
}

/// What is wrong in a tree by itself; empty: nothing.
std::string wrong_tree(const std::vector<TraceNode>& nodes, bool entered) {
  for (const TraceNode& node : nodes) {
    const bool block = node.construct == "when" || node.construct == "member";
    const bool closed = block && node.truth == "false";
    if (!entered && !node.status.empty()) return "a requirement of a block that was not entered";
    if (node.status == "fail" && node.truth != "false" && node.truth != "missing")
      return "a requirement fails and is " + node.truth;
    if (node.truth == "true" && node.status != "pass" && !node.status.empty())
      return "a requirement is true and " + node.status;
    if (std::string wrong = wrong_operands(node); !wrong.empty()) return wrong;
    if (std::string wrong = wrong_tree(node.parts, entered && !closed); !wrong.empty())
      return wrong;
  }
  return {};
}

std::string wrong_findings(const Row& row, const std::vector<TraceNode>& clauses) {
  std::vector<const TraceNode*> told;
  findings_among(clauses, told);
  if (told.size() != row.requirements.size()) return "another number of findings";
  for (std::size_t i = 0; i < told.size(); ++i) {
    const RequirementRecord& finding = row.requirements[i];
    if (told[i]->status != name_of(finding.status)) return "another status of a finding";
    if (!told[i]->message.empty() && told[i]->message != finding.message) return "another message";
  }
  return {};
}

bool at_limit(const Row& row) {
  for (const RequirementRecord& r : row.requirements) {
    for (const CauseRecord& cause : r.causes) {
      if (cause.code.starts_with("L02")) return true;
    }
  }
  return false;
}

std::string wrong_row(const Row& a, const Row& b) {
  if (a.status != b.status) return "another status";
  if (a.reason != b.reason) return "another reason";
  if (a.vacuous != b.vacuous) return "vacuous";
  if (a.assumes != b.assumes) return "other assumptions";
  return a.severity != b.severity ? "another severity" : "";
}

/// The same tree, and no value or message in it.
std::string wrong_redaction(const std::vector<TraceNode>& open,
                            const std::vector<TraceNode>& hidden) {
  if (open.size() != hidden.size()) return "redacted: another tree";
  for (std::size_t i = 0; i < open.size(); ++i) {
    const TraceNode& a = open[i];
    const TraceNode& b = hidden[i];
    if (a.construct != b.construct || a.truth != b.truth || a.status != b.status ||
        a.omitted != b.omitted || a.repeated != b.repeated)
      return "redacted: another node";
    if (!b.value.value_json.empty() || !b.message.empty()) return "redacted: a value";
    for (const CauseRecord& cause : b.causes) {
      if (cause.kind == CauseRecord::Kind::kError &&
          cause.reason.find("redacted") == std::string::npos)
        return "redacted: the reason of an error";
    }
    if (std::string wrong = wrong_redaction(a.parts, b.parts); !wrong.empty()) return wrong;
  }
  return {};
}

std::string wrong_listing(const TraceResult& result, const RuleInfo& rule) {
  const std::string head = rule.id + "  " + name_of(result.traces[0].row.status) + "  ";
  if (!trace_text(result, rule, false).starts_with(head)) return "the text begins otherwise";
  if (trace_text(result, rule, true).find('\x1b') == std::string::npos) return "no colour";
  Store store;
  const Source* source = store.sources.add("trace.json", trace_json(result, rule));
  return read_json(store, *source, DocumentLimits{}).ok() ? "" : "the JSON cannot be read";
}

void count(const std::vector<TraceNode>& nodes, Totals& totals) {
  for (const TraceNode& node : nodes) {
    ++totals.constructs[node.construct];
    count(node.parts, totals);
  }
}

/// A program and what it is run over.
struct Subject {
  const Program& program;
  std::vector<Input> inputs;
  CheckOptions options;
};

std::string wrong_trace(const Subject& of, const Row& row, Totals& totals) {
  const std::string resource = row.subject ? row.subject->resource : "";
  const auto traced = trace(of.program, of.inputs, of.options, row.rule, resource);
  if (!traced.ok()) return traced.error().message;
  if (traced->traces.size() != 1) return "no trace, or several";
  const Trace& one = traced->traces[0];
  ++totals.traces;
  ++totals.statuses[name_of(row.status)];
  count(one.clauses, totals);
  if (std::string wrong = wrong_row(row, one.row); !wrong.empty()) return wrong;
  if (std::string wrong = wrong_tree(one.clauses, true); !wrong.empty()) return wrong;
  if (std::string wrong = wrong_listing(*traced, of.program.rules()[row.rule]); !wrong.empty())
    return wrong;
  CheckOptions hidden = of.options;
  hidden.redact = true;
  const auto redacted = trace(of.program, of.inputs, hidden, row.rule, resource);
  if (!redacted.ok()) return redacted.error().message;
  std::string wrong = wrong_redaction(one.clauses, redacted->traces[0].clauses);
  totals.truncated += static_cast<std::size_t>(one.truncated);
  if (!wrong.empty() || one.truncated || at_limit(row)) return wrong;
  return wrong_findings(row, one.clauses);
}

void trace_all(Subject of, const std::string& what, Totals& totals) {
  of.options.as_of = "2026-11-21";
  for (std::uint32_t i = 0; i < of.program.rules().size(); ++i) of.options.rules.push_back(i);
  const auto result = evaluate(of.program, of.inputs, of.options);
  if (!result.ok()) {
    ++totals.wrong;
    std::printf("%s: %s\n", what.c_str(), result.error().message.c_str());
    return;
  }
  if (result->documents[0].status != "read") return;
  ++totals.pairs;
  for (const Row& row : result->rows) {
    const std::string wrong = wrong_trace(of, row, totals);
    if (wrong.empty()) continue;
    ++totals.wrong;
    std::printf("%s: %s on %s: %s\n", what.c_str(), of.program.rules()[row.rule].id.c_str(),
                row.subject ? row.subject->resource.c_str() : "all", wrong.c_str());
  }
}

void generated(std::uint64_t seed, Totals& totals) {
  Random random(seed);
  const World world = random.chance(70) ? World::kTemplate : World::kJson;
  const auto rules = read_rules(make_program(random, world));
  if (rules->code == nullptr) return;
  CheckOptions options;
  if (world == World::kJson) options.type = "json";
  const Program program(rules->code);
  const Input document{"document.json", make_document(random, world), true};
  trace_all({program, {document}, options}, "seed " + std::to_string(seed), totals);
}

void trace_file(const Program& bundled, const std::string& path, Totals& totals) {
  std::ifstream in(path, std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(in), {}};
  trace_all({bundled, {{path, std::move(bytes), true}}, {}}, path, totals);
}

/// Each status and each kind of node must have been among what was traced.
bool is_idle(const Totals& totals) {
  bool idle = false;
  const auto need = [&](const std::map<std::string, std::size_t>& seen, const char* what) {
    if (seen.contains(what)) return;
    std::printf("nothing seen: %s\n", what);
    idle = true;
  };
  for (const char* status : {"pass", "fail", "undetermined", "error", "skipped"})
    need(totals.statuses, status);
  for (const char* construct :
       {"where", "when", "for", "member", "require", "exists", "path", "variable", "literal",
        "parameter", "presence", "item", "and", "or"})
    need(totals.constructs, construct);
  return idle;
}

int run(std::size_t pairs, std::uint64_t seed, const std::vector<std::string>& paths) {
  Totals totals;
  for (; totals.pairs < pairs; ++seed) generated(seed, totals);
  const dsl::Compilation bundled = dsl::compile(dsl::bundled_library(), {});
  for (const std::string& path : paths) trace_file(bundled.program, path, totals);
  std::printf("%zu pairs, %zu traces (%zu truncated), %zu wrong\n", totals.pairs, totals.traces,
              totals.truncated, totals.wrong);
  return totals.wrong > 0 || is_idle(totals) ? 1 : 0;
}

}  // namespace
}  // namespace cordon::oracle

int main(int argc, char** argv) {
  std::size_t pairs = 300;
  std::uint64_t seed = 1;
  std::vector<std::string> paths;
  for (int i = 1; i < argc; ++i) {
    const std::string word = argv[i];
    if (word == "--pairs" && i + 1 < argc) {
      pairs = std::strtoull(argv[++i], nullptr, 10);
    } else if (word == "--seed" && i + 1 < argc) {
      seed = std::strtoull(argv[++i], nullptr, 10);
    } else {
      paths.push_back(word);
    }
  }
  return cordon::oracle::run(pairs, seed, paths);
}
