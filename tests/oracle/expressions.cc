// One function for each kind of expression (language 3.4 to 3.12, 4.2). Test: oracle_test.cc.
#include <cmath>

#include "machine.h"

namespace cordon::oracle {

using syntax::CompareOp;
using syntax::Expr;
using syntax::ExprKind;

Ev Machine::eval(const Expr& e) {
  switch (e.kind) {
    case ExprKind::kNull:
    case ExprKind::kBool:
    case ExprKind::kNumber:
      return {e.literal.at_place(0), {}};
    case ExprKind::kString:
      return text(e);
    case ExprKind::kCidr:
      return {network_node(Kind::kCidr, e.text, 0), {}};
    case ExprKind::kIp:
      return {network_node(Kind::kIp, e.text, 0), {}};
    case ExprKind::kDate:
      return {date_node(e.text, 0), {}};
    case ExprKind::kRegex:
    case ExprKind::kUnknownLiteral:
      return plain(error("V0101", "no value here", 0));
    case ExprKind::kList: {
      Ev out;
      std::vector<Member> members;
      for (const Expr* kid : e.kids) {
        const Ev x = eval(*kid);
        out.proof.add_facts(x.proof);
        members.push_back({Node(), x.v, Node::boolean(true), x.proof, {}});
      }
      out.v = list_node(members, Node());
      return out;
    }
    case ExprKind::kComprehension:
      return comprehension(e);
    case ExprKind::kObject:
      return object(e);
    case ExprKind::kName:
      return name(e);
    case ExprKind::kCall:
      return call(e);
    case ExprKind::kCount:
      return count(e);
    case ExprKind::kTypeSet:
      return {type_set(e.types), {}};
    case ExprKind::kPostfix:
      return path(e);
    case ExprKind::kNegate: {
      const Ev v = eval(*e.kids[0]);
      return apply({&v, 1}, [this](std::span<const Node> n) { return minus(n[0]); });
    }
    case ExprKind::kProduct:
    case ExprKind::kSum:
      return arithmetic(e);
    case ExprKind::kCoalesce:
      return coalesce(e);
    case ExprKind::kCompare:
      return compare(e);
    case ExprKind::kIs:
      return is_test(e);
    case ExprKind::kNot: {
      Ev t = truth(*e.kids[0]);
      t.v = negate(t.v);
      return t;
    }
    case ExprKind::kAnd:
      return connective(e, Truth::kF);
    case ExprKind::kOr:
      return connective(e, Truth::kT);
    case ExprKind::kQuantifier:
      return quantifier(e);
    case ExprKind::kIf:
      return if_else(e);
    case ExprKind::kMatch:
      return match(e);
  }
  return {};
}

/// A text with holes is put together from left to right.
Ev Machine::text(const Expr& e) {
  if (e.kids.empty()) return {Node::string(e.pieces.empty() ? e.text : e.pieces[0]), {}};
  Ev out{Node::string(e.pieces[0]), {}};
  for (std::size_t i = 0; i < e.kids.size(); ++i) {
    out = joined(out, eval(*e.kids[i]));
    out = joined(out, {Node::string(e.pieces[i + 1]), {}});
  }
  return out;
}

Ev Machine::joined(const Ev& before, const Ev& hole) {
  const std::array<Ev, 2> both{before, hole};
  Ev out = apply(both, [this](std::span<const Node> n) { return joined(n[0], n[1]); });
  // A value that is no text is at fault itself, not what stands before it.
  const bool fresh = !before.v.is(Kind::kError) && !hole.v.is(Kind::kError);
  if (out.v.is(Kind::kError) && fresh) out.proof.causes = {cause_of(out.v)};
  return out;
}

/// A hole that is no scalar is E, whatever stands beside it; else the text is strict. One that is
/// not known keeps what is known of it, if it can be nothing but a text.
Node Machine::joined(const Node& before, const Node& hole) {
  const std::array<Node, 2> both{before, hole};
  if (before.is(Kind::kError)) return before;
  if (hole.is_list() || hole.is_object() || hole.is(Kind::kResource)) return wrong_kind(hole);
  const auto scalar = [](const Node& v) {
    return surely(v, {Expect::kBool, Expect::kNumber, Expect::kString});
  };
  const auto open = [](const Node& v) { return kind_of(v) == Kind::kUnknown; };
  if (const Node* bad = worst(both); bad != nullptr && !open(*bad)) {
    const bool missing = kind_of(*bad) == Kind::kMissing;
    for (const Node& v : both) {
      if (missing && open(v) && !scalar(v)) return derive(v);
    }
    return derive(*bad);
  }
  if (kind_of(before) == Kind::kMissing || kind_of(hole) == Kind::kMissing)
    return derive(*worst(both));
  return joined_text(before, hole);
}

/// Of two pieces that are scalars, references or not known.
Node Machine::joined_text(const Node& before, const Node& hole) {
  const std::array<Node, 2> both{before, hole};
  Unknown u;
  bool open = false;
  At at = 0;
  bool loose = false;  // something may be absent or no text, and then nothing is certain
  std::string all;
  std::vector<Part> parts;
  for (const Node& v : both) {
    if (!v.is(Kind::kUnknown) && !v.is(Kind::kReference)) {
      const std::string text = scalar_text(v);
      all += text;
      parts.push_back({store_.arena.copy(text), 0});
      continue;
    }
    const Node why =
        v.is(Kind::kReference) ? unknown("the id of the resource is not known", v.at) : v;
    if (!open && why.unknown != nullptr) u.cause = why.unknown->cause;
    if (!open) at = v.at;
    open = true;
    const bool sure =
        v.is(Kind::kReference) || (why.unknown != nullptr && why.unknown->written &&
                                   surely(v, {Expect::kBool, Expect::kNumber, Expect::kString}));
    loose = loose || !sure;
    const bool has_parts = why.unknown != nullptr && !why.unknown->parts.empty();
    const std::uint32_t symbol = why.unknown == nullptr ? 0 : why.unknown->symbol;
    if (has_parts) parts.insert(parts.end(), why.unknown->parts.begin(), why.unknown->parts.end());
    if (!has_parts) parts.push_back({{}, symbol != 0 ? symbol : fresh_symbol()});
  }
  if (!open) return sensitive_like(store_.string(all), both);
  if (loose) return sensitive_like(computed(u, at), both);
  u.expect = Expect::kString;
  u.written = true;
  u.parts = store_.arena.copy(std::span<const Part>(parts));
  return sensitive_like(store_.unknown(u, at), both);
}

Ev Machine::name(const Expr& e) {
  using Of = syntax::Resolved::Kind;
  if (e.resolved.kind == Of::kLocal) return (*frame_)[e.resolved.index];
  if (e.resolved.kind == Of::kParam) return parameter(*e.resolved.decl);
  const syntax::Decl& decl = *e.resolved.decl;
  if (const auto it = constants_.find(&decl); it != constants_.end()) return it->second;
  Frame own(decl.slots);
  Frame* const before = std::exchange(frame_, &own);
  Ev value = eval(*decl.value);
  frame_ = before;
  value.proof.facts.clear();
  return constants_[&decl] = value;
}

Ev Machine::call(const Expr& e) {
  std::vector<Ev> args;
  for (const Expr* kid : e.kids) args.push_back(eval(*kid));
  if (e.resolved.kind == syntax::Resolved::Kind::kBuiltin) {
    return builtin(static_cast<Builtin>(e.resolved.index), std::move(args));
  }
  return call_function(*e.resolved.decl, std::move(args));
}

Ev Machine::call_function(const syntax::Decl& fn, std::vector<Ev> args) {
  Frame own(fn.slots);
  for (std::size_t i = 0; i < args.size(); ++i) own[fn.args[i].slot] = std::move(args[i]);
  Frame* const before = std::exchange(frame_, &own);
  for (const syntax::Stmt* let : fn.lets) own[let->slot] = eval(*let->expr);
  Ev out = eval(*fn.result);
  frame_ = before;
  return out;
}

Ev Machine::object(const Expr& e) {
  Ev out;
  std::vector<Symbol> keys;
  std::vector<Node> members;
  for (std::size_t i = 0; i < e.kids.size(); ++i) {
    const Ev x = eval(*e.kids[i]);
    out.proof.add_facts(x.proof);
    keys.push_back(store_.symbols.intern(e.names[i].text));
    members.push_back(x.v);
  }
  out.v = store_.object(keys, members);
  return out;
}

Node Machine::minus(const Node& v) {
  if (v.indeterminate()) return derive(v);
  if (!v.is_number()) return wrong_kind(v);
  if (v.is(Kind::kReal)) return Node::real(-v.d);
  if (!v.is(Kind::kInt) || v.i == INT64_MIN)
    return error("V0104", "the number is out of range", v.at);
  return Node::integer(-v.i);
}

Node Machine::calculate(char op, const Node& a, const Node& b) {
  const std::array<Node, 2> both{a, b};
  if (const Node* bad = worst(both); bad != nullptr) return derive(*bad);
  const std::array<Node, 2> turned{b, a};
  if (!a.is_number()) return wrong_kind(both);
  if (!b.is_number()) return wrong_kind(turned);
  const Node range = error("V0104", "the number is out of range", place_of(both));
  for (const Node& v : both) {
    if (v.is(Kind::kUint) || v.is(Kind::kBignum)) return range;
  }
  if (a.is(Kind::kInt) && b.is(Kind::kInt)) {
    std::int64_t out = 0;
    bool over = false;
    if (op == '%') {
      if (b.i == 0) return error("V0105", "modulo by zero", place_of(turned));
      if (b.i == -1) return Node::integer(0);
      out = a.i % b.i;
      if (out != 0 && (out < 0) != (b.i < 0)) out += b.i;
    } else if (op == '*') {
      over = __builtin_mul_overflow(a.i, b.i, &out);
    } else {
      over = op == '+' ? __builtin_add_overflow(a.i, b.i, &out)
                       : __builtin_sub_overflow(a.i, b.i, &out);
    }
    return over ? range : Node::integer(out);
  }
  if (op == '%') return wrong_kind(both);
  const auto real = [](const Node& v) {
    return v.is(Kind::kReal) ? v.d : static_cast<double>(v.i);
  };
  const double x = real(a);
  const double y = real(b);
  const double out = op == '*' ? x * y : op == '+' ? x + y : x - y;
  return std::isfinite(out) ? Node::real(out) : range;
}

Ev Machine::arithmetic(const Expr& e) {
  Ev out = eval(*e.kids[0]);
  for (std::size_t i = 1; i < e.kids.size(); ++i) {
    const char op = e.operators[i - 1];
    const std::array<Ev, 2> both{out, eval(*e.kids[i])};
    out = apply(both, [this, op](std::span<const Node> n) {
      return sensitive_like(calculate(op, n[0], n[1]), n);
    });
  }
  return out;
}

/// `a ?? b`: b where a is M or null, in each branch of a choice.
/// What may be absent may be replaced by what is broken.
Node Machine::perhaps_replaced(const Node& v) {
  if (v.is(Kind::kChoice)) {
    const Node then = perhaps_replaced(v.choice->then);
    return make_choice(*v.choice, then, perhaps_replaced(v.choice->otherwise), v.at);
  }
  const bool written = v.is(Kind::kUnknown) && v.unknown != nullptr && v.unknown->written;
  return written ? v : computed(v);
}

Ev Machine::coalesce(const Expr& e) {
  Ev out = eval(*e.kids[0]);
  const auto absent = [](const Node& n) {
    return kind_of(n) == Kind::kMissing || n.is(Kind::kNull);
  };
  for (std::size_t i = 1; i < e.kids.size(); ++i) {
    std::vector<Node> branches;
    leaves(out.v, branches);
    if (std::none_of(branches.begin(), branches.end(), absent)) {
      out.v = perhaps_replaced(out.v);
      return out;
    }
    Ev next = eval(*e.kids[i]);
    const std::function<Node(const Node&)> replace = [&](const Node& n) {
      if (!n.is(Kind::kChoice)) return absent(n) ? next.v : perhaps_replaced(n);
      return make_choice(*n.choice, replace(n.choice->then), replace(n.choice->otherwise), n.at);
    };
    Proof proof = out.proof;
    proof.causes.clear();
    out.v = replace(out.v);
    proof.add_facts(next.proof);
    if (out.v.indeterminate())
      proof.causes = branches.size() == 1 ? next.proof.causes : std::vector{cause_of(out.v)};
    out.proof = proof;
  }
  return out;
}

Ev Machine::compare(const Expr& e) {
  const CompareOp op = e.compare;
  std::vector<Ev> operands{eval(*e.kids[0])};
  if (e.kids[1]->kind == ExprKind::kRegex) {
    const std::string_view pattern = e.kids[1]->text;
    return apply(operands, [&](std::span<const Node> n) {
      return op == CompareOp::kMatches ? matches(n[0], pattern) : contains_regex(n[0], pattern);
    });
  }
  operands.push_back(eval(*e.kids[1]));
  return apply(operands, [&](std::span<const Node> n) -> Node {
    switch (op) {
      case CompareOp::kEq:
        return equal(n[0], n[1]);
      case CompareOp::kNe:
        return negate(equal(n[0], n[1]));
      case CompareOp::kLt:
      case CompareOp::kLe:
      case CompareOp::kGt:
      case CompareOp::kGe:
        return order(op, n[0], n[1]);
      case CompareOp::kIn:
        return in(n[0], n[1]);
      case CompareOp::kNotIn:
        return negate(in(n[0], n[1]));
      case CompareOp::kContains:
        return contains(n[0], n[1]);
      case CompareOp::kWithin:
        return within(n[0], n[1]);
      case CompareOp::kRefersTo:
        return refers_to(n[0], n[1]);
      case CompareOp::kMatches:
        return wrong_kind(n);
      default:
        return text_operator(op, n[0], n[1]);
    }
  });
}

Node Machine::test_word(const Node& v, std::string_view word) {
  const Kind kind = kind_of(v);
  if (word == "absent" && kind == Kind::kNull) return Node::boolean(false);
  if (word == "absent") return negate(test_word(v, "present"));
  if (word == "known") return Node::boolean(kind != Kind::kUnknown);
  if (word == "unknown") return Node::boolean(kind == Kind::kUnknown);
  if (word == "empty") return is_empty(v);
  if (kind == Kind::kError) return derive(v);
  if (kind == Kind::kMissing) return Node::boolean(false);
  if (kind == Kind::kUnknown) {
    const bool written = v.unknown != nullptr && v.unknown->written;
    return word == "present" && written ? Node::boolean(true) : derive(v);
  }
  if (word == "present") return Node::boolean(!v.has(kFromDefault));
  if (word == "null") return Node::boolean(kind == Kind::kNull);
  if (word == "bool") return Node::boolean(v.is_bool());
  if (word == "int") return Node::boolean(v.is_number() && kind != Kind::kReal);
  if (word == "number") return Node::boolean(v.is_number());
  if (word == "string") return Node::boolean(kind == Kind::kString);
  if (word == "list") return Node::boolean(v.is_list());
  if (word == "object") return Node::boolean(v.is_object());
  if (word == "reference") return Node::boolean(kind == Kind::kReference);
  if (word == "cidr") return Node::boolean(kind == Kind::kCidr);
  if (word == "ip") return Node::boolean(kind == Kind::kIp);
  if (word == "date") return Node::boolean(kind == Kind::kDate);
  return Node::boolean(false);  // time, duration, semver: nothing makes one in this version
}

Ev Machine::is_test(const Expr& e) {
  const Ev operand = eval(*e.kids[0]);
  return apply({&operand, 1}, [&](std::span<const Node> n) {
    const Node t =
        e.types.empty() ? test_word(n[0], e.names[0].text) : is_type(n[0], e.types[0].text);
    return e.flag ? negate(t) : t;
  });
}

Ev Machine::if_else(const Expr& e) {
  const Ev condition = truth(*e.kids[0]);
  if (condition.v.indeterminate()) return condition;
  const Ev branch = eval(*e.kids[condition.v.is(Kind::kTrue) ? 1 : 2]);
  Ev out{branch.v, condition.proof};
  out.proof.add_facts(branch.proof);
  out.proof.causes = branch.proof.causes;
  return out;
}

Ev Machine::match(const Expr& e) {
  const Ev subject = eval(*e.kids[0]);
  if (subject.v.is(Kind::kMissing) || subject.v.is(Kind::kError)) return subject;
  for (const syntax::Arm& arm : e.arms) {
    Ev t{Node::boolean(true), subject.proof};
    if (arm.pattern != syntax::Arm::Pattern::kDefault) {
      const Ev literal = arm.literal == nullptr ? Ev{} : eval(*arm.literal);
      t = apply({&subject, 1}, [&](std::span<const Node> n) {
        return arm.literal == nullptr ? is_type(n[0], arm.type.text) : equal(n[0], literal.v);
      });
    }
    if (t.v.is(Kind::kFalse)) continue;
    if (t.v.indeterminate()) return t;
    const Ev branch = eval(*arm.value);
    Ev out{branch.v, subject.proof};
    out.proof.add_facts(branch.proof);
    out.proof.causes = branch.proof.causes;
    return out;
  }
  Ev out{wrong_kind(subject.v), subject.proof};
  out.proof.causes = {own_cause(out.v, {&subject.v, 1})};
  return out;
}

}  // namespace cordon::oracle
