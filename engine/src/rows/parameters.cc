// Values of parameters: what the host gave, or what the rule file declares. Tests:
// tests/unit/rows/parameters_test.cc.
#include "rows/parameters.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "document/reader.h"
#include "rows/inputs.h"
#include "value/compare.h"
#include "value/network.h"
#include "vm/operators.h"
#include "vm/reading.h"

namespace cordon::rows {
namespace {

using bytecode::ParamType;

std::string qualified(const ParameterInfo& info) {
  return info.package.empty() ? info.name : info.package + "." + info.name;
}

/// The parameter that a name on the command line means: by qualified name, else by its bare name.
Result<std::size_t> find_parameter(const bytecode::Program& program, const ParameterValue& given) {
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < program.parameter_infos.size(); ++i) {
    const ParameterInfo& info = program.parameter_infos[i];
    if (given.name == info.package + "." + info.name) return i;
    if (given.name == info.name) found.push_back(i);
  }
  if (found.size() == 1) return found[0];
  if (found.empty()) {
    return usage("U0301", "no rule declares a parameter " + in_backticks(given.name),
                 "`cordon rules` lists the parameters of each rule");
  }
  return usage("U0301", "several packages declare a parameter " + in_backticks(given.name),
               "write package.name, such as " + program.parameter_infos[found[0]].package + "." +
                   given.name);
}

bool same_name_elsewhere(const bytecode::Program& program, const ParameterInfo& info) {
  return std::count_if(program.parameter_infos.begin(), program.parameter_infos.end(),
                       [&](const ParameterInfo& p) { return p.name == info.name; }) > 1;
}

Result<Node> given_value(Store& store, const ParamType& type, const ParameterInfo& info,
                         const std::string& json) {
  const Source* source = store.sources.add("parameter " + info.name, json);
  if (source == nullptr) return usage("U0302", "the value of `" + info.name + "` is too long");
  Result<Reading> read = read_json(store, *source, DocumentLimits{});
  if (!read) {
    return usage("U0302",
                 "the value of parameter `" + info.name + "` is not JSON: " + read.error().message,
                 "a text needs its quotes: --param '" + info.name + "=\"text\"'");
  }
  Node value = vm::copy_value(store, store, read->roots[0], vm::kWithoutPlaces);
  std::string why;
  if (fit_parameter(store, type, value, why)) return value;
  return usage("U0303", "the value of parameter `" + info.name + "` does not fit: expected " + why,
               "the rule declares it as " + info.type);
}

Node default_value(Store& store, const bytecode::Program& program,
                   const bytecode::Parameter& parameter) {
  if (!parameter.has_default) return Node::null();
  Node value = vm::copy_value(store, *program.store, parameter.value, vm::kWithoutPlaces);
  std::string why;
  fit_parameter(store, parameter.type, value, why);
  return value;
}

bool fit_network(Store& store, bool is_cidr, Node& value, std::string& why) {
  const Kind kind = is_cidr ? Kind::kCidr : Kind::kIp;
  why = is_cidr ? "a cidr" : "an address";
  if (value.is(kind)) return true;
  if (!value.is(Kind::kString)) return false;
  Cidr parsed;
  std::string reason;
  const bool fits =
      is_cidr ? parse_cidr(value.text(), parsed, reason) : parse_ip(value.text(), parsed, reason);
  if (!fits) {
    why += " (" + reason + ")";
    return false;
  }
  value = Node::of(kind);
  value.cidr = store.arena.make<Cidr>(parsed);
  return true;
}

bool fit_date(Node& value, std::string& why) {
  why = "a date";
  if (value.is(Kind::kDate)) return true;
  std::int64_t days = 0;
  if (!value.is(Kind::kString) || !parse_date(value.text(), days)) return false;
  value = Node::of(Kind::kDate);
  value.i = days;
  return true;
}

bool fit_scalar(Store& store, const ParamType& type, Node& value, std::string& why) {
  using K = ParamType::Kind;
  switch (type.kind) {
    case K::kAny:
      return true;
    case K::kBool:
      why = "a bool";
      return value.is_bool();
    case K::kInt:
      why = "an int";
      return value.is(Kind::kInt);
    case K::kNumber:
      why = "a number";
      return value.is_number();
    case K::kString:
      why = "a string";
      return value.is(Kind::kString);
    case K::kLiteral:
      why = "\"" + type.literal + "\"";
      return value.is(Kind::kString) && value.text() == type.literal;
    case K::kCidr:
    case K::kIp:
      return fit_network(store, type.kind == K::kCidr, value, why);
    case K::kDate:
      return fit_date(value, why);
    default:
      return false;
  }
}

bool fit_union(Store& store, const ParamType& type, Node& value, std::string& why) {
  std::string all;
  for (const ParamType& part : type.parts) {
    Node candidate = value;
    std::string one;
    if (fit_parameter(store, part, candidate, one)) {
      value = candidate;
      return true;
    }
    all += (all.empty() ? "" : " or ") + one;
  }
  why = all;
  return false;
}

bool fit_members(Store& store, const ParamType& type, Node& value, std::string& why) {
  const bool is_list = type.kind == ParamType::Kind::kList;
  why = is_list ? "a list" : "an object";
  if (is_list ? !value.is(Kind::kList) : !value.is_object()) return false;
  std::vector<Node> members(value.members().begin(), value.members().end());
  for (Node& member : members) {
    std::string one;
    if (fit_parameter(store, type.parts[0], member, one)) continue;
    why += " of " + one;
    return false;
  }
  const auto keys = is_list ? std::span<const Symbol>{} : Store::keys(value);
  value = is_list ? store.list(members) : store.object(keys, members);
  return true;
}

using Given = std::map<std::size_t, const ParameterValue*>;

Result<Given> find_given(const bytecode::Program& program, const CheckOptions& options) {
  Given given;
  for (const ParameterValue& value : options.parameters) {
    const Result<std::size_t> index = find_parameter(program, value);
    if (!index) return index.error();
    given[*index] = &value;
  }
  return given;
}

/// The names of the parameters that rules of the run use, as RuleInfo has them.
std::set<std::string> used_by_rules(const bytecode::Program& program, const CheckOptions& options) {
  std::set<std::string> used;
  for (const std::uint32_t rule : options.rules) {
    const auto& names = program.infos[rule].parameters;
    used.insert(names.begin(), names.end());
  }
  return used;
}

}  // namespace

