#ifndef CORDON_VM_FACT_MEMORY_H_
#define CORDON_VM_FACT_MEMORY_H_

#include "base/arena.h"
#include "value/node.h"

namespace cordon::vm {

/// A value whose parts that `from` has made since `mark` are copied to `to`; what lives elsewhere
/// is shared. Cost: linear in what is copied, parts that are shared are copied once.
Node kept(Arena& to, const Arena& from, const Arena::Mark& mark, const Node& value);

}  // namespace cordon::vm

#endif  // CORDON_VM_FACT_MEMORY_H_
