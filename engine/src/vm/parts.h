#ifndef CORDON_VM_PARTS_H_
#define CORDON_VM_PARTS_H_

#include <cstdint>
#include <span>

#include "value/node.h"

namespace cordon::vm {

/// What all completions of two partly known texts agree on, and how much work it was to tell.
struct PartsAgree {
  Truth truth = Truth::kU;  ///< kT, kF or kU
  std::uint64_t steps = 0;  ///< bytes looked at and pairs of them; the caller charges for it
};

/// Whether they are equal. A symbol stands for any text, the same one wherever it occurs; beyond
/// equal edges each occurrence is taken for itself.
/// Cost: O(bytes of a * bytes of b) between the edges, above a million pairs kU.
PartsAgree parts_equal(std::span<const Part> a, std::span<const Part> b);
/// The same for `a starts_with b` (`end`: ends_with).
PartsAgree parts_affix(std::span<const Part> a, std::span<const Part> b, bool end);

}  // namespace cordon::vm

#endif  // CORDON_VM_PARTS_H_
