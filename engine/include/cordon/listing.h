#ifndef CORDON_LISTING_H_
#define CORDON_LISTING_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "cordon/evaluate.h"

namespace cordon {

/// The rules at `chosen` (indexes into Program::rules()) as `cordon rules` prints them.
/// Threads: safe together.
std::string rules_json(std::span<const RuleInfo> rules, std::span<const ParameterInfo> parameters,
                       const std::vector<std::uint32_t>& chosen);
std::string rules_text(std::span<const RuleInfo> rules, const std::vector<std::uint32_t>& chosen);

/// One rule for a reader: why, the rule itself, what to do, where it comes from.
std::string rule_page(const RuleInfo& rule, std::span<const ParameterInfo> parameters);

/// The code of a program as text, under the lines of its rules (`cordon disasm`).
std::string disassembly(const Program& program);

/// A change of a rule that no test noticed.
struct SurvivingMutant {
  std::string description;
  std::string rule;
  Location location;
};

/// What `cordon test` found out.
struct TestReport {
  std::vector<TestOutcome> outcomes;
  std::vector<Problem> problems;  ///< of the rule files
  bool mutated = false;
  std::size_t mutants = 0;
  std::vector<SurvivingMutant> survivors;
};

/// What `cordon lint` found out of rule files.
struct LintReport {
  std::vector<Problem> problems;
  std::size_t files = 0;
  std::size_t rules = 0;  ///< 0 after an error
};

/// Every problem, and how many files and rules were looked at.
std::string lint_json(const LintReport& report);
std::string lint_text(const LintReport& report, bool color);

std::string tests_json(const TestReport& report);
std::string tests_text(const TestReport& report);

}  // namespace cordon

#endif  // CORDON_LISTING_H_
