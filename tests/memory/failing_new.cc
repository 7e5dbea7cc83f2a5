#include "memory/failing_new.h"

#include <cstdlib>
#include <new>

namespace {

// One thread alone allocates while something is to fail.
bool armed = false;
bool forever_after = false;
std::uint64_t tried = 0;
std::uint64_t first_failure = 0;
std::int64_t live_count = 0;

void* give(std::size_t size) {
  if (armed) {
    ++tried;
    if (tried == first_failure || (forever_after && tried > first_failure)) return nullptr;
  }
  void* memory = std::malloc(size == 0 ? 1 : size);
  if (memory != nullptr) ++live_count;
  return memory;
}

void* give_or_throw(std::size_t size) {
  void* memory = give(size);
  if (memory == nullptr) throw std::bad_alloc();
  return memory;
}

void take(void* memory) {
  if (memory != nullptr) --live_count;
  std::free(memory);
}

}  // namespace

/// What RE2 made before an allocation of its own failed is its loss: it does not expect that.
extern "C" [[gnu::visibility("default")]] const char* __lsan_default_suppressions();
extern "C" const char* __lsan_default_suppressions() { return "leak:libre2\n"; }

void* operator new(std::size_t size) { return give_or_throw(size); }
void* operator new[](std::size_t size) { return give_or_throw(size); }
void* operator new(std::size_t size, const std::nothrow_t&) noexcept { return give(size); }
void* operator new[](std::size_t size, const std::nothrow_t&) noexcept { return give(size); }
void operator delete(void* memory) noexcept { take(memory); }
void operator delete[](void* memory) noexcept { take(memory); }
void operator delete(void* memory, std::size_t) noexcept { take(memory); }
void operator delete[](void* memory, std::size_t) noexcept { take(memory); }
void operator delete(void* memory, const std::nothrow_t&) noexcept { take(memory); }
void operator delete[](void* memory, const std::nothrow_t&) noexcept { take(memory); }

namespace cordon::memory {

void fail_at(std::uint64_t n, bool forever) {
  first_failure = n;
  forever_after = forever;
  tried = 0;
  armed = true;
}

std::uint64_t stop_failing() {
  armed = false;
  return tried;
}

std::int64_t live() { return live_count; }

}  // namespace cordon::memory
