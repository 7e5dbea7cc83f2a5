#include <array>
#include <charconv>
#include <string>
#include <string_view>

#include "cordon/report.h"
#include "report/characters.h"

namespace cordon {
namespace {

std::string hex(char32_t value, std::size_t digits) {
  std::array<char, 8> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(),
                                 static_cast<std::uint32_t>(value), 16);
  std::string text(buffer.data(), end.ptr);
  if (text.size() < digits) text.insert(0, digits - text.size(), '0');
  return text;
}

}  // namespace

std::string printable(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const report::Scalar scalar = report::scalar_at(text, i);
    if (!scalar.valid) {
      out += "\\x" + hex(scalar.value, 2);
    } else if (!report::is_visible(scalar.value)) {
      out += "\\u{" + hex(scalar.value, 1) + "}";
    } else if (scalar.value == '#' && report::begins_build_order(text.substr(i))) {
      out += "\\u{23}";
    } else {
      out += text.substr(i, scalar.bytes);
    }
    i += scalar.bytes;
  }
  return out;
}

}  // namespace cordon
