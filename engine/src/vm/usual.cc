// The usual cases of plain code, for the plain machine: known values, certain members, no doubt.
// The one idea: a tight loop does what operators(), readings() and the loops of the machine do,
// without the questions that only doubtful values need, and stops before the first instruction that
// is not usual, having done nothing of it. Tests: tests/unit/vm (ways.h), tests/oracle.
#include "vm/machine.h"
#include "vm/same_text.h"

namespace cordon::vm {

using bytecode::Instr;
using bytecode::Op;

namespace {

constexpr unsigned at(Op op) { return static_cast<unsigned>(op); }

/// A truth that does not rest on a quantifier without members.
bool clear(const Node& n) { return n.is_bool() && !n.has(kVacuous); }
bool doubtful(const Node& n) { return n.indeterminate() || n.is(Kind::kChoice); }
bool absent(const Node& n) { return n.is(Kind::kMissing) || n.is(Kind::kNull); }

bool all_there(const ComputedList& list) {
  return list.presence.empty() && list.many.is(Kind::kNull);
}
/// Members that are all certainly there, and no others.
bool certain_list(const Node& n) {
  return n.is(Kind::kList) || (n.is(Kind::kComputedList) && all_there(*n.list));
}
std::span<const Node> items_of(const Node& list) {
  return list.is(Kind::kComputedList) ? list.list->items : list.members();
}

Node new_list(Arena& memory, std::span<const Node> items) {
  auto* list = memory.make<ComputedList>();
  list->items = items;
  Node node = Node::of(Kind::kComputedList);
  node.len = static_cast<std::uint32_t>(items.size()) & 0xFFFFFFU;
  node.list = list;
  return node;
}

}  // namespace

/// Where it stops. A budget that ends on the way is for the caller to look after.
template <bool Trace>
std::uint32_t Machine<Trace>::usual(std::uint32_t pc) {
  const Instr* const code = linked_.code();
  Node* w = window_;
  const auto call = [&](const Instr& in) {
    pc = enter(in.x, pc, in, in.op == Op::kFact) ? program_.functions[in.x].first : pc + 1;
    w = window_;
  };
  while (true) {
    const Instr& in = code[pc];
    switch (static_cast<unsigned>(in.op)) {
      case at(kFusedOp): {
        const std::uint32_t next = fused(linked_.fused.fusions[in.x]);
        if (next == bytecode::kNone) return pc;
        pc = next;
        if (env_.exhausted) return pc;
        continue;
      }
      case at(kPickJumpOp):
        w[in.a] = w[in.b];
        pc = code[pc + 1].x;
        continue;
      case at(Op::kMove):
      case at(Op::kPick):
        w[in.a] = w[in.b];
        break;
      case at(Op::kConst):
        w[in.a] = linked_.constants[in.x];
        break;
      case at(Op::kParam):
        w[in.a] = linked_.parameters[in.x];
        break;
      case at(Op::kDomain):
        if (!w[in.b].is_list() && !w[in.b].is_object()) return pc;
        w[in.a] = w[in.b];
        break;
      case at(Op::kTruth):
        if (!w[in.b].is_bool()) return pc;
        w[in.a] = Node::boolean(w[in.b].is(Kind::kTrue));
        break;
      case at(kTruthJumpOp):
        if (!w[in.b].is_bool()) return pc;
        w[in.a] = Node::boolean(w[in.b].is(Kind::kTrue));
        pc = w[in.a].is(Kind::kFalse) ? code[pc + 1].x : pc + 2;
        continue;
      case at(Op::kNot):
        if (!clear(w[in.b])) return pc;
        w[in.a] = Node::boolean(w[in.b].is(Kind::kFalse));
        break;
      case at(Op::kAnd):
        if (!clear(w[in.b]) || !clear(w[in.c])) return pc;
        w[in.a] = Node::boolean(w[in.b].is(Kind::kTrue) && w[in.c].is(Kind::kTrue));
        break;
      case at(kAndJumpOp):
        if (!clear(w[in.b]) || !clear(w[in.c])) return pc;
        w[in.a] = Node::boolean(w[in.b].is(Kind::kTrue) && w[in.c].is(Kind::kTrue));
        pc = w[in.a].is(Kind::kFalse) ? code[pc + 1].x : pc + 2;
        continue;
      case at(Op::kOr):
        if (!clear(w[in.b]) || !clear(w[in.c])) return pc;
        w[in.a] = Node::boolean(w[in.b].is(Kind::kTrue) || w[in.c].is(Kind::kTrue));
        break;
      case at(Op::kEqual):
        if (!w[in.b].is(Kind::kString) || !w[in.c].is(Kind::kString)) return pc;
        env_.charge(std::uint64_t{w[in.b].len} / 64 + 1);
        w[in.a] = Node::boolean(same_text(w[in.b], w[in.c]));
        if (env_.exhausted) return pc + 1;
        break;
      case at(Op::kIn): {
        const Node a = w[in.b];
        const Node& b = w[in.c];
        if (!a.is(Kind::kString) || !b.is(Kind::kList) || !all_texts(b.members())) return pc;
        w[in.a] = Node::boolean(is_among(env_, a, b.members()));
        if (env_.exhausted) return pc + 1;
        break;
      }
      case at(Op::kIs):
        if (!is_usually(in)) return pc;
        break;
      case at(kIsJumpOp):
        if (!is_usually(in)) return pc;
        pc = w[in.a].is(Kind::kFalse) ? code[pc + 2].x : pc + 3;
        continue;
      case at(kMatchOp):
        if (!is_usually(in)) return pc;
        pc = w[in.b].is(Kind::kMissing) ? code[pc + 2].x : pc + 3;
        continue;
      case at(Op::kJump):
        pc = in.x;
        continue;
      case at(Op::kJumpFalse):
        pc = w[in.a].is(Kind::kFalse) ? in.x : pc + 1;
        continue;
      case at(Op::kJumpTrue):
        pc = w[in.a].is(Kind::kTrue) ? in.x : pc + 1;
        continue;
      case at(Op::kJumpUndecided):
        pc = w[in.a].indeterminate() ? in.x : pc + 1;
        continue;
      case at(Op::kJumpPresent):
        if (absent(w[in.a])) break;
        if (doubtful(w[in.a])) return pc;
        pc = in.x;
        continue;
      case at(Op::kCoalesce):
        if (doubtful(w[in.b]) && !absent(w[in.b])) return pc;
        w[in.a] = absent(w[in.b]) ? w[in.c] : w[in.b];
        break;
      case at(Op::kGet):
        if (!get_usually(in, pc)) return pc;
        break;
      case at(Op::kAttribute):
        if (!w[in.b].is(Kind::kResource)) return pc;
        w[in.a] = attribute_usually(w[in.b].ref.target, linked_.names[in.x], pc);
        break;
      case at(Op::kIndex):
        if (!index_usually(in)) return pc;
        break;
      case at(Op::kReverse):
        if (!reverse_usually(in)) return pc;
        if (env_.exhausted) return pc + 1;
        break;
      case at(Op::kFollow):
      case at(Op::kFollowType):
        if (!follow_usually(in)) return pc;
        break;
      case at(Op::kAllOf):
        w[in.a] = memo_.joins.all_of(env_, linked_, in.x);
        if (env_.exhausted) return pc + 1;
        break;
      case at(Op::kCall):
        w[in.a] = call_builtin(env_, in.x, {w + in.b, in.c});
        if (env_.exhausted) return pc + 1;
        break;
      case at(Op::kCallFunction):
      case at(Op::kFact):
        call(in);
        if (env_.exhausted) return pc;
        continue;
      case at(kMoveCallOp):
        w[in.a] = w[in.b];
        call(code[++pc]);
        if (env_.exhausted) return pc;
        continue;
      case at(Op::kReturn):
        if (frames_.back().stop) return pc;
        pc = leave(pc, in);
        w = window_;
        if (env_.exhausted) return pc;
        continue;
      case at(Op::kListNew):
      case at(Op::kListBegin):
        open_list(pc, in);
        break;
      case at(Op::kListPush):
      case at(Op::kListEnd):
        if (!list_usually(in)) return pc;
        if (env_.exhausted) return pc + 1;
        break;
      case at(Op::kListInner):
        if (w[in.b].indeterminate()) return pc;
        break;
      case at(Op::kFor):
        if (w[in.b].indeterminate()) return pc;
        pc = open_loop(pc, in) ? pc + 1 : in.x;
        continue;
      case at(Op::kNext): {
        Loop& loop = loops_.back();
        if (!loop.plain) return pc;
        env_.charge(1);
        if (++loop.next < loop.count && !env_.exhausted) {
          const Node& member = loop.items[loop.next];
          if (loop.flags == 0 && !loop.domain.is_object()) {
            env_.note(member);
            w[loop.into] = member;
            w[loop.into + 1U] = Node::boolean(true);
          } else {
            load_member(pc, loop);
          }
          pc = in.x;
          continue;
        }
        pop_loop();
        if (env_.exhausted) return pc + 1;
        break;
      }
      case at(Op::kQuantify):
      case at(Op::kQuantifyStep):
        if (!quantify_usually(in)) return pc;
        if (env_.exhausted) return pc + 1;
        break;
      case at(Op::kWhere):
        if (!w[in.a].is(Kind::kTrue)) return pc;
        break;
      case at(Op::kGuard):
        if (w[in.a].is(Kind::kFalse)) {
          pc = in.x;
          continue;
        }
        if (!guard_usually(in)) return pc;
        break;
      case at(Op::kEndGuard):
        guards_.pop_back();
        guard_proofs_.pop_back();
        break;
      case at(Op::kRequireDomain):
        if (!certain_list(w[in.a])) return pc;
        break;
      case at(Op::kRequire): {
        const Node& condition = w[in.a];
        if (!condition.is(Kind::kTrue) || !guard_value().is(Kind::kTrue)) return pc;
        row_.reached = true;
        row_.all_vacuous = row_.all_vacuous && condition.has(kVacuous);
        pc = program_.requirements[in.x].after;
        continue;
      }
      default:
        return pc;
    }
    ++pc;
  }
}

/// A member of an object: objects of one shape share their keys, and keep them.
template <bool Trace>
inline const Node* Machine<Trace>::find_usually(const Node& object, Symbol name) {
  if (!object.is(Kind::kObject)) return Store::find(object, name);
  const Symbol* const keys = Store::keys(object).data();
  const auto shape = reinterpret_cast<std::uintptr_t>(keys) / 64;
  Place& place = places_[(shape ^ shape / kPlaces ^ name * 7U) % kPlaces];
  if (keys != place.keys || name != place.name || keys == nullptr) {
    const Node* member = Store::find(object, name);
    place = {keys, name,
             member == nullptr ? object.len : static_cast<std::uint32_t>(member - object.kids)};
    return member;
  }
  return place.member < object.len ? object.kids + place.member : nullptr;
}

template <bool Trace>
inline bool Machine<Trace>::get_usually(const Instr& in, std::uint32_t pc) {
  const Node base = reg(in.b);
  const Symbol name = linked_.names[in.x];
  if (base.is(Kind::kResource)) {
    const auto view = static_cast<View>(base.ref.attribute);
    const Node* known =
        env_.inventory.made().find(base.ref.target, base.ref.attribute, name, guesses_[pc]);
    const Node value =
        known != nullptr ? *known : env_.inventory.property(base.ref.target, view, name);
    env_.note_property(value);
    reg(in.a) = value;
    return true;
  }
  if (base.is(Kind::kMissing)) {
    reg(in.a) = base;
    return true;
  }
  if (!base.is_object()) return false;
  const Node* member = find_usually(base, name);
  if (member == nullptr && base.has(kOpen)) return false;
  reg(in.a) = member != nullptr ? *member : env_.not_written(name, base.at);
  return true;
}

template <bool Trace>
inline Node Machine<Trace>::attribute_usually(ResourceId id, Symbol name, std::uint32_t pc) {
  if (name == linked_.managed) return env_.inventory.attribute(id, name);
  const Node* known = env_.inventory.made().find(id, kAttributes, name, guesses_[pc]);
  return known != nullptr ? *known : env_.inventory.attribute(id, name);
}

/// A key of an object, or a member of a list.
template <bool Trace>
inline bool Machine<Trace>::index_usually(const Instr& in) {
  const Node base = reg(in.b);
  const Node& key = reg(in.c);
  // On a list that `[*]` or `->` has made, an index is one into each member.
  if (in.x == bytecode::kWhole && key.is(Kind::kInt) && certain_list(base)) {
    const auto items = items_of(base);
    if (key.i < 0 || static_cast<std::size_t>(key.i) >= items.size()) return false;
    reg(in.a) = items[static_cast<std::size_t>(key.i)];
    return true;
  }
  if (!base.is_object() || base.has(kOpen) || !key.is(Kind::kString) || key.has(kSensitive))
    return false;
  const Symbol name = env_.symbol_of(key.text());
  const Node* member = find_usually(base, name);
  reg(in.a) = member != nullptr ? *member : env_.not_written(name, base.at);
  return true;
}

template <bool Trace>
inline bool Machine<Trace>::is_usually(const Instr& in) {
  const Node& a = reg(in.b);
  if (a.is(Kind::kUnknown) || a.is(Kind::kError) || a.is(Kind::kChoice)) return false;
  const bytecode::IsTest& test = program_.tests_is[in.x];
  bool holds = false;
  switch (test.word) {
    case bytecode::Word::kPresent:
      holds = !a.is(Kind::kMissing) && !a.has(kFromDefault);
      break;
    case bytecode::Word::kAbsent:
      holds = a.is(Kind::kMissing) || a.has(kFromDefault);
      break;
    case bytecode::Word::kUnknown:
      break;
    case bytecode::Word::kString:
      holds = a.is(Kind::kString);
      break;
    case bytecode::Word::kEmpty:
      if (certain_list(a)) {
        holds = items_of(a).empty();
      } else if (a.is(Kind::kString)) {
        holds = a.len == 0;
      } else {
        return false;
      }
      break;
    case bytecode::Word::kTypes:
      if (!a.is(Kind::kResource)) return false;
      holds = has_type(env_, a.ref.target, linked_.types[test.types]);
      break;
    default:
      return false;
  }
  reg(in.a) = Node::boolean(holds);
  return true;
}

/// Sources that refer to a resource for certain, and no others.
template <bool Trace>
inline bool Machine<Trace>::reverse_usually(const Instr& in) {
  const Node base = reg(in.b);
  if (!base.is(Kind::kResource)) return false;
  const ReverseIndex& index = reverse_index(env_, linked_, in.x);
  if (!index.certain) return false;
  const ResourceId target = base.ref.target;
  if (!env_.inventory.resources()[target].open_neighbours.is(Kind::kNull)) return false;
  if (index.assumed) env_.assumes |= kAssumesReferences;
  const auto entries = index.of(target);
  env_.charge(entries.size() + 1);
  Node* items = env_.memory->template array<Node>(entries.size());
  for (std::size_t i = 0; i < entries.size(); ++i) items[i] = Node::resource(entries[i].source.id);
  reg(in.a) = new_list(*env_.memory, {items, entries.size()});
  return true;
}

template <bool Trace>
inline bool Machine<Trace>::follow_usually(const Instr& in) {
  const Node& base = reg(in.b);
  if (!base.is(Kind::kResource) && !base.is(Kind::kReference)) return false;
  const ResourceId target = base.ref.target;
  if (in.op == Op::kFollowType && !has_type(env_, target, linked_.types[in.x])) return false;
  env_.note(base);
  if (base.is(Kind::kResource)) {
    reg(in.a) = base;
  } else {
    reg(in.a) = Node::resource(target);
  }
  return true;
}

template <bool Trace>
inline bool Machine<Trace>::list_usually(const Instr& in) {
  List& list = lists_[open_lists_ - 1];
  if (!list.certain) return false;
  if (in.op == Op::kListPush) {
    if (in.c != bytecode::kCertain && !reg(in.c).is(Kind::kTrue)) return false;
    env_.charge(1);
    env_.note(reg(in.b));
    list.items.push_back(reg(in.b));
    return true;
  }
  if (!list.undecided.is(Kind::kNull) || !list.many.is(Kind::kNull)) return false;
  --open_lists_;
  Arena& memory = *env_.memory;
  reg(in.a) = new_list(memory, memory.copy(std::span<const Node>(list.items)));
  return true;
}

template <bool Trace>
inline bool Machine<Trace>::quantify_usually(const Instr& in) {
  if (in.op == Op::kQuantify) {
    if (reg(in.b).indeterminate()) return false;
    Node start = Node::boolean(in.c == bytecode::kEvery);
    start.flags = kVacuous;
    reg(in.a) = start;
    return true;
  }
  const Node& body = reg(in.b);
  const Node& before = reg(in.a);
  if (!reg(in.c).is(Kind::kTrue) || !clear(body) || !before.is_bool()) return false;
  env_.charge(1);
  const bool x = before.is(Kind::kTrue);
  const bool y = body.is(Kind::kTrue);
  reg(in.a) = Node::boolean(in.x == bytecode::kEvery ? x && y : x || y);
  return true;
}

template <bool Trace>
inline bool Machine<Trace>::guard_usually(const Instr& in) {
  if (!reg(in.a).is(Kind::kTrue) || !guard_value().is(Kind::kTrue)) return false;
  guards_.push_back(Node::boolean(true));
  guard_proofs_.push_back(0);
  return true;
}

template std::uint32_t Machine<false>::usual(std::uint32_t);
template const Node* Machine<false>::find_usually(const Node&, Symbol);
template bool Machine<false>::get_usually(const Instr&, std::uint32_t);
template Node Machine<false>::attribute_usually(ResourceId, Symbol, std::uint32_t);
template bool Machine<false>::index_usually(const Instr&);
template bool Machine<false>::is_usually(const Instr&);
template bool Machine<false>::reverse_usually(const Instr&);
template bool Machine<false>::follow_usually(const Instr&);
template bool Machine<false>::list_usually(const Instr&);
template bool Machine<false>::quantify_usually(const Instr&);
template bool Machine<false>::guard_usually(const Instr&);

}  // namespace cordon::vm
