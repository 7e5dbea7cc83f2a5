#ifndef CORDON_REPORT_JSON_PARTS_H_
#define CORDON_REPORT_JSON_PARTS_H_

#include <vector>

#include "cordon/evaluate.h"
#include "report/json_writer.h"

namespace cordon::report {

/// Members that several JSON outputs share (docs/result.schema.json, `definitions`).
void write_location(JsonWriter& out, const Location& location);
void write_problems(JsonWriter& out, const std::vector<Problem>& problems);
void write_documents(JsonWriter& out, const std::vector<DocumentRecord>& documents);

}  // namespace cordon::report

#endif  // CORDON_REPORT_JSON_PARTS_H_
