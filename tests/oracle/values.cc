// Indeterminates, undecided choices and proofs: what every operator of the reference interpreter
// needs. An operator is a function on plain nodes; apply() gives it each combination of branches
// and joins the results, and adds the proof. A count that is not decided is an unknown with an
// interval whose cause tells its kind (M, E or U); settle() turns it into that kind. Test:
// oracle_test.cc.
#include <algorithm>

#include "machine.h"

namespace cordon::oracle {

void Proof::add_facts(const Proof& other) {
  facts.insert(facts.end(), other.facts.begin(), other.facts.end());
}

void Proof::add_causes(const Proof& other) {
  causes.insert(causes.end(), other.causes.begin(), other.causes.end());
}

Kind Machine::kind_of(const Node& v) {
  if (v.is(Kind::kUnknown) && v.unknown != nullptr && v.unknown->has_interval) {
    return v.unknown->cause.kind;
  }
  return v.kind();
}

Node Machine::settle(const Node& v) {
  const Kind kind = kind_of(v);
  if (kind == v.kind()) return v;
  return kind == Kind::kMissing ? Node::make_missing(&v.unknown->cause)
                                : Node::make_error(&v.unknown->cause);
}

/// The same indeterminate, but nothing is known of its value any more.
Node Machine::derive(const Node& v) {
  Node out = settle(v);
  if (!out.is(Kind::kUnknown)) return out;
  Unknown bare;
  if (out.unknown != nullptr) bare.cause = out.unknown->cause;
  return computed(bare, out.at);
}

/// An unknown that was computed may turn out to be an error.
Node Machine::computed(Unknown u, At at) {
  u.may_fail = true;
  return store_.unknown(u, at);
}

Node Machine::computed(const Node& v) {
  return kind_of(v) == Kind::kUnknown && !may_fail(v) ? derive(v) : v;
}

/// Whether every completion is of a kind.
bool Machine::surely(const Node& v, std::initializer_list<Expect> kinds) {
  if (kind_of(v) != Kind::kUnknown || may_fail(v)) return false;
  const bool text = !v.unknown->parts.empty();
  return std::any_of(kinds.begin(), kinds.end(), [&](Expect e) {
    return v.unknown->expect == e || (text && e == Expect::kString);
  });
}

Node Machine::unknown(std::string_view reason, At at) {
  Unknown u;
  u.cause = {Kind::kUnknown, {}, store_.arena.copy(reason), at};
  return computed(u, at);
}

At Machine::place_of(std::span<const Node> operands) {
  for (const Node& v : operands) {
    if (v.at != 0) return v.at;
  }
  return 0;
}

Node Machine::wrong_kind(std::span<const Node> operands) {
  return error("V0101", "the operation does not apply to a value of this kind", place_of(operands));
}

bool Machine::may_fail(const Node& v) {
  return kind_of(v) == Kind::kUnknown && (v.unknown == nullptr || v.unknown->may_fail);
}

/// The operand that a strict operator gives: the first E, else the first U that may turn out to be
/// one, where there is an M, else the first M, else the first U.
const Node* Machine::worst(std::span<const Node> operands) {
  const auto first = [&](const auto& is) -> const Node* {
    const auto it = std::find_if(operands.begin(), operands.end(), is);
    return it == operands.end() ? nullptr : &*it;
  };
  const auto of = [](Kind kind) { return [kind](const Node& v) { return kind_of(v) == kind; }; };
  if (const Node* error = first(of(Kind::kError)); error != nullptr) return error;
  const Node* missing = first(of(Kind::kMissing));
  if (missing == nullptr) return first(of(Kind::kUnknown));
  const Node* doubt = first([](const Node& v) { return may_fail(v); });
  return doubt != nullptr ? doubt : missing;
}

CauseKey Machine::cause_of(const Node& v) {
  const Cause* cause = nullptr;
  if (v.is(Kind::kUnknown)) {
    cause = v.unknown == nullptr ? nullptr : &v.unknown->cause;
  } else {
    cause = v.cause;
  }
  if (cause == nullptr) return {v.kind(), {}, v.at};
  return {kind_of(v), std::string(cause->code), cause->at};
}

/// The cause of what an operator found out itself: without a place it stands at the first operand
/// that has one.
CauseKey Machine::own_cause(const Node& v, std::span<const Node> operands) {
  CauseKey key = cause_of(v);
  if (key.at == 0) key.at = place_of(operands);
  return key;
}

bool Machine::refined(const Unknown& u) {
  return u.symbol != 0 || u.family != 0 || u.written || u.non_empty || u.has_interval ||
         u.candidates_closed || !u.parts.empty() || !u.domain.empty();
}

/// Whether two branches need not be told apart.
bool Machine::same(const Node& a, const Node& b) {
  const bool objects = a.is_object() && b.is_object();
  if (kind_of(a) != kind_of(b) && !objects) return false;
  if (a.has(kFromDefault) != b.has(kFromDefault)) return false;
  if (a.is(Kind::kChoice)) return a.choice == b.choice;
  if (a.is_list() && b.is_list()) return same_lists(a, b);
  if (objects) return same_objects(a, b);
  if (!a.indeterminate()) return equal(a, b).is(Kind::kTrue);
  if (a.is(Kind::kError)) return cause_of(a).code == cause_of(b).code;
  if (!a.is(Kind::kUnknown) || a.unknown == b.unknown) return true;
  if (a.unknown == nullptr || b.unknown == nullptr) return false;
  if (a.unknown->may_fail != b.unknown->may_fail) return false;
  if (a.unknown->symbol != 0 && a.unknown->symbol == b.unknown->symbol) return true;
  return !refined(*a.unknown) && !refined(*b.unknown) && cause_of(a) == cause_of(b);
}

bool Machine::same_objects(const Node& a, const Node& b) {
  if (a.len != b.len) return false;
  const auto keys = Store::keys(a);
  for (std::uint32_t i = 0; i < a.len; ++i) {
    const Node* other = Store::find(b, keys[i]);
    if (other == nullptr || !same(a.kids[i], *other)) return false;
  }
  return true;
}

/// Member by member, presence by presence.
bool Machine::same_lists(const Node& a, const Node& b) {
  const Domain x = domain_of(a);
  const Domain y = domain_of(b);
  if (x.members.size() != y.members.size() || !same(x.many, y.many)) return false;
  for (std::size_t i = 0; i < x.members.size(); ++i) {
    const Member& m = x.members[i];
    if (!same(m.value, y.members[i].value) || !same(m.presence, y.members[i].presence))
      return false;
  }
  return true;
}

Node Machine::make_choice(const Choice& like, const Node& then, const Node& otherwise, At at) {
  if (same(then, otherwise)) return then;
  return store_.choice({like.condition, then, otherwise}, at);
}

void Machine::leaves(const Node& v, std::vector<Node>& out) {
  if (!v.is(Kind::kChoice)) {
    out.push_back(v);
    return;
  }
  leaves(v.choice->then, out);
  leaves(v.choice->otherwise, out);
}

Node Machine::condition_unknown(const Node& choice) {
  Unknown u;
  if (choice.choice->condition != nullptr) u.cause = choice.choice->condition->cause;
  return computed(u, choice.at);
}

/// Whether the key of an object that holds `value` is there: a condition may remove it.
Node Machine::key_presence(const Node& value) {
  if (!value.is(Kind::kChoice)) return Node::boolean(true);
  std::vector<Node> all;
  leaves(value, all);
  const auto absent = [](const Node& n) { return n.is(Kind::kMissing); };
  if (std::none_of(all.begin(), all.end(), absent)) return Node::boolean(true);
  if (std::all_of(all.begin(), all.end(), absent)) return Node::boolean(false);
  return condition_unknown(value);
}

/// What such a key holds where it is there.
Node Machine::where_present(const Node& value) {
  if (!value.is(Kind::kChoice)) return value;
  const Node then = where_present(value.choice->then);
  const Node otherwise = where_present(value.choice->otherwise);
  if (then.is(Kind::kMissing)) return otherwise;
  return otherwise.is(Kind::kMissing) ? then
                                      : make_choice(*value.choice, then, otherwise, value.at);
}

Node Machine::join(std::span<const Node> results, const Node& choice) {
  for (const Node& r : results) {
    if (!same(results[0], r)) return condition_unknown(choice);
  }
  return results[0];
}

/// Applies an operator to every combination of branches and joins the results.
Node Machine::lift(std::span<const Node> operands, const Operator& op) {
  const Node* first_choice = nullptr;
  std::vector<std::vector<Node>> rows(1);
  for (const Node& v : operands) {
    if (v.is(Kind::kChoice) && first_choice == nullptr) first_choice = &v;
    std::vector<Node> branches;
    leaves(v, branches);
    if (rows.size() * branches.size() > 16) {
      return unknown("too many undecided conditions", place_of(operands));
    }
    std::vector<std::vector<Node>> longer;
    for (const auto& row : rows) {
      for (const Node& branch : branches) {
        longer.push_back(row);
        longer.back().push_back(branch);
      }
    }
    rows = std::move(longer);
  }
  if (first_choice == nullptr) return op(operands);
  std::vector<Node> results;
  for (const auto& row : rows) results.push_back(op(row));
  return join(results, *first_choice);
}

/// lift() with proof: facts of all operands; causes of those operands that have the result's kind,
/// or else the result's own.
Ev Machine::apply(std::span<const Ev> operands, const Operator& op) {
  Ev out;
  std::vector<Node> nodes;
  for (const Ev& operand : operands) {
    nodes.push_back(operand.v);
    out.proof.add_facts(operand.proof);
  }
  out.v = lift(nodes, op);
  if (!out.v.indeterminate()) return out;
  const Kind kind = kind_of(out.v);
  for (const Ev& operand : operands) {
    if (operand.v.indeterminate() && kind_of(operand.v) == kind) {
      out.proof.add_causes(operand.proof);
    }
  }
  if (out.proof.causes.empty()) out.proof.causes.push_back(own_cause(out.v, nodes));
  return out;
}

/// The proof of a value that came from a document: its place (of a choice: those of its branches),
/// or why it is indeterminate.
Proof Machine::own_proof(const Node& v) const {
  Proof proof;
  if (v.is(Kind::kChoice)) {
    proof.add_facts(own_proof(v.choice->then));
    proof.add_facts(own_proof(v.choice->otherwise));
    return proof;
  }
  const bool computed = v.kind() >= Kind::kCidr || v.is(Kind::kResource);
  if (v.at != 0 && !computed) proof.facts.push_back(v.at);
  if (v.indeterminate()) proof.causes.push_back(cause_of(v));
  return proof;
}

Node Machine::sensitive_like(Node v, std::span<const Node> operands) const {
  for (const Node& operand : operands) {
    if (operand.has(kSensitive)) v = v.with(kSensitive);
  }
  return v;
}

}  // namespace cordon::oracle
