#include "inventory/terraform_configuration.h"

namespace cordon::terraform {

std::string_view text_member(const Node& object, Symbol key) {
  const Node* node = object.is_object() ? Store::find(object, key) : nullptr;
  return node != nullptr && node->is(Kind::kString) ? node->text() : std::string_view{};
}

const Node* object_member(const Node& object, Symbol key) {
  const Node* node = object.is_object() ? Store::find(object, key) : nullptr;
  return node != nullptr && node->is_object() ? node : nullptr;
}

std::string_view text_member(const Store& store, const Node& object, std::string_view key) {
  const Node* node = object.is_object() ? store.find(object, key) : nullptr;
  return node != nullptr && node->is(Kind::kString) ? node->text() : std::string_view{};
}

const Node* object_member(const Store& store, const Node& object, std::string_view key) {
  const Node* node = object.is_object() ? store.find(object, key) : nullptr;
  return node != nullptr && node->is_object() ? node : nullptr;
}

const Node* list_member(const Store& store, const Node& object, std::string_view key) {
  const Node* node = object.is_object() ? store.find(object, key) : nullptr;
  return node != nullptr && node->is(Kind::kList) ? node : nullptr;
}

Configuration::Configuration(Store& store, const Node* root) : store_(store) {
  modules_.emplace_back();
  modules_[0].once = true;
  if (root == nullptr || !root->is_object()) return;
  providers_ = object_member(store, *root, "provider_config");
  const Node* module = object_member(store, *root, "root_module");
  if (module == nullptr) return;
  present_ = true;
  modules_[0].node = module;
  // Modules are appended while they are read, so this is a breadth-first walk without recursion.
  for (std::uint32_t i = 0; i < modules_.size(); ++i) read_module(i);
}

void Configuration::read_module(std::uint32_t index) {
  if (modules_[index].node == nullptr) return;
  read_resources(index);
  read_calls(index);
}

void Configuration::read_resources(std::uint32_t index) {
  const Node* list = list_member(store_, *modules_[index].node, "resources");
  if (list == nullptr) return;
  for (const Node& entry : list->members()) {
    if (!entry.is_object()) continue;
    ConfigResource resource;
    resource.module = index;
    resource.type = store_.symbols.intern(text_member(store_, entry, "type"));
    resource.name = store_.symbols.intern(text_member(store_, entry, "name"));
    resource.data = text_member(store_, entry, "mode") == "data";
    resource.node = &entry;
    resource.expressions = object_member(store_, entry, "expressions");
    resource.flat = resource.expressions != nullptr &&
                    (store_.find(*resource.expressions, "references") != nullptr ||
                     store_.find(*resource.expressions, "constant_value") != nullptr);
    resource.count = object_member(store_, entry, "count_expression");
    resource.for_each = object_member(store_, entry, "for_each_expression");
    const std::uint64_t key = resource_key(resource.data, resource.type, resource.name);
    modules_[index].resources.emplace(key, static_cast<std::uint32_t>(resources_.size()));
    resources_.push_back(resource);
  }
}

void Configuration::read_calls(std::uint32_t index) {
  const Node* calls = object_member(store_, *modules_[index].node, "module_calls");
  if (calls == nullptr) return;
  const auto keys = Store::keys(*calls);
  for (std::uint32_t i = 0; i < calls->len; ++i) {
    const Node& call = calls->kids[i];
    if (!call.is_object()) continue;
    ConfigModule module;
    module.parent = index;
    module.node = object_member(store_, call, "module");
    module.expressions = object_member(store_, call, "expressions");
    module.count = object_member(store_, call, "count_expression");
    module.for_each = object_member(store_, call, "for_each_expression");
    module.once = modules_[index].once && !module.repeated();
    modules_[index].children.emplace(keys[i], static_cast<std::uint32_t>(modules_.size()));
    modules_.push_back(std::move(module));
  }
}

std::uint32_t Configuration::find(std::uint32_t module, bool data, Symbol type, Symbol name) const {
  if (module >= modules_.size()) return kNone;
  const std::uint32_t* known = modules_[module].resources.find(resource_key(data, type, name));
  return known == nullptr ? kNone : *known;
}

std::uint32_t Configuration::child(std::uint32_t module, Symbol call) const {
  if (module >= modules_.size()) return kNone;
  const auto it = modules_[module].children.find(call);
  return it == modules_[module].children.end() ? kNone : it->second;
}

}  // namespace cordon::terraform
