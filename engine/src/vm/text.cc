// Texts made of values: what messages and interpolation print (language 3.22), and the JSON text of
// a fact. INVARIANT: the text of a sensitive value leaves its node nowhere but through these
// functions, which print a fixed word instead. Tests: tests/conformance/messages.cordon,
// tests/unit/rows/sensitive_test.cc, tests/golden/findings.
#include <algorithm>
#include <cstdio>

#include "value/compare.h"
#include "value/network.h"
#include "vm/choices.h"
#include "vm/operators.h"

namespace cordon::vm {
namespace {

constexpr int kDepth = 128;

void append_quoted(std::string& out, std::string_view text) {
  out += '"';
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (c == '\n') {
      out += "\\n";
    } else if (c == '\t') {
      out += "\\t";
    } else if (byte < 0x20 || byte == 0x7F) {
      char buffer[8];
      std::snprintf(buffer, sizeof buffer, "\\u%04x", static_cast<unsigned>(byte));
      out += buffer;
    } else {
      out += c;
    }
  }
  out += '"';
}

std::string_view undecided_word(const Node& node) {
  if (node.unknown == nullptr || !node.unknown->has_interval) return "<unknown>";
  const Kind kind = node.unknown->cause.kind;
  return kind == Kind::kError ? "<error>" : kind == Kind::kMissing ? "<missing>" : "<unknown>";
}

struct Printer {
  const Env& env;
  std::string& out;
  bool json;          ///< evidence: valid JSON
  std::size_t limit;  ///< stop soon after this many bytes
  bool sensitive = false;
  bool cut = false;

  [[nodiscard]] bool full() {
    if (out.size() <= limit) return false;
    cut = true;
    return true;
  }

  void word(std::string_view text) {
    if (json) {
      append_quoted(out, text);
    } else {
      out += text;
    }
  }

  void list(std::span<const Node> items, std::span<const Node> presence, const Node& many,
            int depth) {
    out += '[';
    for (std::size_t i = 0; i < items.size() && !full(); ++i) {
      if (i > 0) out += ',';
      value(items[i], true, depth);
      if (!json && i < presence.size() && !presence[i].is(Kind::kTrue)) out += '?';
    }
    if (!json && !many.is(Kind::kNull)) out += items.empty() ? "..." : ",...";
    out += ']';
  }

  void object(const Node& node, int depth) {
    out += '{';
    const auto keys = Store::keys(node);
    for (std::uint32_t i = 0; i < node.len && !full(); ++i) {
      if (i > 0) out += ',';
      append_quoted(out, env.store.symbols.text(keys[i]));
      out += ':';
      value(node.kids[i], true, depth);
    }
    if (!json && node.has(kOpen)) out += node.len == 0 ? "..." : ",...";
    out += '}';
  }

  /// Inside a list or object a name or network is a JSON text.
  void name(std::string_view text, bool nested) {
    if (nested || json) {
      append_quoted(out, text);
    } else {
      out += text;
    }
  }

  void reference(const Node& node, bool nested) {
    std::string text(env.inventory.resources()[node.ref.target].address);
    if (node.is(Kind::kReference) && node.ref.attribute != 0) {
      text += ".";
      text += env.store.symbols.text(node.ref.attribute);
    }
    name(text, nested);
  }

  /// What all branches say is known.
  void choice(const Node& node, bool nested, int depth) {
    std::vector<Node> all;
    const bool few = leaves(node, all);
    const bool one =
        few && std::all_of(all.begin(), all.end(), [&](const Node& n) { return same(n, all[0]); });
    one ? value(all[0], nested, depth) : word("<unknown>");
  }

