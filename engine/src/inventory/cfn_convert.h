#ifndef CORDON_INVENTORY_CFN_CONVERT_H_
#define CORDON_INVENTORY_CFN_CONVERT_H_

#include "catalogue/catalogue.h"
#include "value/store.h"

namespace cordon {

/// The value as CloudFormation passes it to a property of that type: "443" -> 443, "true" -> true,
/// 443 -> "443" for a string, a scalar for a list -> a list of one. One level: members are the
/// caller's. An unknown gets the type of its property. Null type: the value as it is.
Node convert(Store& store, const Node& value, const PropertyType* type);

/// An empty text where an id belongs, or an empty list where ids belong: the same as not written.
bool is_absent_id(const Node& value, const PropertyType* type);

Expect expect_of(const PropertyType* type);

}  // namespace cordon

#endif  // CORDON_INVENTORY_CFN_CONVERT_H_
