#include "code_pages.h"

#include <array>

namespace cordon::cli {
namespace {

/// Lists name a code with or without quotes, and a page with or without a title of its own.
constexpr std::string_view bare(std::string_view code) {
  return code.front() == '"' ? code.substr(1, code.size() - 2) : code;
}
constexpr CodePage page(std::string_view code, std::string_view text) {
  return {bare(code), {}, text};
}
constexpr CodePage page(std::string_view code, std::string_view title, std::string_view text) {
  return {bare(code), title, text};
}

#define CORDON_CODE(code, ...) page(#code, __VA_ARGS__),
constexpr std::array kPages = {
#include "all_codes.inc"
};
#undef CORDON_CODE

}  // namespace

std::span<const CodePage> code_pages() { return kPages; }

}  // namespace cordon::cli
