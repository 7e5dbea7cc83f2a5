// Nodes of expressions.
// Idea: every operator level builds a node only if it found an operator, so a tree has no node that
// says nothing, and parentheses leave no trace but the shape.
// It does not resolve names. Tests: tests/unit/syntax/parser_test.cc.
#include <array>
#include <limits>

#include "syntax/builder.h"
#include "syntax/builder_detail.h"
#include "syntax/scan.h"

namespace cordon::syntax {
namespace {

struct CompareWord {
  std::string_view text;
  CompareOp op;
};

constexpr auto kCompareWords = std::to_array<CompareWord>({{"==", CompareOp::kEq},
                                                           {"!=", CompareOp::kNe},
                                                           {"<", CompareOp::kLt},
                                                           {"<=", CompareOp::kLe},
                                                           {">", CompareOp::kGt},
                                                           {">=", CompareOp::kGe},
                                                           {"in", CompareOp::kIn},
                                                           {"contains", CompareOp::kContains},
                                                           {"starts_with", CompareOp::kStartsWith},
                                                           {"ends_with", CompareOp::kEndsWith},
                                                           {"like", CompareOp::kLike},
                                                           {"matches", CompareOp::kMatches},
                                                           {"within", CompareOp::kWithin},
                                                           {"refers_to", CompareOp::kRefersTo}});

CompareOp compare_op(std::string_view text) {
  for (const CompareWord& word : kCompareWords) {
    if (word.text == text) return word.op;
  }
  return CompareOp::kNotIn;
}

Quantifier quantifier_of(std::string_view word) {
  if (word == "every") return Quantifier::kEvery;
  return word == "some" ? Quantifier::kSome : Quantifier::kNo;
}

bool is_half_minimum(const Expr& e) {
  return e.kind == ExprKind::kNumber && e.literal.is(Kind::kUint);
}

}  // namespace

void Builder::constant(std::string_view text) {
  const At begin = at(text.data());
  const bool null = text == "null";
  Expr* e = make(null ? ExprKind::kNull : ExprKind::kBool, {0, begin},
                 begin + static_cast<At>(text.size()));
  e->literal = null ? Node::null(begin) : Node::boolean(text == "true", begin);
  push(Tag::kExpr, e->span, e);
}

void Builder::unknown_literal(std::string_view text) {
  const At begin = at(text.data());
  Expr* e = make(ExprKind::kUnknownLiteral, {0, begin}, begin + static_cast<At>(text.size()));
  e->flag = text.back() == '?';
  push(Tag::kExpr, e->span, e);
}

void Builder::variable(std::string_view text) {
  const At begin = at(text.data());
  Expr* e = make(ExprKind::kName, {0, begin}, begin + static_cast<At>(text.size()));
  e->text = text;
  push(Tag::kExpr, e->span, e);
}

void Builder::type_set(Frame f, At end) {
  std::vector<ResType> types;
  for (const Value& value : values(f)) types.push_back({value.text, value.span});
  Expr* e = make(ExprKind::kTypeSet, f, end);
  e->types = store(types);
  replace(Tag::kExpr, f, end, e);
}

void Builder::clause(Frame f, At end) {
  Clause* clause = arena_.make<Clause>();
  const std::span<Name> binders = names(f);
  clause->first = binders[0];
  if (binders.size() > 1) clause->second = binders[1];
  clause->domain = only(f, Tag::kExpr);
  clause->where = only(f, Tag::kWhere);
  clause->span = {f.begin, end};
  replace(Tag::kClause, f, end, clause);
}

void Builder::list(Frame f, At end) {
  const std::span<Clause> clauses = copies<Clause>(f, Tag::kClause);
  Expr* e = make(clauses.empty() ? ExprKind::kList : ExprKind::kComprehension, f, end);
  e->kids = kids(f);
  e->clauses = clauses;
  replace(Tag::kExpr, f, end, e);
}

void Builder::pair(Frame f, At) {
  Value& key = values(f)[0];
  if (key.tag == Tag::kExpr) {
    key.text = plain_text_of(*to_expr(key));
    key.tag = Tag::kName;
    key.quoted = true;
  }
}

void Builder::object(Frame f, At end) {
  Expr* e = make(ExprKind::kObject, f, end);
  e->names = names(f);
  e->kids = kids(f);
  replace(Tag::kExpr, f, end, e);
}

void Builder::count(Frame f, At end) {
  Expr* e = make(ExprKind::kCount, f, end);
  e->clauses = copies<Clause>(f, Tag::kClause);
  replace(Tag::kExpr, f, end, e);
}

void Builder::call(Frame f, At end) {
  Expr* e = make(ExprKind::kCall, f, end);
  e->names = names(f);
  e->kids = kids(f);
  replace(Tag::kExpr, f, end, e);
}

void Builder::prop(Frame f, At) {
  Value& value = values(f)[0];
  if (value.tag != Tag::kExpr) return;
  value.text = plain_text_of(*to_expr(value));
  value.tag = Tag::kName;
  value.quoted = true;
}

void Builder::post_op(Frame f, At end, PostOp::Kind kind) {
  PostOp* op = arena_.make<PostOp>();
  op->kind = kind;
  op->span = {f.begin, end};
  for (const Value& value : values(f)) {
    if (value.tag == Tag::kName) {
      op->name = to_name(value);
      op->quoted = value.quoted;
    } else if (value.tag == Tag::kResType) {
      op->type = {value.text, value.span};
      if (kind == PostOp::Kind::kFollow) op->kind = PostOp::Kind::kFollowType;
    } else {
      op->index = to_expr(value);
    }
  }
  replace(Tag::kPostOp, f, end, op);
}

void Builder::postfix(Frame f, At end) {
  if (values(f).size() == 1) return;
  Expr* e = make(ExprKind::kPostfix, f, end);
  e->kids = kids(f);
  if (is_half_minimum(*e->kids[0])) fail_at(Fault::kNumberRange, e->kids[0]->span);
  e->ops = copies<PostOp>(f, Tag::kPostOp);
  replace(Tag::kExpr, f, end, e);
}

void Builder::fold_minus(Frame f, At end, Expr& operand) {
  Node& literal = operand.literal;
  if (literal.is(Kind::kUint)) {
    literal = Node::integer(std::numeric_limits<std::int64_t>::min());
  } else if (literal.is(Kind::kInt)) {
    literal.i = -literal.i;
  } else {
    literal.d = -literal.d;
  }
  literal.at = f.begin;
  operand.span = {f.begin, end};
  operand.text = text_of(operand.span);
  replace(Tag::kExpr, f, end, &operand);
}

void Builder::negation(Frame f, At end) {
  const Span sign = values(f)[0].span;
  Expr* operand = to_expr(values(f)[1]);
  const bool touching = operand->kind == ExprKind::kNumber && operand->span.begin == sign.end &&
                        is_digit(text_of(operand->span)[0]);
  if (touching) return fold_minus(f, end, *operand);
  Expr* e = make(ExprKind::kNegate, f, end);
  e->op_span = sign;
  e->kids = kids(f);
  replace(Tag::kExpr, f, end, e);
}

void Builder::chain(Frame f, At end, ExprKind kind) {
  if (values(f).size() == 1) return;
  Expr* e = make(kind, f, end);
  e->kids = kids(f);
  e->op_span = values(f)[1].span;
  for (const Expr* kid : e->kids) {
    if (is_half_minimum(*kid)) fail_at(Fault::kNumberRange, kid->span);
  }
  std::vector<char> signs;
  for (const Value& value : values(f)) {
    if (value.tag == Tag::kSign) signs.push_back(value.text[0]);
  }
  if (kind == ExprKind::kSum || kind == ExprKind::kProduct) e->operators = store(signs);
  replace(Tag::kExpr, f, end, e);
}

void Builder::cmp(Frame f, At end) {
  const auto parts = values(f);
  if (parts.size() == 1) return;
  const bool is = parts[1].text.substr(0, 2) == "is";
  Expr* e = make(is ? ExprKind::kIs : ExprKind::kCompare, f, end);
  e->op_span = parts[1].span;
  e->kids = kids(f);
  if (!is) {
    e->compare = compare_op(parts[1].text);
  } else {
    e->flag = parts[1].text.size() > 2;
    if (parts[2].tag == Tag::kName) {
      e->names = names(f);
    } else {
      e->types = store(std::vector<ResType>{{parts[2].text, parts[2].span}});
    }
  }
  replace(Tag::kExpr, f, end, e);
}

void Builder::quantified(Frame f, At end) {
  Expr* e = make(ExprKind::kQuantifier, f, end);
  e->op_span = values(f)[0].span;
  e->quantifier = quantifier_of(values(f)[0].text);
  e->clauses = copies<Clause>(f, Tag::kClause);
  e->kids = kids(f);
  replace(Tag::kExpr, f, end, e);
}

void Builder::prefixed(Frame f, At end, ExprKind kind) {
  Expr* e = make(kind, f, end);
  e->op_span = values(f)[0].span;
  e->kids = kids(f);
  e->arms = copies<Arm>(f, Tag::kArm);
  replace(Tag::kExpr, f, end, e);
}

void Builder::arm(Frame f, At end) {
  Arm* arm = arena_.make<Arm>();
  const Value pattern = values(f)[0];
  arm->span = pattern.span;
  if (pattern.tag == Tag::kResType) {
    arm->pattern = Arm::Pattern::kType;
    arm->type = {pattern.text, pattern.span};
  } else if (pattern.tag == Tag::kExpr) {
    arm->pattern = Arm::Pattern::kLiteral;
    arm->literal = to_expr(pattern);
    if (arm->literal->kind == ExprKind::kString) plain_text_of(*arm->literal);
  } else {
    arm->pattern = Arm::Pattern::kDefault;
  }
  arm->value = to_expr(values(f)[1]);
  replace(Tag::kArm, f, end, arm);
}

void Builder::expr(Frame f, At end) {
  if (values(f).size() == 1) return;
  const bool is_and = values(f)[1].text == "and";
  Expr* e = make(is_and ? ExprKind::kAnd : ExprKind::kOr, f, end);
  e->op_span = values(f)[1].span;
  e->kids = kids(f);
  replace(Tag::kExpr, f, end, e);
}

}  // namespace cordon::syntax
