// Writes expressions.
// Idea: each operator knows how tightly it binds; an operand that binds more loosely than its place
// allows gets parentheses, and those that the language page adds for the reader's sake (3.4).
// Tests: tests/unit/syntax/printer_test.cc.
#include <array>
#include <charconv>
#include <functional>

#include "format/writer.h"

namespace cordon::format {

using syntax::Expr;
using syntax::ExprKind;
using syntax::PostOp;

namespace {

int level_of(const Expr& e) {
  switch (e.kind) {
    case ExprKind::kAnd:
    case ExprKind::kOr:
      return TreeWriter::kAny;
    case ExprKind::kNot:
    case ExprKind::kQuantifier:
    case ExprKind::kIf:
    case ExprKind::kMatch:
      return TreeWriter::kOperand;
    case ExprKind::kCompare:
    case ExprKind::kIs:
      return TreeWriter::kComparison;
    case ExprKind::kCoalesce:
      return TreeWriter::kCoalesced;
    case ExprKind::kSum:
      return TreeWriter::kSummed;
    case ExprKind::kProduct:
      return TreeWriter::kMultiplied;
    case ExprKind::kNegate:
      return TreeWriter::kUnary;
    default:
      return TreeWriter::kPrimary;
  }
}

/// Whether the expression would swallow an operator that follows it.
bool is_open_ended(const Expr& e) {
  const Expr* at = &e;
  while (at->kind == ExprKind::kNot) at = at->kids[0];
  return at->kind == ExprKind::kQuantifier || at->kind == ExprKind::kIf;
}

std::string_view sign_of(syntax::CompareOp op) {
  constexpr auto kSigns = std::to_array<std::string_view>(
      {"==", "!=", "<", "<=", ">", ">=", "in", "not in", "contains", "starts_with", "ends_with",
       "like", "matches", "within", "refers_to"});
  return kSigns.at(static_cast<std::size_t>(op));
}

std::string number_text(const Node& literal) {
  std::array<char, 40> buffer{};
  if (literal.is(Kind::kInt)) return std::to_string(literal.i);
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), literal.d).ptr;
  std::string text(buffer.data(), end);
  if (text.find_first_of(".e") == std::string::npos) text += ".0";
  return text;
}

}  // namespace

void TreeWriter::in_parens(const Expr& e) {
  out_.text("(");
  bare(e);
  out_.text(")");
}

void TreeWriter::expr(const Expr& e, int level) {
  const bool number_base = level == kPrimary && e.kind == ExprKind::kNumber;
  const bool union_base = level == kPrimary && e.types.size() > 1;
  const bool chained = level == kPrimary && e.kind == ExprKind::kPostfix;
  if (level_of(e) < level || number_base || union_base || chained) {
    in_parens(e);
  } else {
    bare(e);
  }
}

void TreeWriter::number(const Expr& e) {
  out_.text(file_ != nullptr && !e.text.empty() ? std::string(e.text) : number_text(e.literal));
}

void TreeWriter::bare(const Expr& e) {
  switch (e.kind) {
    case ExprKind::kNull:
      return out_.text("null");
    case ExprKind::kBool:
      return out_.text(e.literal.is(Kind::kTrue) ? "true" : "false");
    case ExprKind::kNumber:
      return number(e);
    case ExprKind::kString:
      return string(e);
    case ExprKind::kRegex:
      return out_.text("re\"" + std::string(e.text) + "\"");
    case ExprKind::kCidr:
      return out_.text("cidr\"" + std::string(e.text) + "\"");
    case ExprKind::kIp:
      return out_.text("ip\"" + std::string(e.text) + "\"");
    case ExprKind::kDate:
      return out_.text("date\"" + std::string(e.text) + "\"");
    case ExprKind::kUnknownLiteral:
      return out_.text(e.flag ? "unknown?" : "unknown");
    case ExprKind::kName:
      return out_.text(e.text);
    case ExprKind::kObject:
      return object(e, in_given_);
    case ExprKind::kComprehension:
      return comprehension(e);
    case ExprKind::kTypeSet:
      return types(e.types);
    case ExprKind::kPostfix:
      return postfix(e);
    case ExprKind::kCompare:
      return compare(e);
    case ExprKind::kIs:
      return is_test(e);
    case ExprKind::kAnd:
      return chain(e, "and ", kOperand, kOperand);
    case ExprKind::kOr:
      return chain(e, "or ", kOperand, kOperand);
    case ExprKind::kQuantifier:
      return quantifier(e);
    case ExprKind::kIf:
      return if_expr(e);
    case ExprKind::kMatch:
      return match(e);
    default:
      return operators(e, level_of(e));
  }
}

