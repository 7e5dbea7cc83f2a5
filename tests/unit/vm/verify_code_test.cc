// Code, one mistake at a time: each is refused by what it is, at its instruction.
#include <string>
#include <utility>
#include <vector>

#include "catch_compat.h"
#include "unit/vm/verify_sample.h"
#include "value/builtins.h"

namespace {

using namespace cordon;
using namespace cordon::bytecode;
using cordon::test::compiled;
using cordon::test::made_of;
using cordon::test::refusal;
using cordon::test::text_constant;

constexpr Instr kBack{Op::kReturn, 0, 0, 0, 0};
constexpr Instr kEndRule{Op::kEnd, 0, 0, 0, 0};
constexpr Instr kLoop{Op::kDomain, 1, 0, 0, 0};

/// What a function says of its code.
std::string in_function(std::vector<Instr> code) { return refusal(std::move(code)); }
std::string in_rule(std::vector<Instr> code) { return refusal(std::move(code), true); }

/// A rule over the code, with one requirement.
std::string with_requirement(std::vector<Instr> code, Requirement requirement) {
  auto program = made_of(std::move(code), true);
  program.requirements = {requirement};
  return verify(program);
}

}  // namespace

TEST_CASE("every_instruction_is_known_reached_and_followed") {
  CHECK(in_function({{static_cast<Op>(200), 0, 0, 0, 0}, kBack}) == "f: unknown opcode at 0");
  CHECK(in_function({{Op::kJump, 0, 0, 0, 2}, {Op::kMove, 0, 0, 0, 0}, kBack}) ==
        "f: unreachable instruction at 1");
  CHECK(in_function({{Op::kMove, 0, 0, 0, 0}}) == "f: falls off its end");
  CHECK(in_function({{Op::kJump, 0, 0, 0, 0}, kBack}) == "f: jump target at 0");
  CHECK(in_function({{Op::kJump, 0, 0, 0, 9}, kBack}) == "f: jump target at 0");
  CHECK(in_function({{Op::kJumpFalse, 0, 0, 0, 9}, kBack}) == "f: jump target at 0");
}

TEST_CASE("functions_and_rules_end_in_their_own_way") {
  CHECK(in_function({{Op::kListNew, 1, 0, 0, 0}, kBack}) == "f: ends inside a loop at 1");
  CHECK(in_rule({{Op::kGuard, 0, 0, 0, 1}, kEndRule}) ==
        "f: register read before it is written at 0");
  CHECK(in_rule({kEndRule}).empty());
  CHECK(in_rule({{Op::kParam, 1, 0, 0, 0}, {Op::kReturn, 1, 0, 0, 0}}) ==
        "f: wrong kind of end at 1");
  CHECK(in_rule({{Op::kParam, 1, 0, 0, 0}, {Op::kGuard, 1, 0, 0, 2}, kEndRule}) ==
        "f: paths meet in different loops at 1");
  CHECK(in_rule({{Op::kParam, 1, 0, 0, 0},
                 {Op::kGuard, 1, 0, 0, 3},
                 {Op::kJump, 0, 0, 0, 3},
                 kEndRule}) == "f: paths meet in different loops at 2");
  for (const Op op : {Op::kWhere, Op::kGuard, Op::kEndGuard, Op::kRequire, Op::kRequireDomain,
                      Op::kSay, Op::kEnd})
    CHECK(in_function({{op, 0, 0, 0, 1}, kBack}) == "f: an instruction of rules at 0");
}

TEST_CASE("nothing_ends_inside_of_a_loop_or_guard") {
  CHECK(in_function({kLoop, {Op::kFor, 2, 1, 0, 4}, kBack, {Op::kNext, 0, 0, 0, 2}, kBack}) ==
        "f: ends inside a loop at 2");
  CHECK(in_rule({{Op::kParam, 1, 0, 0, 0}, {Op::kGuard, 1, 0, 0, 3}, kEndRule, kEndRule}) ==
        "f: ends inside a loop at 2");
}

TEST_CASE("what_is_moved_keeps_what_is_known_of_it") {
  const std::uint32_t text = text_constant(compiled());
  CHECK(
      in_function(
          {{Op::kConst, 1, 0, 0, text}, {Op::kMove, 2, 1, 0, 0}, {Op::kString, 3, 2, 2, 0}, kBack})
          .empty());
  CHECK(in_function({{Op::kMove, 2, 0, 0, 0}, {Op::kString, 3, 2, 2, 0}, kBack}) ==
        "f: a text is joined to what is none at 1");
  CHECK(
      in_function(
          {kLoop, {Op::kMove, 3, 1, 0, 0}, {Op::kFor, 4, 3, 0, 4}, {Op::kNext, 0, 0, 0, 3}, kBack})
          .empty());
  CHECK(in_function(
            {{Op::kMove, 3, 0, 0, 0}, {Op::kFor, 4, 3, 0, 3}, {Op::kNext, 0, 0, 0, 2}, kBack}) ==
        "f: a loop over what is no domain at 1");
}

