#include "check/signature.h"

#include "catch_compat.h"
#include "check/type_expr.h"
#include "value/builtins.h"

namespace cordon::check {
namespace {

bool is_readable(const SignatureType& type) {
  if (type.word == "|" || type.word == "list" || type.word == "map") {
    bool all = !type.parts.empty();
    for (const SignatureType& part : type.parts) all = all && is_readable(part);
    return all;
  }
  return type.word == "T" || kind_of_word(type.word) != nullptr;
}

TEST_CASE("every_signature_of_the_list_is_read") {
  for (const BuiltinInfo& builtin : kBuiltins) {
    INFO(builtin.name);
    const Signature signature = parse_signature(builtin.signature);
    CHECK(is_readable(signature.result));
    const bool counts = signature.is_variadic || signature.arguments.size() == builtin.max_args;
    CHECK(counts);
    for (const SignatureType& argument : signature.arguments) CHECK(is_readable(argument));
  }
}

TEST_CASE("the_variable_takes_what_it_meets") {
  TypePool pool;
  const Signature concat = parse_signature("(list<T>...): list<T>");
  const Type* variable = nullptr;
  CHECK(fits(pool, concat.arguments[0], *pool.list(pool.simple(TypeKind::kInt)), variable));
  CHECK(fits(pool, concat.arguments[0], *pool.list(pool.simple(TypeKind::kBool)), variable));
  CHECK_FALSE(fits(pool, concat.arguments[0], *pool.simple(TypeKind::kInt), variable));
  CHECK(to_text(*result_of(pool, concat.result, variable)) == "list<int | bool>");
  const Signature compact = parse_signature("(list<T?>): list<T>");
  variable = nullptr;
  const Type* maybe = pool.optional(pool.simple(TypeKind::kInt));
  CHECK(fits(pool, compact.arguments[0], *pool.list(maybe), variable));
  CHECK(to_text(*result_of(pool, compact.result, variable)) == "list<int>");
}

}  // namespace
}  // namespace cordon::check
