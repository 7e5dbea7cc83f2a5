#ifndef CORDON_ROWS_TRACE_EXPRESSIONS_H_
#define CORDON_ROWS_TRACE_EXPRESSIONS_H_

#include <cstddef>
#include <optional>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "bytecode/program.h"
#include "cordon/trace.h"
#include "inventory/inventory.h"
#include "rows/run.h"
#include "value/truth.h"
#include "vm/proof.h"

namespace cordon::rows {

/// The truth of a condition, where it may be a choice.
inline Truth truth_told(const Node& value) {
  return value.is(Kind::kChoice) ? Truth::kU : truth_of(value);
}
/// The word of TraceNode::truth.
std::string_view word_of(Truth truth);

/// Makes nodes of a trace; those of expressions are made of the steps that the traced machine left.
/// The nodes of one trace share a budget of 5,000.
/// Requires: what it is made of outlives it, and the run's proofs are those of the traced row.
class TraceExpressions {
 public:
  TraceExpressions(Run& run, Inventory& inventory, const bytecode::Program& program, bool redact)
      : run_(run),
        inventory_(inventory),
        program_(program),
        proofs_(run.proofs()),
        redact_(redact) {}

  /// Takes one node of the budget; false: there is none left.
  bool room();
  /// Something was left out.
  [[nodiscard]] bool full() const { return full_; }

  [[nodiscard]] Location rule_place(Span span) const;
  /// A node of that rule text, and nothing else yet.
  [[nodiscard]] TraceNode fresh(std::string_view construct, Span span) const;
  /// What a step came to, and its operands below it; nothing: no step, or no room.
  std::optional<TraceNode> expression(vm::ProofId id, int depth = 0);
  /// The value of a node, where it is known; `via`: the resources that reading it went through.
  void fill_value(TraceNode& node, const Node& value, const std::vector<ResourceId>& via);
  void add_cause(TraceNode& node, const vm::RawCause& raw);

 private:
  using Step = vm::ProofArena::Step;
  [[nodiscard]] std::vector<ResourceId> followed(vm::ProofId id) const;
  [[nodiscard]] std::string_view construct_of(const Step& step) const;
  static std::optional<TraceNode> merged(TraceNode node, const Step& step);
  void name_parameter(TraceNode& node, std::uint32_t index) const;
  void causes(TraceNode& node, vm::ProofId id);
  static void flatten(TraceNode& node);
  void add(TraceNode& node, vm::ProofId id, int depth);
  void parts(TraceNode& node, vm::ProofId id, int depth);
  void path(TraceNode& node, vm::ProofId id, int depth);
  void items(TraceNode& node, const Step& step);
  void members(TraceNode& node, vm::ProofId id, int depth);

  Run& run_;
  Inventory& inventory_;
  const bytecode::Program& program_;
  const vm::ProofArena& proofs_;
  bool redact_;
  std::size_t nodes_ = 0;
  bool full_ = false;
  std::unordered_set<vm::ProofId> shown_;  ///< steps whose parts are in the tree
};

}  // namespace cordon::rows

#endif  // CORDON_ROWS_TRACE_EXPRESSIONS_H_
