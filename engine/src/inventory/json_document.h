#ifndef CORDON_INVENTORY_JSON_DOCUMENT_H_
#define CORDON_INVENTORY_JSON_DOCUMENT_H_

#include <string_view>

#include "value/store.h"

namespace cordon {

inline constexpr std::string_view kJsonDocument = "Json::Document";

/// A member of the root of a `Json::Document`, which may be anything.
Node json_member(Store& store, const Node& root, Symbol name);

}  // namespace cordon

#endif  // CORDON_INVENTORY_JSON_DOCUMENT_H_
