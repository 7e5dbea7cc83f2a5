#ifndef CORDON_ROWS_DESCRIBE_H_
#define CORDON_ROWS_DESCRIBE_H_

#include <string>

#include "bytecode/program.h"
#include "cordon/row.h"
#include "inventory/inventory.h"
#include "rows/run.h"
#include "rows/subject_table.h"

namespace cordon::rows {

/// A row with its places computed and its texts made.
Row describe(Run& run, Inventory& inventory, SubjectTable& subjects,
             const bytecode::Program& program, const RunRow& raw, bool redact);
/// One fact or cause of a row in the same way.
EvidenceRecord describe_fact(Run& run, Inventory& inventory, const bytecode::Program& program,
                             const vm::RawFact& raw, bool redact);
CauseRecord describe_cause(Run& run, Inventory& inventory, const bytecode::Program& program,
                           const vm::RawCause& raw);
/// Rule text on one line.
std::string text_at(const Store& store, Span span);
Location locate_node(const Store& store, At at);

}  // namespace cordon::rows

#endif  // CORDON_ROWS_DESCRIBE_H_
