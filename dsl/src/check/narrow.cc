// Parts of types: what remains of a type when a test on its value holds, or does not.
#include <algorithm>

#include "check/inferer.h"

namespace cordon::check {
namespace {

bool has_kind(const Type& type, TypeKind kind) {
  if (kind == TypeKind::kNumber) return type.is_number();
  if (kind == TypeKind::kObject) return type.is(TypeKind::kObject) || type.is(TypeKind::kMap);
  if (kind == TypeKind::kString) return type.is(TypeKind::kString) || type.is(TypeKind::kRef);
  return type.kind == kind;
}

std::vector<std::string_view> selected(std::span<const std::string_view> all,
                                       std::span<const std::string_view> some, bool keep) {
  std::vector<std::string_view> out;
  for (const auto text : all) {
    if (holds(some, text) == keep) out.push_back(text);
  }
  return out;
}

}  // namespace

const Type* Inferer::only_kind(const Type* type, TypeKind kind, bool keep) {
  if (type->is(TypeKind::kAny)) {
    const bool has_parts = kind == TypeKind::kList || kind == TypeKind::kObject;
    if (!keep || has_parts) return keep && kind == TypeKind::kList ? pool_.list(any()) : type;
    return pool_.simple(kind);
  }
  const Type* out = never();
  each_member(*type, [&](const Type& member) {
    if (has_kind(member, kind) == keep) out = pool_.join(out, &member);
  });
  if (out->is(TypeKind::kNever)) return type;
  return type->optional && !keep ? pool_.optional(out) : out;
}

const Type* Inferer::only_resources(const Type* type, std::span<const std::string_view> names,
                                    bool keep) {
  const Type* out = never();
  each_member(*type, [&](const Type& member) {
    const bool is_target = member.is(TypeKind::kResource) || member.is(TypeKind::kRef);
    if (!is_target || member.names.empty()) {
      out = pool_.join(out, &member);
      return;
    }
    const auto rest = selected(member.names, names, keep);
    if (rest.empty()) return;
    out = pool_.join(
        out, member.is(TypeKind::kRef) ? pool_.ref(rest) : pool_.resource(rest, member.open));
  });
  if (out->is(TypeKind::kNever)) return type;
  return type->optional && !keep ? pool_.optional(out) : out;
}

const Type* Inferer::only_texts(const Type* type, std::span<const std::string_view> texts,
                                bool keep) {
  if (!type->is(TypeKind::kString) || type->enums.empty()) return type;
  const auto rest = selected(type->enums, texts, keep);
  return rest.empty() ? type : pool_.text(rest);
}

}  // namespace cordon::check
