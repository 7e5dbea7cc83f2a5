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

constexpr std::size_t kMost = 20;
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

}  // namespace

std::string text_problems(const std::vector<Problem>& problems, bool color) {
  TextWriter out(color);
  std::set<
      std::tuple<std::string_view, std::string_view, std::string_view, std::size_t, std::size_t>>
      seen;
  std::size_t left = 0;
  for (const Problem& problem : problems) {
    if (!seen.emplace(problem.code, problem.message, problem.file, problem.line, problem.column)
             .second)
      continue;
    if (seen.size() > kMost) {
      ++left;
    } else {
      write_problem(out, problem);
    }
  }
  if (left > 0) out.put("and ").put_number(left).put(" more problems").end_line();
  return out.take();
}

}  // namespace cordon
