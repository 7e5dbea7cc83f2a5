#ifndef CORDON_VM_SIEVE_H_
#define CORDON_VM_SIEVE_H_

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "bytecode/program.h"
#include "inventory/property_table.h"
#include "vm/env.h"
#include "vm/reading.h"

namespace cordon::vm {

class Sieve;

/// A value or truth of a rule as a tree over other values: what one register of plain code holds.
struct Expr {
  enum class Op : std::uint8_t {
    kConst,     ///< `value`
    kSubject,   ///< the resource that the rule judges
    kMember,    ///< of the quantifier at depth `n`
    kPresence,  ///< of that member
    kList,      ///< `value`, a list that costs `fuel`
    kGet,       ///< a, `name`
    kAttribute,
    kFollow,    ///< a, `types`
    kReverse,   ///< a, `index`
    kCoalesce,  ///< a ?? b
    kEqual,
    kAmong,   ///< a, a text of `list`, which is one of texts and costs `fuel`
    kBinary,  ///< a, b; `code`
    kMatch,   ///< a, regular expression `index`; `code`
    kIs,      ///< a, `word`, `types`
    kTruth,
    kNot,
    kAnd,  ///< b is asked only if a does not decide
    kOr,
    kQuantify  ///< members of a, of those for which c holds (kNone: all), b; `n`: depth
  };
  /// What it comes to in the row that a sieve judges.
  using Ask = const Node* (*)(Sieve&, Expr&);
  Ask ask = nullptr;
  Expr* left = nullptr;    ///< a, in the plan of a sieve
  Expr* right = nullptr;   ///< b
  Expr* filter = nullptr;  ///< c
  Op op = Op::kConst;
  bytecode::Op code = bytecode::Op::kEnd;
  bytecode::Word word = bytecode::Word::kPresent;
  bool every = false;
  std::uint8_t n = 0;
  std::uint32_t a = bytecode::kNone;
  std::uint32_t b = bytecode::kNone;
  std::uint32_t c = bytecode::kNone;
  std::uint32_t index = 0;       ///< of Linked::reverses or of the program's patterns
  std::uint32_t fuel = 0;        ///< of making a list of constants
  std::uint32_t guess = 0;       ///< where the property was found last, a resource being asked
  std::uint32_t member = 0;      ///< where it was found in an object ...
  const Symbol* keys = nullptr;  ///< ... that has these keys
  Symbol name = 0;
  const TypeTest* types = nullptr;  ///< null: any
  Node list;                        ///< kAmong
  Node value;                       ///< of a constant; else the last one that is kept nowhere else

  /// What was computed, where it is known.
  const Node* keep(const Node& computed) {
    value = computed;
    return &value;
  }
};

/// A statement of a rule.
struct Clause {
  enum class Kind : std::uint8_t { kWhere, kWhen, kRequire };
  Kind kind = Kind::kRequire;
  std::uint32_t condition = 0;  ///< an Expr
  std::uint32_t behind = 0;     ///< kWhen: the first clause behind its block
};

/// A rule whose statements are trees. Each Expr that costs fuel or rests on something is asked as
/// often, and under the same conditions, as plain code asks it.
struct Plan {
  std::vector<Expr> exprs;
  std::vector<Clause> clauses;
  bool one = false;            ///< one requirement is all
  Expr* condition = nullptr;   ///< of that requirement, in the plan of a sieve
  std::uint32_t view = 0;      ///< of the subject
  std::uint32_t depth = 0;     ///< of quantifiers
  std::uint32_t answered = 0;  ///< rows
  std::uint32_t passed_on = 0;
};

/// The plan of a rule; none: its code has more than the sieve knows. `store` keeps lists of
/// constants. Cost: linear in its code.
std::optional<Plan> plan_of(const Linked& linked, std::uint32_t rule, Store& store);

/// Why a row is skipped.
enum class Reason : std::uint8_t { kNone, kConditionFalse, kNothingReached, kNotInEnvironment };
std::string_view text_of(Reason reason);

/// What a row comes to.
struct Outcome {
  Status status = Status::kPass;
  Severity severity = Severity::kMedium;
  bool applies = true;  ///< false: no severity in the row's environment
  bool vacuous = false;
  std::uint8_t assumes = 0;
  bool limit = false;
  Reason reason = Reason::kNone;
  bool operator==(const Outcome&) const = default;
};

/// Judges rows where every value is known, which is nearly all of them, without the machine: no
/// frame, no registers, no record. What it is not sure of it passes on. Outcomes, fuel and what a
/// row rests on are those of plain code. Ownership: as Machine. Threads: one at a time.
class Sieve {
 public:
  /// Knows nothing until plan() is called.
  Sieve(Env& env, const Linked& linked);

  /// Makes the plans of all rules, once. Cost: as much as some rows each; where there are fewer,
  /// the machine is faster.
  void plan();

