// Reads plain code back into trees. The one idea: walk the code once, keeping for each register the
// tree that it holds. A tree that costs fuel or rests on something has to be used exactly once, and
// where it was made: then asking it late is asking it as plain code does. What does not fit (calls,
// comprehensions, loops over statements, names that are used twice) has no plan. Tests:
// tests/unit/vm/sieve_test.cc.
#include <algorithm>

#include "vm/sieve.h"

namespace cordon::vm {

using bytecode::Instr;
using bytecode::kNone;
using bytecode::Op;

namespace {

class Planner {
 public:
  Planner(const Linked& linked, std::uint32_t rule, Store& store)
      : linked_(linked),
        store_(store),
        program_(*linked.program),
        function_(program_.functions[program_.rules[rule].function]),
        registers_(256, kNone) {
    if (program_.rules[rule].types != kNone) {
      plan_.view = linked.views[program_.rules[rule].types];
      Expr subject;
      subject.op = Expr::Op::kSubject;
      registers_[0] = add(subject, false);
    }
  }

  std::optional<Plan> plan() {
    pc_ = function_.first;
    while (fits_ && pc_ < function_.end && at().op != Op::kEnd) {
      check_branches();
      if (fits_) statement();
    }
    const bool ended = pc_ < function_.end && blocks_.empty() && loops_.empty() && !branch_open();
    if (!fits_ || !ended || !all_used()) return std::nullopt;
    plan_.one = plan_.clauses.size() == 1 && plan_.clauses[0].kind == Clause::Kind::kRequire;
    return std::move(plan_);
  }

 private:
  /// What of a tree has to happen exactly once: `region` is the stretch of code in which it did.
  struct Use {
    bool counts = false;
    bool used = false;
    std::uint32_t region = 0;
    std::uint32_t height = 0;  ///< trees are asked by recursion
  };
  static constexpr std::uint32_t kHighest = 48;
  /// A jump over the second operand of `??`, `and`, `or`.
  struct Branch {
    Op joins = Op::kCoalesce;
    std::uint8_t into = 0;
    std::uint32_t target = 0;
    std::uint32_t outer = 0;  ///< region around it
  };
  struct Loop {
    std::uint8_t result = 0;
    std::uint8_t presence = 0;
    bool every = false;
    bool filters = false;  ///< members for which `filter` does not hold are passed over
    std::uint32_t domain = kNone;
    std::uint32_t filter = kNone;
    std::uint32_t exit = 0;
    std::uint32_t outer = 0;
    std::size_t branches = 0;
  };
  struct Block {
    std::uint32_t clause = 0;
    std::uint32_t end = 0;
    std::uint32_t outer = 0;
  };

  [[nodiscard]] const Instr& at(std::uint32_t ahead = 0) const {
    static constexpr Instr kNothing{};
    return pc_ + ahead < function_.end ? program_.code[pc_ + ahead] : kNothing;
  }
  [[nodiscard]] bool branch_open() const {
    return branches_.size() > (loops_.empty() ? 0 : loops_.back().branches);
  }
  void refuse() { fits_ = false; }

  std::uint32_t add(const Expr& e, bool counts) {
    std::uint32_t height = 0;
    for (const std::uint32_t operand : {e.a, e.b, e.c}) {
      if (operand != kNone) height = std::max(height, uses_[operand].height + 1);
    }
    if (height > kHighest) refuse();
    plan_.exprs.push_back(e);
    uses_.push_back({counts, false, region_, height});
    return static_cast<std::uint32_t>(plan_.exprs.size() - 1);
  }
  void set(std::uint8_t into, const Expr& e, bool counts = true) {
    registers_[into] = add(e, counts);
  }

  /// The tree of a register, used up in `region`.
  std::uint32_t take(std::uint8_t i, std::uint32_t region) {
    const std::uint32_t e = registers_[i];
    if (e == kNone) {
      refuse();
      return 0;
    }
    Use& use = uses_[e];
    if (use.counts && (use.used || use.region != region)) refuse();
    use.used = true;
    return e;
  }
  std::uint32_t take(std::uint8_t i) { return take(i, region_); }
  [[nodiscard]] bool all_used() const {
    for (const Use& use : uses_) {
      if (use.counts && !use.used) return false;
    }
    return true;
  }

  void open_region() { region_ = ++regions_; }

  /// A jump of `??`, `and` or `or` leads behind what joins both sides, which ends the branch.
  void check_branches() {
    if (branch_open() && branches_.back().target <= pc_) refuse();
  }

  void statement() {
    const Instr in = at();
    switch (in.op) {
      case Op::kWhere:
      case Op::kGuard:
      case Op::kEndGuard:
      case Op::kRequire:
        clause(in);
        break;
      case Op::kJumpPresent:
        branch(Op::kCoalesce, in);
        break;
      case Op::kJumpTrue:
        branch(Op::kOr, in);
        break;
      case Op::kJumpFalse:
        if (!filter(in)) branch(Op::kAnd, in);
        break;
      case Op::kCoalesce:
      case Op::kAnd:
      case Op::kOr:
        join(in);
        break;
      case Op::kListNew:
        list(in);
        break;
      case Op::kQuantify:
        loop(in);
        break;
      case Op::kQuantifyStep:
        end_loop(in);
        break;
      default:
        value(in);
    }
  }

