#ifndef CORDON_BASE_TEXT_MAP_H_
#define CORDON_BASE_TEXT_MAP_H_

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include "base/hash.h"

namespace cordon {

/// Values by text, in one table without a node for each; nothing is ever taken out.
/// Ownership: the texts outlive the map. Pointers to values live until the next emplace().
/// Cost: one hash of the text a call.
template <class Value>
class TextMap {
 public:
  /// The value of `text`, and whether it is new.
  std::pair<Value*, bool> emplace(std::string_view text, Value value) {
    const auto hash = static_cast<std::uint32_t>(hash_text(text) >> 32U);
    std::uint32_t* slot = slot_of(text, hash);
    if (*slot != 0) return {&entries_[*slot - 1].value, false};
    if ((entries_.size() + 1) * 2 > slots_.size()) {
      grow();
      slot = slot_of(text, hash);
    }
    entries_.push_back({text, hash, std::move(value)});
    *slot = static_cast<std::uint32_t>(entries_.size());
    return {&entries_.back().value, true};
  }

  [[nodiscard]] const Value* find(std::string_view text) const {
    const auto hash = static_cast<std::uint32_t>(hash_text(text) >> 32U);
    const std::uint32_t slot = *const_cast<TextMap*>(this)->slot_of(text, hash);
    return slot == 0 ? nullptr : &entries_[slot - 1].value;
  }

 private:
  struct Entry {
    std::string_view text;
    std::uint32_t hash;
    Value value;
  };

  /// The slot of `text`, or the free one (0) where it belongs. Half of the slots are free.
  std::uint32_t* slot_of(std::string_view text, std::uint32_t hash) {
    const std::size_t mask = slots_.size() - 1;
    std::size_t at = hash & mask;
    while (slots_[at] != 0) {
      const Entry& entry = entries_[slots_[at] - 1];
      if (entry.hash == hash && entry.text == text) break;
      at = (at + 1) & mask;
    }
    return &slots_[at];
  }

  void grow() {
    slots_.assign(slots_.size() * 2, 0);
    const std::size_t mask = slots_.size() - 1;
    for (std::size_t i = 0; i < entries_.size(); ++i) {
      std::size_t at = entries_[i].hash & mask;
      while (slots_[at] != 0) at = (at + 1) & mask;
      slots_[at] = static_cast<std::uint32_t>(i + 1);
    }
  }

  std::vector<Entry> entries_;
  std::vector<std::uint32_t> slots_ = std::vector<std::uint32_t>(64);  ///< index + 1; 0: free
};

}  // namespace cordon

#endif  // CORDON_BASE_TEXT_MAP_H_
