// Rules that burn fuel, memory, calls, texts and reports. Each limit is lowered, so that it is met
// quickly: growth is a matter of the other bombs.
#include "bombs/bomb.h"
#include "catch_compat.h"
#include "cordon/dsl/compile.h"
#include "cordon/report.h"

namespace cordon::bombs {
namespace {

EvaluationLimits small() {
  EvaluationLimits limits;
  limits.fuel_per_row = 50'000;
  limits.max_memory = std::size_t{32} << 20U;
  return limits;
}

/// The code of the first error of the rows, else "ok".
std::string first_error(const CheckResult& result) {
  for (const Row& row : result.rows) {
    for (const RequirementRecord& r : row.requirements) {
      for (const CauseRecord& cause : r.causes) {
        if (cause.kind == CauseRecord::Kind::kError) return cause.code;
      }
    }
  }
  return "ok";
}

Outcome run(const std::string& body, const std::string& document,
            const EvaluationLimits& limits = small()) {
  const auto compiled =
      dsl::compile({{"t.cordon", "language 1\npackage t\n" + body, false, true}}, {});
  if (!compiled.program) return {"no program: " + compiled.problems.front().message, {}};
  CheckOptions options;
  options.as_of = "2026-11-21";
  options.type = "json";
  options.limits = limits;
  for (std::uint32_t i = 0; i < compiled.program.rules().size(); ++i) options.rules.push_back(i);
  auto result = evaluate(compiled.program, {{"d.json", document, true}}, options);
  if (!result.ok()) return {std::string(result.error().code), {}};
  Report report;
  report.program = &compiled.program;
  report.result = std::move(*result);
  Outcome out;
  out.code = first_error(report.result);
  if (out.code != "ok" && verdict(report).exit != 2) out.code += " without exit code 2";
  out.count("text bytes", text_report(report, {}).size());
  return out.count("JSON bytes", json_report(report).size());
}

std::string judged(const std::string& expression) {
  return "rule r for d in Json::Document { require " + expression + " else \"no\" }\n";
}

std::string numbers(std::size_t n) { return "{\"xs\":[" + repeated("1,", n) + "1],\"t\":\"\"}"; }

Bomb bomb(const char* what, std::size_t size, const char* code,
          const std::function<std::string(std::size_t)>& body,
          const std::function<std::string(std::size_t)>& document) {
  return {what, size, code, [=](std::size_t n) { return run(body(n), document(n)); }};
}

Bomb rule(const char* what, std::size_t size, const char* code, const std::string& body) {
  return bomb(
      what, size, code, [body](std::size_t) { return body; }, numbers);
}

std::string doubled(std::size_t times) {
  return "rule r for d in Json::Document {\nlet t0 = d.t\n" +
         each(times,
              [](std::size_t i) {
                return "let " + name("t", i + 1) + " = \"\\(" + name("t", i) + ")\\(" +
                       name("t", i) + ")\"\n";
              }) +
         "require " + name("t", times) + " == \"x\" else \"no\" }\n";
}

}  // namespace

TEST_CASE("fuel_ends_loops") {
  explode({
      rule("loops in loops", 500, "L0201",
           judged("every a in d.xs : every b in d.xs : every c in d.xs : a == b and b == c")),
      rule("statements in loops", 500, "L0201",
           "rule r for d in Json::Document { for a in d.xs { for b in d.xs { for c in d.xs {\n"
           "require a == b and b == c else \"no\" } } } }\n"),
      rule("comprehensions in comprehensions", 500, "L0201",
           judged("every a in [x for x in d.xs where count([y for y in d.xs where some z in d.xs : "
                  "z > y]) == 1] : a == 1")),
      rule("calls in loops", 500, "L0201",
           "fn f(xs: list<any>) = count([x for x in xs where some y in xs : y > x])\n" +
               judged("every a in d.xs : f(d.xs) == a")),
      rule("loops in calls of calls", 500, "L0201",
           "fn f(xs: list<any>) = every x in xs : x == 1\nfn g(xs: list<any>) = every x in xs : "
           "f(xs)\n"
           "fn h(xs: list<any>) = every x in xs : g(xs)\n" +
               judged("h(d.xs)")),
      rule("membership in loops", 1'000, "L0201",
           judged("every a in d.xs : every b in d.xs : [a] in d.xs")),
      rule("distinct in loops", 500, "L0201",
           judged("every a in d.xs : every b in d.xs : count(distinct(d.xs)) == 1")),
  });
}

TEST_CASE("memory_ends_what_grows") {
  explode({
      // What a comprehension collects is bounded by fuel before it is by memory.
      rule("a comprehension of triples", 1'000, "L0201",
           judged("count([a for a in d.xs for b in d.xs for c in d.xs]) == 1")),
      bomb(
          "a text that doubles", 25, "L0205",
          [](std::size_t n) { return doubled(std::min<std::size_t>(n, 60)); },
          [](std::size_t) { return std::string("{\"t\":\"0123456789\"}"); }),
      {"lists that double", 25, "L0203",
       [](std::size_t n) {
         EvaluationLimits limits;
         limits.max_memory = std::size_t{1} << 20U;
         const std::string body = "rule r for d in Json::Document {\nlet t0 = d.xs\n" +
                                  each(std::min<std::size_t>(n, 60),
                                       [](std::size_t i) {
                                         return "let " + name("t", i + 1) + " = concat(" +
                                                name("t", i) + ", " + name("t", i) + ")\n";
                                       }) +
                                  "require count(" + name("t", std::min<std::size_t>(n, 60)) +
                                  ") == 1 else \"no\" }\n";
         return run(body, numbers(10), limits);
       }},
  });
}

TEST_CASE("calls_are_bounded") {
  const auto chain = [](std::size_t n) {
    return "fn f0(x: any) = x\n" +
           each(n,
                [](std::size_t i) {
                  return "fn " + name("f", i + 1) + "(x: any) = " + name("f", i) + "(x)\n";
                }) +
           judged(name("f", n) + "(d.t) == \"\"");
  };
  explode({bomb("calls of calls", 70, "L0204", chain, [](std::size_t) { return numbers(1); }),
           bomb("calls at the limit", 15, "ok", chain, [](std::size_t) { return numbers(1); })});
}

TEST_CASE("values_of_documents_cost_what_they_are_long") {
  const auto text = [](const std::string& unit) {
    return [unit](std::size_t n) { return "{\"t\":\"" + repeated(unit, n) + "\",\"xs\":[]}"; };
  };
  const auto constant = [](const std::string& body) {
    return [body](std::size_t) { return body; };
  };
  const auto roomy = [](const char* what, std::size_t size, const char* code,
                        const std::function<std::string(std::size_t)>& body,
                        const std::function<std::string(std::size_t)>& document) {
    return Bomb{what, size, code,
                [=](std::size_t n) { return run(body(n), document(n), EvaluationLimits{}); }};
  };
  explode({
      roomy("regex over a long text", 25'000, "ok", constant(judged("d.t matches re\"^(a+)+$\"")),
            text("a")),
      roomy("regex that nearly fits", 25'000, "ok",
            constant(judged("not (d.t matches re\"(a|aa)+b\")")), text("a")),
      roomy("a glob over a long text", 20'000, "ok",
            constant(judged("not (d.t like \"*a*a*a*a*a*a*a*a*b\")")), text("a")),
      roomy("lower case", 50'000, "ok", constant(judged("lower(d.t) != \"x\"")), text("A")),
      roomy("trim", 50'000, "ok", constant(judged("trim(d.t) == \"\"")), text(" ")),
      roomy("a network that is none", 50'000, "V0102", constant(judged("prefix(cidr(d.t)) == 1")),
            text("1.")),
      roomy("equality of wide lists", 2'000, "ok", constant(judged("d.xs == d.xs")), numbers),
      roomy("distinct", 100, "ok", constant(judged("count(distinct(d.xs)) > 0")),
            [](std::size_t n) {
              return "{\"xs\":[" +
                     each(
                         n, [](std::size_t i) { return std::to_string(i); }, ",") +
                     "]}";
            }),
      roomy("projections of projections", 200, "ok",
            constant(judged("count(d.xs[*].a[*].b[*]) > 0")),
            [](std::size_t n) {
              return "{\"xs\":[" + repeated("{\"a\":[{\"b\":[1]}]},", n) + "{\"a\":[]}]}";
            }),
  });
}

TEST_CASE("reports_are_bounded") {
  const auto fails = judged("d.t == \"x\"");
  explode({
      {"a long value", 100'000, "ok",
       [=](std::size_t n) { return run(fails, "{\"t\":\"" + repeated("y", n) + "\"}"); }},
      {"a long value in the message", 20'000, "ok",
       [](std::size_t n) {
         return run(
             "rule r for d in Json::Document { require d.t == \"x\" else \"it is \\(d.t)\" }",
             "{\"t\":\"" + repeated("y", n) + "\"}");
       }},
      {"many values in the message", 20, "ok",
       [](std::size_t n) {
         return run("rule r for d in Json::Document { require d.t == \"x\" else \"" +
                        repeated("\\(d.t)", n) + "\" }",
                    "{\"t\":\"" + repeated("y", 900) + "\"}");
       }},
      {"a message of escapes", 20'000, "ok",
       [](std::size_t n) {
         return run(
             "rule r for d in Json::Document { require d.t == \"x\" else \"it is \\(d.t)\" }",
             "{\"t\":\"" + repeated("\\u202e", n) + "\"}");
       }},
      {"requirements that fail in a loop", 200, "ok",
       [](std::size_t n) {
         return run(
             "rule r for d in Json::Document { for x in d.xs { require x == 2 else \"no\" } }",
             numbers(n));
       }},
      {"more findings than are listed", 20, "ok",
       [=](std::size_t n) {
         EvaluationLimits limits = small();
         limits.max_findings = 10;
         return run(each(n,
                         [](std::size_t i) {
                           return "rule " + name("r", i) +
                                  " for d in Json::Document { require d.t == \"x\" else \"no\" }\n";
                         }),
                    numbers(1), limits);
       }},
  });
}

}  // namespace cordon::bombs
