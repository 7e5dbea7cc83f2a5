// Long, wide and costly rule text through the whole compiler and the formatter.
#include "bombs/bomb.h"
#include "catch_compat.h"
#include "cordon/dsl/compile.h"
#include "unit/syntax/parsed.h"

namespace cordon::bombs {
namespace {

RuleLimits roomy() {
  RuleLimits limits;
  limits.max_bytes = std::size_t{64} << 20U;
  limits.max_lines = 100'000'000;
  limits.max_columns = 100'000'000;
  return limits;
}

std::string first_error(const std::vector<Problem>& problems) {
  for (const Problem& p : problems) {
    if (p.level == Level::kError) return p.code;
  }
  return "ok";
}

Outcome compiled(const std::vector<dsl::RuleSource>& sources, const RuleLimits& limits = roomy()) {
  const dsl::Compilation result = dsl::compile(sources, limits);
  Outcome out;
  out.code = first_error(result.problems);
  if (result.program) out.code = "ok";
  return out;
}

Outcome text(const std::string& body) {
  const std::string whole = "language 1\npackage t\n" + body;
  Outcome out = compiled({{"t.cordon", whole, false, true}});
  std::uint64_t steps = 0;
  SourceSpace space;
  syntax::parse_counting(*space.add("t", whole), roomy(), &steps);
  const dsl::Formatted formatted = dsl::format("t.cordon", whole, roomy());
  return out.count("parser steps", steps).count("formatted bytes", formatted.text.size());
}

Bomb bomb(const char* what, std::size_t size, const char* code,
          const std::function<std::string(std::size_t)>& body) {
  return {what, size, code, [body](std::size_t n) { return text(body(n)); }};
}

/// `expression` in the requirement of a rule on documents.
std::string judged(const std::string& expression) {
  return "rule r for d in Json::Document { require " + expression + " else \"no: \\(d@id)\" }\n";
}

/// A chain of one operator with a result that is compared.
std::function<std::string(std::size_t)> chain(const std::string& operand, const std::string& link,
                                              const std::string& end = "") {
  return [=](std::size_t n) { return judged(operand + repeated("\n" + link, n) + end); };
}

std::string import_of(std::size_t i) { return "import " + name("p", i) + "\n"; }

Outcome packages(std::size_t n, bool closed) {
  std::vector<dsl::RuleSource> sources;
  for (std::size_t i = 0; i < n; ++i) {
    std::string text = "language 1\npackage " + name("p", i) + "\n";
    if (i + 1 < n || closed) text += import_of((i + 1) % n);
    text += "fn f(x: int) = " + (i + 1 < n ? name("p", i + 1) + ".f(x)" : std::string("x")) + "\n";
    sources.push_back({name("p", i) + ".cordon", text, false, true});
  }
  return compiled(sources);
}

}  // namespace

TEST_CASE("chains_of_rule_text_are_linear") {
  explode({
      bomb("and", 250, "ok", chain("d.a", "and d.a")),
      bomb("or", 250, "ok", chain("d.a", "or d.a")),
      bomb("sum", 250, "ok", chain("1", "+ 1", " == d.a")),
      bomb("product", 250, "ok", chain("1", "* 1", " == d.a")),
      bomb("coalesce", 250, "ok", chain("d.a", "?? d.a", " == 1")),
      bomb("properties", 250, "ok", chain("d", ".a", " == 1")),
      bomb("indexes", 250, "ok", chain("d.a", ".b[0]", " == 1")),
      bomb("concatenation of texts", 250, "ok",
           [](std::size_t n) { return judged("d.a == \"" + repeated("\\(d.b)", n) + "\""); }),
      bomb("else if", 5, "ok",
           [](std::size_t n) { return judged(repeated("if d.a == 1 then d.b else ", n) + "d.c"); }),
      bomb("calls of calls", 250, "ok",
           [](std::size_t n) {
             return "fn f0(x: int) = x\n" +
                    each(n,
                         [](std::size_t i) {
                           return "fn " + name("f", i + 1) + "(x: int) = " + name("f", i) + "(x)\n";
                         }) +
                    judged(name("f", n) + "(1) == d.a");
           }),
      bomb("a function that calls itself at the end of a chain", 500, "E0205",
           [](std::size_t n) {
             return each(n, [n](std::size_t i) {
               return "fn " + name("f", i) + "(x: int) = " + name("f", (i + 1) % n) + "(x)\n";
             });
           }),
      bomb("constants of constants", 250, "ok",
           [](std::size_t n) {
             return "let c0 = 1\n" +
                    each(n,
                         [](std::size_t i) {
                           return "let " + name("c", i + 1) + " = " + name("c", i) + " + 1\n";
                         }) +
                    judged(name("c", n) + " == d.a");
           }),
      bomb("local names of local names", 50, "ok",
           [](std::size_t n) {
             return "rule r for d in Json::Document {\nlet c0 = d.a\n" +
                    each(n,
                         [](std::size_t i) {
                           return "let " + name("c", i + 1) + " = " + name("c", i) + " + 1\n";
                         }) +
                    "require " + name("c", n) + " == 1 else \"x\" }";
           }),
  });
}

TEST_CASE("wide_rule_text_is_linear") {
  explode({
      bomb("list", 500, "ok",
           [](std::size_t n) { return judged("d.a in [" + repeated("1,\n", n) + "2]"); }),
      bomb("object", 1'000, "E0701",
           [](std::size_t n) {
             return "let x = {" + each(n, [](std::size_t i) { return name("k", i) + ": 1,\n"; }) +
                    "z: 1}\n" + judged("x[d.a] == 1");
           }),
      bomb("object with equal keys", 1'000, "E0701",
           [](std::size_t n) { return "let x = {" + repeated("k: 1,\n", n) + "z: 1}\n"; }),
      bomb("match", 100, "ok",
           [](std::size_t n) {
             return judged(
                 "match d.a { " +
                 each(n, [](std::size_t i) { return std::to_string(i) + " => true,\n"; }) +
                 "_ => false }");
           }),
      bomb("requirements", 100, "ok",
           [](std::size_t n) {
             return "rule r for d in Json::Document {\n" +
                    repeated("require d.a == 1 else \"x \\(d@id)\"\n", n) + "}\n";
           }),
      bomb("rules", 125, "ok",
           [](std::size_t n) {
             return each(n, [](std::size_t i) {
               return "rule " + name("r", i) +
                      " for d in Json::Document { require d.a == " + std::to_string(i) +
                      " else \"x \\(d@id)\" }\n";
             });
           }),
      bomb("rules of one name", 250, "E0207",
           [](std::size_t n) { return each(n, [](std::size_t) { return judged("d.a == 1"); }); }),
      bomb("names with an equal prefix", 100, "ok",
           [](std::size_t n) {
             const std::string stem = repeated("n", 1'000);
             return each(n, [&](std::size_t i) {
               return "fn " + name(stem, i) + "(x: int) = x\n" + "rule " + name("r" + stem, i) +
                      " for d in Json::Document { require " + name(stem, i) +
                      "(1) == d.a else \"x \\(d@id)\" }\n";
             });
           }),
      bomb("type unions", 100, "ok",
           [](std::size_t n) {
             return "rule r for d in AWS::EC2::VPC" + repeated(" | AWS::EC2::VPC", n) +
                    " { require d.CidrBlock is present else \"x \\(d@id)\" }\n";
           }),
      bomb("union of parameter types", 100, "ok",
           [](std::size_t n) {
             return "param p: int" + repeated(" | int", n) + " = 1\n" + judged("d.a == 1");
           }),
      bomb("arguments", 20, "E0202",
           [](std::size_t n) { return judged("f(" + repeated("1,\n", n) + "1)"); }),
      bomb("groups of a rule", 250, "ok",
           [](std::size_t n) {
             return "@id(\"A-1\") @title(\"t\") @groups([" +
                    each(n, [](std::size_t i) { return "\"" + name("g", i) + "\",\n"; }) +
                    "\"z\"])\n" + judged("d.a == 1");
           }),
      bomb(
          "tests", 100, "ok",
          [](std::size_t n) {
            return judged("d.a == 1") + each(n, [](std::size_t i) {
                     return "test \"" + name("t", i) +
                            "\" { given resources { x: { Type: \"Json::Document\", Properties: {a: "
                            "1} } } expect pass r on \"x\" }\n";
                   });
          }),
      bomb("a test with a wide document", 250, "ok",
           [](std::size_t n) {
             return judged("d.a == 1") +
                    "test \"t\" { given resources { x: { Type: \"Json::Document\", Properties: {a: "
                    "1, " +
                    each(n, [](std::size_t i) { return name("k", i) + ": [1, {b: 2}],\n"; }) +
                    "} } } expect pass r on \"x\" }\n";
           }),
  });
}

TEST_CASE("long_tokens_of_rule_text_are_linear") {
  explode({
      bomb("a text", 50'000, "ok",
           [](std::size_t n) { return judged("d.a == \"" + repeated("x", n) + "\""); }),
      bomb("escapes", 25'000, "ok",
           [](std::size_t n) { return judged("d.a == \"" + repeated("\\u00e9", n) + "\""); }),
      bomb("digits", 100'000, "E0111",
           [](std::size_t n) { return judged("d.a == " + repeated("9", n)); }),
      bomb("digits behind the point", 50'000, "ok",
           [](std::size_t n) { return judged("d.a == 0." + repeated("1", n)); }),
      bomb("an exponent", 100'000, "E0111",
           [](std::size_t n) { return judged("d.a == 1e" + repeated("9", n)); }),
      bomb("a comment", 125'000, "ok",
           [](std::size_t n) { return "#" + repeated("x", n) + "\n" + judged("d.a == 1"); }),
      bomb("comments", 5'000, "ok",
           [](std::size_t n) { return repeated("# x\n", n) + judged("d.a == 1"); }),
      bomb("blanks", 125'000, "ok",
           [](std::size_t n) { return repeated(" ", n) + "\n" + judged("d.a == 1"); }),
      bomb("a name", 50'000, "ok",
           [](std::size_t n) {
             return "fn " + repeated("n", n) + "(x: int) = x\n" +
                    judged(repeated("n", n) + "(1) == d.a");
           }),
      bomb("quotes without end", 5'000, "E0109",
           [](std::size_t n) { return "let x = " + repeated("\"a\n", n); }),
      bomb("errors", 5'000, "E0101", [](std::size_t n) { return repeated("let = ;\n", n); }),
      bomb("signs", 50'000, "E0101", [](std::size_t n) { return "let x = " + repeated("*", n); }),
      bomb("bytes that are no UTF-8", 50'000, "E0102",
           [](std::size_t n) { return "# " + repeated("\xff", n); }),
  });
}

TEST_CASE("patterns_of_rules_are_bounded") {
  const auto pattern = [](const std::string& text) {
    return judged("d.a matches re\"" + text + "\"");
  };
  explode({
      bomb("regex: alternatives", 4'000, "L0105",
           [=](std::size_t n) { return pattern(repeated("abc|", n) + "x"); }),
      bomb("regex: groups", 5'000, "L0105",
           [=](std::size_t n) { return pattern(repeated("(", n) + "x" + repeated(")", n)); }),
      bomb("regex: counted repetition of repetition", 2, "E0117",
           [=](std::size_t n) { return pattern("((a{500}){500}){" + std::to_string(n) + "00}"); }),
      bomb("regex: classes", 2'000, "L0105",
           [=](std::size_t n) { return pattern(repeated("\\pL", 2 * n)); }),
      bomb("regexes", 50, "ok",
           [=](std::size_t n) {
             return each(n, [](std::size_t i) {
               return "rule " + name("r", i) +
                      " for d in Json::Document { require d.a matches re\"" + name("x(a|b)+", i) +
                      "\" else \"x \\(d@id)\" }\n";
             });
           }),
      bomb("like: stars", 2'500, "ok",
           [](std::size_t n) { return judged("d.a like \"" + repeated("*a", n) + "\""); }),
  });
}

TEST_CASE("imports_are_linear") {
  explode({
      {"a chain of imports", 100, "ok", [](std::size_t n) { return packages(n, false); }},
      {"a cycle of imports", 100, "E0206", [](std::size_t n) { return packages(n, true); }},
      {"imports of what is not there", 250, "E0201",
       [](std::size_t n) {
         return compiled(
             {{"t.cordon",
               "language 1\npackage t\n" + each(n, [](std::size_t i) { return import_of(i); }),
               false, true}});
       }},
      {"one import many times", 250, "E0203",
       [](std::size_t n) {
         return compiled(
             {{"t.cordon", "language 1\npackage t\n" + repeated(import_of(0), n), false, true},
              {"p.cordon", "language 1\npackage p0\nfn f(x: int) = x\n", false, true}});
       }},
  });
}

TEST_CASE("the_limits_of_rule_files_have_their_codes") {
  const auto limited = [](const std::string& body) {
    return compiled({{"t.cordon", "language 1\n" + body, false, true}}, RuleLimits{});
  };
  explode({
      {"bytes", std::size_t{1} << 20U, "L0101",
       [=](std::size_t n) { return limited(repeated("#\n", n)); }},
      {"lines", 20'001, "L0102", [=](std::size_t n) { return limited(repeated("\n", n)); }},
      {"columns", 5'000, "L0103", [=](std::size_t n) { return limited("#" + repeated("x", n)); }},
      {"loops in loops", 9, "L0106",
       [=](std::size_t n) {
         return limited(
             "rule r for d in Json::Document {" +
             each(n, [](std::size_t i) { return "for " + name("x", i) + " in d.xs {"; }) +
             "require x0 == 1 else \"x\"" + repeated("}", n) + "}");
       }},
  });
}

}  // namespace cordon::bombs
