// What a `test` block gives to its run. The idea: values that the block writes are copied with
// their places, so that a report points into the rule file. Tests: tests/conformance, tests/oracle.
#include "rows/test_inputs.h"

#include <string_view>
#include <utility>

#include "rows/parameters.h"
#include "value/compare.h"
#include "vm/reading.h"

namespace cordon::rows {
namespace {

std::optional<Family> family_of_given(const std::string& word) {
  if (word == "cloudformation") return Family::kCloudFormation;
  if (word == "terraform_plan") return Family::kTerraformPlan;
  if (word == "resources") return Family::kResources;
  if (word == "json") return Family::kJson;
  return std::nullopt;
}

Family family_of_content(const Store& store, const Node& root) {
  if (!root.is_object()) return Family::kJson;
  if (store.find(root, "Resources") != nullptr) return Family::kCloudFormation;
  const bool plan = store.find(root, "format_version") != nullptr ||
                    store.find(root, "planned_values") != nullptr ||
                    store.find(root, "resource_changes") != nullptr;
  return plan ? Family::kTerraformPlan : Family::kResources;
}

std::string directory(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string::npos ? "" : path.substr(0, slash + 1);
}

std::optional<std::string> refusal(const InventoryDocument& document) {
  if (document.status != InventoryDocument::Status::kRefused) return std::nullopt;
  return "a document of the test is refused: " + (document.problems.empty()
                                                      ? std::string("no reason given")
                                                      : document.problems.back().message);
}

}  // namespace

std::optional<std::string> TestInputs::read(const ReadFile& read_file) {
  if (auto problem = add_documents(read_file)) return problem;
  return add_parameters();
}

std::int64_t TestInputs::day() const {
  constexpr std::string_view kDefaultDay = "2026-01-01";
  std::int64_t day = 0;
  parse_date(test_.as_of.empty() ? kDefaultDay : std::string_view(test_.as_of), day);
  return day;
}

std::optional<std::string> TestInputs::add_documents(const ReadFile& read_file) {
  const Source* from = code_.store->sources.find(test_.span.begin);
  const Source* here =
      from == nullptr ? nullptr : store_.sources.add(from->name, std::string(from->text));
  const std::int64_t shift =
      here == nullptr ? 0 : std::int64_t{here->base} - std::int64_t{from->base};
  for (const bytecode::TestCase::Given& given : test_.givens) {
    std::optional<std::string> problem;
    if (given.root.is(Kind::kMissing)) {
      problem = add_file(from == nullptr ? given.file : directory(from->name) + given.file, given,
                         read_file);
    } else {
      const Node root = vm::copy_value(store_, *code_.store, given.root, shift);
      store_.add_root(root);
      const Family family = family_of_given(given.kind).value_or(family_of_content(store_, root));
      problem = refusal(inventory_.add(from == nullptr ? "test" : from->name, root, family));
    }
    if (problem) return problem;
  }
  return std::nullopt;
}

std::optional<std::string> TestInputs::add_file(const std::string& path,
                                                const bytecode::TestCase::Given& given,
                                                const ReadFile& read_file) {
  Result<std::string> bytes = read_file(path);
  if (!bytes) return "the file " + given.file + " cannot be read: " + bytes.error().message;
  return refusal(inventory_.add(given.file, std::move(*bytes), true, family_of_given(given.kind)));
}

Node TestInputs::value_of(std::size_t parameter) {
  const bytecode::Parameter& declared = code_.parameters[parameter];
  const ParameterInfo& info = code_.parameter_infos[parameter];
  const auto copied = [&](const Node& value) {
    return vm::copy_value(store_, *code_.store, value, vm::kWithoutPlaces);
  };
  Node value = declared.has_default ? copied(declared.value) : Node::null();
  for (const bytecode::TestCase::Param& p : test_.params) {
    if (p.name == info.name || p.name == info.package + "." + info.name) value = copied(p.value);
  }
  return value;
}

std::optional<std::string> TestInputs::add_parameters() {
  for (std::size_t i = 0; i < code_.parameters.size(); ++i) {
    Node value = value_of(i);
    std::string why;
    if (!value.is(Kind::kNull) && !fit_parameter(store_, code_.parameters[i].type, value, why)) {
      return "the value of parameter `" + code_.parameter_infos[i].name +
             "` does not fit: expected " + why;
    }
    parameters_.push_back(value);
  }
  return std::nullopt;
}

}  // namespace cordon::rows
