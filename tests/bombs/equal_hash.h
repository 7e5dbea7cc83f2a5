#ifndef CORDON_TESTS_BOMBS_EQUAL_HASH_H_
#define CORDON_TESTS_BOMBS_EQUAL_HASH_H_

#include <cstddef>
#include <string>
#include <vector>

namespace cordon::bombs {

/// Distinct keys of 16 ASCII characters that base/hash.h gives one and the same hash, as
/// an attacker would make them.
std::vector<std::string> keys_of_one_hash(std::size_t n);

}  // namespace cordon::bombs

#endif  // CORDON_TESTS_BOMBS_EQUAL_HASH_H_
