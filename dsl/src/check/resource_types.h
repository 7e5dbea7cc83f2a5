#ifndef CORDON_CHECK_RESOURCE_TYPES_H_
#define CORDON_CHECK_RESOURCE_TYPES_H_

#include "check/context.h"

namespace cordon::check {

/// How a written resource type is judged.
enum class Vocabulary : std::uint8_t {
  kCatalogue,  ///< has properties: `AWS::EC2::Subnet`, `AWS::EC2::*`, `Types::carrier`
  kFree,       ///< has none: `TF::aws_subnet`, `Json::Document`
  kRefused,    ///< a mistake; it has been reported
};

/// Checks one written type, reports what is wrong with it, and adds its canonical names to `names`.
/// Errors: E0301 unknown type or group, E0901 Kubernetes types; W0323 retired type.
Vocabulary use_type(Context& context, const syntax::ResType& type,
                    std::vector<std::string_view>& names);

/// The static type of a resource of the written types: `any` if one of them has no catalogue, what
/// fits everything if one of them was refused.
const Type* resource_type(Context& context, std::span<const syntax::ResType> types);

/// As use_type, without a report.
std::vector<std::string_view> names_of(const Context& context, std::string_view written);

}  // namespace cordon::check

#endif  // CORDON_CHECK_RESOURCE_TYPES_H_
