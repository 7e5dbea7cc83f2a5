#ifndef CORDON_BASE_SYMBOLS_H_
#define CORDON_BASE_SYMBOLS_H_

#include <cstdint>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/arena.h"

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
    if (auto it = ids_.find(text); it != ids_.end()) return it->second;
    const auto id = static_cast<Symbol>(texts_.size());
    const std::string_view kept = arena_.copy(text);
    texts_.push_back(kept);
    ids_.emplace(kept, id);
    return id;
  }

  [[nodiscard]] std::optional<Symbol> find(std::string_view text) const {
    if (auto it = ids_.find(text); it != ids_.end()) return it->second;
    return std::nullopt;
  }

  [[nodiscard]] std::string_view text(Symbol symbol) const { return texts_[symbol]; }
  [[nodiscard]] std::size_t size() const { return texts_.size(); }

 private:
  Arena arena_;
  std::vector<std::string_view> texts_;
  std::unordered_map<std::string_view, Symbol> ids_;
};

}  // namespace cordon

#endif  // CORDON_BASE_SYMBOLS_H_
