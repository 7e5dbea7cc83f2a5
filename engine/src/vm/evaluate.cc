// The public entry points: documents in, rows out. Tests: tests/cli, tests/unit/vm.
#include "cordon/evaluate.h"

#include <algorithm>
#include <map>
#include <set>

#include "catalogue/catalogue.h"
#include "catalogue/embedded.h"
#include "document/reader.h"
#include "value/compare.h"
#include "vm/evaluation.h"
#include "vm/operators.h"
#include "vm/run.h"

namespace cordon {
namespace {

Diagnostic usage(std::string_view code, std::string message, std::string help = {}) {
  Diagnostic d;
  d.code = code;
  d.message = std::move(message);
  d.help = std::move(help);
  return d;
}

std::optional<Diagnostic> read_type(const std::string& word, InventoryOptions& options) {
  if (word.empty()) return std::nullopt;
  options.type = vm::family_of(word);
  if (options.type) return std::nullopt;
  return usage("U0305", "`" + word + "` is not available in this version",
               "types of this version: cloudformation, terraform-plan, json");
}

/// The parameter that a name on the command line means: by qualified name, else by its bare name.
Result<std::size_t> find_parameter(const bytecode::Program& code, const ParameterValue& given) {
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < code.parameter_infos.size(); ++i) {
    const ParameterInfo& info = code.parameter_infos[i];
    if (given.name == info.package + "." + info.name) return i;
    if (given.name == info.name) found.push_back(i);
  }
  if (found.size() == 1) return found[0];
  if (found.empty()) {
    return usage("U0301", "no rule declares a parameter `" + given.name + "`",
                 "`cordon rules` lists the parameters of each rule");
  }
  return usage(
      "U0301", "several packages declare a parameter `" + given.name + "`",
      "write package.name, such as " + code.parameter_infos[found[0]].package + "." + given.name);
}

struct Parameters {
  std::vector<Node> values;
  std::vector<EffectiveParameter> effective;
};

bool same_name_elsewhere(const bytecode::Program& code, std::size_t i) {
  return std::count_if(
             code.parameter_infos.begin(), code.parameter_infos.end(),
             [&](const ParameterInfo& p) { return p.name == code.parameter_infos[i].name; }) > 1;
}

Result<Parameters> read_parameters(Store& store, const bytecode::Program& code,
                                   const CheckOptions& options) {
  std::map<std::size_t, const ParameterValue*> given;
  for (const ParameterValue& value : options.parameters) {
    const Result<std::size_t> index = find_parameter(code, value);
    if (!index) return index.error();
    given[*index] = &value;
  }
  std::set<std::string> used;
  for (const std::uint32_t rule : options.rules) {
    used.insert(code.infos[rule].parameters.begin(), code.infos[rule].parameters.end());
  }
  Parameters out;
  for (std::size_t i = 0; i < code.parameters.size(); ++i) {
    const ParameterInfo& info = code.parameter_infos[i];
    Node value = Node::null();
    std::string why;
    const auto it = given.find(i);
    const std::string full = info.package.empty() ? info.name : info.package + "." + info.name;
    const bool needed = used.contains(full) || used.contains(info.name);
    if (it != given.end()) {
      Result<Node> read = vm::parameter_value(store, code.parameters[i], info, it->second->json);
      if (!read) return read.error();
      value = *read;
    } else if (code.parameters[i].has_default) {
      value = vm::copy_value(store, *code.store, code.parameters[i].value, vm::kWithoutPlaces);
      vm::fit_parameter(store, code.parameters[i].type, value, why);
    } else if (needed) {
      return usage("U0304", "the parameter `" + full + "` has no value",
                   "give it with --param " + info.name + "=JSON");
    }
    out.values.push_back(value);
    if (needed || it != given.end()) {
      out.effective.push_back({same_name_elsewhere(code, i) ? full : info.name,
                               {},
                               it != given.end() ? it->second->from : "default"});
      out.effective.back().value_json =
          std::to_string(i);  // filled in once there is an Env to print with
    }
  }
  return out;
}

}  // namespace

Result<CheckResult> evaluate(const Program& program, std::vector<Input> inputs,
                             const CheckOptions& options) {
  const bytecode::Program& code = program.code();
  InventoryOptions inventory_options;
  inventory_options.references =
      options.strict_references ? ReferencesMode::kStrict : ReferencesMode::kMentioned;
  inventory_options.limits = options.document_limits;
  inventory_options.limits.interrupt = options.limits.interrupt;
  inventory_options.digests = options.digests;
  if (auto wrong = read_type(options.type, inventory_options)) return *wrong;
  std::int64_t day = 0;
  if (!parse_date(options.as_of, day))
    return usage("U0306", "`" + options.as_of + "` is not a day", "write YYYY-MM-DD");
  Store store;
  Result<Parameters> parameters = read_parameters(store, code, options);
  if (!parameters) return parameters.error();
  Inventory inventory(store, *code.catalogue, inventory_options);
  std::size_t done = 0;
  vm::Env host(inventory, options.limits);
  for (Input& input : inputs) {
    if (host.interrupt()) return interruption(host.interrupted);
    if (options.reading) options.reading(done++, inputs.size());
    inventory.add(std::move(input.path), std::move(input.bytes), input.named);
  }
  if (host.interrupt()) return interruption(host.interrupted);
  if (!inventory.interrupted().empty()) return interruption(inventory.interrupted());
  vm::Run run(code, inventory, options.limits, parameters->values, day, options.profile);
  CheckResult result;
  result.parameters = std::move(parameters->effective);
  for (EffectiveParameter& p : result.parameters) {
    bool cut = false;
    bool sensitive = false;
    const Node& value = parameters->values[static_cast<std::size_t>(std::stoul(p.value_json))];
    p.value_json = vm::json_text(run.env(), value, std::size_t{1} << 20, cut, sensitive);
  }
  run.env().document_limits = inventory_options.limits;
  vm::Evaluation(code, inventory, run, options).judge(result);
  if (run.env().interrupt()) return interruption(run.env().interrupted);
  if (!inventory.interrupted().empty()) return interruption(inventory.interrupted());
  for (const InventoryDocument& d : inventory.documents())
    result.documents.push_back(vm::describe_document(inventory, d));
  return result;
}

namespace vm {

Result<std::vector<Node>> parameter_values(Store& store, const bytecode::Program& program,
                                           const CheckOptions& options) {
  Result<Parameters> read = read_parameters(store, program, options);
  if (!read) return read.error();
  return std::move(read->values);
}

Result<Node> parameter_value(Store& store, const bytecode::Parameter& parameter,
                             const ParameterInfo& info, const std::string& json) {
  const Source* source = store.sources.add("parameter " + info.name, json);
  if (source == nullptr) return usage("U0302", "the value of `" + info.name + "` is too long");
  Result<Reading> read = read_json(store, *source, DocumentLimits{});
  if (!read) {
    return usage("U0302",
                 "the value of parameter `" + info.name + "` is not JSON: " + read.error().message,
                 "a text needs its quotes: --param '" + info.name + "=\"text\"'");
  }
  Node value = copy_value(store, store, read->roots[0], kWithoutPlaces);
  std::string why;
  if (fit_parameter(store, parameter.type, value, why)) return value;
  return usage("U0303", "the value of parameter `" + info.name + "` does not fit: expected " + why,
               "the rule declares it as " + info.type);
}

}  // namespace vm

}  // namespace cordon
