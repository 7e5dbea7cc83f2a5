#include <string>

#include "catch_compat.h"
#include "unit/document/reading.h"

namespace cordon::test {
namespace {

std::string read(const std::string& name, const std::string& text) {
  return Read(text, As::kByName, name).json();
}

TEST_CASE("a_file_named_json_is_json_and_nothing_else") {
  CHECK(read("a.json", "{\"a\":1}") == "{\"a\":1}");
  CHECK(read("a.json", "a: 1\n") == "D0102 1:1");
  CHECK(read("A.JSON", "a: 1\n") == "D0102 1:1");
  const Read wrong("a: 1\n", As::kByName, "a.json");
  CHECK(wrong.result.error().help.find("name it .yaml") != std::string::npos);
}

TEST_CASE("a_text_that_begins_with_a_bracket_is_json") {
  CHECK(read("a.yaml", " \n {\"a\":1}") == "{\"a\":1}");
  CHECK(read("-", "\xEF\xBB\xBF[1]") == "[1]");
  CHECK(read("a.template", "{a: 1}") == "D0102 1:2");
  CHECK(read("a.yaml", "--- {a: 1}") == "{\"a\":1}");
  const Read wrong("{a: 1}", As::kByName, "a.yaml");
  CHECK(wrong.result.error().help.find("read as JSON") != std::string::npos);
}

TEST_CASE("the_rest_is_yaml") {
  CHECK(read("a.yaml", "a: 1\n") == "{\"a\":1}");
  CHECK(read("a.template", "a: !Ref b\n") == "{\"a\":{\"Ref\":\"b\"}}");
  CHECK(read("a", "") == "D0101 1:1");
}

TEST_CASE("json_lines_hold_one_value_a_line") {
  CHECK(read("a.ndjson", "{\"a\":1}\n\n[2]\r\n3") == "{\"a\":1} [2] 3");
  CHECK(read("a.jsonl", "{\"a\":1}\n{\"a\":\n2}\n") == "D0102 2:6");
  CHECK(read("a.jsonl", "1 2\n") == "D0104 1:3");
  CHECK(read("a.jsonl", "\n\n") == "D0101 1:1");
  CHECK(Read("1\n2\n", As::kByName, "a.jsonl").store.roots().size() == 2);
}

}  // namespace
}  // namespace cordon::test
