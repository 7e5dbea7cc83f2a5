#include "bytecode/literal_json.h"

#include <cstdio>

#include "value/compare.h"
#include "value/network.h"

namespace cordon::bytecode {
namespace {

void append_quoted(std::string& out, std::string_view text) {
  out += '"';
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') out += '\\';
    if (byte >= 0x20 && byte != 0x7F) {
      out += c;
      continue;
    }
    char buffer[8];
    std::snprintf(buffer, sizeof buffer, "\\u%04x", static_cast<unsigned>(byte));
    out += buffer;
  }
  out += '"';
}

// Recursion is bounded by the nesting that rule text and bundles admit.
void append(std::string& out, const Node& value, const Store& store) {
  switch (value.kind()) {
    case Kind::kFalse:
      out += "false";
      return;
    case Kind::kTrue:
      out += "true";
      return;
    case Kind::kString:
      return append_quoted(out, value.text());
    case Kind::kCidr:
    case Kind::kIp:
      return append_quoted(out, to_string(*value.cidr, value.is(Kind::kIp)));
    case Kind::kDate:
      return append_quoted(out, date_text(value.i));
    case Kind::kList:
    case Kind::kObject:
    case Kind::kDict:
      break;
    default:
      out += value.is_number() ? number_text(value) : "null";
      return;
  }
  const bool list = value.is(Kind::kList);
  out += list ? '[' : '{';
  for (std::uint32_t i = 0; i < value.len; ++i) {
    if (i > 0) out += ',';
    if (!list) {
      append_quoted(out, store.symbols.text(Store::keys(value)[i]));
      out += ':';
    }
    append(out, value.kids[i], store);
  }
  out += list ? ']' : '}';
}

}  // namespace

std::string literal_json(const Node& value, const Store& store) {
  std::string out;
  append(out, value, store);
  return out;
}

}  // namespace cordon::bytecode
