#ifndef CORDON_INVENTORY_PROPERTY_TABLE_H_
#define CORDON_INVENTORY_PROPERTY_TABLE_H_

#include <array>
#include <cstdint>
#include <unordered_map>
#include <vector>

#include "base/arena.h"
#include "base/prefetch.h"
#include "inventory/ahead.h"
#include "value/node.h"

namespace cordon {

/// Values that were made once for a resource, by view and name. Rules read few properties of one
/// resource, so they lie side by side and are found by looking through their names; a resource that
/// is asked for more has a table of its own.
/// Cost: O(kMostTogether / 4) a call.
template <class Value>
class ResourceTable {
 public:
  /// Null: not made yet. Lives as long as the table.
  [[nodiscard]] const Value* find(ResourceId id, std::uint32_t view, Symbol name) const {
    if (id >= rows_.size()) return nullptr;
    const std::uint64_t key = key_of(view, name);
    for (const Chunk* chunk = rows_[id].first; chunk != nullptr; chunk = chunk->next) {
      for (std::size_t i = 0; i < kChunk; ++i) {
        if (chunk->keys[i] == key) return &chunk->values[i];
      }
    }
    if (rows_[id].count < kMostTogether) return nullptr;
    const auto wide = wide_.find(id);
    if (wide == wide_.end()) return nullptr;
    const auto it = wide->second.find(key);
    return it == wide->second.end() ? nullptr : &it->second;
  }

  /// The same, if it is where `guess` says, else null. Requires: a guess of find(), and the table
  /// covers the resource.
  [[nodiscard]] const Value* guessed(ResourceId id, std::uint32_t view, Symbol name,
                                     std::uint32_t guess) const {
    const Chunk* chunk = rows_[id].first;
    const bool right = chunk != nullptr && chunk->keys[guess] == key_of(view, name);
    return right ? &chunk->values[guess] : nullptr;
  }

  /// The same; `guess` is where a property of this name was found last, and is where this one was.
  [[nodiscard]] const Value* find(ResourceId id, std::uint32_t view, Symbol name,
                                  std::uint32_t& guess) const {
    const Chunk* chunk = id < rows_.size() ? rows_[id].first : nullptr;
    if (chunk == nullptr) return nullptr;
    if (chunk->keys[guess] == key_of(view, name)) return &chunk->values[guess];
    const Value* found = find(id, view, name);
    const auto at = static_cast<std::size_t>(found - chunk->values.data());
    if (found != nullptr && at < kChunk) guess = static_cast<std::uint32_t>(at);
    return found;
  }

  /// Asks for the memory of a resource's row, then of its first values.
  void read_ahead(ResourceId id, Ahead what) const {
    if (id >= rows_.size()) return;
    if (what == Ahead::kRecord) prefetch(&rows_[id], sizeof(Row));
    if (what == Ahead::kMembers) prefetch(rows_[id].first, sizeof(Chunk));
  }

  /// Room for so many resources.
  void cover(std::size_t resources) {
    if (rows_.size() < resources) rows_.resize(resources);
  }
  /// How many were added; while it stays the same, what was not found is not there.
  [[nodiscard]] std::size_t size() const { return size_; }

  /// Requires: find() gives null.
  void add(ResourceId id, std::uint32_t view, Symbol name, const Value& value) {
    ++size_;
    if (id >= rows_.size()) rows_.resize(id + 1);
    Row& row = rows_[id];
    const std::uint64_t key = key_of(view, name);
    if (row.count >= kMostTogether) {
      wide_[id].emplace(key, value);
      return;
    }
    const std::size_t at = row.count++ % kChunk;
    if (at == 0) {
      Chunk* chunk = arena_.make<Chunk>();
      (row.last == nullptr ? row.first : row.last->next) = chunk;
      row.last = chunk;
    }
    row.last->keys[at] = key;
    row.last->values[at] = value;
  }

 private:
  static constexpr std::size_t kChunk = 4;
  static constexpr std::uint32_t kMostTogether = 32;
  static std::uint64_t key_of(std::uint32_t view, Symbol name) {
    return (std::uint64_t{view + 1} << 32U) | name;  // 0: free
  }
  struct Chunk {
    std::array<std::uint64_t, kChunk> keys = {};
    std::array<Value, kChunk> values = {};
    Chunk* next = nullptr;
  };
  struct Row {
    Chunk* first = nullptr;
    Chunk* last = nullptr;
    std::uint32_t count = 0;
  };
  Arena arena_;
  std::size_t size_ = 0;
  std::vector<Row> rows_;
  std::unordered_map<ResourceId, std::unordered_map<std::uint64_t, Value>> wide_;
};

using PropertyTable = ResourceTable<Node>;

}  // namespace cordon

#endif  // CORDON_INVENTORY_PROPERTY_TABLE_H_
