// Nesting of rule text: one bomb per bracket kind and per recursion cycle of the grammar.
#include "bombs/bomb.h"
#include "catch_compat.h"
#include "unit/syntax/parsed.h"

namespace cordon::bombs {
namespace {

const std::string kLet = "language 1\nlet x = ";

Outcome parsed(const std::string& text) {
  RuleLimits limits;
  limits.max_columns = 100'000'000;
  limits.max_bytes = 100'000'000;
  const syntax::Parsed result(text, limits);
  Outcome out;
  if (!result.ok()) out.code = result.code();
  return out.count("parser steps", result.steps);
}

Bomb nesting(const char* what, const std::string& before, const std::string& open,
             const std::string& middle, const std::string& close, const std::string& after = "") {
  return {std::string("nested ") + what, 5'000, "E0130", [=](std::size_t n) {
            return parsed(before + repeated(open, n) + middle + repeated(close, n) + after);
          }};
}

/// The same without what closes: an error must not need the end.
Bomb opened(const char* what, const std::string& before, const std::string& open) {
  return {std::string("unclosed ") + what, 5'000, "E0130",
          [=](std::size_t n) { return parsed(before + repeated(open, n)); }};
}

}  // namespace

TEST_CASE("nesting_of_rule_text_ends_in_its_own_error") {
  explode({
      nesting("parentheses", kLet, "(", "1", ")"),
      nesting("negations", kLet, "not ", "a", ""),
      nesting("minus signs", kLet, "- ", "a", ""),
      nesting("lists", kLet, "[", "1", "]"),
      nesting("objects", kLet, "{a:", "1", "}"),
      nesting("objects in lists", kLet, "[{a:", "1", "}]"),
      nesting("comprehensions", kLet, "[x for x in ", "y", "]"),
      nesting("comprehension conditions", kLet, "[x for x in y where ", "y", "]"),
      nesting("counts", kLet, "count(x in ", "y", ")"),
      nesting("arguments", kLet, "f(", "1", ")"),
      nesting("later arguments", kLet, "f(1, ", "1", ")"),
      nesting("indexes", kLet, "a[", "1", "]"),
      nesting("if, condition", kLet, "if ", "c", " then 1 else 2"),
      nesting("if, then", kLet, "if a then ", "c", " else 2"),
      nesting("if, else", kLet, "if a then b else ", "c", ""),
      nesting("match, subject", kLet, "match ", "c", " { _ => 1 }"),
      nesting("match, arm", kLet, "match a { _ => ", "c", "}"),
      nesting("quantifiers", kLet, "every x in xs : ", "c", ""),
      nesting("quantifier domains", kLet, "some x in ", "c", " : true"),
      nesting("interpolations", kLet, "\"\\(", "c", ")\""),
      nesting("interpolations of long texts", kLet, "\"\"\"\\(", "c", ")\"\"\""),
      nesting("mixed brackets", kLet, "([{a: f(", "1", ")}])"),
      nesting("when blocks", "language 1\nrule r {", "when a {", "", "}", "}"),
      nesting("for blocks", "language 1\nrule r {", "for x in y {", "", "}", "}"),
      nesting("list types", "language 1\nparam p: ", "list<", "int", ">"),
      nesting("map types", "language 1\nparam p: ", "map<", "int", ">"),
      nesting("annotations", "language 1\n@a(", "[", "", "]", ") rule r {}"),
      nesting("test documents", "language 1\ntest \"t\" { given {a:", "{a:", "1", "}", "}}"),
      nesting("argument types", "language 1\nfn f(a: ", "list<", "int", ">", ") = a"),
      nesting("subject conditions", "language 1\nrule r for x in A::B where ", "(", "x", ")",
              " {}"),
      nesting("where in where", kLet, "[a for a in b where some c in a where ", "x", " : true]"),
      opened("parentheses", kLet, "("),
      opened("lists", kLet, "["),
      opened("interpolations", kLet, "\"\\("),
      opened("blocks", "language 1\nrule r {", "when a {"),
  });
}

}  // namespace cordon::bombs
