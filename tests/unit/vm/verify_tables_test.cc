// Side tables, one mistake at a time: each is refused by what it is.
#include <functional>
#include <string>
#include <vector>

#include "catch_compat.h"
#include "unit/vm/verify_sample.h"

namespace {

using namespace cordon;
using namespace cordon::bytecode;
using cordon::test::compiled;

struct Mistake {
  const char* refusal;
  std::function<void(bytecode::Program&)> make;
};

void all_are_refused(const std::vector<Mistake>& mistakes) {
  const bytecode::Program good = compiled();
  REQUIRE(verify(good).empty());
  for (std::size_t i = 0; i < mistakes.size(); ++i) {
    bytecode::Program program = good;
    mistakes[i].make(program);
    INFO("mistake " << i);
    CHECK(verify(program) == mistakes[i].refusal);
  }
}

constexpr Span kNowhere{1'000'000, 1'000'001};

ParamType list_of(ParamType part) {
  ParamType type;
  type.kind = ParamType::Kind::kList;
  type.parts.push_back(std::move(part));
  return type;
}

ParamType of(ParamType::Kind kind, std::size_t parts) {
  ParamType type;
  type.kind = kind;
  type.parts.resize(parts);
  return type;
}

}  // namespace

TEST_CASE("parallel_tables_are_as_long_as_each_other") {
  all_are_refused({{"spans", [](bytecode::Program& p) { p.spans.pop_back(); }},
                   {"chain starts", [](bytecode::Program& p) { p.chain_starts.pop_back(); }},
                   {"rules", [](bytecode::Program& p) { p.infos.pop_back(); }},
                   {"parameters", [](bytecode::Program& p) { p.parameter_infos.pop_back(); }},
                   {"patterns", [](bytecode::Program& p) { p.regexes.pop_back(); }}});
}

TEST_CASE("places_lie_in_sources") {
  const char* wrong = "a place outside the sources";
  all_are_refused(
      {{wrong, [](bytecode::Program& p) { p.spans[0] = kNowhere; }},
       {wrong,
        [](bytecode::Program& p) {
          p.spans[0] = {0, 1};
        }},
       {wrong, [](bytecode::Program& p) { p.requirements[0].span = kNowhere; }},
       {wrong, [](bytecode::Program& p) { p.chain_starts[0] = static_cast<ChainStart>(3); }}});
}

TEST_CASE("types_lead_into_their_tables") {
  all_are_refused({{"types", [](bytecode::Program& p) { p.reverses[0].types = 99; }},
                   {"types", [](bytecode::Program& p) { p.reverses[0].name = 99; }},
                   {"types",
                    [](bytecode::Program& p) {
                      p.tests_is.push_back({static_cast<Word>(99), kNone});
                    }},
                   {"types",
                    [](bytecode::Program& p) {
                      p.tests_is.push_back({Word::kTypes, 99});
                    }},
                   {"types",
                    [](bytecode::Program& p) {
                      p.tests_is.push_back({Word::kNull, 0});
                    }},
                   {"patterns", [](bytecode::Program& p) { p.regexes[0] = nullptr; }}});
}

TEST_CASE("functions_follow_each_other_and_cover_the_code") {
  const bytecode::Program good = compiled();
  const std::string name = good.functions[0].name;
  const std::string range = name + ": code range";
  const std::string registers = name + ": registers";
  all_are_refused(
      {{range.c_str(), [](bytecode::Program& p) { p.functions[0].first = 1; }},
       {range.c_str(), [](bytecode::Program& p) { p.functions[0].end = 0; }},
       {range.c_str(), [](bytecode::Program& p) { p.functions[0].end = 1'000'000; }},
       {registers.c_str(), [](bytecode::Program& p) { p.functions[0].registers = 251; }},
       {registers.c_str(), [](bytecode::Program& p) { p.functions[0].parameters = 250; }},
       {"code outside of functions", [](bytecode::Program& p) {
          p.code.emplace_back();
          p.spans.emplace_back();
          p.chain_starts.emplace_back();
        }}});
}

TEST_CASE("a_function_is_not_longer_than_its_limit") {
  const auto of_length = [](std::uint32_t n) {
    std::vector<Instr> code(n, Instr{Op::kMove, 0, 0, 0, 0});
    code.back() = Instr{Op::kReturn, 0, 0, 0, 0};
    return test::refusal(std::move(code));
  };
  CHECK(of_length(kMaxInstructions).empty());
  CHECK(of_length(kMaxInstructions + 1) == "f: too many instructions");
}

