// Code of the machine. The bytes are woven into a rule and a function that are well-formed by
// construction, with the tables of a sample program; the verifier must accept that. What is left of
// the bytes changes single fields, six bytes each; then the verifier may refuse. What it accepts,
// the plain and the traced machine run with the same outcomes, unless a limit ended one of them.
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "catalogue/catalogue.h"
#include "require.h"
#include "rows/run.h"
#include "unit/bundle/samples.h"
#include "value/builtins.h"

namespace {

using namespace cordon;
using bytecode::Instr;
using bytecode::Op;
using fuzz::require;

class Bytes {
 public:
  Bytes(const std::uint8_t* data, std::size_t size) : data_(data), size_(size) {}
  std::uint8_t next() { return at_ < size_ ? data_[at_++] : 0; }
  std::size_t below(std::size_t n) { return n == 0 ? 0 : next() % n; }
  [[nodiscard]] bool empty() const { return at_ >= size_; }
  [[nodiscard]] std::size_t left() const { return size_ - at_; }

 private:
  const std::uint8_t* data_;
  std::size_t size_;
  std::size_t at_ = 0;
};

/// Writes code as lowering does: values into fresh registers, jumps forward, loops closed.
class Weaver {
 public:
  Weaver(Bytes& bytes, bytecode::Program& program) : in_(bytes), p_(program) {}

  void run() {
    p_.code.clear();
    p_.functions.clear();
    p_.requirements.clear();
    function("helper", false);
    function("rule", true);
    p_.spans.assign(p_.code.size(), {});
    p_.chain_starts.assign(p_.code.size(), bytecode::ChainStart::kInside);
    p_.environment = p_.sensitive = bytecode::kNone;
    p_.tests.clear();
    std::uint32_t types = 0;
    while (types + 1 < p_.type_sets.size() && p_.type_sets[types].text != "AWS::EC2::VPC") ++types;
    p_.rules = {{1, types}};
    p_.infos.resize(1);
  }

 private:
  void function(const char* name, bool is_rule) {
    bytecode::Function f;
    f.name = name;
    f.first = here();
    f.parameters = 1;
    f.is_rule = is_rule;
    next_ = highest_ = 1;
    budget_ = 60;
    if (is_rule) {
      statements(0);
      emit(Op::kEnd, 0, 0, 0, 0);
    } else {
      emit(Op::kReturn, value(0), 0, 0, 0);
    }
    f.end = here();
    f.registers = highest_;
    p_.functions.push_back(f);
  }

  [[nodiscard]] std::uint32_t here() const { return static_cast<std::uint32_t>(p_.code.size()); }
  std::uint32_t emit(Op op, std::size_t a, std::size_t b, std::size_t c, std::size_t x) {
    p_.code.push_back({op, static_cast<std::uint8_t>(a), static_cast<std::uint8_t>(b),
                       static_cast<std::uint8_t>(c), static_cast<std::uint32_t>(x)});
    return here() - 1;
  }
  void land(std::uint32_t jump) { p_.code[jump].x = here(); }
  std::uint32_t take(std::uint32_t n = 1) {
    const std::uint32_t first = next_;
    next_ += n;
    highest_ = std::max(highest_, next_);
    return first;
  }

  void statements(int depth) {
    for (std::size_t n = 1 + in_.below(4); n > 0; --n) {
      switch (depth > 3 ? 0 : in_.below(4)) {
        case 1:
          guard(depth);
          break;
        case 2:
          each(depth);
          break;
        default:
          requirement();
          break;
      }
    }
  }

  void requirement() {
    const std::uint32_t condition = truth();
    const bool message = in_.below(2) == 1;
    const auto id = p_.requirements.size();
    p_.requirements.push_back({{}, 0, message});
    emit(Op::kRequire, condition, 0, 0, id);
    if (message) emit(Op::kSay, text(Op::kMessage, 1), 0, 0, 0);
    p_.requirements[id].after = here();
  }

  void guard(int depth) {
    const std::uint32_t jump = emit(Op::kGuard, truth(), 0, 0, 0);
    statements(depth + 1);
    emit(Op::kEndGuard, 0, 0, 0, 0);
    land(jump);
  }

