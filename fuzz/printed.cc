#include "printed.h"

#include "base/utf8.h"
#include "require.h"

namespace cordon::fuzz {
namespace {

bool hidden(char32_t c) {
  if (c == '\n' || c == '\t') return false;
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0xAD || c == 0x61C ||
         (c >= 0x200B && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E) ||
         (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF || (c >= 0xE0000 && c <= 0xE0FFF);
}

bool is_order(std::string_view line) {
  const std::size_t first = line.find_first_not_of(" \t");
  if (first != std::string_view::npos && line.substr(first).starts_with("::")) return true;
  return line.find("##[") != std::string_view::npos ||
         line.find("##vso[") != std::string_view::npos ||
         line.find("##teamcity[") != std::string_view::npos;
}

}  // namespace

void check_text(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const Utf8Char one = decode_utf8(text, at);
    require(one.length > 0 && !hidden(one.value));
    at += one.length;
  }
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    require(!is_order(line));
    text.remove_prefix(line.size() < text.size() ? line.size() + 1 : line.size());
  }
}

}  // namespace cordon::fuzz
