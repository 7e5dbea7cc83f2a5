#include "cordon/row.h"

namespace cordon {

const char* name_of(Status status) {
  switch (status) {
    case Status::kPass:
      return "pass";
    case Status::kFail:
      return "fail";
    case Status::kUndetermined:
      return "undetermined";
    case Status::kError:
      return "error";
    case Status::kSkipped:
      return "skipped";
    case Status::kWaived:
      return "waived";
  }
  return "error";
}

std::vector<std::string> names_of(Assumes all) {
  std::vector<std::string> names;
  if ((all & kAssumesReferences) != 0) names.emplace_back("references");
  if ((all & kAssumesUnsetBlocks) != 0) names.emplace_back("unset-blocks");
  return names;
}

const char* name_of(Severity severity) {
  switch (severity) {
    case Severity::kInfo:
      return "info";
    case Severity::kLow:
      return "low";
    case Severity::kMedium:
      return "medium";
    case Severity::kHigh:
      return "high";
    case Severity::kCritical:
      return "critical";
  }
  // A severity that this version does not know counts as the highest.
  return "critical";
}

}  // namespace cordon
