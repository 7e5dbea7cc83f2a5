#ifndef CORDON_VM_RECORD_H_
#define CORDON_VM_RECORD_H_

#include <array>
#include <cstddef>
#include <span>
#include <string_view>

#include "vm/env.h"

namespace cordon::vm {

/// Builds the object that a built-in gives, member by member.
class Record {
 public:
  explicit Record(Env& env) : env_(env) {}

  /// Requires: fewer than kMost members, the key a literal.
  void add(std::string_view key, const Node& value) {
    keys_[count_] = env_.symbol_of(key);
    values_[count_++] = value;
  }
  [[nodiscard]] Node finish(At at) const {
    Node node = env_.store.object_in(*env_.memory, std::span(keys_).first(count_),
                                     std::span(values_).first(count_));
    node.at = at;
    return node;
  }

 private:
  static constexpr std::size_t kMost = 16;
  Env& env_;
  std::array<Symbol, kMost> keys_{};
  std::array<Node, kMost> values_{};
  std::size_t count_ = 0;
};

}  // namespace cordon::vm

#endif  // CORDON_VM_RECORD_H_
