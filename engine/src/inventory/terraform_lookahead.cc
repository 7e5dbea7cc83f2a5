#include "inventory/terraform_lookahead.h"

#include "base/prefetch.h"

namespace cordon::terraform {
std::uint32_t Lookahead::after(std::uint32_t instance) const {
  return instance == kNone ? kNone : plan_.next_of_type[instance];
}

/// The member of one of the next instances, and the record of one further on.
void Lookahead::asked(ResourceId id, Symbol property) {
  const std::uint32_t number = id - plan_.first;
  const bool in_order = number == expected_;
  expected_ = after(number);
  const std::uint32_t next = after(expected_);
  if (!in_order || next == kNone) return;
  read_ahead_attribute(plan_.list[next], property);
  const std::uint32_t further = after(after(after(next)));
  if (further != kNone) prefetch(&plan_.list[further], sizeof(Instance) / 2);
}

void Lookahead::read_ahead_attribute(const Instance& instance, Symbol property) {
  if (instance.mapping == nullptr) return;
  if (instance.mapping != mapping_ || property != property_) {
    mapping_ = instance.mapping;
    property_ = property;
    const Accessor* accessor = mapping_->find(property);
    const bool attribute = accessor != nullptr && !accessor->path.empty();
    finder_ = attribute ? &accessor->path.front().attribute : nullptr;
  }
  if (finder_ == nullptr) return;
  prefetch(instance.value_of(finder_->value), sizeof(Node));
  prefetch(instance.unknown_of(finder_->unknown), sizeof(Node));
}

}  // namespace cordon::terraform
