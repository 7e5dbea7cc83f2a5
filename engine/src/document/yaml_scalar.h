#ifndef CORDON_DOCUMENT_YAML_SCALAR_H_
#define CORDON_DOCUMENT_YAML_SCALAR_H_

#include <cstdint>
#include <string_view>

#include "document/number.h"
#include "value/node.h"

namespace cordon::document {

/// What the core schema of YAML 1.2 takes a plain scalar for.
enum class Plain : std::uint8_t {
  kString,
  kNull,
  kTrue,
  kFalse,
  kInteger,
  kOctal,
  kHex,
  kReal,
  kNotFinite,    ///< .inf or .nan
  kLeadingZero,  ///< decimal digits after a zero: a string here, octal for YAML 1.1
  kOldBoolean    ///< yes, no, on, off: a string here, a boolean for YAML 1.1
};

/// Cost: O(length). Source: YAML 1.2.2, section 10.3.2.
Plain classify_plain(std::string_view text);

/// The value of a number. Requires: `kind` is kInteger, kOctal, kHex or kReal, and `text` outlives
/// the node. Faults: as real_of(); octal and hexadecimal numbers above uint64 are too large.
Number plain_number(Plain kind, std::string_view text, At at);

}  // namespace cordon::document

#endif  // CORDON_DOCUMENT_YAML_SCALAR_H_
