// A program and a document: rule text up to a line `===`, the document behind it. Whatever the text
// is, compiling never crashes; what compiles judges the document within small limits, and
// - a row is what its requirements say (language 4.5), and the exit code what the rows say;
// - a second run, from the text on, writes the same bytes, and one that lists findings only the
// same
//   text;
// - a trace of a row comes to the same status;
// - the JSON is JSON, and the text for people holds only what is visible.
// Rules that name Json::Document get the document as one, all others by its content.
// Cannot see: a wrong verdict; that is the oracle's work (tests/oracle).
#include <algorithm>
#include <numeric>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "compiled.h"
#include "cordon/evaluate.h"
#include "cordon/report.h"
#include "cordon/trace.h"
#include "printed.h"
#include "require.h"
#include "verdicts.h"

namespace {

using cordon::Program;
using cordon::Report;
using cordon::Row;
using cordon::fuzz::check_json;
using cordon::fuzz::check_text;
using cordon::fuzz::require;

constexpr std::string_view kBorder = "\n===\n";

struct Pair {
  std::string rules;
  std::string document;
};

Pair split(std::string_view text) {
  const std::size_t at = text.find(kBorder);
  Pair pair{"language 1\n" + std::string(text.substr(0, at)), "{\"Resources\": {}}"};
  if (at != std::string_view::npos) pair.document = text.substr(at + kBorder.size());
  return pair;
}

bool declares(const cordon::dsl::RuleSource& source, const std::string& package) {
  return source.text.find("\npackage " + package + "\n") != std::string::npos;
}

/// With what is imported of the library, which as a whole is larger than all inputs.
std::vector<cordon::dsl::RuleSource> sources_of(const Pair& pair) {
  std::vector<cordon::dsl::RuleSource> sources{{"fuzz.cordon", pair.rules, false, true}};
  const auto give = [](const std::string& package, auto& to) {
    for (cordon::dsl::RuleSource source : cordon::dsl::bundled_packages()) {
      source.rules = false;
      if (declares(source, package)) to.push_back(std::move(source));
    }
    return true;
  };
  cordon::dsl::add_packages(sources, cordon::RuleLimits(), give);
  return sources;
}

cordon::CheckOptions options_of(const Pair& pair, const Program& program) {
  cordon::CheckOptions options;
  options.as_of = "2026-11-21";
  options.rules.resize(program.rules().size());
  std::iota(options.rules.begin(), options.rules.end(), 0U);
  if (pair.rules.find("Json::Document") != std::string::npos) options.type = "json";
  options.limits.fuel_per_row = 20'000;
  options.limits.max_memory = std::size_t{16} << 20U;
  options.limits.max_string_bytes = std::size_t{64} << 10U;
  return options;
}

/// Compiles and judges; the report points into `program`, which outlives it.
Report judge(const Pair& pair, Program& program) {
  Report report;
  cordon::dsl::Compilation compilation =
      cordon::fuzz::compiled(sources_of(pair), cordon::RuleLimits());
  report.problems = std::move(compilation.problems);
  program = compilation.program;
  if (!program) return report;
  report.program = &program;
  report.rules_source = "fuzz.cordon";
  report.rules_count = static_cast<std::uint32_t>(program.rules().size());
  auto result =
      cordon::evaluate(program, {{"document", pair.document, true}}, options_of(pair, program));
  if (result.ok()) {
    report.result = std::move(*result);
  } else {
    // Only a parameter without a value can be at fault here.
    require(result.error().code == "U0304");
    cordon::Problem problem;
    problem.code = result.error().code;
    problem.message = result.error().message;
    report.problems.push_back(std::move(problem));
  }
  return report;
}

void check_findings(const Pair& pair, const Program& program, const Report& full) {
  cordon::CheckOptions options = options_of(pair, program);
  options.findings_only = true;
  auto findings = cordon::evaluate(program, {{"document", pair.document, true}}, options);
  if (findings.ok()) cordon::fuzz::check_findings_alone(full, std::move(*findings));
}

void check_trace(const Pair& pair, const Program& program, const Row& row) {
  const std::string resource = row.subject ? row.subject->resource : "";
  const auto result = cordon::trace(program, {{"document", pair.document, true}},
                                    options_of(pair, program), row.rule, resource);
  require(result.ok());
  // Addresses may repeat in a document; one of its rows is this one.
  const auto& traces = result.value().traces;
  require(std::any_of(traces.begin(), traces.end(),
                      [&](const cordon::Trace& trace) { return trace.row.status == row.status; }));
  const cordon::RuleInfo& rule = program.rules()[row.rule];
  check_text(cordon::trace_text(result.value(), rule, false));
  check_json(cordon::trace_json(result.value(), rule));
}

/// Rows of a rule that has enough subjects; the one about their number has no trace.
bool has_trace(const Program& program, const Row& row) {
  return row.subject != nullptr || program.rules()[row.rule].subjects.empty();
}

constexpr std::size_t kTraces = 3;

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const Pair pair = split({reinterpret_cast<const char*>(data), size});
  Program program;
  const Report report = judge(pair, program);
  cordon::fuzz::check_verdicts(report);
  const std::string json = cordon::json_report(report);
  check_json(json);
  check_text(cordon::text_report(report, {}));
  if (program) check_findings(pair, program, report);
  const auto& rows = report.result.rows;
  std::size_t traced = 0;
  for (const Row& row : rows) {
    if (has_trace(program, row) && traced++ < kTraces) check_trace(pair, program, row);
  }
  Program again;
  require(cordon::json_report(judge(pair, again)) == json);
  return 0;
}
