#include "memory/failing_new.h"

#include <link.h>
#include <unwind.h>

#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <new>

namespace {

// One thread alone allocates while something is to fail.
bool armed = false;
bool forever_after = false;
std::uint64_t tried = 0;
std::uint64_t spared = 0;
std::uint64_t first_failure = 0;
std::int64_t live_count = 0;

/// Where the shared library of RE2 is loaded. Empty: it is not, or has become part of the program.
struct Range {
  std::uintptr_t begin = 0;
  std::uintptr_t end = 0;
};
Range re2;

int find_re2(dl_phdr_info* info, std::size_t /*size*/, void* range) {
  if (info->dlpi_name == nullptr || std::strstr(info->dlpi_name, "/libre2.so") == nullptr) return 0;
  Range& found = *static_cast<Range*>(range);
  for (int i = 0; i < info->dlpi_phnum; ++i) {
    const auto& part = info->dlpi_phdr[i];
    if (part.p_type != PT_LOAD || (part.p_flags & PF_X) == 0) continue;
    found.begin = info->dlpi_addr + part.p_vaddr;
    found.end = found.begin + part.p_memsz;
  }
  return 1;
}

_Unwind_Reason_Code look_at(_Unwind_Context* frame, void* found) {
  const std::uintptr_t at = _Unwind_GetIP(frame);
  if (at < re2.begin || at >= re2.end) return _URC_NO_REASON;
  *static_cast<bool*>(found) = true;
  return _URC_END_OF_STACK;
}

/// True if RE2 stands anywhere on the stack: what it calls may be a copy of a template elsewhere.
bool is_re2_at_work() {
  bool found = false;
  _Unwind_Backtrace(&look_at, &found);
  return found;
}

bool may_fail() {
  const bool chosen = tried == first_failure || (forever_after && tried > first_failure);
  if (first_failure == 0 || !chosen) return false;
  if (!is_re2_at_work()) return true;
  ++spared;
  return false;
}

/// False: the allocation that is asked for has to fail.
bool may_give() {
  if (!armed) return true;
  ++tried;
  return !may_fail();
}

void* give(std::size_t size, std::size_t alignment = alignof(std::max_align_t)) {
  if (!may_give()) return nullptr;
  const std::size_t rounded = (size + alignment) / alignment * alignment;
  void* memory = std::aligned_alloc(alignment, rounded);
  if (memory != nullptr) ++live_count;
  return memory;
}

void* give_or_throw(std::size_t size, std::size_t alignment = alignof(std::max_align_t)) {
  void* memory = give(size, alignment);
  if (memory == nullptr) throw std::bad_alloc();
  return memory;
}

void take(void* memory) {
  if (memory != nullptr) --live_count;
  std::free(memory);
}

}  // namespace

void* operator new(std::size_t size) { return give_or_throw(size); }
void* operator new[](std::size_t size) { return give_or_throw(size); }
void* operator new(std::size_t size, std::align_val_t alignment) {
  return give_or_throw(size, static_cast<std::size_t>(alignment));
}
void* operator new(std::size_t size, const std::nothrow_t&) noexcept { return give(size); }
void* operator new[](std::size_t size, const std::nothrow_t&) noexcept { return give(size); }
// Some compilers declare the sized ones only where sized deallocation is asked for.
void operator delete(void* memory, std::size_t) noexcept;
void operator delete[](void* memory, std::size_t) noexcept;
void operator delete(void* memory, std::size_t, std::align_val_t) noexcept;

void operator delete(void* memory) noexcept { take(memory); }
void operator delete[](void* memory) noexcept { take(memory); }
void operator delete(void* memory, std::size_t) noexcept { take(memory); }
void operator delete[](void* memory, std::size_t) noexcept { take(memory); }
void operator delete(void* memory, std::align_val_t) noexcept { take(memory); }
void operator delete(void* memory, std::size_t, std::align_val_t) noexcept { take(memory); }
void operator delete(void* memory, const std::nothrow_t&) noexcept { take(memory); }
void operator delete[](void* memory, const std::nothrow_t&) noexcept { take(memory); }

// libyaml asks for all of its memory through these four, which its shared library lets others
// define (libyaml 0.2, src/api.c).
extern "C" {
void* yaml_malloc(std::size_t size);
void* yaml_realloc(void* memory, std::size_t size);
void yaml_free(void* memory);
unsigned char* yaml_strdup(const unsigned char* text);

void* yaml_malloc(std::size_t size) { return give(size); }

void* yaml_realloc(void* memory, std::size_t size) {
  if (memory == nullptr) return give(size);
  return may_give() ? std::realloc(memory, size == 0 ? 1 : size) : nullptr;
}

void yaml_free(void* memory) { take(memory); }

unsigned char* yaml_strdup(const unsigned char* text) {
  if (text == nullptr) return nullptr;
  const std::size_t size = std::strlen(reinterpret_cast<const char*>(text)) + 1;
  void* memory = give(size);
  return static_cast<unsigned char*>(memory == nullptr ? nullptr : std::memcpy(memory, text, size));
}
}

namespace cordon::memory {

bool knows_re2() {
  dl_iterate_phdr(&find_re2, &re2);
  return re2.begin != re2.end;
}

void fail_at(std::uint64_t n, bool forever) {
  first_failure = n;
  forever_after = forever;
  tried = 0;
  spared = 0;
  armed = true;
}

std::uint64_t stop_failing() {
  armed = false;
  return tried;
}

std::uint64_t spared_for_re2() { return spared; }

std::int64_t live() { return live_count; }

}  // namespace cordon::memory
