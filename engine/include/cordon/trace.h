#ifndef CORDON_TRACE_H_
#define CORDON_TRACE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "cordon/evaluate.h"

namespace cordon {

/// A statement of a rule, or an expression in it, and what it came to.
struct TraceNode {
  /// "where", "when", "for", "member", "require", "exists"; of an expression what it is: "path",
  /// "variable" (a member of a loop), "literal", "parameter", "presence", "item", or the operator's
  /// own word.
  std::string construct;
  std::string expression;  ///< as in the rule text; "" where the text has none
  Location rule_location;
  std::string truth;   ///< true, false, missing, error, unknown; "": a value that is no truth
  std::string status;  ///< of a requirement: pass, fail, undetermined, error
  std::string message;
  EvidenceRecord value;  ///< without expression; value_json "" where there is none
  std::vector<CauseRecord> causes;
  std::uint32_t omitted = 0;  ///< parts that are not listed
  bool repeated = false;      ///< its parts stand at the same expression before
  std::vector<TraceNode> parts;
};

/// One row with everything that led to it, statements in the order in which they ran.
struct Trace {
  Row row;
  std::vector<TraceNode> clauses;
  bool truncated = false;  ///< more than 5,000 nodes
};

struct TraceResult {
  std::vector<DocumentRecord> documents;
  std::vector<Trace> traces;          ///< one per document that has the resource
  std::vector<std::string> subjects;  ///< addresses of all subjects of the rule
  bool whole = false;                 ///< the rule has no subject: it judges the document set
};

/// Why the rule at index `rule` came to its status on the resource of that address.
/// `resource` is not looked at for a rule without subject. An address that no subject has gives no
/// trace. Errors: as of evaluate(). Threads: safe together.
/// Cost: as reading the inputs; a trace has at most 5,000 nodes.
Result<TraceResult> trace(const Program& program, std::vector<Input> inputs,
                          const CheckOptions& options, std::uint32_t rule,
                          const std::string& resource);

/// Text for people, and JSON (docs/result.schema.json, `trace`).
std::string trace_text(const TraceResult& result, const RuleInfo& rule, bool color);
std::string trace_json(const TraceResult& result, const RuleInfo& rule);

}  // namespace cordon

#endif  // CORDON_TRACE_H_