  std::uint32_t domain(int depth) {
    const std::uint32_t from = value(depth);
    const std::uint32_t into = take();
    emit(Op::kDomain, into, from, 0, 0);
    return into;
  }

  template <class F>
  void loop(std::uint32_t over, unsigned flags, F body) {
    const std::uint32_t block = take(3);
    const std::uint32_t start = emit(Op::kFor, block, over, flags | in_.below(2), 0);
    members_.push_back(block);
    body(block);
    members_.pop_back();
    emit(Op::kNext, 0, 0, 0, start + 1);
    land(start);
  }

  void each(int depth) {
    const std::uint32_t over = domain(depth);
    const auto id = p_.requirements.size();
    p_.requirements.push_back({{}, here() + 1, false});
    emit(Op::kRequireDomain, over, 0, 0, id);
    loop(over, bytecode::kForStatement, [&](std::uint32_t block) {
      const std::uint32_t jump = emit(Op::kGuard, block + 1, 0, 0, 0);
      statements(depth + 1);
      emit(Op::kEndGuard, 0, 0, 0, 0);
      land(jump);
    });
  }

  std::uint32_t truth() {
    const std::uint32_t from = value(0);
    const std::uint32_t into = take();
    emit(Op::kTruth, into, from, 0, 0);
    return into;
  }

  std::uint32_t text(Op join, int depth) {
    std::size_t constant = in_.below(p_.constants.size());
    while (!p_.constants[constant].is(Kind::kString))
      constant = (constant + 1) % p_.constants.size();
    const std::uint32_t into = take();
    emit(Op::kConst, into, 0, 0, constant);
    emit(join, into, into, value(depth + 1), 0);
    return into;
  }

  std::uint32_t leaf() {
    if (!members_.empty() && in_.below(2) == 1) return members_[in_.below(members_.size())];
    if (in_.below(3) == 1) return 0;
    const std::uint32_t into = take();
    if (in_.below(4) == 1) {
      emit(Op::kParam, into, 0, 0, in_.below(p_.parameters.size()));
    } else {
      emit(Op::kConst, into, 0, 0, in_.below(p_.constants.size()));
    }
    return into;
  }

  std::uint32_t value(int depth) {
    if (depth > 4 || next_ > 150 || budget_ == 0 || in_.empty()) return leaf();
    --budget_;
    switch (in_.below(12)) {
      case 0:
        return leaf();
      case 1:
        return reading(depth);
      case 2:
        return binary(depth);
      case 3:
        return unary(depth);
      case 4:
        return comprehension(depth);
      case 5:
        return quantifier(depth);
      case 6:
        return conditional(depth);
      case 7:
        return call(depth);
      case 8:
        return text(Op::kString, depth);
      case 9:
        return coalesce(depth);
      case 10:
        return set_of_types();
      default:
        return reading(depth);
    }
  }

  std::uint32_t reading(int depth) {
    const std::uint32_t from = value(depth + 1);
    const std::uint32_t into = take();
    const std::size_t map = in_.below(3);
    switch (in_.below(7)) {
      case 0:
        emit(Op::kAttribute, into, from, map, in_.below(p_.names.size()));
        break;
      case 1:
        emit(Op::kSplat, into, from, map, 0);
        break;
      case 2:
        emit(Op::kFollow, into, from, map, 0);
        break;
      case 3:
        emit(Op::kFollowType, into, from, map, in_.below(p_.type_sets.size()));
        break;
      case 4:
        emit(Op::kReverse, into, from, map, in_.below(p_.reverses.size()));
        break;
      default:
        emit(Op::kGet, into, from, map, in_.below(p_.names.size()));
        break;
    }
    return into;
  }

  std::uint32_t binary(int depth) {
    static constexpr Op kBinary[] = {Op::kAnd,       Op::kOr,       Op::kEqual,    Op::kLess,
                                     Op::kLessEqual, Op::kIn,       Op::kContains, Op::kStartsWith,
                                     Op::kEndsWith,  Op::kLike,     Op::kWithin,   Op::kRefersTo,
                                     Op::kAdd,       Op::kSubtract, Op::kMultiply, Op::kModulo,
                                     Op::kCoalesce,  Op::kPick,     Op::kIndex};
    const Op op = kBinary[in_.below(std::size(kBinary))];
    const std::uint32_t a = value(depth + 1);
    const std::uint32_t b = value(depth + 1);
    const std::uint32_t into = take();
    emit(op, into, a, b, op == Op::kIndex ? in_.below(2) : 0);
    return into;
  }

