#include <algorithm>
#include <vector>

#include "inventory/terraform_plan.h"

namespace cordon::terraform {
namespace {

/// Whether a part of the address has the key `[*]`.
bool stands_for_any(std::string_view address, Symbols& symbols) {
  if (address.find("[*]") == std::string_view::npos) return false;
  std::vector<Step> steps;
  if (!split_address(address, symbols, steps)) return false;
  return std::any_of(steps.begin(), steps.end(), [&](const Step& step) {
    return step.index && symbols.text(step.text) == "*";
  });
}

}  // namespace

/// What a plan puts off: a change like any other, of a resource that is not there in full yet. An
/// address with `[*]` stands for instances whose number is not known.
void PlanReader::read_deferred() {
  const Node* deferred = list_member(store_, root_, "deferred_changes");
  if (deferred == nullptr) return;
  deferred_ = true;
  for (const Node& entry : deferred->members()) {
    if (plan_.context.stops()) break;
    const Node* change = entry.is_object() ? word_.resource_change.object_in(entry) : nullptr;
    if (change == nullptr) {
      damaged(entry);
      continue;
    }
    if (stands_for_any(word_.address.text_in(*change), store_.symbols)) {
      existence_ = canonical_.values().make_unknown(
          "how many instances there are is known after apply", change->at, false);
    }
    read_change(*change);
    existence_ = Node::boolean(true);
  }
  deferred_ = false;
}

}  // namespace cordon::terraform