  /// False: the machine must judge, nothing was charged, and `out` is of no use. It gets no
  /// severity. `credit`: as Env tells it; what the row takes is charged, or within the credit and
  /// owed.
  bool judge(std::uint32_t rule, ResourceId subject, std::uint64_t credit, Outcome& out) {
    Plan* const plan = asked_[rule];
    if (plan == nullptr || (subject != kNoResource && !targets_[subject].exists)) return false;
    env_.rest_on_nothing();
    fuel_ = 0;
    subject_ = Node::resource(subject, plan->view);
    out = Outcome{};
    const bool sure = plan->condition != nullptr ? require(*plan->condition, out) : run(*plan, out);
    if (!sure || (fuel_ > credit && !settle_fuel())) return pass_on(*plan, rule);
    out.assumes = env_.assumes;
    ++plan->answered;
    return true;
  }
  /// Whether the row that was judged last had a budget; if not, owed() is to be settled.
  [[nodiscard]] bool begun() const { return fuel_ >= kBegun; }
  [[nodiscard]] std::uint64_t owed() const { return fuel_; }
  /// As if the row that was judged last had not been. Requires: nothing was settled since.
  void take_back() {
    if (begun()) env_.take_back(before_);
  }

 private:
  struct Target {
    bool exists = false;  ///< for certain
    bool closed = false;  ///< nothing outside of the documents may refer to it
  };
  struct Sources {
    std::span<const ReverseIndex::Entry> entries;
    bool known = false;
  };

  static Expr::Ask how(const Plan& plan, const Expr& e);
  /// False: in doubt.
  bool require(Expr& condition, Outcome& out) {
    const Node& truth = *ask(condition);
    if (truth.is(Kind::kTrue)) {
      out.vacuous = truth.has(kVacuous);
      return true;
    }
    out.status = Status::kFail;
    return truth.is(Kind::kFalse) || truth.is(Kind::kMissing);
  }
  bool run(Plan& plan, Outcome& out);
  [[gnu::cold]] [[gnu::noinline]] bool pass_on(Plan& plan, std::uint32_t rule);
  const Node* ask(Expr& e) { return e.ask(*this, e); }
  const Node* property(ResourceId id, std::uint32_t view, Expr& e);
  const Node* read_property(ResourceId id, std::uint32_t view, Expr& e);
  template <bool kOfSubject>
  const Node* ask_left(Expr& e);
  const Node* step(Expr& e, const Node& member, const Node* all);
  const Node* quantify_members(Expr& e, std::span<const Node> members);
  const Node* quantify_sources(Expr& e, const Expr& reverse);
  Sources sources_of(const Expr& reverse);
  /// The budget of the row, which most rows need no look at: what operators of the machine take
  /// is charged there.
  Env& env() {
    if (!begun()) begin();
    return env_;
  }
  [[gnu::noinline]] void begin();
  /// Takes what was spent; false: there was too little.
  [[gnu::noinline]] bool settle_fuel();

  static const Node* constant(Sieve& s, Expr& e);
  static const Node* subject(Sieve& s, Expr& e);
  static const Node* member(Sieve& s, Expr& e);
  static const Node* presence(Sieve& s, Expr& e);
  static const Node* list(Sieve& s, Expr& e);
  template <bool kOfMember>
  static const Node* get(Sieve& s, Expr& e);
  static const Node* get_of_subject(Sieve& s, Expr& e);
  static const Node* attribute_of(Sieve& s, Expr& e);
  static const Node* follow(Sieve& s, Expr& e);
  static const Node* reverse(Sieve& s, Expr& e);
  // Those that take most of the time read a property of the subject, or the member of a quantifier,
  // without another call.
  template <bool kOfSubject>
  static const Node* coalesce(Sieve& s, Expr& e);
  static const Node* equal_to(Sieve& s, Expr& e);
  template <bool kOfSubject>
  static const Node* equal_to_text(Sieve& s, Expr& e);
  template <bool kOfSubject>
  static const Node* among(Sieve& s, Expr& e);
  static const Node* binary(Sieve& s, Expr& e);
  static const Node* match(Sieve& s, Expr& e);
  static const Node* is(Sieve& s, Expr& e);
  static const Node* truth(Sieve& s, Expr& e);
  static const Node* negation(Sieve& s, Expr& e);
  static const Node* connect(Sieve& s, Expr& e);
  static const Node* quantify(Sieve& s, Expr& e);

  Env& env_;
  const Linked& linked_;
  const PropertyTable& made_;
  std::vector<Plan> plans_;
  bool planned_ = false;
  std::vector<Plan*> asked_;     ///< per rule; null: not planned, or not worth asking
  std::vector<Target> targets_;  ///< per resource
  static constexpr std::uint64_t kBegun = std::uint64_t{1} << 62U;  ///< more than any credit
  std::uint64_t fuel_ = 0;  ///< spent and not taken yet; with kBegun if the row has a budget
  Node subject_;
  Env::Budget before_{};              ///< the row
  std::vector<const Node*> members_;  ///< per depth
};

}  // namespace cordon::vm

#endif  // CORDON_VM_SIEVE_H_
