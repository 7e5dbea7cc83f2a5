// Equality of two values, five-valued (language 3.6, 3.8, 3.22): known values by the table, unknown
// ones by what every completion agrees on (symbols, parts, domains, intervals). Tests: tests/oracle
// (differential, exhaustive truth tables), tests/conformance.
#include <algorithm>

#include "value/compare.h"
#include "value/network.h"
#include "vm/choices.h"
#include "vm/operators.h"
#include "vm/parts.h"

namespace cordon::vm {
namespace {

/// Steps of comparing parts that take as long as one instruction.
constexpr std::uint64_t kStepsOfFuel = 4;

/// A text as parts: a known one, or what is known of it; false if nothing is.
bool parts_of(const Node& v, Part& known, std::span<const Part>& out) {
  if (v.is(Kind::kString)) {
    known = {v.text(), 0};
    out = {&known, 1};
    return true;
  }
  if (!v.is(Kind::kUnknown) || v.unknown == nullptr || v.unknown->parts.empty()) return false;
  out = v.unknown->parts;
  return true;
}

Truth told(Env& env, const PartsAgree& agree) {
  env.charge(agree.steps / kStepsOfFuel + 1);
  return agree.truth;
}

Truth unknown_with_known(Env& env, const Unknown& u, const Node& known) {
  if (u.has_interval && known.is_number()) {
    if (compare_numbers(Node::integer(u.lo), known) > 0) return Truth::kF;
    if (u.hi != INT64_MAX && compare_numbers(Node::integer(u.hi), known) < 0) return Truth::kF;
    return u.lo == u.hi ? Truth::kT : Truth::kU;
  }
  if (!u.domain.empty()) {
    bool any = false;
    bool all = true;
    for (const Node& value : u.domain) {
      const Truth t = truth_of(equal_plain(env, value, known));
      any = any || t != Truth::kF;
      all = all && t == Truth::kT;
    }
    if (!any) return Truth::kF;
    if (all) return Truth::kT;
  }
  if (known.is(Kind::kString)) {
    const Part text{known.text(), 0};
    if (!u.parts.empty() && told(env, parts_equal(u.parts, {&text, 1})) == Truth::kF)
      return Truth::kF;
    if (u.non_empty && known.len == 0) return Truth::kF;
  }
  return Truth::kU;
}

Truth unknown_with_unknown(Env& env, const Unknown& a, const Unknown& b) {
  if (a.symbol != 0 && a.symbol == b.symbol) return Truth::kT;
  if (a.family != 0 && a.family == b.family) return a.member == b.member ? Truth::kT : Truth::kF;
  if (a.parts.empty() || b.parts.empty()) return Truth::kU;
  return told(env, parts_equal(a.parts, b.parts));
}

Node undecided(Env& env, const Node& a, const Node& b) {
  if (const Node* open = beside_interval(env, a, b); open != nullptr)
    return env.unknown_from(*open);
  const Node pair[2] = {a, b};
  Node worst = strict(env, pair);
  return worst.is(Kind::kUnknown) ? env.unknown_from(worst) : worst;
}

Node unknown_equal(Env& env, const Node& a, const Node& b) {
  const Unknown* x = a.is(Kind::kUnknown) ? a.unknown : nullptr;
  const Unknown* y = b.is(Kind::kUnknown) ? b.unknown : nullptr;
  Truth t = Truth::kU;
  if (a.is(Kind::kUnknown) && b.is(Kind::kUnknown)) {
    if (x != nullptr && y != nullptr) t = unknown_with_unknown(env, *x, *y);
  } else if (a.is(Kind::kUnknown)) {
    if (x != nullptr) t = unknown_with_known(env, *x, b);
  } else if (y != nullptr) {
    t = unknown_with_known(env, *y, a);
  }
  return t == Truth::kU ? undecided(env, a, b) : Node::boolean(t == Truth::kT);
}

struct Members {
  std::span<const Node> items;
  std::span<const Node> presence;
  Node many = Node::null();
};

Members members_of(const Node& list) {
  if (list.is(Kind::kList)) return {list.members(), {}, Node::null()};
  return {list.list->items, list.list->presence, list.list->many};
}

std::size_t certain_count(const Members& m) {
  if (m.presence.empty()) return m.items.size();
  return static_cast<std::size_t>(std::count_if(m.presence.begin(), m.presence.end(),
                                                [](const Node& p) { return p.is(Kind::kTrue); }));
}

const Node* first_uncertain(const Members& m) {
  for (const Node& p : m.presence) {
    if (!p.is(Kind::kTrue)) return &p;
  }
  return m.many.is(Kind::kNull) ? nullptr : &m.many;
}

Node list_equal(Env& env, const Node& a, const Node& b) {
  const Members x = members_of(a);
  const Members y = members_of(b);
  const Node* loose = first_uncertain(x) != nullptr ? first_uncertain(x) : first_uncertain(y);
  if (loose == nullptr) {
    if (x.items.size() != y.items.size()) return Node::boolean(false);
    Node result = Node::boolean(true);
    for (std::size_t i = 0; i < x.items.size() && env.charge(1); ++i) {
      result = truth_and(result, equal(env, x.items[i], y.items[i]));
      if (result.is(Kind::kFalse)) break;
    }
    return result;
  }
  const bool x_open = !x.many.is(Kind::kNull);
  const bool y_open = !y.many.is(Kind::kNull);
  if ((!x_open && x.items.size() < certain_count(y)) ||
      (!y_open && y.items.size() < certain_count(x))) {
    return Node::boolean(false);
  }
  // Where further members may stand among the others, none of those has a place that is known.
  const std::size_t n = x_open || y_open ? 0 : std::min(x.items.size(), y.items.size());
  for (std::size_t i = 0; i < n && env.charge(1); ++i) {
    const bool certain = (x.presence.empty() || x.presence[i].is(Kind::kTrue)) &&
                         (y.presence.empty() || y.presence[i].is(Kind::kTrue));
    if (!certain) break;
    if (equal(env, x.items[i], y.items[i]).is(Kind::kFalse)) return Node::boolean(false);
  }
  return env.unknown_from(*loose);
}

/// Whether `b` has each key of `a` that is there.
Node lacks_none(Env& env, const Node& a, const Node& b) {
  Node result = Node::boolean(true);
  const auto keys = Store::keys(a);
  for (std::uint32_t i = 0; i < a.len && !result.is(Kind::kFalse); ++i) {
    if (Store::find(b, keys[i]) == nullptr)
      result = truth_and(result, truth_not(Keyed(env, a, a.kids[i]).presence));
  }
  return result;
}

/// Two values of one key: where a condition removes it on one side only, the objects differ.
Node equal_values(Env& env, const Keyed& a, const Keyed& b) {
  const Node& x = a.presence;
  const Node& y = b.presence;
  const Node& doubt = x.indeterminate() ? x : y;
  if (x.is(Kind::kFalse) || y.is(Kind::kFalse))
    return doubt.indeterminate() ? env.unknown_from(doubt) : Node::boolean(x.kind() == y.kind());
  const Node values = equal(env, a.value, b.value);
  const bool differ = values.is(Kind::kFalse) && (x.is(Kind::kTrue) || y.is(Kind::kTrue));
  return differ || !doubt.indeterminate() ? values : env.unknown_from(doubt);
}

Node object_equal(Env& env, const Node& a, const Node& b) {
  const bool open = a.has(kOpen) || b.has(kOpen);
  Node result = b.has(kOpen) ? Node::boolean(true) : lacks_none(env, a, b);
  const auto keys = Store::keys(a);
  for (std::uint32_t i = 0; i < a.len && env.charge(1); ++i) {
    if (result.is(Kind::kFalse)) return result;
    const Node* other = Store::find(b, keys[i]);
    if (other == nullptr) continue;
    const Keyed mine(env, a, a.kids[i]);
    result = truth_and(result, equal_values(env, mine, Keyed(env, b, *other)));
  }
  if (!a.has(kOpen)) result = truth_and(result, lacks_none(env, b, a));
  if (!open || result.is(Kind::kFalse)) return result;
  Unknown u;
  u.cause = {Kind::kUnknown, {}, "further keys are possible", a.has(kOpen) ? a.at : b.at};
  return truth_and(result, env.unknown(u));
}

Node target_equal(Env& env, const Node& a, const Node& b) {
  if (a.ref.target != b.ref.target) return Node::boolean(false);
  const auto attribute = [](const Node& n) {
    return n.is(Kind::kReference) ? n.ref.attribute : Symbol{0};
  };
  if (attribute(a) == attribute(b)) return Node::boolean(true);
  Unknown u;
  u.cause = {Kind::kUnknown,
             {},
             "two attributes of one resource are not known to be equal",
             a.at != 0 ? a.at : b.at};
  return env.unknown(u);
}

bool names_resource(const Node& n) { return n.is(Kind::kReference) || n.is(Kind::kResource); }

Node reference_equal(Env& env, const Node& a, const Node& b) {
  if (names_resource(a) && names_resource(b)) return target_equal(env, a, b);
  const Node& reference = names_resource(a) ? a : b;
  const Node& other = names_resource(a) ? b : a;
  if (!other.is(Kind::kString)) return Node::boolean(false);
  const Truth t =
      reference.is(Kind::kReference) ? env.inventory.id_equals(reference, other.text()) : Truth::kU;
  if (t != Truth::kU) return Node::boolean(t == Truth::kT);
  Unknown u;
  u.cause = {Kind::kUnknown, {}, "the id of the resource is not known", a.at != 0 ? a.at : b.at};
  return env.unknown(u);
}

bool parsed_kind(Kind k) { return k >= Kind::kCidr && k <= Kind::kPermissions; }

Node confusable(Env& env, const Node& a, const Node& b) {
  return env.error("V0110", "values of different kinds are compared", a.at != 0 ? a.at : b.at);
}

Node scalar_equal(Env& env, const Node& a, const Node& b) {
  if (a.is(Kind::kNull) || b.is(Kind::kNull)) return Node::boolean(a.kind() == b.kind());
  if (names_resource(a) || names_resource(b)) return reference_equal(env, a, b);
  if (a.is_list() || b.is_list()) {
    return a.is_list() && b.is_list() ? list_equal(env, a, b) : Node::boolean(false);
  }
  if (a.is_object() || b.is_object()) {
    return a.is_object() && b.is_object() ? object_equal(env, a, b) : Node::boolean(false);
  }
  if (parsed_kind(a.kind()) || parsed_kind(b.kind())) {
    if (a.is(Kind::kString) || b.is(Kind::kString)) return confusable(env, a, b);
    return Node::boolean(a.kind() == b.kind() && same(a, b));
  }
  if (a.is_number() && b.is_number()) return Node::boolean(compare_numbers(a, b) == 0);
  if (a.is_bool() && b.is_bool()) return Node::boolean(a.kind() == b.kind());
  if (a.is(Kind::kString) && b.is(Kind::kString)) {
    env.charge(std::uint64_t{a.len} / 64 + 1);
    return Node::boolean(a.text() == b.text());
  }
  return confusable(env, a, b);
}

}  // namespace

Node equal_plain(Env& env, const Node& a, const Node& b) {
  env.note(a);
  env.note(b);
  if (!a.indeterminate() && !b.indeterminate()) return scalar_equal(env, a, b);
  const Kind worst =
      a.indeterminate() && (!b.indeterminate() || a.kind() > b.kind()) ? a.kind() : b.kind();
  return worst == Kind::kUnknown ? unknown_equal(env, a, b) : undecided(env, a, b);
}

Node equal(Env& env, const Node& a, const Node& b) {
  const Node pair[2] = {a, b};
  return over_choices(env, pair,
                      [&](std::span<const Node> v) { return equal_plain(env, v[0], v[1]); });
}

namespace {

/// What all allowed values of a parameter agree on; `fits` tells it for one text.
template <class F>
Truth over_allowed(const Node& v, F fits) {
  if (!v.is(Kind::kUnknown) || v.unknown == nullptr || v.unknown->domain.empty()) return Truth::kU;
  std::size_t n = 0;
  for (const Node& value : v.unknown->domain) {
    if (!value.is(Kind::kString)) return Truth::kU;
    n += fits(value.text()) ? 1U : 0U;
  }
  if (n != 0 && n != v.unknown->domain.size()) return Truth::kU;
  return n == 0 ? Truth::kF : Truth::kT;
}

bool has_affix(std::string_view text, std::string_view part, bool end) {
  return end ? text.ends_with(part) : text.starts_with(part);
}

Node affix(Env& env, const Node& a, const Node& b, bool end) {
  Truth agreed = Truth::kU;
  if (b.is(Kind::kString)) {
    agreed = over_allowed(a, [&](std::string_view text) { return has_affix(text, b.text(), end); });
  } else if (a.is(Kind::kString)) {
    agreed = over_allowed(b, [&](std::string_view part) { return has_affix(a.text(), part, end); });
  }
  if (agreed != Truth::kU) return Node::boolean(agreed == Truth::kT);
  Part known_a;
  Part known_b;
  std::span<const Part> x;
  std::span<const Part> y;
  const bool open = a.is(Kind::kUnknown) || b.is(Kind::kUnknown);
  if (open && parts_of(a, known_a, x) && parts_of(b, known_b, y)) {
    const Truth decided = told(env, parts_affix(x, y, end));
    if (decided != Truth::kU) return Node::boolean(decided == Truth::kT);
  }
  const Node pair[2] = {a, b};
  if (const Node worst = strict(env, pair); !worst.is(Kind::kNull)) {
    return worst.is(Kind::kUnknown) ? env.unknown_from(worst) : worst;
  }
  const auto text = [](const Node& n) { return n.is(Kind::kString) || n.is(Kind::kReference); };
  if (!text(a) || !text(b)) {
    const Node& wrong = text(a) ? b : a;
    const Node& other = text(a) ? a : b;
    return env.error("V0101", "a text was expected", wrong.at != 0 ? wrong.at : other.at);
  }
  if (a.is(Kind::kReference) || b.is(Kind::kReference)) {
    Unknown u;
    u.cause = {Kind::kUnknown, {}, "the id of the resource is not known", a.at != 0 ? a.at : b.at};
    return env.unknown(u);
  }
  const bool fits = end ? a.text().ends_with(b.text()) : a.text().starts_with(b.text());
  return Node::boolean(fits);
}

}  // namespace

Node starts_with(Env& env, const Node& a, const Node& b) {
  const Node pair[2] = {a, b};
  return over_choices(env, pair,
                      [&](std::span<const Node> v) { return affix(env, v[0], v[1], false); });
}

Node ends_with(Env& env, const Node& a, const Node& b) {
  const Node pair[2] = {a, b};
  return over_choices(env, pair,
                      [&](std::span<const Node> v) { return affix(env, v[0], v[1], true); });
}

}  // namespace cordon::vm
