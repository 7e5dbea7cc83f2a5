// Equality of two values, five-valued (language 3.6, 3.8, 3.22): known values by the table, unknown
// ones by what every completion agrees on (symbols, parts, domains, intervals). Tests: tests/oracle
// (differential, exhaustive truth tables), tests/conformance.
#include <algorithm>

#include "value/compare.h"
#include "value/network.h"
#include "vm/choices.h"
#include "vm/operators.h"

namespace cordon::vm {
namespace {

std::string_view leading(std::span<const Part> parts) {
  return !parts.empty() && parts.front().symbol == 0 ? parts.front().text : std::string_view{};
}
std::string_view trailing(std::span<const Part> parts) {
  return !parts.empty() && parts.back().symbol == 0 ? parts.back().text : std::string_view{};
}

std::size_t least_length(const Unknown& u) {
  std::size_t n = 0;
  for (const Part& p : u.parts) n += p.text.size();
  return n;
}

bool same_parts(std::span<const Part> a, std::span<const Part> b) {
  return a.size() == b.size() &&
         std::equal(a.begin(), a.end(), b.begin(), [](const Part& x, const Part& y) {
           return x.symbol == y.symbol && x.text == y.text;
         });
}

bool clash(std::string_view a, std::string_view b, bool from_end) {
  const std::size_t n = std::min(a.size(), b.size());
  return from_end ? a.substr(a.size() - n) != b.substr(b.size() - n)
                  : a.substr(0, n) != b.substr(0, n);
}

/// Whether a text can be a completion of the parts. Known prefix and suffix do not overlap.
bool can_be(const Unknown& u, std::string_view text) {
  if (u.parts.empty()) return true;
  return text.size() >= least_length(u) &&
         text.substr(0, leading(u.parts).size()) == leading(u.parts) &&
         text.substr(text.size() - trailing(u.parts).size()) == trailing(u.parts);
}

/// Two part lists with the same symbols in the same order differ only in text: different for sure.
bool differ_in_text_only(std::span<const Part> a, std::span<const Part> b) {
  std::string_view la = leading(a), lb = leading(b), ta = trailing(a), tb = trailing(b);
  const auto core = [](std::span<const Part> p, bool lead, bool trail) {
    return p.subspan(lead ? 1 : 0,
                     p.size() - (lead ? 1 : 0) - (trail && p.size() > (lead ? 1U : 0U) ? 1 : 0));
  };
  const auto ca = core(a, !la.empty(), !ta.empty());
  const auto cb = core(b, !lb.empty(), !tb.empty());
  return !ca.empty() && same_parts(ca, cb) && (la == lb) != (ta == tb);
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
    if (!can_be(u, known.text())) return Truth::kF;
    if (u.non_empty && known.len == 0) return Truth::kF;
  }
  return Truth::kU;
}

Truth unknown_with_unknown(const Unknown& a, const Unknown& b) {
  if (a.symbol != 0 && a.symbol == b.symbol) return Truth::kT;
  if (a.family != 0 && a.family == b.family) return a.member == b.member ? Truth::kT : Truth::kF;
  if (a.parts.empty() || b.parts.empty()) return Truth::kU;
  if (same_parts(a.parts, b.parts)) return Truth::kT;
  const bool front = clash(leading(a.parts), leading(b.parts), false);
  const bool back = clash(trailing(a.parts), trailing(b.parts), true);
  if (front || back || differ_in_text_only(a.parts, b.parts)) return Truth::kF;
  return Truth::kU;
}

Node undecided(Env& env, const Node& a, const Node& b) {
  const Node pair[2] = {a, b};
  Node worst = strict(env, pair);
  return worst.is(Kind::kUnknown) ? env.unknown_from(worst) : worst;
}

Node unknown_equal(Env& env, const Node& a, const Node& b) {
  const Unknown* x = a.is(Kind::kUnknown) ? a.unknown : nullptr;
  const Unknown* y = b.is(Kind::kUnknown) ? b.unknown : nullptr;
  Truth t = Truth::kU;
  if (a.is(Kind::kUnknown) && b.is(Kind::kUnknown)) {
    if (x != nullptr && y != nullptr) t = unknown_with_unknown(*x, *y);
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
    for (std::size_t i = 0; i < x.items.size(); ++i) {
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
  const std::size_t n = std::min(x.items.size(), y.items.size());
  for (std::size_t i = 0; i < n; ++i) {
    const bool certain = (x.presence.empty() || x.presence[i].is(Kind::kTrue)) &&
                         (y.presence.empty() || y.presence[i].is(Kind::kTrue));
    if (!certain) break;
    if (equal(env, x.items[i], y.items[i]).is(Kind::kFalse)) return Node::boolean(false);
  }
  return env.unknown_from(*loose);
}

Node object_equal(Env& env, const Node& a, const Node& b) {
  const bool open = a.has(kOpen) || b.has(kOpen);
  Node result = Node::boolean(true);
  std::size_t shared = 0;
  const auto keys = Store::keys(a);
  for (std::uint32_t i = 0; i < a.len; ++i) {
    const Node* other = Store::find(b, keys[i]);
    if (other == nullptr) {
      if (!b.has(kOpen)) return Node::boolean(false);
      continue;
    }
    ++shared;
    result = truth_and(result, equal(env, a.kids[i], *other));
    if (result.is(Kind::kFalse)) return result;
  }
  if (shared < b.len && !a.has(kOpen)) return Node::boolean(false);
  if (!open) return result;
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
  u.cause = {Kind::kUnknown, {}, "two attributes of one resource are not known to be equal", a.at};
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
  u.cause = {Kind::kUnknown, {}, "the id of the resource is not known", reference.at};
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

std::string_view known_start(const Node& n) {
  return n.is(Kind::kUnknown) && n.unknown != nullptr ? leading(n.unknown->parts)
                                                      : std::string_view{};
}
std::string_view known_end(const Node& n) {
  return n.is(Kind::kUnknown) && n.unknown != nullptr ? trailing(n.unknown->parts)
                                                      : std::string_view{};
}

Node affix(Env& env, const Node& a, const Node& b, bool end) {
  if (a.is(Kind::kUnknown) && b.is(Kind::kString)) {
    const std::string_view known = end ? known_end(a) : known_start(a);
    const std::string_view wanted = b.text();
    if (known.size() >= wanted.size() && !clash(known, wanted, end)) return Node::boolean(true);
    if (clash(known, wanted, end)) return Node::boolean(false);
  }
  const Node pair[2] = {a, b};
  if (const Node worst = strict(env, pair); !worst.is(Kind::kNull)) {
    return worst.is(Kind::kUnknown) ? env.unknown_from(worst) : worst;
  }
  if (a.is(Kind::kReference) || b.is(Kind::kReference)) {
    Unknown u;
    u.cause = {Kind::kUnknown, {}, "the id of the resource is not known", a.at};
    return env.unknown(u);
  }
  if (!a.is(Kind::kString) || !b.is(Kind::kString)) {
    return env.error("V0101", "a text was expected", a.is(Kind::kString) ? b.at : a.at);
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
