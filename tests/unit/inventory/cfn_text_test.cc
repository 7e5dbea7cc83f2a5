#include "inventory/cfn_text.h"

#include <array>

#include "catch_compat.h"

namespace cordon::tests {
namespace {

/// A row of pieces: digits stand for symbols, all else is literal.
std::vector<Part> row(std::string_view text) {
  std::vector<Part> parts;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool symbol = text[i] >= '0' && text[i] <= '9';
    parts.push_back(symbol ? Part{{}, static_cast<std::uint32_t>(text[i] - '0' + 1)}
                           : Part{text.substr(i, 1), 0});
  }
  return parts;
}

Truth equal(std::string_view a, std::string_view b) { return texts_equal(row(a), row(b)); }

TEST_CASE("texts_of_equal_pieces_are_equal") {
  CHECK(equal("abc", "abc") == Truth::kT);
  CHECK(equal("1a2", "1a2") == Truth::kT);
  CHECK(equal("", "") == Truth::kT);
}

TEST_CASE("texts_that_differ_at_an_end_are_different") {
  CHECK(equal("1a", "1b") == Truth::kF);
  CHECK(equal("a1", "b1") == Truth::kF);
  CHECK(equal("1a", "2b") == Truth::kF);
  CHECK(equal("1a", "1") == Truth::kF);
  CHECK(equal("ab", "a") == Truth::kF);
}

TEST_CASE("texts_whose_symbols_may_fill_the_gap_are_undecided") {
  CHECK(equal("1", "2") == Truth::kU);
  CHECK(equal("1", "") == Truth::kU);
  CHECK(equal("a1", "abc") == Truth::kU);
  CHECK(equal("12", "1a2") == Truth::kF);
  CHECK(equal("1a2", "2a1") == Truth::kU);
}

TEST_CASE("numbers_and_booleans_have_the_text_that_cloudformation_gives_them") {
  CHECK(scalar_text(Node::integer(-1)) == "-1");
  CHECK(scalar_text(Node::real(5.1)) == "5.1");
  CHECK(scalar_text(Node::boolean(true)) == "true");
  CHECK_FALSE(scalar_text(Node::null()).has_value());
}

TEST_CASE("values_are_certainly_the_same_only_if_every_completion_agrees") {
  Store store;
  const std::array<Node, 2> ab = {Node::string("a"), Node::string("b")};
  CHECK(certainly_same(store.list(ab), store.list(ab)));
  CHECK_FALSE(certainly_same(store.list(ab), store.list({ab.data(), 1})));
  CHECK_FALSE(certainly_same(Node::integer(1), Node::string("1")));
  Unknown fresh;
  CHECK_FALSE(certainly_same(store.unknown(fresh), store.unknown(fresh)));
  fresh.symbol = 7;
  CHECK(certainly_same(store.unknown(fresh), store.unknown(fresh)));
  CHECK(certainly_same(Node::reference(1, 2, 0), Node::reference(1, 2, 9)));
  CHECK_FALSE(certainly_same(Node::reference(1, 2, 0), Node::reference(1, 3, 0)));
}

TEST_CASE("scalars_are_the_same_by_kind_and_value") {
  const std::array<Node, 7> all = {Node::null(),        Node::boolean(true), Node::boolean(false),
                                   Node::integer(1),    Node::real(1.5),     Node::string("a"),
                                   Node::make_missing()};
  for (std::size_t i = 0; i < all.size(); ++i) {
    for (std::size_t j = 0; j < all.size(); ++j) {
      CAPTURE(i, j);
      CHECK(certainly_same(all[i], all[j]) == (i == j));
    }
  }
  CHECK_FALSE(certainly_same(Node::real(1.5), Node::real(2.5)));
  CHECK_FALSE(certainly_same(Node::real(2.5), Node::real(1.5)));
  CHECK_FALSE(certainly_same(Node::make_error(nullptr), Node::make_error(nullptr)));
}

TEST_CASE("objects_are_the_same_if_they_are_closed_and_all_members_are") {
  Store store;
  const Symbol a = store.symbols.intern("a");
  const Symbol b = store.symbols.intern("b");
  const auto object = [&](std::vector<Symbol> keys, std::vector<Node> values) {
    return store.object(keys, values);
  };
  const Node one = object({a, b}, {Node::integer(1), Node::integer(2)});
  CHECK(certainly_same(one, object({b, a}, {Node::integer(2), Node::integer(1)})));
  CHECK_FALSE(certainly_same(one, object({a, b}, {Node::integer(1), Node::integer(3)})));
  CHECK_FALSE(certainly_same(one, object({a}, {Node::integer(1)})));
  CHECK_FALSE(certainly_same(object({a}, {Node::integer(1)}), object({b}, {Node::integer(1)})));
  CHECK_FALSE(certainly_same(one.with(kOpen), one));
  CHECK_FALSE(certainly_same(one, one.with(kOpen)));
}

TEST_CASE("lists_are_the_same_member_by_member") {
  Store store;
  const std::array<Node, 2> ab = {Node::string("a"), Node::string("b")};
  const std::array<Node, 2> ac = {Node::string("a"), Node::string("c")};
  CHECK_FALSE(certainly_same(store.list(ab), store.list(ac)));
}

TEST_CASE("unknowns_of_which_nothing_is_known_are_not_the_same") {
  Store store;
  const Unknown fresh;
  CHECK_FALSE(certainly_same(Node::make_unknown(nullptr), store.unknown(fresh)));
  CHECK_FALSE(certainly_same(store.unknown(fresh), Node::make_unknown(nullptr)));
}

TEST_CASE("texts_with_a_literal_between_symbols_meet_from_both_ends") {
  CHECK(equal("a1b", "ab") == Truth::kU);
  CHECK(equal("a1b", "a") == Truth::kF);
  CHECK(equal("1a", "1ba") == Truth::kF);
  CHECK(equal("1", "1a") == Truth::kF);
  CHECK(equal("ab1", "a2") == Truth::kU);
  CHECK(equal("1ab", "2b") == Truth::kU);
}

}  // namespace
}  // namespace cordon::tests
