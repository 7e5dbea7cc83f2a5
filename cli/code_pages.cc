#include "code_pages.h"

#include <array>

namespace cordon::cli {
namespace {

#define CORDON_CODE(code, text) CodePage{code, text},
constexpr std::array kPages = {
#include "all_codes.inc"
};
#undef CORDON_CODE

}  // namespace

std::span<const CodePage> code_pages() { return kPages; }

}  // namespace cordon::cli
