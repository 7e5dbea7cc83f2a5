#include "bytecode/program.h"

#include <cstdint>
#include <string>

#include "catch_compat.h"
#include "cordon/dsl/compile.h"

namespace {

using cordon::bytecode::Instr;
using cordon::bytecode::Op;
using cordon::bytecode::verify;

constexpr const char* kRules = R"cordon(language 1
package t
fn open(v: AWS::EC2::VPC) = [e for e in v<-AWS::EC2::VPCEndpoint.VpcId where e.PrivateDnsEnabled ?? false]
rule r for v in AWS::EC2::VPC where v.CidrBlock is present {
  let all = open(v)
  when count(all) >= 1 {
    for e in all {
      require every t in ["a", "b"] : not (e.ServiceName like "*.\(t)") else "endpoint \(e@id) is \(e.ServiceName)"
    }
  }
  require match v.InstanceTenancy ?? "default" { "default" => true, _ => false } else "tenancy"
}
)cordon";

cordon::bytecode::Program compiled() {
  const auto out = cordon::dsl::compile({{"t.cordon", kRules, false, true}}, {});
  for (const auto& p : out.problems) INFO(p.message);
  REQUIRE(out.program);
  return out.program.code();
}

std::uint32_t first(const cordon::bytecode::Program& p, Op op) {
  for (std::uint32_t i = 0; i < p.code.size(); ++i) {
    if (p.code[i].op == op) return i;
  }
  FAIL("the sample does not use this opcode");
  return 0;
}

}  // namespace

TEST_CASE("what_lowering_makes_is_accepted") {
  const auto program = compiled();
  CHECK(verify(program).empty());
  CHECK(true);
}

TEST_CASE("damaged_code_is_refused_with_its_place") {
  auto program = compiled();
  SECTION("an opcode that does not exist") { program.code[0].op = static_cast<Op>(250); }
  SECTION("a register above the frame") { program.code[first(program, Op::kGet)].a = 240; }
  SECTION("a register that was never written") {
    program.code[first(program, Op::kCoalesce)].c = 200;
  }
  SECTION("a name out of range") { program.code[first(program, Op::kGet)].x = 100'000; }
  SECTION("a backward jump") { program.code[first(program, Op::kJumpUndecided)].x = 0; }
  SECTION("a jump out of its function") {
    program.code[first(program, Op::kJumpFalse)].x = 1'000'000;
  }
  SECTION("a loop end of another loop") { ++program.code[first(program, Op::kNext)].x; }
  SECTION("a function that calls itself") {
    const std::uint32_t at = first(program, Op::kReturn);
    program.code[at] = Instr{Op::kFact, 0, 0, 1, 0};
  }
  SECTION("a list that is never closed") {
    program.code[first(program, Op::kListEnd)] = Instr{Op::kMove, 0, 0, 0, 0};
  }
  SECTION("a guard that is never closed") {
    program.code[first(program, Op::kEndGuard)] = Instr{Op::kMove, 0, 0, 0, 0};
  }
  SECTION("no end") { program.code.back() = Instr{Op::kMove, 0, 0, 0, 0}; }
  SECTION("a table that is too short") { program.spans.pop_back(); }
  SECTION("a rule without its function") { program.rules[0].function = 77; }
  CHECK_FALSE(verify(program).empty());
}

TEST_CASE("verification_of_any_bytes_ends") {
  const auto program = compiled();
  std::uint32_t seed = 7;
  const auto next = [&seed] { return seed = seed * 1664525U + 1013904223U; };
  std::size_t refused = 0;
  for (int round = 0; round < 3000; ++round) {
    auto mutant = program;
    Instr& in = mutant.code[next() % mutant.code.size()];
    switch (next() % 5) {
      case 0:
        in.op = static_cast<Op>(next() % 70);
        break;
      case 1:
        in.a = static_cast<std::uint8_t>(next() >> 16U);
        break;
      case 2:
        in.b = static_cast<std::uint8_t>(next() >> 16U);
        break;
      case 3:
        in.c = static_cast<std::uint8_t>(next() >> 16U);
        break;
      default:
        in.x = next() % 200;
        break;
    }
    refused += verify(mutant).empty() ? 0U : 1U;
  }
  CHECK(refused > 1000);
}
