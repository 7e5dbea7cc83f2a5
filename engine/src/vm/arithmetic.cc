// Arithmetic: 64-bit integers are exact or an error, reals are IEEE 754 doubles that are finite or
// an error. Tests: tests/oracle (differential), tests/conformance.
#include <cmath>

#include "vm/choices.h"
#include "vm/operators.h"

namespace cordon::vm {
namespace {

Node out_of_range(Env& env, const Node& a) {
  return env.error("V0104", "the number is out of range", a.at);
}

Node integer_arithmetic(Env& env, bytecode::Op op, const Node& a, const Node& b) {
  std::int64_t r = 0;
  bool overflow = false;
  switch (op) {
    case bytecode::Op::kAdd:
      overflow = __builtin_add_overflow(a.i, b.i, &r);
      break;
    case bytecode::Op::kSubtract:
      overflow = __builtin_sub_overflow(a.i, b.i, &r);
      break;
    case bytecode::Op::kMultiply:
      overflow = __builtin_mul_overflow(a.i, b.i, &r);
      break;
    default:
      if (b.i == 0) return env.error("V0105", "modulo by zero", b.at);
      r = b.i == -1 ? 0 : a.i % b.i;
      if (r != 0 && (r < 0) != (b.i < 0)) r += b.i;
      break;
  }
  return overflow ? out_of_range(env, a) : Node::integer(r);
}

double as_double(const Node& n) { return n.is(Kind::kReal) ? n.d : static_cast<double>(n.i); }

Node arithmetic_plain(Env& env, bytecode::Op op, const Node& a, const Node& b) {
  if (const Node worst = strict_result(env, a, b); !worst.is(Kind::kNull)) return worst;
  if (!a.is_number() || !b.is_number())
    return wrong_kind(env, "a number was expected", a.is_number() ? b : a, b);
  const auto big = [](const Node& n) { return n.is(Kind::kUint) || n.is(Kind::kBignum); };
  if (big(a) || big(b)) return out_of_range(env, big(a) ? a : b);
  if (a.is(Kind::kInt) && b.is(Kind::kInt)) return integer_arithmetic(env, op, a, b);
  if (op == bytecode::Op::kModulo)
    return wrong_kind(env, "an integer was expected", a.is(Kind::kInt) ? b : a, b);
  const double x = as_double(a);
  const double y = as_double(b);
  const double r = op == bytecode::Op::kAdd ? x + y : op == bytecode::Op::kSubtract ? x - y : x * y;
  return std::isfinite(r) ? Node::real(r) : out_of_range(env, a);
}

}  // namespace

Node arithmetic(Env& env, bytecode::Op op, const Node& a, const Node& b) {
  const Node pair[2] = {a, b};
  return over_choices(env, pair, [&](std::span<const Node> v) {
    return inherited(arithmetic_plain(env, op, v[0], v[1]), v);
  });
}

Node negated(Env& env, const Node& a) {
  return over_choices(env, {&a, 1}, [&](std::span<const Node> v) {
    if (v[0].is(Kind::kReal)) return inherited(Node::real(-v[0].d), v);
    return inherited(arithmetic_plain(env, bytecode::Op::kSubtract, Node::integer(0), v[0]), v);
  });
}

}  // namespace cordon::vm
