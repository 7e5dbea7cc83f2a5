#include "unit/vm/verify_sample.h"

#include <utility>

#include "catch_compat.h"
#include "cordon/dsl/compile.h"

namespace cordon::test {

using bytecode::Instr;
using bytecode::Op;
using bytecode::Program;

namespace {

constexpr const char* kRules = R"cordon(language 1
package t
param size: int = 1
param nets: list<cidr> | null = null
fn open(v: AWS::EC2::VPC) = [e for e in v<-AWS::EC2::VPCEndpoint.VpcId where e.PrivateDnsEnabled ?? false]
rule r for v in AWS::EC2::VPC where v.CidrBlock is present {
  let all = open(v)
  when count(all) >= size {
    for e in all {
      require every t in ["a", "b"] : not (e.ServiceName like "*.\(t)") else "endpoint \(e@id) is \(e.ServiceName)"
    }
  }
  require match v.InstanceTenancy ?? "default" { "default" => true, _ => false } else "tenancy"
  require not (v.CidrBlock matches re"x+") and nets == null else "x"
}
test "one" {
  given resources { v: { Type: "AWS::EC2::VPC", Properties: { CidrBlock: "10.0.0.0/8" } } }
  param size = 2
  expect pass r on "v"
  expect fail r on "v" message "tenancy"
  expect fail r on "v" message re"ten.*"
}
)cordon";

}  // namespace

Program compiled() {
  const auto out = dsl::compile({{"t.cordon", kRules, false, true}}, {});
  for (const auto& p : out.problems) UNSCOPED_INFO(p.code << " " << p.message);
  REQUIRE(out.program);
  return out.program.code();
}

std::uint32_t first(const Program& program, Op op) {
  for (std::uint32_t i = 0; i < program.code.size(); ++i) {
    if (program.code[i].op == op) return i;
  }
  FAIL("the sample does not use this opcode");
  return 0;
}

Program made_of(std::vector<Instr> code, bool rule) {
  auto program = compiled();
  program.functions.resize(1);
  auto& f = program.functions[0];
  f = {"f", 0, static_cast<std::uint32_t>(code.size()), 8, rule ? 0U : 1U, rule, false};
  program.environment = program.sensitive = bytecode::kNone;
  program.rules.clear();
  program.infos.clear();
  program.tests.clear();
  program.spans.assign(code.size(), {});
  program.chain_starts.assign(code.size(), bytecode::ChainStart::kInside);
  program.code = std::move(code);
  return program;
}

std::string refusal(std::vector<Instr> code, bool rule) {
  return bytecode::verify(made_of(std::move(code), rule));
}

std::uint32_t text_constant(const Program& program) {
  for (std::uint32_t i = 0; i < program.constants.size(); ++i) {
    if (program.constants[i].is(Kind::kString)) return i;
  }
  return 0;
}

}  // namespace cordon::test
