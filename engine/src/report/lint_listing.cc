#include <algorithm>
#include <cstddef>
#include <string>

#include "cordon/listing.h"
#include "cordon/report.h"
#include "report/json_parts.h"
#include "report/json_writer.h"
#include "report/text_writer.h"

namespace cordon {
namespace {

using report::JsonWriter;
using report::TextWriter;

std::size_t errors(const LintReport& report) {
  const auto n = std::count_if(report.problems.begin(), report.problems.end(),
                               [](const Problem& p) { return p.level == Level::kError; });
  return static_cast<std::size_t>(n);
}

void put_counted(TextWriter& out, std::size_t n, std::string_view one, std::string_view many) {
  out.put_number(n).put(" ").put(n == 1 ? one : many);
}

}  // namespace

std::string lint_json(const LintReport& report) {
  JsonWriter out;
  out.begin_object();
  out.member("files", report.files);
  out.member("rules", report.rules);
  out.member("errors", errors(report));
  out.member("warnings", report.problems.size() - errors(report));
  out.key("problems");
  report::write_problems(out, report.problems);
  out.end_object();
  return out.take();
}

std::string lint_text(const LintReport& report, bool color) {
  TextWriter out(false);
  put_counted(out, report.files, "file", "files");
  out.put(", ");
  put_counted(out, report.rules, "rule", "rules");
  out.put(": ");
  put_counted(out, errors(report), "error", "errors");
  out.put(", ");
  put_counted(out, report.problems.size() - errors(report), "warning", "warnings");
  out.end_line();
  return text_problems(report.problems, color, report.problems.size()) + out.take();
}

}  // namespace cordon
