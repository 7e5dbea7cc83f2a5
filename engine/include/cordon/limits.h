#ifndef CORDON_LIMITS_H_
#define CORDON_LIMITS_H_

#include <atomic>
#include <cstddef>
#include <cstdint>

namespace cordon {

/// How a host ends long work, asked every 1,024 steps of it: units of fuel, values of a document,
/// resources, steps of the parser, declarations; and after each MiB of a text. Without a host
/// nothing is asked.
/// Requires: once `expired` says so it says so on. Ownership: what it points at outlives the work.
struct Interrupt {
  const std::atomic<bool>* cancel = nullptr;  ///< L0207 once it is true; any thread may set it
  /// L0208 once it says so for `clock`. The library reads no clock, so a deadline is the host's.
  bool (*expired)(const void* clock) = nullptr;
  const void* clock = nullptr;
};

/// Limits of reading documents. Each has an error code of its own (docs/errors). 0 is not "none".
struct DocumentLimits {
  std::size_t max_bytes = std::size_t{256} << 20;      ///< D0201, bytes of one document
  std::uint32_t max_depth = 128;                       ///< D0202, open containers
  std::size_t max_nodes = std::size_t{16} << 20;       ///< D0203, values of one document
  std::size_t max_model_factor = 8;                    ///< D0204, model bytes <= factor * input
  std::size_t max_model_base = std::size_t{64} << 20;  ///< D0204, plus this many bytes
  std::size_t max_alias_nodes = 1'000'000;             ///< D0205, values made by YAML aliases
  std::size_t max_alias_factor = 10;                   ///< D0205, and <= factor * values written
  std::size_t max_key_bytes = std::size_t{64} << 10;   ///< D0206
  std::size_t max_string_bytes = (std::size_t{16} << 20) - 1;  ///< D0207
  std::size_t max_directives = 8;                              ///< D0208, lines that begin with %
  std::size_t max_documents = 10'000;  ///< D0209, documents of one YAML stream
  Interrupt interrupt{};               ///< none by default; a run's is that of its evaluation
};

/// Limits of rule text.
struct RuleLimits {
  std::size_t max_bytes = std::size_t{1} << 20;  ///< L0101
  std::uint32_t max_lines = 20'000;              ///< L0102
  std::uint32_t max_columns = 4'096;             ///< L0103
  std::uint32_t max_nesting = 48;                ///< E0130, constructs open at once
  std::uint64_t steps_per_byte = 64;             ///< L0104, parser steps <= this * bytes + base
  std::uint64_t steps_base = 10'000;
  std::size_t max_regex_bytes = std::size_t{8} << 10;  ///< L0105
  std::uint32_t max_loop_nesting = 8;                  ///< L0106
  std::size_t max_packages = 10'000;                   ///< L0107, packages that a host is asked for
  Interrupt interrupt{};                               ///< none by default
};

/// Limits of evaluation.
struct EvaluationLimits {
  std::uint64_t fuel_per_row = 10'000'000;              ///< L0201
  std::uint64_t fuel_per_run = 10'000'000'000;          ///< L0202
  std::size_t max_memory = std::size_t{256} << 20;      ///< L0203, bytes made while evaluating
  std::uint32_t max_call_depth = 64;                    ///< L0204
  std::size_t max_string_bytes = std::size_t{1} << 20;  ///< L0205, computed strings
  std::size_t max_findings = 100'000;                   ///< L0206
  std::size_t max_message_bytes = 4096;                 ///< cut, with `truncated`
  Interrupt interrupt;                                  ///< none by default
};

/// Limits of bundles (compiled rules). Instructions of one rule or function: 65,535, always.
struct BundleLimits {
  std::size_t max_bytes = std::size_t{64} << 20;  ///< B0106
  std::size_t max_constants = 65'535;             ///< B0106
};

}  // namespace cordon

#endif  // CORDON_LIMITS_H_
