#include "inventory/member_finder.h"

#include <string>
#include <vector>

#include "catch_compat.h"

namespace cordon {
namespace {

Node object_of(Store& store, const std::vector<std::string>& names) {
  std::vector<Symbol> keys;
  std::vector<Node> members;
  for (const std::string& name : names) {
    keys.push_back(store.symbols.intern(name));
    members.push_back(store.string(name));
  }
  return store.object(keys, members);
}

TEST_CASE("a_member_is_found_wherever_objects_have_it_and_not_where_they_lack_it") {
  Store store;
  MemberFinder finder(store.symbols.intern("b"));
  const Node first = object_of(store, {"a", "b", "c"});
  const Node again = object_of(store, {"a", "b", "c"});
  const Node other = object_of(store, {"b"});
  const Node lacks = object_of(store, {"a"});
  const Node empty = object_of(store, {});
  for (int round = 0; round < 2; ++round) {
    CHECK(finder.in(empty) == nullptr);
    CHECK(finder.in(first) == first.kids + 1);
    CHECK(finder.in(again) == again.kids + 1);
    CHECK(finder.in(other) == other.kids);
    CHECK(finder.in(lacks) == nullptr);
    CHECK(finder.text_in(first) == "b");
    CHECK(finder.object_in(first) == nullptr);
    CHECK(finder.text_in(lacks).empty());
  }
}

TEST_CASE("members_of_objects_that_are_too_wide_for_a_shape_are_found") {
  Store store;
  std::vector<std::string> names;
  for (int i = 0; i < 100; ++i) names.push_back("k" + std::to_string(i));
  const Node wide = object_of(store, names);
  const Node same = object_of(store, names);
  MemberFinder finder(store.symbols.intern("k77"));
  CHECK(finder.in(wide) == wide.kids + 77);
  CHECK(finder.in(same) == same.kids + 77);
}

}  // namespace
}  // namespace cordon
