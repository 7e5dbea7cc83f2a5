#include "bytecode/regex.h"

#include <re2/re2.h>

namespace cordon::bytecode {
namespace {

constexpr std::size_t kMaxProgram = 10'000;

}  // namespace

std::shared_ptr<const re2::RE2> compile_regex(const std::string& pattern, RegexBudget& budget,
                                              std::string& why) {
  if (pattern.size() > budget.max_bytes) {
    why = "it has more than " + std::to_string(budget.max_bytes) + " bytes";
    return nullptr;
  }
  re2::RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(std::int64_t{1} << 20);
  auto regex = std::make_shared<const re2::RE2>(pattern, options);
  if (!regex->ok()) {
    why = regex->error();
    return nullptr;
  }
  const auto size = static_cast<std::size_t>(regex->ProgramSize());
  if (size > kMaxProgram || size > budget.program_left) {
    why = size > kMaxProgram ? "it needs more than " + std::to_string(kMaxProgram) + " steps"
                             : "all patterns together need too many steps";
    return nullptr;
  }
  budget.program_left -= size;
  return regex;
}

}  // namespace cordon::bytecode
