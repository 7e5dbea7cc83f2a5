// Recognises loops that are joins in plain code. The one idea: the body is followed as it runs when
// the first test is false; if that path reaches the next member and has done nothing but take fuel,
// every pass with a false test is like any other and may be left out, its fuel paid. Cannot do:
// tests after a filter, equality, domains that are no type set. Tests:
// tests/unit/vm/join_loops_test.cc, tests/oracle.
#include "vm/join_loops.h"

#include <array>
#include <optional>

namespace cordon::vm {
namespace {

using bytecode::Instr;
using bytecode::Op;

/// What a register holds at a place of the body.
enum class Tag : std::uint8_t { kOther, kSame, kMember, kPath, kFalse, kTrue };

class Finder {
 public:
  Finder(const bytecode::Program& program, std::uint32_t loop)
      : code_(program.code), loop_(loop), end_(program.code[loop].x) {}

  /// The join that the loop is, and where its test stands.
  std::optional<std::pair<std::uint32_t, JoinLoop>> find() {
    join_.loop = loop_;
    if (!closed() || !domain()) return std::nullopt;
    mark_written();
    const std::uint32_t test = prefix();
    if (test == bytecode::kNone || !comes_to_nothing(test)) return std::nullopt;
    return std::pair{test, join_};
  }

 private:
  /// The instruction before the exit leads back to the body.
  [[nodiscard]] bool closed() const {
    return end_ > loop_ + 2 && end_ <= code_.size() && code_[end_ - 1].op == Op::kNext &&
           code_[end_ - 1].x == loop_ + 1;
  }

  /// The domain is all resources of a type set, made right before the loop.
  bool domain() {
    const std::uint8_t over = code_[loop_].b;
    for (std::uint32_t pc = loop_; pc-- > 0 && loop_ - pc <= 3;) {
      const Instr& in = code_[pc];
      if (in.op == Op::kAllOf && in.a == over) {
        join_.types = in.x;
        return true;
      }
      const bool keeps = in.op == Op::kQuantify || in.op == Op::kListBegin;
      if (!(in.op == Op::kDomain && in.a == over && in.b == over) && !(keeps && in.a != over))
        return false;
    }
    return false;
  }

  /// How many registers from `a` on an instruction writes.
  static std::uint32_t written(const Instr& in) {
    if (in.op == Op::kFor) return 3;
    const bool changes = in.op == Op::kQuantifyStep || in.op == Op::kWhere ||
                         in.op == Op::kListPush || in.op == Op::kJumpPresent;
    return changes || bytecode::kOps[static_cast<std::size_t>(in.op)].operands[0] == 'w' ? 1 : 0;
  }

  /// INVARIANT: a register that no instruction of the body writes is the same in every pass.
  void mark_written() {
    tags_.fill(Tag::kSame);
    for (std::uint32_t pc = loop_; pc < end_; ++pc) {
      const Instr& in = code_[pc];
      const std::uint32_t n = written(in);
      for (std::uint32_t i = 0; i < n && in.a + i < tags_.size(); ++i)
        tags_[in.a + i] = Tag::kOther;
    }
    tags_[code_[loop_].a] = Tag::kMember;
  }

  /// Follows what comes before the test; gives the test, or kNone.
  std::uint32_t prefix() {
    for (std::uint32_t pc = loop_ + 1; pc + 1 < end_; ++pc) {
      const Instr& in = code_[pc];
      const Tag from = tags_[in.b];
      if (in.op == Op::kRefersTo) return is_join(in) ? pc : bytecode::kNone;
      if (in.op == Op::kMove) {
        tags_[in.a] = from;
      } else if (in.op == Op::kGet && in.c == bytecode::kWhole && from == Tag::kSame) {
        tags_[in.a] = Tag::kSame;
      } else if (in.op == Op::kGet && in.c == bytecode::kWhole && from == Tag::kMember) {
        tags_[in.a] = Tag::kPath;
        join_.name = in.x;
      } else {
        return bytecode::kNone;
      }
    }
    return bytecode::kNone;
  }

  bool is_join(const Instr& in) {
    join_.by_member = tags_[in.b] == Tag::kPath;
    const Tag other = join_.by_member ? tags_[in.c] : tags_[in.b];
    return other == Tag::kSame && (join_.by_member || tags_[in.c] == Tag::kMember);
  }

  /// Follows the body from a false test to the next member.
  bool comes_to_nothing(std::uint32_t test) {
    tags_[code_[test].a] = Tag::kFalse;
    for (std::uint32_t pc = test + 1; pc < end_;) {
      const Instr& in = code_[pc];
      if (in.op == Op::kNext) {
        ++join_.fuel;
        return pc + 1 == end_;
      }
      const std::uint32_t to = step(pc, in);
      if (to <= pc) return false;
      pc = to;
    }
    return false;
  }

  /// The next instruction; 0: this one does more than can be left out.
  std::uint32_t step(std::uint32_t pc, const Instr& in) {
    const Tag a = tags_[in.a];
    switch (in.op) {
      case Op::kTruth:
      case Op::kMove:
        tags_[in.a] = tags_[in.b];
        return decided(in.a) ? pc + 1 : 0;
      case Op::kNot:
        tags_[in.a] = tags_[in.b] == Tag::kFalse  ? Tag::kTrue
                      : tags_[in.b] == Tag::kTrue ? Tag::kFalse
                                                  : Tag::kOther;
        return decided(in.a) ? pc + 1 : 0;
      case Op::kAnd:
        return connect(in, Tag::kFalse) ? pc + 1 : 0;
      case Op::kOr:
        return connect(in, Tag::kTrue) ? pc + 1 : 0;
      case Op::kJump:
        return in.x;
      case Op::kJumpFalse:
        return !decided(in.a) ? 0 : a == Tag::kFalse ? in.x : pc + 1;
      case Op::kJumpTrue:
        return !decided(in.a) ? 0 : a == Tag::kTrue ? in.x : pc + 1;
      case Op::kQuantifyStep: {
        // A false member of `some` and a true one of `every` leave the result as it is.
        const Tag neutral = in.x == bytecode::kEvery ? Tag::kTrue : Tag::kFalse;
        if (tags_[in.b] != neutral) return 0;
        ++join_.fuel;
        return pc + 1;
      }
      default:
        return 0;
    }
  }

  [[nodiscard]] bool decided(std::uint32_t i) const {
    return tags_[i] == Tag::kFalse || tags_[i] == Tag::kTrue;
  }

  /// `and` (`or`) is decided by one false (true) operand, else needs both.
  bool connect(const Instr& in, Tag dominant) {
    const Tag b = tags_[in.b];
    const Tag c = tags_[in.c];
    const bool dominated = b == dominant || c == dominant;
    if (!dominated && !(decided(in.b) && b == c)) return false;
    tags_[in.a] = dominated ? dominant : b;
    return true;
  }

  const std::vector<Instr>& code_;
  std::uint32_t loop_;
  std::uint32_t end_;
  JoinLoop join_;
  std::array<Tag, 256> tags_{};
};

}  // namespace

JoinLoops find_join_loops(const bytecode::Program& program) {
  JoinLoops out;
  out.at.assign(program.code.size(), bytecode::kNone);
  for (std::uint32_t pc = 0; pc < program.code.size(); ++pc) {
    if (program.code[pc].op != Op::kFor) continue;
    const auto found = Finder(program, pc).find();
    if (!found) continue;
    out.at[found->first] = static_cast<std::uint32_t>(out.all.size());
    out.all.push_back(found->second);
  }
  return out;
}

}  // namespace cordon::vm
