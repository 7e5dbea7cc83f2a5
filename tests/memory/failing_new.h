#ifndef CORDON_TESTS_MEMORY_FAILING_NEW_H_
#define CORDON_TESTS_MEMORY_FAILING_NEW_H_

#include <cstdint>

namespace cordon::memory {

/// Finds RE2, which does not expect a failure: what it allocates never fails. False: it is not
/// a shared library here, so that its allocations cannot be told from ours.
bool knows_re2();
/// From now on allocation number `n` (from 1) fails, and with `forever` all that follow it; 0:
/// none.
void fail_at(std::uint64_t n, bool forever);
/// No allocation fails. Gives how many were tried since fail_at().
std::uint64_t stop_failing();
/// How many should have failed since fail_at() and did not, because RE2 was at work.
std::uint64_t spared_for_re2();
/// Allocations that were not given back.
std::int64_t live();

}  // namespace cordon::memory

#endif  // CORDON_TESTS_MEMORY_FAILING_NEW_H_
