#ifndef CORDON_INVENTORY_TERRAFORM_ATTRIBUTES_H_
#define CORDON_INVENTORY_TERRAFORM_ATTRIBUTES_H_

#include <optional>
#include <string_view>

#include "inventory/terraform_canonical.h"
#include "inventory/terraform_model.h"

namespace cordon::terraform {

/// Values of `x@name` that the plan knows.
class Attributes {
 public:
  Attributes(Plan& plan, Canonical& canonical, const Node& root)
      : plan_(plan), canonical_(canonical), root_(root) {}

  Node attribute(ResourceId id, std::string_view name);

 private:
  Node region(const Instance& instance);
  Node account(const Instance& instance);
  Node of_provider(const Instance& instance);
  bool is_secret(Symbol variable) const;
  Node root();
  /// A piece of the resource's ARN, if that is known.
  std::string_view arn_part(const Instance& instance, int index) const;
  Node inputs();

  Plan& plan_;
  Canonical& canonical_;
  const Node& root_;
  std::optional<bool> root_is_secret_;
};

}  // namespace cordon::terraform

#endif  // CORDON_INVENTORY_TERRAFORM_ATTRIBUTES_H_
