#ifndef CORDON_VM_PARTS_H_
#define CORDON_VM_PARTS_H_

#include <span>

#include "value/node.h"

namespace cordon::vm {

/// What all completions of two partly known texts agree on: kT, kF or kU. A symbol stands for any
/// text, the same one wherever it occurs; beyond equal edges each occurrence is taken for itself.
/// Cost: O(bytes of a * bytes of b), above a million steps kU.
Truth parts_equal(std::span<const Part> a, std::span<const Part> b);
/// The same for `a starts_with b` (`end`: ends_with).
Truth parts_affix(std::span<const Part> a, std::span<const Part> b, bool end);

}  // namespace cordon::vm

#endif  // CORDON_VM_PARTS_H_
