// Structural verification of code, in the manner of eBPF and the JVM: one forward pass suffices,
// since every jump but that of kNext leads forward, and what a loop's body may change is forgotten
// before its first instruction. Types matter only where the machine takes them for granted: texts
// that are joined, the domain of a loop, the accumulator of a quantifier. Whatever else does not
// fit at run time is the error value. Tests: tests/unit/vm/verify_test.cc, tests/unit/bundle.
#include <bitset>
#include <string>
#include <vector>

#include "bytecode/verify_parts.h"
#include "value/builtins.h"

namespace cordon::bytecode {
namespace {

constexpr std::uint32_t kMaxLoops = 32;

using Registers = std::bitset<256>;

/// What is certain of the registers on every path to an instruction.
struct State {
  Registers written;
  Registers text;         ///< a string, an indeterminate or a choice of such: its text can be read
  Registers domain;       ///< what kDomain gives: a list, an object or an indeterminate
  Registers every, some;  ///< an accumulator that kQuantify opened
  std::uint32_t loop = kNone;  ///< kFor of the innermost open loop
  std::uint32_t lists = 0;
  std::uint32_t guards = 0;

  void meet(const State& other) {
    written &= other.written;
    text &= other.text;
    domain &= other.domain;
    every &= other.every;
    some &= other.some;
  }
  void forget(const Registers& changed) {
    text &= ~changed;
    domain &= ~changed;
    every &= ~changed;
    some &= ~changed;
  }
  void write(std::uint32_t r) {
    written.set(r);
    text.reset(r);
    domain.reset(r);
    every.reset(r);
    some.reset(r);
  }
  [[nodiscard]] bool meets(const State& other) const {
    return loop == other.loop && lists == other.lists && guards == other.guards;
  }
};

/// How a loop was entered.
struct LoopHead {
  std::uint32_t outer = kNone;  ///< kFor of the loop around it
  std::uint32_t depth = 0;
  std::uint32_t lists = 0;
  std::uint32_t guards = 0;
};

const OpInfo& info(const Instr& in) { return kOps[static_cast<std::size_t>(in.op)]; }

bool is_call(Op op) { return op == Op::kCall || op == Op::kCallFunction || op == Op::kFact; }

/// Instructions that change the row: a function that is called as a fact must not have them.
bool belongs_to_rules(Op op) {
  switch (op) {
    case Op::kWhere:
    case Op::kGuard:
    case Op::kEndGuard:
    case Op::kRequire:
    case Op::kRequireDomain:
    case Op::kSay:
    case Op::kEnd:
      return true;
    default:
      return false;
  }
}

/// The largest value of an operand of kind `c`, which is a number of its instruction.
std::uint32_t largest(Op op) {
  switch (op) {
    case Op::kFor:
      return kForKeys | kForStatement;
    case Op::kIndex:
      return 2;
    case Op::kQuantify:
    case Op::kQuantifyStep:
      return kSome;
    default:
      return 255;
  }
}

class Verifier {
 public:
  explicit Verifier(const Program& program) : program_(program) {}

  std::string run() {
    for (const Function& f : program_.functions) {
      if (std::string wrong = function(f); !wrong.empty()) return f.name + ": " + wrong;
    }
    return calls();
  }

 private:
  std::string function(const Function& f) {
    states_.assign(f.end - f.first + 1, State{});
    reached_.assign(f.end - f.first + 1, false);
    heads_.assign(f.end - f.first, {});
    after_ = 0;
    for (std::uint32_t r = 0; r < f.parameters; ++r) states_[0].written.set(r);
    reached_[0] = true;
    for (std::uint32_t pc = f.first; pc < f.end; ++pc) {
      if (!reached_[pc - f.first]) return at(pc, "unreachable instruction");
      if (std::string wrong = step(f, pc, states_[pc - f.first]); !wrong.empty()) return wrong;
    }
    return reached_[f.end - f.first] ? "falls off its end" : "";
  }

