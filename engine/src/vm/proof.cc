// Evidence on demand: a traced run leaves one step per instruction, and this file walks them from a
// requirement back to the places that were read. The one idea: which operand mattered is known only
// afterwards, so everything is recorded first (for the one row) and chosen here. The rules of
// choice are those of docs/decisions/0002-evaluation-details.md. Tests: tests/oracle
// (differential), tests/golden.
#include "vm/proof.h"

#include <algorithm>
#include <unordered_set>

#include "vm/operators.h"

namespace cordon::vm {

using bytecode::Op;

namespace {
constexpr std::size_t kMaxMembers = 10;
constexpr int kMaxDepth = 96;  // fits 256 KiB of stack under sanitizers, too

bool is_path(Op op) {
  switch (op) {
    case Op::kGet:
    case Op::kIndex:
    case Op::kAttribute:
    case Op::kSplat:
    case Op::kFollow:
    case Op::kFollowType:
    case Op::kReverse:
      return true;
    default:
      return false;
  }
}

/// Of a count that is not decided: what its members are.
Kind kind_of(const Node& v) {
  const bool counts = v.is(Kind::kUnknown) && v.unknown != nullptr && v.unknown->has_interval;
  return counts ? v.unknown->cause.kind : v.kind();
}

bool located(const Node& v) {
  if (v.at == 0 || v.indeterminate()) return false;
  return !v.is(Kind::kResource) && !v.is(Kind::kChoice) && !v.is(Kind::kComputedList);
}

}  // namespace

void ProofArena::clear() {
  steps_.assign(1, Step{});
  links_.clear();
  quantifiers_.clear();
}

ProofId ProofArena::step(std::uint32_t pc, const Node& value, std::span<const ProofId> links) {
  Step s;
  s.pc = pc;
  s.op = program_.code[pc].op;
  s.value = value;
  s.first = static_cast<std::uint32_t>(links_.size());
  s.n = static_cast<std::uint32_t>(links.size());
  links_.insert(links_.end(), links.begin(), links.end());
  steps_.push_back(s);
  return static_cast<ProofId>(steps_.size() - 1);
}

ProofId ProofArena::outcome(std::uint32_t pc, const Node& value) {
  const ProofId id = step(pc, value, {});
  steps_[id].op = Op::kReturn;  // readers of other steps count on their links
  return id;
}

ProofId ProofArena::member(std::uint32_t pc, const Node& value, ProofId list) {
  const ProofId id = step(pc, value, {&list, 1});
  steps_[id].member = true;
  return id;
}

ProofId ProofArena::quantifier(std::uint32_t pc, ProofId domain, bool every) {
  const ProofId id = step(pc, Node::boolean(every), {&domain, 1});
  quantifiers_.push_back({domain, every, {}});
  steps_[id].quantifier = static_cast<std::uint32_t>(quantifiers_.size());
  return id;
}

/// One walk from a step; every step is visited once for facts.
struct ProofArena::Walk {
  const ProofArena& arena;
  std::vector<RawFact> out;
  std::unordered_set<ProofId> seen;
  int depth = 0;

  std::span<const ProofId> links(const Step& s) const {
    return {arena.links_.data() + s.first, s.n};
  }

  void add(const Step& s, const Node& value, const std::vector<ResourceId>& via) {
    RawFact fact;
    fact.expression = arena.program_.spans[s.pc];
    fact.value = value;
    fact.from_default = value.has(kFromDefault) && value.at != 0;
    fact.via = via;
    for (const RawFact& known : out) {
      if (known.value.at == value.at && known.expression.begin == fact.expression.begin) return;
    }
    out.push_back(std::move(fact));
  }

  /// The resources that a chain of readings passed through.
  std::vector<ResourceId> via(const Step& s) const {
    std::vector<ResourceId> all;
    const Step* at = &s;
    while (is_path(at->op) && !at->member && at->n > 0) {
      const bool followed = at->op == Op::kFollow || at->op == Op::kFollowType;
      if (followed && at->value.is(Kind::kResource)) all.push_back(at->value.ref.target);
      at = &arena.steps_[arena.links_[at->first]];
    }
    std::reverse(all.begin(), all.end());
    return all;
  }

