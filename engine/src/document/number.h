#ifndef CORDON_DOCUMENT_NUMBER_H_
#define CORDON_DOCUMENT_NUMBER_H_

#include <cstdint>
#include <string_view>

#include "value/node.h"

namespace cordon::document {

enum class NumberFault : std::uint8_t { kNone, kTooLarge, kTooSmall };

struct Number {
  Node node;
  NumberFault fault = NumberFault::kNone;
};

/// An integer of decimal digits with an optional `-`: exact within int64 and uint64, else its text.
/// Requires: `text` matches -?(0|[1-9][0-9]*) and outlives the node. Cost: O(digits).
Node integer_of(std::string_view text, At at);

/// A decimal number as a double. Faults: it is no finite double, or it is not zero and the double
/// is. Requires: `text` is a number of JSON. Cost: O(digits).
Number real_of(std::string_view text, At at);

}  // namespace cordon::document

#endif  // CORDON_DOCUMENT_NUMBER_H_
