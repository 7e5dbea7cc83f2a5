#include "inventory/cfn_convert.h"

#include <array>

#include "catch_compat.h"

namespace cordon::tests {
namespace {

using Type = PropertyType::Kind;

PropertyType of(Type kind) {
  PropertyType type;
  type.kind = kind;
  return type;
}

TEST_CASE("texts_that_are_numbers_or_booleans_convert_and_others_stay") {
  Store store;
  const PropertyType integer = of(Type::kInt);
  const PropertyType boolean = of(Type::kBool);
  const PropertyType number = of(Type::kNumber);
  CHECK(convert(store, Node::string("443", 5), &integer).i == 443);
  CHECK(convert(store, Node::string("443", 5), &integer).at == 5);
  CHECK(convert(store, Node::string("44x"), &integer).is(Kind::kString));
  CHECK(convert(store, Node::real(2.0), &integer).is(Kind::kInt));
  CHECK(convert(store, Node::real(2.5), &integer).is(Kind::kReal));
  CHECK(convert(store, Node::string("True"), &boolean).is(Kind::kTrue));
  CHECK(convert(store, Node::string("yes"), &boolean).is(Kind::kString));
  CHECK(convert(store, Node::string("0.5"), &number).is(Kind::kReal));
  CHECK(convert(store, Node::string("nan"), &number).is(Kind::kString));
  CHECK(convert(store, Node::integer(1), nullptr).is(Kind::kInt));
}

TEST_CASE("conversion_keeps_a_value_sensitive") {
  Store store;
  const PropertyType text = of(Type::kString);
  CHECK(convert(store, Node::integer(1).with(kSensitive), &text).has(kSensitive));
}

TEST_CASE("an_unknown_has_the_type_of_its_property") {
  Store store;
  PropertyType list = of(Type::kList);
  const PropertyType text = of(Type::kString);
  list.element = &text;
  const Part part{{}, 3};
  Unknown why;
  why.symbol = 3;
  why.parts = {&part, 1};
  const Node converted = convert(store, store.unknown(why), &list);
  REQUIRE(converted.is(Kind::kUnknown));
  CHECK(converted.unknown->expect == Expect::kList);
  CHECK(converted.unknown->parts.empty());
  CHECK(converted.unknown->symbol == 3);
  CHECK(convert(store, Node::make_unknown(nullptr, 1), &text).unknown->expect == Expect::kString);
}

TEST_CASE("allowed_values_are_converted_with_their_unknown") {
  Store store;
  const PropertyType boolean = of(Type::kBool);
  const std::array<Node, 2> domain = {Node::string("true"), Node::string("false")};
  Unknown why;
  why.domain = domain;
  const Node converted = convert(store, store.unknown(why), &boolean);
  REQUIRE(converted.unknown->domain.size() == 2);
  CHECK(converted.unknown->domain[0].is(Kind::kTrue));
  CHECK(converted.unknown->domain[1].is(Kind::kFalse));
}

TEST_CASE("only_empty_values_where_ids_belong_count_as_absent") {
  Store store;
  const std::string_view target = "AWS::EC2::Subnet";
  PropertyType id = of(Type::kString);
  id.targets = {&target, 1};
  PropertyType ids = of(Type::kList);
  ids.element = &id;
  const PropertyType text = of(Type::kString);
  CHECK(is_absent_id(Node::string(""), &id));
  CHECK_FALSE(is_absent_id(Node::string(""), &text));
  CHECK_FALSE(is_absent_id(Node::string("x"), &id));
  CHECK(is_absent_id(store.list({}), &ids));
  CHECK(is_absent_id(store.list({}), &id));
  CHECK(is_absent_id(Node::null(), &id));
  CHECK_FALSE(is_absent_id(Node::null(), &text));
  PropertyType texts = of(Type::kList);
  texts.element = &text;
  CHECK_FALSE(is_absent_id(store.list({}), &texts));
}

}  // namespace
}  // namespace cordon::tests
