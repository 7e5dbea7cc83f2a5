// What a template makes and does not show: transforms, macros, loops, nested stacks, modules, stack
// sets and products. The one idea: such a thing opens every type set, and where it makes resources
// it is a warning of its own, because no rule judges what is not there. Nothing is expanded here.
// Tests: tests/unit/inventory/cfn_unexpanded_test.cc.
#include <algorithm>
#include <set>
#include <string>

#include "inventory/cloudformation.h"

namespace cordon {
namespace {

constexpr std::string_view kProcess =
    "judge the template that CloudFormation makes of it: aws cloudformation get-template "
    "--template-stage Processed";
constexpr std::string_view kApart = "judge its template as a document of its own";

/// What creates resources from a template or product that is elsewhere.
bool makes_others(std::string_view type) {
  return type == "AWS::CloudFormation::StackSet" ||
         type.starts_with("AWS::ServiceCatalog::CloudFormationProvisionedProduct");
}

}  // namespace

void CloudFormation::open_all(std::string reason, At at) {
  Unknown why;
  why.cause.reason = store_.arena.copy(std::string_view(reason));
  why.cause.at = at;
  context_.open_all(store_.arena.make<Unknown>(why));
}

void CloudFormation::leave_out(std::string reason, At at, std::string_view help) {
  resolver_.warn("I0309", at, reason + ": no rule judges what comes of it", std::string(help));
  open_all(std::move(reason), at);
}

void CloudFormation::leave_out_macro(std::string reason, At at) {
  leave_out(std::move(reason), at, kProcess);
  resolver_.set_open();
}

void CloudFormation::read_transforms(const Node& resources) {
  std::set<std::string_view> names;
  const auto read = [&](const Node& transform) {
    // One that is named again adds nothing, and may be named very often.
    if (transform.is(Kind::kString) && !names.insert(transform.text()).second) return;
    read_transform(transform, resources);
  };
  for (const std::string_view key : {"Transform", "Fn::Transform"}) {
    const Node* transform = store_.find(root_, key);
    if (transform == nullptr || transform->is(Kind::kNull)) continue;
    if (transform->is(Kind::kList)) {
      for (const Node& one : transform->members()) read(one);
    } else {
      read(*transform);
    }
  }
}

void CloudFormation::read_transform(const Node& transform, const Node& resources) {
  const Node* named = transform.is_object() ? store_.find(transform, "Name") : &transform;
  const bool known = named != nullptr && named->is(Kind::kString);
  const std::string_view name = known ? named->text() : "of the template";
  std::string reason = "the transform " + std::string(name) + " is not expanded";
  if (adds_resources(name, resources)) return leave_out_macro(std::move(reason), transform.at);
  open_all(std::move(reason), transform.at);
  resolver_.set_open();
}

/// Whether a transform may add resources to these. Loops are warned of one by one.
bool CloudFormation::adds_resources(std::string_view transform, const Node& resources) {
  if (transform == "AWS::LanguageExtensions" || transform == "AWS::ServiceCatalog") return false;
  const bool serverless = transform == "AWS::Serverless-2016-10-31";
  if (!serverless && transform != "AWS::SecretsManager-2020-07-23" &&
      transform != "AWS::SecretsManager-2024-09-16")
    return true;
  const auto grows = [&](const Node& body) {
    const Node* type = body.is_object() ? word_.type.in(body) : nullptr;
    if (type == nullptr || !type->is(Kind::kString)) return false;
    if (!serverless) return type->text() == "AWS::SecretsManager::RotationSchedule";
    return type->text().starts_with("AWS::Serverless::") ||
           store_.find(body, "Connectors") != nullptr;
  };
  return std::any_of(resources.kids, resources.kids + resources.len, grows);
}

/// What a resource stands for that is not in the documents.
void CloudFormation::report_unexpanded(Symbol logical_id, const Node& body, std::string_view type) {
  const auto name = [&] { return std::string(store_.symbols.text(logical_id)); };
  if (const Node* macro = word_.macro.in(body); macro != nullptr)
    leave_out_macro("the transform of " + name() + " is not expanded", macro->at);
  if (type == "AWS::CloudFormation::Stack") {
    leave_out("the template of the nested stack " + name() + " is not among the documents", body.at,
              kApart);
  } else if (type.ends_with("::MODULE")) {
    leave_out("the module " + name() + " is not expanded", body.at, kProcess);
  } else if (makes_others(type)) {
    leave_out("what " + name() + " creates is not among the documents", body.at, kApart);
  } else if (type == "AWS::CloudFormation::Macro") {
    open_all("what " + name() + " creates is not among the documents", body.at);
  }
}

}  // namespace cordon
