#include <string>

#include "catch_compat.h"
#include "unit/document/reading.h"

namespace cordon::test {
namespace {

std::string under(const DocumentLimits& limits, const std::string& text, As as = As::kJson) {
  return Read(text, as, "test", limits).verdict();
}

std::string repeated(const std::string& text, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) out += text;
  return out;
}

TEST_CASE("each_limit_of_a_document_holds_at_its_value_and_not_one_below") {
  DocumentLimits limits;
  limits.max_bytes = 4;
  CHECK(under(limits, "[12]") == "ok");
  CHECK(under(limits, "[123]") == "D0201 1:1");
  limits = {};
  limits.max_depth = 3;
  CHECK(under(limits, "[[[]]]") == "ok");
  CHECK(under(limits, "[[[[]]]]") == "D0202 1:4");
  CHECK(under(limits, "- - - 1\n", As::kYaml) == "ok");
  CHECK(under(limits, "- - - - 1\n", As::kYaml) == "D0202 1:7");
  CHECK(under(limits, "- - !Ref a\n", As::kYaml) == "ok");
  CHECK(under(limits, "- - - !Ref a\n", As::kYaml) == "D0202 1:7");
  limits = {};
  limits.max_nodes = 4;
  CHECK(under(limits, "[1,2,3]") == "ok");
  CHECK(under(limits, "[1,2,3,4]") == "D0203 1:8");
  CHECK(under(limits, "[1,2,3]", As::kYaml) == "ok");
  CHECK(under(limits, "[1,2,3,4]", As::kYaml) == "D0203 1:8");
  limits = {};
  limits.max_key_bytes = 3;
  CHECK(under(limits, "{\"abc\":1}") == "ok");
  CHECK(under(limits, "{\"abcd\":1}") == "D0206 1:2");
  CHECK(under(limits, "abcd: 1", As::kYaml) == "D0206 1:1");
  limits = {};
  limits.max_string_bytes = 3;
  CHECK(under(limits, "[\"abc\",123]") == "ok");
  CHECK(under(limits, "[\"\\u00e9bc\"]") == "D0207 1:2");
  CHECK(under(limits, "[1234]") == "D0207 1:2");
  CHECK(under(limits, "- abcd", As::kYaml) == "D0207 1:3");
}

TEST_CASE("the_memory_of_a_model_is_bounded_by_the_text") {
  DocumentLimits limits;
  limits.max_model_factor = 1;
  limits.max_model_base = 40'000;
  CHECK(under(limits, "[" + repeated("0,", 1000) + "0]") == "ok");
  const std::string verdict = under(limits, "[" + repeated("0,", 9000) + "0]");
  CHECK(verdict.substr(0, 5) == "D0204");
  CHECK(under(limits, "[" + repeated("0,", 9000), As::kYaml).substr(0, 5) == "D0204");
}

TEST_CASE("directives_and_documents_of_a_stream_are_counted") {
  DocumentLimits limits;
  CHECK(under(limits, repeated("%TAG !a! tag:x:\n", 9) + "---\na", As::kYaml) == "D0208 9:1");
  CHECK(under(limits, "%YAML 1.2\n---\na: 5%\nb: '%'\n", As::kYaml) == "ok");
  limits.max_documents = 2;
  CHECK(under(limits, "a\n---\nb\n", As::kYaml) == "ok");
  CHECK(under(limits, "a\n---\nb\n---\nc\n", As::kYaml) == "D0209 5:1");
}

TEST_CASE("aliases_are_bounded_by_values_and_by_what_is_written") {
  DocumentLimits limits;
  limits.max_alias_nodes = 6;
  CHECK(under(limits, "- &a [x, y]\n- *a\n- *a\n", As::kYaml) == "ok");
  CHECK(under(limits, "- &a [x, y]\n- *a\n- *a\n- *a\n", As::kYaml) == "D0205 4:3");
  limits = {};
  limits.max_alias_factor = 1;
  CHECK(under(limits, "- &a [x, y]\n- *a\n- *a\n", As::kYaml) == "ok");
  CHECK(under(limits, "- &a [x, y]\n- *a\n- *a\n- *a\n", As::kYaml) == "D0205 2:3");
}

TEST_CASE("an_alias_bomb_ends_before_it_is_made") {
  std::string text = "a: &a [x,x,x,x,x,x,x,x,x,x]\n";
  for (char c = 'b'; c < 'k'; ++c) {
    const std::string before = std::string("*") + static_cast<char>(c - 1);
    text += std::string(1, c) + ": &" + c + " [" + before;
    for (int i = 1; i < 10; ++i) text += "," + before;
    text += "]\n";
  }
  const Read read(text, As::kYaml);
  CHECK(read.verdict().substr(0, 5) == "D0205");
  CHECK(read.store.arena.bytes() < 1'000'000);
}

TEST_CASE("a_chain_of_aliases_does_not_hide_depth") {
  std::string text = "a0: &a0 [x]\n";
  for (int i = 1; i < 200; ++i) {
    const std::string n = std::to_string(i);
    text += "a" + n + ": &a" + n + " [*a" + std::to_string(i - 1) + "]\n";
  }
  CHECK(Read(text, As::kYaml).verdict().substr(0, 5) == "D0202");
}

TEST_CASE("hostile_nesting_ends_at_the_limit_without_memory") {
  for (const auto* open : {"[", "{\"a\":"}) {
    const Read read(repeated(open, 200'000));
    CHECK(read.verdict().substr(0, 5) == "D0202");
    CHECK(read.store.arena.bytes() < 10'000);
  }
  CHECK(Read("--- " + repeated("[", 100'000), As::kYaml).verdict() == "D0202 1:133");
  CHECK(Read(repeated("- ", 100'000), As::kYaml).verdict() == "D0202 1:257");
}

// Growth is measured in bytes handed out, not in time: twice the text, at most 2.2 times the
// memory.
TEST_CASE("memory_grows_linearly_with_wide_and_deep_texts") {
  const auto grown = [](const std::string& unit, const char* end, As as) {
    const auto bytes = [&](std::size_t n) {
      Read read("[" + repeated(unit, n) + end, as);
      REQUIRE(read.ok());
      return static_cast<double>(read.store.arena.bytes());
    };
    return bytes(4000) / bytes(2000);
  };
  CHECK(grown("{\"a\":[1,\"x\\n\"]},", "0]", As::kJson) <= 2.2);
  CHECK(grown("\"\\u0041\",", "0]", As::kJson) <= 2.2);
  CHECK(grown("{a: [1, 'it''s']},", "0]", As::kYaml) <= 2.2);
}

TEST_CASE("a_number_of_a_million_digits_is_kept_as_text") {
  const std::string digits = repeated("9", 1'000'000);
  const Read read("[" + digits + "]");
  REQUIRE(read.ok());
  CHECK(read.at("0").text() == digits);
  CHECK(Read("[1e" + digits + "]").verdict() == "D0109 1:2");
  CHECK(Read("[0." + digits + "]").verdict() == "ok");
}

}  // namespace
}  // namespace cordon::test
