// Operators but equality: order, membership, text tests, networks, references, `is`, arithmetic and
// the connectives. Each is a total function over nodes; what does not fit is the error value, never
// an exception. Tests: tests/oracle (differential), tests/conformance.
#include "vm/operators.h"

#include <re2/re2.h>

#include <cmath>

#include "value/compare.h"
#include "value/network.h"
#include "vm/choices.h"

namespace cordon::vm {

using bytecode::Word;

namespace {

Node strict_or_null(Env& env, const Node& a, const Node& b) {
  const Node pair[2] = {a, b};
  const Node worst = strict(env, pair);
  return worst.is(Kind::kUnknown) ? env.unknown_from(worst) : worst;
}

Node wrong_kind(Env& env, std::string_view what, const Node& a, const Node& b) {
  return env.error("V0101", what, a.at != 0 ? a.at : b.at);
}

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
  if (const Node worst = strict_or_null(env, a, b); !worst.is(Kind::kNull)) return worst;
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
  if (const Node worst = strict_or_null(env, key, Node::null()); !worst.is(Kind::kNull))
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
    return key_presence(env, *value);
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
    if (const Node worst = strict_or_null(env, a, b); !worst.is(Kind::kNull)) return worst;
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
    const Node worst = strict_or_null(env, a, b);
    return worst;
  }
  if (a.is(Kind::kString) || a.is(Kind::kReference)) {
    if (const Node worst = strict_or_null(env, a, b); !worst.is(Kind::kNull)) return worst;
    if (!texts(b, b)) return wrong_kind(env, "a text was expected", b, a);
    if (a.is(Kind::kReference) || b.is(Kind::kReference)) return id_not_known(env, a, b);
    env.charge(std::uint64_t{a.len} / 64 + 1);
    return Node::boolean(a.text().find(b.text()) != std::string_view::npos);
  }
  const bool holds = a.is_list() || a.is_object() || a.is(Kind::kResource) || a.is(Kind::kNull);
  if (holds) return member_plain(env, b, a);
  if (const Node worst = strict_or_null(env, a, b); !worst.is(Kind::kNull)) return worst;
  return wrong_kind(env, "a list or a text was expected", a, b);
}

Node like_plain(Env& env, const Node& a, const Node& b) {
  const Node pair[2] = {a, b};
  const Node common =
      over_domain(pair, [&](std::span<const Node> v) { return like_plain(env, v[0], v[1]); });
  if (!common.is(Kind::kNull)) return common;
  if (const Node worst = strict_or_null(env, a, b); !worst.is(Kind::kNull)) return worst;
  if (!texts(a, b)) return wrong_kind(env, "a text was expected", texts(a, a) ? b : a, b);
  if (a.is(Kind::kReference) || b.is(Kind::kReference)) return id_not_known(env, a, b);
  env.charge(a.len + std::uint64_t{b.len} + 1);
  return Node::boolean(glob(b.text(), a.text()));
}

Node match_plain(Env& env, const Node& a, const re2::RE2& regex, bool search) {
  const Node common = over_domain(
      {&a, 1}, [&](std::span<const Node> v) { return match_plain(env, v[0], regex, search); });
  if (!common.is(Kind::kNull)) return common;
  if (const Node worst = strict_or_null(env, a, Node::null()); !worst.is(Kind::kNull)) return worst;
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
    if (const Node worst = strict_or_null(env, v[0], v[1]); !worst.is(Kind::kNull)) return worst;
    const bool left = v[0].is(Kind::kCidr) || v[0].is(Kind::kIp);
    if (!left || !v[1].is(Kind::kCidr))
      return wrong_kind(env, "a network was expected", v[left ? 1 : 0], v[left ? 0 : 1]);
    return Node::boolean(within(*v[0].cidr, *v[1].cidr));
  });
}

