// Structural verification, in the manner of eBPF and the JVM: one forward pass suffices, since
// every jump but that of kNext leads forward, and kNext leads to a state that is a superset of its
// loop's. It says nothing of types: what does not fit at run time is the error value. Tests:
// tests/unit/vm/verify_test.cc.
#include <bitset>
#include <optional>
#include <string>

#include "bytecode/program.h"

namespace cordon::bytecode {
namespace {

struct State {
  std::bitset<256> written;
  std::vector<std::uint32_t> loops;  ///< kFor of each open loop
  std::uint32_t lists = 0;
  std::uint32_t guards = 0;
};

class Verifier {
 public:
  explicit Verifier(const Program& program) : program_(program) {}

  std::string run() {
    if (std::string wrong = tables(); !wrong.empty()) return wrong;
    for (std::size_t i = 0; i < program_.functions.size(); ++i) {
      const Function& f = program_.functions[i];
      if (f.first >= f.end || f.end > program_.code.size()) return f.name + ": code range";
      if (f.registers > kMaxRegisters || f.parameters > f.registers) return f.name + ": registers";
      if (std::string wrong = function(f); !wrong.empty()) return f.name + ": " + wrong;
    }
    return calls();
  }

 private:
  [[nodiscard]] std::string tables() const {
    if (program_.spans.size() != program_.code.size()) return "spans";
    if (program_.chain_starts.size() != program_.code.size()) return "base flags";
    if (program_.regexes.size() != program_.patterns.size()) return "patterns";
    if (program_.rules.size() != program_.infos.size()) return "rules";
    for (const RuleCode& rule : program_.rules) {
      if (rule.function >= program_.functions.size()) return "rule function";
      if (rule.types != kNone && rule.types >= program_.type_sets.size()) return "rule types";
    }
    for (const Reverse& r : program_.reverses) {
      if (r.types >= program_.type_sets.size() || r.name >= program_.names.size())
        return "reverse join";
    }
    for (const IsTest& t : program_.tests_is) {
      if (t.word == Word::kTypes && t.types >= program_.type_sets.size()) return "is-test";
    }
    for (const std::uint32_t f : {program_.environment, program_.sensitive}) {
      if (f != kNone && f >= program_.functions.size()) return "told function";
    }
    return {};
  }

  [[nodiscard]] std::size_t table_size(char kind) const {
    switch (kind) {
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
        return kBuiltinCount;
      default:
        return std::size_t{1} << 32U;
    }
  }

  std::string function(const Function& f) {
    states_.assign(f.end - f.first + 1, std::nullopt);
    State start;
    for (std::uint32_t r = 0; r < f.parameters; ++r) start.written.set(r);
    states_[0] = start;
    for (std::uint32_t pc = f.first; pc < f.end; ++pc) {
      if (!states_[pc - f.first]) return at(pc, "unreachable instruction");
      if (std::string wrong = step(f, pc, *states_[pc - f.first]); !wrong.empty()) return wrong;
    }
    return states_[f.end - f.first] ? "falls off its end" : "";
  }

  std::string step(const Function& f, std::uint32_t pc, State s) {
    const Instr& in = program_.code[pc];
    if (static_cast<std::size_t>(in.op) >= kOpCount) return at(pc, "unknown opcode");
    if (std::string wrong = operands(f, pc, in, s); !wrong.empty()) return wrong;
    State jump = s;
    switch (in.op) {
      case Op::kFor:
        s.loops.push_back(pc);
        break;
      case Op::kNext:
        if (s.loops.empty() || in.x != s.loops.back() + 1)
          return at(pc, "loop end without its loop");
        s.loops.pop_back();
        break;
      case Op::kListNew:
      case Op::kListBegin:
        ++s.lists;
        break;
      case Op::kListEnd:
        if (s.lists-- == 0) return at(pc, "list end without a list");
        break;
      case Op::kGuard:
        ++s.guards;
        break;
      case Op::kEndGuard:
        if (s.guards-- == 0) return at(pc, "guard end without a guard");
        break;
      case Op::kReturn:
      case Op::kEnd:
        if (!s.loops.empty() || s.lists != 0 || s.guards != 0) return at(pc, "ends inside a loop");
        return (in.op == Op::kEnd) == f.is_rule ? "" : at(pc, "wrong kind of end");
      case Op::kRequire:
      case Op::kRequireDomain:
        if (std::string wrong = flow(f, pc, program_.requirements[in.x].after, s, true);
            !wrong.empty())
          return wrong;
        break;
      default:
        break;
    }
    if (in.op != Op::kNext && kOps[static_cast<std::size_t>(in.op)].operands[3] == 'j') {
      if (in.op == Op::kFor &&
          (in.x <= pc + 1 || in.x > f.end || program_.code[in.x - 1].op != Op::kNext))
        return at(pc, "loop exit");
      if (std::string wrong = flow(f, pc, in.x, jump, false); !wrong.empty()) return wrong;
    }
    return in.op == Op::kJump ? "" : flow(f, pc, pc + 1, s, true);
  }

