// Keys of one hash. A key is two words: the first is chosen, the second is what undoes it, because
// `mixed` can be inverted. Of use are those whose second word is ASCII: a key must be UTF-8.
#include "bombs/equal_hash.h"

#include <cstdint>
#include <cstring>

#include "base/hash.h"
#include "catch_compat.h"

namespace cordon::bombs {
namespace {

/// What the hash is after both words.
constexpr std::uint64_t kTarget = 0x0123456789ABCDEFU;

/// The odd number's inverse modulo 2^64, by Newton's iteration.
constexpr std::uint64_t inverse(std::uint64_t odd) {
  std::uint64_t x = odd;
  for (int i = 0; i < 6; ++i) x *= 2 - odd * x;
  return x;
}

/// What hash_text() does with eight bytes, and back.
std::uint64_t mixed(std::uint64_t hash, std::uint64_t word) {
  hash = (hash ^ word) * kHashOdd;
  return hash ^ (hash >> 29U);
}

std::uint64_t unmixed(std::uint64_t x) {
  x = x ^ (x >> 29U) ^ (x >> 58U);
  return x * inverse(kHashOdd);
}

bool is_ascii(std::uint64_t word) {
  constexpr std::uint64_t kHighBits = 0x8080808080808080U;
  return (word & kHighBits) == 0 && std::memchr(&word, 0, sizeof(word)) == nullptr;
}

/// The number in eight letters.
std::uint64_t letters(std::uint64_t number) {
  char text[8];
  for (char& c : text) {
    c = static_cast<char>('a' + number % 26);
    number /= 26;
  }
  std::uint64_t word = 0;
  std::memcpy(&word, text, 8);
  return word;
}

}  // namespace

std::vector<std::string> keys_of_one_hash(std::size_t n) {
  std::vector<std::string> keys;
  const std::uint64_t before_last = unmixed(kTarget);
  for (std::uint64_t i = 0; keys.size() < n; ++i) {
    char key[16];
    const std::uint64_t first = letters(i);
    const std::uint64_t second = before_last ^ mixed(16 * kHashOdd, first);
    std::memcpy(key, &first, 8);
    std::memcpy(key + 8, &second, 8);
    if (is_ascii(second)) keys.emplace_back(key, 16);
  }
  return keys;
}

TEST_CASE("keys_can_be_made_that_have_one_hash") {
  for (const std::string& key : keys_of_one_hash(20)) {
    CHECK(hash_of(std::string_view(key)) == hash_of(std::string_view(keys_of_one_hash(1)[0])));
  }
}

}  // namespace cordon::bombs
