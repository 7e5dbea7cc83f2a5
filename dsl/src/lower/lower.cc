// Assembles a program: one function for each `fn`, top-level `let` and rule, in that order, so that
// a call always leads to a lower number but for constants. Tests: tests/oracle, tests/conformance.
#include "lower/lower.h"

#include "base/interruption.h"
#include "bytecode/literal_json.h"
#include "bytecode/prepare_places.h"
#include "bytecode/regex.h"
#include "lower/frame.h"

namespace cordon::lower {

using bytecode::Function;
using bytecode::ParamType;
using syntax::Decl;
using syntax::DeclKind;
using syntax::TypeExpr;

namespace {

ParamType param_type(const TypeExpr* t) {
  ParamType type;
  if (t == nullptr) return type;
  type.optional = t->optional;
  using K = ParamType::Kind;
  switch (t->kind) {
    case TypeExpr::Kind::kName: {
      static constexpr std::pair<std::string_view, K> kWords[] = {
          {"bool", K::kBool}, {"int", K::kInt}, {"number", K::kNumber}, {"string", K::kString},
          {"cidr", K::kCidr}, {"ip", K::kIp},   {"date", K::kDate}};
      for (const auto& [word, kind] : kWords) {
        if (word == t->text) type.kind = kind;
      }
      break;
    }
    case TypeExpr::Kind::kLiteral:
      type.kind = K::kLiteral;
      type.literal = t->text;
      break;
    case TypeExpr::Kind::kList:
    case TypeExpr::Kind::kMap:
    case TypeExpr::Kind::kUnion:
      type.kind = t->kind == TypeExpr::Kind::kList  ? K::kList
                  : t->kind == TypeExpr::Kind::kMap ? K::kMap
                                                    : K::kUnion;
      for (const TypeExpr* kid : t->kids) type.parts.push_back(param_type(kid));
      break;
    case TypeExpr::Kind::kResource:
      break;
  }
  return type;
}

class Assembler {
 public:
  Assembler(const check::Checked& checked, bytecode::Program& program, const Catalogue& catalogue,
            const RuleLimits& limits, std::vector<Diagnostic>& diagnostics)
      : checked_(checked),
        program_(program),
        out_(program),
        links_{catalogue, {}, {}, {}},
        diagnostics_(diagnostics),
        interruption_(limits.interrupt) {}

  /// False: the host wants the work to end, which the diagnostics say.
  bool run(const std::vector<const syntax::File*>& files) {
    parameters();
    for (const auto& f : checked_.functions) {
      number(f.decl, f.is_fact);
    }
    for (const syntax::File* file : files) {
      for (const Decl* d : file->decls) {
        if (d->kind == DeclKind::kLet) number(d, true);
      }
    }
    for (const auto& f : checked_.functions) {
      if (goes_on()) function(*f.decl, f);
    }
    for (const syntax::File* file : files) {
      for (const Decl* d : file->decls) {
        if (d->kind == DeclKind::kLet && goes_on()) constant(*d);
      }
    }
    for (const auto& rule : checked_.rules) {
      if (goes_on()) lower_rule(rule);
    }
    return interruption_.code().empty();
  }

 private:
  /// Asks the host before each declaration; what it wants is said once.
  bool goes_on() {
    const bool known = !interruption_.code().empty();
    if (!known && interruption_.ask()) diagnostics_.push_back(interruption(interruption_.code()));
    return interruption_.code().empty();
  }

  void parameters() {
    Store& store = *program_.store;
    for (const auto& p : checked_.params) {
      links_.params.emplace(p.decl, static_cast<std::uint32_t>(program_.parameters.size()));
      bytecode::Parameter parameter;
      parameter.type = param_type(p.decl->annotation);
      parameter.has_default = p.decl->value != nullptr || parameter.type.optional;
      if (p.decl->value != nullptr) parameter.value = constant_value(*p.decl->value, store);
      program_.parameters.push_back(parameter);
      ParameterInfo info;
      info.name = p.decl->name.text;
      info.package = p.package;
      // An optional one without a default is null.
      if (parameter.has_default) info.default_json = bytecode::literal_json(parameter.value, store);
      const syntax::TypeExpr* t = p.decl->annotation;
      if (t != nullptr) {
        if (const Source* s = store.sources.find(t->span.begin); s != nullptr) {
          info.type = s->text.substr(t->span.begin - s->base, t->span.end - t->span.begin);
        }
      }
      program_.parameter_infos.push_back(std::move(info));
    }
  }

  void number(const Decl* decl, bool is_fact) {
    const auto id = static_cast<std::uint32_t>(program_.functions.size());
    if (!links_.functions.emplace(decl, id).second) return;
    links_.is_fact.emplace(decl, is_fact);
    Function f;
    f.name = decl->name.text;
    f.is_fact = is_fact;
    f.parameters = static_cast<std::uint32_t>(decl->args.size());
    program_.functions.push_back(std::move(f));
  }

