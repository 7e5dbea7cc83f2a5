#include "hostile/shown.h"

#include "base/utf8.h"

namespace cordon::hostile {
namespace {

/// Source: Unicode 15, general categories Cc, Cs, Zl, Zp, and the annotations of category Cf.
bool is_control(char32_t c) {
  const bool control = c < 0x20 || (c >= 0x7F && c <= 0x9F);
  const bool surrogate = c >= 0xD800 && c < 0xE000;
  const bool separator = c == 0x2028 || c == 0x2029;
  const bool annotation = c == 0xFFF9 || c == 0xFFFA || c == 0xFFFB;
  return control || surrogate || separator || annotation;
}

/// Source: Unicode 15, section 23.7.
bool is_noncharacter(char32_t c) {
  return (c >= 0xFDD0 && c <= 0xFDEF) || c % 0x10000 == 0xFFFE || c % 0x10000 == 0xFFFF;
}

/// Source: Unicode 15, DerivedCoreProperties.txt, Default_Ignorable_Code_Point, line by line. The
/// controls of direction are among them.
bool is_ignorable(char32_t c) {
  const auto in = [c](char32_t first, char32_t last) { return c >= first && c <= last; };
  return c == 0xAD || c == 0x34F || c == 0x61C || in(0x115F, 0x1160) || in(0x17B4, 0x17B5) ||
         in(0x180B, 0x180D) || c == 0x180E || c == 0x180F || in(0x200B, 0x200F) ||
         in(0x202A, 0x202E) || in(0x2060, 0x2064) || c == 0x2065 || in(0x2066, 0x206F) ||
         c == 0x3164 || in(0xFE00, 0xFE0F) || c == 0xFEFF || c == 0xFFA0 || in(0xFFF0, 0xFFF8) ||
         in(0x1BCA0, 0x1BCA3) || in(0x1D173, 0x1D17A) || in(0xE0000, 0xE0FFF);
}

/// Of GitHub (at the beginning of a line), of Azure and TeamCity (anywhere in it).
bool is_order(std::string_view line) {
  const std::size_t first = line.find_first_not_of(" \t");
  if (first != std::string_view::npos && line.substr(first).starts_with("::")) return true;
  return line.find("##[") != std::string_view::npos ||
         line.find("##vso[") != std::string_view::npos ||
         line.find("##teamcity[") != std::string_view::npos;
}

}  // namespace

bool is_hidden(char32_t c) { return is_control(c) || is_noncharacter(c) || is_ignorable(c); }

std::string fault_of(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const Utf8Char one = decode_utf8(text, at);
    if (one.length == 0) return "a byte that is no UTF-8";
    if (one.value != '\t' && one.value != '\n' && is_hidden(one.value)) return "a hidden character";
    at += one.length;
  }
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    if (is_order(line)) return "an order to a build system";
    text.remove_prefix(line.size() < text.size() ? line.size() + 1 : line.size());
  }
  return "";
}

}  // namespace cordon::hostile
