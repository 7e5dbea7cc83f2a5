// Results: the verdict, the diagnostics, the documents and the reports.
// Rows are in result_rows.cc. Test: tests/bindings/check_test.cc.
#include "result.h"

#include <array>
#include <string>
#include <utility>

#include "error.h"
#include "text.h"

namespace cordon::c {
namespace {

/// Rules' problems, then those of documents: with their place, never with their text.
std::vector<Problem> problems_of(const Report& report) {
  std::vector<Problem> all = report.problems;
  for (const DocumentRecord& document : report.result.documents) {
    for (Problem problem : document.problems) {
      if (problem.file.empty()) problem.file = document.path;
      problem.source_line.clear();
      all.push_back(std::move(problem));
    }
  }
  return all;
}

std::vector<Row> redacted_rows(const Report& report) {
  std::vector<Row> rows = report.result.rows;
  for (Row& row : rows) {
    for (RequirementRecord& requirement : row.requirements) {
      requirement.message = shown_message(report, row, requirement);
      for (CauseRecord& cause : requirement.causes) cause.reason = shown_reason(report, cause);
    }
  }
  return rows;
}

cordon_summary summary_of(const ResultObject& result) {
  const std::vector<Row>& rows = result.rows();
  std::array<std::size_t, 6> counts{};
  for (const Row& row : rows) ++counts[static_cast<std::size_t>(row.status)];
  const auto count = [&counts](Status status) { return counts[static_cast<std::size_t>(status)]; };
  cordon_summary out{};
  out.exit_code = result.verdict.exit;
  out.row_count = rows.size();
  out.pass = count(Status::kPass);
  out.fail = count(Status::kFail);
  out.undetermined = count(Status::kUndetermined);
  out.error = count(Status::kError);
  out.skipped = count(Status::kSkipped);
  out.waived = count(Status::kWaived);
  out.document_count = result.report.result.documents.size();
  out.diagnostic_count = result.problems.size();
  out.because_count = result.verdict.because.size();
  return out;
}

std::string render(const ResultObject& result, std::int32_t format) {
  if (format == CORDON_FORMAT_JSON) return json_report(result.report);
  return text_report(result.report, TextOptions{});
}

cordon_status refuse_format(Call& call, std::int32_t format) {
  return call.fail(CORDON_E_OPTION, "A0111",
                   "the format " + std::to_string(format) + " is not known");
}

/// The writers end early beyond the limit, and what they give is longer than it.
bool is_whole(const ResultObject& result, const std::string& text) {
  return text.size() <= result.report.max_bytes;
}

cordon_status refuse_length(Call& call, const ResultObject& result) {
  return call.fail(
      CORDON_E_LIMIT, "L0209",
      "the report has more than " + std::to_string(result.report.max_bytes) + " bytes");
}

bool is_format(std::int32_t format) {
  return format == CORDON_FORMAT_TEXT || format == CORDON_FORMAT_JSON;
}

cordon_status hand_over(Call& call, const std::string& text, cordon_write_fn write, void* user) {
  try {
    if (write(user, text.data(), text.size()) == 0) return CORDON_OK;
  } catch (...) {
    return call.fail(Fault::kCallback);
  }
  return call.fail(Fault::kCallback);
}

}  // namespace

std::unique_ptr<ResultObject> make_result(std::shared_ptr<const ProgramData> program,
                                          Report report) {
  auto result = std::make_unique<ResultObject>();
  result->program = std::move(program);
  result->report = std::move(report);
  result->verdict = verdict(result->report);
  result->problems = problems_of(result->report);
  if (result->report.redact) result->redacted = redacted_rows(result->report);
  result->summary = summary_of(*result);
  return result;
}

}  // namespace cordon::c

using namespace cordon::c;

int32_t cordon_result_exit_code(const cordon_result* result) {
  const auto* object = find<ResultObject>(result);
  return object == nullptr ? 2 : object->verdict.exit;
}

cordon_status cordon_result_summary(const cordon_result* result, cordon_summary* out) {
  const auto* object = find<ResultObject>(result);
  if (object == nullptr || out == nullptr) return CORDON_E_MISUSE;
  return fill(out, object->summary);
}

cordon_status cordon_result_because(const cordon_result* result, size_t index, cordon_str* out) {
  const auto* object = find<ResultObject>(result);
  if (object == nullptr || out == nullptr) return CORDON_E_MISUSE;
  if (index >= object->verdict.because.size()) return CORDON_E_NOT_FOUND;
  *out = view_str(object->verdict.because[index]);
  return CORDON_OK;
}

cordon_status cordon_result_diagnostic(const cordon_result* result, size_t index,
                                       cordon_diagnostic* out) {
  const auto* object = find<ResultObject>(result);
  if (object == nullptr || out == nullptr) return CORDON_E_MISUSE;
  if (index >= object->problems.size()) return CORDON_E_NOT_FOUND;
  return fill(out, diagnostic_of(object->problems[index]));
}

cordon_status cordon_result_document(const cordon_result* result, size_t index,
                                     cordon_document_info* out) {
  const auto* object = find<ResultObject>(result);
  if (object == nullptr || out == nullptr) return CORDON_E_MISUSE;
  const auto& documents = object->report.result.documents;
  if (index >= documents.size()) return CORDON_E_NOT_FOUND;
  const cordon::DocumentRecord& document = documents[index];
  cordon_document_info info{};
  info.resources = document.resources;
  info.name = view_str(document.path);
  info.format = view_str(document.format);
  info.status = view_str(document.status);
  info.sha256 = view_str(document.sha256);
  info.bytes = document.bytes;
  return fill(out, info);
}

cordon_status cordon_result_write(const cordon_result* result, int32_t format,
                                  cordon_write_fn write, void* user, cordon_error** err) {
  return guarded(err, [&](Call& call) {
    const Slot* slot = find_slot(result, HandleKind::kResult);
    if (slot == nullptr) return call.fail(Fault::kNoResult);
    call.in(slot);
    if (write == nullptr) return call.fail(Fault::kNoCallback);
    if (!is_format(format)) return refuse_format(call, format);
    const auto& object = *static_cast<const ResultObject*>(slot->object);
    const std::string text = render(object, format);
    if (!is_whole(object, text)) return refuse_length(call, object);
    return hand_over(call, text, write, user);
  });
}

cordon_status cordon_result_render(const cordon_result* result, int32_t format, cordon_bytes** out,
                                   cordon_error** err) {
  return guarded(err, [&](Call& call) -> cordon_status {
    if (out == nullptr) return call.fail(Fault::kNoOut);
    *out = nullptr;
    const Slot* slot = find_slot(result, HandleKind::kResult);
    if (slot == nullptr) return call.fail(Fault::kNoResult);
    call.in(slot);
    if (!is_format(format)) return refuse_format(call, format);
    auto bytes = std::make_unique<BytesObject>();
    const auto& object = *static_cast<const ResultObject*>(slot->object);
    bytes->bytes = render(object, format);
    if (!is_whole(object, bytes->bytes)) return refuse_length(call, object);
    *out = publish<cordon_bytes>(call.pool(), std::move(bytes));
    return CORDON_OK;
  });
}

void cordon_result_release(cordon_result* result) { release<ResultObject>(result); }
