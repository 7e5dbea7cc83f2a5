// Rows of results, with their requirements, causes and facts.
// Test: tests/bindings/check_test.cc.
#include <string_view>

#include "objects.h"
#include "text.h"

namespace cordon::c {
namespace {

std::uint32_t flags_of(const Row& row) noexcept {
  std::uint32_t flags = 0;
  if (row.vacuous) flags |= CORDON_ROW_VACUOUS;
  if (row.subject) flags |= CORDON_ROW_HAS_RESOURCE;
  if (!row.applies) flags |= CORDON_ROW_INAPPLICABLE;
  if ((row.assumes & kAssumesReferences) != 0) flags |= CORDON_ROW_ASSUMES_REFERENCES;
  if ((row.assumes & kAssumesUnsetBlocks) != 0) flags |= CORDON_ROW_ASSUMES_UNSET_BLOCKS;
  return flags;
}

cordon_row row_of(const ResultObject& result, const Row& row) noexcept {
  cordon_row out{};
  out.flags = flags_of(row);
  out.status = static_cast<std::int32_t>(row.status);
  out.severity = static_cast<std::int32_t>(row.severity);
  out.rule_index = row.rule;
  out.requirement_count = row.requirements.size();
  out.rule_id = view_str(result.program->program.rules()[row.rule].id);
  if (!row.requirements.empty()) out.message = view_str(row.requirements.front().message);
  out.reason = view_str(row.reason);
  if (!row.subject) return out;
  out.document_index = row.subject->document;
  out.resource = view_str(row.subject->resource);
  out.type = view_str(row.subject->type);
  out.place = place_of(row.subject->location);
  return out;
}

const Row* find_row(const cordon_result* result, std::size_t row, cordon_status& status) noexcept {
  const auto* object = find<ResultObject>(result);
  status = object == nullptr ? CORDON_E_MISUSE : CORDON_E_NOT_FOUND;
  return object == nullptr || row >= object->rows().size() ? nullptr : &object->rows()[row];
}

const RequirementRecord* find_requirement(const cordon_result* result, std::size_t row,
                                          std::size_t requirement, cordon_status& status) noexcept {
  const Row* found = find_row(result, row, status);
  if (found == nullptr || requirement >= found->requirements.size()) return nullptr;
  return &found->requirements[requirement];
}

}  // namespace
}  // namespace cordon::c

using namespace cordon::c;

size_t cordon_result_row_count(const cordon_result* result) {
  const auto* object = find<ResultObject>(result);
  return object == nullptr ? 0 : object->rows().size();
}

cordon_status cordon_result_row(const cordon_result* result, size_t row, cordon_row* out) {
  if (out == nullptr) return CORDON_E_MISUSE;
  cordon_status status = CORDON_OK;
  const cordon::Row* found = find_row(result, row, status);
  return found == nullptr ? status : fill(out, row_of(*find<ResultObject>(result), *found));
}

cordon_status cordon_result_requirement(const cordon_result* result, size_t row, size_t requirement,
                                        cordon_requirement* out) {
  if (out == nullptr) return CORDON_E_MISUSE;
  cordon_status status = CORDON_OK;
  const cordon::RequirementRecord* found = find_requirement(result, row, requirement, status);
  if (found == nullptr) return status;
  cordon_requirement value{};
  value.status = static_cast<std::int32_t>(found->status);
  value.message = view_str(found->message);
  value.rule_place = place_of(found->rule_location);
  value.cause_count = found->causes.size();
  value.evidence_count = found->evidence.size();
  return fill(out, value);
}

cordon_status cordon_result_cause(const cordon_result* result, size_t row, size_t requirement,
                                  size_t index, cordon_cause* out) {
  if (out == nullptr) return CORDON_E_MISUSE;
  cordon_status status = CORDON_OK;
  const cordon::RequirementRecord* found = find_requirement(result, row, requirement, status);
  if (found == nullptr || index >= found->causes.size()) return status;
  const cordon::CauseRecord& cause = found->causes[index];
  cordon_cause value{};
  value.kind = static_cast<std::int32_t>(cause.kind);
  value.code = view_str(cause.code);
  value.reason = view_str(cause.reason);
  value.place = place_of(cause.location);
  return fill(out, value);
}

cordon_status cordon_result_evidence(const cordon_result* result, size_t row, size_t requirement,
                                     size_t index, cordon_evidence* out) {
  if (out == nullptr) return CORDON_E_MISUSE;
  cordon_status status = CORDON_OK;
  const cordon::RequirementRecord* found = find_requirement(result, row, requirement, status);
  if (found == nullptr || index >= found->evidence.size()) return status;
  const cordon::EvidenceRecord& fact = found->evidence[index];
  cordon_evidence value{};
  value.flags = (fact.sensitive ? std::uint32_t{CORDON_EVIDENCE_SENSITIVE} : 0U) |
                (fact.truncated ? std::uint32_t{CORDON_EVIDENCE_TRUNCATED} : 0U);
  value.origin = static_cast<std::int32_t>(fact.origin);
  value.expression = view_str(fact.expression);
  value.value_json = view_str(fact.value_json);
  value.place = place_of(fact.location);
  value.via_json = view_str(fact.via_json);
  return fill(out, value);
}
