// Types `is` tests.
#include <algorithm>

#include "check/inferer.h"
#include "check/resource_types.h"
#include "check/type_expr.h"

namespace cordon::check {
namespace {

constexpr std::string_view kStates[] = {"present", "absent", "null", "known", "unknown", "empty"};

bool may_be_empty(const Type& type) {
  switch (type.kind) {
    case TypeKind::kBool:
    case TypeKind::kInt:
    case TypeKind::kNumber:
    case TypeKind::kCidr:
    case TypeKind::kIp:
    case TypeKind::kDate:
    case TypeKind::kTime:
    case TypeKind::kDuration:
    case TypeKind::kSemver:
    case TypeKind::kResource:
      return false;
    default:
      return true;
  }
}

}  // namespace

const Type* Inferer::is_test(syntax::Expr& expr) {
  syntax::Expr& what = *expr.kids[0];
  if (!expr.types.empty()) {
    const Type* type = lenient(what);
    std::vector<std::string_view> names;
    bool is_known = true;
    for (const syntax::ResType& written : expr.types) {
      is_known = use_type(context_, written, names) == Vocabulary::kCatalogue && is_known;
    }
    const bool never_holds =
        type->is(TypeKind::kResource) && is_known && disjoint(*type, *pool_.resource(names, false));
    if (never_holds) {
      context_.warning(
          "W0315", expr.span,
          say({"this is always ", expr.flag ? "true" : "false", ": it is ", to_text(*type)}));
    }
    return boolean();
  }
  const std::string_view word = expr.names[0].text;
  if (word == "empty") {
    const Type* type = operand(what);
    bool fits = false;
    each_member(*type, [&](const Type& member) { fits = fits || may_be_empty(member); });
    if (!fits) {
      mismatch(what.span, say({"`is empty` needs a string, list, object or permissions, found ",
                               to_text(*type)}));
    }
    return boolean();
  }
  lenient(what);
  if (word == "known" || word == "unknown") {
    context_.warning("W0312", expr.span,
                     say({"`is ", word, "` may change its answer when the value becomes known"}));
  }
  const auto words = kind_words();
  const bool is_state =
      std::find(std::begin(kStates), std::end(kStates), word) != std::end(kStates);
  if (is_state || std::find(words.begin(), words.end(), word) != words.end()) return boolean();
  std::vector<std::string_view> all(std::begin(kStates), std::end(kStates));
  all.insert(all.end(), words.begin(), words.end());
  context_.error("E0306", expr.names[0].span,
                 say({"unknown test ", word, context_.did_you_mean(word, all)}));
  return boolean();
}

}  // namespace cordon::check
