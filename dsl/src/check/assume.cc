// What a condition says of paths where it holds, or where it does not.
// Idea: whoever is decided was not missing: each operand of a comparison that is true or false is
// present, so both outcomes of `x.p == v` remove the `?` of x.p.
// Cannot: learn from paths with `->`, `[*]` or calls; they are no paths.
// Tests: tests/unit/check/narrowing_test.cc.
#include "check/inferer.h"
#include "check/resource_types.h"
#include "check/type_expr.h"

namespace cordon::check {

using syntax::CompareOp;
using syntax::Expr;
using syntax::ExprKind;

bool add_step(std::string& path, const syntax::PostOp& op) {
  if (op.kind == syntax::PostOp::Kind::kProperty) {
    path.append("\n").append(op.name.text);
    return true;
  }
  if (op.kind != syntax::PostOp::Kind::kIndex) return false;
  if (op.index->kind == ExprKind::kName) {
    path.append("\n[").append(op.index->text);
    return true;
  }
  const std::string_view* key = literal_text(*op.index);
  if (key != nullptr) path.append("\n[\"").append(*key);
  return key != nullptr;
}

std::optional<std::string> Inferer::path_of(const Expr& expr) const {
  if (expr.kind == ExprKind::kName) return std::string(expr.text);
  if (expr.kind != ExprKind::kPostfix || expr.kids[0]->kind != ExprKind::kName) return std::nullopt;
  std::string path(expr.kids[0]->text);
  for (const syntax::PostOp& op : expr.ops) {
    if (!add_step(path, op)) return std::nullopt;
  }
  return path;
}

void Inferer::narrow(const Expr& expr, const Type* type) {
  const auto path = path_of(expr);
  if (!path) return;
  const Type* known = narrowings_.find(*path);
  if (known == nullptr || !same(*known, *type)) narrowings_.add(*path, type);
}

/// A path that is present makes what it leads through present.
void Inferer::assume_present(const Expr& expr) {
  auto path = path_of(expr);
  if (!path) return;
  while (true) {
    const Type* known = narrowings_.find(*path);
    if (known == nullptr) {
      const auto seen = seen_.find(*path);
      known = seen == seen_.end() ? nullptr : seen->second;
    }
    if (known != nullptr && known->optional) narrowings_.add(*path, pool_.present(known));
    const std::size_t cut = path->rfind('\n');
    if (cut == std::string::npos) return;
    path->resize(cut);
  }
}

void Inferer::assume_compare(const Expr& expr, bool holds) {
  const Expr& left = *expr.kids[0];
  const Expr& right = *expr.kids[1];
  if (left.type == nullptr || right.type == nullptr) return;
  assume_present(left);
  assume_present(right);
  const bool is_equality = expr.compare == CompareOp::kEq || expr.compare == CompareOp::kNe;
  const bool is_membership = expr.compare == CompareOp::kIn || expr.compare == CompareOp::kNotIn;
  const bool is_negative = expr.compare == CompareOp::kNe || expr.compare == CompareOp::kNotIn;
  const bool keep = holds != is_negative;
  if (is_equality) {
    const bool left_literal = literal_text(left) != nullptr;
    const Expr& literal = left_literal ? left : right;
    const Expr& other = left_literal ? right : left;
    const std::string_view* only = literal_text(literal);
    if (only != nullptr) narrow(other, only_texts(pool_.present(type_at(other)), {only, 1}, keep));
  } else if (is_membership && right.kind == ExprKind::kList) {
    std::vector<std::string_view> texts;
    for (const Expr* kid : right.kids) {
      const std::string_view* only = literal_text(*kid);
      if (only == nullptr) return;
      texts.push_back(*only);
    }
    if (!texts.empty()) narrow(left, only_texts(pool_.present(type_at(left)), texts, keep));
  }
}

void Inferer::assume_is(const Expr& expr, bool holds) {
  const Expr& what = *expr.kids[0];
  if (what.type == nullptr) return;
  const bool positive = holds != expr.flag;
  const Type* type = positive ? pool_.present(type_at(what)) : type_at(what);
  if (!expr.types.empty()) {
    if (positive) assume_present(what);
    std::vector<std::string_view> names;
    for (const syntax::ResType& written : expr.types) {
      const auto more = names_of(context_, written.text);
      names.insert(names.end(), more.begin(), more.end());
    }
    return narrow(what, only_resources(type, names, positive));
  }
  const std::string_view word = expr.names[0].text;
  const bool is_absence = word == "absent" || word == "null";
  if (word == "empty" || (word == "present" && positive) || (is_absence && !positive)) {
    return assume_present(what);
  }
  const TypeKind* kind = kind_of_word(word);
  if (kind == nullptr || word == "null") return;
  if (positive) assume_present(what);
  narrow(what, only_kind(type, *kind, positive));
}

void Inferer::assume(const Expr& expr, bool holds) {
  switch (expr.kind) {
    case ExprKind::kAnd:
    case ExprKind::kOr:
      if (holds != (expr.kind == ExprKind::kAnd)) return;
      for (const Expr* kid : expr.kids) assume(*kid, holds);
      return;
    case ExprKind::kNot:
      return assume(*expr.kids[0], !holds);
    case ExprKind::kCompare:
      return assume_compare(expr, holds);
    case ExprKind::kIs:
      return assume_is(expr, holds);
    case ExprKind::kQuantifier:
      return assume_present(*expr.clauses[0].domain);
    case ExprKind::kName:
    case ExprKind::kPostfix:
      return assume_present(expr);
    default:
      return;
  }
}

}  // namespace cordon::check
