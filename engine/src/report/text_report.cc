// Writes a result for people: findings with their evidence, then what was read, judged, undecided
// and assumed.
// The idea: the headline of a finding is `file:line:column severity rule status message`, so that
// editors and grep find it, and everything below is indented. The last line always has the same
// shape, so "no findings" is never the whole answer.
// Cannot do: show a value that is sensitive or a line whose neighbours may be (excerpt.h).
// Test: tests/unit/report/text_report_test.cc.
#include <algorithm>
#include <array>
#include <cstddef>
#include <set>
#include <string>
#include <string_view>

#include "cordon/report.h"
#include "report/counts.h"
#include "report/report_view.h"
#include "report/text_finding.h"
#include "report/text_writer.h"

namespace cordon::report {
namespace {

using Style = TextWriter::Style;

/// The first error, else the first warning; null: nothing is known.
const Problem* reason_of(const DocumentRecord& document) {
  const auto& problems = document.problems;
  const auto error = std::find_if(problems.begin(), problems.end(),
                                  [](const Problem& p) { return p.level == Level::kError; });
  if (error != problems.end()) return &*error;
  return problems.empty() ? nullptr : &problems.front();
}

void write_document(TextWriter& out, const DocumentRecord& document) {
  out.put_input(document.path).put(": ");
  if (document.status == "read") {
    out.put_input(document.format).put(", ").put_number(document.resources);
    out.put(document.resources == 1 ? " resource" : " resources").end_line();
    return;
  }
  out.put_input(document.status, document.status == "refused" ? Style::kRed : Style::kYellow);
  if (const Problem* why = reason_of(document)) {
    out.put(": ").put_input(why->message).put(" (").put_input(why->code).put(")");
  }
  out.end_line();
}

void write_documents(TextWriter& out, const View& view) {
  const auto& documents = view.report.result.documents;
  const bool plain = documents.size() == 1 && documents[0].status == "read";
  if (documents.empty() || plain) return;
  for (const DocumentRecord& document : documents) write_document(out, document);
  out.end_line();
}

void write_findings(TextWriter& out, const View& view, const TextOptions& options) {
  std::size_t findings = 0;
  for (const Row& row : view.report.result.rows) {
    if (!is_finding(row.status)) continue;
    ++findings;
    write_finding(out, view, row, options);
    if (out.size() > view.report.max_bytes) return;
  }
  const std::size_t dropped = view.report.result.findings_dropped;
  if (dropped > 0) out.put("+").put_number(dropped).put(" more findings are not listed").end_line();
  if (findings > 0 && options.quiet) out.end_line();
}

void put_counted(TextWriter& out, std::size_t n, std::string_view one, std::string_view many) {
  out.put_number(n).put(" ").put(n == 1 ? one : many);
}

void write_inputs(TextWriter& out, const View& view, const Counts& counts) {
  put_counted(out, counts.read, "document", "documents");
  out.put(" read");
  std::set<std::string_view> formats;
  for (const DocumentRecord& document : view.report.result.documents) {
    if (document.status == "read") formats.insert(document.format);
  }
  std::string_view before = " (";
  for (const std::string_view format : formats) {
    out.put(before).put_input(format);
    before = ", ";
  }
  if (!formats.empty()) out.put(")");
  out.put(", ").put_number(counts.ignored).put(" ignored, ");
  out.put_number(counts.refused).put(" refused; ");
}

void write_severities(TextWriter& out, const Counts& counts) {
  std::string_view before = " (";
  for (std::size_t i = counts.fails_by_severity.size(); i-- > 0;) {
    if (counts.fails_by_severity[i] == 0) continue;
    out.put(before).put_number(counts.fails_by_severity[i]).put(" ");
    out.put(name_of(static_cast<Severity>(i)));
    before = ", ";
  }
  if (before == ", ") out.put(")");
}

void write_rows(TextWriter& out, const Counts& counts) {
  const std::size_t fails = counts.of(Status::kFail);
  out.put(std::to_string(fails) + " fail", fails > 0 ? Style::kRed : Style::kPlain);
  write_severities(out, counts);
  const std::size_t open = counts.of(Status::kUndetermined);
  out.put(", ").put(std::to_string(open) + " undetermined",
                    open > 0 ? Style::kYellow : Style::kPlain);
  const std::size_t errors = counts.of(Status::kError);
  out.put(", ").put(std::to_string(errors) + " error", errors > 0 ? Style::kRed : Style::kPlain);
  const std::size_t passes = counts.of(Status::kPass);
  out.put(", ").put(std::to_string(passes) + " pass", passes > 0 ? Style::kGreen : Style::kPlain);
  out.put(", ").put_number(counts.of(Status::kWaived)).put(" waived, ");
  out.put_number(counts.of(Status::kSkipped)).put(" skipped; ");
}

void write_summary(TextWriter& out, const View& view, const Counts& counts,
                   const TextOptions& options) {
  write_inputs(out, view, counts);
  put_counted(out, counts.resources, "resource", "resources");
  out.put(", ");
  put_counted(out, view.report.rules_count, "rule", "rules");
  const bool bundled = view.report.rules_source == "bundled";
  out.put(" (").put_input(bundled ? "bundled library" : view.report.rules_source).put("): ");
  write_rows(out, counts);
  put_counted(out, counts.assumed, "row assumes", "rows assume");
  out.put(" what the input leaves open; ");
  put_counted(out, view.report.result.rules_without_subject.size(), "rule", "rules");
  out.put(" without subject");
  if (view.report.milliseconds > 0) {
    out.put(options.ascii ? " - " : " \u00b7 ").put_number(view.report.milliseconds).put(" ms");
  }
  out.end_line();
}

void write_causes(TextWriter& out, const View& view) {
  const Verdict verdict = cordon::verdict(view.report);
  if (verdict.because.empty()) return;
  out.put("exit ").put_number(static_cast<std::size_t>(verdict.exit)).put(": ");
  std::string_view before;
  for (const std::string& cause : verdict.because) {
    out.put(before).put_input(cause);
    before = "; ";
  }
  out.end_line();
}

}  // namespace

std::string write_text(const View& view, const TextOptions& options) {
  TextWriter out(options.color);
  if (!options.quiet) write_documents(out, view);
  write_findings(out, view, options);
  if (out.size() > view.report.max_bytes) return out.take();
  write_causes(out, view);
  write_summary(out, view, count(view.report), options);
  return out.take();
}

}  // namespace cordon::report
