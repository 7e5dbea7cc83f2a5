// Join loops at run time: which members of a type set a pass is needed for. The one idea: a value
// that refers to nothing unknown is false for every resource but those that it names, so the other
// passes differ in nothing and are paid for without being run. The plain machine runs the first
// false pass, the traced one so many that no evidence is lost. Tests:
// tests/unit/vm/join_loops_test.cc, tests/oracle.
#include "vm/joins.h"

#include <algorithm>

#include "vm/machine.h"

namespace cordon::vm {

const Node& Joins::all_of(Env& env, const Linked& linked, std::uint32_t types) {
  lists_.resize(linked.types.size(), Node::null());
  Node& list = lists_[types];
  if (list.is(Kind::kNull)) {
    Arena* memory = std::exchange(env.memory, &env.run_memory);
    list = vm::all_of(env, linked, types);
    env.memory = memory;
  } else {
    env.charge(list.list->items.size() + 1);
  }
  return list;
}

bool Joins::is_all_of(const Node& list, std::uint32_t types) const {
  return types < lists_.size() && list.is(Kind::kComputedList) &&
         lists_[types].is(Kind::kComputedList) && list.list == lists_[types].list;
}

bool Joins::named_by(const Env& env, const Node& x, const Node& list,
                     std::vector<std::uint32_t>& out) {
  if (x.is(Kind::kChoice)) return false;
  References refs;
  env.inventory.collect(x, nullptr, refs);
  if (refs.any) return false;
  const auto items = list.list->items;
  const auto first = static_cast<std::ptrdiff_t>(out.size());
  for (const auto* ids : {&refs.exact, &refs.maybe}) {
    for (const ResourceId id : *ids) {
      const auto it = std::lower_bound(
          items.begin(), items.end(), id,
          [](const Node& member, ResourceId target) { return member.ref.target < target; });
      if (it == items.end() || it->ref.target != id) continue;
      out.push_back(static_cast<std::uint32_t>(it - items.begin()));
    }
  }
  std::sort(out.begin() + first, out.end());
  return true;
}

/// INVARIANT: a member that is left out here gives false for every resource, by refers_to().
void Joins::enter(Env& env, Index& index, const Node& member, Symbol name, std::uint32_t position) {
  ++indexed_;
  const Node value =
      env.inventory.property(member.ref.target, static_cast<View>(member.ref.attribute), name);
  const bool listed = value.is(Kind::kList);
  const bool reference =
      value.is(Kind::kReference) || value.is(Kind::kResource) || value.is(Kind::kString) || listed;
  References refs;
  if (reference) env.inventory.collect(value, nullptr, refs);
  // Beside a member that is broken, or may be, nothing is false for certain.
  const bool doubtful =
      listed && std::any_of(value.members().begin(), value.members().end(),
                            [](const Node& item) { return item.indeterminate(); });
  if (!reference || refs.any || doubtful) {
    index.always.push_back(position);
    return;
  }
  if (refs.assumed) index.assumes |= kAssumesReferences;
  const std::uint8_t before = std::exchange(env.assumes, 0);
  env.note_property(value);
  index.assumes |= std::exchange(env.assumes, before);
  for (const auto* ids : {&refs.exact, &refs.maybe}) {
    for (const ResourceId id : *ids) index.by_target[id].push_back(position);
  }
}

const Joins::Index& Joins::index_of(Env& env, const Linked& linked, const JoinLoop& join) {
  const auto [it, fresh] = indexes_.try_emplace({join.types, join.name});
  if (fresh) {
    const auto items = lists_[join.types].list->items;
    for (std::uint32_t i = 0; i < items.size(); ++i)
      enter(env, it->second, items[i], linked.names[join.name], i);
  }
  return it->second;
}

bool Joins::naming(Env& env, const Linked& linked, const JoinLoop& join, const Node& x,
                   std::vector<std::uint32_t>& out, std::uint8_t& assumes) {
  const Identity target = env.inventory.identify(x);
  if (target.kind != Identity::Kind::kResource) return false;
  const Index& index = index_of(env, linked, join);
  assumes = index.assumes;
  const auto found = index.by_target.find(target.id);
  const std::span<const std::uint32_t> named =
      found == index.by_target.end() ? std::span<const std::uint32_t>{} : found->second;
  std::merge(named.begin(), named.end(), index.always.begin(), index.always.end(),
             std::back_inserter(out));
  return true;
}

namespace {

/// Passes of the traced machine that are always run: as many members as evidence shows.
constexpr std::uint32_t kShownMembers = 10;

}  // namespace

/// Where the pass at `test` has come to false: goes on with the next member that may differ, and
/// takes the fuel of those between. Gives where to go on, or kNone.
template <bool Trace>
std::uint32_t Machine<Trace>::skip_members(std::uint32_t test) {
  if (linked_.join_loops.at.empty() || loops_.empty()) return bytecode::kNone;
  const std::uint32_t number = linked_.join_loops.at[test];
  if (number == bytecode::kNone) return bytecode::kNone;
  const JoinLoop& join = linked_.join_loops.all[number];
  Loop& loop = loops_.back();
  if (loop.at != join.loop || loop.at_many) return bytecode::kNone;
  if (!loop.seen_false || (Trace && loop.next < kShownMembers)) {
    loop.seen_false = true;
    return bytecode::kNone;
  }
  if (!loop.asked) ask_candidates(test, join, loop);
  return loop.joined ? leave_out(join, loop) : bytecode::kNone;
}

/// Which members may differ, asked once a loop.
template <bool Trace>
void Machine<Trace>::ask_candidates(std::uint32_t test, const JoinLoop& join, Loop& loop) {
  loop.asked = true;
  loop.candidate = static_cast<std::uint32_t>(candidates_.size());
  loop.candidates_begin = loop.candidate;
  if (loop.count < env_.joins_from || !memo_.joins.is_all_of(loop.domain, join.types)) return;
  const bytecode::Instr& in = program_.code[test];
  loop.joined = join.by_member
                    ? memo_.joins.naming(env_, linked_, join, reg(in.c), candidates_, loop.assumes)
                    : Joins::named_by(env_, reg(in.b), loop.domain, candidates_);
  loop.candidates_end = static_cast<std::uint32_t>(candidates_.size());
}

template <bool Trace>
std::uint32_t Machine<Trace>::leave_out(const JoinLoop& join, Loop& loop) {
  while (loop.candidate < loop.candidates_end && candidates_[loop.candidate] <= loop.next)
    ++loop.candidate;
  const std::uint32_t next =
      loop.candidate < loop.candidates_end ? candidates_[loop.candidate] : loop.count;
  const std::uint32_t exit = program_.code[join.loop].x;
  // Passes in which the budget ends are run, so that it ends in the same one.
  const std::uint64_t fuel = std::uint64_t{next - loop.next} * join.fuel;
  if (fuel > env_.fuel || !env_.charge(fuel)) return bytecode::kNone;
  env_.assumes |= loop.assumes;
  left_out_ += next - loop.next - 1;
  loop.next = next;
  const bool more = !loop.domain.list->many.is(Kind::kNull);
  if (next == loop.count && (!more || (loop.flags & bytecode::kForStatement) != 0)) {
    pop_loop();
    return exit;
  }
  load_member(exit - 1, loop);
  return join.loop + 1;
}

template std::uint32_t Machine<false>::skip_members(std::uint32_t);
template void Machine<false>::ask_candidates(std::uint32_t, const JoinLoop&, Loop&);
template std::uint32_t Machine<false>::leave_out(const JoinLoop&, Loop&);
template std::uint32_t Machine<true>::skip_members(std::uint32_t);
template void Machine<true>::ask_candidates(std::uint32_t, const JoinLoop&, Loop&);
template std::uint32_t Machine<true>::leave_out(const JoinLoop&, Loop&);

}  // namespace cordon::vm
