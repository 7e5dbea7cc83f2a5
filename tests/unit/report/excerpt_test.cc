#include "report/excerpt.h"
#include "catch_compat.h"

using cordon::report::Excerpt;
using cordon::report::excerpt_of_line;
using cordon::report::excerpt_of_value;

namespace {

constexpr std::string_view kGap = "~";

Excerpt value_of(std::string_view line, std::string_view value, bool open_only = false) {
  const std::size_t at = line.find(value);
  return excerpt_of_value(line, static_cast<std::uint32_t>(at + 1),
                          static_cast<std::uint32_t>(value.size()), open_only, kGap);
}

}  // namespace

TEST_CASE("a_line_with_one_member_is_shown_whole") {
  const Excerpt e = value_of(R"(    "Mode": "Open",)", "\"Open\"");
  CHECK(e.text == R"(    "Mode": "Open",)");
  CHECK(e.marks == "            ^^^^^^");
}

TEST_CASE("neighbours_of_a_value_are_not_shown") {
  const Excerpt e = value_of(R"({"Password":"hunter2","Mode":"Open","Key":"hunter3"})", "\"Open\"");
  CHECK(e.text == R"(~"Mode":"Open",~)");
  CHECK(e.marks == "        ^^^^^^");
}

TEST_CASE("neighbours_of_an_unquoted_or_inner_value_are_not_shown") {
  CHECK(value_of(R"({"P":"hunter2","Mode":"Open"})", "Open").text == R"(~"Mode":"Open"})");
  CHECK(value_of("{ P: hunter2, Mode: Open, K: hunter3 }", "Open").text == "~Mode: Open,~");
  CHECK(value_of("{Mode: Open, K: hunter3}", "Open").text == "~Mode: Open,~");
  CHECK(value_of("{K8: Open, K: hunter3}", "Open").text == "~K8: Open,~");
  CHECK(value_of(R"("Policy": "{\"P\":\"hunter2\",\"Effect\":\"Allow\"}")", "Allow")
            .text.find("hunter") == std::string::npos);
  CHECK(value_of(R"(["hunter2", "Open", "hunter3"])", "\"Open\"").text == R"(~"Open",~)");
}

TEST_CASE("a_yaml_line_keeps_its_indentation") {
  const Excerpt e = value_of("  - Mode: Open", "Open");
  CHECK(e.text == "  - Mode: Open");
  CHECK(e.marks == "          ^^^^");
}

TEST_CASE("a_short_tag_is_shown_with_its_word") {
  const Excerpt e = value_of("  GatewayId: !Ref Gateway # note", "!Ref");
  CHECK(e.text == "  GatewayId: !Ref Gateway~");
  CHECK(e.marks == "             ^^^^^^^^^^^^");
}

TEST_CASE("a_comment_behind_a_value_is_not_shown") {
  CHECK(value_of("Mode: Open # password hunter2", "Open").text == "Mode: Open~");
}

TEST_CASE("of_a_container_only_the_bracket_or_first_key_is_shown") {
  CHECK(value_of(R"("Props": {"P": "hunter2"})", R"({"P": "hunter2"})", true).text ==
        R"("Props": {~)");
  CHECK(value_of("  P: hunter2", "P: hunter2", true).text == "  P~");
}

TEST_CASE("controls_in_a_line_are_escaped_and_carets_still_fit") {
  const Excerpt e = value_of("\t\"A\x1b\": \"x\x1b\"", "\"x\x1b\"");
  CHECK(e.text == "    \"A\\u{1b}\": \"x\\u{1b}\"");
  CHECK(e.marks == std::string(15, ' ') + std::string(9, '^'));
}

TEST_CASE("a_long_line_is_shown_as_a_window") {
  const std::string line = std::string(5000, 'a') + "X" + std::string(5000, 'b');
  const Excerpt e = excerpt_of_line(line, 5001, 1, kGap);
  CHECK(e.text.size() < 130);
  CHECK(e.text[e.marks.find('^')] == 'X');
  CHECK(e.text.front() == '~');
  CHECK(e.text.back() == '~');
}

TEST_CASE("places_beyond_the_line_do_not_crash") {
  CHECK(excerpt_of_line("", 1, 1, kGap).marks == "^");
  CHECK(excerpt_of_line("ab", 9, 4, kGap).marks == "  ^");
  CHECK(excerpt_of_value("ab", 9, 4, false, kGap).marks.back() == '^');
  CHECK(excerpt_of_value("", 1, 1, true, kGap).marks == "^");
  CHECK(excerpt_of_value("\":", 3, 1, true, kGap).marks.back() == '^');
}

TEST_CASE("wide_characters_take_two_columns") {
  const Excerpt e = excerpt_of_value("\u65e5: ab", 4, 2, false, kGap);
  CHECK(e.text == "\u65e5: ab");
  CHECK(e.marks == "    ^^");
}

TEST_CASE("keys_without_quotes_are_shown_whole") {
  CHECK(value_of("{ P: hunter2, a_b.c-d: Open }", "Open").text == "~a_b.c-d: Open }");
  CHECK(value_of("{P: hunter2,\tMode\t:\tOpen}", "Open").text == "~Mode    :    Open}");
}

TEST_CASE("keys_in_quotes_are_shown_whole") {
  CHECK(value_of(R"({"P":"hunter2", "a\"b":"Open"})", R"("Open")").text == R"(~"a\"b":"Open"})");
  CHECK(value_of("{'P': 'hunter2', 'Mode': 'Open'}", "'Open'").text == "~'Mode': 'Open'}");
  CHECK(value_of("{'P': 'hunter2', 'Mode': 'Open'}", "Open").text == "~'Mode': 'Open'}");
}

TEST_CASE("what_stands_before_a_colon_and_is_no_key_is_not_shown") {
  CHECK(value_of(": Open", "Open").text == "~Open");
  CHECK(value_of("[hunter2]: Open", "Open").text == "~Open");
}

TEST_CASE("of_what_is_open_one_word_is_shown") {
  CHECK(value_of("K: [hunter2]", "[hunter2]", true).text == "K: [~");
  CHECK(value_of(R"("Mode": hunter2)", R"("Mode": hunter2)", true).text == R"("Mode"~)");
  CHECK(value_of("'Mode': hunter2", "'Mode': hunter2", true).text == "'Mode'~");
  CHECK(value_of(R"("Mode)", R"("Mode)", true).text == R"("Mode)");
  CHECK(value_of("Mode", "Mode", true).text == "Mode");
}

TEST_CASE("a_tag_without_a_word_is_shown_alone") {
  CHECK(value_of("K: !Ref", "!Ref").text == "K: !Ref");
  CHECK(value_of("K: !Ref, L: 1", "!Ref").text == "K: !Ref,~");
}

TEST_CASE("a_mark_does_not_end_inside_a_character") {
  CHECK(excerpt_of_value("k: \u65e5\u65e5", 4, 4, false, kGap).text == "k: \u65e5~");
}
