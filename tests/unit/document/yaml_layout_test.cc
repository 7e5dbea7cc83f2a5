#include <string>

#include "catch_compat.h"
#include "unit/document/reading.h"

namespace cordon::test {
namespace {

std::string verdict(const std::string& text) { return Read(text, As::kYaml).verdict(); }
std::string value(const std::string& text) { return Read(text, As::kYaml).json(); }

TEST_CASE("a_comment_needs_a_blank_before_it") {
  CHECK(verdict("a: \"b\"# c\n") == "D0110 1:7");
  CHECK(verdict("- [a,# c\n  b]\n") == "D0110 1:6");
  CHECK(verdict("- [a]# c\n") == "D0110 1:6");
  CHECK(verdict("a: ># c\n  b\n") == "D0110 1:5");
  CHECK(value("# c\na: \"b\" # c\nb: [x, # c\n  y]\nc: > # c\n  z\nd: x#y\n") ==
        R"({"a":"b","b":["x","y"],"c":"z\u000a","d":"x#y"})");
}

TEST_CASE("a_question_mark_or_dash_between_brackets_is_refused") {
  CHECK(verdict("[?a]") == "D0110 1:2");
  CHECK(verdict("{ ?a: b }") == "D0110 1:3");
  CHECK(verdict("[-]") == "D0110 1:2");
  CHECK(verdict("[a, -, b]") == "D0110 1:5");
  CHECK(value("[-1, -a, a?, '-', '?x']") == R"([-1,"-a","a?","-","?x"])");
  CHECK(value("{? a : b}") == R"({"a":"b"})");
}

TEST_CASE("lines_of_quoted_texts_and_brackets_are_indented") {
  CHECK(verdict("a: \"b\nc\"\n") == "D0110 2:1");
  CHECK(verdict("a: 'b\n\tc'\n") == "D0110 2:2");
  CHECK(verdict("a: [b,\nc]\n") == "D0110 2:1");
  CHECK(verdict("- - [b,\n  c]\n") == "D0110 2:3");
  CHECK(value("a: \"b\n c\"\nd: [e,\n f]\n") == R"({"a":"b c","d":["e","f"]})");
  CHECK(value("\"b\nc\"\n") == R"("b c")");
  CHECK(value("[b,\nc]\n") == R"(["b","c"])");
}

TEST_CASE("a_closing_bracket_or_quote_may_stand_on_the_left") {
  CHECK(value("a: [\n  b\n]\nc: {\n  d: 1\n}\n") == R"({"a":["b"],"c":{"d":1}})");
  CHECK(value("a: '{\n  \"b\": 1\n}'\n") == R"({"a":"{ \"b\": 1 }"})");
  CHECK(value("a: [\n# c\n  b]\n") == R"({"a":["b"]})");
}

TEST_CASE("a_directive_needs_the_end_of_the_document_before_it") {
  CHECK(verdict("a\n%YAML 1.2\n---\nb\n") == "ok");  // a plain text goes on over the line
  CHECK(verdict("a: b # c\n%YAML 1.2\n---\nc: d\n") == "D0110 2:1");
  CHECK(value("a: b\n...\n%YAML 1.2\n---\nc: d\n") == R"({"a":"b"} {"c":"d"})");
}

TEST_CASE("names_of_anchors_end_where_yaml_ends_them") {
  CHECK(verdict("a: &an:chor b\n") == "D0110 1:7");
  CHECK(verdict("- &a b\n- {*a: c}\n") == "D0110 2:6");
  CHECK(value("- &a b\n- {*a : c}\n") == R"(["b",{"b":"c"}])");
}

TEST_CASE("blanks_around_block_texts_do_not_change_them_silently") {
  CHECK(verdict("a: >\n \n  \n # c\n") == "D0110 4:2");
  CHECK(value("a: |\n\n  x\n   y\n") == R"({"a":"\u000ax\u000a y\u000a"})");
  CHECK(verdict("a: |\n  x\n   ") == "D0110 3:1");
  CHECK(verdict("- |+\n   ") == "D0110 2:1");
  CHECK(value("a: |\n  x\n  ") == R"({"a":"x\u000a"})");
}

TEST_CASE("line_breaks_of_yaml_1_1_only_are_refused") {
  CHECK(verdict("a: b # c\xE2\x80\xA8x: y\n") == "D0110 1:9");
  CHECK(verdict("a: b\xC2\x85x\n") == "D0110 1:5");
  CHECK(verdict("a: b\n\xEF\xBB\xBFx: y\n") == "D0110 2:1");
  CHECK(value("a: \"b\\L\\N\"\n") == "{\"a\":\"b\xE2\x80\xA8\xC2\x85\"}");
}

}  // namespace
}  // namespace cordon::test
