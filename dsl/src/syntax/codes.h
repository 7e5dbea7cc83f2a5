#ifndef CORDON_SYNTAX_CODES_H_
#define CORDON_SYNTAX_CODES_H_

#include <string_view>

namespace cordon::syntax {

struct CodeText {
  std::string_view code;
  std::string_view title;
  std::string_view explanation;
};

/// What a code of this stage means, or null.
const CodeText* explain(std::string_view code);

}  // namespace cordon::syntax

#endif  // CORDON_SYNTAX_CODES_H_