TEST_CASE("what_is_not_open_cannot_be_closed") {
  CHECK(in_rule({{Op::kEndGuard, 0, 0, 0, 0}, kEndRule}) == "f: guard end without a guard at 0");
  CHECK(in_function({{Op::kListEnd, 1, 0, 0, 0}, kBack}) == "f: list end without a list at 0");
  CHECK(in_function({{Op::kListPush, 0, 0, 255, 0}, kBack}) == "f: member without a list at 0");
  CHECK(in_function({{Op::kListInner, 0, 0, 0, 1}, kBack}) == "f: member without a list at 0");
  CHECK(in_rule({{Op::kParam, 1, 0, 0, 0}, {Op::kSay, 1, 0, 0, 0}, kEndRule}) != "");
}

TEST_CASE("a_condition_of_a_subject_stands_outside_of_everything") {
  CHECK(in_rule({{Op::kParam, 1, 0, 0, 0}, {Op::kWhere, 1, 0, 0, 2}, kEndRule}).empty());
  const char* wrong = "f: condition of a subject in a loop at 2";
  CHECK(in_rule({{Op::kParam, 1, 0, 0, 0},
                 {Op::kGuard, 1, 0, 0, 4},
                 {Op::kWhere, 1, 0, 0, 3},
                 {Op::kEndGuard, 0, 0, 0, 0},
                 kEndRule}) == wrong);
  CHECK(in_rule({{Op::kParam, 1, 0, 0, 0},
                 {Op::kListNew, 2, 0, 0, 0},
                 {Op::kWhere, 1, 0, 0, 3},
                 {Op::kListEnd, 2, 2, 0, 0},
                 kEndRule}) == wrong);
  CHECK(in_rule({{Op::kParam, 0, 0, 0, 0},
                 kLoop,
                 {Op::kFor, 2, 1, 0, 5},
                 {Op::kWhere, 0, 0, 0, 4},
                 {Op::kNext, 0, 0, 0, 3},
                 kEndRule}) == "f: condition of a subject in a loop at 3");
}

TEST_CASE("a_loop_has_its_exit_behind_its_end") {
  const Instr next{Op::kNext, 0, 0, 0, 2};
  CHECK(in_function({kLoop, {Op::kFor, 2, 1, 0, 3}, next, kBack}).empty());
  const char* wrong = "f: loop exit at 1";
  CHECK(in_function({kLoop, {Op::kFor, 2, 1, 0, 2}, next, kBack}) == wrong);
  CHECK(in_function({kLoop, {Op::kFor, 2, 1, 0, 9}, next, kBack}) == wrong);
  CHECK(in_function({kLoop, {Op::kFor, 2, 1, 0, 4}, next, kBack}) == wrong);
  CHECK(in_function({kLoop, {Op::kFor, 2, 1, 0, 3}, {Op::kNext, 0, 0, 0, 1}, kBack}) == wrong);
  const char* lost = "f: loop end without its loop at 1";
  CHECK(in_function({kLoop, next, kBack}) == lost);
  // The end of the outer loop inside the inner one, and a second end of one loop.
  CHECK(in_function({kLoop,
                     {Op::kFor, 2, 1, 0, 6},
                     {Op::kFor, 4, 1, 0, 5},
                     {Op::kNext, 0, 0, 0, 2},
                     {Op::kNext, 0, 0, 0, 3},
                     {Op::kNext, 0, 0, 0, 2},
                     kBack}) == "f: loop end without its loop at 3");
  CHECK(in_function({kLoop,
                     {Op::kFor, 2, 1, 0, 4},
                     {Op::kNext, 0, 0, 0, 2},
                     {Op::kNext, 0, 0, 0, 2},
                     kBack}) == "f: loop end without its loop at 2");
}