  void value(const Node& node, bool nested, int depth) {
    if (depth > kDepth) {
      word("...");
      return;
    }
    if (node.has(kSensitive) && !node.indeterminate()) {
      sensitive = true;
      word("<sensitive>");
      return;
    }
    switch (node.kind()) {
      case Kind::kNull:
        out += "null";
        break;
      case Kind::kFalse:
        out += "false";
        break;
      case Kind::kTrue:
        out += "true";
        break;
      case Kind::kInt:
      case Kind::kUint:
      case Kind::kReal:
      case Kind::kBignum:
        out += number_text(node);
        break;
      case Kind::kString:
        if (nested || json) {
          append_quoted(out, node.text());
        } else {
          out += node.text();
        }
        break;
      case Kind::kList:
        list(node.members(), {}, Node::null(), depth + 1);
        break;
      case Kind::kComputedList:
        list(node.list->items, node.list->presence, node.list->many, depth + 1);
        break;
      case Kind::kObject:
      case Kind::kDict:
        object(node, depth + 1);
        break;
      case Kind::kResource:
      case Kind::kReference:
        reference(node, nested);
        break;
      case Kind::kCidr:
        name(to_string(*node.cidr, false), nested);
        break;
      case Kind::kIp:
        name(to_string(*node.cidr, true), nested);
        break;
      case Kind::kDate:
        name(date_text(node.i), nested);
        break;
      case Kind::kMissing:
        word("<missing>");
        break;
      case Kind::kError:
        word("<error>");
        break;
      case Kind::kUnknown:
        // An undecided count is of its strongest maybe-member's kind.
        word(undecided_word(node));
        break;
      case Kind::kChoice:
        choice(node, nested, depth);
        break;
      default:
        word("<value>");
        break;
    }
  }
};

constexpr std::size_t kMessageValue = 200;

std::size_t scalar_prefix(std::string_view text, std::size_t scalars) {
  std::size_t i = 0;
  while (i < text.size() && scalars > 0) {
    ++i;
    while (i < text.size() && (static_cast<unsigned char>(text[i]) & 0xC0U) == 0x80U) ++i;
    --scalars;
  }
  return i;
}

}  // namespace

void append_text(const Env& env, std::string& out, const Node& value) {
  std::string text;
  Printer printer{env, text, false, 4 * kMessageValue + 64};
  printer.value(value, false, 0);
  const std::size_t cut = scalar_prefix(text, kMessageValue);
  out.append(text, 0, cut);
  if (cut < text.size()) out += "\xE2\x80\xA6";
}

std::string json_text(const Env& env, const Node& value, std::size_t max, bool& truncated,
                      bool& sensitive) {
  std::string text;
  Printer printer{env, text, true, max};
  printer.value(value, false, 0);
  sensitive = printer.sensitive;
  truncated = printer.cut;
  if (value.is(Kind::kString) && text.size() > max) {
    truncated = true;
    text.clear();
    const std::size_t cut = scalar_prefix(value.text(), max / 4);
    append_quoted(text, value.text().substr(0, cut));
  }
  return text;
}

