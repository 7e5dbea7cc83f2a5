// Writes teams as documents. A plan shows each resource up to three times, as Terraform does: among
// the planned values, as a change, and, if it exists, in the prior state.
#include "generator.h"

#include <functional>

#include "teams.h"

namespace cordon::bench {
namespace {

std::string module_of(const Team& team, bool network) {
  return "module.team[\"" + team.name() + "\"]" + (network ? ".module.net" : "");
}

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '"') out += '\\';
    out += c;
  }
  return out;
}

std::string address_of(const Team& team, const Made& made) {
  std::string address =
      module_of(team, made.network) + "." + std::string(made.type) + "." + std::string(made.name);
  if (!made.key.empty()) address += "[" + made.key + "]";
  return quoted(escaped(address));
}

/// Members with commas between them, each given by `write`, which says whether it wrote.
template <class Range, class Write>
std::string joined(const Range& range, const Write& write) {
  std::string out;
  for (const auto& item : range) {
    std::string one = write(item);
    if (one.empty()) continue;
    if (!out.empty()) out += ',';
    out += one;
  }
  return out;
}

std::string values_of(const Made& made) {
  return "{" +
         joined(made.attributes,
                [](const Attribute& a) {
                  return a.value.empty() ? std::string() : quoted(a.name) + ":" + a.value;
                }) +
         "}";
}

std::string unknowns_of(const Team& team, const Made& made) {
  return "{" +
         joined(made.attributes,
                [&](const Attribute& a) {
                  if (a.value.empty()) return quoted(a.name) + ":true";
                  const bool listed = !a.unknown.empty() && !(team.existing && a.unknown == "[]");
                  return listed ? quoted(a.name) + ":" + a.unknown : std::string();
                }) +
         "}";
}

std::string identity(const Team& team, const Made& made) {
  std::string out = R"("address":)" + address_of(team, made) + R"(,"mode":"managed","type":)" +
                    quoted(made.type) + R"(,"name":)" + quoted(made.name);
  if (!made.key.empty()) out += R"(,"index":)" + made.key;
  return out + R"(,"provider_name":"registry.terraform.io/hashicorp/aws")";
}

std::string planned(const Team& team, const Made& made) {
  return "{" + identity(team, made) + R"(,"schema_version":1,"values":)" + values_of(made) +
         R"(,"sensitive_values":{"tags":{},"tags_all":{}}})";
}

std::string change(const Team& team, const Made& made) {
  const std::string values = values_of(made);
  std::string out = R"({"address":)" + address_of(team, made) + R"(,"module_address":)" +
                    quoted(escaped(module_of(team, made.network))) +
                    R"(,"mode":"managed","type":)" + quoted(made.type) + R"(,"name":)" +
                    quoted(made.name);
  if (!made.key.empty()) out += R"(,"index":)" + made.key;
  out += R"(,"provider_name":"registry.terraform.io/hashicorp/aws","change":{"actions":[)";
  out += team.existing ? R"("no-op"],"before":)" + values : R"("create"],"before":null)";
  out += R"(,"after":)" + values + R"(,"after_unknown":)" + unknowns_of(team, made) +
         R"(,"before_sensitive":)" + (team.existing ? "{\"tags\":{},\"tags_all\":{}}" : "false") +
         R"(,"after_sensitive":{"tags":{},"tags_all":{}}}})";
  return out;
}

/// `{"address":...,"resources":[...],"child_modules":[...]}` of one team.
std::string values_module(const Team& team, const std::vector<Made>& all) {
  const auto of = [&](bool network) {
    return joined(all, [&](const Made& made) {
      return made.network == network ? planned(team, made) : std::string();
    });
  };
  return R"({"resources":[)" + of(false) + R"(],"address":)" +
         quoted(escaped(module_of(team, false))) + R"(,"child_modules":[{"resources":[)" +
         of(true) + R"(],"address":)" + quoted(escaped(module_of(team, true))) + "}]}";
}

std::string config_resources(const std::vector<Made>& all, bool network) {
  std::string last;
  return joined(all, [&](const Made& made) {
    std::string address = std::string(made.type) + "." + std::string(made.name);
    if (made.network != network || address == last) return std::string();
    last = address;
    std::string out =
        R"({"address":)" + quoted(address) + R"(,"mode":"managed","type":)" + quoted(made.type) +
        R"(,"name":)" + quoted(made.name) + R"(,"provider_config_key":"aws","expressions":{)" +
        joined(made.attributes,
               [](const Attribute& a) {
                 return a.expression.empty() ? std::string()
                                             : quoted(a.name) + ":" + std::string(a.expression);
               }) +
        R"(},"schema_version":1)";
    if (!made.repetition.empty()) out += "," + std::string(made.repetition);
    return out + "}";
  });
}

