// Fused code says and charges what plain code does, whatever the values are.
#include "vm/fuse.h"

#include <algorithm>
#include <string>
#include <vector>

#include "bytecode/program.h"
#include "catch_compat.h"
#include "unit/vm/compiled_rules.h"
#include "vm/run.h"

namespace cordon {
namespace {

constexpr const char* kRules = R"~(
rule same for n in AWS::SageMaker::NotebookInstance {
  require n.DirectInternetAccess == "Disabled" else "it is \(n.DirectInternetAccess)"
}
rule defaulted for n in AWS::SageMaker::NotebookInstance {
  require (n.RootAccess ?? "Enabled") == "Disabled" else "it is \(n.RootAccess)"
}
rule listed for n in AWS::SageMaker::NotebookInstance {
  require n.InstanceType in ["ml.t3.medium", "ml.t3.large"] else "it is \(n.InstanceType)"
}
rule listed_default for n in AWS::SageMaker::NotebookInstance {
  require (n.InstanceType ?? "ml.t2.medium") in ["ml.t3.medium", "ml.t2.medium"] else "it is \(n.InstanceType)"
}
rule guarded for n in AWS::SageMaker::NotebookInstance {
  when (n.RootAccess ?? "Enabled") == "Enabled" { require n.DirectInternetAccess == "Disabled" else "open" }
}
rule ranges for g in AWS::EC2::SecurityGroup {
  require no i in g.SecurityGroupIngress ?? [] : (i.CidrIp ?? "") == "0.0.0.0/0" else "open"
}
rule truth for v in AWS::EC2::VPC {
  require v.EnableDnsSupport == true and (v.EnableDnsHostnames ?? false) == true else "no names"
}
rule default_alone for n in AWS::SageMaker::NotebookInstance {
  require n.DirectInternetAccess == (n.RootAccess ?? "Enabled") else "differ"
}
rule list_alone {
  require every x in ["a", "b"] : x in ["a", "b"] else "lists"
}
rule used_again for n in AWS::SageMaker::NotebookInstance {
  let kind = n.InstanceType ?? "ml.t2.medium"
  require kind != "ml.t3.large" and kind in ["ml.t2.medium", "ml.t3.medium"] else "it is \(kind)"
}
)~";

/// Resources whose property `name` has each kind of value that a template can give it.
std::string values(const std::string& type, const std::string& prefix, const std::string& name) {
  const std::vector<std::string> all = {R"("Disabled")",
                                        R"("Enabled")",
                                        R"("ml.t3.medium")",
                                        R"("ml.t2.medium")",
                                        R"("")",
                                        "true",
                                        "false",
                                        R"("true")",
                                        "1",
                                        "null",
                                        R"(["Disabled"])",
                                        R"({"Ref": "Asked"})",
                                        R"({"Ref": "Told"})",
                                        R"({"Ref": "Bucket"})",
                                        R"({"Fn::Sub": "${Asked}-x"})",
                                        R"({"Fn::GetAtt": ["Bucket", "Arn"]})",
                                        R"({"Fn::If": ["C", "Disabled", "Enabled"]})",
                                        R"({"Fn::If": ["C", "Disabled", "Disabled"]})",
                                        R"({"Fn::If": ["C", "Disabled", {"Ref": "AWS::NoValue"}]})",
                                        R"({"Fn::If": ["No", "a", "b"]})"};
  std::string out;
  for (std::size_t i = 0; i <= all.size(); ++i) {
    const std::string properties =
        i == all.size() ? "" : "\"" + name + "\": " + all[i] + R"(, "Other": 1)";
    out += ", \"" + prefix + std::to_string(i) + R"(": {"Type": ")" + type + "\"" +
           (i % 7 == 3 ? R"(, "Condition": "C")" : "") + R"(, "Properties": {)" + properties + "}}";
  }
  return out;
}

std::string document() {
  std::string out = R"({"Parameters": {"Asked": {"Type": "String"},
      "Told": {"Type": "String", "AllowedValues": ["Disabled", "ml.t3.medium"]}},
    "Conditions": {"C": {"Fn::Equals": [{"Ref": "Asked"}, "x"]}},
    "Resources": {"Bucket": {"Type": "AWS::S3::Bucket"})";
  for (const std::string name : {"DirectInternetAccess", "RootAccess", "InstanceType"})
    out += values("AWS::SageMaker::NotebookInstance", "N" + name, name);
  for (const std::string name : {"EnableDnsSupport", "EnableDnsHostnames"})
    out += values("AWS::EC2::VPC", "V" + name, name);
  out += values("AWS::EC2::SecurityGroup", "G", "SecurityGroupIngress");
  out += R"(, "Open": {"Type": "AWS::EC2::SecurityGroup", "Properties": {"SecurityGroupIngress": [
      {"CidrIp": "10.0.0.0/8"}, {"CidrIp": null}, {}, {"CidrIp": {"Ref": "Asked"}},
      {"CidrIp": "0.0.0.0/0"}]}})";
  return out + "}}";
}

