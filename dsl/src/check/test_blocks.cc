// Checks test blocks: what they name exists, and what they give is literal.
// Idea: a test that names a rule that is not there would expect nothing; so it is an error here and
// not a test that passes.
// Cannot: read documents of files; the test command does.
// Tests: tests/unit/check/test_blocks_test.cc.
#include "check/test_blocks.h"

#include <algorithm>
#include <set>

#include "check/literals.h"
#include "check/type.h"

namespace cordon::check {
namespace {

using syntax::Expr;
using syntax::ExprKind;
using syntax::TestItem;

constexpr std::string_view kStatuses[] = {"pass",  "fail",    "undetermined",
                                          "error", "skipped", "waived"};

class TestChecker {
 public:
  TestChecker(Context& context, std::span<const CheckedRule> rules)
      : context_(context), rules_(rules) {}

  void run() {
    for (const Unit& unit : context_.units) {
      for (const syntax::Decl* decl : unit.tree->decls) {
        if (decl->kind == syntax::DeclKind::kWaive) refuse(decl->span, "waivers are");
        if (decl->kind == syntax::DeclKind::kTest) test(unit, *decl);
      }
    }
    if (has_tests_) find_untested();
  }

 private:
  void refuse(Span span, std::string_view what) {
    context_.error("E0901", span, say({what, " not supported in this version"}));
  }

  void test(const Unit& unit, const syntax::Decl& decl) {
    // The library's tests say nothing of whether other rules are tested.
    has_tests_ = has_tests_ || (unit.input->rules && !unit.input->bundled);
    bool expects = false;
    for (const TestItem& item : decl.items) {
      switch (item.kind) {
        case TestItem::Kind::kGiven:
          given(item.given);
          break;
        case TestItem::Kind::kParam:
          param(unit, item);
          break;
        case TestItem::Kind::kAsOf:
          if (item.value != nullptr) check_date(context_, item.value->span, item.value->text);
          break;
        case TestItem::Kind::kWaive:
          refuse(item.span, "waivers are");
          break;
        case TestItem::Kind::kExpect:
          expects = true;
          expect(unit, item.expect);
          break;
      }
    }
    if (!expects) {
      context_.warning("W0501", decl.name.span, say({"test ", decl.name.text, " expects nothing"}));
    }
  }

  void given(const syntax::Given& given) {
    if (!given.moment.empty()) {
      refuse(given.span, say({"documents of two moments (`given ", given.moment, "`) are"}));
    }
    if (given.kind == "kubernetes" || given.kind == "pulumi" || given.kind == "aws_api" ||
        given.kind == "aws_config" || given.kind == "terraform_state") {
      refuse(given.span, say({"documents of family ", given.kind, " are"}));
    }
    if (given.object != nullptr) literals(*given.object);
  }

  void literals(const Expr& expr) {
    switch (expr.kind) {
      case ExprKind::kList:
      case ExprKind::kObject:
        for (const Expr* kid : expr.kids) literals(*kid);
        return;
      case ExprKind::kNull:
      case ExprKind::kBool:
      case ExprKind::kNumber:
      case ExprKind::kUnknownLiteral:
        return;
      case ExprKind::kString:
        if (expr.kids.empty()) return;
        break;
      case ExprKind::kNegate:
        if (expr.kids[0]->kind == ExprKind::kNumber) return;
        break;
      default:
        break;
    }
    context_.error("E0601", expr.span,
                   "a document of a test holds literals, `unknown` and `unknown?` only");
  }

  const Entity* find_param(const Unit& unit, std::string_view name) const {
    const auto is_param = [](const Entity& e) { return e.kind == syntax::Resolved::Kind::kParam; };
    const auto in = [&](const std::map<std::string_view, Entity>& table) -> const Entity* {
      const auto found = table.find(name);
      return found != table.end() && is_param(found->second) ? &found->second : nullptr;
    };
    if (const Entity* own = in(unit.package->values)) return own;
    if (const Entity* imported = in(unit.values)) return imported;
    for (const auto& [text, package] : context_.packages) {
      if (const Entity* other = in(package.values)) return other;
    }
    return nullptr;
  }

