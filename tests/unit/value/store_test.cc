#include "value/store.h"

#include <array>
#include <string>
#include <vector>

#include "catch_compat.h"

namespace cordon {
namespace {

std::vector<Symbol> many_keys(Store& store, std::size_t count, const std::string& prefix = "k") {
  std::vector<Symbol> keys;
  for (std::size_t i = 0; i < count; ++i)
    keys.push_back(store.symbols.intern(prefix + std::to_string(i)));
  return keys;
}

TEST_CASE("objects_of_one_layout_share_their_keys") {
  Store store;
  const auto keys = many_keys(store, 3);
  const std::array<Node, 3> members = {Node::integer(1), Node::integer(2), Node::integer(3)};
  const Node a = store.object(keys, members);
  const Node b = store.object(keys, members);
  CHECK(a.is(Kind::kObject));
  CHECK(Store::keys(a).data() == Store::keys(b).data());
  CHECK(Store::find(a, keys[1])->i == 2);
  CHECK(store.find(b, "k2")->i == 3);
  CHECK(store.find(b, "other") == nullptr);
  // What a document has where an object is looked for may be anything.
  for (const Node& other : {store.list({}), store.list(std::vector<Node>(3, b)), Node::null(),
                            Node::string("k2"), Node::integer(7)})
    CHECK(store.find(other, "k2") == nullptr);
}

TEST_CASE("objects_with_more_than_64_members_are_dicts_in_document_order") {
  Store store;
  for (const std::size_t count : {64U, 65U, 1000U}) {
    auto keys = many_keys(store, count);
    std::reverse(keys.begin(), keys.end());  // so that order of keys and of symbols differ
    std::vector<Node> members;
    for (std::size_t i = 0; i < count; ++i)
      members.push_back(Node::integer(static_cast<std::int64_t>(i)));
    const Node node = store.object(keys, members, 5, 9);
    CHECK(node.is(count > 64 ? Kind::kDict : Kind::kObject));
    CHECK(std::equal(keys.begin(), keys.end(), Store::keys(node).begin()));
    std::size_t wrong = 0;
    for (std::size_t i = 0; i < count; ++i) {
      const Node* found = Store::find(node, keys[i]);
      wrong += found != nullptr && found->i == static_cast<std::int64_t>(i) ? 0U : 1U;
    }
    CHECK(wrong == 0);
    CHECK(Store::find(node, store.symbols.intern("absent")) == nullptr);
    CHECK(store.end_of(node) == 9);
  }
}

TEST_CASE("a_full_trie_makes_dicts_and_stays_bounded") {
  Store store;
  Shapes& shapes = store.shapes;
  const auto keys = many_keys(store, Shapes::kMaxShapes + 10);
  std::size_t made = 0;
  for (const Symbol key : keys)
    made += shapes.child(Shapes::kEmpty, key, store.symbols.text(key)) != Shapes::kNone ? 1U : 0U;
  CHECK(made == Shapes::kMaxShapes - 1);  // one is the empty shape
  const std::array<Node, 1> member = {Node::integer(7)};
  const Node node = store.object(std::span(keys).last(1), member);
  CHECK(node.is(Kind::kDict));
  CHECK(Store::find(node, keys.back())->i == 7);
}

TEST_CASE("shapes_find_guess_and_contain") {
  Shapes shapes;
  CHECK(shapes.guess(Shapes::kEmpty) == Shapes::kEmpty);
  const std::uint32_t a = shapes.child(Shapes::kEmpty, 7, "a");
  const std::uint32_t ab = shapes.child(a, 8, "b");
  CHECK(shapes.guess(Shapes::kEmpty) == a);
  CHECK(shapes.find_child(a, 8) == ab);
  CHECK(shapes.find_child(a, 9) == Shapes::kNone);
  CHECK(shapes.contains(ab, 7));
  CHECK(!shapes.contains(a, 8));
  CHECK(shapes.child(a, 8, "b") == ab);
  const std::uint32_t other = shapes.child(Shapes::kEmpty, 9, "c");
  CHECK(shapes.guess(Shapes::kEmpty) == other);
  CHECK(shapes.last_key(ab) == 8);
}

TEST_CASE("ends_of_scalars_come_from_the_text_unless_they_are_recorded") {
  Store store;
  const Source* source = store.sources.add("a", "[-12.5,\"ab\",true , \"\\n\"]");
  const At base = source->base;
  CHECK(store.end_of(Node::real(-12.5, base + 1)) == base + 6);
  CHECK(store.end_of(Node::string("ab", base + 7)) == base + 11);
  CHECK(store.end_of(Node::boolean(true, base + 12)) == base + 16);
  store.set_raw_length(base + 19, 4);
  CHECK(store.end_of(Node::string("\n", base + 19)) == base + 23);
  CHECK(store.end_of(Node::null(0)) == 0);
}

TEST_CASE("kinds_of_texts_are_interned_once") {
  Symbols symbols;
  const Symbol a = symbols.intern("a");
  CHECK(symbols.intern("a") == a);
  CHECK(symbols.intern("") == 0);
  CHECK(symbols.text(a) == "a");
  CHECK(!symbols.find("b").has_value());
}

}  // namespace
}  // namespace cordon
