#include <algorithm>
#include <cstddef>
#include <string>

#include "cordon/listing.h"
#include "report/json_parts.h"
#include "report/json_writer.h"
#include "report/text_writer.h"

namespace cordon {
namespace {

using report::JsonWriter;
using report::TextWriter;

std::size_t passed(const TestReport& report) {
  const auto n = std::count_if(report.outcomes.begin(), report.outcomes.end(),
                               [](const TestOutcome& o) { return o.passed; });
  return static_cast<std::size_t>(n);
}

std::size_t killed(const TestReport& report) {
  return report.mutants - std::min(report.mutants, report.survivors.size());
}

void write_outcome(JsonWriter& out, const TestOutcome& outcome) {
  out.begin_object();
  out.member("name", outcome.name);
  out.key("location");
  report::write_location(out, outcome.location);
  out.member("failures", outcome.failures);
  out.end_object();
}

void write_mutants(JsonWriter& out, const TestReport& report) {
  out.key("mutants");
  if (!report.mutated) return out.null();
  out.begin_object();
  out.member("total", report.mutants);
  out.member("killed", killed(report));
  out.key("survivors");
  out.begin_array();
  for (const SurvivingMutant& mutant : report.survivors) {
    out.begin_object();
    out.member("description", mutant.description);
    out.member("rule", mutant.rule);
    out.key("location");
    report::write_location(out, mutant.location);
    out.end_object();
  }
  out.end_array();
  out.end_object();
}

TextWriter& put_place(TextWriter& out, const Location& location) {
  out.put_input(location.file);
  return out.put(":").put_number(location.line).put(":").put_number(location.column);
}

}  // namespace

std::string tests_json(const TestReport& report) {
  JsonWriter out;
  out.begin_object();
  out.member("tests", report.outcomes.size());
  out.member("passed", passed(report));
  out.key("failed");
  out.begin_array();
  for (const TestOutcome& outcome : report.outcomes) {
    if (!outcome.passed) write_outcome(out, outcome);
  }
  out.end_array();
  out.member_null("coverage");
  write_mutants(out, report);
  out.key("problems");
  report::write_problems(out, report.problems);
  out.end_object();
  return out.take();
}

std::string tests_text(const TestReport& report) {
  TextWriter out(false);
  for (const TestOutcome& outcome : report.outcomes) {
    if (outcome.passed) continue;
    put_place(out, outcome.location).put("  fail  ").put_input(outcome.name).end_line();
    for (const std::string& failure : outcome.failures) out.put("  ").put_input(failure).end_line();
  }
  for (const SurvivingMutant& mutant : report.survivors) {
    put_place(out, mutant.location).put("  survives  ").put_input(mutant.description);
    out.put(" in ").put_input(mutant.rule).end_line();
  }
  out.put_number(report.outcomes.size()).put(" tests, ").put_number(passed(report)).put(" passed");
  if (report.mutated) {
    out.put("; ")
        .put_number(report.mutants)
        .put(" mutants, ")
        .put_number(killed(report))
        .put(" killed");
  }
  out.end_line();
  return out.take();
}

}  // namespace cordon
