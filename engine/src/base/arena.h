#ifndef CORDON_BASE_ARENA_H_
#define CORDON_BASE_ARENA_H_

#ifdef __linux__
#include <sys/mman.h>
#endif

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <functional>
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
  Arena(Arena&&) = delete;
  Arena& operator=(Arena&&) = delete;
  ~Arena() = default;

  void* allocate(std::size_t size, std::size_t align) {
    const std::size_t skip = (~reinterpret_cast<std::uintptr_t>(next_) + 1) & (align - 1);
    if (size + skip > static_cast<std::size_t>(end_ - next_)) return allocate_in_new(size);
    std::byte* at = next_ + skip;
    next_ = at + size;
    total_ += size;
    return at;
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

  /// A place to go back to.
  struct Mark {
    std::size_t block = 0;
    std::byte* next = nullptr;
    std::size_t total = 0;
  };
  [[nodiscard]] Mark mark() const { return {current_, next_, total_}; }

  /// Forgets what was handed out since `mark`. Requires: no clear() and no rewind() to an earlier
  /// mark since then.
  void rewind(const Mark& mark) {
    if (!blocks_.empty()) take(mark.block);
    if (mark.next != nullptr) next_ = mark.next;
    total_ = mark.total;
  }

  /// Whether `at` points to what was handed out since `mark`.
  [[nodiscard]] bool holds(const Mark& mark, const void* at) const {
    const std::less<> before;
    for (std::size_t i = mark.block; i < blocks_.size() && i <= current_; ++i) {
      const std::byte* begin = blocks_[i].bytes.get();
      const std::byte* end = i == current_ ? next_ : begin + blocks_[i].size;
      if (i == mark.block && mark.next != nullptr) begin = mark.next;
      if (!before(at, begin) && before(at, end)) return true;
    }
    return false;
  }

  /// Forgets everything and keeps the memory for what comes.
  void clear() {
    if (total_ == 0 && current_ == 0) return;
    if (!blocks_.empty()) take(0);
    total_ = 0;
  }

 private:
  /// Gives back what add_block() took.
  struct Free {
    bool huge = false;
    void operator()(std::byte* bytes) const {
      // Not with `?:`, of which clang 14 calls both sides.
      if (huge) {
        ::operator delete(bytes, kHugeAlignment);
      } else {
        ::operator delete(bytes);
      }
    }
  };
  struct Block {
    std::unique_ptr<std::byte, Free> bytes;
    std::size_t size;
  };

  void take(std::size_t block) {
    current_ = block;
    next_ = blocks_[block].bytes.get();
    end_ = next_ + blocks_[block].size;
  }

  /// INVARIANT: a block is aligned for every type, so its first object needs no skip.
  void* allocate_in_new(std::size_t size) {
    std::size_t block = blocks_.empty() ? 0 : current_ + 1;
    while (block < blocks_.size() && blocks_[block].size < size) ++block;
    if (block == blocks_.size()) add_block(size);
    take(block);
    std::byte* at = next_;
    next_ += size;
    total_ += size;
    return at;
  }

  void add_block(std::size_t at_least) {
    std::size_t size = blocks_.empty() ? kFirst : std::min(blocks_.back().size * 2, kLargest);
    size = std::max(size, at_least);
    const bool huge = size >= kHugePage;
    if (huge) size = (size + kHugePage - 1) & ~(kHugePage - 1);
    void* bytes = huge ? ::operator new(size, kHugeAlignment) : ::operator new(size);
#ifdef __linux__
    // A document's values fill their blocks from end to end: fewer page faults, nothing wasted.
    if (huge) madvise(bytes, size, MADV_HUGEPAGE);
#endif
    blocks_.push_back({{static_cast<std::byte*>(bytes), Free{huge}}, size});
  }

  static constexpr std::size_t kFirst = std::size_t{16} << 10;
  static constexpr std::size_t kHugePage = std::size_t{2} << 20;
  static constexpr std::align_val_t kHugeAlignment{kHugePage};
  static constexpr std::size_t kLargest = std::size_t{4} << 20;
  std::vector<Block> blocks_;
  std::size_t current_ = 0;
  std::byte* next_ = nullptr;
  std::byte* end_ = nullptr;
  std::size_t total_ = 0;
};

}  // namespace cordon

#endif  // CORDON_BASE_ARENA_H_
