#ifndef CORDON_CHECK_TYPE_H_
#define CORDON_CHECK_TYPE_H_

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/arena.h"
#include "catalogue/catalogue.h"

// Static types (functions.md 1). They find mistakes early; no verdict's safety rests on them.
namespace cordon::check {

enum class TypeKind : std::uint8_t {
  kAny,
  kNever,  ///< the element of `[]`
  kNull,
  kBool,
  kInt,
  kNumber,
  kString,  ///< perhaps with its only values (`enums`) or a pattern
  kCidr,
  kIp,
  kDate,
  kTime,
  kDuration,
  kSemver,
  kPermissions,
  kList,      ///< element
  kMap,       ///< element
  kObject,    ///< body (catalogue), fields (literal), or neither: free form
  kResource,  ///< names
  kRef,       ///< names: what it may refer to; empty: anything
  kUnion,     ///< members, none of them a union, none optional
};

struct Type;

/// A member of an object whose members the rule text itself says.
struct Field {
  std::string_view name;
  const Type* type = nullptr;
};

/// Immutable; owned by its TypePool, texts by the catalogue or the trees.
struct Type {
  TypeKind kind = TypeKind::kAny;
  bool optional = false;  ///< `T?`: may be missing or null
  bool open = false;      ///< kResource: written with `*`, one type that has a property suffices
  bool has_fields = false;
  const Type* element = nullptr;
  const ObjectType* body = nullptr;
  std::span<const Field> fields;
  std::span<const std::string_view> enums;
  std::string_view pattern;
  std::span<const std::string_view> names;
  std::span<const Type* const> members;

  [[nodiscard]] bool is(TypeKind k) const { return kind == k; }
  [[nodiscard]] bool is_number() const {
    return kind == TypeKind::kInt || kind == TypeKind::kNumber;
  }
  [[nodiscard]] bool is_text() const { return kind == TypeKind::kString || kind == TypeKind::kRef; }
  /// Of which nothing is known that a mistake could be told from.
  [[nodiscard]] bool is_silent() const {
    return kind == TypeKind::kAny || kind == TypeKind::kNever || kind == TypeKind::kNull;
  }
};

/// Makes types. Ownership: owns them. Threads: one at a time.
class TypePool {
 public:
  TypePool();

  /// One of the kinds without parts.
  [[nodiscard]] const Type* simple(TypeKind kind) const;
  const Type* list(const Type* element);
  const Type* map(const Type* element);
  const Type* text(std::span<const std::string_view> enums);
  const Type* resource(std::span<const std::string_view> names, bool open);
  const Type* ref(std::span<const std::string_view> names);
  const Type* fields(std::span<const Field> fields);
  const Type* optional(const Type* type);
  const Type* present(const Type* type);  ///< without `?`
  /// The union of both, flattened: `int` with `number` is `number`, enums are merged.
  const Type* join(const Type* a, const Type* b);
  /// What the catalogue says; each property type is made once.
  const Type* of(const PropertyType* property);
  Arena& arena() { return arena_; }

 private:
  const Type* keep(const Type& type);
  const Type* merge(const Type& a, const Type& b);
  const Type* unite(const Type* a, const Type* b);
  const Type* make(const PropertyType& property);
  Arena arena_;
  std::span<const Type> simple_;
  std::unordered_map<const PropertyType*, const Type*> known_;
  std::unordered_map<const Type*, const Type*> optional_;
};

/// "list<string>?", "AWS::EC2::Subnet", "Enabled | Disabled" as `"Enabled" | "Disabled"`.
std::string to_text(const Type& type);
bool same(const Type& a, const Type& b);
/// Whether a value of `a` may stand where `b` is declared; `any` and `?` always pass.
bool is_subtype(const Type& a, const Type& b);
/// Whether no value of `a` can equal one of `b`.
bool disjoint(const Type& a, const Type& b);
/// The kind in one word, as messages say it ("string" for a text with enums).
std::string_view kind_word(const Type& type);
/// "a, b, c", as messages list names and values; of many the first twelve and how many more.
std::string listed(std::span<const std::string_view> texts);
bool holds(std::span<const std::string_view> texts, std::string_view text);

}  // namespace cordon::check

#endif  // CORDON_CHECK_TYPE_H_