  void finish(std::uint32_t id, std::uint32_t first, const Decl& decl) {
    Function& f = program_.functions[id];
    f.first = first;
    f.end = out_.here();
    f.registers = out_.frame_size();
    const bool too_long = f.end - f.first > bytecode::kMaxInstructions;
    if (!(out_.overflow() || too_long) || reported_) return;
    reported_ = true;
    Diagnostic d;
    d.code = "E0701";
    d.span = decl.name.span;
    d.message = std::string("`").append(decl.name.text) +
                (too_long ? "` is longer than a rule can be"
                          : "` needs more values at once than a rule can hold");
    d.help = "split it: move parts into functions";
    diagnostics_.push_back(std::move(d));
  }

  void function(const Decl& decl, const check::CheckedFunction& info) {
    const std::uint32_t id = links_.functions.at(&decl);
    if (info.tells == "environment") program_.environment = id;
    if (info.tells == "sensitive") program_.sensitive = id;
    const std::uint32_t first = out_.here();
    Frame frame(out_, links_, decl.slots);
    frame.statements(decl.lets);
    const Register result = frame.operand(*decl.result);
    out_.emit(Op::kReturn, decl.result->span, result);
    finish(id, first, decl);
  }

  void constant(const Decl& decl) {
    const std::uint32_t first = out_.here();
    Frame frame(out_, links_, decl.slots);
    const Register result = frame.operand(*decl.value);
    out_.emit(Op::kReturn, decl.value->span, result);
    finish(links_.functions.at(&decl), first, decl);
  }

  void lower_rule(const check::CheckedRule& rule) {
    const Decl& decl = *rule.decl;
    const auto id = static_cast<std::uint32_t>(program_.functions.size());
    Function f;
    f.name = rule.info.name;
    f.is_rule = true;
    f.parameters = decl.has_subject ? 1 : 0;
    program_.functions.push_back(std::move(f));
    const std::uint32_t first = out_.here();
    Frame frame(out_, links_, decl.slots);
    if (decl.where != nullptr) {
      const std::uint32_t mark = out_.mark();
      const Register condition = out_.take();
      frame.truth(*decl.where, condition);
      const std::uint32_t skip = out_.emit(Op::kWhere, decl.where->span, condition);
      out_.release(mark);
      frame.statements(decl.body);
      out_.land(skip);
    } else {
      frame.statements(decl.body);
    }
    out_.emit(Op::kEnd, decl.span);
    finish(id, first, decl);
    bytecode::RuleCode code;
    code.function = id;
    if (decl.has_subject) {
      std::string text;
      std::vector<std::string_view> written;
      for (const auto& type : decl.types) {
        text += (text.empty() ? "" : " | ") + std::string(type.text);
        written.push_back(type.text);
      }
      code.types = out_.type_set(text, written, links_.catalogue);
    }
    program_.rules.push_back(code);
    program_.infos.push_back(rule.info);
  }

  const check::Checked& checked_;
  bytecode::Program& program_;
  Emitter out_;
  Links links_;
  std::vector<Diagnostic>& diagnostics_;
  Interruption interruption_;
  bool reported_ = false;
};

void compile_patterns(bytecode::Program& program, const RuleLimits& limits,
                      std::vector<Diagnostic>& diagnostics) {
  bytecode::RegexBudget budget;
  budget.max_bytes = limits.max_regex_bytes;
  for (const std::string& pattern : program.patterns) {
    std::string why;
    auto regex = bytecode::compile_regex(pattern, budget, why);
    if (regex == nullptr) {
      Diagnostic d;
      d.code = "L0105";
      d.message = "a regular expression is too large or not valid: " + why;
      diagnostics.push_back(std::move(d));
    }
    program.regexes.push_back(std::move(regex));
  }
}

}  // namespace

std::shared_ptr<bytecode::Program> lower(const check::Checked& checked,
                                         const std::vector<const syntax::File*>& files,
                                         const std::vector<const syntax::File*>& tested,
                                         std::shared_ptr<Store> store, const Catalogue& catalogue,
                                         const RuleLimits& limits,
                                         std::vector<Diagnostic>& diagnostics) {
  auto program = std::make_shared<bytecode::Program>();
  program->store = std::move(store);
  const std::size_t before = diagnostics.size();
  if (!Assembler(checked, *program, catalogue, limits, diagnostics).run(files)) return nullptr;
  compile_patterns(*program, limits, diagnostics);
  program->tests = test_cases(tested, *program, *program->store, diagnostics);
  program->digest = bytecode::source_digest(*program);
  if (diagnostics.size() > before) return nullptr;
  if (const std::string wrong = bytecode::verify(*program); !wrong.empty()) {
    Diagnostic d;
    d.code = "E0799";
    d.message = "internal error: the verifier refuses what was compiled: " + wrong;
    diagnostics.push_back(std::move(d));
    return nullptr;
  }
  bytecode::prepare_places(program->store->sources);
  return program;
}

}  // namespace cordon::lower
