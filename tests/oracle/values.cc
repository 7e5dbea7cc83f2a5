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
  return store_.unknown(bare, out.at);
}

Node Machine::unknown(std::string_view reason, At at) {
  Unknown u;
  u.cause = {Kind::kUnknown, {}, store_.arena.copy(reason), at};
  return store_.unknown(u, at);
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

/// The operand that a strict operator gives: the first E, else the first M, else the first U.
const Node* Machine::worst(std::span<const Node> operands) {
  for (const Kind kind : {Kind::kError, Kind::kMissing, Kind::kUnknown}) {
    for (const Node& v : operands) {
      if (kind_of(v) == kind) return &v;
    }
  }
  return nullptr;
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
  if (a.is(Kind::kChoice)) return a.choice == b.choice;
  if (!a.indeterminate()) return equal(a, b).is(Kind::kTrue);
  if (a.is(Kind::kError)) return cause_of(a).code == cause_of(b).code;
  if (!a.is(Kind::kUnknown) || a.unknown == b.unknown) return true;
  if (a.unknown == nullptr || b.unknown == nullptr) return false;
  if (a.unknown->symbol != 0 && a.unknown->symbol == b.unknown->symbol) return true;
  return !refined(*a.unknown) && !refined(*b.unknown) && cause_of(a) == cause_of(b);
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
  return store_.unknown(u);
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