TEST_CASE("a_loop_ends_as_it_begins") {
  const char* wrong = "f: a loop does not end as it begins at 3";
  CHECK(in_function({kLoop,
                     {Op::kFor, 2, 1, 0, 4},
                     {Op::kListNew, 4, 0, 0, 0},
                     {Op::kNext, 0, 0, 0, 2},
                     kBack}) == wrong);
  // What it closes was opened before it.
  CHECK(in_rule({{Op::kParam, 0, 0, 0, 0},
                 {Op::kGuard, 0, 0, 0, 6},
                 kLoop,
                 {Op::kFor, 2, 1, 0, 6},
                 {Op::kEndGuard, 0, 0, 0, 0},
                 {Op::kNext, 0, 0, 0, 4},
                 kEndRule}) != "");
  CHECK(in_rule({{Op::kParam, 0, 0, 0, 0},
                 {Op::kGuard, 0, 0, 0, 7},
                 kLoop,
                 {Op::kFor, 2, 1, 0, 6},
                 {Op::kEndGuard, 0, 0, 0, 0},
                 {Op::kNext, 0, 0, 0, 4},
                 {Op::kEndGuard, 0, 0, 0, 0},
                 kEndRule}) == "f: a loop does not end as it begins at 5");
}

TEST_CASE("loops_are_nested_as_deep_as_the_machine_takes") {
  const auto nested = [](std::uint32_t n) {
    std::vector<Instr> code{kLoop};
    for (std::uint32_t i = 0; i < n; ++i) code.push_back({Op::kFor, 2, 1, 0, 2 * n + 1 - i});
    for (std::uint32_t i = 0; i < n; ++i) code.push_back({Op::kNext, 0, 0, 0, n + 1 - i});
    code.push_back(kBack);
    return in_function(std::move(code));
  };
  CHECK(nested(32).empty());
  CHECK(nested(33) == "f: loops are nested too deeply at 33");
}

TEST_CASE("what_a_loop_looks_ahead_at_is_refused_when_it_comes") {
  const auto inside = [](std::vector<Instr> body, bool rule) {
    std::vector<Instr> code{{Op::kParam, 0, 0, 0, 0}, kLoop};
    const auto end = static_cast<std::uint32_t>(body.size()) + 3;
    code.push_back({Op::kFor, 2, 1, 0, end + 1});
    code.insert(code.end(), body.begin(), body.end());
    code.push_back({Op::kNext, 0, 0, 0, 3});
    code.push_back(rule ? kEndRule : kBack);
    auto program = made_of(std::move(code), rule);
    program.requirements = {{{}, 4, false}, {{}, 3, true}, {{}, 99, true}};
    return verify(program);
  };
  CHECK(inside({{static_cast<Op>(200), 0, 0, 0, 0}}, false) == "f: unknown opcode at 3");
  CHECK(inside({{Op::kFor, 255, 1, 0, 4}}, false) == "f: register out of range at 3");
  CHECK(inside({{Op::kFor, 254, 1, 0, 4}}, false) == "f: register out of range at 3");
  CHECK(inside({{Op::kRequire, 0, 0, 0, 99}}, true) == "f: operand out of range at 3");
  CHECK(inside({{Op::kRequire, 0, 0, 0, 0}}, true).empty());
  CHECK(inside({{Op::kRequire, 0, 0, 0, 1}}, true) == "f: message of a requirement at 3");
  CHECK(inside({{Op::kRequire, 0, 0, 0, 2}}, true) == "f: message of a requirement at 3");
}

TEST_CASE("what_a_message_writes_in_a_loop_is_not_there_in_its_next_round") {
  auto program = made_of({{Op::kParam, 0, 0, 0, 0},
                          {Op::kConst, 4, 0, 0, text_constant(compiled())},
                          kLoop,
                          {Op::kFor, 2, 1, 0, 9},
                          {Op::kTruth, 5, 4, 0, 0},
                          {Op::kRequire, 0, 0, 0, 0},
                          {Op::kConst, 4, 0, 0, text_constant(compiled())},
                          {Op::kSay, 4, 0, 0, 0},
                          {Op::kNext, 0, 0, 0, 4},
                          kEndRule},
                         true);
  program.requirements = {{{}, 8, true}};
  CHECK(verify(program) == "f: register read before it is written at 4");
  program.code[4] = {Op::kTruth, 5, 0, 0, 0};
  CHECK(verify(program).empty());
}

