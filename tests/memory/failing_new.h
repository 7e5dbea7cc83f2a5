#ifndef CORDON_TESTS_MEMORY_FAILING_NEW_H_
#define CORDON_TESTS_MEMORY_FAILING_NEW_H_

#include <cstdint>

namespace cordon::memory {

/// From now on allocation number `n` (from 1) fails, and with `forever` all that follow it.
void fail_at(std::uint64_t n, bool forever);
/// No allocation fails. Gives how many were tried since fail_at().
std::uint64_t stop_failing();
/// Allocations that were not given back.
std::int64_t live();

}  // namespace cordon::memory

#endif  // CORDON_TESTS_MEMORY_FAILING_NEW_H_