/// Lists, calls, counts, arithmetic and the two prefix operators.
void TreeWriter::operators(const Expr& e, int level) {
  const auto begin = [&e](std::size_t i) { return e.kids[i]->span.begin; };
  const auto item = [this, &e](std::size_t i) { expr(*e.kids[i], kAny); };
  if (e.kind == ExprKind::kList) return items("[", "]", e.kids.size(), e.span.end, begin, item);
  if (e.kind == ExprKind::kCall) {
    for (std::size_t i = 0; i < e.names.size(); ++i) {
      out_.text((i > 0 ? "." : "") + std::string(e.names[i].text));
    }
    return items("(", ")", e.kids.size(), e.span.end, begin, item);
  }
  if (e.kind == ExprKind::kCount) {
    out_.text("count(");
    clause(e.clauses[0]);
    return out_.text(")");
  }
  if (e.kind == ExprKind::kNegate) {
    const bool number = e.kids[0]->kind == ExprKind::kNumber;
    out_.text("-");
    return number ? in_parens(*e.kids[0]) : expr(*e.kids[0], kUnary);
  }
  if (e.kind == ExprKind::kNot) {
    out_.text("not ");
    return operand_of_and_or(*e.kids[0]);
  }
  chain(e, e.kind == ExprKind::kCoalesce ? "?? " : "", level + 1, level + 1);
}

/// `a and b and c`: broken before each operator.
void TreeWriter::chain(const Expr& e, std::string_view word, int first, int rest) {
  const bool logic = e.kind == ExprKind::kAnd || e.kind == ExprKind::kOr;
  const auto operand = [this, logic](const Expr& kid, int level) {
    if (logic) return operand_of_and_or(kid);
    expr(kid, level);
  };
  out_.begin_group();
  operand(*e.kids[0], first);
  out_.begin_indent();
  for (std::size_t i = 1; i < e.kids.size(); ++i) {
    trailing_comments(e.kids[i]->span.begin);
    out_.line();
    own_comments(e.kids[i]->span.begin);
    out_.text(word);
    if (!e.operators.empty()) out_.text(std::string(1, e.operators[i - 1]) + " ");
    operand(*e.kids[i], rest);
  }
  out_.end_indent();
  out_.end_group();
}

void TreeWriter::operand_of_and_or(const Expr& e) {
  if (level_of(e) < kOperand || level_of(e) == kCoalesced || is_open_ended(e)) {
    in_parens(e);
  } else {
    bare(e);
  }
}

void TreeWriter::compare(const Expr& e) {
  const auto side = [this](const Expr& kid) { expr(kid, kSummed); };
  if (file_ != nullptr && e.kids[1]->multi_line) {
    side(*e.kids[0]);
    out_.text(" " + std::string(sign_of(e.compare)) + " ");
    return side(*e.kids[1]);
  }
  out_.begin_group();
  side(*e.kids[0]);
  out_.begin_indent();
  trailing_comments(e.op_span.begin);
  out_.line();
  out_.text(std::string(sign_of(e.compare)) + " ");
  side(*e.kids[1]);
  out_.end_indent();
  out_.end_group();
}

void TreeWriter::is_test(const Expr& e) {
  expr(*e.kids[0], kSummed);
  out_.text(e.flag ? " is not " : " is ");
  out_.text(e.types.empty() ? e.names[0].text : e.types[0].text);
}

void TreeWriter::postfix(const Expr& e) {
  expr(*e.kids[0], kPrimary);
  for (const PostOp& op : e.ops) post_op(op);
}

void TreeWriter::post_op(const PostOp& op) {
  const auto name = [this, &op] {
    if (op.quoted) {
      quoted(op.name.text);
    } else {
      key(op.name.text);
    }
  };
  switch (op.kind) {
    case PostOp::Kind::kProperty:
      out_.text(".");
      return name();
    case PostOp::Kind::kFollow:
      out_.text("->");
      return name();
    case PostOp::Kind::kFollowType:
      return out_.text("->" + std::string(op.type.text));
    case PostOp::Kind::kReverse:
      out_.text("<-" + std::string(op.type.text) + ".");
      return name();
    case PostOp::Kind::kSplat:
      return out_.text("[*]");
    case PostOp::Kind::kAttribute:
      return out_.text("@" + std::string(op.name.text));
    case PostOp::Kind::kIndex:
      break;
  }
  out_.text("[");
  expr(*op.index, kAny);
  out_.text("]");
}

void TreeWriter::items(std::string_view open, std::string_view close, std::size_t count, At end,
                       const std::function<At(std::size_t)>& begin,
                       const std::function<void(std::size_t)>& item) {
  out_.text(open);
  if (count == 0) return out_.text(close);
  out_.begin_group();
  out_.begin_indent();
  for (std::size_t i = 0; i < count; ++i) {
    trailing_comments(begin(i));
    if (i == 0) {
      out_.soft();
    } else {
      out_.line();
    }
    own_comments(begin(i));
    item(i);
    if (i + 1 < count) out_.text(",");
  }
  comments_at_end(end);
  out_.end_indent();
  out_.soft();
  out_.end_group();
  out_.text(close);
}