  std::string step(const Function& f, std::uint32_t pc, State s) {
    const Instr& in = program_.code[pc];
    if (static_cast<std::size_t>(in.op) >= kOpCount) return at(pc, "unknown opcode");
    if (belongs_to_rules(in.op) && !f.is_rule) return at(pc, "an instruction of rules");
    if (const char* wrong = operands(f, in, s); wrong != nullptr) return at(pc, wrong);
    if (const char* wrong = needs(in, s); wrong != nullptr) return at(pc, wrong);
    const State before = s;
    if (std::string wrong = nesting(f, pc, s); !wrong.empty()) return wrong;
    if (in.op == Op::kReturn || in.op == Op::kEnd) return {};
    give(in, s);
    if (in.op != Op::kNext && info(in).operands[3] == 'j') {
      if (std::string wrong = flow(f, pc, in.x, before); !wrong.empty()) return wrong;
    }
    return in.op == Op::kJump ? "" : flow(f, pc, pc + 1, s);
  }

  /// Loops, lists, guards and messages: what opens must close.
  std::string nesting(const Function& f, std::uint32_t pc, State& s) {
    const Instr& in = program_.code[pc];
    switch (in.op) {
      case Op::kFor:
        return open_loop(f, pc, s);
      case Op::kNext:
        return close_loop(f, pc, s);
      case Op::kListNew:
      case Op::kListBegin:
        ++s.lists;
        return {};
      case Op::kListPush:
      case Op::kListInner:
        return s.lists > 0 ? "" : at(pc, "member without a list");
      case Op::kListEnd:
        return s.lists-- > 0 ? "" : at(pc, "list end without a list");
      case Op::kWhere:
        return s.loop == kNone && s.guards == 0 && s.lists == 0
                   ? ""
                   : at(pc, "condition of a subject in a loop");
      case Op::kGuard:
        ++s.guards;
        return {};
      case Op::kEndGuard:
        return s.guards-- > 0 ? "" : at(pc, "guard end without a guard");
      case Op::kReturn:
      case Op::kEnd:
        if (s.loop != kNone || s.lists != 0 || s.guards != 0) return at(pc, "ends inside a loop");
        return (in.op == Op::kEnd) == f.is_rule ? "" : at(pc, "wrong kind of end");
      case Op::kRequire:
      case Op::kRequireDomain:
        return requirement(f, pc, s);
      case Op::kSay:
        return pc + 1 == after_ ? "" : at(pc, "message without a requirement");
      default:
        return {};
    }
  }

  /// The body of a loop lies between kFor and the one kNext before its exit.
  std::string open_loop(const Function& f, std::uint32_t pc, State& s) {
    const std::uint32_t exit = program_.code[pc].x;
    if (exit <= pc + 1 || exit > f.end) return at(pc, "loop exit");
    const Instr& last = program_.code[exit - 1];
    if (last.op != Op::kNext || last.x != pc + 1) return at(pc, "loop exit");
    LoopHead& head = heads_[pc - f.first];
    head = {s.loop, s.loop == kNone ? 1 : heads_[s.loop - f.first].depth + 1, s.lists, s.guards};
    if (head.depth > kMaxLoops) return at(pc, "loops are nested too deeply");
    s.forget(changed(pc + 1, exit - 1, false));
    s.written &= ~changed_by_messages(pc + 1, exit - 1);
    s.loop = pc;
    return {};
  }

  std::string close_loop(const Function& f, std::uint32_t pc, State& s) {
    const std::uint32_t x = program_.code[pc].x;
    if (s.loop == kNone || x != s.loop + 1 || program_.code[s.loop].x != pc + 1)
      return at(pc, "loop end without its loop");
    const LoopHead& head = heads_[s.loop - f.first];
    if (s.lists != head.lists || s.guards != head.guards)
      return at(pc, "a loop does not end as it begins");
    s.loop = head.outer;
    return {};
  }

