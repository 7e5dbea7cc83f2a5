#ifndef CORDON_FUZZ_TREE_CHECKS_H_
#define CORDON_FUZZ_TREE_CHECKS_H_

#include "value/store.h"

namespace cordon::fuzz {

/// Every value stands inside the text of its source.
void check_places(const Store& store, const Source& source, const Node& node);
/// The value prints as JSON that reads as the same value.
void check_print(Store& store, const Node& root);

}  // namespace cordon::fuzz

#endif  // CORDON_FUZZ_TREE_CHECKS_H_
