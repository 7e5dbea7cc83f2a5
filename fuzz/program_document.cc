// A program and a document: rule text up to a line `===`, the document behind it. Whatever the text
// is, compiling never crashes; what compiles judges the document within small limits, and
// - a row is what its requirements say (language 4.5), and the exit code what the rows say;
// - a second run, from the text on, writes the same bytes;
// - a trace of a row comes to the same status;
// - the JSON is JSON, and the text for people holds only what is visible.
// Rules that name Json::Document get the document as one, all others by its content.
// Cannot see: a wrong verdict; that is the oracle's work (tests/oracle).
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <numeric>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/utf8.h"
#include "cordon/dsl/compile.h"
#include "cordon/evaluate.h"
#include "cordon/report.h"
#include "cordon/trace.h"
#include "document/reader.h"

namespace {

using cordon::Program;
using cordon::Report;
using cordon::Row;
using cordon::Status;

constexpr std::string_view kBorder = "\n===\n";

void require(bool holds) {
  if (!holds) std::abort();
}

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

/// Most inputs import nothing, and the library is larger than all of them.
std::vector<cordon::dsl::RuleSource> sources_of(const Pair& pair) {
  std::vector<cordon::dsl::RuleSource> sources{{"fuzz.cordon", pair.rules, false, true}};
  if (pair.rules.find("import std") == std::string::npos) return sources;
  for (cordon::dsl::RuleSource source : cordon::dsl::bundled_library()) {
    source.rules = false;
    sources.push_back(std::move(source));
  }
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

bool has_error(const std::vector<cordon::Problem>& problems) {
  return std::any_of(problems.begin(), problems.end(),
                     [](const cordon::Problem& p) { return p.level == cordon::Level::kError; });
}

/// Compiles and judges; the report points into `program`, which outlives it.
Report judge(const Pair& pair, Program& program) {
  Report report;
  cordon::dsl::Compilation compilation =
      cordon::dsl::compile(sources_of(pair), cordon::RuleLimits());
  report.problems = std::move(compilation.problems);
  program = compilation.program;
  require(has_error(report.problems) == !program);
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

bool says(const Row& row, Status status) {
  return std::any_of(row.requirements.begin(), row.requirements.end(),
                     [status](const auto& r) { return r.status == status; });
}

void check_row(const Row& row) {
  for (const auto& r : row.requirements) {
    require(r.status == Status::kFail || r.status == Status::kUndetermined ||
            r.status == Status::kError);
    require(!r.message.empty());
  }
  switch (row.status) {
    case Status::kPass:
      return require(row.requirements.empty());
    case Status::kSkipped:
      return require(row.requirements.empty() && !row.reason.empty() && !row.vacuous);
    case Status::kFail:
      return require(says(row, Status::kFail));
    case Status::kUndetermined:
      return require(!says(row, Status::kFail) && says(row, Status::kUndetermined));
    case Status::kError:
      return require(!says(row, Status::kFail) && !says(row, Status::kUndetermined) &&
                     says(row, Status::kError));
    case Status::kWaived:
      return require(false);
  }
}

/// The exit code of contract.md, told a second time.
int expected_exit(const Report& report) {
  const auto& rows = report.result.rows;
  const auto any = [&](auto holds) { return std::any_of(rows.begin(), rows.end(), holds); };
  const auto counts = [](const Row& row) { return row.severity >= cordon::Severity::kLow; };
  bool broken = has_error(report.problems);
  for (const auto& document : report.result.documents)
    broken = broken || document.status == "refused" || has_error(document.problems);
  if (broken || any([](const Row& r) { return says(r, Status::kError); })) return 2;
  if (!any([](const Row& r) { return r.status != Status::kSkipped; })) return 4;
  if (any([&](const Row& r) { return r.status == Status::kFail && counts(r); })) return 1;
  return any([&](const Row& r) { return r.status == Status::kUndetermined && counts(r); }) ? 3 : 0;
}

bool hidden(char32_t c) {
  if (c == '\n' || c == '\t') return false;
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x61C || (c >= 0x200B && c <= 0x200F) ||
         (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF;
}

void check_text(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const cordon::Utf8Char one = cordon::decode_utf8(text, at);
    require(one.length > 0 && !hidden(one.value));
    at += one.length;
  }
  require(!text.starts_with("::") && text.find("\n::") == std::string_view::npos);
}

void check_json(std::string text) {
  check_text(text);
  cordon::Store store;
  const cordon::Source* source = store.sources.add("json", std::move(text));
  require(source != nullptr && cordon::read_json(store, *source, cordon::DocumentLimits()).ok());
}

void check_trace(const Pair& pair, const Program& program, const Row& row) {
  const std::string resource = row.resource.value_or("");
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
  return row.resource.has_value() || program.rules()[row.rule].subjects.empty();
}

constexpr std::size_t kTraces = 3;

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const Pair pair = split({reinterpret_cast<const char*>(data), size});
  Program program;
  const Report report = judge(pair, program);
  check_text(cordon::text_problems(report.problems, false));
  for (const Row& row : report.result.rows) check_row(row);
  require(cordon::verdict(report).exit == expected_exit(report));
  const std::string json = cordon::json_report(report);
  check_json(json);
  check_text(cordon::text_report(report, {}));
  const auto& rows = report.result.rows;
  std::size_t traced = 0;
  for (const Row& row : rows) {
    if (has_trace(program, row) && traced++ < kTraces) check_trace(pair, program, row);
  }
  Program again;
  require(cordon::json_report(judge(pair, again)) == json);
  return 0;
}
