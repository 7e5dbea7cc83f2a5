#ifndef CORDON_INVENTORY_TERRAFORM_REASONS_H_
#define CORDON_INVENTORY_TERRAFORM_REASONS_H_

#include <cstdint>
#include <string_view>

#include "base/hash_index.h"
#include "value/store.h"

namespace cordon::terraform {

/// Why a property is absent or not known. Each text is made once and lives as long as the store:
/// ten thousand resources lack the same property for the same reason.
class Reasons {
 public:
  explicit Reasons(Store& store) : store_(store) {}

  std::string_view not_set(Symbol name);
  std::string_view taken_as_not_set(Symbol name);
  std::string_view not_read(Symbol name, Symbol type);

 private:
  using Texts = HashMap<std::uint64_t, std::string_view>;
  Store& store_;
  Texts not_set_;
  Texts taken_as_not_set_;
  Texts not_read_;
};

}  // namespace cordon::terraform

#endif  // CORDON_INVENTORY_TERRAFORM_REASONS_H_
