// Resources that a plan makes through another door than the provider `aws`: `awscc_*` and
// `aws_cloudcontrolapi_resource` name a type of CloudFormation, stacks and products make what the
// plan does not show. The one idea: the type is known, so the resource is a subject and a possible
// neighbour like any other; what it holds is not read in this version, so all of it is unknown.
// Test: tests/unit/inventory/terraform_plan_test.cc.
#include <algorithm>
#include <array>

#include "inventory/terraform_plan.h"

namespace cordon::terraform {
namespace {

constexpr std::array<std::string_view, 5> kMakers{
    "aws_cloudformation_stack", "aws_cloudformation_stack_instances",
    "aws_cloudformation_stack_set", "aws_cloudformation_stack_set_instance",
    "aws_servicecatalog_provisioned_product"};

/// The same under the names of CloudFormation, as `awscc` and the cloud control API have them.
constexpr std::array<std::string_view, 3> kMakingTypes{
    "AWS::CloudFormation::Stack", "AWS::CloudFormation::StackSet",
    "AWS::ServiceCatalog::CloudFormationProvisionedProduct"};
constexpr std::string_view kMade = "what a stack or product creates is not in the plan";

/// Whether `awscc_sagemaker_notebook_instance` is `AWS::SageMaker::NotebookInstance`: the same
/// letters and digits in the same order, in any case.
bool names_type(std::string_view snake, std::string_view type) {
  constexpr std::string_view kVendor = "AWS::";
  if (!type.starts_with(kVendor)) return false;
  type.remove_prefix(kVendor.size());
  std::size_t at = 0;
  for (const char c : type) {
    if (c == ':') continue;
    while (at < snake.size() && snake[at] == '_') ++at;
    const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    if (at == snake.size() || snake[at++] != lower) return false;
  }
  return at == snake.size();
}

}  // namespace

bool is_foreign(const Plan& plan, const Instance& instance) {
  return instance.mapping == nullptr && instance.id != kNoResource &&
         plan.context.resource(instance.id).type != 0;
}

void PlanReader::leave_out(std::string_view address, At at) {
  warn("I0315", at,
       "what " + std::string(address) + " creates is not in the plan: no rule judges it",
       "judge its template as a document of its own");
  open_all(kMade, at);
}

Symbol PlanReader::foreign_type(const Instance& instance, std::string_view address) {
  constexpr std::string_view kCloudControl = "awscc_";
  const std::string_view native = store_.symbols.text(instance.native);
  if (native.starts_with(kCloudControl)) {
    const std::string_view snake = native.substr(kCloudControl.size());
    const bool makes = std::any_of(kMakingTypes.begin(), kMakingTypes.end(),
                                   [&](std::string_view type) { return names_type(snake, type); });
    if (makes && !instance.data) leave_out(address, instance.body->at);
    for (const ResourceType& type : plan_.context.catalogue().types()) {
      if (names_type(snake, type.name)) {
        return store_.symbols.intern(type.name);
      }
    }
    return 0;
  }
  if (instance.data) return 0;
  if (std::find(kMakers.begin(), kMakers.end(), native) != kMakers.end()) {
    leave_out(address, instance.body->at);
    return 0;
  }
  if (native != "aws_cloudcontrolapi_resource") return 0;
  const std::string_view type =
      instance.after == nullptr ? "" : text_member(store_, *instance.after, "type_name");
  if (type.empty()) {
    warn("I0315", instance.body->at,
         "the type of " + std::string(address) + " is known after apply: no rule judges it");
    open_all("the type of a resource is known after apply", instance.body->at);
  }
  if (std::find(kMakingTypes.begin(), kMakingTypes.end(), type) != kMakingTypes.end())
    leave_out(address, instance.body->at);
  return plan_.context.catalogue().find(type) == nullptr ? 0 : store_.symbols.intern(type);
}

}  // namespace cordon::terraform
