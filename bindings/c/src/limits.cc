#include "limits.h"

#include <algorithm>
#include <limits>

namespace cordon::c {
namespace {

template <class Given, class Limit>
void set(Given given, Limit& limit) {
  constexpr auto kMost = std::numeric_limits<Limit>::max();
  if (given != 0) limit = given > kMost ? kMost : static_cast<Limit>(given);
}

}  // namespace

void apply_limits(const cordon_limits& given, Limits& limits) noexcept {
  set(given.max_call_depth, limits.evaluation.max_call_depth);
  set(given.max_fuel_per_row, limits.evaluation.fuel_per_row);
  set(given.max_fuel_per_run, limits.evaluation.fuel_per_run);
  set(given.max_memory, limits.evaluation.max_memory);
  set(given.max_findings, limits.evaluation.max_findings);
  set(given.max_string_bytes, limits.evaluation.max_string_bytes);
  set(given.max_message_bytes, limits.evaluation.max_message_bytes);
  set(given.deadline_ns, limits.deadline_ns);
  constexpr std::uint64_t kMostBytes = std::uint64_t{2} << 30U;
  constexpr std::uint32_t kMostDepth = 1000;
  set(std::min(given.max_document_bytes, kMostBytes), limits.document.max_bytes);
  set(std::min(given.max_document_depth, kMostDepth), limits.document.max_depth);
}

}  // namespace cordon::c
