// Reads single values of a Terraform plan. The one idea: `after`, `after_unknown`,
// `after_sensitive` and the configuration are walked side by side by one cursor, for the value that
// is asked for and never for a whole plan; only a container that holds something unknown or
// sensitive is copied. Cannot do: pairing the blocks of a set with those of the configuration
// (their order is lost). Tests: tests/unit/inventory/terraform_values_test.cc.
#include "inventory/terraform_values.h"

#include <algorithm>
#include <string>
#include <vector>

namespace cordon::terraform {
namespace {

template <class Find>
const Node* part(const Node* mask, const Find& find) {
  if (mask == nullptr || mask->is(Kind::kTrue)) return mask;
  return mask->is_object() ? find(*mask) : nullptr;
}

const Node* item_part(const Node* mask, std::uint32_t i) {
  if (mask == nullptr || mask->is(Kind::kTrue)) return mask;
  return mask->is(Kind::kList) && i < mask->len ? &mask->kids[i] : nullptr;
}

bool is_inside(const Cursor& from) {
  return from.whole != nullptr ? from.whole->after != nullptr
                               : from.value != nullptr && from.value->is_object();
}

bool is_true(const Node* mask) { return mask != nullptr && mask->is(Kind::kTrue); }

bool holds_masks(const Node* mask) {
  return mask != nullptr && (mask->is(Kind::kList) || mask->is_object());
}

/// Whether nothing is known of a value with that mask, if all its members have one.
bool marks_all(const Node& mask) {
  if (!holds_masks(&mask)) return mask.is(Kind::kTrue);
  const auto members = mask.members();
  return mask.len != 0 && std::all_of(members.begin(), members.end(), marks_all);
}

bool is_true_mask(const Node& mask) { return mask.is(Kind::kTrue); }

/// The masks without those of members that were left out; false: which are those is not told.
template <class LeftOut>
bool keep_shown(const Node& masks, std::size_t shown, const LeftOut& left_out,
                std::vector<Node>& out) {
  out.clear();
  for (const Node& mask : masks.members()) {
    if (!left_out(mask)) out.push_back(mask);
  }
  return out.size() == shown;
}

}  // namespace

bool marks_anything(const Node* mask) {
  if (mask == nullptr) return false;
  if (mask->is(Kind::kTrue)) return true;
  if (!mask->is(Kind::kList) && !mask->is_object()) return false;
  const auto members = mask->members();
  return std::any_of(members.begin(), members.end(),
                     [](const Node& member) { return marks_anything(&member); });
}

Values::Values(Plan& plan)
    : plan_(plan),
      store_(plan.store),
      references_(store_.symbols.intern("references")),
      constant_value_(store_.symbols.intern("constant_value")) {}

/// `{references: ...}` or `{constant_value: ...}`, not the members of a block.
bool Values::is_attribute(const Node& expression) const {
  return expression.is_object() && expression.len > 0 &&
         (Store::find(expression, references_) != nullptr ||
          Store::find(expression, constant_value_) != nullptr);
}

Cursor Values::root(const Instance& instance) const {
  Cursor cursor;
  cursor.value = instance.after;
  cursor.unknown = instance.unknown;
  cursor.sensitive = instance.sensitive;
  cursor.silent = instance.silent;
  cursor.whole = &instance;
  cursor.enclosing = instance.after != nullptr ? instance.at : instance.body->at;
  if (instance.config == kNone) return cursor;
  const ConfigResource& resource = plan_.configuration.resources()[instance.config];
  cursor.expression = resource.expressions;
  cursor.config = Cursor::Config::kListed;
  cursor.flattened = resource.flat;
  return cursor;
}

/// A member of the trees, which was found in three of them; `expression` finds it in the fourth.
template <class Expression>
Cursor Values::step(const Cursor& from, const Node* value, const Node* unknown,
                    const Node* sensitive, const Expression& expression) const {
  using Config = Cursor::Config;
  Cursor to;
  to.value = value != nullptr && !value->is(Kind::kNull) ? value : nullptr;
  to.unknown = unknown;
  if (from.silent && value == nullptr && is_inside(from)) to.unknown = &kEverything;
  to.sensitive = sensitive;
  to.silent = from.silent;
  to.enclosing = from.inside();
  to.flattened = from.flattened;
  to.expression = from.flattened ? from.expression : nullptr;
  to.config = from.config;
  if (holds_masks(to.unknown)) settle(to);
  if (from.flattened || from.config == Config::kUnavailable) return to;
  if (from.config == Config::kNotListed) {
    to.config = Config::kUnavailable;
  } else if (from.whole == nullptr && from.expression != nullptr &&
             is_attribute(*from.expression)) {
    to.expression = from.expression;
    to.flattened = true;
  } else {
    const bool block = from.expression != nullptr && from.expression->is_object();
    to.expression = block ? expression(*from.expression) : nullptr;
    to.config = to.expression != nullptr ? Config::kListed : Config::kNotListed;
  }
  return to;
}

/// A container of which nothing is shown and something is not known is not known itself; one that
/// shows fewer members than it has masks has further ones.
void Values::settle(Cursor& at) const {
  if (at.value == nullptr) {
    if (marks_anything(at.unknown)) at.unknown = &kEverything;
    return;
  }
  if (!at.unknown->is(Kind::kList) || !at.value->is(Kind::kList)) return;
  if (at.unknown->len <= at.value->len) return;
  const auto [it, fresh] = left_out_.try_emplace(at.unknown);
  if (fresh) it->second = leave_out(at);
  const LeftOut& left = it->second;
  at.unknown = left.masks;
  at.further = left.further;
  if (left.secret) at.sensitive = &kEverything;
}

/// Plans before Terraform 1.3 leave members of sets out of which nothing is known, and their masks
/// stay. Where there are as many such masks as members are left out, the others are those of the
/// members that are shown, in order; else which mask is whose is not told, and only a plain value
/// that is shown is known.
Values::LeftOut Values::leave_out(const Cursor& at) const {
  const Node& masks = *at.unknown;
  if (!marks_anything(&masks)) return {};
  const std::size_t n = at.value->len;
  std::vector<Node> shown;
  if (!keep_shown(masks, n, is_true_mask, shown) && !keep_shown(masks, n, marks_all, shown)) {
    shown.clear();
    for (const Node& member : at.value->members())
      shown.push_back(Node::boolean(holds_masks(&member) || member.is(Kind::kNull)));
  }
  LeftOut left;
  left.masks = store_.arena.make<Node>(store_.list(shown, masks.at));
  left.further = static_cast<std::uint32_t>(masks.len - at.value->len);
  left.secret = marks_anything(at.sensitive);
  return left;
}

Cursor Values::member(const Cursor& from, Symbol key) const {
  const auto find = [key](const Node& object) { return Store::find(object, key); };
  return step(from, is_inside(from) ? find(*from.value) : nullptr, part(from.unknown, find),
              part(from.sensitive, find), find);
}

Cursor Values::member(const Cursor& from, AttributeFinder& attribute) const {
  if (from.whole != nullptr) return member_of_whole(from, attribute);
  const auto in = [](MemberFinder& finder) {
    return [&finder](const Node& object) { return finder.in(object); };
  };
  return step(from, is_inside(from) ? attribute.value.in(*from.value) : nullptr,
              part(from.unknown, in(attribute.unknown)),
              part(from.sensitive, in(attribute.sensitive)), in(attribute.expression));
}

/// The same without reading the trees, but for the members that are there.
Cursor Values::member_of_whole(const Cursor& from, AttributeFinder& attribute) const {
  const Instance& whole = *from.whole;
  const auto in = [](MemberFinder& finder) {
    return [&finder](const Node& object) { return finder.in(object); };
  };
  return step(from, whole.value_of(attribute.value),
              whole.all_unknown ? whole.unknown : whole.unknown_of(attribute.unknown),
              whole.has_secrets ? part(whole.sensitive, in(attribute.sensitive)) : nullptr,
              in(attribute.expression));
}

Cursor Values::item(const Cursor& from, std::uint32_t i) const {
  using Config = Cursor::Config;
  Cursor to;
  const bool shown = i < from.value->len;
  to.value = shown && !from.value->kids[i].is(Kind::kNull) ? &from.value->kids[i] : nullptr;
  to.unknown = shown ? item_part(from.unknown, i) : &kEverything;
  if (from.silent && to.value == nullptr) to.unknown = &kEverything;
  to.sensitive = item_part(from.sensitive, i);
  if (holds_masks(to.unknown)) settle(to);
  to.silent = from.silent;
  to.enclosing = from.value->at;
  to.config = from.config == Config::kListed ? Config::kListed : Config::kUnavailable;
  if (from.config != Config::kListed || from.expression == nullptr) return to;
  if (!from.expression->is(Kind::kList)) {
    to.expression = from.expression;
    to.flattened = true;
  } else if (from.expression->len == from.value->len && from.further == 0) {
    to.expression = &from.expression->kids[i];
  } else {
    to.config = Config::kUnavailable;  // dynamic blocks among them
  }
  return to;
}

State Values::state(const Cursor& at, Absence absence, bool block, const Instance& instance) const {
  if (!is_true(at.unknown)) return at.value != nullptr ? State::kKnown : State::kUnset;
  if (at.config == Cursor::Config::kListed) return State::kUnknownWritten;
  if (instance.data) return State::kUnknownMaybe;
  if (at.config == Cursor::Config::kUnavailable) {
    return absence.computed || block ? State::kUnknownMaybe : State::kUnknownWritten;
  }
  if (absence.block) {
    const bool assume = plan_.mentioned && plan_.lists_blocks;
    return assume ? State::kAssumedUnset : State::kUnknownMaybe;
  }
  if (absence.computed) return State::kUnset;
  // A dynamic block made it, or this provider computes what the table's does not.
  return at.silent && !block ? State::kUnset : State::kUnknownMaybe;
}

Node Values::flagged(Node node, const Cursor& at) const {
  return is_true(at.sensitive) ? node.with(kSensitive) : node;
}

bool Values::plain(const Node& value, const Node* unknown, const Node* sensitive) const {
  if (marks_anything(unknown) || marks_anything(sensitive)) return false;
  if (value.is(Kind::kNull)) return false;
  if (!value.is(Kind::kList) && !value.is_object()) return true;
  const auto members = value.members();
  return std::all_of(members.begin(), members.end(),
                     [this](const Node& member) { return plain(member, nullptr, nullptr); });
}

Node Values::known(const Cursor& at) {
  const Node& value = *at.value;
  if (at.further == 0 && plain(value, at.unknown, at.sensitive)) return value;
  if (!value.is(Kind::kList) && !value.is_object()) return flagged(value, at);
  std::vector<Node> members;
  std::vector<Symbol> keys;
  const auto add = [&](const Cursor& to, Symbol key) {
    const bool unknown_here = is_true(to.unknown);
    if (to.value == nullptr && !unknown_here) return;
    keys.push_back(key);
    members.push_back(unknown_here ? unknown(to, true, Expect::kAny) : known(to));
  };
  if (value.is(Kind::kList)) {
    for (std::uint32_t i = 0; i < at.count(); ++i) add(item(at, i), 0);
    return flagged(store_.list(members, value.at, store_.end_of(value)), at);
  }
  for (const Symbol key : Store::keys(value)) add(member(at, key), key);
  if (at.unknown != nullptr && at.unknown->is_object()) {
    for (const Symbol key : Store::keys(*at.unknown)) {
      if (Store::find(value, key) == nullptr) add(member(at, key), key);
    }
  }
  return flagged(store_.object(keys, members, value.at, store_.end_of(value)), at);
}

Node Values::make_unknown(std::string_view reason, At at, bool written, Expect expect) {
  Unknown why;
  why.cause.reason = reason;
  why.cause.at = at;
  why.written = written;
  why.expect = expect;
  return store_.unknown(why, at);
}

Node Values::unknown(const Cursor& at, bool written, Expect expect, std::string_view why) {
  const std::string_view reason = !why.empty() ? why
                                  : written    ? "known after apply"
                                               : "known after apply, and whether it is set too";
  return flagged(make_unknown(reason, at.at(), written, expect), at);
}

}  // namespace cordon::terraform
