#ifndef CORDON_BASE_TEXT_MAP_H_
#define CORDON_BASE_TEXT_MAP_H_

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include "base/hash_index.h"

namespace cordon {

/// Values by text, in one table without a node for each; nothing is ever taken out.
/// Ownership: the texts outlive the map. Pointers to values live until the next emplace().
/// Cost: one hash of the text a call; O(length * log n) for texts that were made to collide.
template <class Value>
class TextMap {
 public:
  /// The value of `text`, and whether it is new.
  std::pair<Value*, bool> emplace(std::string_view text, Value value) {
    const auto [number, fresh] = texts_.insert(text);
    if (fresh) values_.push_back({std::move(value)});
    return {&values_[number].value, fresh};
  }

  [[nodiscard]] const Value* find(std::string_view text) const {
    const std::uint32_t number = texts_.find(text);
    return number == HashIndex<std::string_view>::kNone ? nullptr : &values_[number].value;
  }

 private:
  HashIndex<std::string_view> texts_;
  struct Held {  // so that there are no bits in a vector<bool>
    Value value;
  };
  std::vector<Held> values_;
};

}  // namespace cordon

#endif  // CORDON_BASE_TEXT_MAP_H_
