// What the sieve says and charges is what plain code says and charges, whatever the values are.
#include "vm/sieve.h"

#include <string>
#include <vector>

#include "catch_compat.h"
#include "unit/vm/compiled_rules.h"
#include "unit/vm/ways.h"

namespace cordon {
namespace {

using Code = rows::Run::Code;

/// Each of them has a plan.
constexpr const char* kPlanned = R"~(
param wanted: list<string> = ["ml.t3.medium", "Disabled"]
rule same for n in AWS::SageMaker::NotebookInstance {
  require n.DirectInternetAccess == "Disabled" else "it is \(n.DirectInternetAccess)"
}
rule defaulted for n in AWS::SageMaker::NotebookInstance {
  require (n.RootAccess ?? "Enabled") == "Disabled" else "it is \(n.RootAccess)"
}
rule first_of_three for n in AWS::SageMaker::NotebookInstance {
  require (n.RootAccess ?? n.DirectInternetAccess ?? "Enabled") in ["Disabled", "Enabled"] else "no"
}
rule listed for n in AWS::SageMaker::NotebookInstance {
  require n.InstanceType in ["ml.t3.medium", "ml.t3.large"] and n.InstanceType in wanted else "no"
}
rule either for n in AWS::SageMaker::NotebookInstance {
  require n.InstanceType starts_with "ml." or n.InstanceType like "D*" or n.RootAccess == "Enabled"
    else "no"
}
rule pattern for n in AWS::SageMaker::NotebookInstance {
  require n.InstanceType matches re"ml[.]t[23][.].*" else "no"
}
rule guarded for n in AWS::SageMaker::NotebookInstance {
  when n.RootAccess is present {
    require n.RootAccess == "Disabled" else "root"
    require n.DirectInternetAccess == "Disabled" else "open"
  }
  require n.InstanceType is not null else "null"
}
rule chosen for n in AWS::SageMaker::NotebookInstance where n.DirectInternetAccess is string {
  require n.DirectInternetAccess != "Enabled" else "open"
}
rule picked for n in AWS::SageMaker::NotebookInstance where (n.InstanceType ?? "") == "ml.t3.medium" {
  require n.DirectInternetAccess == "Disabled" else "open"
}
rule ranges for g in AWS::EC2::SecurityGroup {
  require no i in g.SecurityGroupIngress ?? [] : (i.CidrIp ?? "") == "0.0.0.0/0" else "open"
}
rule some_ranges for g in AWS::EC2::SecurityGroup {
  require some i in g.SecurityGroupIngress where i.CidrIp is present : i.CidrIp ends_with "/8"
    else "none"
}
rule every_range for g in AWS::EC2::SecurityGroup {
  require every i in g.SecurityGroupIngress : i.CidrIp is present and i.CidrIp != "0.0.0.0/0"
    else "open"
}
rule names for v in AWS::EC2::VPC {
  require v.EnableDnsSupport == true and (v.EnableDnsHostnames ?? false) else "no names"
}
rule empty for g in AWS::EC2::SecurityGroup {
  require g.SecurityGroupIngress is empty or not (g.SecurityGroupIngress is list) else "some"
}
rule followed for n in AWS::SageMaker::NotebookInstance {
  require n.SubnetId->VpcId->EnableDnsSupport == true else "no names"
}
rule followed_type for n in AWS::SageMaker::NotebookInstance {
  require n.SubnetId->AWS::EC2::Subnet.AvailabilityZone == "a" else "elsewhere"
}
rule users for s in AWS::EC2::Subnet {
  require no n in s<-AWS::SageMaker::NotebookInstance.SubnetId : n.RootAccess == "Enabled"
    else "root"
}
rule unused for s in AWS::EC2::Subnet {
  require s<-AWS::SageMaker::NotebookInstance.SubnetId is not empty else "unused"
}
rule nothing for v in AWS::EC2::VPC { when v.CidrBlock is present { require false else "no" } }
rule whole { require every x in ["a", "b"] : x in ["a", "b"] else "lists" }
)~";

/// None of them has: what they make is used in other places, or not as often, as it is made.
constexpr const char* kUnplanned = R"~(
fn told(n: AWS::SageMaker::NotebookInstance) = n.RootAccess
rule twice for n in AWS::SageMaker::NotebookInstance {
  let off = n.DirectInternetAccess == "Disabled"
  require off or not off else "no"
}
rule never for n in AWS::SageMaker::NotebookInstance {
  let off = n.DirectInternetAccess == "Disabled"
  require n.RootAccess == "Disabled" else "no"
}
rule elsewhere for n in AWS::SageMaker::NotebookInstance {
  let off = n.DirectInternetAccess == "Disabled"
  require n.RootAccess == "Disabled" or off else "no"
}
rule under_a_condition for n in AWS::SageMaker::NotebookInstance {
  let off = n.DirectInternetAccess == "Disabled"
  when n.RootAccess is present { require off else "no" }
}
rule called for n in AWS::SageMaker::NotebookInstance { require told(n) == "Disabled" else "no" }
rule looped for g in AWS::EC2::SecurityGroup {
  for i in g.SecurityGroupIngress ?? [] { require i.CidrIp is present else "no range" }
}
rule made for g in AWS::EC2::SecurityGroup {
  require [i.CidrIp for i in g.SecurityGroupIngress ?? []] is not empty else "none"
}
)~";

