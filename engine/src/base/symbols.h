#ifndef CORDON_BASE_SYMBOLS_H_
#define CORDON_BASE_SYMBOLS_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "base/arena.h"
#include "base/hash_index.h"

namespace cordon {

/// An interned text. 0 is the empty text. Two symbols of one table are equal iff their texts are.
using Symbol = std::uint32_t;

/// Interns key names, type names and other small texts of one run.
/// Threads: one thread at a time while anything is interned; const calls are safe together.
/// Cost: expected O(length) a call, O(length * log n) for texts that were made to collide.
class Symbols {
 public:
  Symbols() { intern({}); }

  Symbol intern(std::string_view text) {
    return texts_.insert(text, [this](std::string_view t) { return arena_.copy(t); }).first;
  }

  [[nodiscard]] std::optional<Symbol> find(std::string_view text) const {
    const std::uint32_t number = texts_.find(text);
    if (number == HashIndex<std::string_view>::kNone) return std::nullopt;
    return number;
  }

  [[nodiscard]] std::string_view text(Symbol symbol) const { return texts_[symbol]; }
  [[nodiscard]] std::size_t size() const { return texts_.size(); }
  /// Texts that were compared by intern(): tests assert growth on it.
  [[nodiscard]] std::uint64_t comparisons() const { return texts_.comparisons(); }

 private:
  Arena arena_;
  HashIndex<std::string_view> texts_;
};

}  // namespace cordon

#endif  // CORDON_BASE_SYMBOLS_H_
