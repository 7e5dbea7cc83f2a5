#ifndef CORDON_BASE_HASH_INDEX_H_
#define CORDON_BASE_HASH_INDEX_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "base/hash.h"

namespace cordon {

/// Numbers keys in the order in which they come. A table with open addresses in which a key stands
/// at most kMaxProbes slots behind its place; a key that finds no room there goes into an ordered
/// tree. So keys that somebody made to have one hash cost O(log n) comparisons each, not O(n), and
/// no secret is needed for that.
/// Requires: `hash_of(key)`, `==` and `<`. Keys are never removed.
/// Threads: one at a time while anything is added; const calls are safe together.
template <class Key>
class HashIndex {
 public:
  static constexpr std::uint32_t kNone = 0xFFFFFFFFU;
  static constexpr std::size_t kMaxProbes = 16;

  /// The number of the key, or kNone.
  [[nodiscard]] std::uint32_t find(const Key& key) const { return lookup(key, tag_of(key)); }

  /// The number of the key and whether it is new. `keep` gives what is kept of a new key.
  template <class Keep>
  std::pair<std::uint32_t, bool> insert(const Key& key, Keep keep) {
    if (2 * keys_.size() >= slots_.size()) grow();
    const std::uint32_t tag = tag_of(key);
    for (std::size_t i = 0; i < kMaxProbes; ++i) {
      Slot& slot = slots_[(tag + i) & (slots_.size() - 1)];
      if (slot.number == kNone) {
        slot = {tag, append(tag, keep(key))};
        return {slot.number, true};
      }
      if (slot.tag != tag) continue;
      ++comparisons_;
      if (keys_[slot.number] == key) return {slot.number, false};
    }
    return insert_crowded(key, tag, keep);
  }
  std::pair<std::uint32_t, bool> insert(const Key& key) {
    return insert(key, [](const Key& k) { return k; });
  }

  /// Makes room for so many keys at once, with those that are there.
  void reserve(std::size_t keys) {
    std::size_t slots = slots_.empty() ? kFirst : slots_.size();
    while (slots < 2 * keys) slots *= 2;
    if (slots > slots_.size()) grow_to(slots);
    tags_.reserve(keys);
    keys_.reserve(keys);
  }

  [[nodiscard]] const Key& operator[](std::uint32_t number) const { return keys_[number]; }
  [[nodiscard]] std::size_t size() const { return keys_.size(); }
  /// Comparisons of whole keys that insert() made, those inside the tree not counted.
  [[nodiscard]] std::uint64_t comparisons() const { return comparisons_; }
  /// Keys that found no room in the table.
  [[nodiscard]] std::size_t crowded() const { return tree_.size(); }

 private:
  static constexpr std::size_t kFirst = 64;
  struct Slot {
    std::uint32_t tag = 0;
    std::uint32_t number = kNone;
  };

  static std::uint32_t tag_of(const Key& key) {
    return static_cast<std::uint32_t>(hash_of(key) >> 32U);
  }

  std::uint32_t lookup(const Key& key, std::uint32_t tag) const {
    if (slots_.empty()) return kNone;
    for (std::size_t i = 0; i < kMaxProbes; ++i) {
      const Slot& slot = slots_[(tag + i) & (slots_.size() - 1)];
      if (slot.number == kNone) return kNone;
      if (slot.tag == tag && keys_[slot.number] == key) return slot.number;
    }
    // Nothing is ever removed, so a key is in the tree only if all its slots are taken.
    if (tree_.empty()) return kNone;
    const auto it = tree_.find(key);
    return it == tree_.end() ? kNone : it->second;
  }

  std::uint32_t append(std::uint32_t tag, Key kept) {
    tags_.push_back(tag);
    keys_.push_back(std::move(kept));
    return static_cast<std::uint32_t>(keys_.size() - 1);
  }

  template <class Keep>
  std::pair<std::uint32_t, bool> insert_crowded(const Key& key, std::uint32_t tag, Keep keep) {
    if (const auto it = tree_.find(key); it != tree_.end()) return {it->second, false};
    const std::uint32_t number = append(tag, keep(key));
    tree_.emplace(keys_[number], number);
    return {number, true};
  }

  void place(std::uint32_t number) {
    const std::uint32_t tag = tags_[number];
    for (std::size_t i = 0; i < kMaxProbes; ++i) {
      Slot& slot = slots_[(tag + i) & (slots_.size() - 1)];
      if (slot.number != kNone) continue;
      slot = {tag, number};
      return;
    }
    tree_.emplace(keys_[number], number);
  }

  void grow() { grow_to(slots_.empty() ? kFirst : 2 * slots_.size()); }
  void grow_to(std::size_t slots) {
    std::vector<Slot>(slots).swap(slots_);
    tree_.clear();
    for (std::uint32_t i = 0; i < keys_.size(); ++i) place(i);
  }

  std::vector<Slot> slots_;  ///< a power of two of them, at most half taken
  std::vector<std::uint32_t> tags_;
  std::vector<Key> keys_;
  std::map<Key, std::uint32_t> tree_;
  std::uint64_t comparisons_ = 0;
};

/// Values by key, in one table without a node for each; nothing is ever taken out.
/// Ownership: keys that are views outlive the map. Pointers to values live until the next key.
template <class Key, class Value>
class HashMap {
 public:
  [[nodiscard]] Value* find(const Key& key) {
    const std::uint32_t number = index_.find(key);
    return number == HashIndex<Key>::kNone ? nullptr : &values_[number].value;
  }
  [[nodiscard]] const Value* find(const Key& key) const {
    const std::uint32_t number = index_.find(key);
    return number == HashIndex<Key>::kNone ? nullptr : &values_[number].value;
  }
  /// The value of the key, the given one if there was none, and whether the key is new.
  std::pair<Value*, bool> emplace(const Key& key, Value value) {
    const auto [number, fresh] = index_.insert(key);
    if (fresh) values_.push_back({std::move(value)});
    return {&values_[number].value, fresh};
  }
  /// The value of the key, made by default if there was none.
  Value& operator[](const Key& key) {
    const auto [number, fresh] = index_.insert(key);
    if (fresh) values_.emplace_back();
    return values_[number].value;
  }
  [[nodiscard]] std::size_t size() const { return values_.size(); }
  void reserve(std::size_t keys) {
    index_.reserve(keys);
    values_.reserve(keys);
  }

 private:
  struct Held {  // so that there are no bits in a vector<bool>
    Value value{};
  };
  HashIndex<Key> index_;
  std::vector<Held> values_;
};

}  // namespace cordon

#endif  // CORDON_BASE_HASH_INDEX_H_