namespace {

/// Whether the collected references contain `target`.
Node refers(Env& env, const References& refs, ResourceId target) {
  if (refs.assumed) env.assumes |= kAssumesReferences;
  for (const ResourceId id : refs.exact) {
    if (id == target) return Node::boolean(true);
  }
  bool maybe = refs.any;
  for (const ResourceId id : refs.maybe) maybe = maybe || id == target;
  if (!maybe) return Node::boolean(false);
  return refs.unknown.is(Kind::kUnknown) ? env.unknown_from(refs.unknown)
                                         : Node::make_unknown(nullptr);
}

/// Whether every completion is something that may refer: a text, a list, or one of the candidates.
bool names_something(const Node& unknown) {
  if (surely_text(unknown) || surely_list(unknown)) return true;
  return !may_fail(unknown) && !unknown.unknown->candidates.empty();
}

/// `or` over the value or its members: one that is missing or broken, or may be broken, may not
/// pass for one that does not refer.
Node or_members(Env& env, const Node& result, const Node& value) {
  if (result.is(Kind::kTrue)) return result;
  const auto with = [&](const Node& before, const Node& item) {
    if (item.is(Kind::kMissing) || item.is(Kind::kError)) return truth_or(before, item);
    const bool broken = item.is(Kind::kUnknown) && !names_something(item);
    return broken ? truth_or(before, env.unknown_from(item)) : before;
  };
  if (!value.is_list()) return with(result, value);
  Node worst = result;
  for (const Node& item : value.is(Kind::kComputedList) ? value.list->items : value.members())
    worst = with(worst, item);
  return worst;
}

Node refers_plain(Env& env, const Node& a, const Node& b) {
  const Node pair[2] = {a, b};
  const Node worst = strict(env, pair);
  if (worst.is(Kind::kError) || worst.is(Kind::kMissing)) return worst;
  const auto absent = [](const Node& n) { return n.is(Kind::kMissing) || n.is(Kind::kNull); };
  if (may_fail(worst) && (absent(a) || absent(b))) return env.unknown_from(worst);
  if (a.is(Kind::kNull) || b.is(Kind::kNull))
    return env.missing("the reference is null", a.is(Kind::kNull) ? a.at : b.at);
  const bool fits = a.is(Kind::kUnknown) || a.is(Kind::kReference) || a.is(Kind::kResource) ||
                    a.is(Kind::kString) || a.is_list() || a.is_object();
  if (!fits) return wrong_kind(env, "a reference was expected", a, b);
  const Identity target = env.inventory.identify(b);
  if (target.assumed) env.assumes |= kAssumesReferences;
  if (target.kind == Identity::Kind::kOutside) return or_members(env, Node::boolean(false), a);
  if (target.kind == Identity::Kind::kNone) return wrong_kind(env, "a resource was expected", b, a);
  References refs;
  env.inventory.collect(a, nullptr, refs);
  if (target.kind == Identity::Kind::kResource)
    return or_members(env, refers(env, refs, target.id), a);
  if (target.kind == Identity::Kind::kCandidates) {
    bool possible = false;
    for (const ResourceId id : target.candidates)
      possible = possible || !refers(env, refs, id).is(Kind::kFalse);
    if (!possible) return or_members(env, Node::boolean(false), a);
  }
  return env.unknown_from(b);
}

}  // namespace

Node refers_to(Env& env, const Node& a, const Node& b) {
  const bool leads = a.is(Kind::kReference) || a.is(Kind::kResource);
  if (leads && b.is(Kind::kResource)) {  // the usual case
    env.note(a);
    return Node::boolean(a.ref.target == b.ref.target);
  }
  const Node pair[2] = {a, b};
  return over_choices(env, pair,
                      [&](std::span<const Node> v) { return refers_plain(env, v[0], v[1]); });
}

bool has_type(const Env& env, ResourceId id, const TypeTest& types) {
  const Resource& r = env.inventory.resources()[id];
  for (const Symbol type : types.types) {
    if (type == r.type && type != 0) return true;
    if (!types.native) continue;
    const std::string_view text = env.store.symbols.text(type);
    if (text.starts_with("TF::") && env.store.symbols.text(r.native_type) == text.substr(4))
      return true;
  }
  return false;
}