TEST_CASE("a_requirement_has_its_message_right_behind_it") {
  const std::uint32_t text = text_constant(compiled());
  const Instr condition{Op::kParam, 0, 0, 0, 0};
  const Instr require{Op::kRequire, 0, 0, 0, 0};
  const Instr words{Op::kConst, 1, 0, 0, text};
  const Instr say{Op::kSay, 1, 0, 0, 0};
  const char* wrong = "f: message of a requirement at 1";
  CHECK(with_requirement({condition, require, words, say, kEndRule}, {{}, 4, true}).empty());
  CHECK(with_requirement({condition, require, kEndRule}, {{}, 2, false}).empty());
  CHECK(with_requirement({condition, require, kEndRule}, {{}, 3, false}) == wrong);
  CHECK(with_requirement({condition, require, words, say, kEndRule}, {{}, 2, true}) == wrong);
  CHECK(with_requirement({condition, require, words, say, kEndRule}, {{}, 9, true}) == wrong);
  CHECK(with_requirement({condition, require, words, say, kEndRule}, {{}, 3, true}) == wrong);
  // The domain of a loop has a message of its own.
  const Instr domain{Op::kRequireDomain, 0, 0, 0, 0};
  CHECK(with_requirement({condition, domain, kEndRule}, {{}, 2, true}).empty());
  CHECK(with_requirement({condition, words, say, kEndRule}, {{}, 2, false}) ==
        "f: message without a requirement at 2");
  CHECK(with_requirement(
            {condition, {Op::kListNew, 2, 0, 0, 0}, require, {Op::kListEnd, 2, 2, 0, 0}, kEndRule},
            {{}, 3, false}) == "f: requirement inside a list at 2");
  CHECK(with_requirement({condition, require, {static_cast<Op>(200), 0, 0, 0, 0}, say, kEndRule},
                         {{}, 4, true}) == "f: unknown opcode at 2");
  CHECK(with_requirement({condition, require, require, say, kEndRule}, {{}, 4, true}) ==
        "f: an instruction of rules in a message at 2");
  CHECK(with_requirement({condition, require, words, {Op::kJumpFalse, 0, 0, 0, 6}, say, kEndRule},
                         {{}, 5, true}) == "f: jump out of a message at 3");
  CHECK(with_requirement({condition, require, words, {Op::kJumpFalse, 0, 0, 0, 4}, say, kEndRule},
                         {{}, 5, true})
            .empty());
}

TEST_CASE("a_requirement_does_not_stand_in_the_message_of_another") {
  // The last instruction of a message is not looked at as part of it: it is the one that says it.
  const std::uint32_t text = text_constant(compiled());
  auto program = made_of({{Op::kParam, 0, 0, 0, 0},
                          {Op::kRequire, 0, 0, 0, 0},
                          {Op::kConst, 1, 0, 0, text},
                          {Op::kRequireDomain, 0, 0, 0, 1},
                          {Op::kSay, 1, 0, 0, 0},
                          kEndRule},
                         true);
  program.requirements = {{{}, 5, true}, {{}, 4, false}};
  CHECK(verify(program) == "f: an instruction of rules in a message at 3");
}

TEST_CASE("operands_lead_into_their_tables") {
  const auto refused = [](Instr in) {
    return in_function({in, {Op::kReturn, 1, 0, 0, 0}}) == "f: operand out of range at 0";
  };
  CHECK(refused({Op::kGet, 1, 0, 0, 999}));
  CHECK(refused({Op::kGet, 1, 0, 3, 0}));
  CHECK(refused({Op::kFollowType, 1, 0, 0, 999}));
  CHECK(refused({Op::kReverse, 1, 0, 0, 999}));
  CHECK(refused({Op::kConst, 1, 0, 0, 999}));
  CHECK(refused({Op::kParam, 1, 0, 0, 999}));
  CHECK(refused({Op::kIs, 1, 0, 0, 999}));
  CHECK(refused({Op::kMatches, 1, 0, 0, 999}));
  CHECK(refused({Op::kFact, 1, 0, 1, 999}));
  CHECK(refused({Op::kCall, 1, 0, 1, 999}));
  CHECK(refused({Op::kIndex, 1, 0, 0, 3}));
  CHECK(refused({Op::kQuantify, 1, 0, 2, 0}));
  CHECK(refused({Op::kMove, 1, 0, 1, 0}));
  CHECK(refused({Op::kMove, 1, 0, 0, 1}));
  CHECK(in_rule({{Op::kParam, 0, 0, 0, 0}, {Op::kRequire, 0, 0, 0, 999}, kEndRule}) ==
        "f: operand out of range at 1");
}

TEST_CASE("registers_lie_in_the_frame_and_were_written") {
  CHECK(in_function({{Op::kMove, 8, 0, 0, 0}, kBack}) == "f: register out of range at 0");
  CHECK(in_function({{Op::kMove, 1, 3, 0, 0}, kBack}) ==
        "f: register read before it is written at 0");
  CHECK(in_function({{Op::kListNew, 1, 0, 0, 0}, {Op::kListPush, 1, 3, 255, 0}, kBack}) ==
        "f: register read before it is written at 1");
  const auto loop = [](std::uint8_t member, std::uint8_t flags) {
    return in_function({kLoop, {Op::kFor, member, 1, flags, 3}, {Op::kNext, 0, 0, 0, 2}, kBack});
  };
  CHECK(loop(6, 0).empty());
  CHECK(loop(7, 0) == "f: register out of range at 1");
  CHECK(loop(6, kForKeys) == "f: register out of range at 1");
  CHECK(loop(5, kForKeys).empty());
}

