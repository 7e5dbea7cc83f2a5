// Reports of any content. The bytes are the texts and the shape of a report, an inventory, a trace,
// a list of rules and one of tests; a byte chooses a hostile text, or the bytes behind it are one.
// - text holds only what is visible, and no line that a build system obeys;
// - JSON is JSON, and reads back as the rows that went in: statuses, messages, addresses;
// - equal reports are equal bytes.
// Cannot see: names of files as an operating system gives them (tests/cli).
#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "base/utf8.h"
#include "cordon/listing.h"
#include "cordon/report.h"
#include "cordon/trace.h"
#include "draw.h"
#include "printed.h"
#include "require.h"

namespace {

using namespace cordon;
using fuzz::check_json;
using fuzz::check_text;
using fuzz::require;
using Json = nlohmann::json;

/// The text as JSON has it: a byte that is no UTF-8 is the four characters \xNN.
std::string as_read_back(const std::string& text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const auto length = decode_utf8(text, i).length;
    if (length > 0) {
      out += text.substr(i, length);
    } else {
      constexpr std::string_view kHex = "0123456789abcdef";
      const auto byte = static_cast<unsigned char>(text[i]);
      out += std::string("\\x") + kHex[byte >> 4U] + kHex[byte & 0xFU];
    }
    i += std::max<std::size_t>(1, length);
  }
  return out;
}

void check_rows(const Report& report, const Json& json) {
  const auto& rows = report.result.rows;
  require(json["rows"].size() == rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const Json& read = json["rows"][i];
    require(read["status"] == name_of(rows[i].status));
    require(rows[i].subject ? read["resource"] == as_read_back(rows[i].subject->resource)
                            : read["resource"].is_null());
    require(read["requirements"].size() == rows[i].requirements.size());
    for (std::size_t j = 0; j < rows[i].requirements.size(); ++j) {
      const auto& requirement = rows[i].requirements[j];
      const Json& one = read["requirements"][j];
      require(one["status"] == name_of(requirement.status));
      require(one["message"] == as_read_back(shown_message(report, rows[i], requirement)));
      require(one["causes"].size() == requirement.causes.size());
      require(one["evidence"].size() == requirement.evidence.size());
    }
  }
  require(json["summary"]["exit"] == verdict(report).exit);
}

void check_report(const Report& report) {
  for (const bool ascii : {false, true})
    for (const bool quiet : {false, true}) check_text(text_report(report, {false, quiet, ascii}));
  check_text(text_problems(report.problems, false));
  const std::string json = json_report(report);
  check_json(json);
  require(json_report(report) == json);
  check_rows(report, Json::parse(json));
  check_text(lint_text({report.problems, 1, 1}, false));
  check_json(lint_json({report.problems, 1, 1}));
}

void check_rules(const Program& program) {
  std::vector<std::uint32_t> all;
  for (const RuleInfo& info : program.rules()) {
    check_text(rule_page(info, {}));
    all.push_back(static_cast<std::uint32_t>(all.size()));
  }
  check_text(rules_text(program.rules(), all));
  check_json(rules_json(program.rules(), {}, all));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::Draw in(data, size);
  const Program program(fuzz::draw_program(in));
  const Report report = fuzz::draw_report(in, program);
  check_report(report);
  check_rules(program);
  const InventoryResult inventory = fuzz::draw_inventory(in, report);
  check_text(inventory_text(inventory));
  check_json(inventory_json(inventory));
  const TraceResult trace = fuzz::draw_trace(in, report);
  check_text(trace_text(trace, program.rules()[0], false));
  check_json(trace_json(trace, program.rules()[0]));
  const TestReport tests = fuzz::draw_tests(in, report);
  check_text(tests_text(tests));
  check_json(tests_json(tests));
  return 0;
}
