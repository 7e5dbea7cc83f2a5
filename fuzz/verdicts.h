#ifndef CORDON_FUZZ_VERDICTS_H_
#define CORDON_FUZZ_VERDICTS_H_

#include "cordon/report.h"

namespace cordon::fuzz {

bool has_error(const std::vector<Problem>& problems);
/// Every row is what its requirements say (language 4.5), and the exit code what the rows say,
/// each told a second time. Requires: a report with default options.
void check_verdicts(const Report& report);

/// The same run with CheckOptions::findings_only says the same: its text and its verdict. Where a
/// limit ended a row, less work may have ended none. Requires: `full` lists every row.
void check_findings_alone(const Report& full, CheckResult findings);

}  // namespace cordon::fuzz

#endif  // CORDON_FUZZ_VERDICTS_H_
