#include "syntax/codes.h"

#include <algorithm>
#include <iterator>

namespace cordon::syntax {
namespace {

constexpr CodeText kCodes[] = {
#define CORDON_CODE(code, title, explanation) {code, title, explanation},
#include "syntax/codes.def"
#undef CORDON_CODE
};

}  // namespace

const CodeText* explain(std::string_view code) {
  const auto* found = std::find_if(std::begin(kCodes), std::end(kCodes),
                                   [code](const CodeText& text) { return text.code == code; });
  return found == std::end(kCodes) ? nullptr : found;
}

}  // namespace cordon::syntax
