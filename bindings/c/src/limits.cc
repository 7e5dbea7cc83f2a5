#include "limits.h"

#include <algorithm>
#include <limits>

#include "text.h"

namespace cordon::c {
namespace {

template <class Given, class Limit>
void set(Given given, Limit& limit) {
  constexpr auto kMost = std::numeric_limits<Limit>::max();
  if (given != 0) limit = given > kMost ? kMost : static_cast<Limit>(given);
}

/// The same below a hard cap.
template <class Given, class Limit>
void set(Given given, Limit& limit, std::uint64_t most) {
  set(std::min<std::uint64_t>(given, most), limit);
}

void apply_of_engines(const cordon_limits& given, Limits& limits) {
  set(given.max_document_bytes, limits.document.max_bytes, std::uint64_t{2} << 30U);
  set(given.max_document_depth, limits.document.max_depth, 1000);
  set(given.max_document_nodes, limits.document.max_nodes, DocumentLimits{}.max_nodes);
  set(given.max_alias_nodes, limits.document.max_alias_nodes);
  set(given.max_key_bytes, limits.document.max_key_bytes);
  set(given.max_text_bytes, limits.document.max_string_bytes, DocumentLimits{}.max_string_bytes);
  set(given.max_stream_documents, limits.document.max_documents);
  set(given.max_rule_bytes, limits.rules.max_bytes, std::uint64_t{16} << 20U);
  set(given.max_rule_lines, limits.rules.max_lines);
  set(given.max_rule_columns, limits.rules.max_columns);
  set(given.max_rule_nesting, limits.rules.max_nesting, 64);
  set(given.max_bundle_bytes, limits.bundle.max_bytes);
}

}  // namespace

std::optional<Fault> read_limits(const cordon_limits* given, cordon_limits& limits) noexcept {
  if (const auto wrong = fault_of(given)) return wrong;
  limits = read_options(given);
  if (limits.reserved != 0) return Fault::kReserved;
  return std::nullopt;
}

bool has_limits_of_engines(const cordon_limits& given) noexcept {
  return (given.max_document_bytes | given.max_document_nodes | given.max_alias_nodes |
          given.max_bundle_bytes | given.max_document_depth | given.max_key_bytes |
          given.max_text_bytes | given.max_stream_documents | given.max_rule_bytes |
          given.max_rule_lines | given.max_rule_columns | given.max_rule_nesting) != 0;
}

void apply_limits(const cordon_limits& given, Limits& limits) noexcept {
  set(given.max_call_depth, limits.evaluation.max_call_depth);
  set(given.max_fuel_per_row, limits.evaluation.fuel_per_row);
  set(given.max_fuel_per_run, limits.evaluation.fuel_per_run);
  set(given.max_memory, limits.evaluation.max_memory);
  set(given.max_findings, limits.evaluation.max_findings);
  set(given.max_string_bytes, limits.evaluation.max_string_bytes);
  set(given.max_message_bytes, limits.evaluation.max_message_bytes);
  set(given.deadline_ns, limits.deadline_ns);
  set(given.max_output_bytes, limits.output_bytes);
  apply_of_engines(given, limits);
}

}  // namespace cordon::c
