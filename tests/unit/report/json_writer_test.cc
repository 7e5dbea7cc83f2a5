#include "report/json_writer.h"
#include "catch_compat.h"

using cordon::report::JsonWriter;

namespace {

std::string written(std::string_view value) {
  JsonWriter out;
  out.text(value);
  return out.take();
}

}  // namespace

TEST_CASE("members_are_indented_and_separated") {
  JsonWriter out;
  out.begin_object();
  out.member("a", "x");
  out.key("b");
  out.begin_array();
  out.number(18446744073709551615U);
  out.null();
  out.end_array();
  out.key("c");
  out.begin_object();
  out.end_object();
  out.end_object();
  CHECK(out.take() ==
        "{\n  \"a\": \"x\",\n  \"b\": [\n    18446744073709551615,\n    null\n  ],\n  \"c\": "
        "{}\n}\n");
}

TEST_CASE("quotes_backslashes_and_controls_are_escaped") {
  CHECK(written("\"\\\n\t\r\x1b\x7f") == "\"\\\"\\\\\\n\\t\\u000d\\u001b\\u007f\"\n");
  CHECK(written(std::string_view("a\0b", 3)) == "\"a\\u0000b\"\n");
}

TEST_CASE("hidden_characters_leave_as_escapes") {
  CHECK(written("\u2028\u2029\u202e\u009b") == "\"\\u2028\\u2029\\u202e\\u009b\"\n");
  CHECK(written("\U000E0041") == "\"\\udb40\\udc41\"\n");
}

TEST_CASE("bytes_that_are_no_utf8_become_text") { CHECK(written("a\xff") == "\"a\\\\xff\"\n"); }

TEST_CASE("orders_to_build_systems_are_escaped_in_json") {
  CHECK(written("##vso[a]") == "\"\\u0023#vso[a]\"\n");
}

TEST_CASE("raw_values_get_the_same_escapes") {
  JsonWriter out;
  out.raw("{\"a\":\"\u202e\\n\",\n\"b\":1}");
  CHECK(out.take() == "{\"a\":\"\\u202e\\n\", \"b\":1}\n");
}

TEST_CASE("blanks_of_raw_values_become_one_blank_each") {
  JsonWriter out;
  out.raw("[1,\r\n\t2]");
  CHECK(out.take() == "[1,   2]\n");
}
