// What satellites say of the resource that they belong to: they append to a list, or take the place
// of a property. The one idea: no satellite comes first. What several say is known where all agree,
// and one that perhaps belongs to the resource perhaps says it. Cannot do: telling which of several
// AWS heard last. Tests: tests/unit/inventory/terraform_satellites_test.cc.
#include <algorithm>
#include <span>
#include <string_view>
#include <vector>

#include "inventory/cfn_text.h"
#include "inventory/terraform_canonical.h"

namespace cordon::terraform {
namespace {

constexpr std::string_view kElsewhere = "a resource of another document says more of it";

bool is_set(const Node& value) { return !value.is(Kind::kMissing) && !value.has(kFromDefault); }

/// A default that stands beside something else is no value that was said.
bool agree(const std::vector<Node>& values) {
  const Node& first = values.front();
  return std::all_of(values.begin() + 1, values.end(), [&](const Node& other) {
    return is_set(first) == is_set(other) && certainly_same(first, other);
  });
}

}  // namespace

/// What one satellite says; unknown if the plan shows none of its values. One without a value is no
/// absence where it names a resource, or where absence has a meaning of its own.
Node Canonical::satellite_value(const Instance& from, const Accessor& accessor, Symbol name) {
  const Accessor& value_of = accessor.also_value[0].accessor;
  const Cursor root = values_.root(from);
  if (value_of.members.empty()) {
    const Node said = value(from, value_of, root, name);
    const bool must_tell = !accessor.refs.empty() || accessor.unset != Unset::kMissing;
    if (!must_tell || !said.is(Kind::kMissing)) return said;
    return values_.make_unknown("the resource that sets it does not tell it", from.body->at, true);
  }
  if (root.value != nullptr) return object(from, value_of, root);
  return values_.unknown(root, true, Expect::kObject, "the plan does not show it");
}

/// The value of a property whose place others take.
Node Canonical::replaced(const Accessor& accessor, const Node& own, Symbol name,
                         std::span<const Satellite> satellites) {
  std::vector<Node> said;
  bool assumed = false;
  const auto hear = [&](bool certain) {
    for (const Satellite& one : satellites) {
      if (one.belongs.is(Kind::kTrue) != certain) continue;
      said.push_back(satellite_value(plan_[one.id], accessor, name));
      assumed = assumed || one.belongs.has(kAssumed);
    }
  };
  hear(true);
  const bool certain = !said.empty();
  if (!certain) said.push_back(own);
  hear(false);
  const Node& first = said.front();
  if (agree(said)) return assumed && is_set(first) ? first.with(kAssumed) : first;
  const bool written = std::all_of(said.begin(), said.end(), is_set);
  return values_.make_unknown(certain ? "resources that set it, or may, do not agree"
                                      : "a resource that may belong to this one may set it",
                              own.at, written);
}

Node Canonical::with_satellites(const Instance& instance, const Accessor& accessor, Node own,
                                Symbol name) {
  if (satellites_.elsewhere(instance, accessor.also))
    return values_.make_unknown(kElsewhere, own.at, !accessor.also.replaces);
  const auto satellites = satellites_.of(instance, accessor.also);
  if (satellites.empty()) return own;
  if (accessor.also.replaces) return replaced(accessor, own, name, satellites);
  return appended(instance, accessor, own, name, satellites);
}

Node Canonical::appended(const Instance& instance, const Accessor& accessor, const Node& own,
                         Symbol name, std::span<const Satellite> satellites) {
  std::vector<Node> items;
  std::vector<Node> presence;
  Node many = Node::null();
  if (own.is(Kind::kList)) {
    items.assign(own.members().begin(), own.members().end());
    presence.assign(items.size(), Node::boolean(true));
  } else if (own.is(Kind::kComputedList)) {
    items.assign(own.list->items.begin(), own.list->items.end());
    presence.assign(own.list->presence.begin(), own.list->presence.end());
    presence.resize(items.size(), Node::boolean(true));
    many = own.list->many;
  } else if (own.is(Kind::kUnknown)) {
    many = own;
  }
  bool certain = many.is(Kind::kNull);
  for (const Satellite& satellite : satellites) {
    items.push_back(satellite_value(plan_[satellite.id], accessor, name));
    presence.push_back(satellite.belongs);
    certain = certain && satellite.belongs.is(Kind::kTrue);
  }
  const At at = own.at != 0 ? own.at : instance.body->at;
  bool assumed = own.has(kAssumed);
  for (const Node& item : items) assumed = assumed || item.has(kAssumed);
  for (const Node& belongs : presence) assumed = assumed || belongs.has(kAssumed);
  if (certain) {
    const Node list = plan_.store.list(items, at);
    return assumed ? list.with(kAssumed) : list;
  }
  return plan_.store.computed_list({plan_.store.arena.copy(std::span<const Node>{items}),
                                    plan_.store.arena.copy(std::span<const Node>{presence}),
                                    many,
                                    {},
                                    {}},
                                   at);
}

/// True if some resource refers to this one, unknown if one may.
Node Canonical::linked(const Instance& instance, const Accessor& accessor) {
  Node perhaps = Node::null();
  if (satellites_.elsewhere(instance, accessor.also))
    perhaps = values_.make_unknown(kElsewhere, instance.body->at, true);
  for (const Satellite& satellite : satellites_.of(instance, accessor.also)) {
    if (satellite.belongs.is(Kind::kTrue))
      return satellite.belongs.at_place(plan_[satellite.id].body->at);
    perhaps = satellite.belongs;
  }
  if (!perhaps.is(Kind::kNull)) return perhaps;
  return unset(accessor, State::kUnset, instance.body->at, it_);
}

}  // namespace cordon::terraform
