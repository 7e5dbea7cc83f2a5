// Fused code says and charges what plain code does, whatever the values are.
#include "vm/fuse.h"

#include <algorithm>
#include <string>
#include <vector>

#include "bytecode/program.h"
#include "catch_compat.h"
#include "unit/vm/compiled_rules.h"
#include "unit/vm/ways.h"

namespace cordon {
namespace {

using Code = rows::Run::Code;

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
  const std::string text = document_of_all_values();
  const auto plain = judge(program, text, Code::kPlain);
  CHECK(plain.size() > 400);
  for (const Code code : {Code::kUsual, Code::kFused}) {
    const auto other = judge(program, text, code);
    REQUIRE(plain.size() == other.size());
    for (std::size_t i = 0; i < plain.size(); ++i) CHECK(plain[i] == other[i]);
  }
}

// Few resources are judged without what is done once for many.
TEST_CASE("a_document_of_few_resources_has_the_rows_that_it_has_among_many") {
  const Program program = rules(kRules);
  const std::string one = R"({"Resources": {"N": {"Type": "AWS::SageMaker::NotebookInstance",
    "Properties": {"DirectInternetAccess": "Enabled", "InstanceType": "ml.t3.medium"}}}})";
  const auto few = judge(program, one, Code::kUsual);
  REQUIRE_FALSE(few.empty());
  CHECK(few == judge(program, one, Code::kSieved));
}

TEST_CASE("budgets_of_fused_code_end_in_the_same_rows") {
  const Program program = rules(kRules);
  const std::string text = document_of_all_values();
  for (std::uint64_t fuel = 0; fuel < 14; ++fuel) {
    INFO("fuel " << fuel);
    CHECK(judge(program, text, Code::kPlain, fuel) == judge(program, text, Code::kFused, fuel));
  }
}

}  // namespace cordon