TEST_CASE("a_rule_is_a_function_of_one_subject_or_none") {
  const bytecode::Program good = compiled();
  const std::uint32_t rule = good.rules[0].function;
  const std::string not_a_rule = good.functions[rule].name + ": not a rule";
  all_are_refused(
      {{not_a_rule.c_str(), [rule](bytecode::Program& p) { p.functions[rule].parameters = 2; }},
       {not_a_rule.c_str(), [rule](bytecode::Program& p) { p.functions[rule].is_fact = true; }},
       {"rule function", [](bytecode::Program& p) { p.rules[0].function = 99; }},
       {"rule types", [](bytecode::Program& p) { p.rules[0].types = 99; }},
       {"rule subject", [](bytecode::Program& p) { p.rules[0].types = kNone; }},
       {"rule subject", [](bytecode::Program& p) { p.rules[0].function = 0; }},
       {"two rules of one id", [](bytecode::Program& p) {
          p.rules.push_back(p.rules[0]);
          p.infos.push_back(p.infos[0]);
        }}});
}

TEST_CASE("what_tells_of_a_subject_is_a_function_of_it") {
  const bytecode::Program good = compiled();
  const std::uint32_t rule = good.rules[0].function;
  all_are_refused({{"told function", [](bytecode::Program& p) { p.environment = 99; }},
                   {"told function", [rule](bytecode::Program& p) { p.sensitive = rule; }},
                   {"told function", [](bytecode::Program& p) {
                      p.environment = 0;
                      p.functions[0].parameters = 0;
                    }}});
  bytecode::Program told = good;
  told.environment = told.sensitive = 0;
  CHECK(verify(told).empty());
}

TEST_CASE("a_parameter_has_a_type_that_can_be_written_and_a_value") {
  using K = ParamType::Kind;
  const auto typed = [](ParamType type) {
    bytecode::Program program = compiled();
    program.parameters[0].type = std::move(type);
    return verify(program);
  };
  const char* wrong = "the type of a parameter";
  CHECK(typed(of(K::kLiteral, 0)).empty());
  CHECK(typed(of(K::kUnion, 2)).empty());
  CHECK(typed(of(K::kMap, 1)).empty());
  CHECK(typed(of(static_cast<K>(12), 0)) == wrong);
  CHECK(typed(of(K::kList, 0)) == wrong);
  CHECK(typed(of(K::kMap, 2)) == wrong);
  CHECK(typed(of(K::kUnion, 1)) == wrong);
  CHECK(typed(of(K::kInt, 1)) == wrong);
  CHECK(typed(list_of(of(K::kInt, 1))) == wrong);
  ParamType deep = of(K::kInt, 0);
  for (int i = 0; i < 64; ++i) deep = list_of(deep);
  CHECK(typed(deep).empty());
  CHECK(typed(list_of(deep)) == wrong);
  all_are_refused({{"a value that no rule text can make",
                    [](bytecode::Program& p) { p.parameters[0].value = Node::resource(0); }},
                   {"a value that no rule text can make",
                    [](bytecode::Program& p) { p.constants[0] = Node::resource(0); }}});
}

TEST_CASE("tests_hold_documents_values_and_expectations_that_can_be_written") {
  const auto given = [](bytecode::Program& p) -> TestCase::Given& { return p.tests[0].givens[0]; };
  const auto param = [](bytecode::Program& p) -> TestCase::Param& { return p.tests[0].params[0]; };
  const auto expect = [](bytecode::Program& p) -> TestCase::Expect& {
    return p.tests[0].expects[2];
  };
  static const Cause kCause;
  all_are_refused(
      {{"the place of a test", [](bytecode::Program& p) { p.tests[0].span = kNowhere; }},
       {"the place of a document", [=](bytecode::Program& p) { given(p).span = kNowhere; }},
       {"the document of a test", [=](bytecode::Program& p) { given(p).root = Node::resource(0); }},
       {"the document of a test",
        [=](bytecode::Program& p) { given(p).root = Node::make_missing(&kCause); }},
       {"the parameter of a test", [=](bytecode::Program& p) { param(p).span = kNowhere; }},
       {"the parameter of a test",
        [=](bytecode::Program& p) { param(p).value = Node::resource(0); }},
       {"the expectation of a test", [=](bytecode::Program& p) { expect(p).span = kNowhere; }},
       {"the expectation of a test", [=](bytecode::Program& p) { expect(p).rule = 99; }},
       {"the expectation of a test",
        [=](bytecode::Program& p) { expect(p).status = static_cast<Status>(6); }},
       {"the expectation of a test", [=](bytecode::Program& p) { expect(p).message = "("; }}});
  bytecode::Program file = compiled();
  given(file).root = Node::make_missing();
  CHECK(verify(file).empty());
}
