// Security group rules: one canonical rule per peer, for rules inside a group and for rules that
// stand alone. The one idea: the mapping table lists the attributes that hold peers and the
// canonical property of each, so every way of writing a rule is the same loop. Cannot do: telling
// how many peers an unknown list has; that is a list with any number more. Tests:
// tests/unit/inventory/terraform_rules_test.cc.
#include <span>

#include "inventory/terraform_canonical.h"

namespace cordon::terraform {

Node Canonical::rules(const Instance& instance, const Accessor& accessor, const Cursor& at) {
  Peers found;
  for (std::uint32_t i = 0; at.value->is(Kind::kList) && i < at.count(); ++i) {
    const Cursor one = values_.item(at, i);
    if (one.value != nullptr && one.value->is_object()) {
      rule(instance, accessor, one, found);
    } else if (one.unknown != nullptr && one.unknown->is(Kind::kTrue)) {
      found.many = values_.unknown(one, false, Expect::kObject);
    }
  }
  bool certain = found.many.is(Kind::kNull);
  for (const Node& presence : found.presence) certain = certain && presence.is(Kind::kTrue);
  Store& store = plan_.store;
  if (certain) return store.list(found.items, at.value->at, store.end_of(*at.value));
  return store.computed_list({store.arena.copy(std::span<const Node>{found.items}),
                              store.arena.copy(std::span<const Node>{found.presence}),
                              found.many,
                              {},
                              {}},
                             at.value->at);
}

/// One rule block: an object for each of its peers. A rule without a peer opens nothing.
void Canonical::rule(const Instance& instance, const Accessor& accessor, const Cursor& at,
                     Peers& out) {
  std::vector<Symbol> keys;
  std::vector<Node> members;
  keys.reserve(accessor.members.size() + 1);
  members.reserve(accessor.members.size() + 1);
  Peers peers;
  for (const auto& [name, one] : accessor.members) {
    const Node node = value(instance, one, at, name);
    if (node.is(Kind::kMissing)) continue;
    keys.push_back(name);
    members.push_back(node);
  }
  for (const Peer& which : accessor.peers) {
    peers.items.clear();
    peers.presence.clear();
    peers.many = Node::null();
    peer(instance, which, at, peers);
    keys.push_back(which.property);
    for (std::size_t i = 0; i < peers.items.size(); ++i) {
      members.push_back(peers.items[i]);
      out.items.push_back(
          plan_.store.object(keys, members, at.value->at, plan_.store.end_of(*at.value)));
      out.presence.push_back(peers.presence[i]);
      members.pop_back();
    }
    keys.pop_back();
    if (!peers.many.is(Kind::kNull)) out.many = peers.many;
  }
}

/// The peers that one attribute of a rule names.
void Canonical::peer(const Instance& instance, const Peer& which, const Cursor& at, Peers& out) {
  const Walk found = walk(instance, which.accessor, at, true);
  if (found.state == State::kUnset) return;
  const auto one = [&](const Node& node, const Node& presence) {
    out.items.push_back(node);
    out.presence.push_back(presence);
  };
  if (which.self) {
    const bool known = found.state == State::kKnown;
    if (known && !found.at.value->is(Kind::kTrue)) return;
    one(Node::reference(instance.id, 0, found.at.at()),
        known ? Node::boolean(true) : values_.unknown(found.at, false, Expect::kBool));
    return;
  }
  if (found.state == State::kUnknownMaybe) {
    out.many = values_.unknown(found.at, false, Expect::kObject);
    return;
  }
  const Node value = plain_value(instance, which.accessor, found.at);
  if (!which.list) return one(value, Node::boolean(true));
  if (value.is(Kind::kList)) {
    for (const Node& item : value.members()) one(item, Node::boolean(true));
  } else if (value.is(Kind::kComputedList)) {
    const ComputedList& list = *value.list;
    for (std::size_t i = 0; i < list.items.size(); ++i) {
      one(list.items[i], list.presence.empty() ? Node::boolean(true) : list.presence[i]);
    }
    if (!list.many.is(Kind::kNull)) out.many = list.many;
  } else {
    out.many = value;
  }
}

/// A peer property of a stand-alone rule; kNull: `name` is none.
Node Canonical::peer_property(const Instance& instance, Symbol name) {
  bool any = false;
  for (const Peer& which : instance.mapping->peers) any = any || which.property == name;
  if (!any) return Node::null();
  const Cursor base = values_.root(instance);
  const At enclosing = base.value != nullptr ? base.value->at : base.enclosing;
  const Peer* which = instance.peer;
  if (which == nullptr || which->property != name) {
    return missing({}, "the rule has no peer of this kind", enclosing);
  }
  Cursor at = values_.member(base, which->from);
  if (which->self) {
    const Cursor owner = values_.member(base, which->owner);
    return values_.reference(owner, which->refs, instance);
  }
  if (instance.peer_item != kNone) at = values_.item(at, instance.peer_item);
  if (which->refs.empty()) {
    const bool unknown = at.unknown != nullptr && at.unknown->is(Kind::kTrue);
    return unknown ? values_.unknown(at, true, Expect::kString) : values_.known(at);
  }
  return values_.reference(at, which->refs, instance);
}

}  // namespace cordon::terraform