  void value_facts(const Step& s) {
    const std::vector<ResourceId> chain = via(s);
    if (located(s.value)) add(s, s.value, chain);
    if (s.value.is(Kind::kChoice)) choice_facts(s, s.value, chain);
    if (!s.value.is(Kind::kComputedList)) return;
    std::size_t n = 0;
    for (const Node& item : s.value.list->items) {
      const bool found = item.is(Kind::kChoice) ? choice_facts(s, item, chain) : located(item);
      if (!found) continue;
      if (!item.is(Kind::kChoice)) add(s, item, chain);
      if (++n == kMaxMembers) break;
    }
  }

  /// False: no branch has a place.
  bool choice_facts(const Step& s, const Node& choice, const std::vector<ResourceId>& chain) {
    bool found = false;
    for (const Node& branch : {choice.choice->then, choice.choice->otherwise}) {
      if (branch.is(Kind::kChoice)) {
        found = choice_facts(s, branch, chain) || found;
      } else if (located(branch)) {
        add(s, branch, chain);
        found = true;
      }
    }
    return found;
  }

  void path(const Step& s) {
    const Step* at = &s;
    std::vector<ProofId> index_operands;
    value_facts(s);
    while (true) {
      const auto all = links(*at);
      if (at->op == Op::kIndex && all.size() > 1) index_operands.push_back(all[1]);
      const bytecode::ChainStart start = arena.program_.chain_starts[at->pc];
      if (all.empty() || start == bytecode::ChainStart::kOnName) break;
      const Step& base = arena.steps_[all[0]];
      if (start == bytecode::ChainStart::kOnValue || !is_path(base.op) || base.member) {
        visit(all[0]);
        break;
      }
      at = &base;
    }
    for (const ProofId id : index_operands) visit(id);
  }

  void comprehension(const Step& s) {
    if (!s.value.is(Kind::kComputedList)) return visit_all(s);
    std::size_t n = 0;
    for (const ProofId id : s.value.list->proofs) {
      visit(id);
      if (++n == kMaxMembers) break;
    }
  }

  void quantifier(const Step& s) {
    const Quantifier& q = arena.quantifiers_[s.quantifier - 1];
    if (s.value.indeterminate() && q.members.empty()) return visit(q.domain);
    const bool decided = q.every ? s.value.is(Kind::kFalse) : s.value.is(Kind::kTrue);
    if (!decided && !s.value.indeterminate()) visit(q.domain);
    std::size_t n = 0;
    for (const QuantifierMember& m : q.members) {
      const Truth p = truth_of(m.presence_value);
      const Truth c = truth_of(m.body_value);
      const Truth term = q.every ? either(negate(p), c) : both(p, c);
      const bool counts = s.value.indeterminate() ? term == truth_of(s.value)
                          : decided               ? term == truth_of(s.value)
                                                  : true;
      if (!counts) continue;
      visit(m.body);
      if (p != Truth::kT) visit(m.presence);
      if (++n == kMaxMembers) break;
    }
  }

  void connective(const Step& s) {
    const bool dominated = s.op == Op::kAnd ? s.value.is(Kind::kFalse) : s.value.is(Kind::kTrue);
    const auto all = links(s);
    if (dominated || s.value.indeterminate()) {
      for (const ProofId id : all) {
        if (truth_of(arena.steps_[id].value) != truth_of(s.value)) continue;
        visit(id);
        if (dominated) return;
      }
      return;
    }
    visit_all(s);
  }

  void visit_all(const Step& s) {
    for (const ProofId id : links(s)) visit(id);
  }

  void visit(ProofId id) {
    // Code may chain values without end, the machine's stack is finite.
    if (id == 0 || depth >= kMaxDepth || !seen.insert(id).second) return;
    ++depth;
    visit_step(arena.steps_[id]);
    --depth;
  }

