#ifndef CORDON_INVENTORY_AHEAD_H_
#define CORDON_INVENTORY_AHEAD_H_

#include <cstdint>

namespace cordon {

/// What is asked for of a resource before it is read, each with the help of the one before.
enum class Ahead : std::uint8_t {
  kRecord,    ///< what is known of it
  kMembers,   ///< of its trees, and what was made of them
  kContents,  ///< members of those that are lists or objects, texts of the others
  kTexts      ///< in those lists and objects
};

}  // namespace cordon

#endif  // CORDON_INVENTORY_AHEAD_H_