std::string subnets() {
  return R"({"Parameters": {"Asked": {"Type": "String"}}, "Resources": {
    "V": {"Type": "AWS::EC2::VPC", "Properties": {"EnableDnsSupport": true}},
    "W": {"Type": "AWS::EC2::VPC", "Properties": {"EnableDnsSupport": {"Ref": "Asked"}}},
    "S": {"Type": "AWS::EC2::Subnet", "Properties": {"VpcId": {"Ref": "V"}, "AvailabilityZone": "a"}},
    "T": {"Type": "AWS::EC2::Subnet", "Properties": {"VpcId": {"Ref": "W"}, "AvailabilityZone": "b"}},
    "U": {"Type": "AWS::EC2::Subnet", "Properties": {}},
    "N1": {"Type": "AWS::SageMaker::NotebookInstance", "Properties": {"SubnetId": {"Ref": "S"}, "RootAccess": "Enabled"}},
    "N2": {"Type": "AWS::SageMaker::NotebookInstance", "Properties": {"SubnetId": {"Ref": "S"}, "RootAccess": "Disabled"}},
    "N3": {"Type": "AWS::SageMaker::NotebookInstance", "Properties": {"SubnetId": {"Ref": "T"}}},
    "N4": {"Type": "AWS::SageMaker::NotebookInstance", "Properties": {"SubnetId": {"Ref": "V"}}},
    "N5": {"Type": "AWS::SageMaker::NotebookInstance", "Properties": {"SubnetId": "subnet-1"}})";
}

std::vector<bool> plans(const Program& program) {
  const bytecode::Program& code = program.code();
  Store store;
  Inventory inventory(store, *code.catalogue, {});
  vm::Env env(inventory, {});
  std::vector<Node> parameters;
  for (const auto& parameter : code.parameters)
    parameters.push_back(vm::copy_value(store, *code.store, parameter.value, vm::kWithoutPlaces));
  const vm::Linked linked = vm::link(env, code, parameters);
  std::vector<bool> out;
  for (std::uint32_t rule = 0; rule < code.rules.size(); ++rule)
    out.push_back(vm::plan_of(linked, rule, store).has_value());
  return out;
}

void compare(const Program& program, const std::string& text) {
  const auto plain = judge(program, text, Code::kPlain);
  const auto other = judge(program, text, Code::kSieved);
  REQUIRE(plain.size() == other.size());
  for (std::size_t i = 0; i < plain.size(); ++i) CHECK(plain[i] == other[i]);
  CHECK(judge_at_once(program, text, Code::kPlain) == judge_at_once(program, text, Code::kSieved));
}

/// Rules of `text`, one program each, so that no rule hides what another does.
Program planned() { return rules(kPlanned); }

}  // namespace

TEST_CASE("what_is_asked_once_where_it_is_made_has_a_plan") {
  for (const bool has : plans(planned())) CHECK(has);
  const auto others = plans(rules(kUnplanned));
  CHECK(others.size() == 7);
  for (const bool has : others) CHECK_FALSE(has);
}

TEST_CASE("the_sieve_says_and_charges_what_plain_code_does") {
  compare(planned(), document_of_all_values());
  compare(rules(kUnplanned), document_of_all_values());
}

TEST_CASE("the_sieve_follows_references_as_plain_code_does") {
  compare(planned(), subnets() + "}}");
  // One more that may refer to anything: nothing is certain any more.
  compare(planned(), subnets() +
                         R"(, "N6": {"Type": "AWS::SageMaker::NotebookInstance",
                              "Properties": {"SubnetId": {"Ref": "Asked"}}}}})");
}

TEST_CASE("members_are_found_in_objects_of_any_shape") {
  std::string wide = R"({"CidrIp": "10.0.0.0/8")";
  for (int i = 0; i < 70; ++i) wide += ", \"K" + std::to_string(i) + "\": 1";
  std::string text = R"({"Resources": {)";
  int n = 0;
  for (const std::string& first : {std::string("{}"), wide + "}", std::string(R"({"A": 1})")}) {
    text += (n == 0 ? "" : ", ") + std::string("\"G") + std::to_string(n) +
            R"(": {"Type": "AWS::EC2::SecurityGroup", "Properties": {"SecurityGroupIngress": [)" +
            first;
    for (const std::string& then :
         {std::string(R"({"CidrIp": "0.0.0.0/0"})"), wide + "}", std::string("{}"),
          std::string(R"({"B": 1, "CidrIp": "10.0.0.0/8"})")})
      text += ", " + then;
    text += "]}}";
    ++n;
  }
  compare(planned(), text + "}}");
}

TEST_CASE("budgets_of_the_sieve_end_in_the_same_rows") {
  const std::string text = document_of_all_values();
  for (std::uint64_t fuel = 0; fuel < 14; ++fuel) {
    INFO("fuel " << fuel);
    CHECK(judge(planned(), text, Code::kPlain, fuel) ==
          judge(planned(), text, Code::kSieved, fuel));
    const std::uint64_t row = EvaluationLimits{}.fuel_per_row;
    CHECK(judge(planned(), text, Code::kPlain, row, fuel * 37) ==
          judge(planned(), text, Code::kSieved, row, fuel * 37));
    CHECK(judge_at_once(planned(), text, Code::kPlain, row, fuel * 37) ==
          judge_at_once(planned(), text, Code::kSieved, row, fuel * 37));
  }
}

TEST_CASE("trees_that_are_too_high_are_left_to_the_machine") {
  std::string deep = "v.EnableDnsSupport == true";
  for (int i = 0; i < 60; ++i) deep += " and v.EnableDnsHostnames == true";
  const Program program =
      rules("rule deep for v in AWS::EC2::VPC { require " + deep + " else \"no\" }");
  CHECK_FALSE(plans(program).front());
  compare(program, document_of_all_values());
}

}  // namespace cordon
