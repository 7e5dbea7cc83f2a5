// Every hostile text in every place from which text enters a report, and every output that it
// leaves by. Text holds TAB, LF and printable characters alone, and no line that a build system
// obeys; JSON is read back by our own strict reader, and each field has the text that went in. A
// byte that is no UTF-8 comes back as the four characters \xNN. Cannot test: names of files as the
// operating system gives them (tests/cli does); what becomes of texts on their way through
// documents and rules (pipeline_test.cc).
#include <string>

#include "catch_compat.h"
#include "hostile/made.h"
#include "hostile/read_back.h"
#include "hostile/shown.h"
#include "hostile/strings.h"
#include "report/characters.h"

namespace cordon::hostile {
namespace {

/// Whether JSON is harmless to show, and every field has the text.
void check_json(const std::string& json, const std::string& text,
                const std::vector<std::string>& fields) {
  CHECK(fault_of(json) == "");
  CHECK(lost(json, text, fields) == "");
}

}  // namespace

TEST_CASE("there_are_enough_hostile_texts") { CHECK(strings().size() >= 400); }

TEST_CASE("what_writers_take_for_visible_is_what_unicode_says") {
  for (char32_t c = 0; c <= 0x110000; ++c) {
    const bool hidden = is_hidden(c) || c > 0x10FFFF;
    if (report::is_visible(c) == hidden) FAIL("character " << static_cast<unsigned>(c));
  }
}

TEST_CASE("the_judge_of_texts_sees_what_must_not_be_in_them") {
  CHECK(fault_of("a\tb\nc \xC3\xA4 \xF0\x9F\x98\x80 : ::error:: # [") == "");
  for (const char* text : {"\x1b[2J", "a\r", "\x7F", "\xC2\x9B", "\xE2\x80\xAE", "\xE2\x80\x8B",
                           "\xE2\x80\xA8", "\xEF\xBB\xBF", "\xF3\xA0\x81\x81", "\xEF\xBF\xBF"})
    CHECK(fault_of(text) == "a hidden character");
  for (const char* text : {"\xFF", "\xC3", "\xED\xA0\x80", "\xC0\x80"})
    CHECK(fault_of(text) == "a byte that is no UTF-8");
  for (const char* text : {"::error::", "a\n \t::", "a ##[error]", "##vso[a]", "b##teamcity[a]"})
    CHECK(fault_of(text) == "an order to a build system");
}

TEST_CASE("what_comes_back_in_another_field_is_lost") {
  const std::string json = R"({"a":{"b":"x"},"c":["y",null],"d":1})";
  CHECK(lost(json, "x", {"a/b", "a/*", "*/b"}) == "");
  CHECK(lost(json, "b", {"a/#"}) == "");
  CHECK(lost(json, "", {"c/1"}) == "");
  CHECK(lost(json, "x", {"a/b", "c/0", "a/#"}) == "c/0\na/#\n");
  CHECK(lost(json, "x", {"a", "a/c", "c/7", "c/#", "d"}) == "a\na/c\nc/7\nc/#\nd\n");
  CHECK(lost("{", "x", {"a"}) == "a\n");
}

TEST_CASE("no_text_for_people_carries_a_hostile_text_out") {
  for (const std::string& text : strings()) {
    INFO(printable(text).substr(0, 80));
    const Program rules = program(text);
    Report out = report(text, rules);
    for (const bool quiet : {false, true}) {
      CHECK(fault_of(text_report(out, {false, quiet, quiet})) == "");
      out.redact = quiet;
      CHECK(fault_of(text_report(out, {})) == "");
    }
    CHECK(fault_of(text_problems({problem(text)}, false)) == "");
    CHECK(fault_of(inventory_text(inventory(text))) == "");
    CHECK(fault_of(rules_text(rules.rules(), {0})) == "");
    CHECK(fault_of(rule_page(rules.rules()[0], {})) == "");
    CHECK(fault_of(tests_text(tests(text))) == "");
    CHECK(fault_of(lint_text(lint(text), false)) == "");
    CHECK(fault_of(trace_text(traces(text), rules.rules()[0], false)) == "");
    // Where a line begins is the business of who writes lines.
    CHECK(fault_of("a" + printable(text)) == "");
  }
}

TEST_CASE("a_report_names_the_rule_by_its_id_and_title") {
  const Program rules = program("a\x1b[2J");
  const std::string text = text_report(report("a\x1b[2J", rules), {});
  const std::string shown = printable("a\x1b[2J");
  CHECK(text.find("  medium  " + shown + "  fail  " + shown + "\n") != std::string::npos);
  CHECK(text.find("why: cordon explain " + shown + "\n") != std::string::npos);
  Report redacted = report("a\x1b[2J", rules);
  redacted.redact = true;
  CHECK(text_report(redacted, {}).find("not met: " + shown + " (redacted)") != std::string::npos);
}

TEST_CASE("json_carries_a_hostile_text_as_it_is") {
  for (const std::string& text : strings()) {
    INFO(printable(text).substr(0, 80));
    const Program rules = program(text);
    const std::string json = json_report(report(text, rules));
    check_json(json, text, fields_of_report());
    CHECK(lost(json, "/" + text, pointers_of_report()) == "");
    check_json(inventory_json(inventory(text)), text, fields_of_inventory());
    check_json(rules_json(rules.rules(), {}, {0}), text, fields_of_rules());
    check_json(tests_json(tests(text)), text, fields_of_tests());
    check_json(lint_json(lint(text)), text, fields_of_lint());
    check_json(trace_json(traces(text), rules.rules()[0]), text, fields_of_trace());
  }
}

}  // namespace cordon::hostile
