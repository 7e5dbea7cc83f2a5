#include <algorithm>

#include "base/ascii.h"
#include "check/inferer.h"
#include "check/lint.h"
#include "check/walk.h"
#include "value/network.h"

namespace cordon::check {
namespace {

using syntax::CompareOp;
using syntax::Expr;
using syntax::ExprKind;

/// `like "text"` is `==` in disguise.
void wildcards(Context& context, const Expr& expr) {
  const std::string_view* pattern = literal_text(*expr.kids[1]);
  if (expr.compare != CompareOp::kLike || pattern == nullptr) return;
  if (pattern->find_first_of("*?") != std::string_view::npos) return;
  context.warning("W0320", expr.kids[1]->span, "`like` without `*` or `?` compares whole texts")
      .help = "write == if that is meant";
}

bool is_equality(CompareOp op) { return op == CompareOp::kEq || op == CompareOp::kNe; }

/// Ranges other than "everything", which is its own text.
void ranges(Context& context, const Expr& literal) {
  const std::string_view* text = literal_text(literal);
  if (text == nullptr) return;
  Cidr range;
  std::string why;
  if (!parse_cidr(*text, range, why) || range.prefix == 0) return;
  context
      .warning("W0321", literal.span,
               say({"compares the range ", *text,
                    " as a text: a part of it, or another spelling, "
                    "is not equal"}))
      .help = "write cidr(x) within cidr\"...\"";
}

bool ends_in_port(const Expr& expr) {
  if (expr.kind != ExprKind::kPostfix || expr.ops.empty()) return false;
  const std::string_view name = expr.ops.back().name.text;
  return name.ends_with("Port") || name.ends_with("port");
}

void ports(Context& context, const Expr& path, const Expr& literal) {
  const std::string_view* text = literal_text(literal);
  if (text == nullptr || text->empty() || !ends_in_port(path)) return;
  // A property that is known to be a number was compared with a text: E0308 says so.
  if (type_at(path) != nullptr && type_at(path)->is_number()) return;
  const bool is_number = std::all_of(text->begin(), text->end(), is_digit);
  if (!is_number) return;
  context.warning("W0321", literal.span, say({"compares a port with the text \"", *text, "\""}))
      .help = say({"write ", *text});
}

}  // namespace

void lint_patterns(Context& context, const syntax::Decl& decl) {
  each_root(decl, [&](const Expr& root) {
    each_expr(root, [&](const Expr& expr) {
      if (expr.kind != ExprKind::kCompare) return;
      wildcards(context, expr);
      if (!is_equality(expr.compare)) return;
      ranges(context, *expr.kids[0]);
      ranges(context, *expr.kids[1]);
      ports(context, *expr.kids[0], *expr.kids[1]);
      ports(context, *expr.kids[1], *expr.kids[0]);
    });
  });
}

}  // namespace cordon::check
