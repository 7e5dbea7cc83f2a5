#ifndef CORDON_TESTS_UNIT_REPORT_SAMPLE_H_
#define CORDON_TESTS_UNIT_REPORT_SAMPLE_H_

#include <string>
#include <vector>

#include "cordon/report.h"

namespace cordon::sample {

/// Two rules, as a compiler would describe them.
std::vector<RuleInfo> rules();
/// A row of rule 0 on resource "Nb" with one requirement and one fact at line 14.
Row finding(Status status, Severity severity = Severity::kHigh);
Row passing();
/// One document that was read, rules of the bundled library.
Report report(std::vector<Row> rows);
Problem problem(Level level, std::string code = "W0204");

}  // namespace cordon::sample

#endif  // CORDON_TESTS_UNIT_REPORT_SAMPLE_H_
