// Connectives, quantifiers, counts and comprehensions (language 3.5, 3.7). Everything is evaluated,
// but for what a decided operand of `and` or `or` makes idle; the proof then keeps what mattered.
// Test: oracle_test.cc.
#include <algorithm>

#include "machine.h"

namespace cordon::oracle {

/// A value where a truth is wanted.
Ev Machine::as_truth(Ev value) {
  const Node v = lift({&value.v, 1}, [this](std::span<const Node> n) {
    if (n[0].is_bool()) return Node::boolean(n[0].is(Kind::kTrue));
    if (n[0].indeterminate()) return derive(n[0]);
    return error("V0106", "a boolean was expected", n[0].at);
  });
  const bool own = v.indeterminate() && !value.v.indeterminate();
  const Node operand = std::exchange(value.v, v);
  if (own) value.proof.causes = {own_cause(v, {&operand, 1})};
  return value;
}

Ev Machine::truth(const syntax::Expr& e) { return as_truth(eval(e)); }

/// `and` (stop F) or `or` (stop T) of truths, with the proof that belongs to the result.
Ev Machine::combine(Truth stop, std::span<const Ev> operands) {
  Ev out;
  std::vector<Node> nodes;
  for (const Ev& operand : operands) nodes.push_back(operand.v);
  out.v = stop == Truth::kF ? all_of(nodes) : any_of(nodes);
  const Kind winner = stop == Truth::kF ? Kind::kFalse : Kind::kTrue;
  const Kind kind = kind_of(out.v);
  for (const Ev& operand : operands) {
    const bool is_kind = kind_of(operand.v) == kind;
    if (kind == winner && is_kind) return {out.v, operand.proof};
    if (!out.v.indeterminate() || is_kind) out.proof.add_facts(operand.proof);
    if (out.v.indeterminate() && is_kind) out.proof.add_causes(operand.proof);
  }
  return out;
}

Ev Machine::connective(const syntax::Expr& e, Truth stop) {
  std::vector<Ev> operands;
  for (const syntax::Expr* kid : e.kids) {
    operands.push_back(truth(*kid));
    if (truth_of(operands.back().v) == stop) break;
  }
  return combine(stop, operands);
}

/// Presence of a member: what was there before, and one condition more. A certain one has no proof.
Ev Machine::presence_with(const Ev& outer, const Ev& inner) {
  const std::array<Ev, 2> both{outer, inner};
  Ev out = combine(Truth::kF, both);
  if (out.v.is(Kind::kTrue)) out.proof = {};
  return out;
}

/// The further members of an open list, as one that may be there and of which nothing is known.
Member Machine::unknown_member(const Node& many) {
  const Node v = derive(many);
  return {v, v, v, own_proof(v), own_proof(v)};
}

void Machine::bind(const syntax::Clause& clause, const Member& member) {
  if (clause.second.text.empty()) {
    (*frame_)[clause.first_slot] = {member.value, member.proof};
    return;
  }
  // A key that is not known says why by itself.
  (*frame_)[clause.first_slot] = {member.key,
                                  member.key.indeterminate() ? own_proof(member.key) : Proof{}};
  (*frame_)[clause.second_slot] = {member.value, member.proof};
}

namespace {

/// One member as a quantifier sees it.
struct Judged {
  Node value;
  Ev there;
  Ev body;
};

}  // namespace

Ev Machine::quantifier(const syntax::Expr& e) {
  const bool every = e.quantifier == syntax::Quantifier::kEvery;
  const syntax::Clause& clause = e.clauses[0];
  const Ev domain = eval(*clause.domain);
  Domain all = domain_of(domain.v);
  Ev out;
  if (!all.bad.is(Kind::kNull)) {
    out.v = all.bad;
    out.proof = domain.proof;
    if (!domain.v.indeterminate()) out.proof.causes = {own_cause(all.bad, {&domain.v, 1})};
    return out;
  }
  if (!all.many.is(Kind::kNull)) all.members.push_back(unknown_member(all.many));
  std::vector<Judged> judged;
  std::vector<Node> values;
  for (const Member& m : all.members) {
    bind(clause, m);
    Judged j;
    j.there = {m.presence, m.presence_proof};
    if (clause.where != nullptr) j.there = presence_with(j.there, truth(*clause.where));
    const Node& member = j.there.v;
    if (member.is(Kind::kFalse)) continue;
    j.body = truth(*e.kids[0]);
    const std::array<Node, 2> both{every ? negate(member) : member, j.body.v};
    j.value = every ? any_of(both) : all_of(both);
    values.push_back(j.value);
    judged.push_back(std::move(j));
  }
  out.v = every ? all_of(values) : any_of(values);
  const bool hit = out.v.is(every ? Kind::kFalse : Kind::kTrue);
  if (!hit && !out.v.indeterminate()) out.proof.facts = domain.proof.facts;
  std::size_t n = 0;
  const Kind kind = kind_of(out.v);
  for (const Judged& j : judged) {
    const bool decides = !(hit || out.v.indeterminate()) || kind_of(j.value) == kind;
    if (!decides || n == kWitnesses) continue;
    ++n;
    for (const Ev* part : {&j.there, &j.body}) {
      if (part == &j.body || !part->v.is(Kind::kTrue)) out.proof.add_facts(part->proof);
      if (out.v.indeterminate() && kind_of(part->v) == kind) out.proof.add_causes(part->proof);
    }
  }
  if (e.quantifier == syntax::Quantifier::kNo) out.v = negate(out.v);
  return out;
}

Ev Machine::count(const syntax::Expr& e) {
  const syntax::Clause& clause = e.clauses[0];
  const Ev domain = eval(*clause.domain);
  Domain all = domain_of(domain.v);
  Ev out;
  if (!all.bad.is(Kind::kNull)) out.proof.facts = domain.proof.facts;
  std::vector<Member> members;
  for (const Member& m : all.members) {
    bind(clause, m);
    Ev presence{m.presence, m.presence_proof};
    if (clause.where != nullptr) {
      presence = presence_with(presence, truth(*clause.where));
    }
    if (presence.v.is(Kind::kFalse)) continue;
    if (members.size() < kWitnesses) out.proof.add_facts(m.proof);
    members.push_back({m.key, m.value, presence.v, m.proof, presence.proof});
  }
  if (!all.many.is(Kind::kNull) && clause.where != nullptr) {
    bind(clause, unknown_member(all.many));
    if (truth(*clause.where).v.is(Kind::kFalse)) all.many = Node();
  }
  out.v = count_node(members, all.many, all.bad);
  if (!out.v.indeterminate()) return out;
  const Kind kind = kind_of(out.v);
  if (!all.bad.is(Kind::kNull)) {
    out.proof.causes = domain.v.indeterminate()
                           ? domain.proof.causes
                           : std::vector<CauseKey>{own_cause(all.bad, {&domain.v, 1})};
    return out;
  }
  out.proof.causes = count_causes(members, all.many, kind);
  return out;
}

/// Why it is not certain how many there are: the presences of the first ten members of that kind,
/// then the further ones.
std::vector<CauseKey> Machine::count_causes(std::span<const Member> members, const Node& many,
                                            Kind kind) {
  std::vector<CauseKey> out;
  for (const Member& m : members) {
    if (kind_of(m.presence) == kind && out.size() < kWitnesses) {
      out.push_back(cause_of(m.presence));
    }
  }
  if (kind_of(many) == kind && out.size() < kWitnesses) out.push_back(cause_of(many));
  return out;
}

void Machine::comprehend(const syntax::Expr& e, std::size_t i, const Ev& presence,
                         std::vector<Member>& out, Node& many) {
  if (i == e.clauses.size()) {
    const Ev x = eval(*e.kids[0]);
    const auto index = static_cast<std::int64_t>(out.size());
    out.push_back({Node::integer(index), x.v, presence.v, x.proof, presence.proof});
    return;
  }
  const syntax::Clause& clause = e.clauses[i];
  const Ev domain = eval(*clause.domain);
  const Domain all = domain_of(domain.v);
  if (kind_of(all.bad) == Kind::kUnknown) {
    if (many.is(Kind::kNull)) many = all.bad;
    return;
  }
  if (!all.bad.is(Kind::kNull)) {
    Proof proof = domain.proof;
    if (!domain.v.indeterminate()) proof.causes = {own_cause(all.bad, {&domain.v, 1})};
    const auto index = static_cast<std::int64_t>(out.size());
    out.push_back({Node::integer(index), all.bad, presence.v, proof, presence.proof});
    return;
  }
  for (const Member& m : all.members) {
    bind(clause, m);
    Ev inner = presence_with(presence, {m.presence, m.presence_proof});
    if (clause.where != nullptr) inner = presence_with(inner, truth(*clause.where));
    if (!inner.v.is(Kind::kFalse)) comprehend(e, i + 1, inner, out, many);
  }
  if (all.many.is(Kind::kNull)) return;
  bind(clause, unknown_member(all.many));
  const bool none = clause.where != nullptr && truth(*clause.where).v.is(Kind::kFalse);
  if (many.is(Kind::kNull) && !none) many = all.many;
}

Ev Machine::comprehension(const syntax::Expr& e) {
  const Ev domain = eval(*e.clauses[0].domain);
  const Domain all = domain_of(domain.v);
  Ev out;
  if (!all.bad.is(Kind::kNull)) {
    out.v = all.bad;
    out.proof = domain.proof;
    if (!domain.v.indeterminate()) out.proof.causes = {own_cause(all.bad, {&domain.v, 1})};
    return out;
  }
  std::vector<Member> members;
  Node many;
  comprehend(e, 0, {Node::boolean(true), {}}, members, many);
  for (std::size_t i = 0; i < members.size() && i < kWitnesses; ++i) {
    out.proof.add_facts(members[i].proof);
  }
  out.v = list_node(members, many);
  return out;
}

}  // namespace cordon::oracle
