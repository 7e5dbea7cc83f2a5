// The side tables of a program: every index leads into its table, every number is one of its
// enumeration, parallel tables are as long as each other. Tests: tests/unit/vm/verify_test.cc.
#include <algorithm>
#include <string>
#include <vector>

#include "bytecode/literal_json.h"
#include "bytecode/regex.h"
#include "bytecode/verify_parts.h"

namespace cordon::bytecode {
namespace {

constexpr int kMaxTypeDepth = 64;

class Tables {
 public:
  explicit Tables(const Program& program) : p_(program) {}

  std::string run() {
    if (p_.spans.size() != p_.code.size()) return "spans";
    if (p_.chain_starts.size() != p_.code.size()) return "chain starts";
    if (p_.rules.size() != p_.infos.size()) return "rules";
    if (p_.parameters.size() != p_.parameter_infos.size()) return "parameters";
    if (!spans()) return "a place outside the sources";
    if (!types()) return "types";
    if (!regexes()) return "patterns";
    if (std::string wrong = functions(); !wrong.empty()) return wrong;
    if (std::string wrong = rules(); !wrong.empty()) return wrong;
    if (std::string wrong = values(); !wrong.empty()) return wrong;
    return tests();
  }

 private:
  [[nodiscard]] bool spans() const {
    return std::all_of(p_.spans.begin(), p_.spans.end(), [this](Span s) { return has_place(s); }) &&
           std::all_of(p_.requirements.begin(), p_.requirements.end(),
                       [this](const Requirement& r) { return has_place(r.span); }) &&
           std::all_of(p_.chain_starts.begin(), p_.chain_starts.end(),
                       [](ChainStart s) { return s <= ChainStart::kOnValue; });
  }

  [[nodiscard]] bool has_place(Span span) const { return verify_span(p_, span); }

  [[nodiscard]] bool types() const {
    const auto fits = [this](const Reverse& r) {
      return r.types < p_.type_sets.size() && r.name < p_.names.size();
    };
    const auto tests = [this](const IsTest& t) {
      if (t.word > Word::kTypes) return false;
      return t.word == Word::kTypes ? t.types < p_.type_sets.size() : t.types == kNone;
    };
    return std::all_of(p_.reverses.begin(), p_.reverses.end(), fits) &&
           std::all_of(p_.tests_is.begin(), p_.tests_is.end(), tests);
  }

  [[nodiscard]] bool regexes() const {
    return p_.regexes.size() == p_.patterns.size() &&
           std::all_of(p_.regexes.begin(), p_.regexes.end(),
                       [](const auto& regex) { return regex != nullptr; });
  }

  /// Functions follow each other and cover the code.
  [[nodiscard]] std::string functions() const {
    std::uint32_t next = 0;
    for (const Function& f : p_.functions) {
      if (f.first != next || f.end <= f.first || f.end > p_.code.size())
        return f.name + ": code range";
      if (f.end - f.first > kMaxInstructions) return f.name + ": too many instructions";
      if (f.registers > kMaxRegisters || f.parameters > f.registers) return f.name + ": registers";
      if (f.is_rule && (f.parameters > 1 || f.is_fact)) return f.name + ": not a rule";
      next = f.end;
    }
    return next == p_.code.size() ? "" : "code outside of functions";
  }

  [[nodiscard]] std::string rules() const {
    for (const RuleCode& rule : p_.rules) {
      if (rule.function >= p_.functions.size()) return "rule function";
      if (rule.types != kNone && rule.types >= p_.type_sets.size()) return "rule types";
      const Function& f = p_.functions[rule.function];
      if (!f.is_rule || f.parameters != (rule.types == kNone ? 0U : 1U)) return "rule subject";
    }
    for (const std::uint32_t told : {p_.environment, p_.sensitive}) {
      if (told == kNone) continue;
      if (told >= p_.functions.size()) return "told function";
      if (p_.functions[told].is_rule || p_.functions[told].parameters != 1) return "told function";
    }
    std::vector<std::string_view> ids;
    for (const RuleInfo& info : p_.infos) ids.push_back(info.id);
    std::sort(ids.begin(), ids.end());
    return std::adjacent_find(ids.begin(), ids.end()) == ids.end() ? "" : "two rules of one id";
  }

  [[nodiscard]] std::string values() const {
    for (const Node& constant : p_.constants) {
      if (std::string wrong = verify_value(p_, constant, ValueUse::kConstant); !wrong.empty())
        return wrong;
    }
    for (std::size_t i = 0; i < p_.parameters.size(); ++i) {
      const Parameter& parameter = p_.parameters[i];
      if (!fits(parameter.type, 0)) return "the type of a parameter";
      if (std::string wrong = verify_value(p_, parameter.value, ValueUse::kParameter);
          !wrong.empty())
        return wrong;
      // It is shown as it is.
      const bool shown = p_.parameter_infos[i].default_json == shown_default(parameter);
      if (!shown) return "what is shown as the default of a parameter";
    }
    return {};
  }

  [[nodiscard]] std::string shown_default(const Parameter& parameter) const {
    return parameter.has_default ? literal_json(parameter.value, *p_.store) : std::string();
  }

  static bool fits(const ParamType& type, int depth) {
    using K = ParamType::Kind;
    if (depth > kMaxTypeDepth || type.kind > K::kLiteral) return false;
    const std::size_t n = type.parts.size();
    const bool container = type.kind == K::kList || type.kind == K::kMap;
    if (container ? n != 1 : type.kind == K::kUnion ? n < 2 : n != 0) return false;
    return std::all_of(type.parts.begin(), type.parts.end(),
                       [depth](const ParamType& part) { return fits(part, depth + 1); });
  }

  [[nodiscard]] std::string tests() const {
    RegexBudget budget;
    for (const TestCase& test : p_.tests) {
      if (!has_place(test.span)) return "the place of a test";
      for (const TestCase::Given& given : test.givens) {
        if (!has_place(given.span)) return "the place of a document";
        const bool file = given.root.is(Kind::kMissing) && given.root.cause == nullptr;
        if (!file && !verify_value(p_, given.root, ValueUse::kDocument).empty())
          return "the document of a test";
      }
      for (const TestCase::Param& param : test.params) {
        if (!has_place(param.span) || !verify_value(p_, param.value, ValueUse::kParameter).empty())
          return "the parameter of a test";
      }
      if (!std::all_of(test.expects.begin(), test.expects.end(),
                       [&](const TestCase::Expect& e) { return fits(e, budget); }))
        return "the expectation of a test";
    }
    return {};
  }

  [[nodiscard]] bool fits(const TestCase::Expect& expect, RegexBudget& budget) const {
    if (!has_place(expect.span) || expect.rule >= p_.infos.size()) return false;
    if (expect.status > Status::kWaived) return false;
    if (!expect.has_message || !expect.message_is_regex) return true;
    std::string why;
    return compile_regex(expect.message, budget, why) != nullptr;
  }

  const Program& p_;
};

}  // namespace

std::string verify_tables(const Program& program) { return Tables(program).run(); }

std::string verify(const Program& program) {
  if (std::string wrong = verify_tables(program); !wrong.empty()) return wrong;
  return verify_code(program);
}

}  // namespace cordon::bytecode
