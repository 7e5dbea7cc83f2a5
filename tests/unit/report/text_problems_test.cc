#include "catch_compat.h"
#include "sample.h"

using namespace cordon;

TEST_CASE("a_problem_is_written_with_place_line_caret_note_and_help") {
  Problem p = sample::problem(Level::kError, "E0302");
  p.message = "T has no property DirectInternetAcess";
  p.file = "r.cordon";
  p.line = 2;
  p.column = 13;
  p.source_line = "  require nb.DirectInternetAcess == \"Disabled\"";
  p.caret_length = 19;
  p.notes = {"it is known here"};
  p.help = "did you mean DirectInternetAccess?";
  CHECK(text_problems({p}, false) ==
        "error[E0302]: T has no property DirectInternetAcess\n"
        "  --> r.cordon:2:13\n"
        "   |   require nb.DirectInternetAcess == \"Disabled\"\n"
        "   |             ^^^^^^^^^^^^^^^^^^^\n"
        "   = note: it is known here\n"
        "   = help: did you mean DirectInternetAccess?\n");
}

TEST_CASE("equal_problems_are_written_once_and_many_are_counted") {
  std::vector<Problem> problems(3, sample::problem(Level::kWarning));
  CHECK(text_problems(problems, false) == "warning[W0204]: x is never used\n");
  for (std::uint32_t i = 1; i <= 25; ++i) {
    problems.push_back(sample::problem(Level::kWarning));
    problems.back().line = i;
  }
  CHECK(text_problems(problems, false).ends_with("and 6 more warnings\n"));
}

TEST_CASE("errors_are_written_before_warnings_and_are_never_crowded_out") {
  std::vector<Problem> problems;
  for (std::uint32_t i = 1; i <= 25; ++i) {
    problems.push_back(sample::problem(Level::kWarning));
    problems.back().line = i;
  }
  problems.push_back(sample::problem(Level::kError, "E0302"));
  const std::string text = text_problems(problems, false);
  CHECK(text.starts_with("error[E0302]"));
  CHECK(text.ends_with("and 6 more warnings\n"));
  for (std::uint32_t i = 1; i <= 20; ++i) {
    problems.push_back(sample::problem(Level::kError, "E0302"));
    problems.back().line = i;
  }
  CHECK(text_problems(problems, false).ends_with("and 1 more error and 25 more warnings\n"));
}

TEST_CASE("hostile_names_in_problems_are_escaped") {
  Problem p = sample::problem(Level::kError);
  p.file = "evil\x1b[2J\n::error ::x.json";
  p.message = "\n::error ::m";
  p.help = "\n::error ::h";
  p.source_line = "\x1b[2J\r::error";
  p.line = 1;
  p.column = 1;
  const std::string text = text_problems({p}, false);
  CHECK(text.find('\x1b') == std::string::npos);
  CHECK(text.find('\r') == std::string::npos);
  CHECK(text.find("\n::") == std::string::npos);
}
