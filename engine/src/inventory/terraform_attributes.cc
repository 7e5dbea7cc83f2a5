// Values of `x@name` that a plan knows. The one idea: the resource's own values come first (region,
// ARN, owner), then its provider's configuration. Cannot do: a region that is given through
// anything but a constant or a root variable. Tests: tests/unit/inventory/terraform_tags_test.cc.
#include "inventory/terraform_attributes.h"

#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <vector>

namespace cordon::terraform {

Node Attributes::attribute(ResourceId id, std::string_view name) {
  const Instance& instance = plan_[id];
  if (name == "tags") return canonical_.tags(instance);
  const At at = instance.body->at;
  if (name == "id") return Node::string(plan_.context.resource(id).address, at);
  if (name == "region") return region(instance);
  if (name == "account") return account(instance);
  if (name == "inputs") return inputs();
  if (name == "metadata") return plan_.store.object({}, {}, at);
  if (name == "root") return root();
  return plan_.store.missing("a Terraform plan does not tell it", at);
}

namespace {

/// A text that is part of an attribute, marked if the plan marks anything of that.
Node part_of(const Store& store, const Instance& instance, std::string_view attribute,
             std::string_view text, At at) {
  const Node part = Node::string(text, at);
  const Node* masks = instance.sensitive;
  const Node* mask =
      masks == nullptr || !masks->is_object() ? masks : store.find(*masks, attribute);
  return marks_anything(mask) ? part.with(kSensitive) : part;
}

/// Whether a plan says of anything in a tree that it is sensitive.
bool holds_secrets(const Node& tree, std::span<const Symbol> marks) {
  if (!tree.is(Kind::kList) && !tree.is_object()) return false;
  const auto members = tree.members();
  for (std::size_t i = 0; i < members.size(); ++i) {
    const bool mark = tree.is_object() &&
                      std::find(marks.begin(), marks.end(), Store::keys(tree)[i]) != marks.end();
    if (mark ? marks_anything(&members[i]) : holds_secrets(members[i], marks)) return true;
  }
  return false;
}

}  // namespace

/// The plan as it is written, where masks and values stand apart: a secret as a whole if it has
/// any.
Node Attributes::root() {
  if (!root_is_secret_) {
    Symbols& s = plan_.store.symbols;
    const std::array<Symbol, 4> marks{s.intern("sensitive"), s.intern("sensitive_values"),
                                      s.intern("after_sensitive"), s.intern("before_sensitive")};
    root_is_secret_ = holds_secrets(root_, marks);
  }
  return *root_is_secret_ ? root_.with(kSensitive) : root_;
}

std::string_view Attributes::arn_part(const Instance& instance, int index) const {
  if (instance.after == nullptr) return {};
  std::string_view text = text_member(plan_.store, *instance.after, "arn");
  if (!text.starts_with("arn:")) return {};
  for (int i = 0; i < index; ++i) {
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos) return {};
    text.remove_prefix(colon + 1);
  }
  return text.substr(0, text.find(':'));
}

Node Attributes::region(const Instance& instance) {
  const At at = instance.body->at;
  if (instance.after != nullptr) {
    const std::string_view own = text_member(plan_.store, *instance.after, "region");
    if (!own.empty()) return part_of(plan_.store, instance, "region", own, at);
  }
  if (const std::string_view part = arn_part(instance, 3); !part.empty()) {
    return part_of(plan_.store, instance, "arn", part, at);
  }
  return of_provider(instance);
}

/// The region of the resource's provider configuration: a constant or a root variable.
Node Attributes::of_provider(const Instance& instance) {
  const At at = instance.body->at;
  const Node unknown = canonical_.values().make_unknown(
      "the plan does not show the region of this resource's provider", at, true);
  const Node* providers = plan_.configuration.providers();
  if (instance.config == kNone || providers == nullptr) return unknown;
  const Node& resource = *plan_.configuration.resources()[instance.config].node;
  const Node* provider = object_member(plan_.store, *providers,
                                       text_member(plan_.store, resource, "provider_config_key"));
  const Node* expressions =
      provider == nullptr ? nullptr : object_member(plan_.store, *provider, "expressions");
  const Node* region =
      expressions == nullptr ? nullptr : object_member(plan_.store, *expressions, "region");
  if (region == nullptr) return unknown;
  const Node* constant = plan_.store.find(*region, "constant_value");
  if (constant != nullptr && constant->is(Kind::kString)) return *constant;
  const Node* references = list_member(plan_.store, *region, "references");
  if (references == nullptr || references->len != 1 || plan_.variables == nullptr ||
      !references->kids[0].is(Kind::kString)) {
    return unknown;
  }
  const std::string_view text = references->kids[0].text();
  if (!text.starts_with("var.") || !text_member(plan_.store, *provider, "module_address").empty()) {
    return unknown;
  }
  const Node* variable = object_member(plan_.store, *plan_.variables, text.substr(4));
  const Node* value = variable == nullptr ? nullptr : plan_.store.find(*variable, "value");
  if (value == nullptr || !value->is(Kind::kString)) return unknown;
  return is_secret(plan_.store.symbols.intern(text.substr(4))) ? value->with(kSensitive) : *value;
}

/// Whether the configuration declares a root variable as sensitive.
bool Attributes::is_secret(Symbol variable) const {
  const Node* module = plan_.configuration.modules()[0].node;
  const Node* declared =
      module == nullptr ? nullptr : object_member(plan_.store, *module, "variables");
  const Node* declaration = declared == nullptr ? nullptr : Store::find(*declared, variable);
  if (declaration == nullptr || !declaration->is_object()) return false;
  const Node* sensitive = plan_.store.find(*declaration, "sensitive");
  return sensitive != nullptr && sensitive->is(Kind::kTrue);
}

Node Attributes::account(const Instance& instance) {
  const At at = instance.body->at;
  if (instance.after != nullptr) {
    const std::string_view owner = text_member(plan_.store, *instance.after, "owner_id");
    if (!owner.empty()) return part_of(plan_.store, instance, "owner_id", owner, at);
  }
  if (const std::string_view part = arn_part(instance, 4); !part.empty()) {
    return part_of(plan_.store, instance, "arn", part, at);
  }
  return canonical_.values().make_unknown("the plan does not show the account", at, true);
}

/// Root variables by name. Those that the configuration declares sensitive are marked.
Node Attributes::inputs() {
  std::vector<Symbol> keys;
  std::vector<Node> values;
  const Symbol value_key = plan_.store.symbols.intern("value");
  const std::size_t n = plan_.variables == nullptr ? 0 : plan_.variables->len;
  static const Node kMarked = Node::boolean(true);
  for (std::size_t i = 0; i < n; ++i) {
    const Node& variable = plan_.variables->kids[i];
    const Symbol name = Store::keys(*plan_.variables)[i];
    const Node* value = variable.is_object() ? Store::find(variable, value_key) : nullptr;
    keys.push_back(name);
    Cursor at;
    at.value = value;
    at.enclosing = variable.at;
    if (is_secret(name)) at.sensitive = &kMarked;
    if (value == nullptr) {
      values.push_back(canonical_.values().unknown(at, false, Expect::kAny));
    } else {
      values.push_back(value->is(Kind::kNull) ? *value : canonical_.values().known(at));
    }
  }
  return plan_.store.object(keys, values,
                            plan_.variables == nullptr ? root_.at : plan_.variables->at);
}

}  // namespace cordon::terraform
