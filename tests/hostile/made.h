#ifndef CORDON_TESTS_HOSTILE_MADE_H_
#define CORDON_TESTS_HOSTILE_MADE_H_

#include <string>
#include <vector>

#include "cordon/listing.h"
#include "cordon/report.h"
#include "cordon/trace.h"

namespace cordon::hostile {

// What can be reported, with one text in every field that holds one; in pointers, behind a slash.

Problem problem(const std::string& text);
RuleInfo rule(const std::string& text);
/// A program of that rule, without code.
Program program(const std::string& text);
/// Two findings of the rule: one with a requirement, and one without, whose title is its headline.
/// Requires: `program` outlives the report.
Report report(const std::string& text, const Program& program);
InventoryResult inventory(const std::string& text);
TestReport tests(const std::string& text);
LintReport lint(const std::string& text);
TraceResult traces(const std::string& text);

// Where JSON of these has the text, and where a slash and the text (hostile/read_back.h).

std::vector<std::string> fields_of_report();
std::vector<std::string> pointers_of_report();
std::vector<std::string> fields_of_inventory();
std::vector<std::string> fields_of_rules();
std::vector<std::string> fields_of_tests();
std::vector<std::string> fields_of_lint();
std::vector<std::string> fields_of_trace();

}  // namespace cordon::hostile

#endif  // CORDON_TESTS_HOSTILE_MADE_H_