namespace {

Node too_long(Env& env, At at) {
  return env.error("L0205", "a computed text is longer than its limit", at);
}

bool printable_scalar(const Node& n) {
  switch (n.kind()) {
    case Kind::kNull:
    case Kind::kFalse:
    case Kind::kTrue:
    case Kind::kInt:
    case Kind::kUint:
    case Kind::kReal:
    case Kind::kBignum:
    case Kind::kString:
    case Kind::kCidr:
    case Kind::kIp:
    case Kind::kDate:
      return true;
    default:
      return false;
  }
}

void append_parts(Env& env, std::vector<Part>& parts, const Node& n) {
  const auto push_text = [&](std::string_view text) {
    if (text.empty()) return;
    if (!parts.empty() && parts.back().symbol == 0) {
      parts.back().text = env.memory->copy(std::string(parts.back().text) + std::string(text));
    } else {
      parts.push_back({text, 0});
    }
  };
  if (!n.is(Kind::kUnknown)) {
    std::string text;
    append_text(env, text, n);
    push_text(n.is(Kind::kString) ? n.text() : env.memory->copy(text));
    return;
  }
  const Unknown* u = n.unknown;
  if (u != nullptr && !u->parts.empty()) {
    for (const Part& p : u->parts) {
      if (p.symbol == 0) {
        push_text(p.text);
      } else {
        parts.push_back(p);
      }
    }
  } else {
    parts.push_back({{}, u != nullptr && u->symbol != 0 ? u->symbol : env.next_symbol++});
  }
}

Node join_unknown(Env& env, const Node& a, const Node& b) {
  // What may be absent may make the whole text missing: nothing of it is certain.
  const auto certain = [](const Node& n) {
    return !n.is(Kind::kUnknown) || (n.unknown != nullptr && n.unknown->written);
  };
  if (!certain(a) || !certain(b)) return env.unknown_from(a.is(Kind::kUnknown) ? a : b);
  const auto scalar = [](const Node& n) { return !n.is(Kind::kUnknown) || surely_scalar(n); };
  if (!scalar(a) || !scalar(b)) return env.unknown_from(a.is(Kind::kUnknown) ? a : b);
  std::vector<Part> parts;
  append_parts(env, parts, a);
  append_parts(env, parts, b);
  Unknown u;
  const Cause* cause = cause_of(a.is(Kind::kUnknown) ? a : b);
  if (cause != nullptr) u.cause = *cause;
  u.cause.kind = Kind::kUnknown;
  u.expect = Expect::kString;
  u.written = true;
  u.parts = env.memory->copy(std::span<const Part>(parts));
  return env.sound_unknown(u, a.is(Kind::kUnknown) ? a.at : b.at);
}

/// What two pieces of a text make that are not both known: an error, whatever the other one is,
/// if one is no scalar; missing if one is, unless the other one may still be no scalar.
Node join_worst(Env& env, const Node& a, const Node& b) {
  if (a.is(Kind::kError)) return a;
  const bool fits = b.indeterminate() || b.is(Kind::kReference) || printable_scalar(b);
  if (!fits) return env.error("V0101", "only a scalar can stand in a text", b.at);
  const Node pair[2] = {a, b};
  const Node worst = strict(env, pair);
  if (!worst.is(Kind::kMissing)) return worst;
  for (const Node* piece : {&a, &b}) {
    if (settle(env, *piece).is(Kind::kUnknown) && !surely_scalar(*piece))
      return env.unknown_from(*piece);
  }
  return worst;
}

Node join_plain(Env& env, const Node& a, const Node& b) {
  const Node worst = join_worst(env, a, b);
  if (worst.is(Kind::kMissing) || worst.is(Kind::kError)) return worst;
  if (worst.is(Kind::kUnknown) && (a.is(Kind::kMissing) || b.is(Kind::kMissing))) return worst;
  if (worst.is(Kind::kUnknown) && !b.is(Kind::kReference)) return join_unknown(env, a, b);
  if (b.is(Kind::kReference)) {
    Unknown u;
    u.cause = {Kind::kUnknown, {}, "the id of the resource is not known", b.at};
    u.written = true;
    u.expect = Expect::kString;
    return join_unknown(env, a, env.sound_unknown(u, b.at));
  }
  std::string text(a.text());
  const bool sensitive = a.has(kSensitive) || b.has(kSensitive);
  if (b.is(Kind::kString)) {
    text += b.text();
  } else {
    Node plain = b;
    plain.flags = 0;
    append_text(env, text, plain);
  }
  if (text.size() > env.limits.max_string_bytes) return too_long(env, b.at);
  env.charge(text.size() / 64 + 1);
  const Node result = env.string(text);
  return sensitive ? result.with(kSensitive) : result;
}

}  // namespace

Node interpolate(Env& env, const Node& a, const Node& b, bool message) {
  if (!message) {
    const Node pair[2] = {a, b};
    return over_choices(env, pair,
                        [&](std::span<const Node> v) { return join_plain(env, v[0], v[1]); });
  }
  std::string text(a.text());
  append_text(env, text, b);
  if (text.size() > env.limits.max_message_bytes) {
    text.resize(scalar_prefix(text, env.limits.max_message_bytes / 4));
    text += "\xE2\x80\xA6";
  }
  return env.string(text);
}

}  // namespace cordon::vm
