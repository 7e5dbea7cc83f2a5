#ifndef CORDON_INVENTORY_TERRAFORM_SATELLITES_H_
#define CORDON_INVENTORY_TERRAFORM_SATELLITES_H_

#include <span>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "inventory/terraform_model.h"
#include "inventory/terraform_values.h"

namespace cordon::terraform {

/// A resource that says more of another: aws_vpc_endpoint_subnet_association of an endpoint.
struct Satellite {
  ResourceId id = kNoResource;
  /// kTrue: it belongs to the owner that was asked for; kUnknown: perhaps.
  Node belongs = Node::boolean(true);
};

/// Finds the satellites of a resource. The index of one (type, key) is built on first use.
class Satellites {
 public:
  explicit Satellites(Plan& plan) : plan_(plan), values_(plan) {}
  std::vector<Satellite> of(const Instance& owner, const Accessor::Satellite& what);
  /// Whether one of them names the id of an owner that this plan does not show.
  bool has_foreign(const SatelliteOf& what);
  /// Whether another document may say more of the owner, as this plan shows its id. Then what is
  /// said is not known here.
  bool elsewhere(const Instance& owner, const Accessor::Satellite& what);

 private:
  struct Index {
    std::unordered_map<ResourceId, std::vector<Satellite>> by_owner;
    std::vector<Satellite> anywhere;               ///< the owner is not known
    std::unordered_set<std::string_view> foreign;  ///< ids of owners that the plan does not show
  };
  const Index& index(const Accessor::Satellite& what, Symbol owner_type);
  void enter(const Instance& satellite, const Accessor::Satellite& what, Symbol owner_type,
             Index& index);

  Plan& plan_;
  Values values_;
  std::unordered_map<std::uint64_t, Index> indexes_;
};

}  // namespace cordon::terraform

#endif  // CORDON_INVENTORY_TERRAFORM_SATELLITES_H_
