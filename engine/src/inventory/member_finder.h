#ifndef CORDON_INVENTORY_MEMBER_FINDER_H_
#define CORDON_INVENTORY_MEMBER_FINDER_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/hash.h"
#include "value/store.h"

namespace cordon {

/// Finds the member of one name in many objects. Documents repeat the keys of their objects, so
/// where the member stood in the last ones is tried first. Threads: one at a time.
class MemberFinder {
 public:
  explicit MemberFinder(Symbol key) : key_(key) {}

  /// The member, or null. Requires: an object.
  const Node* in(const Node& object) {
    return among(object.kids, Store::keys(object).data(), [&]() -> const Node& { return object; });
  }
  /// The same of an object of which the members and the keys are at hand: `object` is asked for it
  /// only if none of the last ones had these keys.
  template <class Object>
  const Node* among(const Node* members, const Symbol* keys, const Object& object) {
    // INVARIANT: objects with one key array have the same members (Shapes), and it is never freed.
    const std::size_t slot = slot_of(keys);
    const Place* place = &places_[slot];
    if (keys != place->keys) place = &places_[slot ^ 1U];
    if (keys != place->keys) place = &look(object(), keys, slot);
    return place->at == kAbsent ? nullptr : members + place->at;
  }
  /// The member if it is an object, or null.
  const Node* object_in(const Node& object) {
    const Node* found = in(object);
    return found != nullptr && found->is_object() ? found : nullptr;
  }
  /// The text that it holds, or "".
  std::string_view text_in(const Node& object) {
    const Node* found = in(object);
    return found != nullptr && found->is(Kind::kString) ? found->text() : std::string_view{};
  }

 private:
  static constexpr std::uint32_t kAbsent = 0xFFFFFFFFU;
  struct Place {
    const Symbol* keys = nullptr;  ///< those of the empty object, which has no members
    std::uint32_t at = kAbsent;
  };
  static constexpr std::size_t kPlaces = 4;

  static std::size_t slot_of(const Symbol* keys) {
    static_assert(kPlaces == 4);
    return hash_of(std::uint64_t{reinterpret_cast<std::uintptr_t>(keys)}) >> 62U;
  }
  /// Remembers it in a slot; what was there moves to the one beside.
  const Place& look(const Node& object, const Symbol* keys, std::size_t slot) {
    const Node* found = Store::find(object, key_);
    places_[slot ^ 1U] = places_[slot];
    places_[slot] = {keys,
                     found == nullptr ? kAbsent : static_cast<std::uint32_t>(found - object.kids)};
    return places_[slot];
  }

  Symbol key_;
  std::array<Place, kPlaces> places_ = {};
};

}  // namespace cordon

#endif  // CORDON_INVENTORY_MEMBER_FINDER_H_
