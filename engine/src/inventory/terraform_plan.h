#ifndef CORDON_INVENTORY_TERRAFORM_PLAN_H_
#define CORDON_INVENTORY_TERRAFORM_PLAN_H_

#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "inventory/member_finder.h"
#include "inventory/terraform_addresses.h"
#include "inventory/terraform_canonical.h"
#include "inventory/terraform_model.h"

namespace cordon::terraform {

/// Reads the sections of a plan into resources: resource_changes, deferred_changes, planned_values
/// where a resource has no change, data sources of prior_state. Cost: linear in the number of
/// entries.
class PlanReader {
 public:
  PlanReader(Plan& plan, Canonical& canonical, const Node& root)
      : plan_(plan),
        canonical_(canonical),
        store_(plan.store),
        root_(root),
        word_(store_.symbols) {}

  void read();

 private:
  enum class Section : std::uint8_t { kPlanned, kPrior };

  /// Members that each entry is asked for, and words that resources have.
  struct Words {
    explicit Words(Symbols& s);
    MemberFinder address, module_address, mode, type, name, deposed, change, resource_change,
        actions, before, after, after_unknown, after_sensitive, before_sensitive, values,
        sensitive_values, id, arn;
    Symbol create, update, no_op;
  };
  struct Actions {
    bool deletes = false;
    bool creates = false;
    bool updates = false;
    bool reads = false;
    bool forgets = false;
  };
  static Actions actions_of(const Node* list);
  [[nodiscard]] Symbol name_of(const Actions& actions) const;

  void read_changes(const Node& changes);
  void read_ahead_entry(std::span<const Node> next);
  void read_ahead_value(std::span<const Node> next, Section section);
  void read_ahead_change(std::span<const Node> next);
  void read_change(const Node& entry);
  void read_deferred();
  void read_values(const Node& module, Section section);
  void read_value(const Node& entry, std::string_view module, Section section);
  bool identify(const Node& entry, std::string_view module, Instance& instance,
                std::string_view& address);
  /// What the configuration says of the resource, or kNone.
  std::uint32_t configured(Instance& instance, std::string_view type, std::string_view name);
  void add(Instance& instance, std::string_view address, Symbol action);
  /// The canonical type of what another provider makes, 0: none that is known.
  Symbol foreign_type(const Instance& instance, std::string_view address);
  const TypeMapping* choose(const SourceType& source, const Instance& instance);
  void add_ids(const Instance& instance);
  using PeerPlace = std::pair<const Peer*, std::uint32_t>;  ///< and the item of its list, or kNone
  std::vector<PeerPlace> peers_of(const Instance& instance);
  void expand_peers(Instance& instance, std::vector<Instance>& more);
  void make(const SourceType& source, const Instance& owner, std::string_view address,
            Symbol action);
  void make_one(const TypeMapping& mapping, const Instance& owner, std::string_view address,
                Symbol action, std::uint32_t& number);
  ResourceId register_resource(const Instance& instance, std::string_view address, Symbol action,
                               Symbol type, const Node& exists);
  void chain(Symbol type);
  void completeness();
  void find_left_out();
  void open_all(std::string_view reason, At at);
  /// The plan does not show resources that its configuration may mention.
  void incomplete(std::string_view reason, At at);
  void warn(std::string_view code, At at, std::string message, std::string_view help = {});
  /// It makes resources that the plan does not show: no rule judges them.
  void leave_out(std::string_view address, At at);
  void damaged(const Node& entry);

  Plan& plan_;
  Canonical& canonical_;
  Store& store_;
  const Node& root_;
  /// Notes that the plan shows the one instance of a resource that is not repeated.
  void show(const Instance& instance);

  bool deferred_ = false;                 ///< of the change that is read
  Node existence_ = Node::boolean(true);  ///< of what it makes
  Words word_;
  Addresses addresses_;
  std::uint32_t last_config_ = kNone;      ///< ConfigResource of the last entry
  std::vector<std::uint32_t> next_config_  ///< which one came after each of them last time
      = std::vector<std::uint32_t>(plan_.configuration.resources().size() + 1, kNone);
  std::vector<std::uint32_t> last_of_type_;  ///< 1 + its place in Plan::list, by symbol
  std::vector<bool> shown_ = std::vector<bool>(plan_.configuration.resources().size());
};

}  // namespace cordon::terraform

#endif  // CORDON_INVENTORY_TERRAFORM_PLAN_H_
