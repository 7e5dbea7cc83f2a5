#ifndef CORDON_PROGRAM_H_
#define CORDON_PROGRAM_H_

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "cordon/row.h"

namespace cordon {

enum class Environment : std::uint8_t { kProd, kStaging, kDev };

/// What a rule says of itself (language.md 3.15). Texts are as written by its author.
struct RuleInfo {
  std::string id;    ///< `@id`, else the qualified name
  std::string name;  ///< qualified name
  std::string package;
  std::string title;
  bool bundled = false;  ///< of the library that ships with the program
  std::array<std::optional<Severity>, 3> severity = {
      Severity::kMedium, Severity::kMedium,
      Severity::kMedium};             ///< by Environment; none: does not apply
  std::optional<Severity> sensitive;  ///< when the subject is sensitive
  std::vector<std::string> groups;
  std::vector<std::string> controls;
  std::string rationale, source, source_read, url;
  std::string remediation, remediation_terraform, remediation_cloudformation, remediation_api;
  std::string owner, deprecated;
  std::uint32_t min_subjects = 0;
  std::vector<std::string> subjects;    ///< types as written; empty: the document set
  std::vector<std::string> parameters;  ///< that its body reads, itself or through functions
  std::string text;                     ///< the declaration's source text, for `explain`
  Location location;
};

struct ParameterInfo {
  std::string name;
  std::string package;
  std::string type;          ///< as written
  std::string default_json;  ///< "" : required
};

namespace bytecode {
struct Program;
}

/// Verified rules, ready to run. Made by cordon::dsl::compile (or, later, from a bundle).
/// Ownership: shared and immutable. Threads: share freely.
class Program {
 public:
  Program() = default;
  explicit Program(std::shared_ptr<const bytecode::Program> code) : code_(std::move(code)) {}
  explicit operator bool() const { return code_ != nullptr; }

  [[nodiscard]] std::span<const RuleInfo> rules() const;
  [[nodiscard]] std::span<const ParameterInfo> parameters() const;
  [[nodiscard]] std::string digest() const;  ///< "sha256:..." over sources and rule list
  [[nodiscard]] std::size_t test_count() const;
  [[nodiscard]] const bytecode::Program& code() const { return *code_; }

 private:
  std::shared_ptr<const bytecode::Program> code_;
};

}  // namespace cordon

#endif  // CORDON_PROGRAM_H_
