// Handles that can be told from released ones.
// The idea: the memory behind a handle outlives it, for as long as its engine has any handle, and a
// generation in the handle's low bits says whether the slot is still the same one. A slot is used
// again only after 1,024 others, so 64 generations tell 65,536 releases apart, without any state
// outside the engine. Slots come from chunks that never move.
// Cannot do: tell a handle after the last one of its engine is gone, or an arbitrary pointer.
// Test: tests/bindings/misuse_test.cc.
#include "handle.h"

#include <new>

namespace cordon::c {

Slot* Pool::fresh() {
  if (used_ == kChunk) {
    chunks_.push_back(std::make_unique<Slot[]>(kChunk));
    used_ = 0;
  }
  return &chunks_.back()[used_++];
}

Slot* Pool::take(HandleKind kind, void* object) {
  const std::lock_guard lock(mutex_);
  Slot* slot = first_;
  if (free_ > kQuarantine) {
    first_ = slot->next;
    --free_;
  } else {
    slot = fresh();
  }
  ++live_;
  slot->pool = this;
  slot->object = object;
  slot->next = nullptr;
  slot->stamp.store(Slot::stamp_of(kind, slot->generation), std::memory_order_release);
  return slot;
}

void Pool::give_back(Slot* slot) noexcept {
  Pool* pool = slot->pool;
  bool last = false;
  {
    const std::lock_guard lock(pool->mutex_);
    slot->object = nullptr;
    slot->generation = (slot->generation + 1) % Slot::kGenerations;
    if (pool->free_++ == 0) {
      pool->first_ = slot;
    } else {
      pool->last_->next = slot;
    }
    pool->last_ = slot;
    last = --pool->live_ == 0;
  }
  if (last) delete pool;
}

void Pool::hold() noexcept {
  const std::lock_guard lock(mutex_);
  ++live_;
}

void Pool::let_go() noexcept {
  bool last = false;
  {
    const std::lock_guard lock(mutex_);
    last = --live_ == 0;
  }
  if (last) delete this;
}

Slot* find_slot(const void* handle, HandleKind kind) noexcept {
  const auto bits = reinterpret_cast<std::uintptr_t>(handle);
  const auto generation = static_cast<std::uint32_t>(bits % Slot::kGenerations);
  auto* slot = reinterpret_cast<Slot*>(bits - generation);
  if (slot == nullptr) return nullptr;
  const bool live = slot->stamp.load(std::memory_order_acquire) == Slot::stamp_of(kind, generation);
  return live ? slot : nullptr;
}

void* handle_of(const Slot* slot) noexcept {
  return reinterpret_cast<void*>(reinterpret_cast<std::uintptr_t>(slot) + slot->generation);
}

void* retire(const void* handle, HandleKind kind, Slot*& slot) noexcept {
  slot = find_slot(handle, kind);
  if (slot == nullptr || slot->pool == nullptr) return nullptr;
  std::uint32_t live = Slot::stamp_of(kind, slot->generation);
  // Of two threads that release the same handle one wins.
  const std::uint32_t dead = Slot::stamp_of(HandleKind::kFree, slot->generation);
  return slot->stamp.compare_exchange_strong(live, dead) ? slot->object : nullptr;
}

}  // namespace cordon::c
