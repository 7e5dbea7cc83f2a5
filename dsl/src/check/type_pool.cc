// Makes static types in an arena.
// Idea: types are compared by structure, never by address, so nothing needs to be interned; only
// what would be made again and again (property types, `T?`) is remembered.
// Cannot: find that two unions written in another order are the same object; `same` does that.
// Tests: tests/unit/check/type_test.cc.
#include <algorithm>
#include <vector>

#include "check/type.h"

namespace cordon::check {
namespace {

constexpr std::size_t kSimple = static_cast<std::size_t>(TypeKind::kUnion) + 1;

/// More values than these are no longer a list of values; it keeps joins of long lists cheap.
constexpr std::size_t kMostTexts = 256;
constexpr std::size_t kMostMembers = 24;

/// Requires: sets. `a` itself if it holds `b`.
std::span<const std::string_view> merged(Arena& arena, std::span<const std::string_view> a,
                                         std::span<const std::string_view> b) {
  std::vector<std::string_view> all(a.begin(), a.end());
  for (const auto text : b) {
    if (!holds(a, text)) all.push_back(text);
  }
  return all.size() == a.size() ? a : arena.copy(std::span<const std::string_view>(all));
}

/// Kinds of which a union has one member only.
bool merges(const Type& a, const Type& b) {
  if (a.is_number() && b.is_number()) return true;
  if (a.kind != b.kind) return false;
  if (a.is(TypeKind::kObject)) return same(a, b);
  return !a.is(TypeKind::kList) || a.element->is(TypeKind::kNever) ||
         b.element->is(TypeKind::kNever) || a.element->kind == b.element->kind;
}

}  // namespace

TypePool::TypePool() {
  Type* all = arena_.array<Type>(kSimple);
  for (std::size_t i = 0; i < kSimple; ++i) {
    all[i] = Type{};
    all[i].kind = static_cast<TypeKind>(i);
  }
  simple_ = {all, kSimple};
}

const Type* TypePool::keep(const Type& type) { return arena_.make<Type>(type); }

const Type* TypePool::simple(TypeKind kind) const {
  return &simple_[static_cast<std::size_t>(kind)];
}

const Type* TypePool::list(const Type* element) {
  Type type;
  type.kind = TypeKind::kList;
  type.element = element;
  return keep(type);
}

const Type* TypePool::map(const Type* element) {
  Type type;
  type.kind = TypeKind::kMap;
  type.element = element;
  return keep(type);
}

const Type* TypePool::text(std::span<const std::string_view> enums) {
  Type type;
  type.kind = TypeKind::kString;
  type.enums = arena_.copy(enums);
  return keep(type);
}

const Type* TypePool::resource(std::span<const std::string_view> names, bool open) {
  Type type;
  type.kind = TypeKind::kResource;
  type.names = arena_.copy(names);
  type.open = open;
  return keep(type);
}

const Type* TypePool::ref(std::span<const std::string_view> names) {
  Type type;
  type.kind = TypeKind::kRef;
  type.names = arena_.copy(names);
  return keep(type);
}

const Type* TypePool::fields(std::span<const Field> fields) {
  Type type;
  type.kind = TypeKind::kObject;
  type.has_fields = true;
  type.fields = arena_.copy(fields);
  return keep(type);
}

const Type* TypePool::optional(const Type* type) {
  if (type->optional) return type;
  const Type*& known = optional_[type];
  if (known == nullptr) {
    Type copy = *type;
    copy.optional = true;
    known = keep(copy);
  }
  return known;
}

const Type* TypePool::present(const Type* type) {
  if (!type->optional) return type;
  Type copy = *type;
  copy.optional = false;
  return keep(copy);
}

/// Requires: merges(a, b).
const Type* TypePool::merge(const Type& a, const Type& b) {
  Type type = a;
  if (a.is_number()) type.kind = a.kind == b.kind ? a.kind : TypeKind::kNumber;
  if (a.is(TypeKind::kString)) {
    type.enums = a.enums.empty() || b.enums.empty() ? std::span<const std::string_view>{}
                                                    : merged(arena_, a.enums, b.enums);
    if (type.enums.size() > kMostTexts && type.enums.size() > a.enums.size()) type.enums = {};
    if (a.pattern != b.pattern) type.pattern = {};
  }
  if (a.is(TypeKind::kResource)) {
    type.names = merged(arena_, a.names, b.names);
    type.open = a.open || b.open;
  }
  if (a.is(TypeKind::kRef)) {
    type.names = a.names.empty() || b.names.empty() ? std::span<const std::string_view>{}
                                                    : merged(arena_, a.names, b.names);
  }
  if (a.is(TypeKind::kList) || a.is(TypeKind::kMap)) type.element = join(a.element, b.element);
  return keep(type);
}

const Type* TypePool::unite(const Type* a, const Type* b) {
  std::vector<const Type*> members;
  const auto add = [&](const Type* one) {
    for (const Type*& member : members) {
      if (merges(*member, *one)) {
        member = merge(*member, *one);
        return;
      }
    }
    members.push_back(one);
  };
  for (const Type* side : {a, b}) {
    if (side->is(TypeKind::kUnion)) {
      for (const Type* member : side->members) add(member);
    } else {
      add(side);
    }
  }
  if (members.size() == 1) return members.front();
  if (members.size() > kMostMembers) return simple(TypeKind::kAny);
  Type type;
  type.kind = TypeKind::kUnion;
  type.members = arena_.copy(std::span<const Type* const>(members));
  return keep(type);
}

const Type* TypePool::join(const Type* a, const Type* b) {
  const bool is_optional =
      a->optional || b->optional || a->is(TypeKind::kNull) != b->is(TypeKind::kNull);
  const Type* out = nullptr;
  if (a->is(TypeKind::kNever) || a->is(TypeKind::kNull)) {
    out = b;
  } else if (b->is(TypeKind::kNever) || b->is(TypeKind::kNull)) {
    out = a;
  } else if (a->is(TypeKind::kAny) || b->is(TypeKind::kAny)) {
    out = simple(TypeKind::kAny);
  } else {
    out = unite(present(a), present(b));
  }
  if (out->is(TypeKind::kNull) || out->is(TypeKind::kNever)) return out;
  return is_optional ? optional(out) : out;
}

const Type* TypePool::make(const PropertyType& property) {
  Type type;
  switch (property.kind) {
    case PropertyType::Kind::kAny:
      return simple(TypeKind::kAny);
    case PropertyType::Kind::kBool:
      return simple(TypeKind::kBool);
    case PropertyType::Kind::kInt:
      return simple(TypeKind::kInt);
    case PropertyType::Kind::kNumber:
      return simple(TypeKind::kNumber);
    case PropertyType::Kind::kString:
      type.kind = property.targets.empty() ? TypeKind::kString : TypeKind::kRef;
      type.names = property.targets;
      type.enums = property.enums;
      type.pattern = property.pattern;
      return keep(type);
    case PropertyType::Kind::kList:
      return list(of(property.element));
    case PropertyType::Kind::kMap:
      return map(of(property.element));
    case PropertyType::Kind::kObject:
      type.kind = TypeKind::kObject;
      type.body = property.object;
      return keep(type);
  }
  return simple(TypeKind::kAny);
}

const Type* TypePool::of(const PropertyType* property) {
  if (property == nullptr) return simple(TypeKind::kAny);
  if (const auto it = known_.find(property); it != known_.end()) return it->second;
  const Type* type = make(*property);
  known_.emplace(property, type);
  return type;
}

}  // namespace cordon::check
