// What a written resource type stands for.
// Idea: later steps see canonical names only; wildcards and groups end here.
// Cannot: check names of Terraform's native types; they are free.
// Tests: tests/unit/check/types_test.cc.
#include "check/resource_types.h"

#include <algorithm>

namespace cordon::check {
namespace {

bool is_free(std::string_view written) {
  return written.starts_with("TF::") || written == "Json::Document";
}

std::vector<std::string_view> all_names(const Catalogue& catalogue) {
  std::vector<std::string_view> names;
  for (const ResourceType& type : catalogue.types()) names.push_back(type.name);
  return names;
}

void add_new(std::vector<std::string_view>& names, std::span<const std::string_view> more) {
  for (const std::string_view name : more) {
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  }
}

void report_unknown(Context& context, const syntax::ResType& type) {
  if (type.text.starts_with("Types::")) {
    const auto groups = context.catalogue.groups();
    context.error("E0301", type.span,
                  say({"type group ", type.text, " is not known",
                       context.did_you_mean(type.text.substr(7), {groups.begin(), groups.end()})}));
    return;
  }
  if (type.text.ends_with("::*")) {
    context.error("E0301", type.span, say({"no resource type of the schema matches ", type.text}));
    return;
  }
  context.error("E0301", type.span,
                say({"resource type ", type.text, " is not in the schema",
                     context.did_you_mean(type.text, all_names(context.catalogue))}));
}

}  // namespace

std::vector<std::string_view> expand(std::string_view type, const Catalogue& catalogue) {
  if (is_free(type)) return {type};
  if (type.starts_with("Types::")) {
    const auto members = catalogue.group(type.substr(7));
    return {members.begin(), members.end()};
  }
  if (type.ends_with("::*")) {
    std::vector<std::string_view> names;
    for (const ResourceType& known : catalogue.types()) {
      if (known.name.starts_with(type.substr(0, type.size() - 1))) names.push_back(known.name);
    }
    return names;
  }
  const ResourceType* known = catalogue.find(type);
  return known == nullptr ? std::vector<std::string_view>{} : std::vector{known->name};
}

std::vector<std::string_view> names_of(const Context& context, std::string_view written) {
  return expand(written, context.catalogue);
}

Vocabulary use_type(Context& context, const syntax::ResType& type,
                    std::vector<std::string_view>& names) {
  if (type.text.starts_with("K8s::")) {
    context.error("E0901", type.span, "Kubernetes types are not supported in this version");
    return Vocabulary::kRefused;
  }
  const std::vector<std::string_view> found = expand(type.text, context.catalogue);
  if (found.empty()) {
    report_unknown(context, type);
    return Vocabulary::kRefused;
  }
  add_new(names, found);
  if (is_free(type.text)) return Vocabulary::kFree;
  const ResourceType* known = context.catalogue.find(type.text);
  if (known != nullptr && known->retired) {
    context.warning("W0323", type.span, say({"resource type ", type.text, " is retired"}));
  }
  return Vocabulary::kCatalogue;
}

const Type* resource_type(Context& context, std::span<const syntax::ResType> types) {
  std::vector<std::string_view> names;
  bool is_open = false;
  bool is_free = false;
  bool is_refused = false;
  for (const syntax::ResType& type : types) {
    const Vocabulary found = use_type(context, type, names);
    is_free = is_free || found == Vocabulary::kFree;
    is_refused = is_refused || found == Vocabulary::kRefused;
    is_open = is_open || type.text.ends_with("::*");
  }
  // A type that was refused fits everything: the mistake has been said.
  if (is_refused) return context.types.simple(TypeKind::kNever);
  if (is_free) return context.types.simple(TypeKind::kAny);
  return context.types.resource(names, is_open);
}

}  // namespace cordon::check
