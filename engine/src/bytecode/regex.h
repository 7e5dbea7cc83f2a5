#ifndef CORDON_BYTECODE_REGEX_H_
#define CORDON_BYTECODE_REGEX_H_

#include <cstddef>
#include <memory>
#include <string>

namespace re2 {
class RE2;
}

namespace cordon::bytecode {

/// What the regular expressions of one program may cost together.
struct RegexBudget {
  std::size_t max_bytes = std::size_t{8} << 10;  ///< of one pattern
  std::size_t program_left = 1'000'000;          ///< instructions of all that are still to come
};

/// Compiles a pattern, taking its size from the budget. Null: it is not valid, or too large
/// (`why`). Cost: O(pattern), at most 1 MiB.
std::shared_ptr<const re2::RE2> compile_regex(const std::string& pattern, RegexBudget& budget,
                                              std::string& why);

}  // namespace cordon::bytecode

#endif  // CORDON_BYTECODE_REGEX_H_
