#ifndef CORDON_CHECK_SIGNATURE_H_
#define CORDON_CHECK_SIGNATURE_H_

#include <memory>
#include <string_view>
#include <vector>

#include "check/type.h"

namespace cordon::check {

/// A type in a signature of value/builtins.def: `list<T?>`, `cidr | ip`.
struct SignatureType {
  std::string_view word;  ///< "list", "map", "T", or a kind; "|" for a union
  bool optional = false;
  std::vector<SignatureType> parts;
};

/// "(list<T>...): list<T>".
struct Signature {
  std::vector<SignatureType> arguments;
  bool is_variadic = false;  ///< the last argument repeats
  SignatureType result;
};

/// Requires: `text` is well formed (a unit test reads all of builtins.def).
Signature parse_signature(std::string_view text);

/// Whether `type` fits; what `T` stands for is joined into `variable`.
bool fits(TypePool& pool, const SignatureType& wanted, const Type& type, const Type*& variable);

/// The result type, with `T` replaced.
const Type* result_of(TypePool& pool, const SignatureType& result, const Type* variable);

/// As written.
std::string to_text(const SignatureType& type);

}  // namespace cordon::check

#endif  // CORDON_CHECK_SIGNATURE_H_
