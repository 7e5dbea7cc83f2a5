#ifndef CORDON_ASSUMES_H_
#define CORDON_ASSUMES_H_

#include <cstdint>
#include <string>
#include <vector>

namespace cordon {

/// What a row takes for granted (contract `assumes`), a bit set.
enum Assumes : std::uint8_t { kAssumesReferences = 1, kAssumesUnsetBlocks = 2 };
std::vector<std::string> names_of(Assumes all);  ///< "references" ...

}  // namespace cordon

#endif  // CORDON_ASSUMES_H_
