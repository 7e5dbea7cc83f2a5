// Codes, places, messages and help of syntax errors, and recovery.
#include "catch_compat.h"
#include "parsed.h"
#include "syntax/codes.h"

namespace cordon::syntax {
namespace {

std::string in_rule(const std::string& statement) {
  return "rule r for e in AWS::EC2::VPCEndpoint {\n" + statement + "\n}\n";
}

struct Case {
  std::string text;  ///< after the language line
  std::string errors;
};

}  // namespace

TEST_CASE("the_syntax_examples_of_the_language_page_have_their_code_and_column") {
  const Case cases[] = {
      {in_rule("  require e.VpcId is present and e.ServiceName like \"*s3\" or "
               "e.PrivateDnsEnabled == true"),
       "E0103 3:59\n"},
      {in_rule("  require v.EnableDnsSupport = true"), "E0105 3:31\n"},
      {in_rule("  require every i in sg.SecurityGroupIngress ?? [] { i.FromPort == 443 }"),
       "E0112 3:52\n"},
  };
  for (const Case& c : cases) CHECK(Parsed("language 1\n" + c.text).errors() == c.errors);
}

TEST_CASE("the_quantifier_message_is_that_of_the_language_page") {
  const Parsed parsed("language 1\nlet a = some x in xs x");
  CHECK(parsed.parse.diagnostics[0].message ==
        "expected `:` after the quantifier: every x in xs : condition");
}

TEST_CASE("each_mistake_has_its_code") {
  const Case cases[] = {
      {"let a = b or c and d", "E0103 2:16\n"},
      {"let a = 1 < 2 < 3", "E0104 2:15\n"},
      {"let a = b == c is empty", "E0104 2:16\n"},
      {"let a = 010", "E0106 2:9\n"},
      {"let a = 12x", "E0101 2:11\n"},
      {"let a = \"x\\d\"", "E0107 2:11\n"},
      {"let a = \"x", "E0109 2:11\n"},
      {"let a = \"\"\"x", "E0109 2:13\n"},
      {"let in = 1", "E0110 2:5\n"},
      {"let type = 1", "E0110 2:5\n"},
      {"let a = [x for not in y]", "E0110 2:16\n"},
      {"forbid x", "E0110 2:1\n"},
      {"let a = 9223372036854775808", "E0111 2:9\n"},
      {"let a = b -9223372036854775808", "E0111 2:12\n"},
      {"let a = -9223372036854775808[0]", "E0111 2:10\n"},
      {"let a = 1e999", "E0111 2:9\n"},
      {"let a = {\"b\\(c)\": 1}", "E0115 2:10\n"},
      {"package a\npackage b", "E0116 3:1\n"},
      {"let a = 1\nlanguage 1", "E0116 3:1\n"},
      {"rule r for x in A { }", "E0101 2:17\n"},
      {"rule r for x in A::B { require x }  }", "E0101 2:37\n"},
      {"let a = f(b, )", "E0101 2:14\n"},
      {"let a = x.", "E0101 2:11\n"},
      {"let a = [1, 2", "E0101 2:14\n"},
      {"fn f(a: list<string) = 1", "E0101 2:20\n"},
      {"test \"t\" { expect passed r }", "E0101 2:19\n"},
      {"test \"t\" { given { a: 1, b } }", "E0101 2:28\n"},
      {"param p = 1", "E0101 2:9\n"},
      {"@id(\"x\") import a", "E0101 2:10\n"},
      {"let a = \xC3\xA9", "E0101 2:9\n"},
  };
  for (const Case& c : cases) {
    INFO(c.text);
    CHECK(Parsed("language 1\n" + c.text).errors() == c.errors);
  }
}

TEST_CASE("the_first_line_is_mandatory") {
  CHECK(Parsed("").errors() == "E0131 1:1\n");
  CHECK(Parsed("# only a comment\n").errors() == "E0131 2:1\n");
  CHECK(Parsed("package a\nlet x = 1 = 2\n").errors() == "E0131 1:1\nE0105 2:12\n");
  CHECK(Parsed("language 1").ok());
  for (const char* text : {"language 2", "language 0", "language 01", "language x", "language"}) {
    CHECK(Parsed(text).code() == "E0132");
  }
}

TEST_CASE("several_errors_are_reported_in_order") {
  const Parsed parsed(
      "language 1\n"
      "rule a { require 1 < 2 < 3\n  require also = wrong\n}\n"
      "let fine = 1\n"
      "@severity(\"low\")\nrule b for x in { }\n"
      "test \"t\" {\n  given nothing\n}\n"
      "let last = )\n");
  CHECK(parsed.errors() == "E0104 2:24\nE0101 7:17\nE0101 9:9\nE0101 11:12\n");
  CHECK(parsed.parse.file == nullptr);
}

TEST_CASE("a_missing_brace_does_not_hide_the_next_declaration") {
  const Parsed parsed("language 1\nrule a {\n  require true\nrule b {\n  require x = 1\n}\n");
  CHECK(parsed.errors() == "E0101 4:1\nE0105 5:14\n");
  REQUIRE(parsed.parse.diagnostics[0].notes.size() == 1);
  CHECK(locate(parsed.parse.diagnostics[0], parsed.space).notes[0] == "opened here (r.cordon:2:8)");
}

TEST_CASE("after_twenty_errors_the_parser_stops") {
  std::string text = "language 1\n";
  for (int i = 0; i < 50; ++i) text += "let x = )\n";
  CHECK(Parsed(text).parse.diagnostics.size() == 20);
}

TEST_CASE("help_names_what_other_languages_write_otherwise") {
  const std::pair<std::string, std::string> cases[] = {
      {"rule r { require a && b }", "write `and`"},
      {"rule r { require a || b }", "write `or`"},
      {"let a = !b", "write `not`"},
      {"let a = 'b'", "double quotes"},
      {"let a = 1; let b = 2", "no separators"},
      {"// comment", "comments begin with `#`"},
      {"rul r { }", "did you mean `rule`"},
      {"require a", "inside `rule"},
  };
  for (const auto& [text, help] : cases) {
    const Parsed parsed("language 1\n" + text);
    INFO(text);
    REQUIRE(!parsed.parse.diagnostics.empty());
    CHECK(parsed.parse.diagnostics[0].help.find(help) != std::string::npos);
  }
}

TEST_CASE("messages_say_what_was_expected_and_found") {
  const Parsed parsed("language 1\nlet a = if b then c");
  CHECK(parsed.parse.diagnostics[0].message == "expected `else`, found the end of the file");
  CHECK(Parsed("language 1\nlet a = when").parse.diagnostics[0].message ==
        "expected an expression, found `when`");
}

TEST_CASE("every_code_of_this_stage_is_explained") {
  for (const char* code : {"E0101", "E0102", "E0103", "E0104", "E0105", "E0106", "E0107",
                           "E0108", "E0109", "E0110", "E0111", "E0112", "E0115", "E0116",
                           "E0130", "E0131", "E0132", "L0101", "L0102", "L0103", "L0104"}) {
    const CodeText* text = explain(code);
    REQUIRE(text != nullptr);
    CHECK(!text->explanation.empty());
  }
  CHECK(explain("E9999") == nullptr);
}

}  // namespace cordon::syntax
