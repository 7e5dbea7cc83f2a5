// Terraform plans: what families.h promises of every document, and a secret stays one. The secret
// is a word; where a plan has it in attributes alone that it marks as sensitive, no output has it,
// neither of the bundled rules nor of rules that tell what they read.
// Cannot see: a secret that is the key of a map, which JSON pointers name.
#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "compiled.h"
#include "families.h"
#include "require.h"
#include "unit/rows/telling_rules.h"

namespace {

using cordon::fuzz::require;
using Json = nlohmann::json;

constexpr std::string_view kSecret = "sesame42";  ///< in any case

bool has_secret(std::string text) {
  for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return text.find(kSecret) != std::string::npos;
}

/// Whether the key of some object has it. The parser bounds the depth.
bool has_secret_key(const Json& value) {
  if (!value.is_structured()) return false;
  return std::any_of(value.items().begin(), value.items().end(), [&](const auto& item) {
    return (value.is_object() && has_secret(item.key())) || has_secret_key(item.value());
  });
}

const cordon::Program& telling() {
  static const cordon::Program kProgram = [] {
    std::vector<cordon::dsl::RuleSource> sources{{"t.cordon", cordon::test::kTelling, false, true}};
    for (cordon::dsl::RuleSource source : cordon::dsl::bundled_packages()) {
      source.rules = false;
      source.bundled = true;
      sources.push_back(std::move(source));
    }
    auto out = cordon::fuzz::compiled(sources, {});
    require(static_cast<bool>(out.program));
    return std::move(out.program);
  }();
  return kProgram;
}

/// Takes the attributes out of `holder[values]` that `holder[marks]` has as sensitive.
void strip(Json& holder, const char* values, const char* marks) {
  if (!holder.is_object() || !holder.contains(values) || !holder.contains(marks)) return;
  if (!holder[values].is_object() || !holder[marks].is_object()) return;
  for (const auto& [name, mark] : holder[marks].items()) {
    if (mark == true) holder[values].erase(name);
  }
}

/// The member of that name, a list, or an empty one.
Json::array_t list_of(Json& holder, const char* name) {
  if (!holder.is_object() || !holder.contains(name) || !holder[name].is_array()) return {};
  Json& member = holder[name];
  return std::move(member.get_ref<Json::array_t&>());
}

void strip_module(Json& module) {
  Json::array_t resources = list_of(module, "resources");
  for (Json& resource : resources) strip(resource, "values", "sensitive_values");
  Json::array_t children = list_of(module, "child_modules");
  for (Json& child : children) strip_module(child);
  if (module.is_object()) module.update({{"resources", resources}, {"child_modules", children}});
}

/// Whether the text is a plan that has the secret, and only where it is marked.
bool keeps_secret(const std::string& text) {
  if (!has_secret(text)) return false;
  Json plan = Json::parse(text, nullptr, false);
  if (!plan.is_object() || has_secret_key(plan)) return false;
  Json::array_t changes = list_of(plan, "resource_changes");
  for (Json& change : changes) {
    if (change.is_object() && change.contains("change"))
      strip(change["change"], "after", "after_sensitive");
  }
  plan["resource_changes"] = changes;
  if (plan.contains("planned_values") && plan["planned_values"].is_object() &&
      plan["planned_values"].contains("root_module"))
    strip_module(plan["planned_values"]["root_module"]);
  return !has_secret(plan.dump(-1, ' ', false, Json::error_handler_t::replace));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(data, data + size);
  const std::string listed = cordon::fuzz::check_inventory(text, cordon::Family::kTerraformPlan);
  const std::string judged = cordon::fuzz::check_judgement(text, cordon::Family::kTerraformPlan);
  const std::string told =
      cordon::fuzz::check_judgement(text, cordon::Family::kTerraformPlan, telling());
  if (keeps_secret(text)) require(!has_secret(listed) && !has_secret(judged) && !has_secret(told));
  return 0;
}
