#include "check/codes.h"

#include <algorithm>

namespace cordon::check {
namespace {

constexpr CodeInfo kCodes[] = {
#define CORDON_CODE(code, title, explanation) {#code, title, explanation},
#include "check/codes.def"
#undef CORDON_CODE
};

}  // namespace

std::span<const CodeInfo> all_codes() { return kCodes; }

const CodeInfo* find_code(std::string_view code) {
  const auto* const found = std::find_if(std::begin(kCodes), std::end(kCodes),
                                         [&](const CodeInfo& info) { return info.code == code; });
  return found == std::end(kCodes) ? nullptr : found;
}

}  // namespace cordon::check
