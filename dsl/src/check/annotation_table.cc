// The annotations that there are, where they may stand, and what they take.
// Idea: one table; what passes `fits` can be read without another look at its arguments.
// Cannot: judge what the texts say; annotations.cc does for severities and codes.
// Tests: tests/unit/check/annotations_test.cc.
#include "check/annotation_table.h"

#include <algorithm>
#include <array>

#include "check/packages.h"

namespace cordon::check {
namespace {

using syntax::Annotation;
using syntax::DeclKind;
using syntax::Expr;
using syntax::ExprKind;

enum class Takes : std::uint8_t { kText, kTextOrNull, kTexts, kInt };

struct Shape {
  std::string_view name;
  std::uint8_t places;  ///< kOnRule, kOnFunction, kOnParam
  Takes takes;          ///< of its arguments
  std::size_t min_positional;
  std::size_t max_positional;
  std::array<std::string_view, 4> named;
};

constexpr std::uint8_t kOnRule = 1;
constexpr std::uint8_t kOnFunction = 2;
constexpr std::uint8_t kOnParam = 4;
constexpr std::uint8_t kAnywhere = 7;

constexpr Shape kShapes[] = {
    {"id", kOnRule, Takes::kText, 1, 1, {}},
    {"title", kOnRule, Takes::kText, 1, 1, {}},
    {"severity", kOnRule, Takes::kTextOrNull, 0, 1, {"prod", "staging", "dev", "sensitive"}},
    {"tells", kOnFunction, Takes::kText, 1, 1, {}},
    {"groups", kOnRule, Takes::kTexts, 1, 1, {}},
    {"controls", kOnRule, Takes::kTexts, 1, 1, {}},
    {"rationale", kOnRule, Takes::kText, 1, 1, {}},
    {"source", kOnRule, Takes::kText, 1, 1, {"read"}},
    {"url", kOnRule, Takes::kText, 1, 1, {}},
    {"remediation", kOnRule, Takes::kText, 0, 1, {"terraform", "cloudformation", "api"}},
    {"owner", kAnywhere, Takes::kText, 1, 1, {}},
    {"deprecated", kAnywhere, Takes::kText, 1, 1, {}},
    {"min_subjects", kOnRule, Takes::kInt, 1, 1, {}},
    {"allow", kAnywhere, Takes::kText, 2, 2, {}}};

std::uint8_t place_of(DeclKind kind) {
  if (kind == DeclKind::kRule) return kOnRule;
  return kind == DeclKind::kFn ? kOnFunction : kOnParam;
}

bool is_plain_text(const Expr& expr) { return expr.kind == ExprKind::kString && expr.kids.empty(); }

bool is_one(const Expr& expr, Takes takes) {
  switch (takes) {
    case Takes::kText:
      return is_plain_text(expr);
    case Takes::kTextOrNull:
      return is_plain_text(expr) || expr.kind == ExprKind::kNull;
    case Takes::kTexts:
      return is_plain_text(expr) ||
             (expr.kind == ExprKind::kList &&
              std::all_of(expr.kids.begin(), expr.kids.end(),
                          [](const Expr* kid) { return is_plain_text(*kid); }));
    case Takes::kInt:
      return expr.kind == ExprKind::kNumber && expr.literal.is(cordon::Kind::kInt) &&
             expr.literal.i >= 0;
  }
  return false;
}

std::string_view expected(Takes takes) {
  switch (takes) {
    case Takes::kText:
      return "a text";
    case Takes::kTextOrNull:
      return "a text or null";
    case Takes::kTexts:
      return "a list of texts";
    case Takes::kInt:
      return "a whole number";
  }
  return "";
}

bool fits_argument(Context& context, const Annotation& annotation, const Shape& shape,
                   const Annotation::Argument& argument) {
  const std::string_view name = argument.name.text;
  if (!name.empty()) {
    std::vector<std::string_view> known;
    for (const auto each : shape.named) {
      if (!each.empty()) known.push_back(each);
    }
    if (std::find(known.begin(), known.end(), name) == known.end()) {
      context.error("E0210", argument.name.span,
                    say({"@", annotation.name.text, " has no argument ", name,
                         context.did_you_mean(name, known)}));
      return false;
    }
  }
  if (is_one(*argument.value, shape.takes)) return true;
  context.error("E0212", argument.value->span,
                say({"@", annotation.name.text, " expects ", expected(shape.takes)}));
  return false;
}

bool fits_arguments(Context& context, const Annotation& annotation, const Shape& shape) {
  std::size_t positional = 0;
  std::vector<std::string_view> names;
  for (const auto& argument : annotation.arguments) {
    if (!fits_argument(context, annotation, shape, argument)) return false;
    if (argument.name.text.empty()) {
      ++positional;
    } else if (std::find(names.begin(), names.end(), argument.name.text) != names.end()) {
      context.error("E0212", argument.name.span,
                    say({"argument ", argument.name.text, " is repeated"}));
      return false;
    } else {
      names.push_back(argument.name.text);
    }
  }
  const bool is_empty = annotation.arguments.empty();
  if (positional >= shape.min_positional && positional <= shape.max_positional && !is_empty) {
    return true;
  }
  context.error("E0212", annotation.span,
                say({"@", annotation.name.text, " expects ",
                     shape.max_positional == 2 ? "a code and a reason" : expected(shape.takes)}));
  return false;
}

}  // namespace

bool fits(Context& context, const Annotation& annotation, DeclKind kind) {
  const std::string_view name = annotation.name.text;
  if (name.starts_with("x_")) return false;
  const auto* const shape = std::find_if(std::begin(kShapes), std::end(kShapes),
                                         [&](const Shape& each) { return each.name == name; });
  if (shape == std::end(kShapes)) {
    std::vector<std::string_view> names;
    for (const Shape& each : kShapes) names.push_back(each.name);
    context.error("E0210", annotation.name.span,
                  say({"unknown annotation @", name, context.did_you_mean(name, names)}));
    return false;
  }
  if ((shape->places & place_of(kind)) == 0) {
    context.error("E0210", annotation.name.span,
                  say({"@", name, " does not stand on a ", word_of(kind)}));
    return false;
  }
  return fits_arguments(context, annotation, *shape);
}

}  // namespace cordon::check
