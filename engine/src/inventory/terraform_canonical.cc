// Makes canonical properties by the accessors of the mapping table. The one idea: the accessor says
// where the value is and what its absence means; the cursor (terraform_values.h) says whether it is
// known; the two together decide, and nothing is copied but the nodes of the property asked for.
// Cannot do: properties that the table does not name; they are unknown, never absent.
// Tests: tests/unit/inventory/terraform_rules_test.cc.
#include "inventory/terraform_canonical.h"

#include <algorithm>
#include <string>

namespace cordon::terraform {
namespace {

constexpr std::string_view kUnsetBlock = "unset-block";

constexpr Absence kComputed{true, false};

bool is_empty(const Cursor& at) {
  const Node& value = *at.value;
  return (value.is(Kind::kString) || value.is(Kind::kList)) && value.len + at.further == 0;
}

/// An empty id or list of ids counts as absent; so does a list of empty ids.
bool is_empty_id(const Accessor& accessor, const Cursor& at) {
  const Node& value = *at.value;
  if (is_empty(at)) return true;
  if (accessor.refs.empty() || !value.is(Kind::kList) || at.further != 0 ||
      marks_anything(at.unknown)) {
    return false;
  }
  const auto members = value.members();
  return std::all_of(members.begin(), members.end(), is_no_id);
}

}  // namespace

Node Canonical::property(const Instance& instance, Symbol name) {
  if (is_foreign(plan_, instance)) {
    return values_.make_unknown("this version does not read resources of this provider",
                                instance.body->at, false);
  }
  if (instance.mapping == nullptr)
    return plan_.store.missing("the type is not mapped", instance.body->at);
  if (!instance.mapping->peers.empty()) {
    const Node peer = peer_property(instance, name);
    if (!peer.is(Kind::kNull)) return peer;
  }
  const Accessor* accessor = instance.mapping->find(name);
  if (accessor == nullptr) {
    return values_.make_unknown(reasons_.not_read(name, instance.mapping->type), instance.body->at,
                                false);
  }
  Cursor base = values_.root(instance);
  if (instance.owner != kNoResource && instance.mapping->each != 0) {
    base = values_.member(base, instance.mapping->each);
    if (instance.item != kNone) base = values_.item(base, instance.item);
  }
  const Node own = value(instance, *accessor, base, name);
  return accessor->also.type == 0 || accessor->kind == Accessor::Kind::kLinked
             ? own
             : with_satellites(instance, *accessor, own, name);
}

Node Canonical::native(const Instance& instance, Symbol name) {
  const Cursor at = values_.member(values_.root(instance), name);
  const State state = values_.state(at, Absence{}, false, instance);
  if (state == State::kUnset) return missing({}, reasons_.not_set(name), at.enclosing);
  if (state == State::kKnown) return values_.known(at);
  return values_.unknown(at, at.config == Cursor::Config::kListed, Expect::kAny);
}

bool Canonical::may_be_set(const Instance& instance, Symbol attribute) {
  const Cursor at = values_.member(values_.root(instance), attribute);
  const State state = values_.state(at, kComputed, false, instance);
  return state == State::kKnown ? !is_empty(at) : state != State::kUnset;
}

bool Canonical::written_unknown(const Instance& instance, Symbol attribute) {
  const Cursor at = values_.member(values_.root(instance), attribute);
  return values_.state(at, kComputed, false, instance) == State::kUnknownWritten;
}

Node Canonical::unknown_list(const Instance& instance, Symbol attribute) {
  const Cursor at = values_.member(values_.root(instance), attribute);
  const State state = values_.state(at, Absence{true, true}, false, instance);
  if (state != State::kUnknownMaybe && state != State::kUnknownWritten) return Node::null();
  return values_.unknown(at, false, Expect::kList);
}

Canonical::Walk Canonical::walk(const Instance& instance, const Accessor& accessor,
                                const Cursor& base, bool empty_unset) {
  Walk out{base, State::kUnset};
  const bool block = accessor.kind == Accessor::Kind::kObject ||
                     accessor.kind == Accessor::Kind::kEach || !accessor.pick.empty();
  for (std::size_t i = 0; i < accessor.path.size(); ++i) {
    const PathStep& step = accessor.path[i];
    const bool inner = block || step.first || i + 1 < accessor.path.size();
    out.at = values_.member(out.at, step.attribute);
    out.state = values_.state(out.at, accessor.absence, inner, instance);
    if (out.state != State::kKnown) return out;
    if (!step.first || !out.at.value->is(Kind::kList)) continue;
    if (out.at.count() == 0) return {out.at, State::kUnset};
    // Which of several stands for a block that occurs at most once is not told.
    out.at = values_.item(out.at, out.at.further == 0 ? 0 : out.at.value->len);
    out.state = values_.state(out.at, accessor.absence, false, instance);
    if (out.state != State::kKnown) return out;
  }
  if (empty_unset && is_empty_id(accessor, out.at)) {
    out.at.enclosing = out.at.value->at;
    out.state = State::kUnset;
  }
  return out;
}

/// Requires: `reason` lives as long as the store.
Node Canonical::missing(std::string_view code, std::string_view reason, At at) {
  return Node::make_missing(plan_.store.arena.make<Cause>(Kind::kMissing, code, reason, at));
}

Node Canonical::unset(const Accessor& accessor, State state, At enclosing, Symbol name) {
  const bool assumed = state == State::kAssumedUnset;
  if (accessor.unset == Unset::kUnknown) {
    return values_.make_unknown(accessor.reason, enclosing, false);
  }
  if (accessor.unset == Unset::kLiteral) {
    const Node literal = accessor.literal.at_place(enclosing).with(kFromDefault);
    return assumed ? literal.with(kAssumed) : literal;
  }
  return assumed ? missing(kUnsetBlock, reasons_.taken_as_not_set(name), enclosing)
                 : missing({}, reasons_.not_set(name), enclosing);
}

Node Canonical::value(const Instance& instance, const Accessor& accessor, const Cursor& base,
                      Symbol name) {
  using enum Accessor::Kind;
  const At enclosing = base.inside();
  switch (accessor.kind) {
    case kConstant:
      return accessor.literal.at_place(enclosing);
    case kAbsent:
      return missing({}, "Terraform has no such setting", enclosing);
    case kSelf:
      return Node::reference(instance.owner, 0, enclosing);
    case kFirst:
    case kCase:
      return first(instance, accessor, base, name);
    case kTags:
      return tag_list(instance);
    case kLinked:
      return linked(instance, accessor);
    default:
      break;
  }
  const Walk found = walk(instance, accessor, base, accessor.empty_unset);
  if (found.state == State::kUnset || found.state == State::kAssumedUnset) {
    return unset(accessor, found.state, found.at.enclosing, name);
  }
  if (found.state == State::kUnknownMaybe) return values_.unknown(found.at, false, Expect::kAny);
  if (accessor.kind == kValue) return plain_value(instance, accessor, found.at);
  if (found.state == State::kUnknownWritten) {
    return values_.unknown(found.at, true,
                           accessor.kind == kObject ? Expect::kObject : Expect::kList);
  }
  if (accessor.kind == kObject) return object(instance, accessor, found.at);
  return accessor.kind == kEach ? each(instance, accessor, found.at)
                                : rules(instance, accessor, found.at);
}

Node Canonical::plain_value(const Instance& instance, const Accessor& accessor, const Cursor& at) {
  const bool unknown = at.unknown != nullptr && at.unknown->is(Kind::kTrue);
  if (!accessor.pick.empty() && !unknown) return picked(instance, accessor, at);
  if (accessor.whose) return owner_of(instance, accessor, at);
  if (!accessor.refs.empty()) {
    return accessor.list ? values_.reference_list(at, accessor.refs, instance)
                         : values_.reference(at, accessor.refs, instance);
  }
  if (!unknown) return values_.known(at);
  return values_.unknown(at, true, accessor.list ? Expect::kList : Expect::kAny);
}

/// The resource that the mentioned attribute belongs to: the VPC of
/// `aws_vpc.x.default_route_table_id`.
Node Canonical::owner_of(const Instance& instance, const Accessor& accessor, const Cursor& at) {
  Node value = values_.reference(at, accessor.refs, instance);
  if (value.is(Kind::kReference)) value.ref.attribute = 0;
  if (value.is(Kind::kString))
    return values_.make_unknown("the plan does not show it", at.at(), true);
  return value;
}

Node Canonical::picked(const Instance& instance, const Accessor& accessor, const Cursor& at) {
  std::vector<Node> items;
  for (std::uint32_t i = 0; at.value->is(Kind::kList) && i < at.count(); ++i) {
    Cursor block = values_.item(at, i);
    // Blocks of a set are in no order that the configuration shares.
    if (at.expression != nullptr && at.expression->is(Kind::kList) && at.expression->len > 1)
      block.config = Cursor::Config::kUnavailable;
    const Node item = value(instance, accessor.pick[0].accessor, block, 0);
    if (!item.is(Kind::kMissing)) items.push_back(item);
  }
  return plan_.store.list(items, at.value->at, plan_.store.end_of(*at.value));
}

Node Canonical::object(const Instance& instance, const Accessor& accessor, const Cursor& at) {
  std::vector<Symbol> keys;
  std::vector<Node> members;
  keys.reserve(accessor.members.size());
  members.reserve(accessor.members.size());
  for (const auto& [name, one] : accessor.members) {
    const Node node = value(instance, one, at, name);
    // In an open object an absent key means "not known", so what is known to be absent is kept.
    if (node.is(Kind::kMissing) && !accessor.open) continue;
    keys.push_back(name);
    members.push_back(node);
  }
  const Node made = plan_.store.object(keys, members, at.value->at, plan_.store.end_of(*at.value));
  return accessor.open ? made.with(kOpen) : made;
}

Node Canonical::each(const Instance& instance, const Accessor& accessor, const Cursor& at) {
  if (!at.value->is(Kind::kList)) return object(instance, accessor, at);
  std::vector<Node> items;
  for (std::uint32_t i = 0; i < at.count(); ++i) {
    const Cursor one = values_.item(at, i);
    if (one.value != nullptr && one.value->is_object()) {
      items.push_back(object(instance, accessor, one));
    } else {
      items.push_back(values_.unknown(one, true, Expect::kObject));
    }
  }
  return plan_.store.list(items, at.value->at, plan_.store.end_of(*at.value));
}

/// The first of several attributes that is set: its value, or the text of its case.
Node Canonical::first(const Instance& instance, const Accessor& accessor, const Cursor& base,
                      Symbol name) {
  for (const auto& [key, one] : accessor.members) {
    const Walk found = walk(instance, one, base, true);
    if (found.state == State::kUnset) continue;
    if (accessor.kind == Accessor::Kind::kCase) {
      return found.state == State::kUnknownMaybe ? values_.unknown(found.at, false, Expect::kString)
                                                 : one.literal.at_place(found.at.at());
    }
    return value(instance, one, base, name);
  }
  return unset(accessor, State::kUnset, base.value != nullptr ? base.value->at : base.enclosing,
               name);
}

}  // namespace cordon::terraform
