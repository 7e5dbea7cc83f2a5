#ifndef CORDON_BENCH_GENERATOR_H_
#define CORDON_BENCH_GENERATOR_H_

#include <cstdint>
#include <string>

namespace cordon::bench {

/// Resources of one team: a network module with subnets, groups and endpoints, and the workloads
/// that use it. Documents hold whole teams.
inline constexpr std::uint32_t kTeamResources = 20;

/// A Terraform plan as `terraform show -json` writes it: planned values, changes with unknowns,
/// prior state, and a configuration with modules, count, for_each and references. A third of the
/// teams exist already, so their ids are known. Requires: resources >= kTeamResources.
/// The same numbers give the same bytes on every machine.
std::string generate_plan(std::uint32_t resources, std::uint64_t seed);

/// The same architecture as a CloudFormation template in JSON.
std::string generate_template(std::uint32_t resources, std::uint64_t seed);

}  // namespace cordon::bench

#endif  // CORDON_BENCH_GENERATOR_H_
