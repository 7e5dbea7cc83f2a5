#include "report/json_parts.h"

namespace cordon::report {
namespace {

void write_number_or_null(JsonWriter& out, std::string_view name, std::uint32_t number) {
  out.key(name);
  if (number == 0) return out.null();
  out.number(number);
}

void write_problem(JsonWriter& out, const Problem& problem) {
  out.begin_object();
  out.member("code", problem.code);
  out.member("severity", problem.level == Level::kError ? "error" : "warning");
  out.member("message", problem.message);
  out.member_or_null("help", problem.help);
  out.member("notes", problem.notes);
  out.key("location");
  write_location(out, {problem.file, problem.line, problem.column, {}});
  out.end_object();
}

void write_document(JsonWriter& out, const DocumentRecord& document) {
  out.begin_object();
  out.member("path", document.path);
  out.member_or_null("format", document.format);
  out.member_or_null("sha256", document.sha256);
  out.member("bytes", document.bytes);
  out.member("resources", document.resources);
  out.member("status", document.status);
  out.key("problems");
  write_problems(out, document.problems);
  out.end_object();
}

}  // namespace

void write_location(JsonWriter& out, const Location& location) {
  if (location.line == 0 && location.file.empty() && location.pointer.empty()) return out.null();
  out.begin_object();
  out.member_or_null("file", location.file);
  write_number_or_null(out, "line", location.line);
  write_number_or_null(out, "column", location.column);
  if (!location.pointer.empty()) out.member("pointer", location.pointer);
  out.end_object();
}

void write_problems(JsonWriter& out, const std::vector<Problem>& problems) {
  out.begin_array();
  for (const Problem& problem : problems) write_problem(out, problem);
  out.end_array();
}

void write_documents(JsonWriter& out, const std::vector<DocumentRecord>& documents) {
  out.begin_array();
  for (const DocumentRecord& document : documents) write_document(out, document);
  out.end_array();
}

}  // namespace cordon::report
