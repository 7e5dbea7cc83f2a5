#ifndef CORDON_EVALUATE_H_
#define CORDON_EVALUATE_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cordon/diagnostic.h"
#include "cordon/limits.h"
#include "cordon/program.h"
#include "cordon/result.h"
#include "cordon/row.h"

namespace cordon {

struct Input {
  std::string path;  ///< as results name it
  std::string bytes;
  bool named = true;  ///< false: met in a folder walk (an unfit file is then `ignored`)
};

struct ParameterValue {
  std::string name;  ///< or package.name
  std::string json;
  std::string from;  ///< "--param", "--params"
};

struct CheckOptions {
  std::vector<std::uint32_t> rules;  ///< indexes into Program::rules(), ascending
  std::string type;                  ///< "" detect, else a word of --type
  Environment profile = Environment::kProd;
  bool strict_references = false;
  std::string as_of;  ///< "YYYY-MM-DD", required: the library reads no clock
  std::vector<ParameterValue> parameters;
  bool redact = false;
  bool digests = true;  ///< false: DocumentRecord::sha256 stays empty, which saves time
  /// Lists rows that are findings (fail, undetermined, error), and counts the others in
  /// CheckResult::unlisted: less time, less memory. text_report() and verdict() say the same of
  /// both; json_report() lists all rows, so leave it off for that.
  bool findings_only = false;
  DocumentLimits document_limits;
  EvaluationLimits limits;
  /// Called with the rows that are judged (in read_inventory(): the resources that are listed) and
  /// all that there are, before the first and now and then, and before each document is read; may
  /// be empty.
  std::function<void(std::size_t done, std::size_t total)> progress;
  std::function<void(std::size_t done, std::size_t total)> reading;
};

struct DocumentRecord {
  std::string path;
  std::string format;  ///< word of --type; "" unknown
  std::string sha256;
  std::uint64_t bytes = 0;
  std::uint32_t resources = 0;
  std::string status;  ///< read, ignored, refused
  std::vector<Problem> problems;
};

struct EffectiveParameter {
  std::string name;  ///< qualified where two packages declare it
  std::string value_json;
  std::string from;  ///< "default", "--param", "--params"
};

/// What CheckOptions::findings_only leaves out.
struct UnlistedRows {
  std::size_t pass = 0;
  std::size_t skipped = 0;
  std::size_t assumed = 0;           ///< those with `assumes`
  std::size_t resources = 0;         ///< that pass a rule, and of which no row is listed
  std::vector<std::uint32_t> rules;  ///< that a subject passes, ascending
};

struct CheckResult {
  std::vector<DocumentRecord> documents;
  std::vector<EffectiveParameter> parameters;
  std::vector<Row> rows;  ///< by document, address (numeric parts as numbers), rule id
  UnlistedRows unlisted;
  std::vector<std::string> rules_without_subject;
  std::uint32_t findings_dropped = 0;  ///< above the findings limit
  bool has_error = false;              ///< a requirement that is E, or a limit: exit code 2
};

/// Reads the inputs as one inventory and judges them.
/// Errors: a parameter that is unknown, missing or of a wrong type (U0301 to U0304), an unusable
/// option; L0207, L0208: the host ended the run (Interrupt), and there is no result. A document
/// that cannot be read is no error of the call: it is in `documents`. Threads: safe together
/// (nothing is shared but the program). Cost: linear in bytes + resources + matches for every
/// bundled rule.
Result<CheckResult> evaluate(const Program& program, std::vector<Input> inputs,
                             const CheckOptions& options);

struct InventoryResource {
  std::string resource, type, native_type;
  std::uint32_t document = 0;
  Location location;
  std::vector<std::pair<std::string, std::string>> tags;  ///< key, value as JSON
  std::string environment;
  std::vector<std::string> unknown;  ///< pointers
  struct Reference {
    std::string pointer, target, attribute, state;  ///< resolved symbolic outside unknown
  };
  std::vector<Reference> references;
  std::string properties_json;  ///< only with properties
};

struct InventoryResult {
  std::vector<DocumentRecord> documents;
  std::vector<InventoryResource> resources;
  std::vector<std::pair<std::string, std::uint32_t>> unmapped_types;
};

/// What was understood of the inputs. Same errors as evaluate().
Result<InventoryResult> read_inventory(std::vector<Input> inputs, const CheckOptions& options,
                                       bool with_properties);

/// Result of one `test` block.
struct TestOutcome {
  std::string name;
  Location location;
  bool passed = false;
  std::vector<std::string> failures;  ///< one line each: what was expected and what came
};

/// Runs the `test` blocks of a program. `read_file` gives the bytes of a file case, relative to the
/// rule file; it may refuse. `progress` is called before each test; it may be empty.
std::vector<TestOutcome> run_tests(
    const Program& program,
    const std::function<Result<std::string>(const std::string& path)>& read_file,
    const EvaluationLimits& limits,
    const std::function<void(std::size_t done, std::size_t total)>& progress = {});

}  // namespace cordon

#endif  // CORDON_EVALUATE_H_
