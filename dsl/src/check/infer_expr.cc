// Types expressions other than chains, comparisons and calls.
// Idea: an operand of a strict operator that may be missing is what makes a condition missing, so
// `operand` is the one place where E0311 arises; `??` and `is` switch it off for what they guard.
// Cannot: fold values; constants are the lints' business.
// Tests: tests/unit/check/types_test.cc.
#include "check/inferer.h"
#include "check/literals.h"
#include "check/resource_types.h"

namespace cordon::check {

using syntax::Expr;
using syntax::ExprKind;

const std::string_view* literal_text(const Expr& expr) {
  const bool is_plain = expr.kind == ExprKind::kString && expr.kids.empty() && !expr.pieces.empty();
  return is_plain ? expr.pieces.data() : nullptr;
}

const Type* Inferer::expr(Expr& expr) {
  const Type* type = infer(expr);
  expr.type = type;
  return type;
}

const Type* Inferer::infer(Expr& expr) {
  switch (expr.kind) {
    case ExprKind::kNull:
      return pool_.simple(TypeKind::kNull);
    case ExprKind::kBool:
      return boolean();
    case ExprKind::kNumber:
      return pool_.simple(expr.literal.is(Kind::kReal) ? TypeKind::kNumber : TypeKind::kInt);
    case ExprKind::kString:
      return text(expr);
    case ExprKind::kRegex:
      mismatch(expr.span,
               "a regular expression is no value: it stands after `matches` or `contains`");
      return never();
    case ExprKind::kCidr:
      check_cidr(context_, expr.span, expr.text);
      return pool_.simple(TypeKind::kCidr);
    case ExprKind::kIp:
      check_ip(context_, expr.span, expr.text);
      return pool_.simple(TypeKind::kIp);
    case ExprKind::kDate:
      check_date(context_, expr.span, expr.text);
      return pool_.simple(TypeKind::kDate);
    case ExprKind::kUnknownLiteral:
      context_.error("E0602", expr.span, "`unknown` is a literal of test documents only").help =
          "undecided(\"why\") is a value that is not known";
      return any();
    case ExprKind::kList:
      return elements(expr);
    case ExprKind::kComprehension:
      return comprehension(expr);
    case ExprKind::kObject:
      return object(expr);
    case ExprKind::kName:
      return name(expr);
    case ExprKind::kCall:
      return call(expr);
    case ExprKind::kCount: {
      const std::size_t mark = narrowings_.mark();
      for (syntax::Clause& clause : expr.clauses) bind(clause);
      narrowings_.cut(mark);
      return pool_.simple(TypeKind::kInt);
    }
    case ExprKind::kTypeSet:
      return pool_.list(resource_type(context_, expr.types));
    case ExprKind::kPostfix:
      return postfix(expr);
    case ExprKind::kNegate:
    case ExprKind::kProduct:
    case ExprKind::kSum:
      return arithmetic(expr);
    case ExprKind::kCoalesce:
      return coalesce(expr);
    case ExprKind::kCompare:
      return compare(expr);
    case ExprKind::kIs:
      return is_test(expr);
    case ExprKind::kNot:
      truth(*expr.kids[0]);
      negative(expr);
      return boolean();
    case ExprKind::kAnd:
    case ExprKind::kOr:
      return connective(expr);
    case ExprKind::kQuantifier:
      return quantifier(expr);
    case ExprKind::kIf:
      return branches(expr);
    case ExprKind::kMatch:
      return match(expr);
  }
  return any();
}

Culprit Inferer::culprit_of(const Expr& expr) const {
  const auto known = culprits_.find(&expr);
  return known == culprits_.end() ? Culprit{expr.span, {}, false} : known->second;
}

/// E0311: `expr` may be missing and decides a condition.
void Inferer::decided_by(const Expr& expr) {
  const Culprit culprit = culprit_of(expr);
  const std::string_view whole = source(expr.span);
  const std::string_view name = culprit.property.empty() ? whole : culprit.property;
  const std::string_view up_to =
      source({expr.span.begin, std::min(culprit.span.end, expr.span.end)});
  const std::string_view what = decides_ == Decides::kRule    ? "whether the rule applies"
                                : decides_ == Decides::kBlock ? "whether the block applies"
                                                              : "which members count";
  Diagnostic& added = context_.error("E0311", culprit.span,
                                     say({name, " is optional and decides here ", what,
                                          ": say what its absence means, for example (", whole,
                                          " ?? default) or ", up_to, " is present and ..."}));
  if (culprit.is_free) added.level = Level::kWarning;
}

const Type* Inferer::operand(Expr& expr) {
  const Type* type = this->expr(expr);
  if (decides_ != Decides::kNothing && type->optional) decided_by(expr);
  return type;
}

const Type* Inferer::lenient(Expr& expr) {
  const Decides outer = decides_;
  decides_ = Decides::kNothing;
  const Type* type = this->expr(expr);
  decides_ = outer;
  return type;
}

const Type* Inferer::truth(Expr& expr) {
  const Type* type = operand(expr);
  if (disjoint(*type, *boolean())) {
    mismatch(expr.span, say({"a condition must be bool, found ", to_text(*type)}));
  }
  return type;
}

const Type* Inferer::text(Expr& expr) {
  for (Expr* kid : expr.kids) operand(*kid);
  if (const std::string_view* only = literal_text(expr)) return pool_.text({only, 1});
  return pool_.simple(TypeKind::kString);
}

const Type* Inferer::name(const Expr& expr) {
  const Type* type = any();
  switch (expr.resolved.kind) {
    case syntax::Resolved::Kind::kNone:
      return never();
    case syntax::Resolved::Kind::kLocal:
      type = locals_[expr.resolved.index];
      break;
    default:
      if (const Type* known = context_.info(expr.resolved.decl).type) type = known;
      break;
  }
  const std::string path(expr.text);
  seen_[path] = type;
  if (const Type* narrowed = narrowings_.find(path)) return narrowed;
  return type;
}

const Type* Inferer::elements(Expr& expr) {
  const Type* element = never();
  for (Expr* kid : expr.kids) element = pool_.join(element, this->expr(*kid));
  return pool_.list(element);
}

const Type* Inferer::comprehension(Expr& expr) {
  const std::size_t mark = narrowings_.mark();
  for (syntax::Clause& clause : expr.clauses) bind(clause);
  const Type* element = lenient(*expr.kids[0]);
  narrowings_.cut(mark);
  return pool_.list(element);
}

const Type* Inferer::object(Expr& expr) {
  std::vector<Field> fields;
  for (std::size_t i = 0; i < expr.kids.size(); ++i) {
    fields.push_back({expr.names[i].text, lenient(*expr.kids[i])});
  }
  return pool_.fields(fields);
}

const Type* Inferer::arithmetic(Expr& expr) {
  TypeKind kind = TypeKind::kInt;
  for (Expr* kid : expr.kids) {
    const Type* type = operand(*kid);
    if (disjoint(*type, *pool_.simple(TypeKind::kNumber))) {
      const bool is_text = type->is(TypeKind::kString) || type->is(TypeKind::kRef);
      mismatch(kid->span, say({"arithmetic needs numbers, found ", to_text(*type)}),
               is_text ? "texts are joined by interpolation: \"\\(a)\\(b)\"" : "");
    }
    if (!type->is(TypeKind::kInt)) kind = TypeKind::kNumber;
  }
  return pool_.simple(kind);
}

const Type* Inferer::coalesce(Expr& expr) {
  const Type* out = lenient(*expr.kids[0]);
  for (std::size_t i = 1; i < expr.kids.size(); ++i) {
    Expr& next = *expr.kids[i];
    const bool is_last = i + 1 == expr.kids.size();
    const Type* type = is_last ? this->expr(next) : lenient(next);
    // An empty text stands for "none of them".
    const std::string_view* only = literal_text(next);
    if (only != nullptr && !only->empty()) check_value(*out, next);
    const bool may_rest = type->optional || type->is(TypeKind::kNull);
    out = pool_.join(pool_.present(out), type);
    if (!may_rest) out = pool_.present(out);
    if (may_rest) culprits_.insert_or_assign(&expr, culprit_of(next));
  }
  return out;
}

const Type* Inferer::connective(Expr& expr) {
  const std::size_t mark = narrowings_.mark();
  for (Expr* kid : expr.kids) {
    truth(*kid);
    assume(*kid, expr.kind == ExprKind::kAnd);
  }
  narrowings_.cut(mark);
  return boolean();
}

const Type* Inferer::quantifier(Expr& expr) {
  const std::size_t mark = narrowings_.mark();
  for (syntax::Clause& clause : expr.clauses) bind(clause);
  truth(*expr.kids[0]);
  narrowings_.cut(mark);
  return boolean();
}

const Type* Inferer::branches(Expr& expr) {
  truth(*expr.kids[0]);
  const std::size_t mark = narrowings_.mark();
  assume(*expr.kids[0], true);
  const Type* then = this->expr(*expr.kids[1]);
  narrowings_.cut(mark);
  assume(*expr.kids[0], false);
  const Type* otherwise = this->expr(*expr.kids[2]);
  narrowings_.cut(mark);
  return pool_.join(then, otherwise);
}

}  // namespace cordon::check
