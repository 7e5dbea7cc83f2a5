// Types `.p`: the property of every member of a union.
// Idea: whatever the rule text or the catalogue writes out must have the property; where nothing is
// written out (any, free objects) it is `any?`.
// Cannot: know properties of Terraform's native types.
// Tests: tests/unit/check/types_test.cc.
#include "check/inferer.h"

namespace cordon::check {

using syntax::PostOp;

const Type* Inferer::type_of_property(const Property& property) {
  const Type* type = pool_.of(property.type);
  return property.required ? type : pool_.optional(type);
}

void Inferer::judge(bool is_deprecated, bool is_read_only, const PostOp& op) {
  if (is_deprecated) {
    context_.warning("W0313", op.span, say({"property ", op.name.text, " is deprecated"}));
  }
  if (is_read_only) {
    context_.warning("W0314", op.span,
                     say({"property ", op.name.text,
                          " is known only after creation: in a plan or template it is always "
                          "unknown"}));
  }
}

/// Looks a property up in all types of a set. It is deprecated or read-only if all that have it
/// agree.
FoundProperty Inferer::find_property(std::span<const std::string_view> types,
                                     std::string_view name) {
  FoundProperty out;
  out.is_deprecated = true;
  out.is_read_only = true;
  for (const std::string_view each : types) {
    const ResourceType* resource = context_.catalogue.find(each);
    if (resource == nullptr) return {pool_.optional(any()), nullptr, false, false};
    const Property* property = resource->body.find(name);
    if (property == nullptr) {
      out.lacking = out.lacking == nullptr ? resource : out.lacking;
      continue;
    }
    const Type* one = type_of_property(*property);
    out.type = out.type == nullptr ? one : pool_.join(out.type, one);
    out.is_deprecated = out.is_deprecated && property->deprecated;
    out.is_read_only = out.is_read_only && property->read_only && !property->extra;
  }
  return out;
}

void Inferer::no_property(const Type& type, const PostOp& op, std::string_view owner,
                          const std::vector<std::string_view>& names) {
  const std::string what = owner.empty() ? say({"this ", kind_word(type)}) : std::string(owner);
  context_.error(
      "E0302", op.span,
      say({what, " has no property ", op.name.text, context_.did_you_mean(op.name.text, names)}));
}

const Type* Inferer::property_of_resource(const Type& type, const PostOp& op) {
  // A set such as `AWS::*` has hundreds of types: each of its properties is put together once.
  const auto key = std::pair(&type, op.name.text);
  auto known = context_.properties.find(key);
  if (known == context_.properties.end()) {
    known = context_.properties.emplace(key, find_property(type.names, op.name.text)).first;
  }
  const FoundProperty& found = known->second;
  if (found.type != nullptr) judge(found.is_deprecated, found.is_read_only, op);
  if (found.lacking == nullptr) return found.type == nullptr ? never() : found.type;
  if (type.open && found.type != nullptr) return pool_.optional(found.type);
  std::vector<std::string_view> names;
  for (const Property& each : found.lacking->body.properties) names.push_back(each.name);
  no_property(type, op, found.lacking->name, names);
  return never();
}

const Type* Inferer::property_of_object(const Type& type, const PostOp& op) {
  std::vector<std::string_view> names;
  for (const Field& field : type.fields) {
    if (field.name == op.name.text) return field.type;
    names.push_back(field.name);
  }
  if (type.body != nullptr) {
    if (const Property* property = type.body->find(op.name.text)) {
      judge(property->deprecated, property->read_only && !property->extra, op);
      return type_of_property(*property);
    }
    for (const Property& each : type.body->properties) names.push_back(each.name);
  } else if (!type.has_fields) {
    return pool_.optional(any());
  }
  no_property(type, op, {}, names);
  return never();
}

const Type* Inferer::property(const Type& type, const PostOp& op) {
  const Type* out = nullptr;
  const Type* wrong = nullptr;
  const auto add = [&](const Type* one) { out = out == nullptr ? one : pool_.join(out, one); };
  each_member(type, [&](const Type& member) {
    switch (member.kind) {
      case TypeKind::kAny:
        return add(pool_.optional(any()));
      case TypeKind::kNever:
      case TypeKind::kNull:
        return add(never());
      case TypeKind::kMap:
        return add(pool_.optional(member.element));
      case TypeKind::kObject:
        return add(property_of_object(member, op));
      case TypeKind::kResource:
        return add(property_of_resource(member, op));
      default:
        wrong = &member;
    }
  });
  if (out == nullptr && wrong != nullptr) {
    if (wrong->is(TypeKind::kList)) {
      context_.error("E0303", op.span,
                     say({"a list has no property ", op.name.text, ": write [*].", op.name.text,
                          " for all elements, or use every/some"}));
    } else if (wrong->is(TypeKind::kRef)) {
      context_.error(
          "E0304", op.span,
          say({op.name.text, " on a reference: write ->", op.name.text, " to follow it"}));
    } else {
      no_property(*wrong, op, say({"a value of kind ", kind_word(*wrong)}), {});
    }
    return never();
  }
  if (out == nullptr) return never();
  const bool is_optional = (type.optional || wrong != nullptr) && !out->is(TypeKind::kNever);
  return is_optional ? pool_.optional(out) : out;
}

}  // namespace cordon::check
