#ifndef CORDON_BINDINGS_C_DEADLINE_H_
#define CORDON_BINDINGS_C_DEADLINE_H_

#include <atomic>
#include <chrono>
#include <cstdint>
#include <limits>

#include "cordon/limits.h"

namespace cordon::c {

/// The end of one call. The only place that reads a clock, and only where a deadline was given.
class Deadline {
 public:
  /// `nanoseconds` from now; 0: none.
  explicit Deadline(std::uint64_t nanoseconds) {
    if (nanoseconds == 0) return;
    const Clock::time_point now = Clock::now();
    const auto left =
        std::chrono::duration_cast<std::chrono::nanoseconds>(Clock::time_point::max() - now);
    if (nanoseconds >= static_cast<std::uint64_t>(left.count())) return;
    timed_ = true;
    end_ = now + std::chrono::nanoseconds(static_cast<std::int64_t>(nanoseconds));
  }
  [[nodiscard]] bool passed() const { return timed_ && Clock::now() >= end_; }

  /// For work that this and `cancel` end. Requires: both outlive it.
  [[nodiscard]] Interrupt interrupt(const std::atomic<bool>& cancel) const {
    return {&cancel, [](const void* self) { return static_cast<const Deadline*>(self)->passed(); },
            this};
  }

 private:
  using Clock = std::chrono::steady_clock;
  bool timed_ = false;
  Clock::time_point end_;
};

}  // namespace cordon::c

#endif  // CORDON_BINDINGS_C_DEADLINE_H_
