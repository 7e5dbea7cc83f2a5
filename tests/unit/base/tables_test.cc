// The tables without a node for each entry, and the arena that they lie in.
#include <string>
#include <string_view>
#include <vector>

#include "base/arena.h"
#include "base/hash_index.h"
#include "base/symbols.h"
#include "catch_compat.h"

namespace cordon {
namespace {

TEST_CASE("a_map_of_texts_keeps_the_first_value_of_each") {
  std::vector<std::string> texts;
  for (int i = 0; i < 2000; ++i) texts.push_back("key" + std::to_string(i % 1000));
  HashMap<std::string_view, int> map;
  CHECK(map.find("key1") == nullptr);
  std::size_t fresh = 0;
  for (int i = 0; i < 2000; ++i) fresh += map.emplace(texts[std::size_t(i)], i).second ? 1U : 0U;
  CHECK(fresh == 1000);
  std::size_t wrong = 0;
  for (int i = 0; i < 1000; ++i) {
    const int* value = map.find("key" + std::to_string(i));
    wrong += value != nullptr && *value == i ? 0U : 1U;
  }
  CHECK(wrong == 0);
  CHECK(map.find("") == nullptr);
  CHECK(map.emplace("", 7).second);
  CHECK(*map.find("") == 7);
}

TEST_CASE("symbols_stay_what_they_are_while_their_table_grows") {
  Symbols symbols;
  std::vector<Symbol> first;
  for (int i = 0; i < 3000; ++i) first.push_back(symbols.intern("name" + std::to_string(i)));
  std::size_t wrong = 0;
  for (int i = 0; i < 3000; ++i) {
    const std::string text = "name" + std::to_string(i);
    const Symbol symbol = first[std::size_t(i)];
    const bool same = symbols.intern(text) == symbol && symbols.find(text) == symbol;
    wrong += same && symbols.text(symbol) == text ? 0U : 1U;
  }
  CHECK(wrong == 0);
  CHECK(symbols.size() == 3001);
  CHECK(symbols.find("name3000") == std::nullopt);
  CHECK(symbols.intern("") == 0);
}

TEST_CASE("an_arena_that_was_cleared_gives_its_memory_again") {
  Arena arena;
  const auto fill = [&arena] {
    std::vector<char*> places;
    for (int i = 0; i < 2000; ++i) {
      auto* at = static_cast<char*>(arena.allocate(std::size_t(i) * 7 % 5000 + 1, 8));
      CHECK(reinterpret_cast<std::uintptr_t>(at) % 8 == 0);
      at[0] = 'x';
      at[std::size_t(i) * 7 % 5000] = 'x';
      places.push_back(at);
    }
    return places;
  };
  const auto before = fill();
  const std::size_t bytes = arena.bytes();
  arena.clear();
  CHECK(arena.bytes() == 0);
  CHECK(fill() == before);
  CHECK(arena.bytes() == bytes);
}

}  // namespace
}  // namespace cordon
