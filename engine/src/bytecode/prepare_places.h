#ifndef CORDON_BYTECODE_PREPARE_PLACES_H_
#define CORDON_BYTECODE_PREPARE_PLACES_H_

#include "base/source_space.h"

namespace cordon::bytecode {

/// Builds the line tables of all texts of a program, which place() else builds on first use:
/// threads share a program, and nothing of it may be made while they do. Cost: O(bytes).
inline void prepare_places(const SourceSpace& sources) {
  At at = 1;
  while (const Source* source = sources.find(at)) {
    const At end = source->base + static_cast<At>(source->text.size());
    static_cast<void>(sources.place(end));
    at = end + 1;
  }
}

}  // namespace cordon::bytecode

#endif  // CORDON_BYTECODE_PREPARE_PLACES_H_