TEST_CASE("a_call_has_the_arguments_that_its_function_takes") {
  const auto call = [](Instr in, bool rule_too = false, std::uint32_t parameters = 1) {
    auto program = made_of({in, {Op::kReturn, 1, 0, 0, 0}, {Op::kReturn, 0, 0, 0, 0}});
    program.functions[0].end = 2;
    program.functions.push_back({"g", 2, 3, 8, parameters, false, false});
    if (rule_too) {
      program.code[2] = kEndRule;
      program.functions[1].is_rule = true;
    }
    return verify(program);
  };
  const char* wrong = "f: number of arguments at 0";
  CHECK(call({Op::kCallFunction, 1, 0, 1, 1}).empty());
  CHECK(call({Op::kFact, 1, 0, 1, 1}).empty());
  CHECK(call({Op::kCallFunction, 1, 0, 0, 1}) == wrong);
  CHECK(call({Op::kCallFunction, 1, 0, 1, 1}, true) == wrong);
  CHECK(call({Op::kCallFunction, 1, 7, 2, 1}, false, 2) == "f: argument register at 0");
  CHECK(call({Op::kCallFunction, 1, 2, 1, 1}) == "f: argument register at 0");
  auto two = made_of({{Op::kMove, 1, 0, 0, 0},
                      {Op::kFact, 1, 0, 2, 1},
                      {Op::kReturn, 1, 0, 0, 0},
                      {Op::kReturn, 0, 0, 0, 0}});
  two.functions[0].end = 3;
  two.functions.push_back({"g", 3, 4, 8, 2, false, false});
  CHECK(verify(two) == "f: number of arguments at 1");
  two.code[1].op = Op::kCallFunction;
  CHECK(verify(two).empty());
  const auto count = static_cast<std::uint32_t>(Builtin::k_count);
  CHECK(in_function({{Op::kCall, 1, 0, 0, count}, {Op::kReturn, 1, 0, 0, 0}}) == wrong);
  CHECK(in_function(
            {{Op::kMove, 1, 0, 0, 0}, {Op::kCall, 1, 0, 2, count}, {Op::kReturn, 1, 0, 0, 0}}) ==
        "f: number of arguments at 1");
}

TEST_CASE("an_object_has_a_value_for_each_of_its_keys") {
  auto program = made_of({{Op::kObject, 1, 0, 1, 0}, {Op::kReturn, 1, 0, 0, 0}});
  const Node key = Node::string("k");
  program.constants = {program.store->list({&key, 1})};
  CHECK(verify(program).empty());
  program.code[0].c = 0;
  CHECK(verify(program) == "f: keys of an object at 0");
  program.code[0].c = 1;
  program.constants = {Node::integer(1)};
  CHECK(verify(program) == "f: keys of an object at 0");
}

TEST_CASE("calls_lead_to_no_cycle") {
  // a calls b twice; b calls itself, or not.
  const auto calling = [](std::uint32_t callee) {
    auto program = made_of({{Op::kFact, 1, 0, 1, 1},
                            {Op::kFact, 1, 0, 1, 1},
                            kBack,
                            {Op::kFact, 1, 0, 1, callee},
                            kBack,
                            kBack});
    program.functions[0].end = 3;
    program.functions.push_back({"g", 3, 5, 8, 1, false, false});
    program.functions.push_back({"h", 5, 6, 8, 1, false, false});
    return verify(program);
  };
  CHECK(calling(2).empty());
  CHECK(calling(1) == "g: calls itself");
  CHECK(calling(0) == "f: calls itself");
}

TEST_CASE("paths_that_meet_have_the_same_open") {
  const char* wrong = "f: paths meet in different loops at 1";
  CHECK(in_function({{Op::kJumpFalse, 0, 0, 0, 2},
                     {Op::kListNew, 1, 0, 0, 0},
                     {Op::kListEnd, 1, 0, 0, 0},
                     kBack}) == wrong);
  // Out of a loop over its end.
  CHECK(in_function({kLoop,
                     {Op::kFor, 2, 1, 0, 4},
                     {Op::kJumpFalse, 0, 0, 0, 4},
                     {Op::kNext, 0, 0, 0, 2},
                     kBack}) != "");
}