namespace {

Node is_type(Env& env, const Node& a, const TypeTest& types) {
  env.note(a);
  switch (a.kind()) {
    case Kind::kError:
      return a;
    case Kind::kMissing:
    case Kind::kNull:
      return Node::boolean(false);
    case Kind::kResource:
    case Kind::kReference:
      return Node::boolean(has_type(env, a.ref.target, types));
    case Kind::kUnknown: {
      const Identity id = env.inventory.identify(a);
      if (id.kind != Identity::Kind::kCandidates) return env.unknown_from(settle(env, a));
      std::size_t fits = 0;
      for (const ResourceId candidate : id.candidates)
        fits += has_type(env, candidate, types) ? 1U : 0U;
      if (fits == id.candidates.size() || fits == 0) return Node::boolean(fits != 0);
      return env.unknown_from(a);
    }
    case Kind::kString: {
      const Identity id = env.inventory.identify(a);
      if (id.kind == Identity::Kind::kResource && has_type(env, id.id, types))
        return Node::boolean(true);
      for (const std::string_view prefix : types.prefixes) {
        if (a.text().starts_with(prefix)) return Node::boolean(true);
      }
      if (types.all_prefixed || id.kind == Identity::Kind::kResource) return Node::boolean(false);
      Unknown u;
      u.cause = {Kind::kUnknown, {}, "outside the documents", a.at};
      return env.unknown(u);
    }
    default:
      return Node::boolean(false);
  }
}

Truth presence_word(const Node& a, Word word) {
  if (a.is(Kind::kUnknown)) {
    const bool written = a.unknown != nullptr && a.unknown->written;
    if (word == Word::kNull || !written) return Truth::kU;
    return truth_of(word == Word::kPresent);
  }
  const bool missing = a.is(Kind::kMissing);
  switch (word) {
    case Word::kPresent:
      return truth_of(!missing && !a.has(kFromDefault));
    case Word::kAbsent:
      return truth_of(missing || a.has(kFromDefault));
    default:
      return truth_of(a.is(Kind::kNull));
  }
}

Node is_empty(Env& env, const Node& a) {
  if (a.is(Kind::kMissing) || a.is(Kind::kError)) return a;
  if (a.is(Kind::kUnknown)) {
    if (a.unknown != nullptr && a.unknown->non_empty) return Node::boolean(false);
    for (const Part& p : a.unknown != nullptr ? a.unknown->parts : std::span<const Part>{}) {
      if (!p.text.empty()) return Node::boolean(false);
    }
    const Node common =
        over_domain({&a, 1}, [&](std::span<const Node> v) { return is_empty(env, v[0]); });
    if (!common.is(Kind::kNull)) return common;
    return env.unknown_from(settle(env, a));
  }
  if (a.is(Kind::kString) || a.is(Kind::kList)) return Node::boolean(a.len == 0);
  if (a.is_object()) {
    Node some = Node::boolean(false);
    for (std::uint32_t i = 0; i < a.len && !some.is(Kind::kTrue); ++i)
      some = truth_or(some, key_presence(env, a.kids[i]));
    if (!some.is(Kind::kFalse) || !a.has(kOpen)) return env.computed(truth_not(some));
    Unknown u;
    u.cause = {Kind::kUnknown, {}, "further keys are possible", a.at};
    return env.unknown(u);
  }
  if (!a.is(Kind::kComputedList))
    return wrong_kind(env, "a text, list or object was expected", a, a);
  const ComputedList& list = *a.list;
  if (list.presence.empty() && !list.items.empty()) return Node::boolean(false);
  Node some = Node::boolean(false);
  for (const Node& p : list.presence) some = truth_or(some, p);
  if (!list.many.is(Kind::kNull)) some = truth_or(some, list.many);
  return env.computed(truth_not(some));
}

bool is_kind(const Node& a, Word word) {
  switch (word) {
    case Word::kBool:
      return a.is_bool();
    case Word::kInt:
      return a.is(Kind::kInt) || a.is(Kind::kUint) || a.is(Kind::kBignum);
    case Word::kNumber:
      return a.is_number();
    case Word::kString:
      return a.is(Kind::kString);
    case Word::kList:
      return a.is_list();
    case Word::kObject:
      return a.is_object();
    case Word::kReference:
      return a.is(Kind::kReference);
    case Word::kCidr:
      return a.is(Kind::kCidr);
    case Word::kIp:
      return a.is(Kind::kIp);
    case Word::kDate:
      return a.is(Kind::kDate);
    case Word::kTime:
      return a.is(Kind::kTime);
    case Word::kDuration:
      return a.is(Kind::kDuration);
    case Word::kSemver:
      return a.is(Kind::kSemver);
    default:
      return false;
  }
}

Node is_plain(Env& env, const Node& given, Word word, const TypeTest* types) {
  const Node a = settle(env, given);
  switch (word) {
    case Word::kPresent:
    case Word::kAbsent:
    case Word::kNull: {
      if (a.is(Kind::kError)) return a;
      const Truth t = presence_word(a, word);
      return t == Truth::kU ? env.unknown_from(settle(env, a)) : Node::boolean(t == Truth::kT);
    }
    case Word::kKnown:
      return Node::boolean(!a.is(Kind::kUnknown));
    case Word::kUnknown:
      return Node::boolean(a.is(Kind::kUnknown));
    case Word::kEmpty:
      return is_empty(env, a);
    case Word::kTypes:
      return is_type(env, a, *types);
    default:
      break;
  }
  if (a.is(Kind::kError)) return a;
  if (a.is(Kind::kMissing)) return Node::boolean(false);
  if (a.is(Kind::kUnknown)) return env.unknown_from(settle(env, a));
  return Node::boolean(is_kind(a, word));
}

}  // namespace

Node is_test(Env& env, const Node& a, Word word, const TypeTest* types) {
  if (!a.is(Kind::kChoice)) return is_plain(env, a, word, types);
  return over_choices(env, {&a, 1},
                      [&](std::span<const Node> v) { return is_plain(env, v[0], word, types); });
}

