#include "report/text_writer.h"
#include "catch_compat.h"

using cordon::report::TextWriter;

TEST_CASE("words_are_aligned_to_the_right_and_never_cut") {
  TextWriter out(false);
  out.put_right("ab", 4).put("|").put_right("abcdef", 4).put("|").put_right("abcd", 4);
  CHECK(out.take() == "  ab|abcdef|abcd");
}

TEST_CASE("each_style_has_its_colour_and_ends") {
  using Style = TextWriter::Style;
  const auto styled = [](Style style) {
    TextWriter out(true);
    out.put("x", style);
    return out.take();
  };
  CHECK(styled(Style::kPlain) == "x");
  CHECK(styled(Style::kRed) == "\x1b[31mx\x1b[0m");
  CHECK(styled(Style::kYellow) == "\x1b[33mx\x1b[0m");
  CHECK(styled(Style::kGreen) == "\x1b[32mx\x1b[0m");
  CHECK(styled(Style::kBlue) == "\x1b[34mx\x1b[0m");
  CHECK(styled(Style::kBold) == "\x1b[1mx\x1b[0m");
  CHECK(styled(Style::kDim) == "\x1b[2mx\x1b[0m");
}

TEST_CASE("orders_to_build_systems_do_not_come_together_in_a_line") {
  TextWriter out(false);
  out.put("a ##x ").put("##").put("[error]").end_line();
  out.put("  ::").put("error::").end_line();
  const std::string text = out.take();
  CHECK(text.find("##[error]") == std::string::npos);
  CHECK(text.find("##x") != std::string::npos);
  CHECK(text.find("  ::") == std::string::npos);
}
