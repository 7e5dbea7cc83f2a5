// What a mention of resources is worth as a value: a reference, a set of candidates, or a list of
// references, by the table of the design (exact, closed, anything else; `mentioned` or `strict`).
// The one idea: everything that rests on mentions carries kAssumed (or Unknown::assumed), so no row
// rests on them silently. Cannot do: the operators between mentions, which a plan does not show.
// Tests: tests/unit/inventory/terraform_values_test.cc.
#include <algorithm>
#include <string>
#include <vector>

#include "inventory/terraform_values.h"

namespace cordon::terraform {
namespace {

constexpr std::string_view kLost = "a plan does not show operators or literals of this expression";

bool is_unknown_item(const Cursor& at) {
  return at.unknown != nullptr && at.unknown->is(Kind::kTrue);
}

}  // namespace

/// The resources of the types `refs` that the expression mentions. What has another type cannot be
/// the value, and shows that the expression is more than it seems.
const Resolution& Values::resolve(const Cursor& at, std::span<const Symbol> refs,
                                  const Instance& instance) {
  Resolution& found = found_;
  found.clear();
  if (at.config != Cursor::Config::kListed || at.expression == nullptr) return found;
  plan_.references.resolve(*at.expression, plan_.scope_of(instance), found);
  const auto other = [&](const Target& target) {
    const Symbol type = plan_.context.resource(target.id).type;
    return std::find(refs.begin(), refs.end(), type) == refs.end();
  };
  const std::size_t before = found.targets.size();
  std::erase_if(found.targets, other);
  if (at.flattened) {
    // The references of all blocks of the attribute are in one heap: those of the expected type.
    // A variable among them is known, so that it is not what is unknown here.
    found.closed = found.followed && !found.targets.empty();
    found.exact = found.closed && found.targets.size() == 1;
  } else if (found.targets.size() != before) {
    found.exact = false;
    found.closed = false;
    if (found.why.empty()) found.why = "a resource of another type";
  }
  return found;
}

Node Values::one_of(const Cursor& at, const Resolution& found, bool written) {
  Unknown why;
  const bool closed = found.closed && plan_.mentioned;
  std::string reason = "known after apply; ";
  if (found.closed) {
    reason += kLost;
  } else {
    const bool hidden = at.config != Cursor::Config::kListed;
    reason += hidden ? "the configuration does not show the block that sets it"
                     : "the expression mentions ";
    if (!hidden) reason += found.why.empty() ? "nothing that a plan shows" : found.why;
  }
  why.cause.reason = store_.arena.copy(std::string_view{reason});
  why.cause.at = at.at();
  why.written = written;
  why.non_empty = written;
  why.assumed = closed;
  why.candidates_closed = closed;
  why.expect = Expect::kString;
  std::vector<ResourceId> ids;
  for (const Target& target : found.targets) ids.push_back(target.id);
  why.candidates = store_.arena.copy(std::span<const ResourceId>{ids});
  if (!found.targets.empty()) why.attribute = found.targets.front().attribute;
  return flagged(store_.unknown(why, at.at()), at);
}

Node Values::scalar(const Cursor& at, const Resolution& found) {
  if (plan_.mentioned && found.closed && found.targets.size() == 1) {
    const Target& target = found.targets.front();
    return flagged(Node::reference(target.id, target.attribute, at.at()).with(kAssumed), at);
  }
  return one_of(at, found, true);
}

Node Values::reference(const Cursor& at, std::span<const Symbol> refs, const Instance& instance) {
  if (!is_unknown_item(at)) return known(at);
  return scalar(at, resolve(at, refs, instance));
}

/// Each mentioned instance as a maybe-member after the certain ones, and any number more.
Node Values::maybe_list(const Cursor& at, const Resolution& found, std::span<const Node> certain) {
  ComputedList list;
  const Node perhaps = one_of(at, found, false);
  std::vector<Node> items(certain.begin(), certain.end());
  std::vector<Node> presence(items.size(), Node::boolean(true));
  for (const Target& target : found.targets) {
    items.push_back(Node::reference(target.id, target.attribute, at.at()));
    presence.push_back(perhaps);
  }
  list.items = store_.arena.copy(std::span<const Node>{items});
  list.presence = store_.arena.copy(std::span<const Node>{presence});
  list.many = perhaps;
  return flagged(store_.computed_list(list, at.at()), at);
}

/// A list of known length in which some members are not known: the mentioned instances are those,
/// if there are as many.
Node Values::fill(const Cursor& at, const Resolution& found) {
  std::vector<Cursor> cursors;
  for (std::uint32_t i = 0; i < at.count(); ++i) cursors.push_back(item(at, i));
  const auto unknowns =
      static_cast<std::size_t>(std::count_if(cursors.begin(), cursors.end(), is_unknown_item));
  const bool exact = found.exact && plan_.mentioned && unknowns == found.targets.size();
  std::vector<Node> items;
  std::size_t next = 0;
  for (const Cursor& cursor : cursors) {
    if (is_unknown_item(cursor)) {
      Resolution one = found;
      one.closed = found.closed && (exact || at.flattened || unknowns == 1);
      if (exact) one.targets = {found.targets[next++]};
      items.push_back(exact ? scalar(cursor, one) : one_of(cursor, one, true));
    } else if (cursor.value != nullptr && !is_no_id(*cursor.value)) {
      items.push_back(known(cursor));
    }
  }
  const Node list = store_.list(items, at.value->at, store_.end_of(*at.value));
  return flagged(exact ? list.with(kAssumed) : list, at);
}

Node Values::reference_list(const Cursor& at, std::span<const Symbol> refs,
                            const Instance& instance) {
  if (!is_unknown_item(at)) {
    if (!at.value->is(Kind::kList)) return known(at);
    if (at.further != 0 || marks_anything(at.unknown)) return fill(at, resolve(at, refs, instance));
    const auto members = at.value->members();
    return std::any_of(members.begin(), members.end(), is_no_id) ? fill(at, {}) : known(at);
  }
  const Resolution& found = resolve(at, refs, instance);
  if (found.targets.empty()) {
    const Node why = one_of(at, found, true);
    Unknown list = *why.unknown;
    list.expect = Expect::kList;
    list.non_empty = false;
    return flagged(store_.unknown(list, at.at()), at);
  }
  const bool exact = found.exact && plan_.mentioned;
  if (!exact) return maybe_list(at, found, {});
  std::vector<Node> items;
  for (const Target& target : found.targets) {
    items.push_back(Node::reference(target.id, target.attribute, at.at()).with(kAssumed));
  }
  return flagged(store_.list(items, at.at()).with(kAssumed), at);
}

}  // namespace cordon::terraform