std::string print(const vm::RunRow& row, const vm::Env& env) {
  std::string out = std::to_string(row.rule) + " " + std::to_string(row.subject) + " " +
                    std::to_string(static_cast<int>(row.status)) + (row.vacuous ? " vacuous" : "") +
                    " assumes " + std::to_string(row.assumes) + (row.limit ? " limit" : "");
  for (const vm::RawRequirement& r : row.requirements)
    out += "\n " + std::to_string(static_cast<int>(r.status)) + " " + std::to_string(r.requirement);
  return out + "\n fuel " + std::to_string(env.fuel) + " of run " + std::to_string(env.run_fuel);
}

std::vector<std::string> judge(const Program& program, const std::string& text, bool fused,
                               std::uint64_t fuel = EvaluationLimits{}.fuel_per_row) {
  const bytecode::Program& code = program.code();
  Store store;
  Inventory inventory(store, *code.catalogue, {});
  inventory.add("d.json", text, true);
  EvaluationLimits limits;
  limits.fuel_per_row = fuel;
  vm::Run run(code, inventory, limits, {}, 20'786, Environment::kProd);
  if (!fused) run.use_plain_code();
  std::vector<std::string> out;
  for (std::uint32_t rule = 0; rule < code.rules.size(); ++rule) {
    std::vector<ResourceId> subjects = run.subjects(rule);
    if (code.rules[rule].types == bytecode::kNone) subjects = {kNoResource};
    for (const ResourceId subject : subjects) {
      out.push_back(print(run.row(rule, subject, false), run.env()));
      run.env().row_memory.clear();
    }
  }
  return out;
}

vm::FusedCode fused(const Program& program) {
  Store store;
  const bytecode::Program& code = program.code();
  return vm::fuse(code, code.constants, store);
}

}  // namespace

TEST_CASE("common_forms_are_fused") {
  const vm::FusedCode code = fused(rules(kRules));
  const auto some = [&](const auto& holds) {
    return std::any_of(code.fusions.begin(), code.fusions.end(), holds);
  };
  using C = vm::Fusion::Compares;
  CHECK(some([](const vm::Fusion& f) { return f.compares == C::kEqual && f.requires_; }));
  CHECK(some([](const vm::Fusion& f) { return f.compares == C::kEqual && !f.requires_; }));
  CHECK(some([](const vm::Fusion& f) { return f.defaults && f.compares == C::kEqual; }));
  CHECK(some([](const vm::Fusion& f) { return f.compares == C::kIn && f.requires_; }));
  CHECK(some([](const vm::Fusion& f) { return f.defaults && f.compares == C::kNo; }));
  CHECK(some([](const vm::Fusion& f) { return f.makes && !f.reads; }));
}

TEST_CASE("plain_code_stays_behind_every_fusion") {
  const Program program = rules(kRules);
  const vm::FusedCode code = fused(program);
  REQUIRE(code.code.size() == program.code().code.size());
  std::size_t heads = 0;
  for (std::size_t pc = 0; pc < code.code.size(); ++pc) {
    const bool head = code.code[pc].op == vm::kFusedOp;
    heads += head ? 1 : 0;
    if (head) {
      CHECK(code.fusions[code.code[pc].x].next > pc + 1);
    } else {
      CHECK(code.code[pc].op == program.code().code[pc].op);
    }
  }
  CHECK(heads == code.fusions.size());
}

TEST_CASE("fused_code_says_and_charges_what_plain_code_does") {
  const Program program = rules(kRules);
  const std::string text = document();
  const auto plain = judge(program, text, false);
  const auto other = judge(program, text, true);
  REQUIRE(plain.size() == other.size());
  CHECK(plain.size() > 400);
  for (std::size_t i = 0; i < plain.size(); ++i) CHECK(plain[i] == other[i]);
}

TEST_CASE("budgets_of_fused_code_end_in_the_same_rows") {
  const Program program = rules(kRules);
  const std::string text = document();
  for (std::uint64_t fuel = 0; fuel < 14; ++fuel) {
    INFO("fuel " << fuel);
    CHECK(judge(program, text, false, fuel) == judge(program, text, true, fuel));
  }
}

}  // namespace cordon
