#ifndef CORDON_ROWS_EVALUATION_H_
#define CORDON_ROWS_EVALUATION_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "cordon/evaluate.h"
#include "rows/row_order.h"
#include "rows/run.h"
#include "rows/subject_table.h"

namespace cordon::rows {

/// Judges all rows of a run for a CheckResult, once.
/// Requires: what it is made of outlives it. Not thread-safe.
class Evaluation {
 public:
  Evaluation(const bytecode::Program& code, Inventory& inventory, Run& run,
             const CheckOptions& options)
      : code_(code), inventory_(inventory), run_(run), options_(options), subjects_(inventory) {}

  /// Fills in rows and what is counted of them; in part only, if the host interrupts the run.
  void judge(CheckResult& result);

 private:
  bool count_subjects(CheckResult& result, std::uint32_t rule);
  std::optional<CauseRecord> doubt_of(std::uint32_t rule, std::uint32_t least);
  void add_rows();
  bool goes_on(std::size_t i);
  void read_ahead(std::size_t i);
  template <class Passed, class InFull>
  void judge_each(CheckResult& result, const Passed& passed, const InFull& in_full);
  void list_all(CheckResult& result);
  void list_findings(CheckResult& result);
  RunRow judged_in_full(CheckResult& result, const RowKey& key);
  Row described(const RunRow& raw);

  const bytecode::Program& code_;
  Inventory& inventory_;
  Run& run_;
  const CheckOptions& options_;
  SubjectTable subjects_;
  std::vector<RowKey> all_;          ///< every row, those of `too_few_` first
  std::vector<std::uint8_t> asked_;  ///< per resource: the steps of read_ahead()
  std::vector<Row> too_few_;         ///< of rules with fewer subjects than they ask for
  std::size_t findings_ = 0;
  std::size_t tells_at_ = 0;  ///< the row at which progress is told next
};

}  // namespace cordon::rows

#endif  // CORDON_ROWS_EVALUATION_H_
