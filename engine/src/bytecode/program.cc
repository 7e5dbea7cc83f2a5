#include "bytecode/program.h"

namespace cordon {

std::span<const RuleInfo> Program::rules() const { return code_->infos; }
std::span<const ParameterInfo> Program::parameters() const { return code_->parameter_infos; }
std::string Program::digest() const { return code_->digest; }
std::size_t Program::test_count() const { return code_->tests.size(); }

}  // namespace cordon