  std::uint32_t unary(int depth) {
    const std::uint32_t from = value(depth + 1);
    const std::uint32_t into = take();
    switch (in_.below(6)) {
      case 0:
        emit(Op::kNegate, into, from, 0, 0);
        break;
      case 1:
        emit(Op::kIs, into, from, 0, in_.below(p_.tests_is.size()));
        break;
      case 2:
        emit(Op::kMatches, into, from, 0, in_.below(p_.patterns.size()));
        break;
      case 3:
        emit(Op::kSearch, into, from, 0, in_.below(p_.patterns.size()));
        break;
      case 4:
        emit(Op::kMove, into, from, 0, 0);
        break;
      default:
        emit(Op::kNot, into, from, 0, 0);
        break;
    }
    return into;
  }

  std::uint32_t comprehension(int depth) {
    const std::uint32_t over = domain(depth + 1);
    const std::uint32_t list = take();
    emit(in_.below(2) == 0 ? Op::kListBegin : Op::kListNew, list, p_.code.back().a, 0, 0);
    if (p_.code.back().op == Op::kListNew) p_.code.back().b = 0;
    loop(over, 0, [&](std::uint32_t block) {
      const std::uint32_t member = value(depth + 1);
      emit(Op::kListPush, list, member, in_.below(4) == 1 ? bytecode::kCertain : block + 1, 0);
    });
    const std::uint32_t into = take();
    emit(Op::kListEnd, into, list, 0, 0);
    return into;
  }

  std::uint32_t quantifier(int depth) {
    const std::uint32_t over = domain(depth + 1);
    const std::uint32_t result = take();
    const std::size_t kind = in_.below(2);
    emit(Op::kQuantify, result, over, kind, 0);
    loop(over, 0, [&](std::uint32_t block) {
      const std::uint32_t body = value(depth + 1);
      emit(Op::kQuantifyStep, result, body, block + 1, kind);
    });
    const std::uint32_t into = take();
    emit(in_.below(2) == 0 ? Op::kMove : Op::kNot, into, result, 0, 0);
    return into;
  }

  std::uint32_t conditional(int depth) {
    static constexpr Op kJumps[] = {Op::kJumpFalse, Op::kJumpTrue, Op::kJumpUndecided,
                                    Op::kJumpPresent};
    const std::uint32_t condition = value(depth + 1);
    const std::uint32_t into = take();
    emit(Op::kMove, into, condition, 0, 0);
    const std::uint32_t jump = emit(kJumps[in_.below(4)], condition, 0, 0, 0);
    const std::uint32_t branch = value(depth + 1);
    emit(Op::kPick, into, branch, condition, 0);
    land(jump);
    return into;
  }

  std::uint32_t call(int depth) {
    const std::size_t which = in_.below(std::size(kBuiltins) + 2);
    const bool own = which >= std::size(kBuiltins);
    if (own && p_.functions.empty()) return leaf();
    const std::size_t n = own ? 1 : kBuiltins[which].min_args;
    std::vector<std::uint32_t> arguments;
    for (std::size_t i = 0; i < n; ++i) arguments.push_back(value(depth + 1));
    const std::uint32_t base = take(static_cast<std::uint32_t>(n == 0 ? 1 : n));
    for (std::size_t i = 0; i < n; ++i) emit(Op::kMove, base + i, arguments[i], 0, 0);
    const std::uint32_t into = take();
    const Op op = !own ? Op::kCall : which == std::size(kBuiltins) ? Op::kFact : Op::kCallFunction;
    emit(op, into, base, n, own ? 0 : which);
    return into;
  }

  std::uint32_t coalesce(int depth) {
    const std::uint32_t into = take();
    emit(Op::kMove, into, value(depth + 1), 0, 0);
    const std::uint32_t jump = emit(Op::kJumpPresent, into, 0, 0, 0);
    emit(Op::kCoalesce, into, into, value(depth + 1), 0);
    land(jump);
    return into;
  }

