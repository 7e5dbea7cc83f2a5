#include "unit/bundle/samples.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <tuple>
#include <utility>

#include "bundle/load.h"
#include "catalogue/catalogue.h"
#include "catalogue/embedded.h"
#include "cordon/dsl/compile.h"
#include "cordon/evaluate.h"
#include "cordon/listing.h"
#include "cordon/report.h"
#include "rows/opened_run.h"

namespace cordon::test {
namespace {

constexpr const char* kSample = R"cordon(language 1
package t
param names: list<string> = ["a", "b"]
param limits: map<int> = { small: 1, large: 9223372036854775807 }
param range: cidr? = cidr"10.0.0.0/8"
param day: date | string = date"2026-02-03"
let days = as_of()
fn open(v: AWS::EC2::VPC) = [e for e in v<-AWS::EC2::VPCEndpoint.VpcId where e.PrivateDnsEnabled ?? false]
fn big(n: number) = n * 2 + 1 - 0.5
@id("S-1") @title("a sample") @severity("high", dev: "low") @groups(["g"]) @controls(["X:1"])
rule r for v in AWS::EC2::VPC where v.CidrBlock is present {
  let all = open(v)
  when count(all) >= 1 {
    for i, e in all {
      require every t in names : not (e.ServiceName like "*.\(t)") else "endpoint \(e@id) is \(e.ServiceName)"
      require e.ServiceName matches re"com\.[a-z]+\..*" else "\(i): \(count(x in names where x != "b"))"
    }
  }
  require match v.InstanceTenancy ?? "default" { "default" => true, "host" => false, "dedicated" => false } else "tenancy"
  require cidr(v.CidrBlock) within cidr"10.0.0.0/8" and ip"10.0.0.1" within cidr(v.CidrBlock)
}
rule all_subnets {
  require every s in AWS::EC2::Subnet : s.VpcId->CidrBlock contains "10" and { a: s.CidrBlock }["a"] is string
  require big(2) > 3 and days > date"2020-01-01" else "numbers"
  require no s in AWS::EC2::Subnet : s.Tags[*].Key contains "x" or s is AWS::EC2::VPC
}
test "a vpc" {
  given cloudformation { Resources: { V: { Type: "AWS::EC2::VPC", Properties: { CidrBlock: "10.0.0.0/16", InstanceTenancy: unknown } } } }
  param names = ["c"]
  as_of date"2026-01-01"
  expect undetermined r on "V"
}
)cordon";

constexpr const char* kFirst =
    R"json({"Parameters": {"Kms": {"Type": "String"}, "N": {"Type": "String", "AllowedValues": ["default", "host"]}},
 "Conditions": {"C": {"Fn::Equals": [{"Ref": "Kms"}, "a"]}},
 "Resources": {
  "V": {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": "10.0.0.0/16", "InstanceTenancy": {"Ref": "N"}}},
  "W": {"Type": "AWS::EC2::VPC", "Condition": "C", "Properties": {"CidrBlock": {"Ref": "Kms"}, "EnableDnsSupport": false}},
  "S": {"Type": "AWS::EC2::Subnet", "Properties": {"VpcId": {"Ref": "V"}, "CidrBlock": "10.0.1.0/24", "Tags": [{"Key": "x", "Value": 1}]}},
  "T": {"Type": "AWS::EC2::Subnet", "Properties": {"VpcId": {"Fn::If": ["C", {"Ref": "V"}, {"Ref": "W"}]}, "CidrBlock": 7}},
  "G": {"Type": "AWS::EC2::SecurityGroup", "Properties": {"GroupDescription": "g", "VpcId": {"Ref": "V"},
    "SecurityGroupIngress": [{"IpProtocol": "tcp", "FromPort": 443, "ToPort": "443", "CidrIp": "0.0.0.0/0"}, {"Ref": "AWS::NoValue"}]}},
  "E": {"Type": "AWS::EC2::VPCEndpoint", "Properties": {"VpcId": {"Ref": "V"}, "ServiceName": {"Fn::Sub": "com.amazonaws.${AWS::Region}.sts"},
    "VpcEndpointType": "Interface", "PrivateDnsEnabled": true, "SubnetIds": [{"Ref": "S"}],
    "PolicyDocument": "{\"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"*\", \"Principal\": \"*\", \"Resource\": \"*\"}]}"}},
  "B": {"Type": "AWS::SageMaker::NotebookInstance", "Properties": {"InstanceType": "ml.t3.medium", "RoleArn": "r", "SubnetId": {"Ref": "S"},
    "SecurityGroupIds": [{"Ref": "G"}, "sg-1"], "DirectInternetAccess": {"Fn::If": ["C", "Enabled", {"Ref": "AWS::NoValue"}]}}},
  "D": {"Type": "AWS::SageMaker::Domain", "Properties": {"AuthMode": "IAM", "DomainName": "d", "SubnetIds": {"Ref": "Kms"}, "VpcId": null,
    "DefaultUserSettings": {"ExecutionRole": "r"}}},
  "M": {"Type": "AWS::SageMaker::Model", "Properties": {"VpcConfig": {"Subnets": [{"Ref": "S"}, {"Ref": "T"}], "SecurityGroupIds": []}}}}})json";

constexpr const char* kSecond =
    R"json({"format_version": "1.2", "planned_values": {"root_module": {"resources": [
  {"address": "aws_vpc.v", "mode": "managed", "type": "aws_vpc", "name": "v", "values": {"cidr_block": "10.0.0.0/16"}}]}},
 "resource_changes": [{"address": "aws_vpc.v", "mode": "managed", "type": "aws_vpc", "name": "v", "change": {"actions": ["create"],
  "before": null, "after": {"cidr_block": "10.0.0.0/16"}, "after_unknown": {"id": true}}}], "configuration": {"root_module": {}}})json";

