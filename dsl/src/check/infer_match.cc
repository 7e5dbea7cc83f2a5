// `match`: each arm narrows the subject, all arms together cover it.
// Tests: tests/unit/check/types_test.cc.
#include <algorithm>
#include <set>

#include "check/inferer.h"
#include "check/resource_types.h"

namespace cordon::check {
namespace {

using syntax::Arm;
using syntax::Expr;
using syntax::ExprKind;

using Names = std::vector<std::string_view>;

/// Takes out of `rest` what is in `names`; false if nothing was there.
bool take(Names& rest, std::span<const std::string_view> names) {
  return std::erase_if(rest, [&](auto name) {
           return std::find(names.begin(), names.end(), name) != names.end();
         }) > 0;
}

std::string_view value_word(const Expr& literal) {
  if (const std::string_view* text = literal_text(literal)) return *text;
  if (literal.kind == ExprKind::kBool) return literal.literal.is(Kind::kTrue) ? "true" : "false";
  return literal.kind == ExprKind::kNull ? "null" : "";
}

}  // namespace

const Type* Inferer::match(Expr& expr) {
  const Type* subject = operand(*expr.kids[0]);
  const bool is_resource = std::any_of(expr.arms.begin(), expr.arms.end(), [](const Arm& arm) {
    return arm.pattern == Arm::Pattern::kType;
  });
  return is_resource ? match_types(expr, *subject) : match_values(expr, *subject);
}

const Type* Inferer::match_types(Expr& expr, const Type& subject) {
  const bool is_known =
      (subject.is(TypeKind::kResource) || subject.is(TypeKind::kRef)) && !subject.names.empty();
  Names rest(subject.names.begin(), subject.names.end());
  bool has_default = false;
  const Type* out = never();
  for (Arm& arm : expr.arms) {
    const std::size_t mark = narrowings_.mark();
    if (arm.pattern == Arm::Pattern::kType) {
      Names names;
      const bool is_valid = use_type(context_, arm.type, names) == Vocabulary::kCatalogue;
      narrow(*expr.kids[0], only_resources(&subject, names, true));
      const bool is_new = take(rest, names);
      if (is_valid && ((is_known && !is_new) || has_default)) {
        context_.warning("W0310", arm.span, "this arm is never reached");
      }
    } else if (arm.pattern == Arm::Pattern::kLiteral) {
      mismatch(arm.span, "a match takes resource types or values, not both");
    } else {
      if (is_known && rest.empty()) {
        context_.warning("W0310", arm.span, "this arm is never reached");
      }
      if (is_known && !rest.empty()) narrow(*expr.kids[0], only_resources(&subject, rest, true));
      has_default = true;
    }
    out = pool_.join(out, this->expr(*arm.value));
    narrowings_.cut(mark);
  }
  if (!has_default && !is_known) {
    context_.error("E0309", expr.span, "match does not cover every type: add an arm `_`");
  } else if (!has_default && !rest.empty()) {
    context_.error("E0309", expr.span, say({"match does not cover ", listed(rest)}));
  }
  return out;
}

const Type* Inferer::match_values(Expr& expr, const Type& subject) {
  Names rest(subject.enums.begin(), subject.enums.end());
  if (subject.is(TypeKind::kBool)) rest = {"true", "false"};
  const bool is_closed = !rest.empty();
  std::set<std::string_view> taken;
  bool has_default = false;
  const Type* out = never();
  for (Arm& arm : expr.arms) {
    const std::size_t mark = narrowings_.mark();
    if (arm.pattern == Arm::Pattern::kLiteral) {
      const Type* literal = this->expr(*arm.literal);
      const std::string_view word = value_word(*arm.literal);
      if (disjoint(subject, *literal)) {
        mismatch(arm.span, say({"matches ", kind_word(subject), " with ", kind_word(*literal)}));
      } else if (check_value(subject, *arm.literal)) {
        if (taken.contains(word) || has_default) {
          context_.warning("W0310", arm.span, "this arm is never reached");
        }
      }
      if (!word.empty()) taken.insert(word);
      take(rest, {&word, 1});
      if (const std::string_view* text = literal_text(*arm.literal)) {
        narrow(*expr.kids[0], only_texts(&subject, {text, 1}, true));
      }
    } else {
      if (has_default || (is_closed && rest.empty())) {
        context_.warning("W0310", arm.span, "this arm is never reached");
      }
      has_default = true;
      if (is_closed && !rest.empty() && subject.is(TypeKind::kString)) {
        narrow(*expr.kids[0], only_texts(&subject, rest, true));
      }
    }
    out = pool_.join(out, this->expr(*arm.value));
    narrowings_.cut(mark);
  }
  if (!has_default && !is_closed) {
    context_.error("E0309", expr.span, "match does not cover every value: add an arm `_`");
  } else if (!has_default && !rest.empty()) {
    context_.error("E0309", expr.span, say({"match does not cover ", listed(rest)}));
  }
  return out;
}

}  // namespace cordon::check
