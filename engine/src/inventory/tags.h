#ifndef CORDON_INVENTORY_TAGS_H_
#define CORDON_INVENTORY_TAGS_H_

#include "value/store.h"

namespace cordon {

/// `@tags` from the value of a tags property, a list of { Key, Value } or a map: one object from
/// key to value. An entry whose key is not known makes it open; one that a condition may remove is
/// a choice. Absent tags are the empty object, with `enclosing` as its place.
Node tags_object(Store& store, const Node& tags, At enclosing);

}  // namespace cordon

#endif  // CORDON_INVENTORY_TAGS_H_
