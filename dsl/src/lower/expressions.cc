// Expressions but paths and collections. The one idea: every expression writes its value into the
// register that its parent names, in source order, so the code reads like the text and a traced run
// can tell which operand decided. Tests: tests/oracle (differential), tests/conformance.
#include <string>

#include "lower/frame.h"
#include "value/builtins.h"
#include "value/compare.h"
#include "value/network.h"

namespace cordon::lower {

using syntax::CompareOp;
using syntax::Expr;
using syntax::ExprKind;
using syntax::Resolved;

namespace {

bool gives_truth(const Expr& e) {
  switch (e.kind) {
    case ExprKind::kBool:
    case ExprKind::kCompare:
    case ExprKind::kIs:
    case ExprKind::kNot:
    case ExprKind::kAnd:
    case ExprKind::kOr:
    case ExprKind::kQuantifier:
      return true;
    default:
      return false;
  }
}

bool is_local(const Expr& e) {
  return e.kind == ExprKind::kName && e.resolved.kind == Resolved::Kind::kLocal;
}

/// From the first operand to the i-th. Brackets are no part of an operand; the expression has its
/// last one's.
Span through(const Expr& e, std::size_t i) {
  return {e.span.begin, i + 1 == e.kids.size() ? e.span.end : e.kids[i]->span.end};
}

}  // namespace

Register Frame::operand(const Expr& e) {
  if (is_local(e)) return static_cast<Register>(e.resolved.index);
  const Register into = out_.take();
  value(e, into);
  return into;
}

void Frame::truth(const Expr& e, Register into) {
  value(e, into);
  if (!gives_truth(e)) out_.emit(Op::kTruth, e.span, into, into);
}

void Frame::value(const Expr& e, Register into) {
  const std::uint32_t mark = out_.mark();
  switch (e.kind) {
    case ExprKind::kNull:
    case ExprKind::kBool:
    case ExprKind::kNumber:
    case ExprKind::kUnknownLiteral:
    case ExprKind::kRegex:
      literal(e, into);
      break;
    case ExprKind::kString:
      text(e, into, Op::kString);
      break;
    case ExprKind::kCidr:
    case ExprKind::kIp:
    case ExprKind::kDate:
      parsed_literal(e, into);
      break;
    case ExprKind::kList:
      list(e, into);
      break;
    case ExprKind::kComprehension:
      comprehension(e.clauses, e.kids[0], e.span, into);
      break;
    case ExprKind::kObject:
      object(e, into);
      break;
    case ExprKind::kName:
      resolved_name(e, into);
      break;
    case ExprKind::kCall:
      call(e, into);
      break;
    case ExprKind::kCount: {
      const Register list = out_.take();
      comprehension(e.clauses, nullptr, e.span, list);
      out_.emit(Op::kCall, e.span, into, list, 1, static_cast<std::uint32_t>(Builtin::k_count));
      break;
    }
    case ExprKind::kTypeSet:
      out_.emit(Op::kAllOf, e.span, into, 0, 0, types_of(e.types));
      break;
    case ExprKind::kPostfix:
      path(e, into);
      break;
    case ExprKind::kNegate:
      out_.emit(Op::kNegate, e.span, into, operand(*e.kids[0]));
      break;
    case ExprKind::kProduct:
    case ExprKind::kSum:
      chain(e, into);
      break;
    case ExprKind::kCoalesce:
      coalesce(e, into);
      break;
    case ExprKind::kCompare:
      compare(e, into);
      break;
    case ExprKind::kIs:
      is(e, into);
      break;
    case ExprKind::kNot:
      truth(*e.kids[0], into);
      out_.emit(Op::kNot, e.span, into, into);
      break;
    case ExprKind::kAnd:
    case ExprKind::kOr:
      connective(e, into);
      break;
    case ExprKind::kQuantifier:
      quantifier(e, into);
      break;
    case ExprKind::kIf:
      conditional(e, into);
      break;
    case ExprKind::kMatch:
      match(e, into);
      break;
  }
  out_.release(mark);
}

void Frame::literal(const Expr& e, Register into) {
  Node node = e.literal;
  node.at = 0;
  if (node.is(Kind::kBignum))
    node = Node::string(out_.program().store->arena.copy(e.literal.text()));
  out_.emit(Op::kConst, e.span, into, 0, 0, out_.constant(node));
}

void Frame::parsed_literal(const Expr& e, Register into) {
  Arena& arena = out_.program().store->arena;
  std::string why;
  Node node = Node::null();
  Cidr parsed;
  if (e.kind == ExprKind::kDate) {
    node = Node::of(Kind::kDate);
    parse_date(e.text, node.i);
  } else if (e.kind == ExprKind::kCidr ? parse_cidr(e.text, parsed, why)
                                       : parse_ip(e.text, parsed, why)) {
    node = Node::of(e.kind == ExprKind::kCidr ? Kind::kCidr : Kind::kIp);
    node.cidr = arena.make<Cidr>(parsed);
  }
  out_.emit(Op::kConst, e.span, into, 0, 0, out_.constant(node));
}

/// "a\(x)b": the pieces are joined pairwise, `join` says how holes print.
void Frame::text(const Expr& e, Register into, Op join) {
  out_.emit(Op::kConst, e.span, into, 0, 0,
            out_.text_constant(e.pieces.empty() ? "" : e.pieces[0]));
  for (std::size_t i = 0; i < e.kids.size(); ++i) {
    const std::uint32_t mark = out_.mark();
    out_.emit(join, e.kids[i]->span, into, into, operand(*e.kids[i]));
    if (!e.pieces[i + 1].empty()) {
      const Register piece = out_.take();
      out_.emit(Op::kConst, e.span, piece, 0, 0, out_.text_constant(e.pieces[i + 1]));
      out_.emit(Op::kString, e.span, into, into, piece);
    }
    out_.release(mark);
  }
}

void Frame::message(const Expr& e, Register into) { text(e, into, Op::kMessage); }

void Frame::object(const Expr& e, Register into) {
  const auto n = static_cast<std::uint32_t>(e.kids.size());
  const Register base = out_.take(n == 0 ? 1 : n);
  Store& store = *out_.program().store;
  std::vector<Node> keys;
  for (std::uint32_t i = 0; i < n; ++i) {
    value(*e.kids[i], static_cast<Register>(base + i));
    keys.push_back(Node::string(store.arena.copy(e.names[i].text)));
  }
  out_.emit(Op::kObject, e.span, into, base, n, out_.constant(store.list(keys)));
}

void Frame::resolved_name(const Expr& e, Register into) {
  switch (e.resolved.kind) {
    case Resolved::Kind::kLocal:
      out_.emit(Op::kMove, e.span, into, e.resolved.index);
      break;
    case Resolved::Kind::kParam:
      out_.emit(Op::kParam, e.span, into, 0, 0, links_.params.at(e.resolved.decl));
      break;
    case Resolved::Kind::kConstant:
      out_.emit(Op::kFact, e.span, into, into, 0, links_.functions.at(e.resolved.decl));
      break;
    default:
      out_.emit(Op::kConst, e.span, into, 0, 0, out_.constant(Node::null()));
      break;
  }
}

void Frame::call(const Expr& e, Register into) {
  const auto n = static_cast<std::uint32_t>(e.kids.size());
  const Register base = out_.take(n == 0 ? 1 : n);
  for (std::uint32_t i = 0; i < n; ++i) value(*e.kids[i], static_cast<Register>(base + i));
  if (e.resolved.kind == Resolved::Kind::kBuiltin) {
    out_.emit(Op::kCall, e.span, into, base, n, e.resolved.index);
    return;
  }
  const bool fact = links_.is_fact.at(e.resolved.decl) && n <= 1;
  out_.emit(fact ? Op::kFact : Op::kCallFunction, e.span, into, base, n,
            links_.functions.at(e.resolved.decl));
}

void Frame::chain(const Expr& e, Register into) {
  value(*e.kids[0], into);
  for (std::size_t i = 1; i < e.kids.size(); ++i) {
    const std::uint32_t mark = out_.mark();
    const char sign = e.operators[i - 1];
    const Op op = sign == '+'   ? Op::kAdd
                  : sign == '-' ? Op::kSubtract
                  : sign == '*' ? Op::kMultiply
                                : Op::kModulo;
    out_.emit(op, through(e, i), into, into, operand(*e.kids[i]));
    out_.release(mark);
  }
}

void Frame::coalesce(const Expr& e, Register into) {
  value(*e.kids[0], into);
  std::vector<std::uint32_t> done;
  for (std::size_t i = 1; i < e.kids.size(); ++i) {
    done.push_back(out_.emit(Op::kJumpPresent, e.span, into));
    const std::uint32_t mark = out_.mark();
    out_.emit(Op::kCoalesce, through(e, i), into, into, operand(*e.kids[i]));
    out_.release(mark);
  }
  out_.land(done);
}

void Frame::compare(const Expr& e, Register into) {
  const Expr& left = *e.kids[0];
  const Expr& right = *e.kids[1];
  if (right.kind == ExprKind::kRegex) {
    const Op op = e.compare == CompareOp::kMatches ? Op::kMatches : Op::kSearch;
    out_.emit(op, e.span, into, operand(left), 0, out_.pattern(right.text));
    return;
  }
  const Register a = operand(left);
  const Register b = operand(right);
  bool negated = false;
  Op op = Op::kEqual;
  switch (e.compare) {
    case CompareOp::kNe:
      negated = true;
      [[fallthrough]];
    case CompareOp::kEq:
      break;
    case CompareOp::kLt:
    case CompareOp::kGt:
      op = Op::kLess;
      break;
    case CompareOp::kLe:
    case CompareOp::kGe:
      op = Op::kLessEqual;
      break;
    case CompareOp::kNotIn:
      negated = true;
      [[fallthrough]];
    case CompareOp::kIn:
      op = Op::kIn;
      break;
    case CompareOp::kContains:
      op = Op::kContains;
      break;
    case CompareOp::kStartsWith:
      op = Op::kStartsWith;
      break;
    case CompareOp::kEndsWith:
      op = Op::kEndsWith;
      break;
    case CompareOp::kLike:
      op = Op::kLike;
      break;
    case CompareOp::kMatches:
      op = Op::kMatches;
      break;
    case CompareOp::kWithin:
      op = Op::kWithin;
      break;
    case CompareOp::kRefersTo:
      op = Op::kRefersTo;
      break;
  }
  const bool swapped = e.compare == CompareOp::kGt || e.compare == CompareOp::kGe;
  out_.emit(op, e.span, into, swapped ? b : a, swapped ? a : b);
  if (negated) out_.emit(Op::kNot, e.span, into, into);
}

std::uint32_t Frame::types_of(std::span<const syntax::ResType> types) {
  std::string text;
  std::vector<std::string_view> written;
  for (const auto& type : types) {
    text += (text.empty() ? "" : " | ") + std::string(type.text);
    written.push_back(type.text);
  }
  return out_.type_set(text, written, links_.catalogue);
}

namespace {

bytecode::Word word_of(std::string_view text) {
  using bytecode::Word;
  static constexpr std::pair<std::string_view, Word> kWords[] = {
      {"present", Word::kPresent},     {"absent", Word::kAbsent},   {"null", Word::kNull},
      {"known", Word::kKnown},         {"unknown", Word::kUnknown}, {"empty", Word::kEmpty},
      {"bool", Word::kBool},           {"int", Word::kInt},         {"number", Word::kNumber},
      {"string", Word::kString},       {"list", Word::kList},       {"object", Word::kObject},
      {"reference", Word::kReference}, {"cidr", Word::kCidr},       {"ip", Word::kIp},
      {"date", Word::kDate},           {"time", Word::kTime},       {"duration", Word::kDuration},
      {"semver", Word::kSemver}};
  for (const auto& [word, code] : kWords) {
    if (word == text) return code;
  }
  return Word::kPresent;
}

}  // namespace

void Frame::is(const Expr& e, Register into) {
  bytecode::IsTest test;
  if (!e.types.empty()) {
    test = {bytecode::Word::kTypes, types_of(e.types)};
  } else {
    test.word = word_of(e.names[0].text);
  }
  out_.emit(Op::kIs, e.span, into, operand(*e.kids[0]), 0, out_.is_test(test));
  if (e.flag) out_.emit(Op::kNot, e.span, into, into);
}

void Frame::connective(const Expr& e, Register into) {
  const bool is_and = e.kind == ExprKind::kAnd;
  truth(*e.kids[0], into);
  std::vector<std::uint32_t> done;
  for (std::size_t i = 1; i < e.kids.size(); ++i) {
    done.push_back(out_.emit(is_and ? Op::kJumpFalse : Op::kJumpTrue, e.span, into));
    const std::uint32_t mark = out_.mark();
    const Register next = out_.take();
    truth(*e.kids[i], next);
    out_.emit(is_and ? Op::kAnd : Op::kOr, through(e, i), into, into, next);
    out_.release(mark);
  }
  out_.land(done);
}

void Frame::conditional(const Expr& e, Register into) {
  const Register condition = out_.take();
  truth(*e.kids[0], condition);
  const auto undecided = out_.emit(Op::kJumpUndecided, e.span, condition);
  const auto otherwise = out_.emit(Op::kJumpFalse, e.span, condition);
  std::vector<std::uint32_t> done;
  for (std::size_t branch = 1; branch <= 2; ++branch) {
    if (branch == 2) out_.land(otherwise);
    const std::uint32_t mark = out_.mark();
    out_.emit(Op::kPick, e.span, into, operand(*e.kids[branch]), condition);
    out_.release(mark);
    done.push_back(out_.emit(Op::kJump, e.span));
  }
  out_.land(undecided);
  out_.emit(Op::kPick, e.span, into, condition, condition);
  out_.land(done);
}

void Frame::arm_test(const syntax::Arm& arm, Register subject, Register into) {
  if (arm.pattern == syntax::Arm::Pattern::kType) {
    const std::uint32_t types = types_of({&arm.type, 1});
    out_.emit(Op::kIs, arm.span, into, subject, 0, out_.is_test({bytecode::Word::kTypes, types}));
    return;
  }
  const Register literal = out_.take();
  value(*arm.literal, literal);
  out_.emit(Op::kEqual, arm.span, into, subject, literal);
}

void Frame::match(const Expr& e, Register into) {
  const Register subject = operand(*e.kids[0]);
  const Register test = out_.take();
  std::vector<std::uint32_t> undecided;
  std::vector<std::uint32_t> done;
  // What is unknown may still be no value of an arm; what is missing or broken ends the match.
  out_.emit(Op::kIs, e.span, test, subject, 0,
            out_.is_test({bytecode::Word::kUnknown, bytecode::kNone}));
  const auto arms = out_.emit(Op::kJumpTrue, e.span, test);
  const auto hopeless = out_.emit(Op::kJumpUndecided, e.span, subject);
  out_.land(arms);
  bool covered = false;
  for (const syntax::Arm& arm : e.arms) {
    std::uint32_t next = bytecode::kNone;
    const std::uint32_t mark = out_.mark();
    if (arm.pattern == syntax::Arm::Pattern::kDefault) {
      out_.emit(Op::kPick, e.span, into, operand(*arm.value), subject);
      covered = true;
    } else {
      arm_test(arm, subject, test);
      undecided.push_back(out_.emit(Op::kJumpUndecided, arm.span, test));
      next = out_.emit(Op::kJumpFalse, arm.span, test);
      out_.emit(Op::kPick, e.span, into, operand(*arm.value), test);
    }
    out_.release(mark);
    done.push_back(out_.emit(Op::kJump, e.span));
    if (next != bytecode::kNone) out_.land(next);
    if (covered) break;
  }
  if (!covered) {
    Store& store = *out_.program().store;
    const Node none = store.error("V0101", "no arm of this `match` fits the value", 0);
    out_.emit(Op::kConst, e.span, into, 0, 0, out_.constant(none));
    done.push_back(out_.emit(Op::kJump, e.span));
  }
  out_.land(undecided);
  if (!undecided.empty()) {
    out_.emit(Op::kPick, e.span, into, test, test);
    done.push_back(out_.emit(Op::kJump, e.span));
  }
  out_.land(hopeless);
  out_.emit(Op::kPick, e.span, into, subject, subject);
  out_.land(done);
}

}  // namespace cordon::lower