  void visit_step(const Step& s) {
    if (s.member) return value_facts(s);
    if (is_path(s.op)) return path(s);
    switch (s.op) {
      case Op::kAnd:
      case Op::kOr:
        return connective(s);
      case Op::kQuantify:
        return quantifier(s);
      case Op::kListEnd:
        return comprehension(s);
      default:
        return visit_all(s);
    }
  }
};

std::vector<RawFact> ProofArena::facts(ProofId id) const {
  Walk walk{*this, {}, {}};
  walk.visit(id);
  return std::move(walk.out);
}

At ProofArena::first_place(const Step& s) const {
  // What does not fit into a text is at fault itself, not what stands before it.
  const std::uint32_t begin = s.op == Op::kString && s.n > 1 ? 1 : 0;
  for (std::uint32_t i = begin; i < s.n; ++i) {
    const Node& operand = steps_[links_[s.first + i]].value;
    if (operand.at != 0) return operand.at;
  }
  return 0;
}

/// Why a count is not decided: the presences of the first ten members of that kind, then the
/// further ones. False if the step is no count of a list.
bool ProofArena::count_causes(const Step& s, Kind kind, std::vector<RawCause>& out) const {
  const Node* list = s.op == Op::kCall && s.n == 1 ? &steps_[links_[s.first]].value : nullptr;
  const bool counts =
      s.value.is(Kind::kUnknown) && s.value.unknown != nullptr && s.value.unknown->has_interval;
  if (list == nullptr || !list->is(Kind::kComputedList) || !counts) return false;
  std::size_t n = 0;
  for (const Node& presence : list->list->presence) {
    if (kind_of(presence) == kind && n++ < kMaxMembers) add_cause(presence, kind, 0, out);
  }
  const Node& many = list->list->many;
  if (kind_of(many) == kind && n < kMaxMembers) add_cause(many, kind, 0, out);
  return true;
}

/// A value's own cause, once; `place`: where it stands if it says nothing of it.
void ProofArena::add_cause(const Node& value, Kind kind, At place, std::vector<RawCause>& out) {
  RawCause cause;
  cause.kind = kind;
  if (const Cause* known = cause_of(value)) {
    cause.code = known->code;
    cause.reason = known->reason;
    cause.at = known->at;
  }
  if (kind != Kind::kError && cause.code != "unset-block") cause.code = {};
  if (cause.at == 0) cause.at = place;
  const bool repeated = std::any_of(out.begin(), out.end(), [&](const RawCause& c) {
    return c.code == cause.code && c.at == cause.at && c.reason == cause.reason;
  });
  if (!repeated) out.push_back(cause);
}

/// The operands whose causes may be those of the result: not what `??` has replaced.
std::span<const ProofId> ProofArena::asked(const Step& s) const {
  const std::span<const ProofId> all{links_.data() + s.first, s.n};
  return s.op == Op::kCoalesce && needs_coalesce(steps_[all[0]].value) ? all.subspan(1) : all;
}

/// What `where` took for unknown because it is missing.
void ProofArena::undecided_causes(const Step& s, std::vector<RawCause>& out) const {
  for (RawCause cause : causes(links_[s.first], Kind::kMissing)) {
    cause.kind = Kind::kUnknown;
    out.push_back(cause);
  }
}

std::vector<RawCause> ProofArena::causes(ProofId root, Kind kind) const {
  std::vector<RawCause> out;
  std::unordered_set<ProofId> seen;
  std::vector<ProofId> stack{root};
  while (!stack.empty()) {
    const ProofId id = stack.back();
    stack.pop_back();
    if (id == 0 || !seen.insert(id).second) continue;
    const Step& s = steps_[id];
    std::vector<ProofId> next;
    if (s.op == Op::kWhere && s.n == 1) {
      undecided_causes(s, out);
      continue;
    }
    if (s.quantifier != 0) {
      const Quantifier& q = quantifiers_[s.quantifier - 1];
      if (steps_[q.domain].value.kind() == kind && q.members.empty()) next.push_back(q.domain);
      std::size_t n = 0;
      for (const QuantifierMember& m : q.members) {
        const Truth p = truth_of(m.presence_value);
        const Truth c = truth_of(m.body_value);
        const Truth term = q.every ? either(negate(p), c) : both(p, c);
        if (term != truth_of(Node::of(kind))) continue;
        if (m.body_value.kind() == kind) next.push_back(m.body);
        if (m.presence_value.kind() == kind) next.push_back(m.presence);
        if (++n == kMaxMembers) break;
      }
    } else if (!s.member) {
      for (const ProofId link : asked(s)) {
        if (kind_of(steps_[link].value) == kind) next.push_back(link);
      }
    }
    if (next.empty()) {
      // What an operator found out itself, without a place, stands at its first operand with one.
      if (!count_causes(s, kind, out)) add_cause(s.value, kind, s.member ? 0 : first_place(s), out);
    } else {
      stack.insert(stack.end(), next.rbegin(), next.rend());
    }
  }
  return out;
}

}  // namespace cordon::vm
