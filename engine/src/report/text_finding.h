#ifndef CORDON_REPORT_TEXT_FINDING_H_
#define CORDON_REPORT_TEXT_FINDING_H_

#include "report/report_view.h"
#include "report/text_writer.h"

namespace cordon::report {

/// Writes one row that is fail, undetermined or error: headline, source with carets, facts,
/// causes, what to do. With `quiet` the headline alone.
void write_finding(TextWriter& out, const View& view, const Row& row, const TextOptions& options);

}  // namespace cordon::report

#endif  // CORDON_REPORT_TEXT_FINDING_H_