  void param(const Unit& unit, const TestItem& item) {
    const Entity* entity = find_param(unit, item.param.text);
    if (entity == nullptr) {
      std::vector<std::string_view> names;
      for (const auto& [text, package] : context_.packages) {
        for (const auto& [name, value] : package.values) {
          if (value.kind == syntax::Resolved::Kind::kParam) names.push_back(name);
        }
      }
      context_.error("E0201", item.param.span,
                     say({"unknown parameter ", item.param.text,
                          context_.did_you_mean(item.param.text, names)}));
      return;
    }
    context_.info(entity->decl).is_used = true;
    if (item.value != nullptr) param_value(*item.value, *entity->decl);
  }

  /// Texts stand for values of parsed kinds, as in JSON on the command line.
  bool stands_for(const Expr& value, const Type& wanted) {
    if (value.kind != ExprKind::kString || !value.kids.empty() || value.pieces.empty())
      return false;
    switch (wanted.kind) {
      case TypeKind::kCidr:
        check_cidr(context_, value.span, value.pieces[0]);
        return true;
      case TypeKind::kIp:
        check_ip(context_, value.span, value.pieces[0]);
        return true;
      case TypeKind::kDate:
        check_date(context_, value.span, value.pieces[0]);
        return true;
      default:
        return false;
    }
  }

  bool fits(const Expr& value, const Type& found, const Type& wanted) {
    if (stands_for(value, wanted)) return true;
    const bool is_list = value.kind == ExprKind::kList && wanted.is(TypeKind::kList);
    const bool is_map = value.kind == ExprKind::kObject && wanted.is(TypeKind::kMap);
    if (!is_list && !is_map) return is_subtype(found, wanted);
    return std::all_of(value.kids.begin(), value.kids.end(), [&](const Expr* kid) {
      return fits(*kid, *literal_type(*kid), *wanted.element);
    });
  }

  void param_value(const Expr& value, const syntax::Decl& decl) {
    const Type* wanted = context_.info(&decl).type;
    const Type* found = literal_type(value);
    if (found == nullptr) {
      context_.error("E0601", value.span, "a parameter of a test is given a literal");
    } else if (wanted != nullptr && !fits(value, *found, *wanted)) {
      context_.error("E0308", value.span,
                     say({"parameter ", decl.name.text, " is declared ", to_text(*wanted),
                          ", found ", to_text(*found)}));
    }
  }

  /// Null: not a literal.
  const Type* literal_type(const Expr& expr) {
    TypePool& pool = context_.types;
    switch (expr.kind) {
      case ExprKind::kNull:
        return pool.simple(TypeKind::kNull);
      case ExprKind::kBool:
        return pool.simple(TypeKind::kBool);
      case ExprKind::kUnknownLiteral:
        return pool.simple(TypeKind::kAny);
      case ExprKind::kNumber:
        return pool.simple(expr.literal.is(Kind::kReal) ? TypeKind::kNumber : TypeKind::kInt);
      case ExprKind::kNegate:
        return literal_type(*expr.kids[0]);
      case ExprKind::kString:
        return expr.kids.empty() && !expr.pieces.empty() ? pool.text({expr.pieces.data(), 1})
                                                         : nullptr;
      case ExprKind::kCidr:
        check_cidr(context_, expr.span, expr.text);
        return pool.simple(TypeKind::kCidr);
      case ExprKind::kIp:
        check_ip(context_, expr.span, expr.text);
        return pool.simple(TypeKind::kIp);
      case ExprKind::kDate:
        check_date(context_, expr.span, expr.text);
        return pool.simple(TypeKind::kDate);
      case ExprKind::kList:
        return literal_list(expr);
      case ExprKind::kObject:
        return literal_object(expr);
      default:
        return nullptr;
    }
  }

