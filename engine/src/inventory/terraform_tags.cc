// Tags of a resource: `tags_all`, or where that is not known the provider's constant default_tags
// with the configured tags. The one idea: what a plan cannot show leaves the object open, so a key
// that is not there is unknown and not missing. Cannot do: default_tags of a provider that are
// given by reference. Tests: tests/unit/inventory/terraform_tags_test.cc.
#include <algorithm>
#include <span>
#include <string>

#include "inventory/terraform_canonical.h"

namespace cordon::terraform {
namespace {

void set(std::vector<Symbol>& keys, std::vector<Node>& values, Symbol key, const Node& value) {
  const auto it = std::find(keys.begin(), keys.end(), key);
  if (it != keys.end()) {
    values[static_cast<std::size_t>(it - keys.begin())] = value;
    return;
  }
  keys.push_back(key);
  values.push_back(value);
}

}  // namespace

Canonical::TagWords::TagWords(Symbols& s)
    : tags(s.intern("tags")),
      tags_all(s.intern("tags_all")),
      default_tags(s.intern("default_tags")),
      constant_value(s.intern("constant_value")) {}

/// The constant `default_tags` of the resource's provider configuration.
void Canonical::default_tags(const Instance& instance, std::vector<Symbol>& keys,
                             std::vector<Node>& values, bool& open) {
  const Node* providers = plan_.configuration.providers();
  const Node* provider = nullptr;
  if (instance.config != kNone && providers != nullptr) {
    const Node& resource = *plan_.configuration.resources()[instance.config].node;
    provider = object_member(plan_.store, *providers,
                             text_member(plan_.store, resource, "provider_config_key"));
  }
  if (provider == nullptr) {
    open = true;
    return;
  }
  const Node* expressions = object_member(plan_.store, *provider, "expressions");
  const Node* blocks =
      expressions == nullptr ? nullptr : Store::find(*expressions, tag_.default_tags);
  if (blocks == nullptr || !blocks->is(Kind::kList)) return;
  for (const Node& block : blocks->members()) {
    const Node* tags = object_member(plan_.store, block, "tags");
    const Node* constant = tags == nullptr ? nullptr : Store::find(*tags, tag_.constant_value);
    if (constant == nullptr || !constant->is_object()) {
      open = open || tags != nullptr;
      continue;
    }
    const auto names = Store::keys(*constant);
    for (std::uint32_t i = 0; i < constant->len; ++i)
      set(keys, values, names[i], constant->kids[i]);
  }
}

Node Canonical::tags(const Instance& instance) {
  // What was made of a resource (a route of a table) is no resource of AWS's with tags of its own.
  if (instance.owner != kNoResource) return plan_.store.object({}, {}, instance.body->at);
  if (is_foreign(plan_, instance)) {
    return plan_.store.object({}, {}, instance.body->at).with(kOpen);
  }
  const Cursor root = values_.root(instance);
  const Cursor all = values_.member(root, tag_.tags_all);
  const bool all_unknown = all.unknown != nullptr && all.unknown->is(Kind::kTrue);
  if (all.value != nullptr && !all_unknown) return values_.known(all);
  const Cursor own = values_.member(root, tag_.tags);
  const At at = all.value != nullptr ? all.value->at : own.at();
  std::vector<Symbol> keys;
  std::vector<Node> values;
  bool open = false;
  // `silent` plans leave `tags_all` out where they cannot tell it, as an unknown one.
  if (all_unknown) default_tags(instance, keys, values, open);
  const State state = values_.state(own, Absence{}, false, instance);
  if (state == State::kKnown && own.value->is_object()) {
    const Node known = values_.known(own);
    const auto names = Store::keys(known);
    for (std::uint32_t i = 0; i < known.len; ++i) set(keys, values, names[i], known.kids[i]);
  } else if (state != State::kUnset) {
    // A tag of the resource takes the place of the default one of that key.
    for (Node& value : values) {
      value = values_.make_unknown("tags of the resource that are not known may set it", value.at,
                                   true, Expect::kString);
    }
    open = true;
  }
  const Node object = plan_.store.object(keys, values, at);
  return open ? object.with(kOpen) : object;
}

Node Canonical::tag_list(const Instance& instance) {
  const Node map = tags(instance);
  const bool open = map.has(kOpen);
  if (map.len == 0 && !open) return plan_.store.missing("tags is not set", map.at);
  const Symbol key = plan_.store.symbols.intern("Key");
  const Symbol value = plan_.store.symbols.intern("Value");
  const std::vector<Symbol> keys{key, value};
  std::vector<Node> items;
  const auto names = Store::keys(map);
  for (std::uint32_t i = 0; i < map.len; ++i) {
    const std::vector<Node> pair{Node::string(plan_.store.symbols.text(names[i]), map.kids[i].at),
                                 map.kids[i]};
    items.push_back(plan_.store.object(keys, pair, map.kids[i].at));
  }
  if (!open) return plan_.store.list(items, map.at);
  const Node many = values_.make_unknown("tags that are known after apply", map.at, false);
  return plan_.store.computed_list(
      {plan_.store.arena.copy(std::span<const Node>{items}), {}, many, {}, {}}, map.at);
}

}  // namespace cordon::terraform