std::string configuration(const std::vector<Made>& all) {
  constexpr std::string_view kOutputs =
      R"("outputs":{"private_subnet_ids":{"expression":{"references":["aws_subnet.private"]}},)"
      R"("workload_group_id":{"expression":{"references":["aws_security_group.workload.id",)"
      R"("aws_security_group.workload"]}}})";
  return R"({"provider_config":{"aws":{"name":"aws","full_name":"registry.terraform.io/hashicorp/aws",)"
         R"("expressions":{"region":{"constant_value":"eu-west-1"}}}},"root_module":{"module_calls":)"
         R"({"team":{"source":"./team","expressions":{"team":{"references":["each.key"]},)"
         R"("cidr":{"references":["each.value"]}},"for_each_expression":{"references":["var.teams"]},)"
         R"("module":{"resources":[)" +
         config_resources(all, false) +
         R"(],"module_calls":{"net":{"source":"./net","expressions":{"team":{"references":["var.team"]},)"
         R"("cidr":{"references":["var.cidr"]}},"module":{)" +
         std::string(kOutputs) + R"(,"resources":[)" + config_resources(all, true) +
         R"(],"variables":{"team":{},"cidr":{}}}}},"variables":{"team":{},"cidr":{}}}}}}})";
}

std::string prior_data() {
  return R"({"address":"data.aws_caller_identity.current","mode":"data","type":"aws_caller_identity",)"
         R"("name":"current","provider_name":"registry.terraform.io/hashicorp/aws","schema_version":0,)"
         R"("values":{"account_id":"123456789012","id":"123456789012"},"sensitive_values":{}})";
}

}  // namespace

std::string generate_plan(std::uint32_t resources, std::uint64_t seed) {
  const std::uint32_t teams = resources / kTeamResources;
  std::string values;
  std::string prior;
  std::string changes;
  const auto comma = [](std::string& text) {
    if (!text.empty()) text += ',';
  };
  for (std::uint32_t i = 0; i < teams; ++i) {
    const Team team = make_team(i, seed);
    const std::vector<Made> all = resources_of(team);
    const std::string module = values_module(team, all);
    comma(values);
    values += module;
    if (team.existing) {
      comma(prior);
      prior += module;
    }
    comma(changes);
    changes += joined(all, [&](const Made& made) { return change(team, made); });
  }
  return R"({"format_version":"1.2","terraform_version":"1.9.5","planned_values":{"root_module":{)"
         R"("child_modules":[)" +
         values + R"(]}},"resource_changes":[)" + changes +
         R"(],"prior_state":{"format_version":"1.0","terraform_version":"1.9.5","values":{)"
         R"("root_module":{"resources":[)" +
         prior_data() + R"(],"child_modules":[)" + prior + R"(]}}},"configuration":)" +
         configuration(resources_of(make_team(0, seed))) +
         R"(,"timestamp":"2026-11-29T00:00:00Z","applyable":true,"complete":true,"errored":false})";
}

namespace {

/// `aws_vpc_endpoint`, `interface`, `"api"` is VpcEndpointInterfaceApi.
std::string logical_id(const Team& team, const Made& made) {
  if (made.type == "aws_vpc") return team.name() + "Vpc";
  std::string out = team.name();
  bool upper = true;
  const std::string words =
      std::string(made.type.substr(4)) + "_" + std::string(made.name) + "_" + made.key;
  for (const char c : words) {
    if (c == '_' || c == '"') {
      upper = true;
    } else {
      out += upper && c >= 'a' ? static_cast<char>(c - 'a' + 'A') : c;
      upper = false;
    }
  }
  return out;
}

}  // namespace

std::string generate_template(std::uint32_t resources, std::uint64_t seed) {
  std::string out = R"({"AWSTemplateFormatVersion":"2010-09-09","Resources":{)";
  for (std::uint32_t i = 0; i < resources / kTeamResources; ++i) {
    const Team team = make_team(i, seed);
    for (const Made& made : resources_of(team)) {
      if (out.back() != '{') out += ',';
      out += quoted(logical_id(team, made)) + R"(:{"Type":)" + quoted(made.canonical) +
             R"(,"Properties":{)" + made.properties + "}}";
    }
  }
  return out + "}}";
}

}  // namespace cordon::bench
