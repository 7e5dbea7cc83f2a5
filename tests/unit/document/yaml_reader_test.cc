#include <string>

#include "catch_compat.h"
#include "unit/document/reading.h"

namespace cordon::test {
namespace {

std::string verdict(const std::string& text) { return Read(text, As::kYaml).verdict(); }
std::string value(const std::string& text) { return Read(text, As::kYaml).json(); }

std::string warnings(const std::string& text) {
  const Read read(text, As::kYaml);
  std::string out;
  for (const Diagnostic& one : read.result.value().warnings) {
    const Place at = read.store.sources.place(one.span.begin);
    out += std::string(one.code) + " " + std::to_string(at.line) + ":" + std::to_string(at.column) +
           ";";
  }
  return out;
}

TEST_CASE("each_wrong_yaml_text_has_its_code_and_place") {
  CHECK(verdict("") == "D0101 1:1");
  CHECK(verdict("# only a comment\n") == "D0101 1:1");
  CHECK(verdict("---\n---\n") == "D0101 1:1");
  CHECK(verdict("a: 1\nb:\n  c: 1\n  c: 2\n") == "D0103 4:3");
  CHECK(verdict("a: \"\xFF\"\n") == "D0105 1:5");
  CHECK(verdict(std::string("a: \0\n", 5)) == "D0106 1:4");
  CHECK(verdict("a: \x1B[0m\n") == "D0107 1:4");
  CHECK(verdict("a: .inf\n") == "D0109 1:4");
  CHECK(verdict("a: -.INF\n") == "D0109 1:4");
  CHECK(verdict("a: .NaN\n") == "D0109 1:4");
  CHECK(verdict("a: 1e999\n") == "D0109 1:4");
  CHECK(verdict("a: 0x1ffffffffffffffff\n") == "D0109 1:4");
  CHECK(verdict("Resources:\n\tA: 1\n") == "D0110 2:1");
  CHECK(verdict("a: \"x") == "D0110 1:6");
  CHECK(verdict("a: 1\n...\ngarbage: [") == "D0110 3:1");
  CHECK(verdict("a: !!python/object:os.system x\n") == "D0111 1:4");
  CHECK(verdict("a: !Reff x\n") == "D0111 1:4");
  CHECK(verdict("a: !!int x\n") == "D0111 1:4");
  CHECK(verdict("a: !!map [x]\n") == "D0111 1:4");
  CHECK(verdict("a: &a {x: 1}\nb:\n  <<: *a\n") == "D0112 3:3");
  CHECK(verdict("a: *b\n") == "D0113 1:4");
  CHECK(verdict("&a [*a]\n") == "D0113 1:5");
  CHECK(verdict("a: &a\n  b: [*a]\n") == "D0113 2:7");
  CHECK(verdict("? [a]\n: 1\n") == "D0114 1:3");
  CHECK(verdict("{{name}}: 1\n") == "D0114 1:1");
  CHECK(verdict("a: {{name}}\n") == "D0114 1:5");
  CHECK(verdict("!Base64 !Sub x\n") == "D0110 1:9");
  CHECK(verdict("!Ref a: 1\n") == "D0114 1:1");
}

TEST_CASE("plain_scalars_follow_the_core_schema") {
  CHECK(value("[~, null, NULL, , true, False, TRUE]") == "D0110 1:17");
  CHECK(value("[~, null, NULL, true, False, TRUE]") == "[null,null,null,true,false,true]");
  CHECK(value("[1, -2, +3, 0, 0o17, 0x1F, 0xffffffffffffffff]") ==
        "[1,-2,3,0,15,31,18446744073709551615]");
  CHECK(value("[1.5, .5, 5., +1.5, 1e3, -1.5E-3]") == "[1.5,0.5,5.0,1.5,1000.0,-0.0015]");
  CHECK(
      value("[18446744073709551616, 1.2.3, 1_000, 0b1, 12:30, '1', \"true\", 2010-09-09]") ==
      "[18446744073709551616,\"1.2.3\",\"1_000\",\"0b1\",\"12:30\",\"1\",\"true\",\"2010-09-09\"]");
  CHECK(value("a:\nb: ''\n") == "{\"a\":null,\"b\":\"\"}");
  CHECK(value("[+, -x, ., 0o, 0x, 0o8, e5, 1e]") ==
        "[\"+\",\"-x\",\".\",\"0o\",\"0x\",\"0o8\",\"e5\",\"1e\"]");
}

TEST_CASE("old_booleans_and_leading_zeros_stay_texts_with_a_warning") {
  CHECK(value("[yes, No, ON, off, 'yes', y]") == "[\"yes\",\"No\",\"ON\",\"off\",\"yes\",\"y\"]");
  CHECK(warnings("[yes, No, ON, off, 'yes', y]") == "W0110 1:2;W0110 1:7;W0110 1:11;W0110 1:15;");
  CHECK(value("[012345678901, 00, -01, '012', 01.5]") ==
        "[\"012345678901\",\"00\",\"-01\",\"012\",1.5]");
  CHECK(warnings("[012345678901, 00, -01, '012', 01.5]") == "W0111 1:2;W0111 1:16;W0111 1:20;");
  CHECK(warnings("a: !Ref yes\nb: !!str no\n").empty());
}

TEST_CASE("keys_are_texts_and_equal_texts_are_duplicates") {
  CHECK(value("1: a\ntrue: b\n~: c\n") == "{\"1\":\"a\",\"true\":\"b\",\"~\":\"c\"}");
  CHECK(verdict("1: a\n\"1\": b\n") == "D0103 2:1");
  CHECK(value("\"<<\": a\n") == "{\"<<\":\"a\"}");
  CHECK(value("&k key: &v 1\nother: *k\n*v : x\n") == "{\"1\":\"x\",\"key\":1,\"other\":\"key\"}");
  CHECK(value("&n 7: a\nb: *n\n") == "{\"7\":\"a\",\"b\":7}");
}

TEST_CASE("short_tags_become_intrinsic_functions") {
  CHECK(value("!Ref A") == R"({"Ref":"A"})");
  CHECK(value("!Condition C") == R"({"Condition":"C"})");
  CHECK(value("!GetAtt A.B.C") == R"({"Fn::GetAtt":["A","B.C"]})");
  CHECK(value("!GetAtt 'A.B'") == R"({"Fn::GetAtt":["A","B"]})");
  CHECK(value("!GetAtt [A, B]") == R"({"Fn::GetAtt":["A","B"]})");
  CHECK(value("!GetAtt A") == R"({"Fn::GetAtt":["A"]})");
  CHECK(value("!Sub '${A}-x'") == R"({"Fn::Sub":"${A}-x"})");
  CHECK(value("!Ref 123") == R"({"Ref":"123"})");
  CHECK(value("!GetAZs ''") == R"({"Fn::GetAZs":""})");
  CHECK(value("Fn::Base64:\n  !Sub\n    - x\n    - {A: 1}\n") ==
        R"({"Fn::Base64":{"Fn::Sub":["x",{"A":1}]}})");
  CHECK(value("- !If [C, !Ref A, !Join ['', [a, !GetAtt B.Arn]]]\n- &x !Ref Y\n- *x\n") ==
        R"([{"Fn::If":["C",{"Ref":"A"},{"Fn::Join":["",["a",{"Fn::GetAtt":["B","Arn"]}]]}]},)"
        R"({"Ref":"Y"},{"Ref":"Y"}])");
  CHECK(value("!Transform {Name: N}") == R"({"Fn::Transform":{"Name":"N"}})");
  CHECK(verdict("%TAG ! tag:example.com:\n---\n!Ref A\n") == "D0111 3:1");
}

TEST_CASE("core_tags_are_honoured") {
  CHECK(value("[!!str 12, !!int '12', !!float 3, !!bool true, !!null ~, !!null , ! 12]") ==
        "[\"12\",12,3.0,true,null,null,\"12\"]");
  CHECK(value("!!map {a: !!seq [1]}") == "{\"a\":[1]}");
  CHECK(value("!<tag:yaml.org,2002:str> 12") == "\"12\"");
}

TEST_CASE("all_documents_of_a_stream_are_read") {
  CHECK(value("a: 1\n---\nb: 2\n...\n---\n- 3\n") == "{\"a\":1} {\"b\":2} [3]");
  CHECK(value("---\n---\na\n") == "null \"a\"");
  CHECK(verdict("a: &x 1\n---\nb: *x\n") == "D0113 3:4");
  CHECK(Read("a: 1\n---\nb: 2\n", As::kYaml).store.roots().size() == 2);
}

TEST_CASE("anchors_may_be_given_again") {
  CHECK(value("- &a 1\n- *a\n- &a [2]\n- *a\n") == "[1,1,[2],[2]]");
  CHECK(value("- &a [&a x, *a]\n- *a\n") == "[[\"x\",\"x\"],\"x\"]");
}

TEST_CASE("places_and_ranges_of_yaml_values_are_bytes_as_written") {
  const Read read(
      "\xC3\xA9\xC3\xA9\xC3\xA9: &n \xC3\xBC\xC3\xBC\n"
      "list:\n  - \"\xC3\xA9\\n\" # c\n  - !Sub  '\xC3\xA9.x'\n"
      "map: # c\n  k: !GetAtt A.Bc\n  l: [1, {z: -5}]\n"
      "text: |\n  one\n  two\nempty:\nnum: 12\n",
      As::kYaml);
  REQUIRE(read.ok());
  CHECK(read.place(read.root()) == "1:1");
  CHECK(read.place(read.at("\xC3\xA9\xC3\xA9\xC3\xA9")) == "1:9");
  CHECK(read.written(read.at("\xC3\xA9\xC3\xA9\xC3\xA9")) == "\xC3\xBC\xC3\xBC");
  CHECK(read.written(read.at("list/0")) == "\"\xC3\xA9\\n\"");
  CHECK(read.written(read.at("list/1")) == "!Sub  '\xC3\xA9.x'");
  CHECK(read.written(read.at("list/1/Fn::Sub")) == "'\xC3\xA9.x'");
  CHECK(read.place(read.at("list")) == "3:3");
  CHECK(read.place(read.at("map")) == "6:3");
  CHECK(read.written(read.at("map")) == "k: !GetAtt A.Bc\n  l: [1, {z: -5}]");
  CHECK(read.written(read.at("map/k")) == "!GetAtt A.Bc");
  CHECK(read.written(read.at("map/k/Fn::GetAtt/1")) == "Bc");
  CHECK(read.written(read.at("map/l/1")) == "{z: -5}");
  CHECK(read.written(read.at("map/l/1/z")) == "-5");
  CHECK(read.written(read.at("text")) == "|\n  one\n  two\n");
  CHECK(read.place(read.at("empty")) == "11:7");
  CHECK(read.written(read.at("num")) == "12");
  CHECK(read.store.pointer(read.at("map/l/1/z").at) == "/map/l/1/z");
  CHECK(read.store.pointer(read.at("list/1/Fn::Sub").at) == "/list/1/Fn::Sub");
}

TEST_CASE("an_alias_stands_where_it_is_written_and_its_members_where_they_are") {
  const Read read("a: &a\n  x: 1\nb: *a\nc: &c text\nd: *c\n", As::kYaml);
  REQUIRE(read.ok());
  CHECK(read.written(read.at("b")) == "*a");
  CHECK(read.store.pointer(read.at("b").at) == "/b");
  CHECK(read.place(read.at("b/x")) == "2:6");
  CHECK(read.written(read.at("d")) == "*c");
  CHECK(read.at("d").text() == "text");
}

TEST_CASE("places_count_bytes_behind_many_wide_characters_and_a_byte_order_mark") {
  std::string text = "\xEF\xBB\xBF";
  for (int i = 0; i < 300; ++i) text += "k" + std::to_string(i) + ": \xF0\x9F\x98\x80\xC3\xA9\r\n";
  const Read read(text, As::kYaml);
  REQUIRE(read.ok());
  CHECK(read.written(read.at("k299")) == "\xF0\x9F\x98\x80\xC3\xA9");
  CHECK(read.place(read.at("k299")) == "300:7");
  CHECK(read.place(read.at("k0")) == "1:6");
}

}  // namespace
}  // namespace cordon::test
