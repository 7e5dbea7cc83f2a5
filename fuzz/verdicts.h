#ifndef CORDON_FUZZ_VERDICTS_H_
#define CORDON_FUZZ_VERDICTS_H_

#include "cordon/report.h"

namespace cordon::fuzz {

bool has_error(const std::vector<Problem>& problems);
/// Every row is what its requirements say (language 4.5), and the exit code what the rows say,
/// each told a second time. Requires: a report with default options.
void check_verdicts(const Report& report);

}  // namespace cordon::fuzz

#endif  // CORDON_FUZZ_VERDICTS_H_
