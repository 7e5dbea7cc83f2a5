#ifndef CORDON_VM_READING_H_
#define CORDON_VM_READING_H_

#include <memory>
#include <vector>

#include "bytecode/program.h"
#include "vm/env.h"
#include "vm/fuse.h"
#include "vm/join_loops.h"
#include "vm/operators.h"

namespace cordon::vm {

/// Sources of one `<-T.p`, by target, in document order. Built once per run.
struct ReverseIndex {
  struct Source {
    ResourceId id;
    Node presence;                 ///< kTrue, or U or E with the cause
    const PropertyType* property;  ///< of p on this source's type; null: free form
  };
  struct Entry {
    ResourceId target;
    Source source;
  };
  std::vector<Entry> by_target;      ///< ordered by target, sources of one in document order
  std::vector<std::uint32_t> first;  ///< per resource, and one more: where its entries begin
  std::vector<Source> any;     ///< sources whose reference is unknown: they may refer to anything
  std::vector<Source> broken;  ///< sources whose reference is an error, likewise
  bool assumed = false;        ///< some source rests on --references=mentioned
  bool certain = false;        ///< all refer for certain, once each, and no other source may
  Symbol name = 0;
  std::vector<Symbol> types;
  std::vector<Symbol> written;

  [[nodiscard]] std::span<const Entry> of(ResourceId target) const {
    return std::span(by_target).subspan(first[target], first[target + 1] - first[target]);
  }
};

/// A program bound to one run: names are symbols, types are sets of symbols, joins are indexes.
struct Linked {
  const bytecode::Program* program = nullptr;
  std::vector<Symbol> names;
  Symbol managed = 0;  ///< the name of @managed
  std::vector<TypeTest> types;
  std::vector<std::vector<Symbol>>
      written;                       ///< per type set: the members as written, expanded one by one
  std::vector<std::uint32_t> views;  ///< per type set: kNative for one "TF::..."
  /// Made when they are first asked for: most rules need none, and an index reads every resource of
  /// its types. Ask reverse_index().
  mutable std::vector<std::unique_ptr<const ReverseIndex>> reverses;
  JoinLoops join_loops;
  std::vector<Node> constants;   ///< in the run's store
  std::vector<Node> parameters;  ///< values of this run
  FusedCode fused;

  /// What the plain machine runs where it may: plain code, fused where that was done.
  [[nodiscard]] const bytecode::Instr* code() const {
    return fused.code.empty() ? program->code.data() : fused.code.data();
  }
};

/// Binds a program to a run. `parameters`: one value per parameter. Cost: linear in its tables.
Linked link(Env& env, const bytecode::Program& program, std::vector<Node> parameters = {});
/// Fuses the code and finds loops that are joins, once. Rows and fuel are the same without it.
/// Cost: linear in instructions, which only many resources are worth.
void speed_up(Env& env, Linked& linked);
/// Cost: linear in the resources of its types. Gives the index, which stays.
const ReverseIndex& make_reverse_index(Env& env, const Linked& linked, std::uint32_t number);
/// The sources of `<-` number `number` of the program. Cost: that of making it, the first time.
inline const ReverseIndex& reverse_index(Env& env, const Linked& linked, std::uint32_t number) {
  const auto& made = linked.reverses[number];
  return made != nullptr ? *made : make_reverse_index(env, linked, number);
}
/// Shift that drops all places.
inline constexpr std::int64_t kWithoutPlaces = INT64_MIN;
/// Copies a constant of a program into the run's store, keys interned again, places moved by
/// `shift`.
Node copy_value(Store& to, const Store& from, const Node& value, std::int64_t shift = 0);

using bytecode::Mapping;
using enum bytecode::Mapping;

Node get(Env& env, const Node& base, Symbol name, std::uint8_t mapping);
Node attribute(Env& env, const Node& base, Symbol name, std::uint8_t mapping);
Node index(Env& env, const Node& base, const Node& key, std::uint8_t mapping);
Node splat(Env& env, const Node& base, std::uint8_t mapping);
/// `->` of one value: the resource that it leads to, or why there is none.
/// Requires: no choice.
Node follow_plain(Env& env, const Node& v);
Node follow(Env& env, const Node& base, std::uint8_t mapping);
Node follow_type(Env& env, const Node& base, const TypeTest& types, std::uint8_t mapping);
Node reverse(Env& env, const Linked& linked, const Node& base, const ReverseIndex& index);
Node all_of(Env& env, const Linked& linked, std::uint32_t types);
/// A list or object as loops take it: null is M, an undecided choice becomes maybe-members.
Node domain(Env& env, const Node& value);

}  // namespace cordon::vm

#endif  // CORDON_VM_READING_H_
