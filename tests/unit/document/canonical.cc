#include "unit/document/canonical.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace cordon::test {
namespace {

std::string json_string(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      constexpr std::string_view kHex = "0123456789abcdef";
      const auto byte = static_cast<unsigned char>(c);
      out += std::string("\\u00") + kHex[byte >> 4U] + kHex[byte & 15U];
    } else {
      out += c;
    }
  }
  return out + '"';
}

template <class T>
std::string digits(T value) {
  std::array<char, 64> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
  return {buffer.data(), end.ptr};
}

std::string object_text(const Store& store, const Node& node) {
  std::vector<std::pair<std::string, std::string>> members;
  for (std::uint32_t i = 0; i < node.len; ++i) {
    members.emplace_back(store.symbols.text(Store::keys(node)[i]),
                         canonical(store, node.members()[i]));
  }
  std::sort(members.begin(), members.end());
  std::string out = "{";
  for (const auto& [key, value] : members) {
    if (out.size() > 1) out += ',';
    out += json_string(key) + ':' + value;
  }
  return out + '}';
}

}  // namespace

std::string canonical(const Store& store, const Node& node) {
  switch (node.kind()) {
    case Kind::kNull:
      return "null";
    case Kind::kFalse:
      return "false";
    case Kind::kTrue:
      return "true";
    case Kind::kInt:
      return digits(node.i);
    case Kind::kUint:
      return digits(node.u);
    case Kind::kBignum:
      return std::string(node.text());
    case Kind::kString:
      return json_string(node.text());
    case Kind::kObject:
    case Kind::kDict:
      return object_text(store, node);
    case Kind::kReal: {
      const std::string text = digits(node.d);
      return text.find_first_of(".e") == std::string::npos ? text + ".0" : text;
    }
    default:
      break;
  }
  std::string out = "[";
  for (const Node& member : node.members()) {
    if (out.size() > 1) out += ',';
    out += canonical(store, member);
  }
  return out + ']';
}

}  // namespace cordon::test