  /// A plain run jumps over the message and a traced run makes it, so nothing of it may matter
  /// behind it.
  std::string requirement(const Function& f, std::uint32_t pc, State& s) {
    const Instr& in = program_.code[pc];
    const Requirement& r = program_.requirements[in.x];
    // None stands inside the message of another, which holds no instruction of rules.
    if (s.lists != 0) return at(pc, "requirement inside a list");
    const bool has_message = in.op == Op::kRequire && r.has_message;
    if (!has_message) return r.after == pc + 1 ? "" : at(pc, "message of a requirement");
    if (r.after <= pc + 1 || r.after > f.end || program_.code[r.after - 1].op != Op::kSay)
      return at(pc, "message of a requirement");
    for (std::uint32_t i = pc + 1; i + 1 < r.after; ++i) {
      const Instr& inner = program_.code[i];
      if (static_cast<std::size_t>(inner.op) >= kOpCount) return at(i, "unknown opcode");
      if (belongs_to_rules(inner.op)) return at(i, "an instruction of rules in a message");
      if (info(inner).operands[3] == 'j' && inner.x > r.after)
        return at(i, "jump out of a message");
    }
    State skipped = s;
    const Registers gone = changed(pc + 1, r.after, true);
    skipped.written &= ~gone;
    skipped.forget(gone);
    after_ = r.after;
    return flow(f, pc, r.after, skipped);
  }

  /// Registers that the code in [from, to) writes; `steps`: accumulators that it goes on with, too.
  [[nodiscard]] Registers changed(std::uint32_t from, std::uint32_t to, bool steps) const {
    Registers all;
    for (std::uint32_t pc = from; pc < to; ++pc) {
      const Instr& in = program_.code[pc];
      if (static_cast<std::size_t>(in.op) >= kOpCount) continue;
      if (info(in).operands[0] == 'w' || (steps && in.op == Op::kQuantifyStep)) all.set(in.a);
      if (in.op != Op::kFor) continue;
      for (std::uint32_t r = in.a; r < std::uint32_t{in.a} + 3 && r < all.size(); ++r) all.set(r);
    }
    return all;
  }

  /// Registers that differ between a plain and a traced run once the code in [from, to) has run.
  [[nodiscard]] Registers changed_by_messages(std::uint32_t from, std::uint32_t to) const {
    Registers all;
    for (std::uint32_t pc = from; pc < to; ++pc) {
      const Instr& in = program_.code[pc];
      if (in.op != Op::kRequire || in.x >= program_.requirements.size()) continue;
      const std::uint32_t after = program_.requirements[in.x].after;
      if (after > pc + 1 && after <= to) all |= changed(pc + 1, after, true);
    }
    return all;
  }

  std::string flow(const Function& f, std::uint32_t pc, std::uint32_t to, const State& s) {
    if (to <= pc || to > f.end) return at(pc, "jump target");
    State& target = states_[to - f.first];
    if (!reached_[to - f.first]) {
      reached_[to - f.first] = true;
      target = s;
      return {};
    }
    if (!target.meets(s)) return at(pc, "paths meet in different loops");
    target.meet(s);
    return {};
  }

  [[nodiscard]] std::size_t table_size(char kind, Op op) const {
    switch (kind) {
      case '-':
        return 1;
      case 'c':
        return std::size_t{largest(op)} + 1;
      case 'm':
        return 3;
      case 'n':
        return program_.names.size();
      case 't':
        return program_.type_sets.size();
      case 'i':
        return program_.reverses.size();
      case 'k':
        return program_.constants.size();
      case 'p':
        return program_.parameters.size();
      case 's':
        return program_.tests_is.size();
      case 'x':
        return program_.patterns.size();
      case 'f':
        return program_.functions.size();
      case 'q':
        return program_.requirements.size();
      case 'b':
        return std::size(kBuiltins);
      default:
        return std::size_t{1} << 32U;
    }
  }

  /// Ranges, and that what is read was written.
  const char* operands(const Function& f, const Instr& in, const State& s) const {
    const std::string_view kinds = info(in).operands;
    const std::uint32_t values[4] = {in.a, in.b, in.c, in.x};
    const bool takes_range = is_call(in.op) || in.op == Op::kObject;
    for (std::size_t i = 0; i < 3; ++i) {
      if (kinds[i] != 'r' && kinds[i] != 'w') {
        if (values[i] >= table_size(kinds[i], in.op)) return "operand out of range";
        continue;
      }
      if (in.op == Op::kListPush && i == 2 && values[i] == kCertain) continue;
      if (values[i] >= f.registers) return "register out of range";
      const bool is_range = takes_range && i == 1;
      if (kinds[i] == 'r' && !is_range && !s.written[values[i]])
        return "register read before it is written";
    }
    if (in.x >= table_size(kinds[3], in.op)) return "operand out of range";
    if (in.op == Op::kFor && in.a + ((in.c & kForKeys) != 0 ? 2U : 1U) >= f.registers)
      return "register out of range";
    return takes_range ? arguments(f, in, s) : nullptr;
  }

