#ifndef CORDON_BASE_SYMBOLS_H_
#define CORDON_BASE_SYMBOLS_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "base/arena.h"
#include "base/hash.h"

namespace cordon {

/// An interned text. 0 is the empty text. Two symbols of one table are equal iff their texts are.
using Symbol = std::uint32_t;

/// Interns key names, type names and other small texts of one run.
/// Threads: one thread at a time while anything is interned; const calls are safe together.
/// Cost: expected O(length) a call.
class Symbols {
 public:
  Symbols() { intern({}); }

  Symbol intern(std::string_view text) {
    const std::uint64_t hash = hash_text(text);
    std::size_t slot = slot_of(text, hash);
    if (slots_[slot].symbol != kFree) return slots_[slot].symbol;
    if ((texts_.size() + 1) * 2 > slots_.size()) {
      grow();
      slot = slot_of(text, hash);
    }
    const auto id = static_cast<Symbol>(texts_.size());
    texts_.push_back(arena_.copy(text));
    slots_[slot] = {static_cast<std::uint32_t>(hash >> 32U), id};
    return id;
  }

  [[nodiscard]] std::optional<Symbol> find(std::string_view text) const {
    const Slot& slot = slots_[slot_of(text, hash_text(text))];
    if (slot.symbol == kFree) return std::nullopt;
    return slot.symbol;
  }

  [[nodiscard]] std::string_view text(Symbol symbol) const { return texts_[symbol]; }
  [[nodiscard]] std::size_t size() const { return texts_.size(); }

 private:
  static constexpr Symbol kFree = 0xFFFFFFFFU;
  struct Slot {
    std::uint32_t hash = 0;  ///< its upper half
    Symbol symbol = kFree;
  };

  /// The slot that holds `text`, or the free one where it belongs. Half of the slots are free.
  [[nodiscard]] std::size_t slot_of(std::string_view text, std::uint64_t hash) const {
    const std::size_t mask = slots_.size() - 1;
    const auto upper = static_cast<std::uint32_t>(hash >> 32U);
    std::size_t slot = upper & mask;
    while (slots_[slot].symbol != kFree &&
           (slots_[slot].hash != upper || texts_[slots_[slot].symbol] != text)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  void grow() {
    std::vector<Slot> old(slots_.size() * 2);
    old.swap(slots_);
    const std::size_t mask = slots_.size() - 1;
    for (const Slot& one : old) {
      if (one.symbol == kFree) continue;
      std::size_t slot = one.hash & mask;
      while (slots_[slot].symbol != kFree) slot = (slot + 1) & mask;
      slots_[slot] = one;
    }
  }

  Arena arena_;
  std::vector<std::string_view> texts_;
  std::vector<Slot> slots_ = std::vector<Slot>(1024);
};

}  // namespace cordon

#endif  // CORDON_BASE_SYMBOLS_H_
