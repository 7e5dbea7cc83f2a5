#ifndef CORDON_ROW_H_
#define CORDON_ROW_H_

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "cordon/assumes.h"

namespace cordon {

/// Status of a row and of a requirement (language.md 4.5). kSkipped and kWaived are of rows only.
enum class Status : std::uint8_t { kPass, kFail, kUndetermined, kError, kSkipped, kWaived };
enum class Severity : std::uint8_t { kInfo, kLow, kMedium, kHigh, kCritical };

/// Whether a row of that status is a finding: reported, and able to change the exit code.
constexpr bool is_finding(Status status) {
  return status == Status::kFail || status == Status::kUndetermined || status == Status::kError;
}

const char* name_of(Status status);      ///< "pass" ...
const char* name_of(Severity severity);  ///< "info" ...

/// A place in an input, computed. line 0: no place.
struct Location {
  std::string file;
  std::uint32_t line = 0;
  std::uint32_t column = 0;  ///< from 1, in Unicode scalar values
  std::string pointer;       ///< JSON pointer in the document
};

struct CauseRecord {
  enum class Kind : std::uint8_t { kMissing, kError, kUnknown };
  Kind kind = Kind::kMissing;
  std::string code;  ///< kError: its code
  std::string reason;
  Location location;
};

/// A followed reference on the way to a fact.
struct Via {
  std::string resource;
  std::string pointer;
};

/// One fact that a verdict rests on.
struct EvidenceRecord {
  enum class Origin : std::uint8_t { kWritten, kDefault, kResolved };
  std::string expression;  ///< as in the rule text
  std::string
      value_json;  ///< compact JSON text; "" where there is no value (missing, redacted, sensitive)
  bool sensitive = false;
  bool truncated = false;
  Origin origin = Origin::kWritten;
  Location location;
  std::string source_line;  ///< the line of the input, for text reports; "" if it must not be shown
  std::uint32_t caret_length = 1;  ///< in bytes of the source line
  std::vector<Via> via;
  std::string via_json;  ///< the same as JSON, [{"resource", "pointer"}]; "" for none
};

struct RequirementRecord {
  Status status = Status::kFail;  ///< never kPass
  std::string message;
  bool message_truncated = false;
  Location rule_location;
  std::vector<CauseRecord> causes;
  std::vector<EvidenceRecord> evidence;
};

/// The resource that rows judge. All rows of one resource share it.
struct Subject {
  std::string resource;  ///< its name in rows
  std::string type;
  std::uint32_t document = 0;  ///< index into CheckResult::documents
  Location location;
};

/// One (rule, subject) and its status.
struct Row {
  std::uint32_t rule = 0;  ///< index into Program::rules()
  Status status = Status::kPass;
  Severity severity = Severity::kMedium;
  bool applies = true;  ///< false: the rule has no severity in the row's environment
  bool vacuous = false;
  Assumes assumes = {};
  std::shared_ptr<const Subject> subject;       ///< null: the document set
  std::string_view reason;                      ///< of a skipped row; static text
  std::vector<RequirementRecord> requirements;  ///< those that are not pass
};

}  // namespace cordon

#endif  // CORDON_ROW_H_
