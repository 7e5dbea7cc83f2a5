// Lists whose members may be uncertain, and the functions on them (language 3.7, functions 2).
// Everything a loop can run over is first made a Domain: members with presence, and perhaps any
// number more. Test: oracle_test.cc.
#include <algorithm>

#include "machine.h"

namespace cordon::oracle {

Domain Machine::domain_of(const Node& v) {
  Domain out;
  if (v.is(Kind::kNull)) {
    out.bad = missing("the list is null", v.at);
  } else if (v.indeterminate()) {
    out.bad = derive(v);
  } else if (v.is(Kind::kChoice)) {
    return domain_of_choice(v);
  } else if (v.is(Kind::kList)) {
    std::int64_t index = 0;
    for (const Node& m : v.members()) {
      out.members.push_back({Node::integer(index++), m, Node::boolean(true), own_proof(m), {}});
    }
  } else if (v.is_object()) {
    const auto keys = Store::keys(v);
    for (std::size_t i = 0; i < v.len; ++i) {
      const bool written = v.at == 0;  // by a rule, where nothing takes keys away
      const Node m = written ? v.kids[i] : where_present(v.kids[i]);
      const Node there = written ? Node::boolean(true) : key_presence(v.kids[i]);
      if (there.is(Kind::kFalse)) continue;
      const Node key = sensitive_like(Node::string(store_.symbols.text(keys[i])), {&v, 1});
      out.members.push_back({key, m, there, own_proof(m), own_proof(there)});
    }
    if (v.has(kOpen)) out.many = unknown("the object may have further keys", v.at);
  } else if (v.is(Kind::kComputedList)) {
    const ComputedList& list = *v.list;
    for (std::size_t i = 0; i < list.items.size(); ++i) {
      Member m{
          Node::integer(static_cast<std::int64_t>(i)), list.items[i], Node::boolean(true), {}, {}};
      m.proof = list.proofs.empty() ? own_proof(m.value) : proofs_[list.proofs[i]];
      if (!list.presence.empty()) m.presence = list.presence[i];
      m.presence_proof =
          list.presence_proofs.empty() ? own_proof(m.presence) : proofs_[list.presence_proofs[i]];
      out.members.push_back(std::move(m));
    }
    out.many = list.many;
    forget_places(out);
  } else {
    out.bad = wrong_kind(v);
  }
  for (const Member& m : out.members) assume(m.value);
  return out;
}

/// A member has a place for certain only if all before it are there, and no others among them.
void Machine::forget_places(Domain& list) {
  Node doubt = list.many;
  for (Member& m : list.members) {
    if (!doubt.is(Kind::kNull))
      m.key = unknown("the place of this member is not known", cause_of(doubt).at);
    if (doubt.is(Kind::kNull) && !m.presence.is(Kind::kTrue)) doubt = m.presence;
  }
}

/// The members of all branches, each with presence U; U if some branch is no list.
Domain Machine::domain_of_choice(const Node& v) {
  Domain out;
  const Node undecided = condition_unknown(v);
  std::vector<Node> branches;
  leaves(v, branches);
  bool keyless = false;
  for (const Node& branch : branches) {
    if (!branch.is_list() && !branch.is_object()) {
      Domain bad;
      bad.bad = undecided;
      return bad;
    }
    Domain inner = domain_of(branch);
    keyless = keyless || branch.is_object();
    for (Member& m : inner.members) {
      m.presence = undecided;
      m.presence_proof = own_proof(undecided);
      out.members.push_back(std::move(m));
    }
    if (!inner.many.is(Kind::kNull)) out.many = undecided;
  }
  std::int64_t place = 0;
  for (Member& m : out.members) m.key = Node::integer(place++);
  forget_places(out);
  if (keyless && !out.members.empty())
    out.members[0].key = unknown("the key of this member is not known", cause_of(undecided).at);
  return out;
}

Node Machine::list_node(std::span<const Member> members, const Node& many, At at) {
  std::vector<Node> items;
  std::vector<Node> presence;
  std::vector<std::uint32_t> proofs;
  std::vector<std::uint32_t> presence_proofs;
  for (const Member& m : members) {
    items.push_back(m.value);
    presence.push_back(m.presence);
    proofs_.push_back(m.proof);
    proofs.push_back(static_cast<std::uint32_t>(proofs_.size() - 1));
    proofs_.push_back(m.presence_proof);
    presence_proofs.push_back(static_cast<std::uint32_t>(proofs_.size() - 1));
  }
  ComputedList list;
  list.items = store_.arena.copy(std::span<const Node>(items));
  list.presence = store_.arena.copy(std::span<const Node>(presence));
  list.proofs = store_.arena.copy(std::span<const std::uint32_t>(proofs));
  list.presence_proofs = store_.arena.copy(std::span<const std::uint32_t>(presence_proofs));
  list.many = many;
  return store_.computed_list(list, at);
}

/// A number, or an unknown with an interval whose cause is of the strongest kind among the
/// maybe-members.
Node Machine::count_node(std::span<const Member> members, const Node& many, const Node& bad) {
  Unknown u;
  u.has_interval = true;
  u.expect = Expect::kNumber;
  if (!bad.is(Kind::kNull)) return bad;
  std::vector<Node> doubts;
  for (const Member& m : members) {
    u.hi += 1;
    if (m.presence.is(Kind::kTrue)) {
      u.lo += 1;
    } else {
      doubts.push_back(m.presence);
    }
  }
  if (!many.is(Kind::kNull)) {
    u.hi = INT64_MAX;
    doubts.push_back(many);
  }
  if (doubts.empty()) return Node::integer(u.lo);
  const Node strongest = any_of(doubts);
  const CauseKey key = cause_of(strongest);
  const std::string_view code = strongest.is(Kind::kError) && strongest.cause != nullptr
                                    ? strongest.cause->code
                                    : std::string_view{};
  u.cause = {key.kind, code, "it is not certain how many there are", key.at};
  return computed(u);
}

/// `is empty`: by content.
Node Machine::is_empty(const Node& v) {
  if (v.is(Kind::kString)) return Node::boolean(v.len == 0);
  if (v.is(Kind::kUnknown) && v.unknown != nullptr) {
    const bool text = std::any_of(v.unknown->parts.begin(), v.unknown->parts.end(),
                                  [](const Part& p) { return !p.text.empty(); });
    if (v.unknown->non_empty || text) return Node::boolean(false);
    return over_domain(v, v, [this](std::span<const Node> n) { return is_empty(n[0]); });
  }
  if (v.indeterminate()) return derive(v);
  if (!v.is_list() && !v.is_object()) return wrong_kind(v);
  const Domain all = domain_of(v);
  const Node number = count_node(all.members, all.many, all.bad);
  if (number.is(Kind::kInt)) return Node::boolean(number.i == 0);
  if (number.unknown->lo > 0) return Node::boolean(false);
  return derive(number);
}

/// Keeps presence; a list that is not known is any number of members.
Node Machine::concat(std::span<const Node> lists) {
  for (const Kind kind : {Kind::kError, Kind::kMissing}) {
    for (const Node& list : lists) {
      const bool perhaps_none = kind_of(list) == Kind::kUnknown && !surely(list, {Expect::kList});
      if (kind == Kind::kMissing && perhaps_none) return derive(list);
    }
    for (const Node& list : lists) {
      if (kind_of(list) == kind) return derive(list);
      if (kind == Kind::kMissing && list.is(Kind::kNull))
        return missing("the list is null", list.at);
      const bool usable = list.is_list() || list.indeterminate() || list.is(Kind::kNull);
      if (kind == Kind::kError && !usable) return wrong_kind(list);
    }
  }
  Domain out;
  for (const Node& list : lists) {
    const Domain part = domain_of(list);
    out.members.insert(out.members.end(), part.members.begin(), part.members.end());
    const Node& many = part.bad.is(Kind::kNull) ? part.many : part.bad;
    if (out.many.is(Kind::kNull)) out.many = many;
  }
  return list_node(out.members, out.many);
}

/// Drops M and null; what may be absent becomes a maybe-member.
Node Machine::compact(const Node& xs) {
  if (xs.is(Kind::kNull)) return missing("the list is null", xs.at);
  if (xs.indeterminate()) return derive(xs);
  if (!xs.is_list()) return wrong_kind(xs);
  const Domain all = domain_of(xs);
  std::vector<Member> out;
  for (Member m : all.members) {
    std::vector<Node> branches;
    leaves(m.value, branches);
    const auto absent = [](const Node& n) {
      return kind_of(n) == Kind::kMissing || n.is(Kind::kNull);
    };
    const auto gone = std::count_if(branches.begin(), branches.end(), absent);
    if (gone == static_cast<std::ptrdiff_t>(branches.size())) continue;
    Node doubt;
    const auto perhaps = [](const Node& n) {
      return n.is(Kind::kUnknown) && (n.unknown == nullptr || !n.unknown->written);
    };
    const bool open = std::any_of(branches.begin(), branches.end(), perhaps);
    if (m.value.is(Kind::kChoice) && (gone > 0 || open)) {
      doubt = condition_unknown(m.value);
      std::erase_if(branches, absent);
      if (branches.size() == 1) m.value = branches[0];
    } else if (open) {
      doubt = derive(m.value);
    }
    if (!doubt.is(Kind::kNull)) {
      const Ev both = presence_with({m.presence, m.presence_proof}, plain(doubt));
      m.presence = both.v;
      m.presence_proof = both.proof;
    }
    out.push_back(std::move(m));
  }
  return list_node(out, all.many);
}

/// Whether a member may turn out to be no value, so that it is none of the distinct ones.
bool Machine::may_be_broken(const Node& v) {
  std::vector<Node> all;
  leaves(v, all);
  return std::any_of(all.begin(), all.end(), [](const Node& n) {
    if (n.is(Kind::kUnknown)) return n.unknown == nullptr || !n.unknown->written || may_fail(n);
    return n.is(Kind::kMissing) || n.is(Kind::kError);
  });
}

/// Members that are certainly there and differ from each other for sure keep presence T; equal ones
/// go, and any other may be one that is there already.
void Machine::mark_distinct(std::vector<Member>& items) {
  std::vector<std::size_t> known;
  std::vector<std::size_t> symbolic;
  for (std::size_t i = 0; i < items.size(); ++i) {
    const Member& m = items[i];
    if (!m.presence.is(Kind::kTrue) || may_be_broken(m.value)) continue;
    auto& group = m.value.is(Kind::kUnknown) || m.value.is(Kind::kChoice) ? symbolic : known;
    const bool differs = std::all_of(group.begin(), group.end(), [&](std::size_t j) {
      return equal(items[j].value, m.value).is(Kind::kFalse);
    });
    if (differs) group.push_back(i);
  }
  const auto& sure = symbolic.size() > known.size() ? symbolic : known;
  for (std::size_t i = 0; i < items.size(); ++i) {
    Member& m = items[i];
    const bool certain = std::find(sure.begin(), sure.end(), i) != sure.end();
    if (certain || !m.presence.is(Kind::kTrue)) continue;
    Node doubt;
    for (const std::size_t j : sure) {
      const Node t = equal(items[j].value, m.value);
      if (t.is(Kind::kUnknown) && doubt.is(Kind::kNull)) doubt = t;
    }
    if (doubt.is(Kind::kNull)) doubt = m.value.is(Kind::kUnknown) ? derive(m.value) : doubt;
    if (doubt.is(Kind::kNull)) doubt = unknown("it may equal another member", m.value.at);
    m.presence = doubt;
    m.presence_proof = own_proof(doubt);
  }
}

Node Machine::distinct(const Node& xs) {
  if (xs.is(Kind::kNull)) return missing("the list is null", xs.at);
  if (xs.indeterminate()) return derive(xs);
  if (!xs.is_list()) return wrong_kind(xs);
  const Domain all = domain_of(xs);
  std::vector<Member> items;
  for (Member m : all.members) {
    bool gone = false;
    if (kind_of(m.value) == Kind::kMissing || kind_of(m.value) == Kind::kError) {
      const Ev both = presence_with({m.presence, m.presence_proof}, {derive(m.value), m.proof});
      m.presence = both.v;
      m.presence_proof = both.proof;
      items.push_back(std::move(m));
      continue;
    }
    for (std::size_t i = 0; i < items.size() && !gone; ++i) {
      if (!equal(items[i].value, m.value).is(Kind::kTrue)) continue;
      gone = true;
      if (items[i].presence.is(Kind::kTrue)) continue;
      if (m.presence.is(Kind::kTrue)) {
        items[i] = m;
      } else {
        const std::array<Node, 2> either{items[i].presence, m.presence};
        items[i].presence = any_of(either);
      }
    }
    if (!gone) items.push_back(std::move(m));
  }
  mark_distinct(items);
  return list_node(items, all.many);
}

}  // namespace cordon::oracle