  // --- statements

  void clause(const Instr& in) {
    if (!loops_.empty() || branch_open()) return refuse();
    if (in.op == Op::kEndGuard) {
      ++pc_;
      if (blocks_.empty() || blocks_.back().end != pc_) return refuse();
      plan_.clauses[blocks_.back().clause].behind =
          static_cast<std::uint32_t>(plan_.clauses.size());
      region_ = blocks_.back().outer;
      blocks_.pop_back();
      return;
    }
    Clause c;
    c.condition = take(in.a);
    if (in.op == Op::kRequire) {
      plan_.clauses.push_back(c);
      pc_ = program_.requirements[in.x].after;
      return;
    }
    c.kind = in.op == Op::kWhere ? Clause::Kind::kWhere : Clause::Kind::kWhen;
    if (in.op == Op::kGuard)
      blocks_.push_back({static_cast<std::uint32_t>(plan_.clauses.size()), in.x, region_});
    plan_.clauses.push_back(c);
    open_region();
    ++pc_;
  }

  // --- jumps

  void branch(Op joins, const Instr& in) {
    if (registers_[in.a] == kNone) return refuse();
    branches_.push_back({joins, in.a, in.x, region_});
    open_region();
    ++pc_;
  }

  /// `a or b or c`: the first jump leads where the second would.
  [[nodiscard]] bool jumps_on(const Branch& branch) const {
    const Instr& next = at(1);
    const Op jump = branch.joins == Op::kCoalesce ? Op::kJumpPresent
                    : branch.joins == Op::kAnd    ? Op::kJumpFalse
                                                  : Op::kJumpTrue;
    return next.op == jump && next.a == branch.into && next.x == branch.target;
  }

  void join(const Instr& in) {
    if (in.op == Op::kAnd && is_presence(in.b)) return narrow(in);
    if (!branch_open()) return refuse();
    const Branch& branch = branches_.back();
    const bool fits = branch.joins == in.op && branch.into == in.a && branch.into == in.b;
    if (!fits || !(branch.target == pc_ + 1 || jumps_on(branch))) return refuse();
    Expr e;
    e.op = in.op == Op::kCoalesce ? Expr::Op::kCoalesce
           : in.op == Op::kAnd    ? Expr::Op::kAnd
                                  : Expr::Op::kOr;
    e.a = take(in.b, branch.outer);
    e.b = take(in.c);
    region_ = branch.outer;
    set(in.a, e);
    branches_.pop_back();
    ++pc_;
  }

  // --- quantifiers

  [[nodiscard]] bool is_presence(std::uint8_t i) const {
    return registers_[i] != kNone && plan_.exprs[registers_[i]].op == Expr::Op::kPresence;
  }

  /// `where` of a quantifier: presence and condition.
  void narrow(const Instr& in) {
    const bool first = !loops_.empty() && loops_.back().filter == kNone && !branch_open();
    if (!first || in.a != in.b || in.a != loops_.back().presence) return refuse();
    loops_.back().filter = take(in.c);
    ++pc_;
  }
  bool filter(const Instr& in) {
    if (loops_.empty() || in.a != loops_.back().presence) return false;
    if (in.x + 1 != loops_.back().exit || loops_.back().filter == kNone || branch_open()) refuse();
    loops_.back().filters = true;
    open_region();
    ++pc_;
    return true;
  }

  void loop(const Instr& in) {
    const Instr head = at(1);
    if (head.op != Op::kFor || head.b != in.b || head.c != 0) return refuse();
    Loop loop;
    loop.result = in.a;
    loop.presence = static_cast<std::uint8_t>(head.a + 1);
    loop.every = in.c == bytecode::kEvery;
    loop.domain = take(in.b);
    loop.exit = head.x;
    loop.outer = region_;
    loop.branches = branches_.size();
    open_region();
    Expr member;
    member.op = Expr::Op::kMember;
    member.n = static_cast<std::uint8_t>(loops_.size());
    set(head.a, member, false);
    member.op = Expr::Op::kPresence;
    set(loop.presence, member, false);
    loops_.push_back(loop);
    plan_.depth = std::max(plan_.depth, static_cast<std::uint32_t>(loops_.size()));
    pc_ += 2;
  }

