#include <string_view>
#include <vector>

#include "catch_compat.h"
#include "vm/run.h"

namespace cordon {
namespace {

TEST_CASE("addresses_are_ordered_with_their_numbers_as_numbers") {
  const std::vector<std::string_view> ordered = {"",
                                                 "a",
                                                 "a.b[0]",
                                                 "a.b[1]",
                                                 "a.b[2]",
                                                 "a.b[10]",
                                                 "a.b[11]",
                                                 "a.b[100]",
                                                 "a01",
                                                 "a1",
                                                 "a2x3",
                                                 "a2x10",
                                                 "module.m[\"k12\"].x[9]",
                                                 "module.m[\"k12\"].x[12]",
                                                 "module.m[\"k123\"].x[9]"};
  for (std::size_t i = 0; i < ordered.size(); ++i) {
    for (std::size_t j = 0; j < ordered.size(); ++j) {
      INFO(ordered[i] << " and " << ordered[j]);
      CHECK(vm::natural_less(ordered[i], ordered[j]) == (i < j));
    }
  }
}

}  // namespace
}  // namespace cordon
