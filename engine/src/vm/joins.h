#ifndef CORDON_VM_JOINS_H_
#define CORDON_VM_JOINS_H_

#include <cstdint>
#include <map>
#include <span>
#include <unordered_map>
#include <utility>
#include <vector>

#include "vm/env.h"
#include "vm/reading.h"

namespace cordon::vm {

/// What a run builds at most once, on first use: the resources of each type set as one list, and
/// for `member.p refers_to x` who may refer to what. Both machines share it.
/// Ownership: lists live in the run's memory.
class Joins {
 public:
  /// all_of(), made once; takes the same fuel each time.
  const Node& all_of(Env& env, const Linked& linked, std::uint32_t types);
  /// Whether `list` is that list.
  [[nodiscard]] bool is_all_of(const Node& list, std::uint32_t types) const;

  /// Appends the positions, in order, of the members that `x` may refer to. Requires: `x` does not
  /// refer to some member of the list, for certain. False: it cannot be told which.
  static bool named_by(const Env& env, const Node& x, const Node& list,
                       std::vector<std::uint32_t>& out);
  /// Appends the positions, in order, of the members whose property may refer to `x`; `assumes`:
  /// what reading the others takes for granted.
  bool naming(Env& env, const Linked& linked, const JoinLoop& join, const Node& x,
              std::vector<std::uint32_t>& out, std::uint8_t& assumes);

  /// How many values were looked into for indexes.
  [[nodiscard]] std::uint64_t indexed() const { return indexed_; }

 private:
  struct Index {
    std::unordered_map<ResourceId, std::vector<std::uint32_t>> by_target;
    std::vector<std::uint32_t> always;  ///< members that may refer to anything, or are no reference
    std::uint8_t assumes = 0;           ///< what reading any of them takes for granted
  };
  const Index& index_of(Env& env, const Linked& linked, const JoinLoop& join);
  void enter(Env& env, Index& index, const Node& member, Symbol name, std::uint32_t position);

  std::vector<Node> lists_;  ///< per type set; kNull: not made
  std::map<std::pair<std::uint32_t, std::uint32_t>, Index> indexes_;
  std::uint64_t indexed_ = 0;
};

}  // namespace cordon::vm

#endif  // CORDON_VM_JOINS_H_
