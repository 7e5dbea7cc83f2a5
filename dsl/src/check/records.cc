#include "check/records.h"

#include <vector>

namespace cordon::check {
namespace {

const Type* text(TypePool& pool) { return pool.simple(TypeKind::kString); }
const Type* maybe(TypePool& pool) { return pool.optional(text(pool)); }

const Type* service(TypePool& pool) {
  const Type* flag = pool.simple(TypeKind::kBool);
  const std::vector<Field> fields{{"name", text(pool)},
                                  {"region", maybe(pool)},
                                  {"fips", flag},
                                  {"ui", flag},
                                  {"vendor", flag}};
  return pool.fields(fields);
}

const Type* statement(TypePool& pool) {
  const Type* texts = pool.list(text(pool));
  const std::vector<Field> principal{{"type", text(pool)}, {"id", text(pool)}};
  const Type* principals = pool.list(pool.fields(principal));
  const std::vector<Field> condition{{"op", text(pool)},
                                     {"key", text(pool)},
                                     {"values", texts},
                                     {"if_exists", pool.optional(pool.simple(TypeKind::kBool))},
                                     {"quantifier", maybe(pool)}};
  const std::vector<Field> fields{{"sid", maybe(pool)},
                                  {"effect", maybe(pool)},
                                  {"actions", pool.optional(texts)},
                                  {"not_actions", pool.optional(texts)},
                                  {"resources", pool.optional(texts)},
                                  {"not_resources", pool.optional(texts)},
                                  {"principals", pool.optional(principals)},
                                  {"not_principals", pool.optional(principals)},
                                  {"conditions", pool.list(pool.fields(condition))}};
  return pool.fields(fields);
}

}  // namespace

const Type* record_of(TypePool& pool, Builtin builtin) {
  if (builtin == Builtin::k_net_service) return service(pool);
  if (builtin == Builtin::k_iam_statements) return pool.list(statement(pool));
  return nullptr;
}

}  // namespace cordon::check
