// Runs bombs. The one idea: growth is judged by counters, never by time. Operator new is replaced
// here to count; a clock of the thread only ends what would hang. Cannot see work that neither
// allocates nor counts. Sizes n, 2n and 4n are compared by differences, so that what a run costs at
// any size (reading the catalogue) does not hide growth.
#include "bombs/bomb.h"

#include <pthread.h>

#include <atomic>
#include <cstddef>
#include <cstdlib>
#include <ctime>
#include <new>

#include "catch_compat.h"

namespace {

std::atomic<std::uint64_t> allocation_count{0};
std::atomic<std::uint64_t> allocation_bytes{0};

void* counted(std::size_t size, std::size_t alignment = alignof(std::max_align_t)) {
  allocation_count.fetch_add(1, std::memory_order_relaxed);
  allocation_bytes.fetch_add(size, std::memory_order_relaxed);
  const std::size_t rounded = (size + alignment) / alignment * alignment;
  void* memory = std::aligned_alloc(alignment, rounded);
  if (memory == nullptr) throw std::bad_alloc();
  return memory;
}

}  // namespace

// Some compilers declare these only where sized deallocation is asked for.
void operator delete(void* memory, std::size_t) noexcept;
void operator delete[](void* memory, std::size_t) noexcept;
void operator delete(void* memory, std::size_t, std::align_val_t) noexcept;

void* operator new(std::size_t size) { return counted(size); }
void* operator new[](std::size_t size) { return counted(size); }
void* operator new(std::size_t size, std::align_val_t alignment) {
  return counted(size, static_cast<std::size_t>(alignment));
}
void* operator new(std::size_t size, const std::nothrow_t&) noexcept { return std::malloc(size); }
void* operator new[](std::size_t size, const std::nothrow_t&) noexcept { return std::malloc(size); }
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete[](void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete(void* memory, std::align_val_t) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t, std::align_val_t) noexcept { std::free(memory); }

namespace cordon::bombs {
namespace {

constexpr std::size_t kStack = std::size_t{256} << 10U;
/// What a counter may grow by for other reasons than the size.
constexpr std::uint64_t kSlack = 2'000;
constexpr std::uint64_t kSlackArena = std::uint64_t{512} << 10U;
constexpr std::uint64_t kSlackBytes = std::uint64_t{16} << 20U;
/// Seconds of the thread: far above what any bomb takes, in any build.
constexpr double kHang = 60;

double thread_seconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

struct Measured {
  Outcome outcome;
  double seconds = 0;
};

Measured measure(const Bomb& bomb, std::size_t size) {
  Measured result;
  on_small_stack([&] {
    const double start = thread_seconds();
    const std::uint64_t count = allocations();
    const std::uint64_t bytes = allocated_bytes();
    result.outcome = bomb.run(size);
    result.seconds = thread_seconds() - start;
    result.outcome.count("allocations", allocations() - count);
    result.outcome.count("allocated bytes", allocated_bytes() - bytes);
  });
  return result;
}

bool linear(const std::string& counter, std::uint64_t one, std::uint64_t two, std::uint64_t four) {
  const std::uint64_t first = two > one ? two - one : 0;
  const std::uint64_t second = four > two ? four - two : 0;
  const std::uint64_t slack = counter == "allocated bytes" ? kSlackBytes
                              : counter == "arena bytes"   ? kSlackArena
                                                           : kSlack;
  return 10 * second <= 22 * first + 10 * slack;
}

void check_growth(const Measured& one, const Measured& two, const Measured& four) {
  for (std::size_t i = 0; i < one.outcome.counts.size(); ++i) {
    const auto& [counter, first] = one.outcome.counts[i];
    const std::uint64_t second = two.outcome.counts[i].second;
    const std::uint64_t third = four.outcome.counts[i].second;
    INFO(counter << ": " << first << ", " << second << ", " << third);
    CHECK(linear(counter, first, second, third));
  }
}

}  // namespace

void on_small_stack(const std::function<void()>& work) {
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setstacksize(&attributes, kStack);
  const auto run = [](void* argument) -> void* {
    (*static_cast<const std::function<void()>*>(argument))();
    return nullptr;
  };
  std::function<void()> copy = work;
  pthread_t thread{};
  REQUIRE(pthread_create(&thread, &attributes, run, &copy) == 0);
  pthread_join(thread, nullptr);
  pthread_attr_destroy(&attributes);
}

void explode(const std::vector<Bomb>& bombs) {
  for (const Bomb& bomb : bombs) {
    measure(bomb, 1);  // what is made once, such as the catalogue, is made here
    std::vector<Measured> runs;
    for (const std::size_t times : {1U, 2U, 4U}) {
      runs.push_back(measure(bomb, bomb.size * times));
      INFO(bomb.name << ", size " << bomb.size * times << ", " << runs.back().seconds << " s");
      CHECK(runs.back().outcome.code == bomb.expected);
      CHECK(runs.back().seconds < kHang);
    }
    INFO(bomb.name << ", " << runs[0].seconds << " s, " << runs[1].seconds << " s, "
                   << runs[2].seconds << " s");
    check_growth(runs[0], runs[1], runs[2]);
  }
}

std::uint64_t allocations() { return allocation_count.load(std::memory_order_relaxed); }
std::uint64_t allocated_bytes() { return allocation_bytes.load(std::memory_order_relaxed); }

std::string repeated(std::string_view text, std::size_t n) {
  std::string out;
  out.reserve(text.size() * n);
  for (std::size_t i = 0; i < n; ++i) out += text;
  return out;
}

std::string each(std::size_t n, const std::function<std::string(std::size_t)>& make,
                 std::string_view between) {
  std::string out;
  for (std::size_t i = 0; i < n; ++i) {
    if (i > 0) out += between;
    out += make(i);
  }
  return out;
}

std::string name(std::string_view stem, std::size_t i) {
  return std::string(stem) + std::to_string(i);
}

}  // namespace cordon::bombs