namespace {

Node out_of_range(Env& env, const Node& a) {
  return env.error("V0104", "the number is out of range", a.at);
}

Node integer_arithmetic(Env& env, bytecode::Op op, const Node& a, const Node& b) {
  std::int64_t r = 0;
  bool overflow = false;
  switch (op) {
    case bytecode::Op::kAdd:
      overflow = __builtin_add_overflow(a.i, b.i, &r);
      break;
    case bytecode::Op::kSubtract:
      overflow = __builtin_sub_overflow(a.i, b.i, &r);
      break;
    case bytecode::Op::kMultiply:
      overflow = __builtin_mul_overflow(a.i, b.i, &r);
      break;
    default:
      if (b.i == 0) return env.error("V0105", "modulo by zero", b.at);
      r = b.i == -1 ? 0 : a.i % b.i;
      if (r != 0 && (r < 0) != (b.i < 0)) r += b.i;
      break;
  }
  return overflow ? out_of_range(env, a) : Node::integer(r);
}

double as_double(const Node& n) { return n.is(Kind::kReal) ? n.d : static_cast<double>(n.i); }

Node arithmetic_plain(Env& env, bytecode::Op op, const Node& a, const Node& b) {
  if (const Node worst = strict_or_null(env, a, b); !worst.is(Kind::kNull)) return worst;
  if (!a.is_number() || !b.is_number())
    return wrong_kind(env, "a number was expected", a.is_number() ? b : a, b);
  const auto big = [](const Node& n) { return n.is(Kind::kUint) || n.is(Kind::kBignum); };
  if (big(a) || big(b)) return out_of_range(env, big(a) ? a : b);
  if (a.is(Kind::kInt) && b.is(Kind::kInt)) return integer_arithmetic(env, op, a, b);
  if (op == bytecode::Op::kModulo)
    return wrong_kind(env, "an integer was expected", a.is(Kind::kInt) ? b : a, b);
  const double x = as_double(a);
  const double y = as_double(b);
  const double r = op == bytecode::Op::kAdd ? x + y : op == bytecode::Op::kSubtract ? x - y : x * y;
  return std::isfinite(r) ? Node::real(r) : out_of_range(env, a);
}

}  // namespace

Node arithmetic(Env& env, bytecode::Op op, const Node& a, const Node& b) {
  const Node pair[2] = {a, b};
  return over_choices(env, pair, [&](std::span<const Node> v) {
    return inherited(arithmetic_plain(env, op, v[0], v[1]), v);
  });
}

Node negated(Env& env, const Node& a) {
  return over_choices(env, {&a, 1}, [&](std::span<const Node> v) {
    if (v[0].is(Kind::kReal)) return inherited(Node::real(-v[0].d), v);
    return inherited(arithmetic_plain(env, bytecode::Op::kSubtract, Node::integer(0), v[0]), v);
  });
}

Node as_truth(Env& env, const Node& a) {
  return over_choices(env, {&a, 1}, [&](std::span<const Node> v) {
    if (v[0].is_bool()) return Node::boolean(v[0].is(Kind::kTrue));
    const Node settled = settle(env, v[0]);
    if (settled.indeterminate())
      return settled.is(Kind::kUnknown) ? env.unknown_from(settled) : settled;
    return env.error("V0106", "a boolean was expected", v[0].at);
  });
}

Node truth_not(const Node& a) {
  if (!a.is_bool()) return a;
  Node result = Node::boolean(a.is(Kind::kFalse));
  result.flags = a.flags & kVacuous;
  return result;
}

namespace {

/// The operand that gives the result; a vacuous truth stays vacuous unless the other side holds
/// too.
Node connect(const Node& a, const Node& b, Truth result) {
  const bool from_a = truth_of(a) == result;
  const Node& given = from_a ? a : b;
  if (!given.is_bool()) return given;
  Node node = Node::boolean(result == Truth::kT);
  const bool alone = !from_a || truth_of(b) != result;
  if (alone || b.has(kVacuous)) node.flags = given.flags & kVacuous;
  return node;
}

}  // namespace

Node truth_and(const Node& a, const Node& b) {
  return connect(a, b, both(truth_of(a), truth_of(b)));
}
Node truth_or(const Node& a, const Node& b) {
  return connect(a, b, either(truth_of(a), truth_of(b)));
}

bool needs_coalesce(const Node& a) {
  if (a.is(Kind::kChoice))
    return needs_coalesce(a.choice->then) || needs_coalesce(a.choice->otherwise);
  return a.is(Kind::kMissing) || a.is(Kind::kNull);
}

Node perhaps_replaced(Env& env, const Node& v) {
  if (v.is(Kind::kChoice)) {
    return map_choice(env, v, [&](const Node& leaf) { return perhaps_replaced(env, leaf); });
  }
  const bool written = v.is(Kind::kUnknown) && v.unknown != nullptr && v.unknown->written;
  return written ? v : env.computed(v);
}

Node coalesce(Env& env, const Node& a, const Node& b) {
  return map_choice(env, a, [&](const Node& v) {
    return v.is(Kind::kMissing) || v.is(Kind::kNull) ? b : perhaps_replaced(env, v);
  });
}

}  // namespace cordon::vm
