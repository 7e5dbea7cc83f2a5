// Values as messages print them (language 3.22): texts as they are, containers as compact JSON,
// M, E and U as words, sensitive values never. Test: oracle_test.cc.
#include <array>
#include <charconv>

#include "machine.h"

namespace cordon::oracle {
namespace {

void quote(std::string_view text, std::string& out) {
  static constexpr char kHex[] = "0123456789abcdef";
  out += '"';
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    switch (c) {
      case '"':
        out += "\\\"";
        break;
      case '\\':
        out += "\\\\";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\r':
        out += "\\r";
        break;
      case '\t':
        out += "\\t";
        break;
      case '\b':
        out += "\\b";
        break;
      case '\f':
        out += "\\f";
        break;
      default:
        if (byte < 0x20) {
          out += "\\u00";
          out += kHex[byte / 16];
          out += kHex[byte % 16];
        } else {
          out += c;
        }
    }
  }
  out += '"';
}

template <class T>
std::string number(T value) {
  std::array<char, 40> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr;
  return {buffer.data(), end};
}

/// At most 200 characters, then the sign that something is cut.
std::string cut(std::string text) {
  std::size_t characters = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if ((static_cast<unsigned char>(text[i]) & 0xC0U) == 0x80U) continue;
    if (++characters > 200) return text.substr(0, i) + "\xE2\x80\xA6";
  }
  return text;
}

}  // namespace

/// Text of a value that is neither a container nor indeterminate.
std::string Machine::scalar_text(const Node& v) const {
  switch (v.kind()) {
    case Kind::kNull:
      return "null";
    case Kind::kTrue:
      return "true";
    case Kind::kFalse:
      return "false";
    case Kind::kInt:
      return number(v.i);
    case Kind::kUint:
      return number(v.u);
    case Kind::kReal:
      return number(v.d);
    case Kind::kBignum:
    case Kind::kString:
      return std::string(v.text());
    case Kind::kResource:
      return std::string(inventory_.resources()[v.ref.target].address);
    case Kind::kReference: {
      std::string out(inventory_.resources()[v.ref.target].address);
      if (v.ref.attribute != 0) out += "." + std::string(store_.symbols.text(v.ref.attribute));
      return out;
    }
    case Kind::kCidr:
    case Kind::kIp:
      return network(v).text;
    case Kind::kDate: {
      std::string digits = number(v.i);
      digits.insert(0, digits.size() < 8 ? 8 - digits.size() : 0, '0');
      return digits.substr(0, 4) + "-" + digits.substr(4, 2) + "-" + digits.substr(6, 2);
    }
    default:
      return {};
  }
}

void Machine::print_json(const Node& v, std::string& out) {
  if (v.has(kSensitive) && !v.indeterminate()) {
    out += "<sensitive>";
  } else if (v.is_list() || v.is_object()) {
    const Domain all = domain_of(v);
    std::string between;
    out += v.is_list() ? '[' : '{';
    for (const Member& member : all.members) {
      out += between;
      between = ",";
      if (v.is_object()) {
        quote(member.key.text(), out);
        out += ':';
        print_json(*store_.find(v, member.key.text()), out);
        continue;
      }
      print_json(member.value, out);
      if (!member.presence.is(Kind::kTrue)) out += '?';
    }
    if (!all.many.is(Kind::kNull) && v.is_list()) out += between + "...";
    out += v.is_list() ? ']' : '}';
  } else if (v.indeterminate() || v.is(Kind::kChoice)) {
    out += print(v);
  } else if (v.is(Kind::kString) || v.kind() >= Kind::kResource) {
    quote(scalar_text(v), out);
  } else {
    out += scalar_text(v);
  }
}

std::string Machine::print(const Node& value) {
  Node v = value;
  if (v.is(Kind::kChoice)) {
    v = lift({&value, 1}, [](std::span<const Node> one) { return one[0]; });
  }
  switch (kind_of(v)) {
    case Kind::kMissing:
      return "<missing>";
    case Kind::kError:
      return "<error>";
    case Kind::kUnknown:
      return "<unknown>";
    default:
      break;
  }
  if (v.has(kSensitive)) return "<sensitive>";
  std::string out;
  if (v.is_list() || v.is_object()) {
    print_json(v, out);
  } else {
    out = scalar_text(v);
  }
  return cut(std::move(out));
}

/// The text after `else`.
std::string Machine::message(const syntax::Expr* text) {
  std::string out;
  if (text == nullptr) return out;
  for (std::size_t i = 0; i < text->pieces.size(); ++i) {
    out += text->pieces[i];
    if (i < text->kids.size()) out += print(eval(*text->kids[i]).v);
  }
  return out;
}

}  // namespace cordon::oracle
