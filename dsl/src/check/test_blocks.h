#ifndef CORDON_CHECK_TEST_BLOCKS_H_
#define CORDON_CHECK_TEST_BLOCKS_H_

#include "check/context.h"

namespace cordon::check {

/// Checks `test` blocks and refuses waivers (language.md 3.16, 3.17).
/// Errors: E0201 unknown rule or parameter, E0308 a value that a parameter does not take, E0502
/// unknown status, E0601 documents that hold more than literals, E0901 waivers and change rules.
/// W0501 a test that expects nothing; a rule, where there are tests, without a passing or without a
/// failing expectation.
void check_tests(Context& context, std::span<const CheckedRule> rules);

}  // namespace cordon::check

#endif  // CORDON_CHECK_TEST_BLOCKS_H_