std::string text_of(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

Program program_of(const std::vector<dsl::RuleSource>& sources) {
  auto out = dsl::compile(sources, {});
  if (!out.program) throw std::runtime_error(text_problems(out.problems, false));
  return out.program;
}

CheckOptions options_for(const Program& program) {
  CheckOptions options;
  for (std::uint32_t i = 0; i < program.rules().size(); ++i) options.rules.push_back(i);
  options.as_of = "2026-03-04";
  options.limits.fuel_per_row = 5'000;
  options.limits.max_memory = std::size_t{16} << 20;
  return options;
}

std::vector<Input> inputs() {
  return {{"first.json", kFirst, true}, {"second.json", kSecond, true}};
}

/// All rows of the inputs, one by one; none where the parameters do not fit.
std::vector<rows::RunRow> rows_of(const bytecode::Program& code, const CheckOptions& options,
                                  rows::Run::Code how, bool explain) {
  rows::OpenedRun opened(code, options);
  std::vector<rows::RunRow> out;
  if (opened.open(inputs())) return out;
  rows::Run& run = opened.run();
  run.use(how);
  const auto judge = [&](rows::RowKey key) {
    rows::RunRow row;
    row.rule = key.rule;
    row.subject = key.subject;
    if (run.passes({&key, 1}, &row) == 0) row = run.row(key.rule, key.subject, explain);
    out.push_back(std::move(row));
  };
  for (std::uint32_t rule = 0; rule < code.rules.size(); ++rule) {
    if (code.rules[rule].types == bytecode::kNone) judge({rule, kNoResource});
    for (const ResourceId subject : run.subjects(rule)) judge({rule, subject});
  }
  return out;
}

bool is_limited(const rows::RunRow& row) {
  return row.limit ||
         std::any_of(row.requirements.begin(), row.requirements.end(), [](const auto& r) {
           return std::any_of(r.causes.begin(), r.causes.end(),
                              [](const auto& c) { return c.code.starts_with("L02"); });
         });
}

bool same(const rows::RunRow& a, const rows::RunRow& b) {
  return static_cast<const vm::Outcome&>(a) == b && a.rule == b.rule && a.subject == b.subject &&
         std::equal(a.requirements.begin(), a.requirements.end(), b.requirements.begin(),
                    b.requirements.end(), [](const auto& x, const auto& y) {
                      return x.status == y.status && x.requirement == y.requirement;
                    });
}

}  // namespace

std::vector<std::string> conformance_files() {
  std::vector<std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator(CORDON_CONFORMANCE)) {
    if (entry.path().extension() == ".cordon") files.push_back(entry.path().string());
  }
  std::sort(files.begin(), files.end());
  return files;
}

Program compiled(const std::string& path) {
  return program_of({{path, text_of(path), false, true}});
}

Program library() { return program_of(dsl::bundled_library()); }

Program sample() { return program_of({{"sample.cordon", kSample, false, true}}); }

std::shared_ptr<bytecode::Program> loaded(std::string_view bytes, std::string* why) {
  static const std::shared_ptr<const Catalogue> catalogue = [] {
    auto loaded = Catalogue::load(catalogue_text());
    return std::make_shared<const Catalogue>(std::move(*loaded));
  }();
  auto code = bundle::load_code(bytes, {});
  if (!code) {
    if (why != nullptr) *why = std::string(code.error().code) + ": " + code.error().message;
    return nullptr;
  }
  (*code)->catalogue = catalogue;
  return std::move(*code);
}

std::string document() { return kFirst; }

std::string behaviour(const Program& program) {
  const CheckOptions options = options_for(program);
  auto result = evaluate(program, inputs(), options);
  if (!result) return std::string(result.error().code) + result.error().message;
  Report report;
  report.program = &program;
  report.result = std::move(*result);
  report.as_of = options.as_of;
  return json_report(report);
}

std::string disagreement(const Program& program) {
  using Code = rows::Run::Code;
  const bytecode::Program& code = program.code();
  const CheckOptions options = options_for(program);
  const std::vector<rows::RunRow> plain = rows_of(code, options, Code::kPlain, false);
  for (const auto& [way, explain, name] :
       {std::tuple{Code::kUsual, false, "usual"}, std::tuple{Code::kFused, false, "fused"},
        std::tuple{Code::kSieved, false, "sieved"}, std::tuple{Code::kSieved, true, "traced"}}) {
    const std::vector<rows::RunRow> other = rows_of(code, options, way, explain);
    if (other.size() != plain.size()) return std::string(name) + ": another number of rows";
    for (std::size_t i = 0; i < plain.size(); ++i) {
      // What a limit ended may have left less for what follows.
      if (is_limited(plain[i]) || is_limited(other[i])) break;
      if (!same(plain[i], other[i])) return std::string(name) + ": row " + std::to_string(i);
    }
  }
  return {};
}

std::string outcomes(const Program& program) {
  const auto refuse = [](const std::string& path) -> Result<std::string> {
    return Diagnostic{"U0201", Level::kError, {}, path + " is not read here", {}, {}};
  };
  EvaluationLimits limits;
  limits.fuel_per_row = 5'000;
  limits.max_memory = std::size_t{16} << 20;
  TestReport report;
  report.outcomes = run_tests(program, refuse, limits);
  return tests_json(report);
}

}  // namespace cordon::test
