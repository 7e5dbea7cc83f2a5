#include "unit/vm/ways.h"

#include <optional>
#include <utility>

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

std::string print(const rows::RowKey& key, const vm::Outcome& row) {
  return std::to_string(key.rule) + " " + std::to_string(key.subject) + " " +
         std::to_string(static_cast<int>(row.status)) + " severity " +
         std::to_string(static_cast<int>(row.severity)) + (row.vacuous ? " vacuous" : "") +
         " assumes " + std::to_string(row.assumes) + (row.limit ? " limit" : "") + " " +
         std::string(vm::text_of(row.reason));
}

/// One document and a run over it.
class Judge {
 public:
  Judge(const Program& program, const std::string& text, rows::Run::Code how,
        std::uint64_t fuel_per_row, std::uint64_t fuel_per_run)
      : code_(program.code()), inventory_(store_, *code_.catalogue, {}) {
    inventory_.add("d.json", text, true);
    EvaluationLimits limits;
    limits.fuel_per_row = fuel_per_row;
    limits.fuel_per_run = fuel_per_run;
    std::vector<Node> parameters;
    for (const auto& parameter : code_.parameters)
      parameters.push_back(
          vm::copy_value(store_, *code_.store, parameter.value, vm::kWithoutPlaces));
    run_.emplace(code_, inventory_, limits, std::move(parameters), 20'786, Environment::kProd);
    run_->use(how);
    for (std::uint32_t rule = 0; rule < code_.rules.size(); ++rule) {
      if (code_.rules[rule].types == bytecode::kNone) keys_.push_back({rule, kNoResource});
      for (const ResourceId subject : run_->subjects(rule)) keys_.push_back({rule, subject});
    }
  }

  std::vector<std::string> one_by_one() {
    std::vector<std::string> out;
    for (const rows::RowKey& key : keys_) {
      rows::RunRow row;
      if (run_->passes({&key, 1}, &row) == 0) row = run_->row(key.rule, key.subject, false);
      out.push_back(print(key, row));
      for (const vm::RawRequirement& r : row.requirements)
        out.back() += "\n " + std::to_string(static_cast<int>(r.status)) + " " +
                      std::to_string(r.requirement);
      out.back() += "\n fuel of run " + std::to_string(run_->env().run_fuel);
      run_->env().row_memory.clear();
    }
    return out;
  }

  std::vector<std::string> at_once() {
    std::vector<vm::Outcome> outcomes(keys_.size());
    run_->outcomes(keys_, outcomes.data());
    std::vector<std::string> out;
    for (std::size_t i = 0; i < keys_.size(); ++i) out.push_back(print(keys_[i], outcomes[i]));
    out.push_back("fuel of run " + std::to_string(run_->env().run_fuel));
    return out;
  }

 private:
  const bytecode::Program& code_;
  Store store_;
  Inventory inventory_;
  std::optional<rows::Run> run_;
  std::vector<rows::RowKey> keys_;
};

}  // namespace

std::vector<std::string> judge(const Program& program, const std::string& text, rows::Run::Code how,
                               std::uint64_t fuel_per_row, std::uint64_t fuel_per_run) {
  return Judge(program, text, how, fuel_per_row, fuel_per_run).one_by_one();
}

std::vector<std::string> judge_at_once(const Program& program, const std::string& text,
                                       rows::Run::Code how, std::uint64_t fuel_per_row,
                                       std::uint64_t fuel_per_run) {
  return Judge(program, text, how, fuel_per_row, fuel_per_run).at_once();
}

}  // namespace cordon
