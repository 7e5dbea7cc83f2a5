// Tells what a document is by looking at the members of its root. The one idea: every shape is
// tested, and a document that has two is the caller's to refuse. It does not look below the second
// level, so a document may have the shape of a family and still be refused by the adapter. Tests:
// tests/unit/inventory/inventory_test.cc.
#include "inventory/detect.h"

#include <algorithm>
#include <array>

namespace cordon {
namespace {

using enum Kind;

class Looker {
 public:
  Looker(const Store& store, const Node& root) : store_(store), root_(root) {}

  [[nodiscard]] bool has(std::string_view key) const { return store_.find(root_, key) != nullptr; }
  [[nodiscard]] bool has_string(std::string_view key) const {
    const Node* node = store_.find(root_, key);
    return node != nullptr && node->is(kString);
  }
  [[nodiscard]] bool has_list(std::string_view key) const {
    const Node* node = store_.find(root_, key);
    return node != nullptr && node->is_list();
  }
  [[nodiscard]] const Node* object(std::string_view key) const {
    const Node* node = store_.find(root_, key);
    return node != nullptr && node->is_object() ? node : nullptr;
  }
  [[nodiscard]] const Store& store() const { return store_; }

 private:
  const Store& store_;
  const Node& root_;
};

/// A member of `Resources` that a template could have: `{ Type: "A::B" }`, or what a macro expands.
bool is_template_resource(const Looker& look, std::string_view name, const Node& member) {
  if (name.starts_with("Fn::")) return true;
  if (!member.is_object()) return false;
  const Node* type = look.store().find(member, "Type");
  return type != nullptr &&
         (!type->is(kString) || type->text().find("::") != std::string_view::npos);
}

bool is_cloudformation(const Looker& look) {
  if (look.has("AWSTemplateFormatVersion")) return true;
  const Node* resources = look.object("Resources");
  if (resources == nullptr) return false;
  if (resources->len == 0 || look.has("Transform")) return true;
  const auto keys = Store::keys(*resources);
  for (std::uint32_t i = 0; i < resources->len; ++i) {
    if (is_template_resource(look, look.store().symbols.text(keys[i]), resources->kids[i]))
      return true;
  }
  return false;
}

bool is_terraform_plan(const Looker& look) {
  const int parts = int{look.has("planned_values")} + int{look.has("resource_changes")} +
                    int{look.has("configuration")};
  const bool versioned = look.has("format_version") || look.has("terraform_version");
  return versioned ? parts > 0 : look.has("planned_values") && parts > 1;
}

bool is_terraform_state(const Looker& look) {
  if (is_terraform_plan(look)) return false;
  if (look.has_list("resources") && (look.has("lineage") || look.has("serial"))) return true;
  return (look.has("format_version") || look.has("terraform_version")) && look.has("values");
}

bool is_pulumi(const Looker& look) {
  const Node* deployment = look.object("deployment");
  if (deployment != nullptr) {
    return look.store().find(*deployment, "resources") != nullptr ||
           look.store().find(*deployment, "manifest") != nullptr;
  }
  return look.has_list("steps") &&
         (look.has("changeSummary") || look.has("duration") || look.object("config") != nullptr);
}

bool is_aws_config(const Looker& look) {
  return look.has_list("configurationItems") || look.has_list("baseConfigurationItems") ||
         look.has("configurationItem") || look.has("configurationItemCaptureTime") ||
         look.has("configurationItemStatus");
}

bool is_aws_api(const Looker& look) {
  static constexpr std::array<std::string_view, 24> kAnswers = {"Vpcs",
                                                                "Subnets",
                                                                "SecurityGroups",
                                                                "SecurityGroupRules",
                                                                "RouteTables",
                                                                "VpcEndpoints",
                                                                "FlowLogs",
                                                                "NetworkAcls",
                                                                "NatGateways",
                                                                "InternetGateways",
                                                                "DhcpOptions",
                                                                "VpcPeeringConnections",
                                                                "NetworkInterfaces",
                                                                "TransitGateways",
                                                                "NotebookInstanceArn",
                                                                "NotebookInstances",
                                                                "DomainArn",
                                                                "ModelArn",
                                                                "EndpointConfigArn",
                                                                "EndpointArn",
                                                                "TrainingJobArn",
                                                                "ProcessingJobArn",
                                                                "MetricAlarms",
                                                                "ConfigRules"};
  if (look.has("ResponseMetadata") || (look.has("status_code") && look.has("data"))) return true;
  return std::any_of(kAnswers.begin(), kAnswers.end(),
                     [&look](std::string_view key) { return look.has(key); });
}

}  // namespace

std::string_view shape_name(Shape shape) {
  switch (shape) {
    case Shape::kCloudFormation:
      return "cloudformation";
    case Shape::kTerraformPlan:
      return "terraform-plan";
    case Shape::kTerraformState:
      return "terraform-state";
    case Shape::kPulumi:
      return "pulumi";
    case Shape::kAwsApi:
      return "aws-api";
    case Shape::kAwsConfig:
      return "aws-config";
    case Shape::kKubernetes:
      return "kubernetes";
  }
  return {};
}

std::vector<Shape> shapes_of(const Store& store, const Node& root) {
  std::vector<Shape> shapes;
  if (!root.is_object()) return shapes;
  const Looker look(store, root);
  if (is_cloudformation(look)) shapes.push_back(Shape::kCloudFormation);
  if (is_terraform_plan(look)) shapes.push_back(Shape::kTerraformPlan);
  if (is_terraform_state(look)) shapes.push_back(Shape::kTerraformState);
  if (is_pulumi(look)) shapes.push_back(Shape::kPulumi);
  if (is_aws_config(look)) shapes.push_back(Shape::kAwsConfig);
  if (is_aws_api(look)) shapes.push_back(Shape::kAwsApi);
  if (look.has_string("apiVersion") && look.has_string("kind"))
    shapes.push_back(Shape::kKubernetes);
  return shapes;
}

}  // namespace cordon