  std::uint32_t set_of_types() {
    const std::uint32_t into = take();
    emit(Op::kAllOf, into, 0, 0, in_.below(p_.type_sets.size()));
    return into;
  }

  Bytes& in_;
  bytecode::Program& p_;
  std::uint32_t next_ = 0;
  std::uint32_t highest_ = 0;
  std::uint32_t budget_ = 0;  ///< operations that a function may still have
  std::vector<std::uint32_t> members_;
};

/// Whether a function needs more registers than there are, where lowering says so.
bool too_wide(const bytecode::Program& program) {
  return std::any_of(program.functions.begin(), program.functions.end(),
                     [](const auto& f) { return f.registers > bytecode::kMaxRegisters; });
}

bool patch(Bytes& in, bytecode::Program& program) {
  bool any = false;
  while (in.left() >= 6) {
    const std::size_t at = in.next() + std::size_t{256} * in.next();
    Instr& instruction = program.code[at % program.code.size()];
    const std::uint8_t field = in.next();
    const std::uint8_t value = in.next();
    const std::uint32_t far = value + 256U * in.next();
    in.next();
    any = true;
    switch (field % 6) {
      case 0:
        instruction.op = static_cast<Op>(value % bytecode::kOpCount);
        break;
      case 1:
        instruction.a = value;
        break;
      case 2:
        instruction.b = value;
        break;
      case 3:
        instruction.c = value;
        break;
      case 4:
        instruction.x = far;
        break;
      default:
        std::swap(instruction, program.code[far % program.code.size()]);
        break;
    }
  }
  return any;
}

/// Both machines over all subjects.
class Pair {
 public:
  explicit Pair(const bytecode::Program& program)
      : program_(program), inventory_(store_, *program.catalogue, {}), env_(inventory_, limits()) {
    inventory_.add("first.json", cordon::test::document(), true);
    linked_ = vm::link(env_, program);
    vm::speed_up(env_, linked_);
    for (const auto& p : program.parameters)
      linked_.parameters.push_back(
          vm::copy_value(store_, *program.store, p.value, vm::kWithoutPlaces));
  }

  void run() {
    vm::FactMemo memo;
    vm::FactMemo other;
    vm::Machine<false> plain(env_, linked_, memo);
    vm::Machine<true> traced(env_, linked_, other);
    const auto& types = linked_.types[program_.rules[0].types].types;
    for (const Symbol type : types) {
      for (const ResourceId id : inventory_.of_type(type)) {
        const vm::RawRow a = plain.run_rule(0, id);
        const vm::RawRow b = traced.run_rule(0, id);
        env_.row_memory.clear();
        if (!limited(a) && !limited(b)) compare(a, b);
      }
    }
  }

 private:
  static EvaluationLimits limits() {
    EvaluationLimits limits;
    limits.fuel_per_row = 4'000;
    limits.max_memory = std::size_t{16} << 20;
    return limits;
  }

  static bool limited(const vm::RawRow& row) {
    bool any = row.limit;
    for (const auto& r : row.requirements) {
      for (const auto& cause : r.causes) any = any || cause.code.starts_with("L02");
    }
    return any;
  }

  static void compare(const vm::RawRow& a, const vm::RawRow& b) {
    require(a.reached == b.reached && a.where_false == b.where_false);
    require(a.requirements.size() == b.requirements.size());
    for (std::size_t i = 0; i < a.requirements.size(); ++i) {
      require(a.requirements[i].status == b.requirements[i].status);
      require(a.requirements[i].requirement == b.requirements[i].requirement);
    }
  }

  const bytecode::Program& program_;
  Store store_;
  Inventory inventory_;
  vm::Env env_;
  vm::Linked linked_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Program kSample = cordon::test::sample();
  bytecode::Program program = kSample.code();
  Bytes bytes(data, size);
  Weaver(bytes, program).run();
  if (too_wide(program)) return 0;
  require(bytecode::verify(program).empty());
  if (patch(bytes, program) && !bytecode::verify(program).empty()) return 0;
  Pair(program).run();
  return 0;
}
