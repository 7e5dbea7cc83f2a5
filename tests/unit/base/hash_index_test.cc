#include "base/hash_index.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/symbols.h"
#include "catch_compat.h"

namespace cordon {
namespace {

/// All keys have the same hash, or one of few.
struct Crowded {
  std::uint32_t value = 0;
  std::uint32_t hashes = 1;
  // Not `<=>`: clang 14 warns of its zeros.
  bool operator==(const Crowded&) const = default;
  bool operator<(const Crowded& other) const {
    return value < other.value || (value == other.value && hashes < other.hashes);
  }
  friend std::uint64_t hash_of(const Crowded& key) {
    return std::uint64_t{key.value % key.hashes} << 32U;
  }
};

template <class Key>
std::size_t wrong_numbers(const std::vector<Key>& keys, const HashIndex<Key>& index) {
  std::size_t wrong = 0;
  for (std::uint32_t i = 0; i < keys.size(); ++i)
    wrong += index.find(keys[i]) == i && index[i] == keys[i] ? 0U : 1U;
  return wrong;
}

TEST_CASE("keys_get_numbers_in_the_order_in_which_they_come") {
  HashIndex<std::uint64_t> index;
  CHECK(index.find(7) == HashIndex<std::uint64_t>::kNone);
  CHECK(index.insert(7) == std::pair(0U, true));
  CHECK(index.insert(9) == std::pair(1U, true));
  CHECK(index.insert(7) == std::pair(0U, false));
  CHECK(index.find(9) == 1);
  CHECK(index.find(8) == HashIndex<std::uint64_t>::kNone);
  std::vector<std::uint64_t> many{7, 9};
  for (std::uint64_t i = 100; i < 20'000; ++i) many.push_back(i << 20U);
  for (const std::uint64_t key : many) index.insert(key);
  CHECK(index.size() == many.size());
  CHECK(wrong_numbers(many, index) == 0);
  CHECK(index.crowded() < many.size() / 1000);
}

TEST_CASE("keys_of_one_hash_are_found_with_few_comparisons") {
  for (const std::uint32_t hashes : {1U, 3U, 40U}) {
    HashIndex<Crowded> index;
    std::vector<Crowded> keys;
    for (std::uint32_t i = 0; i < 5'000; ++i) keys.push_back({i * 7919U % 5'003U, hashes});
    for (const Crowded& key : keys) index.insert(key);
    CHECK(wrong_numbers(keys, index) == 0);
    CHECK(index.find(Crowded{5'003, hashes}) == HashIndex<Crowded>::kNone);
    CHECK(index.crowded() > 0);
    CHECK(index.comparisons() <= keys.size() * HashIndex<Crowded>::kMaxProbes);
    for (const Crowded& key : keys) CHECK_FALSE(index.insert(key).second);
  }
}

TEST_CASE("a_map_keeps_the_first_value_of_a_key") {
  HashMap<std::string_view, int> map;
  CHECK(map.find("a") == nullptr);
  CHECK(map.emplace("a", 1).second);
  CHECK_FALSE(map.emplace("a", 2).second);
  CHECK(*map.find("a") == 1);
  ++map["a"];
  CHECK(map["b"] == 0);
  CHECK(*map.find("a") == 2);
  CHECK(map.size() == 2);
}

TEST_CASE("texts_of_all_lengths_have_hashes_of_their_own") {
  // Also such that differ in zero bytes at the end, which padding must not make equal.
  std::vector<std::string> texts;
  for (std::size_t n = 0; n < 40; ++n) {
    texts.emplace_back(n, '\0');
    texts.emplace_back(n, 'a');
    for (std::size_t i = 0; i < n; ++i) {
      texts.emplace_back(n, 'a');
      texts.back()[i] = 'b';
    }
  }
  Symbols symbols;
  HashIndex<std::uint64_t> hashes;
  std::size_t repeated = 0;
  for (const std::string& text : texts) {
    const bool known = symbols.find(text).has_value();
    symbols.intern(text);
    if (!known) repeated += hashes.insert(hash_of(std::string_view(text))).second ? 0U : 1U;
    CHECK(symbols.text(symbols.intern(text)) == text);
  }
  CHECK(repeated == 0);
}

}  // namespace
}  // namespace cordon
