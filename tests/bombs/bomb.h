#ifndef CORDON_TESTS_BOMBS_BOMB_H_
#define CORDON_TESTS_BOMBS_BOMB_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cordon::bombs {

/// How one run ended, and what it counted. `code` is "ok" or the code of the first problem.
struct Outcome {
  std::string code = "ok";
  std::vector<std::pair<std::string, std::uint64_t>> counts;

  Outcome& count(std::string name, std::uint64_t value) {
    counts.emplace_back(std::move(name), value);
    return *this;
  }
};

/// An input that grows with a size. It must end with the expected code at sizes n, 2n and 4n, on a
/// thread with a small stack, and what it counts must grow linearly: twice the size, at most 2.2
/// times the growth.
struct Bomb {
  std::string name;
  std::size_t size = 0;
  std::string expected;
  std::function<Outcome(std::size_t size)> run;
};

/// Checks every bomb.
void explode(const std::vector<Bomb>& bombs);

/// Runs `work` on a thread whose stack has 256 KiB.
void on_small_stack(const std::function<void()>& work);

/// Allocations of this process by operator new since the start.
std::uint64_t allocations();
std::uint64_t allocated_bytes();

std::string repeated(std::string_view text, std::size_t n);
/// `make(0)` to `make(n - 1)`, one after the other.
std::string each(std::size_t n, const std::function<std::string(std::size_t)>& make,
                 std::string_view between = "");
/// "a" and a number.
std::string name(std::string_view stem, std::size_t i);

}  // namespace cordon::bombs

#endif  // CORDON_TESTS_BOMBS_BOMB_H_
