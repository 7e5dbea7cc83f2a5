#ifndef CORDON_BINDINGS_C_HANDLE_H_
#define CORDON_BINDINGS_C_HANDLE_H_

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <vector>

namespace cordon::c {

enum class HandleKind : std::uint8_t {
  kFree,
  kEngine,
  kProgram,
  kDocument,
  kSession,
  kResult,
  kError,
  kBytes
};

class Pool;

/// Where a handle leads. A handle is the slot's address plus the slot's generation in the low bits,
/// which the alignment leaves free; the sum stays inside the slot. So a released handle leads to
/// memory that is still a slot, and is told by its generation or its kind.
struct alignas(64) Slot {
  static constexpr std::uintptr_t kGenerations = 64;
  static constexpr std::uint32_t stamp_of(HandleKind kind, std::uint32_t generation) {
    constexpr std::uint32_t kMagic = 0xC04D0000U;
    return kMagic | (static_cast<std::uint32_t>(kind) << 8U) | generation;
  }

  constexpr Slot() = default;
  /// A static one, live for good.
  constexpr Slot(HandleKind kind, void* its) : stamp(stamp_of(kind, 0)), object(its) {}

  std::atomic<std::uint32_t> stamp{stamp_of(HandleKind::kFree, 0)};
  std::uint32_t generation = 0;
  Pool* pool = nullptr;  ///< null: static, never released
  void* object = nullptr;
  Slot* next = nullptr;  ///< among the free ones
};
static_assert(sizeof(Slot) == Slot::kGenerations);

/// The slots of one engine. It lives as long as any of its handles; slots are used again in the
/// order of their release, and only when more than kQuarantine are free.
/// Threads: safe together.
class Pool {
 public:
  static constexpr std::size_t kQuarantine = 1024;

  Pool() = default;
  Pool(const Pool&) = delete;
  Pool& operator=(const Pool&) = delete;

  /// A live slot for `object`. Throws std::bad_alloc, and then owns nothing.
  Slot* take(HandleKind kind, void* object);
  /// Takes a slot back whose stamp is free already, and ends the pool after its last one.
  static void give_back(Slot* slot) noexcept;
  /// Keeps the pool alive while a call runs: its callbacks may release every handle. `let_go`
  /// undoes it, and ends the pool if it was the last.
  void hold() noexcept;
  void let_go() noexcept;

 private:
  static constexpr std::size_t kChunk = 32;
  Slot* fresh();

  std::mutex mutex_;
  std::vector<std::unique_ptr<Slot[]>> chunks_;
  std::size_t used_ = kChunk;  ///< slots of the last chunk that were taken once
  Slot* first_ = nullptr;
  Slot* last_ = nullptr;
  std::size_t free_ = 0;
  std::size_t live_ = 0;  ///< handles, and calls that hold
};

/// The slot of a live handle of `kind`, or nullptr. Async-signal-safe.
/// Requires: a handle that some pool gave and whose pool is alive, a static one, or null.
Slot* find_slot(const void* handle, HandleKind kind) noexcept;

/// The handle of a live slot.
void* handle_of(const Slot* slot) noexcept;

/// Makes the handle a released one and gives its object, or nullptr if it is no live one. The slot
/// is still the caller's to give back.
void* retire(const void* handle, HandleKind kind, Slot*& slot) noexcept;

}  // namespace cordon::c

#endif  // CORDON_BINDINGS_C_HANDLE_H_
