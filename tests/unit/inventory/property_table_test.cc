#include "inventory/property_table.h"

#include "catch_compat.h"

namespace cordon {
namespace {

TEST_CASE("a_property_table_keeps_few_and_many_values_of_a_resource_apart_by_view") {
  PropertyTable table;
  CHECK(table.find(3, 0, 1) == nullptr);
  constexpr Symbol kMany = 200;
  for (Symbol name = 0; name < kMany; ++name) {
    for (std::uint32_t view = 0; view < 3; ++view) {
      CHECK(table.find(3, view, name) == nullptr);
      table.add(3, view, name, Node::integer(std::int64_t{name} * 3 + view));
    }
  }
  table.add(0, 0, 7, Node::integer(-1));
  std::size_t wrong = 0;
  for (Symbol name = 0; name < kMany; ++name) {
    for (std::uint32_t view = 0; view < 3; ++view) {
      const Node* value = table.find(3, view, name);
      wrong += value != nullptr && value->i == std::int64_t{name} * 3 + view ? 0U : 1U;
    }
  }
  CHECK(wrong == 0);
  CHECK(table.find(0, 0, 7)->i == -1);
  CHECK(table.find(0, 1, 7) == nullptr);
  CHECK(table.find(2, 0, 7) == nullptr);
  CHECK(table.find(4, 0, 7) == nullptr);
}

TEST_CASE("a_guess_finds_a_value_where_one_of_that_name_was_and_nothing_else") {
  PropertyTable table;
  for (const ResourceId id : {1U, 2U}) {
    for (const Symbol name : {10U, 11U}) table.add(id, 0, name, Node::integer(id * 100 + name));
  }
  table.add(3, 0, 11, Node::integer(311));  // where the others have 10
  std::uint32_t guess = 0;
  REQUIRE(table.find(1, 0, 11, guess) != nullptr);
  table.cover(5);
  REQUIRE(table.guessed(2, 0, 11, guess) != nullptr);
  CHECK(table.guessed(2, 0, 11, guess)->i == 211);
  CHECK(table.guessed(2, 0, 10, guess) == nullptr);
  CHECK(table.guessed(2, 1, 11, guess) == nullptr);
  CHECK(table.guessed(3, 0, 11, guess) == nullptr);
  CHECK(table.guessed(0, 0, 11, guess) == nullptr);
  CHECK(table.guessed(4, 0, 11, guess) == nullptr);
  CHECK(table.find(3, 0, 11, guess)->i == 311);
}

}  // namespace
}  // namespace cordon
