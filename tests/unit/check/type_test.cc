#include "check/type.h"
#include "catch_compat.h"

namespace cordon::check {
namespace {

TEST_CASE("joins_are_flat_and_merge_what_merges") {
  TypePool pool;
  const Type* number = pool.join(pool.simple(TypeKind::kInt), pool.simple(TypeKind::kNumber));
  CHECK(to_text(*number) == "number");
  const std::string_view a = "a";
  const std::string_view b = "b";
  const Type* texts = pool.join(pool.text({&a, 1}), pool.text({&b, 1}));
  CHECK(to_text(*texts) == "\"a\" | \"b\"");
  CHECK(to_text(*pool.join(texts, pool.simple(TypeKind::kString))) == "string");
  CHECK(to_text(*pool.join(texts, pool.simple(TypeKind::kNull))) == "(\"a\" | \"b\")?");
  const Type* both = pool.join(texts, pool.simple(TypeKind::kBool));
  CHECK(to_text(*pool.join(both, pool.simple(TypeKind::kInt))) == "\"a\" | \"b\" | bool | int");
  CHECK(pool.join(both, pool.simple(TypeKind::kAny))->is(TypeKind::kAny));
}

TEST_CASE("subtypes_follow_kinds_and_parts") {
  TypePool pool;
  const Type& integer = *pool.simple(TypeKind::kInt);
  const Type& number = *pool.simple(TypeKind::kNumber);
  CHECK(is_subtype(integer, number));
  CHECK_FALSE(is_subtype(number, integer));
  CHECK(is_subtype(*pool.list(&integer), *pool.list(&number)));
  CHECK_FALSE(is_subtype(*pool.list(&number), integer));
  CHECK(is_subtype(*pool.simple(TypeKind::kAny), integer));
  CHECK(is_subtype(*pool.optional(&integer), integer));
  const std::string_view names[] = {"A", "B"};
  const Type* both = pool.resource(names, false);
  const Type* one = pool.resource({names, 1}, false);
  CHECK(is_subtype(*one, *both));
  CHECK_FALSE(is_subtype(*both, *one));
}

TEST_CASE("only_what_can_never_be_equal_is_disjoint") {
  TypePool pool;
  const Type& integer = *pool.simple(TypeKind::kInt);
  const Type& text = *pool.simple(TypeKind::kString);
  CHECK(disjoint(integer, text));
  CHECK_FALSE(disjoint(integer, *pool.join(&text, pool.simple(TypeKind::kNumber))));
  CHECK_FALSE(disjoint(integer, *pool.simple(TypeKind::kAny)));
  CHECK_FALSE(disjoint(integer, *pool.simple(TypeKind::kNull)));
  CHECK_FALSE(disjoint(text, *pool.ref({})));
  CHECK_FALSE(disjoint(*pool.list(&integer), *pool.list(&text)));
  const std::string_view names[] = {"A", "B"};
  CHECK(disjoint(*pool.resource({names, 1}, false), *pool.ref({names + 1, 1})));
}

}  // namespace
}  // namespace cordon::check