Result<Parameters> read_parameters(Store& store, const bytecode::Program& program,
                                   const CheckOptions& options) {
  const Result<Given> given = find_given(program, options);
  if (!given) return given.error();
  const std::set<std::string> used = used_by_rules(program, options);
  Parameters out;
  for (std::size_t i = 0; i < program.parameters.size(); ++i) {
    const bytecode::Parameter& parameter = program.parameters[i];
    const ParameterInfo& info = program.parameter_infos[i];
    const auto it = given->find(i);
    const bool needed = used.contains(qualified(info)) || used.contains(info.name);
    if (it == given->end()) {
      if (needed && !parameter.has_default) {
        return usage("U0304", "the parameter `" + qualified(info) + "` has no value",
                     "give it with --param " + info.name + "=JSON");
      }
      out.values.push_back(default_value(store, program, parameter));
      if (needed) out.effective.push_back({i, "default"});
      continue;
    }
    const Result<Node> value = given_value(store, parameter.type, info, it->second->json);
    if (!value) return value.error();
    out.values.push_back(*value);
    out.effective.push_back({i, it->second->from});
  }
  return out;
}

std::vector<EffectiveParameter> describe_parameters(const Parameters& parameters,
                                                    const bytecode::Program& program,
                                                    vm::Env& env) {
  constexpr std::size_t kMaxBytes = std::size_t{1} << 20;
  std::vector<EffectiveParameter> out;
  for (const Parameters::Effective& one : parameters.effective) {
    const ParameterInfo& info = program.parameter_infos[one.index];
    EffectiveParameter& described = out.emplace_back();
    described.name = same_name_elsewhere(program, info) ? qualified(info) : info.name;
    bool cut = false;
    bool sensitive = false;
    described.value_json =
        vm::json_text(env, parameters.values[one.index], kMaxBytes, cut, sensitive);
    described.from = one.from;
  }
  return out;
}

bool fit_parameter(Store& store, const bytecode::ParamType& type, Node& value, std::string& why) {
  using K = ParamType::Kind;
  if (type.optional && value.is(Kind::kNull)) return true;
  if (type.kind == K::kUnion) return fit_union(store, type, value, why);
  if (type.kind == K::kList || type.kind == K::kMap) return fit_members(store, type, value, why);
  return fit_scalar(store, type, value, why);
}

}  // namespace cordon::rows
