// Equality and order (language 3.6, 3.22), written as the table of the page: first what is strict,
// then what the refinements of an unknown decide, then one function for each pair of kinds.
// Test: oracle_test.cc.
#include <algorithm>
#include <cstdio>

#include "machine.h"

namespace cordon::oracle {
namespace {

bool is_confusable(const Node& v) { return v.is_bool() || v.is_number() || v.is(Kind::kString); }

int kind_group(const Node& v) { return v.is_bool() ? 0 : v.is_number() ? 1 : 2; }

bool is_parsed(const Node& v) { return v.kind() >= Kind::kCidr && v.kind() <= Kind::kSemver; }

/// Sign, and decimal digits without leading zeros, of an integer or of a double's integral part.
std::pair<bool, std::string> digits_of(const Node& v) {
  std::string text;
  if (v.is(Kind::kReal)) {
    std::array<char, 400> buffer{};
    std::snprintf(buffer.data(), buffer.size(), "%.0f", v.d);
    text = buffer.data();
  } else if (v.is(Kind::kInt)) {
    text = std::to_string(v.i);
  } else if (v.is(Kind::kUint)) {
    text = std::to_string(v.u);
  } else {
    text = std::string(v.text());
  }
  const bool negative = text.starts_with('-');
  if (negative) text.erase(0, 1);
  text.erase(0, text.find_first_not_of('0'));
  return {negative, text};
}

/// Exact: a long double holds every int64, uint64 and double.
int compare_numbers(const Node& a, const Node& b) {
  const auto wide = [](const Node& v) {
    if (v.is(Kind::kInt)) return static_cast<long double>(v.i);
    if (v.is(Kind::kUint)) return static_cast<long double>(v.u);
    return static_cast<long double>(v.d);
  };
  if (!a.is(Kind::kBignum) && !b.is(Kind::kBignum)) {
    return wide(a) < wide(b) ? -1 : wide(a) > wide(b) ? 1 : 0;
  }
  // One side is beyond 64 bits, so a fraction of the other decides nothing.
  const auto [a_negative, x] = digits_of(a);
  const auto [b_negative, y] = digits_of(b);
  if (a_negative != b_negative) return a_negative ? -1 : 1;
  int larger = x.size() != y.size() ? (x.size() < y.size() ? -1 : 1) : x.compare(y);
  larger = larger < 0 ? -1 : larger > 0 ? 1 : 0;
  return a_negative ? -larger : larger;
}

}  // namespace

Node Machine::negate(const Node& truth) {
  if (truth.is_bool()) return Node::boolean(truth.is(Kind::kFalse));
  return truth;
}

/// `and`: F wins, then U over E over M, then T.
Node Machine::all_of(std::span<const Node> truths) {
  for (const Kind kind : {Kind::kFalse, Kind::kUnknown, Kind::kError, Kind::kMissing}) {
    for (const Node& t : truths) {
      if (kind_of(t) == kind) return t.indeterminate() ? derive(t) : Node::boolean(false);
    }
  }
  return Node::boolean(true);
}

/// `or`: T wins, then U over E over M, then F.
Node Machine::any_of(std::span<const Node> truths) {
  for (const Kind kind : {Kind::kTrue, Kind::kUnknown, Kind::kError, Kind::kMissing}) {
    for (const Node& t : truths) {
      if (kind_of(t) == kind) return t.indeterminate() ? derive(t) : Node::boolean(true);
    }
  }
  return Node::boolean(false);
}

/// An unknown that is one of a few values: the common answer of all of them, if it is T or F.
Node Machine::over_domain(const Node& a, const Node& b, const Operator& op) {
  const bool first = a.is(Kind::kUnknown);
  const Node& open = first ? a : b;
  if (open.unknown == nullptr || open.unknown->domain.empty()) return derive(open);
  std::vector<Node> results;
  for (const Node& value : open.unknown->domain) {
    const std::array<Node, 2> pair{first ? value : a, first ? b : value};
    results.push_back(op(pair));
    if (!results.back().is_bool() || results.back().kind() != results[0].kind())
      return derive(open);
  }
  return Node::boolean(results[0].is(Kind::kTrue));
}

/// A count that is missing or broken unless its interval decides, beside an unknown: the unknown,
/// for what it turns out to be may let the interval decide.
const Node* Machine::beside_count(const Node& a, const Node& b, const Node* bad) {
  const auto count = [](const Node& v) {
    return v.is(Kind::kUnknown) && kind_of(v) != Kind::kUnknown;
  };
  if (count(a) && kind_of(b) == Kind::kUnknown) return &b;
  return count(b) && kind_of(a) == Kind::kUnknown ? &a : bad;
}

Node Machine::equal(const Node& a, const Node& b) {
  const std::array<Node, 2> both{a, b};
  if (a.is(Kind::kChoice) || b.is(Kind::kChoice)) {
    return lift(both, [this](std::span<const Node> n) { return equal(n[0], n[1]); });
  }
  assume(a);
  assume(b);
  const bool counts = a.is(Kind::kUnknown) || b.is(Kind::kUnknown);
  if (const Node* bad = worst(both); bad != nullptr) {
    const bool plain =
        a.is(Kind::kError) || b.is(Kind::kError) || a.is(Kind::kMissing) || b.is(Kind::kMissing);
    if (!counts || plain) return derive(*bad);
    const Node decided = equal_unknown(a, b);
    return decided.is_bool() ? decided : derive(*beside_count(a, b, bad));
  }
  return equal_known(a, b);
}

/// At least one side is U (or a count that is not decided), no side is M or E.
Node Machine::equal_unknown(const Node& a, const Node& b) {
  const Unknown* x = a.is(Kind::kUnknown) ? a.unknown : nullptr;
  const Unknown* y = b.is(Kind::kUnknown) ? b.unknown : nullptr;
  const Node undecided = derive(x != nullptr ? a : b);
  if (x != nullptr && y != nullptr) {
    if (x->symbol != 0 && x->symbol == y->symbol) return Node::boolean(true);
    if (x->family != 0 && x->family == y->family && x->member != y->member) {
      return Node::boolean(false);
    }
  }
  std::vector<Part> left;
  std::vector<Part> right;
  if (pattern_of(a, left) && pattern_of(b, right)) {
    const Truth t = parts_equal(left, right);
    if (t != Truth::kU) return Node::boolean(t == Truth::kT);
  }
  const Unknown& open = x != nullptr ? *x : *y;
  const Node& other = x != nullptr ? b : a;
  if (open.non_empty && other.is(Kind::kString) && other.text().empty())
    return Node::boolean(false);
  const bool number = other.is_number() || (other.is(Kind::kUnknown) && other.unknown != nullptr &&
                                            other.unknown->has_interval);
  if (open.has_interval && number) {
    const Node less = order(syntax::CompareOp::kLt, a, b);
    const Node more = order(syntax::CompareOp::kGt, a, b);
    if (less.is(Kind::kTrue) || more.is(Kind::kTrue)) return Node::boolean(false);
    if (less.is(Kind::kFalse) && more.is(Kind::kFalse)) return Node::boolean(true);
  }
  if (open.candidates_closed && (other.is(Kind::kReference) || other.is(Kind::kResource))) {
    const auto& all = open.candidates;
    const bool named = std::find(all.begin(), all.end(), other.ref.target) != all.end();
    if (!named) return Node::boolean(false);
  }
  if (!open.domain.empty()) {
    return over_domain(a, b, [this](std::span<const Node> n) { return equal(n[0], n[1]); });
  }
  if (y != nullptr && !y->domain.empty()) return equal_unknown(b, a);
  return undecided;
}

Node Machine::equal_references(const Node& a, const Node& b) {
  const std::array<Node, 2> both{a, b};
  const Node& ref = a.is(Kind::kReference) || a.is(Kind::kResource) ? a : b;
  const Node& other = &ref == &a ? b : a;
  if (other.is(Kind::kString)) {
    const Truth t = ref.is(Kind::kReference) ? inventory_.id_equals(ref, other.text()) : Truth::kU;
    if (t == Truth::kU) return unknown("the id of the resource is not known", place_of(both));
    return Node::boolean(t == Truth::kT);
  }
  if (!other.is(Kind::kReference) && !other.is(Kind::kResource)) return Node::boolean(false);
  if (a.ref.target != b.ref.target) return Node::boolean(false);
  if (a.is(Kind::kResource) && b.is(Kind::kResource)) return Node::boolean(true);
  const auto attribute = [](const Node& v) { return v.is(Kind::kResource) ? 0 : v.ref.attribute; };
  if (attribute(a) == attribute(b)) return Node::boolean(true);
  return unknown("the attributes of the resource are not known", place_of(both));
}

Node Machine::equal_known(const Node& a, const Node& b) {
  const std::array<Node, 2> both{a, b};
  if (a.is(Kind::kNull) || b.is(Kind::kNull)) {
    return Node::boolean(a.is(Kind::kNull) && b.is(Kind::kNull));
  }
  const auto refers = [](const Node& v) { return v.is(Kind::kReference) || v.is(Kind::kResource); };
  if (refers(a) || refers(b)) return equal_references(a, b);
  if (is_parsed(a) && a.kind() == b.kind()) {
    if (a.is(Kind::kDate)) return Node::boolean(a.i == b.i);
    const Network& x = network(a);
    const Network& y = network(b);
    return Node::boolean(x.version == y.version && x.length == y.length && x.bytes == y.bytes);
  }
  if ((is_parsed(a) && b.is(Kind::kString)) || (is_parsed(b) && a.is(Kind::kString))) {
    return error("V0110", "a text is compared with a value of a parsed kind", place_of(both));
  }
  if (is_confusable(a) && is_confusable(b)) {
    if (kind_group(a) != kind_group(b)) {
      return error("V0110", "scalars of different kinds are compared", place_of(both));
    }
    if (a.is_bool()) return Node::boolean(a.kind() == b.kind());
    if (a.is_number()) return Node::boolean(compare_numbers(a, b) == 0);
    return Node::boolean(a.text() == b.text());
  }
  if (a.is_list() && b.is_list()) return equal_lists(a, b);
  if (a.is_object() && b.is_object()) return equal_objects(a, b);
  return Node::boolean(false);
}

/// Lists of different certain length are F; a maybe-member makes it U unless what comes before the
/// first of them, or the interval of the lengths, says F.
Node Machine::equal_lists(const Node& a, const Node& b) {
  const Domain x = domain_of(a);
  const Domain y = domain_of(b);
  const auto certain = [](const Domain& d) {
    return static_cast<std::size_t>(
        std::count_if(d.members.begin(), d.members.end(),
                      [](const Member& m) { return m.presence.is(Kind::kTrue); }));
  };
  const bool never = (x.many.is(Kind::kNull) && x.members.size() < certain(y)) ||
                     (y.many.is(Kind::kNull) && y.members.size() < certain(x));
  if (never) return Node::boolean(false);
  const auto there = [](const Domain& d, std::size_t i) {
    return i < d.members.size() && d.members[i].presence.is(Kind::kTrue);
  };
  std::vector<Node> results;
  const bool open = !x.many.is(Kind::kNull) || !y.many.is(Kind::kNull);
  for (std::size_t i = 0; !open && there(x, i) && there(y, i); ++i) {
    results.push_back(equal(x.members[i].value, y.members[i].value));
  }
  const Node* maybe = first_doubt(x) != nullptr ? first_doubt(x) : first_doubt(y);
  const Node known = all_of(results);
  if (maybe == nullptr || known.is(Kind::kFalse)) return known;
  return unknown("a member of the list is not certain", cause_of(*maybe).at);
}

/// The presence of the first member that is not certain.
const Node* Machine::first_doubt(const Domain& d) {
  for (const Member& m : d.members) {
    if (!m.presence.is(Kind::kTrue)) return &m.presence;
  }
  return d.many.is(Kind::kNull) ? nullptr : &d.many;
}

/// The values of one key in two objects, which differ too where only one of them is there. What a
/// rule writes is there, though perhaps it is missing: only keys of documents can be removed.
Node Machine::equal_keys(const Node& a, bool a_written, const Node& b, bool b_written) {
  const Node x = a_written ? Node::boolean(true) : key_presence(a);
  const Node y = b_written ? Node::boolean(true) : key_presence(b);
  if (x.is_bool() && y.is_bool() && x.is(Kind::kFalse) != y.is(Kind::kFalse))
    return Node::boolean(false);
  if (x.is(Kind::kFalse) && y.is(Kind::kFalse)) return Node::boolean(true);
  if (x.is(Kind::kFalse) || y.is(Kind::kFalse)) return derive(x.is_bool() ? y : x);
  const Node values = equal(a_written ? a : where_present(a), b_written ? b : where_present(b));
  if (x.is_bool() && y.is_bool()) return values;
  const bool both_may_lack = !x.is_bool() && !y.is_bool();
  if (values.is(Kind::kFalse) && !both_may_lack) return values;
  return derive(x.is_bool() ? y : x);
}

Node Machine::equal_objects(const Node& a, const Node& b) {
  const std::array<Node, 2> both{a, b};
  std::vector<Node> results;
  const auto lacks = [&](const Node& from, const Node& in) {
    for (const Symbol key : Store::keys(from)) {
      if (Store::find(in, key) != nullptr) continue;
      const bool written = from.at == 0;
      results.push_back(written ? Node::boolean(false)
                                : negate(key_presence(*Store::find(from, key))));
    }
  };
  if (!b.has(kOpen)) lacks(a, b);
  if (!a.has(kOpen)) lacks(b, a);
  for (const Symbol key : Store::keys(a)) {
    const Node* other = Store::find(b, key);
    if (other != nullptr)
      results.push_back(equal_keys(*Store::find(a, key), a.at == 0, *other, b.at == 0));
  }
  if (a.has(kOpen) || b.has(kOpen)) {
    results.push_back(unknown("the object may have further keys", place_of(both)));
  }
  return all_of(results);
}

/// -1, 0, 1, or nothing if the kinds have no order.
std::optional<int> Machine::compare_known(const Node& a, const Node& b, const Machine& m) {
  if (a.is_number() && b.is_number()) return compare_numbers(a, b);
  if (a.kind() != b.kind()) return std::nullopt;
  if (a.is(Kind::kString)) return a.text().compare(b.text());
  if (a.is(Kind::kDate)) return a.i < b.i ? -1 : a.i > b.i ? 1 : 0;
  if (!a.is(Kind::kIp)) return std::nullopt;
  const Network& x = m.network(a);
  const Network& y = m.network(b);
  if (x.version != y.version) return x.version < y.version ? -1 : 1;
  return x.bytes < y.bytes ? -1 : y.bytes < x.bytes ? 1 : 0;
}

Node Machine::order(syntax::CompareOp op, const Node& a, const Node& b) {
  using syntax::CompareOp;
  if (op == CompareOp::kGt) return order(CompareOp::kLt, b, a);
  if (op == CompareOp::kGe) return order(CompareOp::kLe, b, a);
  const std::array<Node, 2> both{a, b};
  const Node* bad = worst(both);
  if (bad == nullptr) {
    const std::optional<int> result = compare_known(a, b, *this);
    if (!result) return wrong_kind(both);
    return Node::boolean(op == CompareOp::kLt ? *result < 0 : *result <= 0);
  }
  for (const Node& v : both) {
    if (v.is(Kind::kError) || v.is(Kind::kMissing)) return derive(*bad);
  }
  const auto has_bounds = [](const Node& v) {
    return v.is(Kind::kUnknown) && v.unknown != nullptr && v.unknown->has_interval;
  };
  const auto bound = [&](const Node& v, bool high) -> std::optional<Node> {
    if (!has_bounds(v)) return v.is_number() ? std::optional<Node>(v) : std::nullopt;
    if (high && v.unknown->hi == INT64_MAX) return std::nullopt;
    return Node::integer(high ? v.unknown->hi : v.unknown->lo);
  };
  if (has_bounds(a) || has_bounds(b)) {
    const auto holds = [&](const std::optional<Node>& x, const std::optional<Node>& y, int most) {
      return x && y && compare_numbers(*x, *y) <= most;
    };
    const bool less = op == CompareOp::kLt;
    if (holds(bound(a, true), bound(b, false), less ? -1 : 0)) return Node::boolean(true);
    if (holds(bound(b, true), bound(a, false), less ? 0 : -1)) return Node::boolean(false);
    return derive(*beside_count(a, b, bad));
  }
  return over_domain(a, b, [this, op](std::span<const Node> n) { return order(op, n[0], n[1]); });
}

}  // namespace cordon::oracle
