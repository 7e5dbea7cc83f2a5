#ifndef CORDON_TESTS_UNIT_INVENTORY_TERRAFORM_FIXTURE_H_
#define CORDON_TESTS_UNIT_INVENTORY_TERRAFORM_FIXTURE_H_

#include <string>
#include <string_view>

#include "unit/inventory/fixture.h"

namespace cordon::tests {

/// An entry of resource_changes. `address` is `type.name` or `type.name[key]`; `more` are further
/// members of the entry, each followed by a comma.
std::string change(std::string_view address, std::string_view after,
                   std::string_view unknown = "{}", std::string_view more = "",
                   std::string_view actions = R"(["create"])");

/// An entry of a module's `resources` in the configuration.
std::string declared(std::string_view address, std::string_view expressions,
                     std::string_view more = "");

/// A plan. Lists are the entries joined with commas; `module` are further members of the root
/// module and `more` of the plan, each with a comma before it.
std::string plan(std::string_view changes, std::string_view configuration = "",
                 std::string_view module = "", std::string_view more = "",
                 std::string_view version = "1.9.0");

/// `{"references": [...]}` of one or more quoted texts.
std::string refs(std::string_view quoted);

/// An inventory with one plan in it.
struct PlanFixture : Fixture {
  explicit PlanFixture(const std::string& text, ReferencesMode mode = ReferencesMode::kMentioned);
  /// As Fixture::show, with candidates, presences, what may follow, and the code of a missing
  /// value.
  std::string value(std::string_view address, std::string_view property);
  std::string tell(const Node& node);
  bool open(std::string_view type);
};

}  // namespace cordon::tests

#endif  // CORDON_TESTS_UNIT_INVENTORY_TERRAFORM_FIXTURE_H_
