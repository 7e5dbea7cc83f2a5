#include <string>
#include <string_view>
#include <vector>

#include "catch_compat.h"
#include "vm/row_order.h"
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

TEST_CASE("keys_are_ordered_as_their_texts") {
  // All texts of up to three of these, and long numbers.
  const std::string letters = "a01/:[\xC3";
  std::vector<std::string> all{""};
  for (std::size_t i = 0; i < all.size() && all[i].size() < 3; ++i) {
    for (const char c : letters) all.push_back(all[i] + c);
  }
  for (const std::size_t n : {253U, 254U, 255U, 256U, 509U, 510U, 511U, 1000U}) {
    all.push_back("a" + std::string(n, '7'));
    all.push_back("a00" + std::string(n, '7') + "b");
  }
  std::vector<std::string> keys(all.size());
  for (std::size_t i = 0; i < all.size(); ++i) vm::append_natural_key(keys[i], all[i]);
  std::size_t wrong = 0;
  for (std::size_t i = 0; i < all.size(); ++i) {
    for (std::size_t j = 0; j < all.size(); ++j) {
      const int order = keys[i].compare(keys[j]);
      const bool less = order != 0 ? order < 0 : all[i] < all[j];
      if (less != vm::natural_less(all[i], all[j])) ++wrong;
    }
  }
  CHECK(wrong == 0);
}

}  // namespace
}  // namespace cordon
