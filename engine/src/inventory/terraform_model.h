#ifndef CORDON_INVENTORY_TERRAFORM_MODEL_H_
#define CORDON_INVENTORY_TERRAFORM_MODEL_H_

#include <cstdint>
#include <span>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "inventory/adapter.h"
#include "inventory/terraform_configuration.h"
#include "inventory/terraform_instances.h"
#include "inventory/terraform_mapping.h"
#include "inventory/terraform_references.h"
#include "value/store.h"

namespace cordon::terraform {

/// What stands for a mask that covers all below it.
inline const Node kEverything = Node::boolean(true);

/// One resource of the inventory: an instance of the plan, or what was made of one. What each
/// property needs stands together at the beginning: where the members of its trees are and which
/// they have, so that the trees themselves are read where a member is.
struct alignas(64) Instance {
  const Node* members = nullptr;  ///< of `after`
  const Symbol* keys = nullptr;   ///< of `after`; null: it has no members
  const Node* unknown_members = nullptr;
  const Symbol* unknown_keys = nullptr;
  const TypeMapping* mapping = nullptr;  ///< null: not mapped
  std::uint32_t config = kNone;          ///< ConfigResource
  std::uint32_t module = 0;              ///< module instance
  Symbol key = 0;
  ResourceId owner = kNoResource;  ///< the resource that this one was made of, if any
  At at = 0;                       ///< of `after`
  bool all_unknown : 1 = false;
  /// The document lists no unknowns: a member that is not there is not known.
  bool silent : 1 = false;
  bool data : 1 = false;
  bool has_secrets : 1 = false;  ///< `sensitive` marks something
  std::uint8_t few = 0;          ///< of the members, which are read ahead

  const Node* after = nullptr;      ///< object; null: the plan shows no values
  const Node* unknown = nullptr;    ///< after_unknown
  const Node* sensitive = nullptr;  ///< after_sensitive; null: nothing is
  const Node* body = nullptr;
  ResourceId id = kNoResource;
  Symbol native = 0;
  std::uint32_t item = kNone;  ///< of the owner's list mapping->each; kNone: unknown list
  // Stand-alone security group rules:
  std::uint32_t peer_item = kNone;  ///< of the peer's list; kNone: the attribute as a whole
  const Peer* peer = nullptr;       ///< the peer that this rule has; null: none

  void set_trees(const Node* values, const Node* unknowns, const Node* secrets);
  /// The member of `after` or `unknown`, or null. Neither is read where its like was met before.
  const Node* value_of(MemberFinder& finder) const {
    if (keys == nullptr) return nullptr;
    return finder.among(members, keys, [this]() -> const Node& { return *after; });
  }
  const Node* unknown_of(MemberFinder& finder) const {
    if (unknown_keys == nullptr) return nullptr;
    return finder.among(unknown_members, unknown_keys,
                        [this]() -> const Node& { return *unknown; });
  }
};

/// Which resource has an id, ARN or name that the plan shows.
class KnownIds {
 public:
  void add(std::string_view text, ResourceId id) { all_.emplace_back(text, id); }
  /// The resources that have it, in the order of the plan: a data source may show the same id as
  /// the resource, and some satellites have that of their owner.
  std::span<const ResourceId> find(std::string_view text) {
    // Few plans are asked for one, so the table is made when the first is.
    for (; entered_ < all_.size(); ++entered_)
      table_[all_[entered_].first].push_back(all_[entered_].second);
    const auto known = table_.find(text);
    return known == table_.end() ? std::span<const ResourceId>() : std::span(known->second);
  }

 private:
  std::vector<std::pair<std::string_view, ResourceId>> all_;
  std::size_t entered_ = 0;  ///< of them in the table
  std::unordered_map<std::string_view, std::vector<ResourceId>> table_;
};

/// What is known of one plan. Shared by the parts of its adapter; nothing in it moves.
struct Plan {
  Plan(AdapterContext& adapter_context, const Node* configuration_root, MappingTable mapping_table)
      : context(adapter_context),
        store(adapter_context.store()),
        configuration(store, configuration_root),
        instances(configuration, store.symbols),
        references(store, configuration, instances),
        table(std::move(mapping_table)) {}
  Plan(const Plan&) = delete;
  Plan& operator=(const Plan&) = delete;

  [[nodiscard]] const Instance& operator[](ResourceId id) const { return list[id - first]; }
  [[nodiscard]] Scope scope_of(const Instance& instance) const {
    Scope scope{instance.module, instance.key, nullptr, nullptr};
    if (instance.config != kNone) {
      scope.count = configuration.resources()[instance.config].count;
      scope.for_each = configuration.resources()[instance.config].for_each;
    }
    return scope;
  }

  AdapterContext& context;
  Store& store;
  Configuration configuration;
  Instances instances;
  References references;
  MappingTable table;
  std::vector<Instance> list;
  /// Per instance, the next one that is of the same type, or kNone.
  std::vector<std::uint32_t> next_of_type;
  ResourceId first = 0;
  KnownIds ids;
  const Node* variables = nullptr;  ///< root variables with their values
  bool mentioned = true;            ///< --references=mentioned
  bool lists_blocks = true;         ///< Terraform 1.1 or later
};

}  // namespace cordon::terraform

#endif  // CORDON_INVENTORY_TERRAFORM_MODEL_H_
