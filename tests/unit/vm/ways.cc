#include "unit/vm/ways.h"

namespace cordon {
namespace {

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

}  // namespace

std::string document_of_all_values() {
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

namespace {

std::string print(const vm::RunRow& row, const vm::Env& env) {
  std::string out = std::to_string(row.rule) + " " + std::to_string(row.subject) + " " +
                    std::to_string(static_cast<int>(row.status)) + (row.vacuous ? " vacuous" : "") +
                    " assumes " + std::to_string(row.assumes) + (row.limit ? " limit" : "") + " " +
                    std::string(vm::text_of(row.reason));
  for (const vm::RawRequirement& r : row.requirements)
    out += "\n " + std::to_string(static_cast<int>(r.status)) + " " + std::to_string(r.requirement);
  return out + "\n fuel " + std::to_string(env.fuel) + " of run " + std::to_string(env.run_fuel);
}

}  // namespace

std::vector<std::string> judge(const Program& program, const std::string& text, vm::Run::Code how,
                               std::uint64_t fuel_per_row, std::uint64_t fuel_per_run) {
  const bytecode::Program& code = program.code();
  Store store;
  Inventory inventory(store, *code.catalogue, {});
  inventory.add("d.json", text, true);
  EvaluationLimits limits;
  limits.fuel_per_row = fuel_per_row;
  limits.fuel_per_run = fuel_per_run;
  std::vector<Node> parameters;
  for (const auto& parameter : code.parameters)
    parameters.push_back(vm::copy_value(store, *code.store, parameter.value, vm::kWithoutPlaces));
  vm::Run run(code, inventory, limits, std::move(parameters), 20'786, Environment::kProd);
  run.use(how);
  std::vector<std::string> out;
  for (std::uint32_t rule = 0; rule < code.rules.size(); ++rule) {
    const auto all = run.subjects(rule);
    std::vector<ResourceId> subjects(all.begin(), all.end());
    if (code.rules[rule].types == bytecode::kNone) subjects = {kNoResource};
    for (const ResourceId subject : subjects) {
      out.push_back(print(run.row(rule, subject, false), run.env()));
      run.env().row_memory.clear();
    }
  }
  return out;
}

}  // namespace cordon
