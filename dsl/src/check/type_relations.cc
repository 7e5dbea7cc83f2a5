// Relations between static types: text, sameness, subtypes, disjointness.
// Idea: every relation errs on the side of silence; what is not certainly wrong is left to run
// time. Cannot: see values; `list<int>` and `list<string>` are not disjoint, both may be empty.
// Tests: tests/unit/check/type_test.cc.
#include <algorithm>

#include "check/type.h"

namespace cordon::check {
namespace {

constexpr std::string_view kKindWords[] = {
    "any",  "nothing", "null",   "bool",     "int",       "number", "string",
    "cidr", "ip",      "date",   "time",     "duration",  "semver", "permissions",
    "list", "map",     "object", "resource", "reference", "union"};

std::string joined(std::span<const std::string_view> texts, std::string_view quote) {
  constexpr std::size_t kShown = 6;
  std::string out;
  for (std::size_t i = 0; i < texts.size() && i < kShown; ++i) {
    if (i > 0) out += " | ";
    out.append(quote).append(texts[i]).append(quote);
  }
  if (texts.size() > kShown) out += " | ... (" + std::to_string(texts.size()) + ")";
  return out;
}

bool overlap(std::span<const std::string_view> a, std::span<const std::string_view> b) {
  return std::any_of(a.begin(), a.end(),
                     [&](auto text) { return std::find(b.begin(), b.end(), text) != b.end(); });
}

bool covers(std::span<const std::string_view> all, std::span<const std::string_view> some) {
  return std::all_of(some.begin(), some.end(), [&](auto text) {
    return std::find(all.begin(), all.end(), text) != all.end();
  });
}

std::string bare_text(const Type& type) {
  switch (type.kind) {
    case TypeKind::kString:
      return type.enums.empty() ? "string" : joined(type.enums, "\"");
    case TypeKind::kList:
    case TypeKind::kMap:
      return std::string(kind_word(type)) + "<" + to_text(*type.element) + ">";
    case TypeKind::kResource:
      return joined(type.names, "");
    case TypeKind::kUnion: {
      std::string out;
      for (const Type* member : type.members) out += (out.empty() ? "" : " | ") + to_text(*member);
      return out;
    }
    default:
      return std::string(kind_word(type));
  }
}

bool same_parts(const Type& a, const Type& b) {
  if (a.members.size() != b.members.size() || a.fields.size() != b.fields.size()) return false;
  for (std::size_t i = 0; i < a.members.size(); ++i) {
    if (!same(*a.members[i], *b.members[i])) return false;
  }
  for (std::size_t i = 0; i < a.fields.size(); ++i) {
    if (a.fields[i].name != b.fields[i].name || !same(*a.fields[i].type, *b.fields[i].type)) {
      return false;
    }
  }
  return true;
}

bool is_subtype_of_one(const Type& a, const Type& b) {
  if (a.is_number() && b.is_number()) return a.kind == b.kind || a.is(TypeKind::kInt);
  if (a.is_text() && b.is_text())
    return b.enums.empty() || (!a.enums.empty() && covers(b.enums, a.enums));
  if (b.is(TypeKind::kObject) && !b.has_fields) {
    return a.is(TypeKind::kMap) || a.is(TypeKind::kObject);
  }
  if (b.is(TypeKind::kMap) && a.is(TypeKind::kObject)) {
    return std::all_of(a.fields.begin(), a.fields.end(),
                       [&](const Field& f) { return is_subtype(*f.type, *b.element); });
  }
  if (a.kind != b.kind) return false;
  if (a.is(TypeKind::kList) || a.is(TypeKind::kMap)) return is_subtype(*a.element, *b.element);
  if (a.is(TypeKind::kResource)) return covers(b.names, a.names);
  return true;
}

bool disjoint_kinds(const Type& a, const Type& b) {
  if (a.is_number() && b.is_number()) return false;
  if (a.is_text() && b.is_text()) {
    if (a.is(TypeKind::kRef) && b.is(TypeKind::kRef)) {
      return !a.names.empty() && !b.names.empty() && !overlap(a.names, b.names);
    }
    return false;  // enums are E0307, said by the comparison itself
  }
  const auto target = [](const Type& x) {
    return x.is(TypeKind::kRef) || x.is(TypeKind::kResource);
  };
  if (target(a) && target(b)) {
    return !a.names.empty() && !b.names.empty() && !overlap(a.names, b.names);
  }
  const auto object = [](const Type& x) { return x.is(TypeKind::kMap) || x.is(TypeKind::kObject); };
  if (object(a) && object(b)) return false;
  return a.kind != b.kind;
}

}  // namespace

std::string_view kind_word(const Type& type) {
  return kKindWords[static_cast<std::size_t>(type.kind)];
}

std::string listed(std::span<const std::string_view> texts) {
  constexpr std::size_t kShown = 12;
  std::string out;
  for (std::size_t i = 0; i < texts.size() && i < kShown; ++i) {
    out += (i == 0 ? "" : ", ") + std::string(texts[i]);
  }
  if (texts.size() > kShown) out += " and " + std::to_string(texts.size() - kShown) + " more";
  return out;
}

bool holds(std::span<const std::string_view> texts, std::string_view text) {
  return std::find(texts.begin(), texts.end(), text) != texts.end();
}

std::string to_text(const Type& type) {
  const bool grouped = type.optional && (type.is(TypeKind::kUnion) || type.enums.size() > 1 ||
                                         (type.is(TypeKind::kResource) && type.names.size() > 1));
  const std::string text = bare_text(type);
  if (!type.optional || type.is(TypeKind::kAny)) return text;
  return grouped ? "(" + text + ")?" : text + "?";
}

bool same(const Type& a, const Type& b) {
  if (a.kind != b.kind || a.optional != b.optional || a.body != b.body ||
      a.has_fields != b.has_fields || a.pattern != b.pattern) {
    return false;
  }
  if (!std::equal(a.enums.begin(), a.enums.end(), b.enums.begin(), b.enums.end()) ||
      !std::equal(a.names.begin(), a.names.end(), b.names.begin(), b.names.end())) {
    return false;
  }
  if (a.element != nullptr && !same(*a.element, *b.element)) return false;
  return same_parts(a, b);
}

bool is_subtype(const Type& a, const Type& b) {
  for (const Type* side : {&a, &b}) {
    if (side->is(TypeKind::kAny) || side->is(TypeKind::kNever)) return true;
  }
  if (a.is(TypeKind::kNull)) return true;
  if (a.is(TypeKind::kUnion)) {
    return std::all_of(a.members.begin(), a.members.end(),
                       [&](const Type* member) { return is_subtype(*member, b); });
  }
  if (b.is(TypeKind::kUnion)) {
    return std::any_of(b.members.begin(), b.members.end(),
                       [&](const Type* member) { return is_subtype_of_one(a, *member); });
  }
  return is_subtype_of_one(a, b);
}

bool disjoint(const Type& a, const Type& b) {
  for (const Type* side : {&a, &b}) {
    if (side->is(TypeKind::kAny) || side->is(TypeKind::kNull) || side->is(TypeKind::kNever)) {
      return false;
    }
  }
  if (a.is(TypeKind::kUnion)) {
    return std::all_of(a.members.begin(), a.members.end(),
                       [&](const Type* member) { return disjoint(*member, b); });
  }
  if (b.is(TypeKind::kUnion)) return disjoint(b, a);
  return disjoint_kinds(a, b);
}

}  // namespace cordon::check