  void end_loop(const Instr& in) {
    if (loops_.empty() || branch_open()) return refuse();
    const Loop loop = loops_.back();
    const bool fits = in.a == loop.result && in.c == loop.presence && at(1).op == Op::kNext &&
                      loop.exit == pc_ + 2 && (in.x == bytecode::kEvery) == loop.every &&
                      loop.filters == (loop.filter != kNone);
    if (!fits) return refuse();
    Expr e;
    e.op = Expr::Op::kQuantify;
    e.every = loop.every;
    e.n = static_cast<std::uint8_t>(loops_.size() - 1);
    e.a = loop.domain;
    e.b = take(in.b);
    e.c = loop.filter;
    loops_.pop_back();
    region_ = loop.outer;
    set(in.a, e);
    pc_ += 2;
  }

  // --- values

  /// A list of constants.
  void list(const Instr& in) {
    std::vector<Node> items;
    for (++pc_; at().op == Op::kConst && at(1).op == Op::kListPush; pc_ += 2) {
      const Instr& push = at(1);
      if (push.a != in.a || push.b != at().a || push.c != bytecode::kCertain) return refuse();
      items.push_back(linked_.constants[at().x]);
    }
    if (at().op != Op::kListEnd || at().b != in.a) return refuse();
    Expr e;
    if (!items.empty()) e.op = Expr::Op::kList;
    e.fuel = static_cast<std::uint32_t>(items.size());
    ComputedList made;
    made.items = store_.arena.copy(std::span<const Node>(items));
    e.value = Store::computed_list_in(store_.arena, made);
    set(at().a, e, !items.empty());
    ++pc_;
  }

  void value(const Instr& in) {
    Expr e;
    bool counts = true;
    switch (in.op) {
      case Op::kMove:
      case Op::kDomain:
        registers_[in.a] = registers_[in.b];
        ++pc_;
        return;
      case Op::kConst:
        e.value = linked_.constants[in.x];
        counts = false;
        break;
      case Op::kParam:
        e.value = linked_.parameters[in.x];
        counts = false;
        break;
      case Op::kGet:
      case Op::kAttribute:
        if (in.c == bytecode::kMembers) return refuse();
        e.op = in.op == Op::kGet ? Expr::Op::kGet : Expr::Op::kAttribute;
        e.a = take(in.b);
        e.name = linked_.names[in.x];
        break;
      case Op::kFollow:
      case Op::kFollowType:
        e.op = Expr::Op::kFollow;
        e.a = take(in.b);
        if (in.op == Op::kFollowType) e.types = &linked_.types[in.x];
        break;
      case Op::kReverse:
        e.op = Expr::Op::kReverse;
        e.a = take(in.b);
        e.index = in.x;
        break;
      default:
        if (!test(in, e)) return refuse();
    }
    set(in.a, e, counts);
    ++pc_;
  }

  bool test(const Instr& in, Expr& e) {
    e.code = in.op;
    switch (in.op) {
      case Op::kTruth:
      case Op::kNot:
        e.op = in.op == Op::kTruth ? Expr::Op::kTruth : Expr::Op::kNot;
        e.a = take(in.b);
        return true;
      case Op::kIs: {
        const auto& is = program_.tests_is[in.x];
        e.op = Expr::Op::kIs;
        e.word = is.word;
        if (is.word == bytecode::Word::kTypes) e.types = &linked_.types[is.types];
        e.a = take(in.b);
        return true;
      }
      case Op::kMatches:
      case Op::kSearch:
        e.op = Expr::Op::kMatch;
        e.index = in.x;
        e.a = take(in.b);
        return true;
      case Op::kEqual:
      case Op::kLess:
      case Op::kLessEqual:
      case Op::kIn:
      case Op::kContains:
      case Op::kStartsWith:
      case Op::kEndsWith:
      case Op::kLike:
      case Op::kWithin:
        e.op = in.op == Op::kEqual ? Expr::Op::kEqual : Expr::Op::kBinary;
        e.a = take(in.b);
        e.b = take(in.c);
        if (in.op == Op::kIn) among_texts(e);
        return true;
      default:
        return false;
    }
  }

  /// A list of constant texts is no operand of its own.
  void among_texts(Expr& e) const {
    const Expr& list = plan_.exprs[e.b];
    if (list.op != Expr::Op::kList || !all_texts(list.value.list->items)) return;
    e.op = Expr::Op::kAmong;
    e.list = list.value;
    e.fuel = list.fuel;
    e.b = kNone;
  }

  const Linked& linked_;
  Store& store_;  ///< for lists of constants
  const bytecode::Program& program_;
  const bytecode::Function& function_;
  Plan plan_;
  std::vector<Use> uses_;  ///< per Expr
  std::vector<std::uint32_t> registers_;
  std::vector<Branch> branches_;
  std::vector<Loop> loops_;
  std::vector<Block> blocks_;
  std::uint32_t region_ = 0;
  std::uint32_t regions_ = 0;
  std::uint32_t pc_ = 0;
  bool fits_ = true;
};

}  // namespace

std::optional<Plan> plan_of(const Linked& linked, std::uint32_t rule, Store& store) {
  return Planner(linked, rule, store).plan();
}

}  // namespace cordon::vm
