// Built-ins over lists. Tests: tests/oracle, tests/conformance.
#include <algorithm>
#include <vector>

#include "vm/builtins.h"
#include "vm/choices.h"
#include "vm/operators.h"

namespace cordon::vm {
namespace {

/// Builds a computed list; members keep the proofs that they came with.
struct Builder {
  std::vector<Node> items, presence;
  std::vector<std::uint32_t> proofs;
  Node many = Node::null();
  bool certain = true;
  bool proved = false;

  void push(const Node& item, const Node& p, std::uint32_t proof) {
    items.push_back(item);
    presence.push_back(p);
    proofs.push_back(proof);
    certain = certain && p.is(Kind::kTrue);
    proved = proved || proof != 0;
  }
  void more(const Node& p) {
    if (p.is(Kind::kNull)) return;
    widen(many, p);
  }
  Node finish(Env& env) const {
    ComputedList list;
    list.items = env.memory->copy(std::span<const Node>(items));
    if (!certain) list.presence = env.memory->copy(std::span<const Node>(presence));
    if (proved) list.proofs = env.memory->copy(std::span<const std::uint32_t>(proofs));
    list.many = many;
    return Store::computed_list_in(*env.memory, list);
  }
};

Node interval(Env& env, std::int64_t lo, std::int64_t hi, Kind kind, const Node& why) {
  Unknown u;
  if (const Cause* cause = cause_of(why)) u.cause = *cause;
  u.cause.kind = kind;
  u.expect = Expect::kNumber;
  u.has_interval = true;
  u.lo = lo;
  u.hi = hi;
  return env.unknown(u);
}

Node count_keys(Env& env, const Node& object) {
  std::int64_t sure = 0;
  std::int64_t most = 0;
  Node why = Node::null();
  env.charge(object.len + std::uint64_t{1});
  for (const Node& value : object.members()) {
    const Node p = Keyed(env, object, value).presence;
    sure += p.is(Kind::kTrue) ? 1 : 0;
    most += p.is(Kind::kFalse) ? 0 : 1;
    if (p.indeterminate()) why = p;
  }
  if (object.has(kOpen)) {
    Unknown u;
    u.cause = {Kind::kUnknown, {}, "further keys are possible", object.at};
    return interval(env, sure, INT64_MAX, Kind::kUnknown, env.unknown(u));
  }
  return sure == most ? Node::integer(sure) : interval(env, sure, most, Kind::kUnknown, why);
}

/// Whether all members of a list are certainly there, and no others.
bool is_certain(const Members& m) { return m.presence.empty() && m.many.is(Kind::kNull); }

/// The same, and no proof is kept of them.
bool is_plain_list(const Node& v) {
  if (!v.is_list()) return false;
  const Members m = members(v);
  return is_certain(m) && m.proofs.empty();
}

/// The usual case: nothing but members, one behind the other.
Node concat_plain(Env& env, std::span<const Node> lists) {
  std::size_t n = 0;
  for (const Node& list : lists) n += members(list).items.size();
  Node* items = env.memory->array<Node>(n);
  Node* end = items;
  for (const Node& list : lists) {
    const auto from = members(list).items;
    env.charge(from.size() + 1);
    end = std::copy(from.begin(), from.end(), end);
  }
  ComputedList out;
  out.items = {items, n};
  return Store::computed_list_in(*env.memory, out);
}

/// A list of its own over members that another one has.
Node same_members(Env& env, const Members& m) {
  ComputedList out;
  out.items = m.items;
  return Store::computed_list_in(*env.memory, out);
}

/// Members of which each stays or goes.
Node compact_plain(Env& env, const Members& m) {
  const auto gone = [](const Node& n) { return n.is(Kind::kMissing) || n.is(Kind::kNull); };
  if (std::none_of(m.items.begin(), m.items.end(), gone)) return same_members(env, m);
  Node* items = env.memory->array<Node>(m.items.size());
  const Node* end = std::remove_copy_if(m.items.begin(), m.items.end(), items, gone);
  return same_members(env, {{items, static_cast<std::size_t>(end - items)}, {}, {}});
}

/// Whether a member may turn out to be missing or null: in compact() it is then no member.
bool may_be_absent(const Node& item) {
  if (item.is(Kind::kChoice))
    return may_be_absent(item.choice->then) || may_be_absent(item.choice->otherwise);
  if (item.is(Kind::kUnknown)) return item.unknown == nullptr || !item.unknown->written;
  return item.is(Kind::kMissing) || item.is(Kind::kNull);
}

/// Whether a member may turn out to be missing or an error, of which distinct() knows nothing.
bool may_be_broken(const Node& item) {
  if (item.is(Kind::kChoice))
    return may_be_broken(item.choice->then) || may_be_broken(item.choice->otherwise);
  if (item.is(Kind::kUnknown))
    return item.unknown == nullptr || !item.unknown->written || may_fail(item);
  return item.is(Kind::kMissing) || item.is(Kind::kError);
}

void compact_member(Env& env, Builder& out, const Node& item, const Node& p, std::uint32_t proof) {
  if (item.is(Kind::kMissing) || item.is(Kind::kNull)) return;
  if (item.is(Kind::kUnknown) && (item.unknown == nullptr || !item.unknown->written)) {
    out.push(item, p.is(Kind::kTrue) ? env.unknown_from(item) : p, proof);
    return;
  }
  if (!item.is(Kind::kChoice) || !may_be_absent(item)) return out.push(item, p, proof);
  const Node condition = condition_of(env, item);
  std::vector<Node> all;
  leaves(item, all);
  Node kept = Node::null();
  std::size_t n = 0;
  for (const Node& leaf : all) {
    if (leaf.is(Kind::kMissing) || leaf.is(Kind::kNull)) continue;
    if (n == 0 || !same(kept, leaf)) ++n;
    kept = leaf;
  }
  if (n == 0) return;
  out.push(n == 1 ? kept : condition, p.is(Kind::kTrue) ? condition : p, proof);
}

/// Indexes of members that certainly differ from each other, taken greedily in order.
std::vector<std::size_t> differing(Env& env, const Members& m, bool known) {
  std::vector<std::size_t> chosen;
  for (std::size_t i = 0; i < m.items.size(); ++i) {
    const bool is_known = !m.items[i].indeterminate() && !m.items[i].is(Kind::kChoice);
    const bool symbolic = m.items[i].is(Kind::kUnknown) || m.items[i].is(Kind::kChoice);
    if (!m.presence_at(i).is(Kind::kTrue) || (known ? !is_known : !symbolic)) continue;
    if (may_be_broken(m.items[i])) continue;
    const bool differs = std::all_of(chosen.begin(), chosen.end(), [&](std::size_t k) {
      return equal(env, m.items[k], m.items[i]).is(Kind::kFalse);
    });
    if (differs) chosen.push_back(i);
  }
  return chosen;
}

/// Why a member may be one that is there already.
Node may_repeat(Env& env, const Members& m, std::span<const std::size_t> sure, const Node& item) {
  for (const std::size_t k : sure) {
    const Node t = equal(env, m.items[k], item);
    if (t.is(Kind::kUnknown)) return env.unknown_from(t);
  }
  if (item.is(Kind::kUnknown)) return env.unknown_from(item);
  Unknown u;
  u.cause = {Kind::kUnknown, {}, "may equal another member", item.at};
  return env.unknown(u);
}

bool all_resources(const Members& m) {
  return std::all_of(m.items.begin(), m.items.end(),
                     [](const Node& n) { return n.is(Kind::kResource); });
}

/// The usual case: each resource where it comes first.
Node distinct_resources(Env& env, const Members& m) {
  ComputedList out;
  Node* items = env.memory->array<Node>(m.items.size());
  auto* proofs = m.proofs.empty() ? nullptr : env.memory->array<std::uint32_t>(m.items.size());
  std::size_t n = 0;
  for (std::size_t i = 0; i < m.items.size(); ++i) {
    const auto same = [&](const Node& item) { return item.ref.target == m.items[i].ref.target; };
    if (std::any_of(items, items + n, same)) continue;
    if (proofs != nullptr) proofs[n] = m.proofs[i];
    items[n++] = m.items[i];
  }
  out.items = {items, n};
  if (proofs != nullptr) out.proofs = {proofs, n};
  return Store::computed_list_in(*env.memory, out);
}

}  // namespace

Node count(Env& env, const Node& v) {
  if (v.is_object()) return count_keys(env, v);
  const Node list = as_list(env, v);
  if (list.is(Kind::kUnknown)) {
    if (!surely_list(list)) return env.unknown_from(list);
    const bool some = list.unknown->non_empty;
    return interval(env, some ? 1 : 0, INT64_MAX, Kind::kUnknown, list);
  }
  if (list.indeterminate()) return list;
  const Members m = members(list);
  env.charge(m.items.size() + 1);
  std::int64_t sure = 0;
  Node strongest = m.many;
  for (std::size_t i = 0; i < m.items.size(); ++i) {
    const Node p = m.presence_at(i);
    env.note(m.items[i]);
    sure += p.is(Kind::kTrue) ? 1 : 0;
    if (!p.is(Kind::kTrue) && strength(p.kind()) > strength(strongest.kind())) strongest = p;
  }
  if (strongest.is(Kind::kNull)) return Node::integer(sure);
  const std::int64_t hi =
      m.many.is(Kind::kNull) ? static_cast<std::int64_t>(m.items.size()) : INT64_MAX;
  return interval(env, sure, hi, strongest.kind(), strongest);
}

Node concat(Env& env, std::span<const Node> lists) {
  if (std::all_of(lists.begin(), lists.end(), is_plain_list)) return concat_plain(env, lists);
  Builder out;
  Node worst = Node::null();
  Node doubt = Node::null();  // perhaps no list at all
  for (const Node& v : lists) {
    const Node list = as_list(env, v);
    if (list.is(Kind::kUnknown)) {
      if (!surely_list(list) && doubt.is(Kind::kNull)) doubt = list;
      out.more(env.unknown_from(list));
      continue;
    }
    if (list.indeterminate()) {
      if (worst.is(Kind::kNull) || list.kind() > worst.kind()) worst = list;
      continue;
    }
    const Members m = members(list);
    env.charge(m.items.size() + 1);
    for (std::size_t i = 0; i < m.items.size(); ++i)
      out.push(m.items[i], m.presence_at(i), m.proof_at(i));
    out.more(m.many);
  }
  if (worst.is(Kind::kError)) return worst;
  if (!doubt.is(Kind::kNull)) return env.unknown_from(doubt);
  return worst.is(Kind::kNull) ? out.finish(env) : worst;
}

Node compact(Env& env, const Node& v) {
  const Node list = as_list(env, v);
  if (list.indeterminate()) return list.is(Kind::kUnknown) ? env.unknown_from(list) : list;
  const Members m = members(list);
  env.charge(m.items.size() + 1);
  const auto open = [](const Node& n) { return n.is(Kind::kUnknown) || n.is(Kind::kChoice); };
  if (is_plain_list(list) && std::none_of(m.items.begin(), m.items.end(), open))
    return compact_plain(env, m);
  Builder out;
  for (std::size_t i = 0; i < m.items.size(); ++i)
    compact_member(env, out, m.items[i], m.presence_at(i), m.proof_at(i));
  out.more(m.many);
  return out.finish(env);
}

Node distinct(Env& env, const Node& v) {
  const Node list = as_list(env, v);
  if (list.indeterminate()) return list.is(Kind::kUnknown) ? env.unknown_from(list) : list;
  const Members m = members(list);
  if (!env.charge(m.items.size() * std::max<std::size_t>(1, m.items.size() / 8) + 1))
    return env.list({});
  if (is_certain(m) && all_resources(m)) return distinct_resources(env, m);
  if (is_plain_list(list) && m.items.size() < 2 &&
      std::none_of(m.items.begin(), m.items.end(), may_be_broken))
    return same_members(env, m);
  const std::vector<std::size_t> known = differing(env, m, true);
  const std::vector<std::size_t> symbolic = differing(env, m, false);
  const std::vector<std::size_t>& sure = symbolic.size() > known.size() ? symbolic : known;
  Builder out;
  struct Kept {
    std::size_t member;
    std::size_t at;  ///< in the result
  };
  std::vector<Kept> kept;
  for (std::size_t i = 0; i < m.items.size(); ++i) {
    const Node& item = m.items[i];
    const Node p = m.presence_at(i);
    if (std::find(sure.begin(), sure.end(), i) != sure.end()) {
      kept.push_back({i, out.items.size()});
      out.push(item, p, m.proof_at(i));
      continue;
    }
    if (item.is(Kind::kMissing) || item.is(Kind::kError)) {
      out.push(item, p.is(Kind::kTrue) ? item : p, m.proof_at(i));
      continue;
    }
    const auto gone = [&](std::size_t k) { return equal(env, m.items[k], item).is(Kind::kTrue); };
    if (std::any_of(sure.begin(), sure.end(), gone)) continue;
    const auto repeated = std::find_if(kept.begin(), kept.end(), [&](const Kept& k) {
      return gone(k.member) && (!p.is(Kind::kTrue) || m.presence_at(k.member).is(Kind::kTrue));
    });
    if (repeated != kept.end()) {
      // It is there if either of them is.
      if (!m.presence_at(repeated->member).is(Kind::kTrue))
        out.presence[repeated->at] = truth_or(out.presence[repeated->at], p);
      continue;
    }
    kept.push_back({i, out.items.size()});
    out.push(item, p.is(Kind::kTrue) ? may_repeat(env, m, sure, item) : p, m.proof_at(i));
  }
  out.more(m.many);
  return out.finish(env);
}

}  // namespace cordon::vm
