// Types `.p`: the property of every member of a union.
// Idea: whatever the rule text or the catalogue writes out must have the property; where nothing is
// written out (any, free objects) it is `any?`.
// Cannot: know properties of Terraform's native types.
// Tests: tests/unit/check/types_test.cc.
#include <algorithm>

#include "check/inferer.h"

namespace cordon::check {

using syntax::PostOp;

/// Warnings about a property, if all types that have it agree.
void Inferer::judge(std::span<const Property* const> all, const PostOp& op) {
  const auto every = [&](auto has) {
    return !all.empty() && std::all_of(all.begin(), all.end(), has);
  };
  if (every([](const Property* each) { return each->deprecated; })) {
    context_.warning("W0313", op.span, say({"property ", op.name.text, " is deprecated"}));
  }
  if (every([](const Property* each) { return each->read_only && !each->extra; })) {
    context_.warning("W0314", op.span,
                     say({"property ", op.name.text,
                          " is known only after creation: in a plan or template it "
                          "is always unknown"}));
  }
}

const Type* Inferer::type_of_property(const Property& property) {
  const Type* type = pool_.of(property.type);
  return property.required ? type : pool_.optional(type);
}

void Inferer::no_property(const Type& type, const PostOp& op, std::string_view owner,
                          const std::vector<std::string_view>& names) {
  const std::string what = owner.empty() ? say({"this ", kind_word(type)}) : std::string(owner);
  context_.error(
      "E0302", op.span,
      say({what, " has no property ", op.name.text, context_.did_you_mean(op.name.text, names)}));
}

const Type* Inferer::property_of_resource(const Type& type, const PostOp& op) {
  const Type* out = nullptr;
  const ResourceType* lacking = nullptr;
  std::vector<const Property*> all;
  for (const std::string_view name : type.names) {
    const ResourceType* resource = context_.catalogue.find(name);
    if (resource == nullptr) return pool_.optional(any());
    const Property* property = resource->body.find(op.name.text);
    if (property == nullptr) {
      lacking = lacking == nullptr ? resource : lacking;
      continue;
    }
    all.push_back(property);
    const Type* one = type_of_property(*property);
    out = out == nullptr ? one : pool_.join(out, one);
  }
  judge(all, op);
  if (lacking == nullptr) return out == nullptr ? never() : out;
  if (type.open && out != nullptr) return pool_.optional(out);
  std::vector<std::string_view> names;
  for (const Property& each : lacking->body.properties) names.push_back(each.name);
  no_property(type, op, lacking->name, names);
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
      judge({&property, 1}, op);
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
