#ifndef CORDON_INVENTORY_DETECT_H_
#define CORDON_INVENTORY_DETECT_H_

#include <cstdint>
#include <string_view>
#include <vector>

#include "value/store.h"

namespace cordon {

/// What a document can look like. The first two are read; the others are known by name only.
enum class Shape : std::uint8_t {
  kCloudFormation,
  kTerraformPlan,
  kTerraformState,
  kPulumi,
  kAwsApi,
  kAwsConfig,
  kKubernetes
};

/// The word of `--type`.
std::string_view shape_name(Shape shape);
/// All shapes that the content has; a document's name plays no part. Cost: O(members of the root).
std::vector<Shape> shapes_of(const Store& store, const Node& root);

}  // namespace cordon

#endif  // CORDON_INVENTORY_DETECT_H_
