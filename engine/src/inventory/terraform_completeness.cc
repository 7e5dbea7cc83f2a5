#include <string>

#include "inventory/terraform_plan.h"

namespace cordon::terraform {

void PlanReader::open_all(std::string_view reason, At at) {
  plan_.context.open_all(canonical_.values().make_unknown(reason, at, false).unknown);
}

void PlanReader::incomplete(std::string_view reason, At at) {
  plan_.references.leave_out();
  open_all(reason, at);
}

/// What the plan says of itself, and what it declares and does not show.
void PlanReader::completeness() {
  const auto is = [this](std::string_view key, Kind kind) {
    const Node* node = store_.find(root_, key);
    return node != nullptr && node->is(kind) ? node : nullptr;
  };
  if (const Node* complete = is("complete", Kind::kFalse)) {
    incomplete("the plan says `complete: false`: it was made with -target or has deferred changes",
               complete->at);
  }
  if (const Node* errored = is("errored", Kind::kTrue)) {
    incomplete("the plan says `errored: true`", errored->at);
  }
  const Node* deferred = list_member(store_, root_, "deferred_changes");
  if (deferred != nullptr && deferred->len > 0)
    incomplete("the plan has deferred changes", deferred->at);
  find_left_out();
}

/// A resource that is not repeated, in modules that are not repeated, has one instance. Where the
/// plan has none, it was made with -target. Cost: linear in the configuration.
void PlanReader::find_left_out() {
  const auto& resources = plan_.configuration.resources();
  for (std::uint32_t i = 0; i < resources.size(); ++i) {
    const ConfigResource& resource = resources[i];
    const bool once = plan_.configuration.modules()[resource.module].once;
    if (resource.data || resource.repeated() || !once || shown_[i]) continue;
    const std::string reason =
        "the plan does not show " + std::string(store_.symbols.text(resource.type)) + "." +
        std::string(store_.symbols.text(resource.name)) + ", which its configuration declares";
    return incomplete(store_.arena.copy(std::string_view{reason}), resource.node->at);
  }
}

}  // namespace cordon::terraform
