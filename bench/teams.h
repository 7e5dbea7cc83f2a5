#ifndef CORDON_BENCH_TEAMS_H_
#define CORDON_BENCH_TEAMS_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace cordon::bench {

/// What chance decided for one team; everything else follows from its number.
struct Team {
  std::uint32_t number = 0;
  bool existing = false;      ///< applied earlier: ids are known, nothing changes
  bool internet = false;      ///< notebooks have direct internet access
  bool root = false;          ///< the notebook says nothing of root access
  bool open_ingress = false;  ///< a group admits the internet
  bool flow_log = false;      ///< of all traffic
  bool host_names = false;    ///< DNS host names in the VPC
  bool odd_endpoint = false;  ///< an endpoint of a type that nobody expects
  bool isolated = false;      ///< the model has network isolation
  [[nodiscard]] std::string name() const;
  /// An id as AWS gives them, the same for the same prefix and number.
  [[nodiscard]] std::string id(std::string_view prefix, std::uint32_t which = 0) const;
};

Team make_team(std::uint32_t number, std::uint64_t seed);

/// One attribute of a Terraform resource: its JSON value (empty: known after apply), what
/// `after_unknown` says of a value that is known in part, and its expression in the configuration
/// (empty: not written).
struct Attribute {
  std::string_view name;
  std::string value = {};
  std::string unknown = {};
  std::string_view expression = {};
};
using Attributes = std::vector<Attribute>;

/// One resource of a team in both families.
struct Made {
  bool network = false;  ///< of module `net` inside the team's
  std::string_view type;
  std::string_view name;
  std::string key;              ///< JSON: a number, a quoted text, or empty
  std::string_view repetition;  ///< member of the configuration entry, or empty
  Attributes attributes;
  std::string_view canonical;  ///< CloudFormation type
  std::string properties;      ///< JSON members of `Properties`
};

/// The resources of a team, kTeamResources of them, in the order of a plan.
std::vector<Made> resources_of(const Team& team);

std::string quoted(std::string_view text);

}  // namespace cordon::bench

#endif  // CORDON_BENCH_TEAMS_H_
