// The machine: a switch over plain code with one small function per group of instructions. The
// traced machine is the same template: it runs the same code and keeps a proof of each register, so
// every finding re-checks the plain run for free. Calls are frames in memory, never the machine's
// stack. It cannot run code that verify() refused. Tests: tests/oracle (differential),
// tests/conformance.
#include "vm/machine.h"

#include <algorithm>

#include "vm/choices.h"

namespace cordon::vm {

using bytecode::Instr;
using bytecode::Op;

namespace {

constexpr std::size_t kMaxSteps = std::size_t{1} << 20;

Status status_of(Truth t) {
  switch (t) {
    case Truth::kT:
      return Status::kPass;
    case Truth::kF:
    case Truth::kM:
      return Status::kFail;
    case Truth::kE:
      return Status::kError;
    case Truth::kU:
      return Status::kUndetermined;
  }
  return Status::kError;
}

/// Which instructions read register c.
constexpr auto kBinary = [] {
  std::array<bool, bytecode::kOpCount> out{};
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = bytecode::kOps[i].operands[2] == 'r';
  return out;
}();

}  // namespace

template <bool Trace>
Machine<Trace>::Machine(Env& env, const Linked& linked, FactMemo& memo)
    : env_(env), linked_(linked), program_(*linked.program), memo_(memo), arena_(*linked.program) {
  if constexpr (!Trace) guesses_.resize(program_.code.size());
}

template <bool Trace>
RawRow& Machine<Trace>::run_rule(std::uint32_t rule, ResourceId subject) {
  const auto& code = program_.rules[rule];
  const auto& function = program_.functions[code.function];
  row_.clear();
  if (arena_.size() > kMaxSteps) {
    arena_.clear();
    traced_facts_.clear();
    env_.proof_memory.clear();
  }
  frames_.clear();
  facts_.clear();
  frames_.emplace_back().stop = true;
  loops_.clear();
  candidates_.clear();
  open_lists_ = 0;
  guards_.clear();
  guard_proofs_.clear();
  base_ = 0;
  open_window(function.registers);
  if constexpr (Trace) forget_proofs(0);
  env_.begin_row();
  if (subject != kNoResource) {
    registers_[0] = Node::resource(subject, linked_.views[code.types]);
    const Node& exists = env_.inventory.resources()[subject].exists;
    if (!exists.is(Kind::kTrue)) {
      guards_.push_back(exists);
      guard_proofs_.push_back(Trace ? arena_.outcome(function.first, exists) : 0);
    }
  }
  execute(function.first);
  row_.assumes = env_.assumes;
  if (env_.exhausted) {
    row_.limit = true;
    const bool memory = env_.bytes() > env_.limits.max_memory;
    row_.limit_code = memory ? "L0203" : "L0201";
  }
  return row_;
}

template <bool Trace>
void Machine<Trace>::execute(std::uint32_t pc) {
  // What is counted or proved is counted and proved one by one.
  const bool counts = coverage != nullptr;
  const bool fuses = !Trace && !plain_code && !counts;
  const Instr* const code = program_.code.data();
  while (true) {
    if (env_.exhausted) {
      const auto fact =
          std::find_if(frames_.rbegin(), frames_.rend(), [](const Frame& f) { return f.fact; });
      if (fact == frames_.rend()) return;
      const bool stop = fact->stop;
      pc = abandon_fact(pc);
      if (stop) return;
      continue;
    }
    if constexpr (!Trace) {
      if (fuses) {
        pc = usual(pc);
        if (env_.exhausted) continue;
      }
    }
    const Instr in = code[pc];
    if constexpr (Trace) {
      if (clauses != nullptr) {
        clauses->visit(program_, pc, registers_.data() + base_, proofs_.data() + base_, guards_);
      }
    }
    if (counts) {
      ++coverage->ops[static_cast<std::size_t>(in.op)];
      if (bytecode::kOps[static_cast<std::size_t>(in.op)].operands[1] == 'r') {
        ++coverage->operand_kinds[static_cast<std::size_t>(in.op)]
                                 [static_cast<std::size_t>(reg(in.b).kind())];
      }
    }
    switch (in.op) {
      case Op::kJump:
        pc = in.x;
        continue;
      case Op::kJumpFalse:
        pc = reg(in.a).is(Kind::kFalse) ? in.x : pc + 1;
        continue;
      case Op::kJumpTrue:
        pc = reg(in.a).is(Kind::kTrue) ? in.x : pc + 1;
        continue;
      case Op::kJumpUndecided:
        pc = reg(in.a).indeterminate() ? in.x : pc + 1;
        continue;
      case Op::kJumpPresent:
        if (needs_coalesce(reg(in.a))) break;
        reg(in.a) = perhaps_replaced(env_, reg(in.a));
        pc = in.x;
        continue;
      case Op::kCallFunction:
      case Op::kFact: {
        const bool entered = enter(in.x, pc, in, in.op == Op::kFact);
        pc = entered ? program_.functions[in.x].first : pc + 1;
        continue;
      }
      case Op::kReturn: {
        const bool stop = frames_.back().stop;
        pc = leave(pc, in);
        if (stop) return;
        continue;
      }
      case Op::kEnd:
        return;
      case Op::kListNew:
      case Op::kListBegin:
        open_list(pc, in);
        break;
      case Op::kListPush:
        push_member(in);
        break;
      case Op::kListInner:
        if (push_inner(pc, in)) {
          pc = in.x;
          continue;
        }
        break;
      case Op::kListEnd:
        close_list(pc, in);
        break;
      case Op::kFor:
        if (!open_loop(pc, in)) {
          pc = in.x;
          continue;
        }
        break;
      case Op::kNext:
        if (advance(pc)) {
          pc = in.x;
          continue;
        }
        break;
      case Op::kQuantify:
        quantify(pc, in);
        break;
      case Op::kQuantifyStep:
        quantify_step(in);
        break;
      case Op::kWhere: {
        const Node& condition = reg(in.a);
        if (condition.is(Kind::kFalse)) {
          row_.where_false = true;
          pc = in.x;
          continue;
        }
        if (condition.is(Kind::kMissing)) {
          // E0311 made the author decide, so a subject whose condition is missing is not decided.
          const Node g = env_.unknown_from(condition);
          const ProofId why = proof(in.a);
          set(in.a, g, Trace ? arena_.step(pc, g, {&why, 1}) : 0);
        }
        if (!condition.is(Kind::kTrue)) push_guard(pc, in);
        break;
      }
      case Op::kGuard: {
        const Node& condition = reg(in.a);
        if (condition.is(Kind::kFalse)) {
          pc = in.x;
          continue;
        }
        push_guard(pc, in);
        break;
      }
      case Op::kEndGuard:
        guards_.pop_back();
        guard_proofs_.pop_back();
        break;
      case Op::kRequire:
        if (!require(pc, in)) {
          pc = program_.requirements[in.x].after;
          continue;
        }
        break;
      case Op::kRequireDomain:
        require_domain(pc, in);
        break;
      case Op::kSay:
        if (!row_.requirements.empty())
          row_.requirements.back().message = std::string(reg(in.a).text());
        break;
      case Op::kRefersTo: {
        operators(pc, in);
        const bool joins = !loops_.empty() && reg(in.a).is(Kind::kFalse);
        const std::uint32_t next = joins ? skip_members(pc) : bytecode::kNone;
        if (next != bytecode::kNone) {
          pc = next;
          continue;
        }
        break;
      }
      case Op::kGet:
      case Op::kIndex:
      case Op::kAttribute:
      case Op::kSplat:
      case Op::kFollow:
      case Op::kFollowType:
      case Op::kReverse:
      case Op::kAllOf:
        readings(pc, in);
        break;
      default:
        operators(pc, in);
        break;
    }
    ++pc;
  }
}

template <bool Trace>
void Machine<Trace>::readings(std::uint32_t pc, const Instr& in) {
  const Node base = reg(in.b);
  const ProofId p = proof(in.b);
  switch (in.op) {
    case Op::kGet:
      give(pc, in, get(env_, base, linked_.names[in.x], in.c), p);
      break;
    case Op::kAttribute:
      give(pc, in, attribute(env_, base, linked_.names[in.x], in.c), p);
      break;
    case Op::kIndex:
      give(pc, in, index(env_, base, reg(in.c), static_cast<std::uint8_t>(in.x)), p, proof(in.c));
      break;
    case Op::kSplat:
      give(pc, in, splat(env_, base, in.c), p);
      break;
    case Op::kFollow:
      give(pc, in, follow(env_, base, in.c), p);
      break;
    case Op::kFollowType:
      give(pc, in, follow_type(env_, base, linked_.types[in.x], in.c), p);
      break;
    case Op::kReverse:
      give(pc, in, reverse(env_, linked_, base, reverse_index(env_, linked_, in.x)), p);
      break;
    default:
      give(pc, in, memo_.joins.all_of(env_, linked_, in.x));
      break;
  }
}

template <bool Trace>
void Machine<Trace>::operators(std::uint32_t pc, const Instr& in) {
  const Node a = in.op == Op::kConst || in.op == Op::kParam ? Node::null() : reg(in.b);
  const bool binary = kBinary[static_cast<std::size_t>(in.op)];
  const Node b = binary ? reg(in.c) : Node::null();
  const ProofId p = proof(in.b);
  const ProofId q = binary ? proof(in.c) : 0;
  switch (in.op) {
    case Op::kConst:
      set(in.a, linked_.constants[in.x], Trace ? arena_.step(pc, linked_.constants[in.x], {}) : 0);
      break;
    case Op::kParam:
      give(pc, in, linked_.parameters[in.x]);
      break;
    case Op::kMove:
      set(in.a, a, p);
      break;
    case Op::kTruth:
      give(pc, in, as_truth(env_, a), p);
      break;
    case Op::kNot:
      give(pc, in, truth_not(a), p);
      break;
    case Op::kAnd:
      give(pc, in, truth_and(a, b), p, q);
      break;
    case Op::kOr:
      give(pc, in, truth_or(a, b), p, q);
      break;
    case Op::kEqual:
      give(pc, in, equal(env_, a, b), p, q);
      break;
    case Op::kLess:
      give(pc, in, less(env_, a, b, false), p, q);
      break;
    case Op::kLessEqual:
      give(pc, in, less(env_, a, b, true), p, q);
      break;
    case Op::kIn:
      give(pc, in, member_of(env_, a, b), p, q);
      break;
    case Op::kContains:
      give(pc, in, contains(env_, a, b), p, q);
      break;
    case Op::kStartsWith:
      give(pc, in, starts_with(env_, a, b), p, q);
      break;
    case Op::kEndsWith:
      give(pc, in, ends_with(env_, a, b), p, q);
      break;
    case Op::kLike:
      give(pc, in, like(env_, a, b), p, q);
      break;
    case Op::kMatches:
      give(pc, in, matches(env_, a, *program_.regexes[in.x], false), p);
      break;
    case Op::kSearch:
      give(pc, in, matches(env_, a, *program_.regexes[in.x], true), p);
      break;
    case Op::kWithin:
      give(pc, in, network_within(env_, a, b), p, q);
      break;
    case Op::kRefersTo:
      give(pc, in, refers_to(env_, a, b), p, q);
      break;
    case Op::kIs: {
      const auto& test = program_.tests_is[in.x];
      const TypeTest* types =
          test.word == bytecode::Word::kTypes ? &linked_.types[test.types] : nullptr;
      give(pc, in, is_test(env_, a, test.word, types), p);
      break;
    }
    case Op::kNegate:
      give(pc, in, negated(env_, a), p);
      break;
    case Op::kAdd:
    case Op::kSubtract:
    case Op::kMultiply:
    case Op::kModulo:
      give(pc, in, arithmetic(env_, in.op, a, b), p, q);
      break;
    case Op::kCoalesce:
      give(pc, in, coalesce(env_, a, b), p, q);
      break;
    case Op::kPick:
      give(pc, in, a, q, p);
      break;
    case Op::kString:
      give(pc, in, interpolate(env_, a, b, false), p, q);
      break;
    case Op::kMessage:
      give(pc, in, interpolate(env_, a, b, true), p, q);
      break;
    case Op::kDomain:
      give(pc, in, domain(env_, a), p);
      break;
    case Op::kObject: {
      std::vector<Symbol> keys;
      for (std::uint32_t i = 0; i < in.c; ++i)
        keys.push_back(env_.symbol_of(linked_.constants[in.x].kids[i].text()));
      const Node object = env_.store.object_in(*env_.memory, keys, row_of(in.b, in.c));
      set(in.a, object, Trace ? arena_.step(pc, object, proofs_of(in.b, in.c)) : 0);
      break;
    }
    case Op::kCall: {
      const Node value = call_builtin(env_, in.x, row_of(in.b, in.c));
      set(in.a, value, Trace ? arena_.step(pc, value, proofs_of(in.b, in.c)) : 0);
      break;
    }
    default:
      break;
  }
}

template <bool Trace>
void Machine<Trace>::open_list(std::uint32_t /*pc*/, const Instr& in) {
  if (open_lists_ == lists_.size()) lists_.emplace_back();
  List& list = lists_[open_lists_++];
  list.reset();
  if (in.op == Op::kListBegin && reg(in.b).indeterminate()) {
    list.undecided = reg(in.b);
    list.domain_proof = proof(in.b);
  }
  set(in.a, Node::null(), 0);
}

template <bool Trace>
void Machine<Trace>::push_member(const Instr& in) {
  List& list = lists_[open_lists_ - 1];
  const Node presence = in.c == bytecode::kCertain ? Node::boolean(true) : reg(in.c);
  env_.charge(1);
  env_.note(reg(in.b));
  // The pass that stands for "any number more" is not certain, and adds no member but the same
  // again.
  const bool certain = presence.is(Kind::kTrue);
  const bool many =
      !certain && std::any_of(loops_.begin() + static_cast<std::ptrdiff_t>(frames_.back().loops),
                              loops_.end(), [](const Loop& l) { return l.at_many; });
  if (many) {
    widen(list.many, presence);
    return;
  }
  // Presences are kept from the first member on that may not be there.
  if (list.certain && !certain) list.presence.assign(list.items.size(), Node::boolean(true));
  list.certain = list.certain && certain;
  if (!list.certain) list.presence.push_back(presence);
  list.items.push_back(reg(in.b));
  if constexpr (Trace) {
    list.proofs.push_back(proof(in.b));
    list.presence_proofs.push_back(in.c == bytecode::kCertain ? 0 : proof(in.c));
  }
}

/// A later `for` of a comprehension over what is no list: true if there is nothing to loop over.
template <bool Trace>
bool Machine<Trace>::push_inner(std::uint32_t /*pc*/, const Instr& in) {
  const Node& inner = reg(in.b);
  if (!inner.indeterminate()) return false;
  List& list = lists_[open_lists_ - 1];
  if (inner.is(Kind::kUnknown)) {
    widen(list.many, env_.unknown_from(inner));
    return true;
  }
  Instr push = in;
  push.op = Op::kListPush;
  push_member(push);
  return true;
}

template <bool Trace>
void Machine<Trace>::close_list(std::uint32_t pc, const Instr& in) {
  const List& list = lists_[--open_lists_];
  if (!list.undecided.is(Kind::kNull)) {
    set(in.a, list.undecided, Trace ? arena_.step(pc, list.undecided, {&list.domain_proof, 1}) : 0);
    return;
  }
  Arena& memory = *env_.memory;
  ComputedList computed;
  computed.items = memory.copy(std::span<const Node>(list.items));
  if (!list.certain) computed.presence = memory.copy(std::span<const Node>(list.presence));
  computed.many = list.many;
  if constexpr (Trace) {
    computed.proofs = memory.copy(std::span<const ProofId>(list.proofs));
    if (!list.certain)
      computed.presence_proofs = memory.copy(std::span<const ProofId>(list.presence_proofs));
  }
  const Node value = Store::computed_list_in(memory, computed);
  set(in.a, value, Trace ? arena_.step(pc, value, list.proofs) : 0);
}

namespace {

/// Of a member of what is looped over: its key or its index. Keys of a sensitive object are.
Node key_of(const Env& env, const Node& domain, std::uint32_t i) {
  if (!domain.is_object()) return Node::integer(i);
  const Node key = Node::string(env.store.symbols.text(Store::keys(domain)[i]));
  return domain.has(kSensitive) ? key.with(kSensitive) : key;
}

/// Why the place of a member is not known: one before it may not be there, or others may stand
/// among them. Null: it is known. `sure` is kept from one member to the next.
const Node* before(const ComputedList& list, std::uint32_t member, std::uint32_t& sure) {
  if (!list.many.is(Kind::kNull)) return &list.many;
  if (list.presence.empty()) return nullptr;
  if (list.keyless) return &list.presence[member];
  while (sure < member && list.presence[sure].is(Kind::kTrue)) ++sure;
  return sure < member ? &list.presence[sure] : nullptr;
}

}  // namespace

template <bool Trace>
bool Machine<Trace>::open_loop(std::uint32_t pc, const Instr& in) {
  const Node& over = reg(in.b);
  if (over.indeterminate()) return false;
  Loop loop;
  loop.domain = over;
  loop.at = pc;
  loop.into = in.a;
  loop.flags = in.c;
  loop.proof = proof(in.b);
  const bool computed = over.is(Kind::kComputedList);
  loop.count = static_cast<std::uint32_t>(computed ? over.list->items.size() : over.len);
  const bool open = over.is_object() && over.has(kOpen);
  loop.many = (computed && !over.list->many.is(Kind::kNull)) || open;
  if (loop.count == 0 && (!loop.many || (in.c & bytecode::kForStatement) != 0)) return false;
  loop.plain = !Trace && !loop.many && (!computed || over.list->presence.empty());
  loop.items = computed ? over.list->items.data() : over.kids;
  loops_.push_back(loop);
  if (loop.plain && loop.count > 0 && !over.is_object()) {
    load_plain(loop, loop.items[0]);
  } else {
    load_member(pc, loops_.back());
  }
  return true;
}

template <bool Trace>
bool Machine<Trace>::advance(std::uint32_t pc) {
  Loop& loop = loops_.back();
  env_.charge(1);
  ++loop.next;
  const bool statement = (loop.flags & bytecode::kForStatement) != 0;
  if (env_.exhausted || loop.next > loop.count ||
      (loop.next == loop.count && (!loop.many || statement))) {
    pop_loop();
    return false;
  }
  load_member(pc, loop);
  return true;
}

/// Of a plain loop, a member that is certainly there.
template <bool Trace>
inline void Machine<Trace>::load_plain(const Loop& loop, const Node& member) {
  env_.note(member);
  window_[loop.into] = member;
  window_[loop.into + 1U] = Node::boolean(true);
  if ((loop.flags & bytecode::kForKeys) == 0) return;
  window_[loop.into + 2U] = key_of(env_, loop.domain, loop.next);
}

template <bool Trace>
void Machine<Trace>::load_member(std::uint32_t pc, Loop& loop) {
  const bool computed = loop.domain.is(Kind::kComputedList);
  if (loop.plain && loop.next < loop.count) {
    const Node& member = loop.items[loop.next];
    // A condition may take away the member of an object.
    if (member.kind() < Kind::kChoice || !loop.domain.is_object()) return load_plain(loop, member);
  }
  Node presence = Node::boolean(true);
  Node value;
  Node key = Node::integer(loop.next);
  ProofId why = 0;
  ProofId presence_why = 0;
  if (loop.next == loop.count) {
    loop.at_many = true;
    if (computed) {
      presence = loop.domain.list->many;
    } else {
      Unknown u;
      u.cause = {Kind::kUnknown, {}, "further keys are possible", loop.domain.at};
      presence = env_.unknown(u);
    }
    value = env_.unknown_from(presence);
    key = value;
  } else if (computed) {
    const ComputedList& list = *loop.domain.list;
    value = list.items[loop.next];
    if (!list.presence.empty()) presence = list.presence[loop.next];
    if (!list.proofs.empty()) why = list.proofs[loop.next];
    if (!list.presence_proofs.empty()) presence_why = list.presence_proofs[loop.next];
    if ((loop.flags & bytecode::kForKeys) != 0) {
      const Node* const doubt = before(list, loop.next, loop.sure);
      if (doubt != nullptr) key = env_.unknown_from(*doubt);
    }
  } else {
    value = loop.domain.kids[loop.next];
    if (loop.domain.is_object()) {
      const Keyed member(env_, loop.domain, value);
      presence = member.presence;
      value = member.value;
      key = key_of(env_, loop.domain, loop.next);
    }
  }
  env_.note(value);
  if constexpr (Trace) {
    if (why == 0) why = arena_.member(pc, value, loop.proof);
    if (presence_why == 0) presence_why = arena_.step(pc, presence, {});
  }
  set(loop.into, value, why);
  set(loop.into + 1U, presence, presence_why);
  if ((loop.flags & bytecode::kForKeys) != 0) set(loop.into + 2U, key, 0);
}

template <bool Trace>
void Machine<Trace>::quantify(std::uint32_t pc, const Instr& in) {
  const Node& over = reg(in.b);
  const bool every = in.c == bytecode::kEvery;
  Node start = Node::boolean(every);
  if (over.indeterminate()) {
    start = env_.computed(over);
  } else {
    start.flags = kVacuous;  // vacuous until a member comes
  }
  ProofId id = 0;
  if constexpr (Trace) {
    id = arena_.quantifier(pc, proof(in.b), every);
    arena_.set_value(id, start);
  }
  set(in.a, start, id);
}

template <bool Trace>
void Machine<Trace>::quantify_step(const Instr& in) {
  env_.charge(1);
  const Node presence = reg(in.c);
  const Node body = reg(in.b);
  const bool every = in.x == bytecode::kEvery;
  const Node term = every ? truth_or(truth_not(presence), body) : truth_and(presence, body);
  Node before = reg(in.a);
  before.flags = 0;
  const Node after = env_.computed(every ? truth_and(before, term) : truth_or(before, term));
  const ProofId id = proof(in.a);
  if constexpr (Trace) {
    arena_.add_member(id, {proof(in.b), proof(in.c), body, presence});
    arena_.set_value(id, after);
  }
  set(in.a, after, id);
}

template <bool Trace>
RawRequirement& Machine<Trace>::record(Status status, std::uint32_t requirement) {
  row_.reached = true;
  RawRequirement r;
  r.status = status;
  r.requirement = requirement;
  row_.requirements.push_back(std::move(r));
  return row_.requirements.back();
}

template <bool Trace>
void Machine<Trace>::give_facts(RawRequirement& r, ProofId condition, const Node& value,
                                Kind kind) {
  r.facts = arena_.facts(condition);
  const Node guard = guard_value();
  if (is_indeterminate(kind)) {
    if (guard.kind() == kind && !guard_proofs_.empty())
      r.causes = arena_.causes(guard_proofs_.back(), kind);
    if (value.kind() == kind) {
      for (RawCause& cause : arena_.causes(condition, kind)) {
        const bool known = std::any_of(r.causes.begin(), r.causes.end(), [&](const RawCause& c) {
          return c.code == cause.code && c.at == cause.at && c.reason == cause.reason;
        });
        if (!known) r.causes.push_back(cause);
      }
    }
  }
}

/// Returns true if the message must be made: the outcome is not pass and the run is traced.
template <bool Trace>
bool Machine<Trace>::require(std::uint32_t /*pc*/, const Instr& in) {
  const Node& condition = reg(in.a);
  const Node outcome = truth_or(truth_not(guard_value()), condition);
  if (outcome.is(Kind::kTrue)) {
    row_.reached = true;
    row_.all_vacuous = row_.all_vacuous && condition.is(Kind::kTrue) && condition.has(kVacuous);
    return false;
  }
  RawRequirement& r = record(status_of(truth_of(outcome)), in.x);
  if constexpr (Trace) give_facts(r, proof(in.a), condition, outcome.kind());
  return Trace;
}

/// A guard holds as far as the one around it does.
template <bool Trace>
void Machine<Trace>::push_guard(std::uint32_t pc, const Instr& in) {
  const Node all = truth_and(guard_value(), reg(in.a));
  ProofId why = 0;
  if constexpr (Trace) {
    const ProofId pair[2] = {guard_proofs_.empty() ? 0 : guard_proofs_.back(), proof(in.a)};
    why = arena_.step(pc, all, pair);
  }
  guards_.push_back(all);
  guard_proofs_.push_back(why);
}

template <bool Trace>
void Machine<Trace>::require_domain(std::uint32_t pc, const Instr& in) {
  const Node& over = reg(in.a);
  const bool computed = over.is(Kind::kComputedList);
  const bool open = over.is_object() && over.has(kOpen);
  const bool many = (computed && !over.list->many.is(Kind::kNull)) || open;
  if (!over.indeterminate() && !many) return;
  const Node missing_more =
      many && computed ? env_.unknown_from(over.list->many) : env_.unknown_from(Node::null());
  const Node condition = many ? missing_more : over;
  const Node outcome = truth_or(truth_not(guard_value()), condition);
  if (outcome.is(Kind::kTrue)) return;
  RawRequirement& r = record(status_of(truth_of(outcome)), in.x);
  if constexpr (Trace) {
    const ProofId why = many ? arena_.step(pc, condition, {}) : proof(in.a);
    give_facts(r, many ? why : proof(in.a), condition, outcome.kind());
    r.message = many                           ? "there may be further members"
                : condition.is(Kind::kMissing) ? "the list of this loop is missing"
                : condition.is(Kind::kUnknown) ? "the list of this loop is not known"
                                               : "the list of this loop cannot be read";
  }
}

template class Machine<false>;
template class Machine<true>;

}  // namespace cordon::vm
