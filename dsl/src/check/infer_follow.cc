// Types `->p`, `->T` and `<-T.p`.
// Idea: the catalogue's reference forms say what a property may name; nothing else is assumed.
// Cannot: check references of types without a catalogue; they are `any`.
// Tests: tests/unit/check/types_test.cc.
#include <algorithm>

#include "check/inferer.h"
#include "check/resource_types.h"

namespace cordon::check {

using syntax::PostOp;

/// The property of what is referred to; one target that has it suffices, and it is always `?`.
const Type* Inferer::follow_property_of(std::span<const std::string_view> targets,
                                        const PostOp& op) {
  if (targets.empty()) return pool_.optional(any());
  const FoundProperty found = find_property(targets, op.name.text);
  if (found.type != nullptr) {
    judge(found.is_deprecated, found.is_read_only, op);
    return pool_.optional(found.type);
  }
  std::vector<std::string_view> names;
  for (const std::string_view target : targets) {
    const ResourceType* resource = context_.catalogue.find(target);
    for (const Property& each : resource->body.properties) names.push_back(each.name);
  }
  context_.error("E0302", op.span,
                 say({listed(targets), " has no property ", op.name.text,
                      context_.did_you_mean(op.name.text, names)}));
  return never();
}

const Type* Inferer::follow_property(const Type& type, const PostOp& op) {
  const Type* out = nullptr;
  const Type* wrong = nullptr;
  const auto add = [&](const Type* one) { out = out == nullptr ? one : pool_.join(out, one); };
  each_member(type, [&](const Type& member) {
    if (member.is_silent()) {
      add(member.is(TypeKind::kAny) ? pool_.optional(any()) : never());
    } else if (member.is(TypeKind::kRef)) {
      add(follow_property_of(member.names, op));
    } else {
      wrong = &member;
    }
  });
  if (out != nullptr) return out;
  if (wrong != nullptr && wrong->is(TypeKind::kResource)) {
    context_.error("E0304", op.span,
                   say({"->", op.name.text, " on a resource: write .", op.name.text}));
  } else if (wrong != nullptr) {
    context_.error(
        "E0304", op.span,
        say({"->", op.name.text, " on ", kind_word(*wrong), ": only a reference is followed"}));
  }
  return never();
}

const Type* Inferer::follow_type(const Type& type, const PostOp& op) {
  const Type* target = resource_type(context_, {&op.type, 1});
  bool may_follow = false;
  const Type* wrong = nullptr;
  const Type* other = nullptr;
  each_member(type, [&](const Type& member) {
    const bool is_target = member.is(TypeKind::kRef) || member.is(TypeKind::kResource);
    if (member.is_silent() || (is_target && !disjoint(member, *target))) {
      may_follow = true;
    } else if (is_target) {
      other = &member;
    } else {
      wrong = &member;
    }
  });
  const Type* out =
      type.optional && !target->is(TypeKind::kNever) ? pool_.optional(target) : target;
  if (may_follow) return out;
  if (other != nullptr) {
    mismatch(op.span, say({"this never refers to ", op.type.text, ": it may refer to ",
                           listed(other->names)}));
    return out;
  }
  if (wrong != nullptr) {
    context_.error(
        "E0304", op.span,
        say({"->", op.type.text, " on ", kind_word(*wrong), ": only a reference is followed"}));
  }
  return out;
}

const Type* Inferer::reverse(const Chain& chain, const PostOp& op) {
  const Type* source = resource_type(context_, {&op.type, 1});
  const Type* out = pool_.list(source);
  const Type& target = chain.type->is(TypeKind::kList) ? *chain.type->element : *chain.type;
  if (!source->is(TypeKind::kResource)) return out;
  const std::size_t before = context_.diagnostics.size();
  const Type* property = property_of_resource(*source, op);
  if (context_.diagnostics.size() > before && property->is(TypeKind::kNever)) return out;
  const bool is_target = target.is(TypeKind::kRef) || target.is(TypeKind::kResource);
  if (!is_target) {
    if (!target.is_silent() && !target.is(TypeKind::kUnion) && !target.is(TypeKind::kString)) {
      mismatch(op.span, say({"nothing refers to ", kind_word(target)}));
    }
    return out;
  }
  for (const std::string_view name : source->names) {
    const ResourceType* resource = context_.catalogue.find(name);
    const Property* held = resource == nullptr ? nullptr : resource->body.find(op.name.text);
    if (held == nullptr) continue;
    for (const std::string_view each : target.names) {
      if (context_.catalogue.may_refer(held->type, each)) return out;
    }
    if (target.names.empty()) return out;
  }
  mismatch(op.span, say({"nothing in ", op.type.text, ".", op.name.text, " refers to ",
                         to_text(*pool_.present(&target))}));
  return out;
}

}  // namespace cordon::check
