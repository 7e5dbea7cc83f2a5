// Texts: escapes, interpolation, indentation, and the checks of the whole file.
#include "catch_compat.h"
#include "parsed.h"
#include "syntax/scan.h"

namespace cordon::syntax {
namespace {

std::string text_value(const std::string& literal) {
  const Parsed parsed = parse_expression(literal);
  INFO(literal << "\n" << parsed.errors());
  REQUIRE(parsed.ok());
  const Expr& e = *parsed.decl().value;
  REQUIRE(e.kind == ExprKind::kString);
  std::string out;
  for (std::size_t i = 0; i < e.pieces.size(); ++i) {
    out += e.pieces[i];
    if (i < e.kids.size()) out += "<" + std::string(parsed.text(e.kids[i]->span)) + ">";
  }
  return out;
}

}  // namespace

TEST_CASE("escapes_are_those_of_json") {
  CHECK(text_value(R"("a\"\\\/\b\f\n\r\t")") == "a\"\\/\b\f\n\r\t");
  CHECK(text_value(R"("\u00e9\u20ac\ud83d\ude00")") == "\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80");
  CHECK(text_value(R"("\u202e")") == "\xE2\x80\xAE");
  CHECK(text_value(R"("")").empty());
}

TEST_CASE("an_unknown_escape_is_an_error_with_a_hint_at_regexes") {
  for (const char* text : {R"("\d")", R"("\x41")", R"("\u12g4")", R"("""\q""")"}) {
    const Parsed parsed = parse_expression(text);
    REQUIRE(parsed.code() == "E0107");
    CHECK(parsed.parse.diagnostics[0].help.find("re\"") != std::string::npos);
  }
  CHECK(parse_expression(R"("\ud800")").code() == "E0107");
  CHECK(parse_expression(R"("\ude00")").code() == "E0107");
}

TEST_CASE("interpolations_nest") {
  CHECK(text_value(R"x("a \(b) \(f("x\(c)")) d")x") == "a <b> <f(\"x\\(c)\")> d");
  CHECK(text_value(R"x("\(a)\(b)")x") == "<a><b>");
}

TEST_CASE("a_long_text_loses_its_first_line_break_and_common_indentation") {
  CHECK(text_value("\"\"\"\n    a\n      b\n\n    c\n  \"\"\"") == "a\n  b\n\nc\n");
  CHECK(text_value("\"\"\"\n\ta\n\tb\"\"\"") == "a\nb");
  CHECK(text_value("\"\"\"a \"b\" c\"\"\"") == "a \"b\" c");
  CHECK(text_value("\"\"\"\r\n  a\r\n  b\r\n\"\"\"") == "a\nb\n");
  CHECK(text_value("\"\"\"\n  a \\(x)\n  \\(y)\n    z\"\"\"") == "a <x>\n<y>\n  z");
  CHECK(text_value("\"\"\"\n  \\u0020a\"\"\"") == " a");
}

TEST_CASE("raw_literals_end_at_a_quote_or_the_line") {
  CHECK(text_value(R"(r"\d\\")") == R"(\d\\)");
  CHECK(text_value(R"(r"a\"b")") == R"(a\"b)");
  const Parsed parsed = parse_expression("re\"abc\n\"");
  CHECK(parsed.errors() == "E0109 2:15\n");
}

TEST_CASE("text_that_reads_otherwise_than_it_runs_is_refused") {
  CHECK(Parsed("language 1\n# \xE2\x80\xAE evil\n").errors() == "E0108 2:3\n");
  CHECK(Parsed("language 1\nlet x = \"\xE2\x81\xA6\"\n").errors() == "E0108 2:10\n");
  CHECK(Parsed("language 1\n# \xE2\x80\x8F \xD8\x9C\n").errors() == "E0108 2:3\nE0108 2:5\n");
}

TEST_CASE("what_is_not_utf8_is_refused_with_its_place") {
  CHECK(Parsed("language 1\n# \xC3\xA9 \xFF\n").errors() == "E0102 2:5\n");
  CHECK(Parsed(std::string("language 1\n\0", 12)).errors() == "E0102 2:1\n");
  CHECK(Parsed("language 1\n# \xED\xA0\x80").errors() == "E0102 2:3\n");
  CHECK(Parsed("language 1\n# \xC0\x80").errors() == "E0102 2:3\n");
  CHECK(Parsed("language 1\n# \xF4\x90\x80\x80").errors() == "E0102 2:3\n");
  CHECK(Parsed("l\xFE").code() == "E0102");
  CHECK(Parsed("language 1\n# \xF0\x9F\x98").errors() == "E0102 2:3\n");
}

TEST_CASE("line_ends_tabs_and_a_byte_order_mark_are_blanks") {
  CHECK(Parsed("\xEF\xBB\xBFlanguage 1\r\n\tlet x = 1\r\n").ok());
  CHECK(Parsed("# comment\n\nlanguage 1").ok());
}

}  // namespace cordon::syntax