  const char* arguments(const Function& f, const Instr& in, const State& s) const {
    for (std::uint32_t r = in.b; r < std::uint32_t{in.b} + in.c; ++r) {
      if (r >= f.registers || !s.written[r]) return "argument register";
    }
    if (in.op == Op::kObject) {
      const Node& keys = program_.constants[in.x];
      return keys.is(Kind::kList) && keys.len == in.c ? nullptr : "keys of an object";
    }
    if (in.op == Op::kCall) {
      const BuiltinInfo& builtin = kBuiltins[in.x];
      return in.c >= builtin.min_args && in.c <= builtin.max_args ? nullptr : "number of arguments";
    }
    const Function& callee = program_.functions[in.x];
    if (callee.is_rule || callee.parameters != in.c) return "number of arguments";
    return in.op == Op::kFact && in.c > 1 ? "number of arguments" : nullptr;
  }

  /// What the machine takes for granted.
  static const char* needs(const Instr& in, const State& s) {
    switch (in.op) {
      case Op::kString:
      case Op::kMessage:
        return s.text[in.b] ? nullptr : "a text is joined to what is none";
      case Op::kSay:
        return s.text[in.a] ? nullptr : "a message that is no text";
      case Op::kFor:
        return s.domain[in.b] ? nullptr : "a loop over what is no domain";
      case Op::kQuantifyStep:
        return (in.x == kEvery ? s.every : s.some)[in.a] ? nullptr : "a member of no quantifier";
      default:
        return nullptr;
    }
  }

  /// What the instruction leaves in its register.
  void give(const Instr& in, State& s) const {
    if (in.op == Op::kWhere) {
      // A condition that is missing becomes an unknown, which is a text and a domain.
      s.every.reset(in.a);
      s.some.reset(in.a);
    }
    if (info(in).operands[0] != 'w') return;
    const bool text = in.op == Op::kMove && s.text[in.b];
    const bool domain = in.op == Op::kMove && s.domain[in.b];
    s.write(in.a);
    if (in.op == Op::kFor) {
      s.write(in.a + 1U);
      if ((in.c & kForKeys) != 0) s.write(in.a + 2U);
    }
    s.text[in.a] = text || in.op == Op::kString || in.op == Op::kMessage ||
                   (in.op == Op::kConst && program_.constants[in.x].is(Kind::kString));
    s.domain[in.a] = domain || in.op == Op::kDomain;
    if (in.op == Op::kQuantify) (in.c == kEvery ? s.every : s.some).set(in.a);
  }

  /// The call graph has no cycle: depth-first, iterative.
  [[nodiscard]] std::string calls() const {
    const std::size_t n = program_.functions.size();
    std::vector<std::uint8_t> seen(n, 0);
    struct Visit {
      std::uint32_t function;
      std::uint32_t pc;
    };
    for (std::uint32_t root = 0; root < n; ++root) {
      std::vector<Visit> stack;
      if (seen[root] == 0) stack.push_back({root, program_.functions[root].first});
      if (!stack.empty()) seen[root] = 1;
      while (!stack.empty()) {
        Visit& v = stack.back();
        if (v.pc == program_.functions[v.function].end) {
          seen[v.function] = 2;
          stack.pop_back();
          continue;
        }
        const Instr& in = program_.code[v.pc++];
        if (in.op != Op::kCallFunction && in.op != Op::kFact) continue;
        const Function& callee = program_.functions[in.x];
        if (seen[in.x] == 1) return callee.name + ": calls itself";
        if (seen[in.x] == 2) continue;
        seen[in.x] = 1;
        stack.push_back({in.x, callee.first});
      }
    }
    return {};
  }

  static std::string at(std::uint32_t pc, const char* what) {
    return std::string(what) + " at " + std::to_string(pc);
  }

  const Program& program_;
  std::vector<State> states_;
  std::vector<bool> reached_;
  std::vector<LoopHead> heads_;  ///< of each kFor
  std::uint32_t after_ = 0;      ///< end of the message that is being read
};

}  // namespace

std::string verify_code(const Program& program) { return Verifier(program).run(); }

}  // namespace cordon::bytecode
