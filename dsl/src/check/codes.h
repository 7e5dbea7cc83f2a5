#ifndef CORDON_CHECK_CODES_H_
#define CORDON_CHECK_CODES_H_

#include <span>
#include <string_view>

namespace cordon::check {

/// What `explain CODE` says.
struct CodeInfo {
  std::string_view code;
  std::string_view title;
  std::string_view explanation;
};

/// Codes of checking, ordered by number.
std::span<const CodeInfo> all_codes();
/// Null: not a code of checking.
const CodeInfo* find_code(std::string_view code);

}  // namespace cordon::check

#endif  // CORDON_CHECK_CODES_H_
