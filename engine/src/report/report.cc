#include "cordon/report.h"

#include "report/report_view.h"

namespace cordon {

report::View report::view_of(const Report& report) {
  if (report.program == nullptr || !*report.program) return {report, {}, {}};
  return {report, report.program->rules(), report.program->digest()};
}

std::string shown_message(const Report& report, const Row& row,
                          const RequirementRecord& requirement) {
  return report::view_of(report).message(row, requirement);
}

std::string shown_reason(const Report& report, const CauseRecord& cause) {
  return report::view_of(report).reason(cause);
}

std::string text_report(const Report& report, const TextOptions& options) {
  return report::write_text(report::view_of(report), options);
}

std::string json_report(const Report& report) {
  return report::write_json(report::view_of(report));
}

}  // namespace cordon