  const Type* literal_list(const Expr& expr) {
    const Type* element = context_.types.simple(TypeKind::kNever);
    for (const Expr* kid : expr.kids) {
      const Type* type = literal_type(*kid);
      if (type == nullptr) return nullptr;
      element = context_.types.join(element, type);
    }
    return context_.types.list(element);
  }

  const Type* literal_object(const Expr& expr) {
    std::vector<Field> fields;
    for (std::size_t i = 0; i < expr.kids.size(); ++i) {
      const Type* type = literal_type(*expr.kids[i]);
      if (type == nullptr) return nullptr;
      fields.push_back({expr.names[i].text, type});
    }
    return context_.types.fields(fields);
  }

  /// Rules that a name of an expectation stands for: an id, a qualified name, or one of the
  /// package.
  const CheckedRule* find_rule(const Unit& unit, std::string_view name) const {
    const std::string own = qualified(unit.package->name, name);
    const auto by = [&](auto matches) {
      const auto found = std::find_if(rules_.begin(), rules_.end(), matches);
      return found == rules_.end() ? nullptr : &*found;
    };
    if (const CheckedRule* rule = by([&](const auto& r) { return r.info.name == own; }))
      return rule;
    return by([&](const auto& r) { return r.info.name == name || r.info.id == name; });
  }

  void expect(const Unit& unit, const syntax::Expect& expect) {
    const std::string_view status = expect.status.text;
    if (std::find(std::begin(kStatuses), std::end(kStatuses), status) == std::end(kStatuses)) {
      context_.error(
          "E0502", expect.status.span,
          say({"unknown status ", status,
               context_.did_you_mean(status, {std::begin(kStatuses), std::end(kStatuses)})}));
    }
    if (status == "waived") refuse(expect.status.span, "waivers are");
    if (expect.message != nullptr && expect.message->kind == ExprKind::kRegex) {
      check_regex(context_, expect.message->span, expect.message->text);
    }
    const CheckedRule* rule = find_rule(unit, expect.rule.text);
    if (rule == nullptr) {
      // Files that only lend their functions bring no rules, and their tests are not run.
      if (!unit.input->rules) return;
      std::vector<std::string_view> names;
      for (const CheckedRule& each : rules_) {
        names.push_back(each.info.name);
        names.push_back(each.info.id);
        names.push_back(each.decl->name.text);
      }
      context_.error(
          "E0201", expect.rule.span,
          say({"unknown rule ", expect.rule.text, context_.did_you_mean(expect.rule.text, names)}));
      return;
    }
    if (status == "pass") passing_.insert(rule);
    if (status == "fail") failing_.insert(rule);
    if (status == "undetermined" || status == "error") undecided_.insert(rule);
  }

  void find_untested() {
    for (const CheckedRule& rule : rules_) {
      if (rule.info.bundled) continue;
      lacks_verdicts(rule);
      if (undecided_.contains(&rule)) continue;
      context_
          .warning("W0501", rule.decl->name.span,
                   say({"rule ", rule.decl->name.text,
                        " is never expected to be `undetermined` or `error`"}))
          .help = "test it where what it reads is `unknown`";
    }
  }

  void lacks_verdicts(const CheckedRule& rule) {
    const bool passes = passing_.contains(&rule);
    const bool fails = failing_.contains(&rule);
    if (passes && fails) return;
    const std::string_view lacking = passes  ? "failing"
                                     : fails ? "passing"
                                             : "passing and no failing";
    context_.warning("W0501", rule.decl->name.span,
                     say({"rule ", rule.decl->name.text, " has no ", lacking, " expectation"}));
  }

  Context& context_;
  std::span<const CheckedRule> rules_;
  std::set<const CheckedRule*> passing_;
  std::set<const CheckedRule*> failing_;
  std::set<const CheckedRule*> undecided_;  ///< expected to be undetermined or error
  bool has_tests_ = false;
};

}  // namespace

void check_tests(Context& context, std::span<const CheckedRule> rules) {
  TestChecker(context, rules).run();
}

}  // namespace cordon::check
