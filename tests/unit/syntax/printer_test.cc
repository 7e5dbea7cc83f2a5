// The printer: same tree, idempotent, comments kept, the look of the language's examples.
#include <algorithm>
#include <fstream>
#include <sstream>

#include "catch_compat.h"
#include "format/printer.h"
#include "parsed.h"
#include "program_generator.h"
#include "syntax/equal.h"

namespace cordon::syntax {
namespace {

std::string sample(const std::string& name) {
  std::ifstream in(std::string(CORDON_SAMPLES) + "/" + name);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

/// Prints `text`, checks the printer's properties, and gives what was printed.
std::string check_printing(const std::string& text) {
  const Parsed parsed(text);
  INFO(text << "\n" << parsed.errors());
  REQUIRE(parsed.ok());
  const std::string printed = format::print(*parsed.parse.file);
  const Parsed again(printed);
  INFO(printed << "\n" << again.errors());
  REQUIRE(again.ok());
  CHECK(same(*parsed.parse.file, *again.parse.file));
  CHECK(format::print(*again.parse.file) == printed);
  return printed;
}

std::string format(const std::string& body) {
  return check_printing("language 1\n" + body).substr(11);
}

}  // namespace

TEST_CASE("the_examples_print_as_the_same_tree") {
  for (const char* name : {"twelve_rules.cordon", "net.cordon", "workload.cordon",
                           "placement.cordon", "everything.cordon"}) {
    const std::string text = sample(name);
    const std::string printed = check_printing(text);
    CHECK(std::count(printed.begin(), printed.end(), '#') ==
          std::count(text.begin(), text.end(), '#'));
  }
}

TEST_CASE("the_formatted_sample_is_as_written_down") {
  CHECK(check_printing(sample("everything.cordon")) == sample("everything.formatted"));
}

TEST_CASE("random_programs_print_as_the_same_tree_with_all_comments") {
  for (std::uint32_t seed = 0; seed < 300; ++seed) {
    ProgramGenerator generator(seed);
    const std::string text = generator.program();
    INFO("seed " << seed);
    const std::string printed = check_printing(text);
    for (int i = 0; i < generator.comments(); ++i) {
      const std::string comment = "# c" + std::to_string(i);
      const std::size_t at = printed.find(comment);
      INFO(printed << comment);
      REQUIRE(at != std::string::npos);
    }
  }
}

TEST_CASE("no_line_that_can_be_broken_is_longer_than_a_hundred_columns") {
  for (const char* name :
       {"twelve_rules.cordon", "net.cordon", "workload.cordon", "placement.cordon"}) {
    std::istringstream lines(check_printing(sample(name)));
    for (std::string line; std::getline(lines, line);) {
      const bool comment = line.find("  # ") != std::string::npos;
      CHECK((comment || line.size() <= 100));
      CHECK((line.empty() || line.back() != ' '));
    }
  }
}

TEST_CASE("parentheses_are_added_for_the_reader") {
  CHECK(format("let x = a ?? b == c") == "let x = (a ?? b) == c\n");
  CHECK(format("let x = a and b ?? c") == "let x = a and (b ?? c)\n");
  CHECK(format("let x = not a ?? b") == "let x = not (a ?? b)\n");
  CHECK(format("let x = a and some y in ys : y or z") == "let x = a and (some y in ys : y or z)\n");
  CHECK(format("let x = (a)") == "let x = a\n");
}

TEST_CASE("comments_stay_with_what_they_follow") {
  CHECK(format("let a = 1 # one\n# two\n\n# three\nlet b = 2") ==
        "let a = 1  # one\n# two\n\n# three\nlet b = 2\n");
  CHECK(format("let a = [1, # one\n2]") == "let a = [\n  1,  # one\n  2\n]\n");
  CHECK(format("rule r { # head\n}") == "rule r {  # head\n}\n");
  CHECK(format("rule r {\n # inside\n}") == "rule r {\n  # inside\n}\n");
  CHECK(format("let a = 1 # last") == "let a = 1  # last\n");
  CHECK(format("let a = [1\n# end\n]") == "let a = [\n  1\n  # end\n]\n");
  CHECK(format("package # of all\n\nt\n") == "package t  # of all\n");
  CHECK(format("let a = b # b\nand c") == "let a =\n  b  # b\n    and c\n");
}

TEST_CASE("one_empty_line_between_items_is_kept") {
  CHECK(format("let a = 1\n\n\n\nlet b = 2\nlet c = 3") == "let a = 1\n\nlet b = 2\nlet c = 3\n");
}

TEST_CASE("a_long_head_is_broken_before_the_subject") {
  CHECK(format("rule a_name_that_is_rather_long_for_a_rule for resource in AWS::EC2::VPC where "
               "resource.CidrBlock is present { }") ==
        "rule a_name_that_is_rather_long_for_a_rule\n"
        "  for resource in AWS::EC2::VPC where resource.CidrBlock is present\n{ }\n");
}

TEST_CASE("an_expression_prints_on_one_line") {
  const Parsed parsed = parse_expression("f(\n  a, # c\n  \"\"\"\n  x\n  y\"\"\"\n)");
  REQUIRE(parsed.ok());
  CHECK(format::print(*parsed.decl().value) == "f(a, \"x\\ny\")");
}

TEST_CASE("trees_that_differ_are_not_the_same") {
  const std::pair<std::string, std::string> cases[] = {{"a + b", "a - b"},
                                                       {"a == b", "a != b"},
                                                       {"(a + b) + c", "a + b + c"},
                                                       {"1", "1.0"},
                                                       {"a.b", "a->b"},
                                                       {"\"a\"", "\"b\""},
                                                       {"re\"a\"", "re\"b\""},
                                                       {"every x in y : z", "no x in y : z"},
                                                       {"[1, 2]", "[1]"},
                                                       {"x is A::B", "x is not A::B"}};
  for (const auto& [a, b] : cases) {
    const Parsed first = parse_expression(a);
    const Parsed second = parse_expression(b);
    REQUIRE((first.ok() && second.ok()));
    CHECK_FALSE(same(*first.parse.file, *second.parse.file));
    CHECK(same(*first.parse.file, *first.parse.file));
  }
}

}  // namespace cordon::syntax