void TreeWriter::object(const Expr& e, bool spaced) {
  if (e.kids.empty()) return out_.text("{}");
  const bool pad = spaced && file_ != nullptr;
  out_.text("{");
  out_.begin_group();
  out_.begin_indent();
  for (std::size_t i = 0; i < e.kids.size(); ++i) {
    const At begin = e.names[i].span.begin;
    trailing_comments(begin);
    if (i > 0 || pad) {
      out_.line();
    } else {
      out_.soft();
    }
    own_comments(begin);
    key(e.names[i].text);
    out_.text(": ");
    expr(*e.kids[i], kAny);
    if (i + 1 < e.kids.size()) out_.text(",");
  }
  comments_at_end(e.span.end);
  out_.end_indent();
  if (pad) {
    out_.line();
  } else {
    out_.soft();
  }
  out_.end_group();
  out_.text("}");
}

/// As many clauses on a line as fit.
void TreeWriter::comprehension(const Expr& e) {
  out_.text("[");
  expr(*e.kids[0], kAny);
  out_.begin_indent();
  for (const syntax::Clause& c : e.clauses) {
    out_.begin_group();
    trailing_comments(c.span.begin);
    out_.line();
    out_.text("for ");
    clause(c);
    out_.end_group();
  }
  out_.end_indent();
  out_.text("]");
}

void TreeWriter::clause(const syntax::Clause& c) {
  out_.text(c.first.text);
  if (!c.second.text.empty()) out_.text(", " + std::string(c.second.text));
  out_.text(" in ");
  expr(*c.domain, kComparison);
  if (c.where == nullptr) return;
  out_.begin_group();
  out_.begin_indent();
  trailing_comments(c.where->span.begin);
  out_.line();
  out_.text("where ");
  if (is_open_ended(*c.where)) {
    in_parens(*c.where);
  } else {
    expr(*c.where, kAny);
  }
  out_.end_indent();
  out_.end_group();
}

void TreeWriter::quantifier(const Expr& e) {
  constexpr auto kWords = std::to_array<std::string_view>({"every ", "some ", "no "});
  out_.begin_group();
  out_.text(kWords.at(static_cast<std::size_t>(e.quantifier)));
  clause(e.clauses[0]);
  out_.text(" :");
  out_.begin_indent();
  const At body = e.kids[0]->span.begin;
  trailing_comments(body);
  out_.line();
  own_comments(body);
  expr(*e.kids[0], kAny);
  out_.end_indent();
  out_.end_group();
}

void TreeWriter::if_expr(const Expr& e) {
  constexpr auto kWords = std::to_array<std::string_view>({"if ", "then ", "else "});
  out_.begin_group();
  for (std::size_t i = 0; i < kWords.size(); ++i) {
    const At begin = e.kids[i]->span.begin;
    if (i == 1) out_.begin_indent();
    if (i > 0) {
      trailing_comments(begin);
      out_.line();
      own_comments(begin);
    }
    out_.text(kWords.at(i));
    expr(*e.kids[i], kAny);
  }
  out_.end_indent();
  out_.end_group();
}

void TreeWriter::match(const Expr& e) {
  const bool lines = file_ != nullptr && e.arms.size() > 1;
  out_.text("match ");
  expr(*e.kids[0], kComparison);
  out_.text(" {");
  out_.begin_group();
  out_.begin_indent();
  for (std::size_t i = 0; i < e.arms.size(); ++i) {
    const syntax::Arm& arm = e.arms[i];
    if (lines) {
      new_line(arm.span.begin, true);
    } else {
      trailing_comments(arm.span.begin);
      out_.line();
    }
    if (arm.pattern == syntax::Arm::Pattern::kType) out_.text(arm.type.text);
    if (arm.pattern == syntax::Arm::Pattern::kDefault) out_.text("_");
    if (arm.pattern == syntax::Arm::Pattern::kLiteral) expr(*arm.literal, kPrimary - 1);
    value_behind(" =>", *arm.value, i + 1 < e.arms.size() ? "," : "");
  }
  comments_at_end(e.span.end);
  out_.end_indent();
  out_.line();
  out_.end_group();
  out_.text("}");
}

void TreeWriter::types(std::span<const syntax::ResType> types) {
  out_.text(types[0].text);
  out_.begin_indent();
  for (std::size_t i = 1; i < types.size(); ++i) {
    out_.begin_group();
    trailing_comments(types[i].span.begin);
    out_.line();
    out_.text("| " + std::string(types[i].text));
    out_.end_group();
  }
  out_.end_indent();
}

void TreeWriter::assigned(const Expr& e) { value_behind(" =", e, ""); }

void TreeWriter::value_behind(std::string_view sign, const Expr& e, std::string_view end) {
  const bool brackets = e.kind == ExprKind::kMatch || e.kind == ExprKind::kObject ||
                        e.kind == ExprKind::kList || e.kind == ExprKind::kIf;
  const bool text = e.kind == ExprKind::kString && e.multi_line;
  out_.text(sign);
  trailing_comments(e.span.begin);
  if (brackets || text) {
    out_.text(" ");
    expr(e, kAny);
    return out_.text(end);
  }
  out_.begin_group();
  out_.begin_indent();
  out_.line();
  own_comments(e.span.begin);
  expr(e, kAny);
  out_.text(end);
  out_.end_indent();
  out_.end_group();
}

}  // namespace cordon::format