  std::string flow(const Function& f, std::uint32_t pc, std::uint32_t to, const State& s,
                   bool next_allowed) {
    if (to <= pc || to > f.end || (!next_allowed && to < pc + 1)) return at(pc, "jump target");
    std::optional<State>& target = states_[to - f.first];
    if (!target) {
      target = s;
      return {};
    }
    if (target->loops != s.loops || target->lists != s.lists || target->guards != s.guards) {
      return at(pc, "paths meet in different loops");
    }
    target->written &= s.written;
    return {};
  }

  std::string operands(const Function& f, std::uint32_t pc, const Instr& in, State& s) const {
    const std::string_view kinds = kOps[static_cast<std::size_t>(in.op)].operands;
    const std::uint32_t values[4] = {in.a, in.b, in.c, in.x};
    if (in.op == Op::kCall || in.op == Op::kCallFunction || in.op == Op::kFact) {
      for (std::uint32_t r = in.b; r < std::uint32_t{in.b} + in.c; ++r) {
        if (r >= f.registers || !s.written[r]) return at(pc, "argument register");
      }
    } else if (in.op == Op::kObject) {
      for (std::uint32_t r = in.b; r < std::uint32_t{in.b} + in.c; ++r) {
        if (r >= f.registers || !s.written[r]) return at(pc, "member register");
      }
      if (in.x >= program_.constants.size() || program_.constants[in.x].len != in.c)
        return at(pc, "keys");
    } else {
      for (int i = 0; i < 3; ++i) {
        const bool certain = values[i] == kCertain && i == 2;
        if (kinds[static_cast<std::size_t>(i)] == 'r' && !certain &&
            (values[i] >= f.registers || !s.written[values[i]])) {
          return at(pc, "register read before it is written");
        }
      }
    }
    if (in.x >= table_size(kinds[3])) return at(pc, "operand out of range");
    if (kinds[0] != 'w') return {};
    const std::uint32_t n = in.op == Op::kFor ? 3 : 1;
    for (std::uint32_t r = in.a; r < in.a + n; ++r) {
      if (r >= f.registers) return at(pc, "register out of range");
      s.written.set(r);
    }
    return {};
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
        if (callee.is_rule || callee.parameters != in.c) return callee.name + ": called wrongly";
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

  static constexpr std::size_t kBuiltinCount = 0
#define CORDON_BUILTIN(id, package, name, min, max, signature) +1
#include "value/builtins.def"
#undef CORDON_BUILTIN
      ;
  const Program& program_;
  std::vector<std::optional<State>> states_;
};

}  // namespace

std::string verify(const Program& program) { return Verifier(program).run(); }

std::string disassemble(const Program& program) {
  std::string out;
  for (const Function& f : program.functions) {
    out +=
        (f.is_rule ? "rule " : "fn ") + f.name + " registers " + std::to_string(f.registers) + "\n";
    for (std::uint32_t pc = f.first; pc < f.end; ++pc) {
      const Instr& in = program.code[pc];
      const OpInfo& info = kOps[static_cast<std::size_t>(in.op)];
      out += "  " + std::to_string(pc) + " " + std::string(info.name.substr(1)) + " " +
             std::to_string(in.a) + " " + std::to_string(in.b) + " " + std::to_string(in.c) + " " +
             std::to_string(in.x) + "\n";
    }
  }
  return out;
}

}  // namespace cordon::bytecode
