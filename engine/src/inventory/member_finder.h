#ifndef CORDON_INVENTORY_MEMBER_FINDER_H_
#define CORDON_INVENTORY_MEMBER_FINDER_H_

#include <cstdint>
#include <string_view>

#include "value/store.h"

namespace cordon {

/// Finds the member of one name in many objects. Documents repeat the keys of their objects, so
/// where the member stood in the last one is tried first. Threads: one at a time.
class MemberFinder {
 public:
  explicit MemberFinder(Symbol key) : key_(key) {}

  /// The member, or null. Requires: an object.
  const Node* in(const Node& object) {
    return among(object.kids, Store::keys(object).data(), [&]() -> const Node& { return object; });
  }
  /// The same of an object of which the members and the keys are at hand: `object` is asked for it
  /// only if the last one had other keys.
  template <class Object>
  const Node* among(const Node* members, const Symbol* keys, const Object& object) {
    // INVARIANT: objects with one key array have the same members (Shapes), and it is never freed.
    if (keys != layout_) look(object(), keys);
    return at_ == kAbsent ? nullptr : members + at_;
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
  void look(const Node& object, const Symbol* layout) {
    const Node* found = Store::find(object, key_);
    at_ = found == nullptr ? kAbsent : static_cast<std::uint32_t>(found - object.kids);
    layout_ = layout;
  }

  static constexpr std::uint32_t kAbsent = 0xFFFFFFFFU;
  Symbol key_;
  std::uint32_t at_ = kAbsent;
  const Symbol* layout_ = nullptr;  ///< that of the empty object, which has no members
};

}  // namespace cordon

#endif  // CORDON_INVENTORY_MEMBER_FINDER_H_
