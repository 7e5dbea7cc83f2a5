// Types comparisons: which operands an operator takes, and which literals a property can have.
// Idea: a comparison that can never be decided, or never hold, is a mistake of the author's; what
// only may fail is left to run time.
// Cannot: compare parts of lists and objects; they are compared as wholes when they run.
// Tests: tests/unit/check/types_test.cc.
#include <algorithm>

#include "check/inferer.h"
#include "check/literals.h"

namespace cordon::check {

using syntax::CompareOp;
using syntax::Expr;
using syntax::ExprKind;

namespace {

constexpr TypeKind kOrdered[] = {TypeKind::kIp, TypeKind::kDate, TypeKind::kTime,
                                 TypeKind::kDuration, TypeKind::kSemver};

bool is_scalar(const Type& type) {
  return type.is(TypeKind::kBool) || type.is_number() || type.is(TypeKind::kString);
}

}  // namespace

bool Inferer::check_value(const Type& type, const Expr& literal) {
  const std::string_view* text = literal_text(literal);
  if (text == nullptr || type.is(TypeKind::kUnion)) return true;
  if (!type.enums.empty()) {
    if (std::find(type.enums.begin(), type.enums.end(), *text) != type.enums.end()) return true;
    context_.error(
        "E0307", literal.span,
        say({"'", *text, "' is never a value of this property: it is one of ", listed(type.enums),
             context_.did_you_mean(*text, {type.enums.begin(), type.enums.end()})}));
    return false;
  }
  const bool is_plain = type.is(TypeKind::kString) && !type.pattern.empty();
  if (!is_plain || text->empty() || matches_pattern(type.pattern, *text)) return true;
  context_.error(
      "E0307", literal.span,
      say({"'", *text, "' is never a value of this property: it does not match ", type.pattern}));
  return false;
}

void Inferer::compare_equal(const Expr& expr, const Type& a, const Type& b) {
  if (disjoint(a, b)) {
    const bool is_error = is_scalar(a) && is_scalar(b);
    return mismatch(expr.span,
                    say({"compares ", kind_word(a), " with ", kind_word(b),
                         is_error ? ": this can never be decided" : ": they are never equal"}));
  }
  check_value(a, *expr.kids[1]);
  check_value(b, *expr.kids[0]);
}

void Inferer::compare_order(const Expr& expr, const Type& a, const Type& b) {
  if (a.is_silent() || b.is_silent()) return;
  if (disjoint(a, b)) {
    return mismatch(expr.span, say({"compares ", kind_word(a), " with ", kind_word(b),
                                    ": this can never be decided"}));
  }
  const auto is_ordered = [](const Type& type) {
    return type.is_number() || type.is_text() || type.is(TypeKind::kUnion) ||
           std::find(std::begin(kOrdered), std::end(kOrdered), type.kind) != std::end(kOrdered);
  };
  if (is_ordered(a) && is_ordered(b)) return;
  mismatch(expr.span, say({kind_word(is_ordered(a) ? b : a), " has no order"}));
}

void Inferer::compare_in(const Expr& expr, const Type& a, const Type& b) {
  const Expr& right = *expr.kids[1];
  if (right.kind == ExprKind::kList) {
    for (const Expr* kid : right.kids) {
      const Type& member = *type_at(*kid);
      if (disjoint(a, member)) {
        mismatch(kid->span, say({"compares ", kind_word(a), " with ", kind_word(member)}));
      } else {
        check_value(a, *kid);
      }
    }
    return;
  }
  bool fits = false;
  bool is_key_of_object = false;
  each_member(b, [&](const Type& type) {
    const bool is_object =
        type.is(TypeKind::kMap) || type.is(TypeKind::kObject) || type.is(TypeKind::kResource);
    if (type.is(TypeKind::kList)) {
      fits = fits || !disjoint(a, *type.element);
    } else if (type.is_silent()) {
      fits = true;
    } else if (is_object) {
      is_key_of_object = true;
      fits = fits || !disjoint(a, *pool_.simple(TypeKind::kString));
    }
  });
  if (fits) {
    if (b.is(TypeKind::kList)) check_value(*b.element, *expr.kids[0]);
    return;
  }
  const bool is_list = b.is(TypeKind::kList) || is_key_of_object;
  mismatch(expr.span, is_list ? say({"looks for ", kind_word(a), " in ", to_text(b)})
                              : say({"`in` needs a list or an object, found ", to_text(b)}));
}

void Inferer::compare_contains(const Expr& expr, const Type& a, const Type& b) {
  const Expr& right = *expr.kids[1];
  if (a.is_silent()) return;
  bool fits = false;
  each_member(a, [&](const Type& type) {
    const bool takes_text = !type.is(TypeKind::kList);
    const bool is_container = type.is_text() || type.is(TypeKind::kList) ||
                              type.is(TypeKind::kMap) || type.is(TypeKind::kObject) ||
                              type.is(TypeKind::kResource) || type.is_silent();
    if (!is_container) return;
    const bool is_regex = right.kind == ExprKind::kRegex;
    fits = fits || type.is_silent() ||
           (takes_text ? is_regex || !disjoint(b, *pool_.simple(TypeKind::kString))
                       : is_regex || !disjoint(b, *type.element));
  });
  if (!fits) {
    return mismatch(expr.span, say({"looks for ", kind_word(b), " in ", to_text(a)}));
  }
  if (a.is(TypeKind::kList)) check_value(*a.element, right);
}

void Inferer::wanted(const Expr& operand, const Type& type, std::string_view what,
                     std::initializer_list<TypeKind> kinds) {
  bool fits = false;
  each_member(type, [&](const Type& member) {
    fits = fits || member.is_silent() ||
           std::find(kinds.begin(), kinds.end(), member.kind) != kinds.end();
  });
  if (fits) return;
  mismatch(operand.span, say({what, ", found ", to_text(type)}));
}

void Inferer::compare_texts(const Expr& expr, const Type& a, const Type& b) {
  const Expr& right = *expr.kids[1];
  if (expr.compare == CompareOp::kMatches) {
    if (right.kind != ExprKind::kRegex) {
      mismatch(right.span, "`matches` takes a regular expression: re\"...\"");
    }
  } else {
    wanted(right, b, "expected a string", {TypeKind::kString, TypeKind::kRef});
  }
  wanted(*expr.kids[0], a, "expected a string", {TypeKind::kString, TypeKind::kRef});
}

void Inferer::compare_within(const Expr& expr, const Type& a, const Type& b) {
  for (const auto& [kid, type] : {std::pair(expr.kids[0], &a), std::pair(expr.kids[1], &b)}) {
    if (type->is_text()) {
      mismatch(kid->span,
               say({"`within` compares cidr, ip and permissions, found ", to_text(*type)}),
               "texts are not parsed by themselves: write cidr(x)");
    } else {
      wanted(*kid, *type, "`within` compares cidr, ip and permissions",
             {TypeKind::kCidr, TypeKind::kIp, TypeKind::kPermissions});
    }
  }
  const bool is_set = a.is(TypeKind::kPermissions) != b.is(TypeKind::kPermissions);
  if (is_set && !a.is_silent() && !b.is_silent()) {
    mismatch(expr.span, say({kind_word(a), " is never within ", kind_word(b)}));
  }
  if (b.is(TypeKind::kIp)) mismatch(expr.kids[1]->span, "nothing but a cidr holds addresses");
}

void Inferer::compare_refers(const Expr& expr, const Type& a, const Type& b) {
  wanted(*expr.kids[1], b, "expected a resource or reference",
         {TypeKind::kResource, TypeKind::kRef, TypeKind::kString});
  wanted(*expr.kids[0], a, "expected what may refer",
         {TypeKind::kResource, TypeKind::kRef, TypeKind::kString, TypeKind::kList, TypeKind::kMap,
          TypeKind::kObject});
  const Type& source = a.is(TypeKind::kList) ? *a.element : a;
  const bool is_named = source.is(TypeKind::kRef) || source.is(TypeKind::kResource);
  if (is_named && disjoint(source, b)) {
    mismatch(expr.span, say({"this never refers to ", to_text(b), ": it may refer to ",
                             listed(source.names)}));
  }
}

/// W0318: `expr` says "not": `!=`, `not in`, `not (a == b)`.
void Inferer::negative(const Expr& expr) {
  if (!is_required_ || decides_ != Decides::kNothing) return;
  const Expr* comparison = &expr;
  if (expr.kind == ExprKind::kNot) {
    comparison = expr.kids[0];
    const bool is_positive =
        comparison->kind == ExprKind::kCompare &&
        (comparison->compare == CompareOp::kEq || comparison->compare == CompareOp::kIn);
    if (!is_positive) return;
  } else if (expr.compare != CompareOp::kNe && expr.compare != CompareOp::kNotIn) {
    return;
  }
  for (const Expr* kid : comparison->kids) negative_operand(*kid);
}

void Inferer::negative_operand(const Expr& expr) {
  const Type* type = type_at(expr);
  const Culprit culprit = culprit_of(expr);
  if (type == nullptr || !type->optional || culprit.property.empty() || culprit.is_free) return;
  context_
      .warning("W0318", culprit.span,
               say({culprit.property, " is optional, and this fails where it is missing"}))
      .help = say({"say ", source(expr.span), " ?? ... if absence is fine"});
}

const Type* Inferer::compare(Expr& expr) {
  const Type& a = *operand(*expr.kids[0]);
  Expr& right = *expr.kids[1];
  const bool takes_regex =
      expr.compare == CompareOp::kMatches || expr.compare == CompareOp::kContains;
  const bool is_regex = right.kind == ExprKind::kRegex && takes_regex;
  if (is_regex) {
    check_regex(context_, right.span, right.text);
    right.type = pool_.simple(TypeKind::kString);
  }
  const Type& b = is_regex ? *pool_.simple(TypeKind::kString) : *operand(right);
  switch (expr.compare) {
    case CompareOp::kEq:
    case CompareOp::kNe:
      compare_equal(expr, a, b);
      break;
    case CompareOp::kLt:
    case CompareOp::kLe:
    case CompareOp::kGt:
    case CompareOp::kGe:
      compare_order(expr, a, b);
      break;
    case CompareOp::kIn:
    case CompareOp::kNotIn:
      compare_in(expr, a, b);
      break;
    case CompareOp::kContains:
      compare_contains(expr, a, b);
      break;
    case CompareOp::kStartsWith:
    case CompareOp::kEndsWith:
    case CompareOp::kLike:
    case CompareOp::kMatches:
      compare_texts(expr, a, b);
      break;
    case CompareOp::kWithin:
      compare_within(expr, a, b);
      break;
    case CompareOp::kRefersTo:
      compare_refers(expr, a, b);
      break;
  }
  negative(expr);
  return boolean();
}

}  // namespace cordon::check
