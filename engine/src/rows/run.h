#ifndef CORDON_ROWS_RUN_H_
#define CORDON_ROWS_RUN_H_

#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "bytecode/program.h"
#include "cordon/row.h"
#include "inventory/inventory.h"
#include "rows/row_order.h"
#include "vm/env.h"
#include "vm/machine.h"
#include "vm/reading.h"
#include "vm/sieve.h"

namespace cordon::rows {

/// A row before it is printed: places are positions, texts of documents are nodes.
struct RunRow : vm::Outcome {
  std::uint32_t rule = 0;
  ResourceId subject = kNoResource;
  std::vector<vm::RawRequirement> requirements;  ///< not pass; with evidence iff the run traces
};

/// One program over one inventory. Not moved once made.
class Run {
 public:
  /// Requires: program and inventory outlive it; `parameters` are values in the inventory's store,
  /// one per parameter of the program.
  Run(const bytecode::Program& program, Inventory& inventory, const EvaluationLimits& limits,
      std::vector<Node> parameters, std::int64_t as_of_days, Environment profile);
  Run(const Run&) = delete;
  Run& operator=(const Run&) = delete;

  /// Existing resources of the rule's types in document order; none for a rule without subject.
  /// They are the run's, and stay.
  [[nodiscard]] std::span<const ResourceId> subjects(std::uint32_t rule) const {
    return subjects_of_[rule];
  }
  /// What rows come to that have no evidence to give, which are pass or skipped: how many from the
  /// first on. If one more follows, row() must be asked for it next, which goes on from what is
  /// known. Requires: room in `out` for all. Cost: as few steps a row as the rule allows, if it
  /// gets many at once.
  std::size_t passes(std::span<const RowKey> rows, vm::Outcome* out) {
    return judge_from_first<false>(rows, out);
  }
  /// What rows come to, without their requirements. Requires: room in `out` for all.
  void outcomes(std::span<const RowKey> rows, vm::Outcome* out);
  /// The row of a rule on a subject. `explain`: rows that are not pass are run again with tracing,
  /// and must come to the same outcome; if not, the row is an error. Once the budget of the run is
  /// used up (L0202), all rows are errors: the one in which it was, and those after it.
  RunRow row(std::uint32_t rule, ResourceId subject, bool explain);
  /// The same row, whatever its status, with what its statements met. Their proofs, and all that
  /// the result holds, last until env().row_memory is cleared or another row runs.
  vm::RawRow trace(std::uint32_t rule, ResourceId subject, vm::ClauseLog& clauses);
  [[nodiscard]] const vm::ProofArena& proofs() const { return traced_.proofs(); }
  /// Counters of joins: passes that were left out, and values that went into indexes.
  [[nodiscard]] std::uint64_t passes_left_out() const {
    return plain_.left_out() + traced_.left_out();
  }
  [[nodiscard]] std::uint64_t values_indexed() const { return memo_.joins.indexed(); }

  vm::Env& env() { return env_; }
  vm::Coverage* coverage = nullptr;
  /// False: what tells the environment is not asked for the severity of a row that is no finding,
  /// where nothing else depends on it; the severity is then the highest of the rule.
  bool weighs_all = true;
  /// How rows are judged: instruction by instruction; with the steps for usual values, as few
  /// resources are; with fused code and indexes of loops; sieved before that, as many resources
  /// are. They come out the same; tests compare them.
  enum class Code : std::uint8_t { kPlain, kUsual, kFused, kSieved };
  void use(Code code);

 private:
  /// Which severities a rule has. Four bytes, so that a shift finds it.
  struct alignas(4) Weight {
    Severity highest = Severity::kInfo;
    bool same = false;        ///< whatever the subject and the environment
    bool everywhere = false;  ///< one in each environment
  };
  [[nodiscard]] std::vector<ResourceId> merged_subjects(const std::vector<Symbol>& types) const;
  void find_subjects();
  void find_weights();
  template <bool kFailing>
  std::size_t judge_from_first(std::span<const RowKey> rows, vm::Outcome* out);
  /// False: row() must go on.
  bool judge_by_machine(const RowKey& key, vm::Outcome& out);
  static void judge(vm::Outcome& row, const vm::RawRow& raw);
  /// Weighs a row that has been judged; false: the budget of the run has ended.
  bool settle(vm::Outcome& row, const RowKey& key);
  vm::RawRow& run_rule(std::uint32_t rule, ResourceId subject);
  [[nodiscard]] RunRow not_judged(std::uint32_t rule, ResourceId subject) const;
  RunRow judged(std::uint32_t rule, ResourceId subject, bool explain);
  void explain_row(RunRow& row, vm::RawRow& raw);
  void weigh(RunRow& row);
  /// Whether the environment of the subject would change nothing that is asked for.
  [[nodiscard]] bool shows_nothing(const Weight& weight, Status status) const {
    return !weighs_all &&
           (status == Status::kSkipped || (status == Status::kPass && weight.everywhere));
  }
  bool weigh_alone(vm::Outcome& row, std::uint32_t rule) const {
    const Weight& weight = weights_[rule];
    if (!weight.same && !shows_nothing(weight, row.status)) return false;
    row.severity = weight.highest;
    return true;
  }
  bool weigh(vm::Outcome& row, std::uint32_t rule, ResourceId subject) {
    return weigh_alone(row, rule) || weigh_by_subject(row, rule, subject);
  }
  bool weigh_by_subject(vm::Outcome& row, std::uint32_t rule, ResourceId subject);
  bool weigh_by_environment(vm::Outcome& row, const RuleInfo& info, ResourceId subject);
  void place_somewhere(vm::RawRequirement& r, ResourceId subject) const;
  struct Told {
    bool known = true;
    Environment environment = Environment::kProd;
  };
  /// What the program's functions tell of a resource; asked once each.
  struct Subject {
    std::optional<Told> told;
    std::optional<Truth> sensitive;
  };
  Told environment_of(ResourceId subject);
  Told ask_environment(ResourceId subject);
  Truth sensitive(ResourceId subject);

  const bytecode::Program& program_;
  Environment profile_;
  vm::Env env_;
  vm::Linked linked_;
  vm::FactMemo memo_;
  vm::Machine<false> plain_;
  vm::Machine<true> traced_;
  vm::Sieve sieve_;
  bool sieves_ = true;
  vm::RawRow* begun_ = nullptr;  ///< a row that passes() has run and that row() goes on with
  std::vector<std::span<const ResourceId>> subjects_of_;  ///< per rule
  std::vector<std::vector<ResourceId>> merged_;           ///< those of several types
  std::vector<Weight> weights_;                           ///< per rule
  std::vector<Subject> subjects_;                         ///< per resource
};

}  // namespace cordon::rows

#endif  // CORDON_ROWS_RUN_H_
