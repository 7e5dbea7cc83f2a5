#ifndef CORDON_INVENTORY_TERRAFORM_LOOKAHEAD_H_
#define CORDON_INVENTORY_TERRAFORM_LOOKAHEAD_H_

#include "inventory/terraform_model.h"

namespace cordon::terraform {

/// Asks for memory before it is read, while one property is asked for of all resources of a type in
/// their order, as indexes are made: they are far apart in a plan. It changes no value.
class Lookahead {
 public:
  explicit Lookahead(const Plan& plan) : plan_(plan) {}

  /// A property of this instance is about to be made.
  void asked(ResourceId id, Symbol property);

 private:
  [[nodiscard]] std::uint32_t after(std::uint32_t instance) const;
  void read_ahead_attribute(const Instance& instance, Symbol property);

  const Plan& plan_;
  std::uint32_t expected_ = kNone;  ///< the one after the last, in Plan::list
  const TypeMapping* mapping_ = nullptr;
  Symbol property_ = 0;
  AttributeFinder* finder_ = nullptr;  ///< of the property in the mapping; null: none
};

}  // namespace cordon::terraform

#endif  // CORDON_INVENTORY_TERRAFORM_LOOKAHEAD_H_
