// Order, membership, tests of texts and networks. As all operators, each is a total function over
// nodes; what does not fit is the error value, never an exception. Tests: tests/oracle
// (differential), tests/conformance.
#include "vm/operators.h"

#include <re2/re2.h>

#include <cmath>

#include "value/compare.h"
#include "value/network.h"
#include "vm/choices.h"

namespace cordon::vm {

using bytecode::Word;

namespace {

Truth interval_less(const Unknown& u, const Node& n, bool unknown_left, bool or_equal) {
  const Node lo = Node::integer(u.lo);
  const Node hi = Node::integer(u.hi);
  const bool open = u.hi == INT64_MAX;
  const auto holds = [&](int order) { return or_equal ? order <= 0 : order < 0; };
  if (unknown_left) {
    if (!open && holds(compare_numbers(hi, n))) return Truth::kT;
    return holds(compare_numbers(lo, n)) ? Truth::kU : Truth::kF;
  }
  if (holds(compare_numbers(n, lo))) return Truth::kT;
  return open || holds(compare_numbers(n, hi)) ? Truth::kU : Truth::kF;
}

const Unknown* interval_of(const Node& n) {
  return n.is(Kind::kUnknown) && n.unknown != nullptr && n.unknown->has_interval ? n.unknown
                                                                                 : nullptr;
}

Node less_plain(Env& env, const Node& a, const Node& b, bool or_equal) {
  const Node pair[2] = {a, b};
  const Node common = over_domain(
      pair, [&](std::span<const Node> v) { return less_plain(env, v[0], v[1], or_equal); });
  if (!common.is(Kind::kNull)) return common;
  const Unknown* x = interval_of(a);
  const Unknown* y = interval_of(b);
  if ((x != nullptr && b.is_number()) || (y != nullptr && a.is_number())) {
    const Truth t =
        x != nullptr ? interval_less(*x, b, true, or_equal) : interval_less(*y, a, false, or_equal);
    if (t != Truth::kU) return Node::boolean(t == Truth::kT);
  }
  if (const Node* open = beside_interval(env, a, b); open != nullptr)
    return env.unknown_from(*open);
  if (const Node worst = strict_result(env, a, b); !worst.is(Kind::kNull)) return worst;
  int order = 0;
  if (a.is_number() && b.is_number()) {
    order = compare_numbers(a, b);
  } else if (a.kind() == b.kind() && a.is(Kind::kString)) {
    order = a.text().compare(b.text());
  } else if (a.kind() == b.kind() && a.is(Kind::kDate)) {
    order = a.i < b.i ? -1 : a.i > b.i ? 1 : 0;
  } else if (a.kind() == b.kind() && a.is(Kind::kIp)) {
    order = compare(*a.cidr, *b.cidr);
  } else {
    return wrong_kind(env, "these values have no order", a, b);
  }
  return Node::boolean(or_equal ? order <= 0 : order < 0);
}

Node key_member(Env& env, const Node& key, const Node& object) {
  if (const Node worst = strict_result(env, key, Node::null()); !worst.is(Kind::kNull))
    return worst;
  if (!key.is(Kind::kString)) return wrong_kind(env, "a key is a text", key, object);
  if (object.is(Kind::kResource)) {
    const Node value =
        env.inventory.property(object.ref.target, static_cast<View>(object.ref.attribute),
                               env.store.symbols.intern(key.text()));
    if (value.is(Kind::kUnknown) && (value.unknown == nullptr || !value.unknown->written))
      return env.unknown_from(value);
    return value.is(Kind::kMissing) ? Node::boolean(false) : key_presence(env, value);
  }
  if (const Node* value = env.store.find(object, key.text()); value != nullptr)
    return Keyed(env, object, *value).presence;
  if (!object.has(kOpen)) return Node::boolean(false);
  Unknown u;
  u.cause = {Kind::kUnknown, {}, "further keys are possible", object.at};
  return env.unknown(u);
}

/// equal(), with a short way for two texts.
Node equal_member(Env& env, const Node& a, const Node& b) {
  if (!a.is(Kind::kString) || !b.is(Kind::kString)) return equal(env, a, b);
  env.charge(std::uint64_t{a.len} / 64 + 1);
  return Node::boolean(a.text() == b.text());
}

Node member_of_list(Env& env, const Node& a, const Node& list) {
  const bool computed = list.is(Kind::kComputedList);
  const auto items = computed ? list.list->items : list.members();
  const bool sure = !settle(env, a).is(Kind::kUnknown) ||
                    (a.unknown != nullptr && a.unknown->written && !may_fail(a));
  Node result = Node::boolean(false);
  for (std::size_t i = 0; i < items.size() && !result.is(Kind::kTrue); ++i) {
    if (!env.charge(1)) break;
    Node here = equal_member(env, a, items[i]);
    if (computed && !list.list->presence.empty()) here = truth_and(list.list->presence[i], here);
    result = truth_or(result, here);
  }
  if (computed && !list.list->many.is(Kind::kNull)) {
    result = truth_or(result, truth_and(list.list->many, env.unknown_from(list.list->many)));
  }
  // Membership is strict in what is looked for: once it is known, it alone may be what is missing
  // or broken.
  const bool broken = result.is(Kind::kMissing) || result.is(Kind::kError);
  return broken && !sure ? env.unknown_from(a) : result;
}

Node member_plain(Env& env, const Node& a, const Node& b) {
  const bool undecided_left = a.is(Kind::kMissing) || a.is(Kind::kError);
  if (undecided_left || b.indeterminate()) {
    if (const Node worst = strict_result(env, a, b); !worst.is(Kind::kNull)) return worst;
  }
  if (b.is(Kind::kNull)) {
    if (may_fail(a)) return env.unknown_from(a);
    if (a.is(Kind::kUnknown) || !a.indeterminate()) return env.missing("the list is null", b.at);
  }
  if (b.is_object() || b.is(Kind::kResource)) return key_member(env, a, b);
  if (!b.is_list()) return wrong_kind(env, "a list was expected", b, a);
  if (a.is(Kind::kUnknown) && b.len == 0 && (b.is(Kind::kList) || b.list->many.is(Kind::kNull))) {
    const Node settled = settle(env, a);
    return settled.is(Kind::kUnknown) ? env.unknown_from(settled) : settled;
  }
  return member_of_list(env, a, b);
}

/// Whether both are texts, or references, which are texts that are not known.
bool texts(const Node& a, const Node& b) {
  const auto text = [](const Node& n) { return n.is(Kind::kString) || n.is(Kind::kReference); };
  return text(a) && text(b);
}

Node id_not_known(Env& env, const Node& a, const Node& b) {
  Unknown u;
  u.cause = {Kind::kUnknown, {}, "the id of the resource is not known", a.at != 0 ? a.at : b.at};
  return env.unknown(u);
}

Node contains_plain(Env& env, const Node& a, const Node& b) {
  const Node pair[2] = {a, b};
  const Node common =
      over_domain(pair, [&](std::span<const Node> v) { return contains_plain(env, v[0], v[1]); });
  if (a.is(Kind::kUnknown) && !common.is(Kind::kNull)) return common;
  if (a.is(Kind::kString) && !common.is(Kind::kNull)) return common;
  if (a.indeterminate()) {
    const Node worst = strict_result(env, a, b);
    return worst;
  }
  if (a.is(Kind::kString) || a.is(Kind::kReference)) {
    if (const Node worst = strict_result(env, a, b); !worst.is(Kind::kNull)) return worst;
    if (!texts(b, b)) return wrong_kind(env, "a text was expected", b, a);
    if (a.is(Kind::kReference) || b.is(Kind::kReference)) return id_not_known(env, a, b);
    env.charge(std::uint64_t{a.len} / 64 + 1);
    return Node::boolean(a.text().find(b.text()) != std::string_view::npos);
  }
  const bool holds = a.is_list() || a.is_object() || a.is(Kind::kResource) || a.is(Kind::kNull);
  if (holds) return member_plain(env, b, a);
  if (const Node worst = strict_result(env, a, b); !worst.is(Kind::kNull)) return worst;
  return wrong_kind(env, "a list or a text was expected", a, b);
}

Node like_plain(Env& env, const Node& a, const Node& b) {
  const Node pair[2] = {a, b};
  const Node common =
      over_domain(pair, [&](std::span<const Node> v) { return like_plain(env, v[0], v[1]); });
  if (!common.is(Kind::kNull)) return common;
  if (const Node worst = strict_result(env, a, b); !worst.is(Kind::kNull)) return worst;
  if (!texts(a, b)) return wrong_kind(env, "a text was expected", texts(a, a) ? b : a, b);
  if (a.is(Kind::kReference) || b.is(Kind::kReference)) return id_not_known(env, a, b);
  env.charge(a.len + std::uint64_t{b.len} + 1);
  return Node::boolean(glob(b.text(), a.text()));
}

Node match_plain(Env& env, const Node& a, const re2::RE2& regex, bool search) {
  const Node common = over_domain(
      {&a, 1}, [&](std::span<const Node> v) { return match_plain(env, v[0], regex, search); });
  if (!common.is(Kind::kNull)) return common;
  if (const Node worst = strict_result(env, a, Node::null()); !worst.is(Kind::kNull)) return worst;
  if (a.is(Kind::kReference)) {
    Unknown u;
    u.cause = {Kind::kUnknown, {}, "the id of the resource is not known", a.at};
    return env.unknown(u);
  }
  if (!a.is(Kind::kString)) return wrong_kind(env, "a text was expected", a, a);
  env.charge(a.len + std::uint64_t{1});
  const re2::StringPiece text(a.chars, a.len);
  return Node::boolean(search ? re2::RE2::PartialMatch(text, regex)
                              : re2::RE2::FullMatch(text, regex));
}

Node search_list(Env& env, const Node& list, const re2::RE2& regex) {
  const bool computed = list.is(Kind::kComputedList);
  const auto items = computed ? list.list->items : list.members();
  Node result = Node::boolean(false);
  for (std::size_t i = 0; i < items.size() && !result.is(Kind::kTrue); ++i) {
    // A list within the list is no text.
    Node here = over_choices(env, {&items[i], 1}, [&](std::span<const Node> v) {
      return match_plain(env, v[0], regex, true);
    });
    if (computed && !list.list->presence.empty()) here = truth_and(list.list->presence[i], here);
    result = truth_or(result, here);
  }
  if (computed && !list.list->many.is(Kind::kNull)) {
    result = truth_or(result, truth_and(list.list->many, env.unknown_from(list.list->many)));
  }
  return result;
}

}  // namespace

Node less(Env& env, const Node& a, const Node& b, bool or_equal) {
  const Node pair[2] = {a, b};
  return over_choices(
      env, pair, [&](std::span<const Node> v) { return less_plain(env, v[0], v[1], or_equal); });
}

bool all_texts(std::span<const Node> items) {
  return std::all_of(items.begin(), items.end(), [](const Node& n) { return n.is(Kind::kString); });
}

bool is_among(Env& env, const Node& text, std::span<const Node> texts) {
  bool found = false;
  for (std::size_t i = 0; i < texts.size() && !found && env.charge(1); ++i) {
    env.charge(std::uint64_t{text.len} / 64 + 1);
    found = text.text() == texts[i].text();
  }
  return found;
}

Node member_of(Env& env, const Node& a, const Node& b) {
  if (a.is(Kind::kString) && b.is(Kind::kList) && all_texts(b.members()))
    return Node::boolean(is_among(env, a, b.members()));
  const Node pair[2] = {a, b};
  return over_choices(env, pair, [&](std::span<const Node> v) {
    return env.computed(member_plain(env, v[0], v[1]));
  });
}

Node contains(Env& env, const Node& a, const Node& b) {
  const Node pair[2] = {a, b};
  return over_choices(env, pair, [&](std::span<const Node> v) {
    return env.computed(contains_plain(env, v[0], v[1]));
  });
}

Node like(Env& env, const Node& text, const Node& pattern) {
  const Node pair[2] = {text, pattern};
  return over_choices(env, pair,
                      [&](std::span<const Node> v) { return like_plain(env, v[0], v[1]); });
}

Node matches(Env& env, const Node& text, const re2::RE2& regex, bool search) {
  return over_choices(env, {&text, 1}, [&](std::span<const Node> v) {
    if (search && v[0].is_list()) return env.computed(search_list(env, v[0], regex));
    if (search && v[0].is(Kind::kNull)) return env.missing("the list is null", v[0].at);
    return match_plain(env, v[0], regex, search);
  });
}

Node network_within(Env& env, const Node& a, const Node& b) {
  const Node pair[2] = {a, b};
  return over_choices(env, pair, [&](std::span<const Node> v) {
    if (const Node worst = strict_result(env, v[0], v[1]); !worst.is(Kind::kNull)) return worst;
    const bool left = v[0].is(Kind::kCidr) || v[0].is(Kind::kIp);
    if (!left || !v[1].is(Kind::kCidr))
      return wrong_kind(env, "a network was expected", v[left ? 1 : 0], v[left ? 0 : 1]);
    return Node::boolean(within(*v[0].cidr, *v[1].cidr));
  });
}

}  // namespace cordon::vm
