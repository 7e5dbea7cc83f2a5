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

}  // namespace
}  // namespace cordon::tests
