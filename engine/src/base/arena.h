#ifndef CORDON_BASE_ARENA_H_
#define CORDON_BASE_ARENA_H_

#include <cstddef>
#include <cstring>
#include <memory>
#include <new>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace cordon {

/// A bump allocator. Objects are trivially destructible or never destroyed; all memory goes at
/// once. Limits are kept by the callers: they compare `bytes()` with their budget at places that
/// repeat. Ownership: everything handed out lives until the arena dies or `clear()` is called.
/// Threads: one thread at a time.
/// Errors: throws std::bad_alloc only.
class Arena {
 public:
  Arena() = default;
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;
  Arena(Arena&&) noexcept = default;
  Arena& operator=(Arena&&) noexcept = default;
  ~Arena() = default;

  void* allocate(std::size_t size, std::size_t align) {
    std::size_t at = (used_ + align - 1) & ~(align - 1);
    if (blocks_.empty() || at + size > capacity_) {
      grow(size + align);
      at = 0;
    }
    used_ = at + size;
    total_ += size;
    return blocks_.back().get() + at;
  }

  template <class T, class... Args>
  T* make(Args&&... args) {
    static_assert(std::is_trivially_destructible_v<T>);
    return new (allocate(sizeof(T), alignof(T))) T{std::forward<Args>(args)...};
  }

  /// Uninitialised room for `n` objects.
  template <class T>
  T* array(std::size_t n) {
    static_assert(std::is_trivially_destructible_v<T>);
    return static_cast<T*>(allocate(sizeof(T) * (n == 0 ? 1 : n), alignof(T)));
  }

  template <class T>
  std::span<const T> copy(std::span<const T> from) {
    static_assert(std::is_trivially_copyable_v<T>);
    T* to = array<T>(from.size());
    if (!from.empty()) std::memcpy(to, from.data(), from.size() * sizeof(T));
    return {to, from.size()};
  }

  std::string_view copy(std::string_view text) {
    char* to = array<char>(text.size());
    if (!text.empty()) std::memcpy(to, text.data(), text.size());
    return {to, text.size()};
  }

  /// Bytes handed out since the start or the last clear().
  [[nodiscard]] std::size_t bytes() const { return total_; }

  void clear() {
    if (blocks_.size() > 1) blocks_.erase(blocks_.begin(), blocks_.end() - 1);
    used_ = 0;
    total_ = 0;
  }

 private:
  void grow(std::size_t at_least) {
    std::size_t size = blocks_.empty() ? kFirst : std::min(capacity_ * 2, kLargest);
    if (size < at_least) size = at_least;
    blocks_.push_back(std::make_unique_for_overwrite<std::byte[]>(size));
    capacity_ = size;
    used_ = 0;
  }

  static constexpr std::size_t kFirst = std::size_t{16} << 10;
  static constexpr std::size_t kLargest = std::size_t{4} << 20;
  std::vector<std::unique_ptr<std::byte[]>> blocks_;
  std::size_t used_ = 0;
  std::size_t capacity_ = 0;
  std::size_t total_ = 0;
};

}  // namespace cordon

#endif  // CORDON_BASE_ARENA_H_
