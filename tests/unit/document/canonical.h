#ifndef CORDON_TESTS_UNIT_DOCUMENT_CANONICAL_H_
#define CORDON_TESTS_UNIT_DOCUMENT_CANONICAL_H_

#include <string>

#include "value/store.h"

namespace cordon::test {

/// Canonical JSON: keys sorted, no white space, the shortest text of each double.
/// Recurses to the depth of the value, which the readers bound.
std::string canonical(const Store& store, const Node& node);

}  // namespace cordon::test

#endif  // CORDON_TESTS_UNIT_DOCUMENT_CANONICAL_H_
