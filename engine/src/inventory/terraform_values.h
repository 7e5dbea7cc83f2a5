#ifndef CORDON_INVENTORY_TERRAFORM_VALUES_H_
#define CORDON_INVENTORY_TERRAFORM_VALUES_H_

#include <cstdint>
#include <span>
#include <string_view>
#include <unordered_map>

#include "inventory/terraform_model.h"

namespace cordon::terraform {

/// A place in the three parallel trees of a change, with what the configuration says of it.
struct Cursor {
  enum class Config : std::uint8_t {
    kListed,      ///< `expression` is its expression, or the list of its blocks
    kNotListed,   ///< the configuration is there and does not name it
    kUnavailable  ///< no configuration, or inside a dynamic block, which it does not show
  };
  const Node* value = nullptr;  ///< of `after`; null: absent, or JSON null
  const Node* unknown = nullptr;
  const Node* sensitive = nullptr;
  const Node* expression = nullptr;
  Config config = Config::kUnavailable;
  bool flattened = false;  ///< `expression` is that of a whole attribute that this is a part of
  bool silent = false;     ///< see Instance::silent
  /// Of a list: members that the plan leaves out, of which nothing is known (before Terraform 1.3).
  std::uint32_t further = 0;
  /// Of a whole resource: it. `value` is its `after`, `expression` holds those of its attributes.
  const Instance* whole = nullptr;
  At enclosing = 0;  ///< the object or list that holds it; of a whole resource: itself
  [[nodiscard]] At at() const {
    if (value != nullptr) return value->at;
    return unknown != nullptr && unknown->at != 0 ? unknown->at : enclosing;
  }
  /// How many members the list has. Requires: `value` is a list.
  [[nodiscard]] std::uint32_t count() const { return value->len + further; }
  /// What encloses its members.
  [[nodiscard]] At inside() const {
    return whole == nullptr && value != nullptr ? value->at : enclosing;
  }
};

/// What is known of an attribute.
enum class State : std::uint8_t {
  kUnset,
  kAssumedUnset,    ///< a plan does not show whether the block is set
  kUnknownWritten,  ///< it has a value, not known yet
  kUnknownMaybe,    ///< whether it has one is not known either
  kKnown
};

/// Reads values of a plan: zips `after`, `after_unknown` and `after_sensitive` for the one value
/// that is asked for, and turns mentions of resources into references. Cost: the size of the value.
/// Recursion follows the nesting of the document (DocumentLimits).
class Values {
 public:
  explicit Values(Plan& plan);

  [[nodiscard]] Cursor root(const Instance& instance) const;
  [[nodiscard]] Cursor member(const Cursor& from, Symbol key) const;
  [[nodiscard]] Cursor member(const Cursor& from, AttributeFinder& attribute) const;
  /// Requires: from.value is a list and i < from.count().
  [[nodiscard]] Cursor item(const Cursor& from, std::uint32_t i) const;
  /// `block`: the attribute is a nested block (a dynamic one may have made it).
  [[nodiscard]] State state(const Cursor& at, Absence absence, bool block,
                            const Instance& instance) const;

  /// The value as Terraform writes it. Requires: state kKnown.
  Node known(const Cursor& at);
  /// A value that names resources of `refs`. Requires: state kKnown or kUnknownWritten.
  Node reference(const Cursor& at, std::span<const Symbol> refs, const Instance& instance);
  Node reference_list(const Cursor& at, std::span<const Symbol> refs, const Instance& instance);
  Node unknown(const Cursor& at, bool written, Expect expect, std::string_view why = {});
  Node make_unknown(std::string_view reason, At at, bool written, Expect expect = Expect::kAny);

 private:
  template <class Expression>
  Cursor step(const Cursor& from, const Node* value, const Node* unknown, const Node* sensitive,
              const Expression& expression) const;
  /// What is known of a list that shows fewer members than it has masks.
  struct LeftOut {
    const Node* masks = nullptr;  ///< of the members that are shown
    std::uint32_t further = 0;
    bool secret = false;
  };
  void settle(Cursor& at) const;
  [[nodiscard]] LeftOut leave_out(const Cursor& at) const;
  [[nodiscard]] Cursor member_of_whole(const Cursor& from, AttributeFinder& attribute) const;
  [[nodiscard]] bool is_attribute(const Node& expression) const;
  [[nodiscard]] bool plain(const Node& value, const Node* unknown, const Node* sensitive) const;
  /// Until the next one is resolved.
  const Resolution& resolve(const Cursor& at, std::span<const Symbol> refs,
                            const Instance& instance);
  Node scalar(const Cursor& at, const Resolution& found);
  Node one_of(const Cursor& at, const Resolution& found, bool written);
  Node maybe_list(const Cursor& at, const Resolution& found, std::span<const Node> certain);
  Node fill(const Cursor& at, const Resolution& found);
  Node flagged(Node node, const Cursor& at) const;

  Plan& plan_;
  Store& store_;
  Resolution found_;
  /// By the masks: each member of such a list asks for the list.
  mutable std::unordered_map<const Node*, LeftOut> left_out_;
  Symbol references_;
  Symbol constant_value_;
};

/// Whether a mask of `after_unknown` or `after_sensitive` marks anything.
bool marks_anything(const Node* mask);

/// A known value that stands where an id belongs and is none.
inline bool is_no_id(const Node& value) {
  return value.is(Kind::kNull) || (value.is(Kind::kString) && value.len == 0);
}

}  // namespace cordon::terraform

#endif  // CORDON_INVENTORY_TERRAFORM_VALUES_H_
