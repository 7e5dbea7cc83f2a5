// Trees of the parser: shapes, places, comments.
#include <fstream>
#include <sstream>

#include "catch_compat.h"
#include "format/printer.h"
#include "parsed.h"

namespace cordon::syntax {
namespace {

std::string sample(const std::string& name) {
  std::ifstream in(std::string(CORDON_SAMPLES) + "/" + name + ".cordon");
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

const Expr& value_of(const Parsed& parsed) { return *parsed.decl().value; }

}  // namespace

TEST_CASE("the_examples_of_the_language_parse") {
  struct Example {
    std::string name;
    std::size_t decls;
    std::size_t comments;
  };
  for (const Example& example :
       {Example{"twelve_rules", 21, 15}, Example{"net", 16, 3}, Example{"workload", 12, 0},
        Example{"placement", 6, 0}, Example{"everything", 20, 9}}) {
    const Parsed parsed(sample(example.name));
    INFO(example.name << "\n" << parsed.errors());
    REQUIRE(parsed.ok());
    CHECK(parsed.parse.file->decls.size() == example.decls);
    CHECK(parsed.parse.file->comments.size() == example.comments);
  }
}

TEST_CASE("every_level_of_operators_binds_as_the_language_says") {
  const std::pair<std::string, std::string> cases[] = {
      {"a ?? b == c", "(a ?? b) == c"},
      {"not a in b", "not a in b"},
      {"not a not in b", "not a not in b"},
      {"a + b * c - d", "a + b * c - d"},
      {"(a + b) * c", "(a + b) * c"},
      {"-a.b[0]@c", "-a.b[0]@c"},
      {"a - -1", "a - -1"},
      {"a - (b - c)", "a - (b - c)"},
      {"a<-1", "a < -1"},
      {"a<-A::B.c", "a<-A::B.c"},
      {"x->Y::Z->p->Y::*", "x->Y::Z->p->Y::*"},
      {"every x in xs : a or b", "every x in xs : a or b"},
      {"a and every x in xs : b or c", "a and (every x in xs : b or c)"},
      {"(a and b) or c", "(a and b) or c"},
      {"if a then b else if c then d else e", "if a then b else if c then d else e"},
      {"count(x in xs where x is not empty) > 2", "count(x in xs where x is not empty) > 2"},
      {"count(xs)", "count(xs)"},
      {"count([x in xs, y])", "count([x in xs, y])"},
      {"match x { A::B => 1, \"q\" => 2, 3 => 4, null => 5, _ => 6 }",
       "match x { A::B => 1, \"q\" => 2, 3 => 4, null => 5, _ => 6 }"},
      {"x.require.in.where[k].\"a:b\"", "x.require.in.where[k].\"a:b\""},
      {"{and: 1, \"a-b\": [true, false, null]}", "{and: 1, \"a-b\": [true, false, null]}"},
      {"K8s::networking.k8s.io::NetworkPolicy | AWS::EC2::*",
       "K8s::networking.k8s.io::NetworkPolicy | AWS::EC2::*"},
      {"a.f(1, 2)[*].b", "a.f(1, 2)[*].b"},
      {"(1 + 2).x", "(1 + 2).x"},
      {"x is A::B and y is not absent", "x is A::B and y is not absent"},
      {"[a for x, y in z for w in y where w > 1]", "[a for x, y in z for w in y where w > 1]"},
      {"unknown? ?? unknown", "unknown? ?? unknown"},
      {"[1, 2, ]", "[1, 2]"},
      {"- 1", "-(1)"},
      {"-1", "-1"},
      {"--1", "-(-1)"},
      {"a matches re\"x\\\"y\" or b == r\"\\d\" or c within cidr\"::/0\" or d == ip\"1.1.1.1\"",
       "a matches re\"x\\\"y\" or b == r\"\\d\" or c within cidr\"::/0\" or d == ip\"1.1.1.1\""},
  };
  for (const auto& [text, printed] : cases) {
    const Parsed parsed = parse_expression(text);
    INFO(text << "\n" << parsed.errors());
    REQUIRE(parsed.ok());
    CHECK(format::print(value_of(parsed)) == printed);
  }
}

TEST_CASE("a_chain_is_one_node") {
  const Parsed parsed = parse_expression("a and b and (c and d)");
  REQUIRE(parsed.ok());
  const Expr& e = value_of(parsed);
  CHECK(e.kind == ExprKind::kAnd);
  REQUIRE(e.kids.size() == 3);
  CHECK(e.kids[2]->kind == ExprKind::kAnd);
}

TEST_CASE("places_of_operators_begin_at_their_sign") {
  const Parsed parsed = parse_expression("nb . A -> B :: C  <= 7 # note\n");
  CHECK(!parsed.ok());  // a resource type has no blanks
  const Parsed good = parse_expression("nb  .A -> B::C<-D::E.f[ 0 ]@id  not  in  ys  ");
  REQUIRE(good.ok());
  const Expr& e = value_of(good);
  CHECK(good.text(e.span) == "nb  .A -> B::C<-D::E.f[ 0 ]@id  not  in  ys");
  CHECK(good.text(e.op_span) == "not  in");
  const Expr& chain = *e.kids[0];
  CHECK(good.text(chain.span) == "nb  .A -> B::C<-D::E.f[ 0 ]@id");
  const std::string_view ops[] = {".A", "-> B::C", "<-D::E.f", "[ 0 ]", "@id"};
  REQUIRE(chain.ops.size() == 5);
  for (std::size_t i = 0; i < 5; ++i) CHECK(good.text(chain.ops[i].span) == ops[i]);
}

TEST_CASE("blanks_and_comments_do_not_belong_to_a_node") {
  const Parsed parsed("language 1\nlet a = f(x)  # one\n\n  # two\nlet b = 1\n# three");
  REQUIRE(parsed.ok());
  CHECK(parsed.text(parsed.decl(0).span) == "let a = f(x)");
  CHECK(parsed.text(value_of(parsed).span) == "f(x)");
  const auto comments = parsed.parse.file->comments;
  REQUIRE(comments.size() == 3);
  CHECK(parsed.text(comments[0].span) == "# one");
  CHECK(!comments[0].own_line);
  CHECK(comments[1].own_line);
  CHECK(comments[2].own_line);
}

TEST_CASE("what_must_touch_does_not_reach_over_a_line") {
  const Parsed parsed("language 1\nlet a = xs\n@severity(\"low\")\nrule r { require a [0] == 1 }");
  CHECK(parsed.errors() == "E0101 4:20\n");
  const Parsed good("language 1\nlet a = xs\n@severity(\"low\")\nrule r { require a }");
  REQUIRE(good.ok());
  CHECK(good.decl(1).annotations.size() == 1);
}

TEST_CASE("contextual_words_stay_names") {
  const Parsed parsed(
      "language 1\n"
      "rule change for change in A::B { require change.given == owner }\n"
      "rule r for change old, file in A::B { let message = on }\n");
  INFO(parsed.errors());
  REQUIRE(parsed.ok());
  CHECK(!parsed.decl(0).is_change);
  CHECK(parsed.decl(1).is_change);
  CHECK(parsed.decl(1).subject.text == "old");
  CHECK(parsed.decl(1).subject_new.text == "file");
}

TEST_CASE("the_parts_of_declarations_are_found") {
  const Parsed parsed(sample("everything"));
  REQUIRE(parsed.ok());
  const auto& file = *parsed.parse.file;
  CHECK(file.package.text == "corp.samples");
  const Decl& imported = *file.decls[1];
  CHECK(imported.name.text == "std.aws.env");
  CHECK(imported.imported.size() == 2);
  CHECK(file.decls[0]->alias.text == "iam");
  const Decl& param = *file.decls[3];
  REQUIRE(param.annotation != nullptr);
  CHECK(param.annotation->kind == TypeExpr::Kind::kUnion);
  CHECK(param.value->kind == ExprKind::kString);
}

TEST_CASE("numbers_keep_their_exact_value") {
  const auto literal = [](const std::string& text) {
    return value_of(parse_expression(text)).literal;
  };
  CHECK(literal("9223372036854775807").i == 9223372036854775807);
  CHECK(literal("-9223372036854775808").i == (-9223372036854775807 - 1));
  CHECK(literal("1_000").i == 1000);
  CHECK(literal("2.50").d == 2.5);
  CHECK(literal("1e3").is(Kind::kReal));
  CHECK(literal("-0").i == 0);
}

}  // namespace cordon::syntax
