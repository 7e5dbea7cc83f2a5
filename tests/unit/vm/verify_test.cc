#include "unit/vm/verify_sample.h"

#include <cstdint>
#include <limits>
#include <vector>

#include "catch_compat.h"
#include "value/builtins.h"

using cordon::bytecode::Instr;
using cordon::bytecode::Op;
using cordon::bytecode::verify;
using cordon::test::compiled;
using cordon::test::first;
using cordon::test::made_of;
using cordon::test::refusal;
using cordon::test::text_constant;

TEST_CASE("what_lowering_makes_is_accepted") {
  const auto program = compiled();
  CHECK(verify(program).empty());
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

TEST_CASE("what_the_machine_takes_for_granted_is_verified") {
  const std::uint32_t text = text_constant(compiled());
  CHECK(refusal({{Op::kMove, 1, 0, 0, 0}, {Op::kReturn, 1, 0, 0, 0}}).empty());
  SECTION("unused operands are zero: the machine looks at them") {
    CHECK_FALSE(refusal({{Op::kConst, 1, 200, 0, text}, {Op::kReturn, 1, 0, 0, 0}}).empty());
  }
  SECTION("only a member of a list may be certain") {
    CHECK_FALSE(refusal({{Op::kAdd, 1, 0, 255, 0}, {Op::kReturn, 1, 0, 0, 0}}).empty());
  }
  SECTION("a call without arguments names a register all the same") {
    const auto as_of = static_cast<std::uint32_t>(cordon::Builtin::k_as_of);
    CHECK(refusal({{Op::kCall, 1, 1, 0, as_of}, {Op::kReturn, 1, 0, 0, 0}}).empty());
    CHECK_FALSE(refusal({{Op::kCall, 1, 250, 0, as_of}, {Op::kReturn, 1, 0, 0, 0}}).empty());
    CHECK_FALSE(refusal({{Op::kCall, 1, 0, 1, as_of}, {Op::kReturn, 1, 0, 0, 0}}).empty());
  }
  SECTION("a member needs a list") {
    CHECK_FALSE(refusal({{Op::kListPush, 0, 0, 255, 0}, {Op::kReturn, 0, 0, 0, 0}}).empty());
  }
  SECTION("a text is joined to a text") {
    CHECK(
        refusal({{Op::kConst, 1, 0, 0, text}, {Op::kString, 1, 1, 0, 0}, {Op::kReturn, 1, 0, 0, 0}})
            .empty());
    CHECK_FALSE(refusal({{Op::kString, 1, 0, 0, 0}, {Op::kReturn, 1, 0, 0, 0}}).empty());
    CHECK_FALSE(refusal({{Op::kListNew, 2, 0, 0, 0},
                         {Op::kListEnd, 1, 2, 0, 0},
                         {Op::kMessage, 1, 1, 0, 0},
                         {Op::kReturn, 1, 0, 0, 0}})
                    .empty());
  }
  SECTION("a loop runs over a domain") {
    const std::vector<Instr> loop = {{Op::kDomain, 1, 0, 0, 0},
                                     {Op::kFor, 2, 1, 0, 3},
                                     {Op::kNext, 0, 0, 0, 2},
                                     {Op::kReturn, 0, 0, 0, 0}};
    CHECK(refusal(loop).empty());
    auto over = loop;
    over[1].b = 0;
    CHECK_FALSE(refusal(over).empty());
    auto flags = loop;
    flags[1].c = 4;
    CHECK_FALSE(refusal(flags).empty());
  }
  SECTION("a loop closes what it opens") {
    CHECK_FALSE(refusal({{Op::kListNew, 1, 0, 0, 0},
                         {Op::kDomain, 2, 0, 0, 0},
                         {Op::kFor, 3, 2, 0, 5},
                         {Op::kListEnd, 1, 1, 0, 0},
                         {Op::kNext, 0, 0, 0, 3},
                         {Op::kReturn, 0, 0, 0, 0}})
                    .empty());
  }
  SECTION("a member of a quantifier needs its accumulator") {
    const std::vector<Instr> every = {
        {Op::kQuantify, 1, 0, 0, 0}, {Op::kQuantifyStep, 1, 0, 0, 0}, {Op::kReturn, 1, 0, 0, 0}};
    CHECK(refusal(every).empty());
    auto other = every;
    other[1].x = 1;
    CHECK_FALSE(refusal(other).empty());
    auto moved = every;
    moved.insert(moved.begin() + 1, Instr{Op::kMove, 1, 0, 0, 0});
    CHECK_FALSE(refusal(moved).empty());
    // The second round of the loop would go on with what is no accumulator.
    CHECK_FALSE(refusal({{Op::kQuantify, 1, 0, 0, 0},
                         {Op::kDomain, 2, 0, 0, 0},
                         {Op::kFor, 3, 2, 0, 6},
                         {Op::kQuantifyStep, 1, 3, 4, 0},
                         {Op::kMove, 1, 0, 0, 0},
                         {Op::kNext, 0, 0, 0, 3},
                         {Op::kReturn, 0, 0, 0, 0}})
                    .empty());
  }
  SECTION("a function has no instructions of rules") {
    CHECK_FALSE(
        refusal({{Op::kGuard, 0, 0, 0, 2}, {Op::kEndGuard, 0, 0, 0, 0}, {Op::kReturn, 0, 0, 0, 0}})
            .empty());
  }
}

TEST_CASE("a_message_changes_nothing_behind_it") {
  const std::uint32_t text = text_constant(compiled());
  const auto rule = [&](std::uint8_t written, std::uint8_t read) {
    auto program = made_of({{Op::kConst, 1, 0, 0, text},
                            {Op::kConst, 2, 0, 0, text},
                            {Op::kRequire, 1, 0, 0, 0},
                            {Op::kConst, written, 0, 0, text},
                            {Op::kSay, written, 0, 0, 0},
                            {Op::kTruth, 3, read, 0, 0},
                            {Op::kEnd, 0, 0, 0, 0}},
                           true);
    program.requirements = {{{}, 5, true}};
    return verify(program);
  };
  CHECK(rule(2, 1).empty());
  CHECK_FALSE(rule(2, 2).empty());
}

TEST_CASE("damaged_tables_are_refused") {
  auto program = compiled();
  SECTION("a parameter without its description") { program.parameters.emplace_back(); }
  SECTION("a subject without a register") { program.rules[0].types = cordon::bytecode::kNone; }
  SECTION("an is-test of no word") {
    program.tests_is.push_back({static_cast<cordon::bytecode::Word>(99), 0});
  }
  SECTION("functions that overlap") { program.functions[1].first = 0; }
  SECTION("code of no function") {
    program.code.push_back({});
    program.spans.emplace_back();
    program.chain_starts.emplace_back();
  }
  SECTION("a place outside the sources") { program.spans[0] = {1, 1'000'000}; }
  SECTION("a place that ends before it begins") { program.spans[0] = {20, 10}; }
  SECTION("a value that only a machine makes") { program.constants[0] = cordon::Node::resource(0); }
  SECTION("a number that is none") {
    program.constants[0] = cordon::Node::real(std::numeric_limits<double>::quiet_NaN());
  }
  SECTION("a pattern that was not compiled") {
    program.patterns.emplace_back("a");
    program.regexes.push_back(nullptr);
  }
  SECTION("two rules of one id") {
    program.rules.push_back(program.rules[0]);
    program.infos.push_back(program.infos[0]);
  }
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
