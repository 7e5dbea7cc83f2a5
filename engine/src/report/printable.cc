#include <array>
#include <charconv>
#include <string>
#include <string_view>

#include "cordon/report.h"
#include "report/characters.h"

namespace cordon {
namespace {

/// Without leading zeros: a byte that is no text has two digits, as it is 0x80 or more.
std::string hex(char32_t value) {
  std::array<char, 8> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(),
                                 static_cast<std::uint32_t>(value), 16);
  return {buffer.data(), end.ptr};
}

}  // namespace

std::string printable(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const report::Scalar scalar = report::scalar_at(text, i);
    if (!scalar.valid) {
      out += "\\x" + hex(scalar.value);
    } else if (!report::is_visible(scalar.value)) {
      out += "\\u{" + hex(scalar.value) + "}";
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
