#ifndef CORDON_REPORT_COUNTS_H_
#define CORDON_REPORT_COUNTS_H_

#include <array>
#include <cstddef>

#include "cordon/report.h"

namespace cordon::report {

/// Everything that a verdict or a summary counts, counted once.
struct Counts {
  std::array<std::size_t, 6> by_status{};          ///< rows, by Status
  std::array<std::size_t, 5> fails_by_severity{};  ///< failing rows, by Severity
  std::size_t fail_above = 0;                      ///< failing rows at or above the threshold
  std::size_t undetermined_above = 0;              ///< undetermined rows at or above the threshold
  std::size_t assumed = 0;                         ///< rows with `assumes`
  std::size_t judged = 0;                          ///< rows that reached a requirement
  std::size_t rules_judged = 0;                    ///< rules with such a row
  std::size_t resources_judged = 0;                ///< resources with such a row
  std::size_t resources = 0;                       ///< of all documents
  std::size_t read = 0, ignored = 0, refused = 0;  ///< documents, by status
  std::size_t damaged = 0;                         ///< documents that were read and have an error
  std::size_t errors = 0;                          ///< mistakes of rules and of the command line
  std::size_t warnings = 0;                        ///< theirs and those of documents
  std::size_t empty_inputs = 0;                    ///< folders that gave no document

  [[nodiscard]] std::size_t of(Status status) const {
    return by_status[static_cast<std::size_t>(status)];
  }
};

/// The code of the problem "this folder holds no document": it makes the exit code 4, not 2.
inline constexpr std::string_view kEmptyFolder = "U0202";

Counts count(const Report& report);

}  // namespace cordon::report

#endif  // CORDON_REPORT_COUNTS_H_
