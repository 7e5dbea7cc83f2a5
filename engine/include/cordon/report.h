#ifndef CORDON_REPORT_H_
#define CORDON_REPORT_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "cordon/evaluate.h"

namespace cordon {

/// Everything that a report says beyond the rows.
struct Report {
  const Program* program = nullptr;
  CheckResult result;
  std::vector<Problem> problems;  ///< of rule files and of the command line
  std::string as_of;
  std::string profile;       ///< prod staging dev
  std::string references;    ///< mentioned strict
  std::string rules_source;  ///< "bundled" or paths
  std::uint32_t rules_count = 0;
  Severity fail_on = Severity::kLow;
  bool fail_never = false;  ///< --fail-on never
  enum class Undetermined : std::uint8_t { kExit3, kPass, kFail };
  Undetermined undetermined = Undetermined::kExit3;
  bool allow_empty = false;
  bool strict = false;  ///< every warning is an error
  std::uint32_t expect_min_rules = 0;
  std::uint32_t expect_min_resources = 0;
  bool redact = false;
  /// A report that grows beyond so many bytes ends early, with what made it so. Who sets it looks
  /// at the size: a longer one is no whole report (L0209).
  std::size_t max_bytes = static_cast<std::size_t>(-1);
  std::uint32_t milliseconds = 0;  ///< text only; results are the same bytes on every run
};

struct Verdict {
  int exit = 0;
  std::vector<std::string> because;  ///< all causes, strongest first
};

/// The exit code of contract.md and all its causes. 2 before 4 before 1 before 3.
Verdict verdict(const Report& report);

struct TextOptions {
  bool color = false;
  bool quiet = false;
  bool ascii = false;
};

/// The message of a requirement and the reason of a cause as reports show them: both may quote
/// values, so with `redact` they say less.
std::string shown_message(const Report& report, const Row& row,
                          const RequirementRecord& requirement);
std::string shown_reason(const Report& report, const CauseRecord& cause);

/// Report as text (ecosystem.md 3.3). Contains only printable text, TAB and LF.
std::string text_report(const Report& report, const TextOptions& options);
/// `cordon-result/1` (docs/result.schema.json). Byte-identical for identical input.
std::string json_report(const Report& report);
std::string inventory_json(const InventoryResult& result);
std::string inventory_text(const InventoryResult& result);
/// Diagnostics with source line and caret, one after the other: errors first, `most` at most, then
/// how many more there are.
std::string text_problems(const std::vector<Problem>& problems, bool color, std::size_t most = 20);
/// Text with every control, bidirectional or invalid byte escaped; for anything that is printed.
std::string printable(std::string_view text);

}  // namespace cordon

#endif  // CORDON_REPORT_H_
