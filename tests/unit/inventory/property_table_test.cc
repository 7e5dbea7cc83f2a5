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

}  // namespace
}  // namespace cordon
