#include <algorithm>
#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <tuple>

#include "cordon/report.h"
#include "report/excerpt.h"
#include "report/text_writer.h"

namespace cordon {
namespace {

using report::TextWriter;
using Style = TextWriter::Style;

constexpr std::string_view kGap = "...";

void write_problem(TextWriter& out, const Problem& problem) {
  const bool error = problem.level == Level::kError;
  out.put(error ? "error" : "warning", error ? Style::kRed : Style::kYellow);
  if (!problem.code.empty()) out.put("[").put_input(problem.code).put("]");
  out.put(": ").put_input(problem.message, Style::kBold).end_line();
  if (!problem.file.empty()) {
    out.put("  --> ").put_input(problem.file);
    if (problem.line > 0) out.put(":").put_number(problem.line).put(":").put_number(problem.column);
    out.end_line();
  }
  if (problem.line > 0 && !problem.source_line.empty()) {
    const auto excerpt =
        report::excerpt_of_line(problem.source_line, problem.column, problem.caret_length, kGap);
    out.put("   | ").put(excerpt.text).end_line();
    out.put("   | ").put(excerpt.marks, error ? Style::kRed : Style::kYellow).end_line();
  }
  for (const std::string& note : problem.notes) out.put("   = note: ").put_input(note).end_line();
  if (!problem.help.empty()) out.put("   = help: ").put_input(problem.help).end_line();
}

using Seen = std::set<
    std::tuple<std::string_view, std::string_view, std::string_view, std::size_t, std::size_t>>;

/// Writes those of one level, each once, while there is room. Gives how many found none.
std::size_t write_level(TextWriter& out, const std::vector<Problem>& problems, Level level,
                        std::size_t most, Seen& seen) {
  std::size_t left = 0;
  for (const Problem& problem : problems) {
    if (problem.level != level) continue;
    if (!seen.emplace(problem.code, problem.message, problem.file, problem.line, problem.column)
             .second)
      continue;
    if (seen.size() > most) {
      ++left;
    } else {
      write_problem(out, problem);
    }
  }
  return left;
}

void put_left(TextWriter& out, std::size_t n, std::string_view one, std::string_view many) {
  out.put_number(n).put(" more ").put(n == 1 ? one : many);
}

}  // namespace

std::string text_problems(const std::vector<Problem>& problems, bool color, std::size_t most) {
  TextWriter out(color);
  Seen seen;
  // Errors come first: what stops the run must not be lost among warnings.
  const std::size_t errors = write_level(out, problems, Level::kError, most, seen);
  const std::size_t warnings = write_level(out, problems, Level::kWarning, most, seen);
  if (errors + warnings == 0) return out.take();
  out.put("and ");
  if (errors > 0) put_left(out, errors, "error", "errors");
  if (errors > 0 && warnings > 0) out.put(" and ");
  if (warnings > 0) put_left(out, warnings, "warning", "warnings");
  out.end_line();
  return out.take();
}

}  // namespace cordon
