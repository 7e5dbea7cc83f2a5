// Joins leave out passes, and nothing else: rows with their evidence, and fuel, are those of the
// loops run in full.
#include "vm/join_loops.h"

#include <string>
#include <vector>

#include "bytecode/program.h"
#include "catch_compat.h"
#include "rows/describe.h"
#include "rows/run.h"
#include "unit/vm/compiled_rules.h"

namespace cordon {
namespace {

/// `n` VPCs and endpoints; what an endpoint says of its VPC goes round all kinds of saying it.
std::string document(std::uint32_t n) {
  const std::vector<std::string> sayings = {R"({"Ref": "V#"})",
                                            R"({"Ref": "V0"})",
                                            R"("vpc-1")",
                                            R"({"Ref": "Asked"})",
                                            R"({"Fn::If": ["C", {"Ref": "V1"}, {"Ref": "V#"}]})",
                                            R"({"Fn::GetAtt": ["V#", "VpcId"]})",
                                            R"({"Ref": "Number"})",
                                            "",
                                            "null"};
  std::string out = R"({"Parameters": {"Asked": {"Type": "String"}, "Number": {"Type": "Number"}},
    "Conditions": {"C": {"Fn::Equals": [{"Ref": "Asked"}, "x"]}}, "Resources": {)";
  for (std::uint32_t i = 0; i < n; ++i) {
    const std::string id = std::to_string(i);
    std::string vpc = sayings[(i * 7 + i / 5) % (i < n / 2 ? 3 : sayings.size())];
    if (const auto at = vpc.find('#'); at != std::string::npos) vpc.replace(at, 1, id);
    out +=
        "\"V" + id + R"(": {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": "10.0.0.0/16"}},)";
    out += "\"E" + id + R"(": {"Type": "AWS::EC2::VPCEndpoint", )" +
           (i % 11 == 3 ? R"("Condition": "C", )" : "") + R"("Properties": {)" +
           (vpc.empty() ? "" : "\"VpcId\": " + vpc + ",") + R"("ServiceName": "s)" +
           std::to_string(i % 3) + "\"}},";
  }
  return out + R"("Last": {"Type": "AWS::EC2::EIP"}}})";
}

constexpr const char* kRules = R"~(
rule every_filtered for v in AWS::EC2::VPC {
  require every e in AWS::EC2::VPCEndpoint where e.VpcId refers_to v : e.ServiceName == "s1"
    else "endpoints \([e.ServiceName for e in AWS::EC2::VPCEndpoint where e.VpcId refers_to v])"
}
rule some_and for v in AWS::EC2::VPC {
  require some e in AWS::EC2::VPCEndpoint : e.VpcId refers_to v and e.ServiceName == "s2" else "none"
}
rule every_not for v in AWS::EC2::VPC {
  require every e in AWS::EC2::VPCEndpoint : not e.VpcId refers_to v else "some"
}
rule no_member for e in AWS::EC2::VPCEndpoint {
  require no v in AWS::EC2::VPC : e.VpcId refers_to v else "refers to one"
}
rule some_member for e in AWS::EC2::VPCEndpoint {
  require some v in AWS::EC2::VPC : e.VpcId refers_to v else "refers to none"
}
rule counted for v in AWS::EC2::VPC {
  require count(e in AWS::EC2::VPCEndpoint where e.VpcId refers_to v) == 1 else "not one"
}
rule named for e in AWS::EC2::VPCEndpoint where e.VpcId is present {
  let own = [v for v in AWS::EC2::VPC where e.VpcId refers_to v]
  require count(own) == 1 and own[0].CidrBlock == "10.1.0.0/16" else "it is \(own)"
}
rule nested {
  require every e in AWS::EC2::VPCEndpoint : some v in AWS::EC2::VPC : e.VpcId refers_to v else "stray"
}
rule or_first for v in AWS::EC2::VPC {
  require every e in AWS::EC2::VPCEndpoint : e.VpcId refers_to v or e.ServiceName == "s0" else "neither"
}
)~";

struct Outcome {
  std::vector<std::string> rows;
  std::uint64_t left_out = 0;
  std::uint64_t indexed = 0;
};

std::string print(rows::Run& run, Inventory& inventory, const bytecode::Program& code,
                  const rows::RunRow& row) {
  std::string out = std::to_string(row.rule) + " " + std::to_string(row.subject) + " " +
                    std::to_string(static_cast<int>(row.status)) + (row.vacuous ? " vacuous" : "") +
                    " assumes " + std::to_string(row.assumes) + (row.limit ? " limit" : "");
  for (const vm::RawRequirement& r : row.requirements) {
    out += "\n " + std::to_string(static_cast<int>(r.status)) + " " + r.message;
    for (const vm::RawFact& fact : r.facts) {
      out += "\n  fact " + std::to_string(fact.value.at) + " " +
             std::to_string(fact.expression.begin) + " " +
             rows::describe_fact(run, inventory, code, fact, true).value_json;
    }
    for (const vm::RawCause& cause : r.causes)
      out += "\n  cause " + std::to_string(cause.at) + " " + std::string(cause.reason);
  }
  return out + "\n fuel " + std::to_string(run.env().fuel);
}

Outcome judge(const Program& program, const std::string& text, std::uint32_t joins_from,
              std::uint64_t fuel = EvaluationLimits{}.fuel_per_row) {
  const bytecode::Program& code = program.code();
  Store store;
  Inventory inventory(store, *code.catalogue, {});
  inventory.add("d.json", text, true);
  EvaluationLimits limits;
  limits.fuel_per_row = fuel;
  rows::Run run(code, inventory, limits, {}, 20'786, Environment::kProd);
  run.use(rows::Run::Code::kSieved);
  run.env().joins_from = joins_from;
  Outcome out;
  for (std::uint32_t rule = 0; rule < code.rules.size(); ++rule) {
    const auto all = run.subjects(rule);
    std::vector<ResourceId> subjects(all.begin(), all.end());
    if (code.rules[rule].types == bytecode::kNone) subjects = {kNoResource};
    for (const ResourceId subject : subjects) {
      const rows::RunRow row = run.row(rule, subject, true);
      out.rows.push_back(print(run, inventory, code, row));
      run.env().row_memory.clear();
    }
  }
  out.left_out = run.passes_left_out();
  out.indexed = run.values_indexed();
  return out;
}

constexpr std::uint32_t kNever = UINT32_MAX;

}  // namespace

TEST_CASE("rows_with_their_evidence_and_fuel_are_those_of_the_loops_run_in_full") {
  const Program program = rules(kRules);
  for (const std::uint32_t n : {1U, 2U, 3U, 12U, 40U, 64U}) {
    const std::string text = document(n);
    const Outcome full = judge(program, text, kNever);
    const Outcome joined = judge(program, text, 0);
    INFO("resources " << n);
    CHECK(full.left_out == 0);
    if (n >= 12) CHECK(joined.left_out > 0);
    REQUIRE(full.rows.size() == joined.rows.size());
    for (std::size_t i = 0; i < full.rows.size(); ++i) CHECK(full.rows[i] == joined.rows[i]);
  }
}

TEST_CASE("budgets_end_in_the_same_place") {
  const Program program = rules(kRules);
  const std::string text = document(40);
  for (std::uint64_t fuel = 40; fuel < 200; fuel += 3) {
    const Outcome full = judge(program, text, kNever, fuel);
    const Outcome joined = judge(program, text, 0, fuel);
    INFO("fuel " << fuel);
    CHECK(full.rows == joined.rows);
  }
}

TEST_CASE("joins_visit_what_may_be_referred_to_and_look_at_each_value_once") {
  const Program program = rules(R"(
rule by_member for v in AWS::EC2::VPC {
  require some e in AWS::EC2::VPCEndpoint : e.VpcId refers_to v and e.ServiceName == "s" else "none"
}
rule by_value for e in AWS::EC2::VPCEndpoint {
  require no v in AWS::EC2::VPC where e.VpcId refers_to v : v.CidrBlock is present else "refers"
})");
  const auto text = [](std::uint32_t n) {
    std::string out = R"({"Resources": {)";
    for (std::uint32_t i = 0; i < n; ++i) {
      const std::string id = std::to_string(i);
      out += (i == 0 ? "\"V" : ",\"V") + id + R"(": {"Type": "AWS::EC2::VPC"}, "E)" + id +
             R"(": {"Type": "AWS::EC2::VPCEndpoint", "Properties": {"VpcId": {"Ref": "V)" + id +
             R"("}, "ServiceName": "s"}})";
    }
    return out + "}}";
  };
  for (const std::uint64_t n : {100U, 200U, 400U}) {
    const Outcome joined = judge(program, text(static_cast<std::uint32_t>(n)), 8);
    INFO("resources " << n);
    CHECK(joined.indexed == n);
    // The first false pass is run, the one that holds, the one behind it, and the last.
    CHECK(joined.left_out + 2 * n * 4 >= 2 * n * n);
  }
}

TEST_CASE("what_changes_from_pass_to_pass_is_no_join") {
  const Program program = rules(R"(
fn same(a: any, b: any): bool = a == b
rule called for v in AWS::EC2::VPC {
  require some e in AWS::EC2::VPCEndpoint : e.VpcId refers_to e.VpcId else "x"
}
rule filtered for v in AWS::EC2::VPC {
  require some e in AWS::EC2::VPCEndpoint where same(e.ServiceName, "s") : e.VpcId refers_to v else "x"
}
rule listed for v in AWS::EC2::VPC {
  require some e in [x for x in AWS::EC2::VPCEndpoint] : e.VpcId refers_to v else "x"
})");
  CHECK(vm::find_join_loops(program.code()).all.empty());
  CHECK(vm::find_join_loops(rules(kRules).code()).all.size() == 9);
}

}  // namespace cordon
