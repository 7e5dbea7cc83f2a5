#ifndef CORDON_TESTS_UNIT_VM_WAYS_H_
#define CORDON_TESTS_UNIT_VM_WAYS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "bytecode/program.h"
#include "rows/run.h"

namespace cordon {

/// A template in which properties have every kind of value that a template can give.
std::string document_of_all_values();

/// Each row with its outcome and the fuel that is left for the run, judged in one way, one by one.
std::vector<std::string> judge(const Program& program, const std::string& text, rows::Run::Code how,
                               std::uint64_t fuel_per_row = EvaluationLimits{}.fuel_per_row,
                               std::uint64_t fuel_per_run = EvaluationLimits{}.fuel_per_run);

/// The outcome of each row, all of them judged at once.
std::vector<std::string> judge_at_once(
    const Program& program, const std::string& text, rows::Run::Code how,
    std::uint64_t fuel_per_row = EvaluationLimits{}.fuel_per_row,
    std::uint64_t fuel_per_run = EvaluationLimits{}.fuel_per_run);

}  // namespace cordon

#endif  // CORDON_TESTS_UNIT_VM_WAYS_H_
