#include "inventory/terraform_lookahead.h"

#include "base/prefetch.h"

namespace cordon::terraform {
namespace {

/// What finding a member reads of an object before the member itself.
constexpr std::size_t kHeadBytes = sizeof(ObjectHead);

void expect_head(const Node* tree) {
  if (tree == nullptr || !tree->is_object()) return;
  prefetch(reinterpret_cast<const std::byte*>(tree->kids) - kHeadBytes, kHeadBytes);
}

void expect_member(MemberFinder& finder, const Node* tree) {
  if (tree == nullptr || !tree->is_object()) return;
  if (const Node* member = finder.in(*tree)) prefetch(member, sizeof(Node));
}

}  // namespace

std::uint32_t Lookahead::after(std::uint32_t instance) const {
  return instance == kNone ? kNone : plan_.next_of_type[instance];
}

/// One step further on for each instance: its record, the roots of its trees, their heads, and in
/// the end the member. What is read for a step was asked for in the one before.
void Lookahead::asked(const Instance& instance, Symbol property) {
  const std::uint32_t number = instance.id - plan_.first;
  const bool in_order = number == expected_;
  expected_ = after(number);
  std::uint32_t next = expected_;
  if (!in_order || next == kNone) return;
  expect_attribute(plan_.list[next], property);
  if ((next = after(next)) == kNone) return;
  expect_head(plan_.list[next].after);
  expect_head(plan_.list[next].unknown);
  if ((next = after(next)) == kNone) return;
  prefetch(plan_.list[next].after, sizeof(Node));
  prefetch(plan_.list[next].unknown, sizeof(Node));
  if ((next = after(next)) != kNone) prefetch(&plan_.list[next], sizeof(Instance));
}

void Lookahead::expect_attribute(const Instance& instance, Symbol property) {
  if (instance.mapping == nullptr) return;
  if (instance.mapping != mapping_ || property != property_) {
    mapping_ = instance.mapping;
    property_ = property;
    const Accessor* accessor = mapping_->find(property);
    const bool attribute = accessor != nullptr && !accessor->path.empty();
    finder_ = attribute ? &accessor->path.front().attribute : nullptr;
  }
  if (finder_ == nullptr) return;
  expect_member(finder_->value, instance.after);
  expect_member(finder_->unknown, instance.unknown);
}

}  // namespace cordon::terraform
