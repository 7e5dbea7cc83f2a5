#include "base/utf8.h"

#include <string>

#include "catch_compat.h"

namespace cordon {
namespace {

TEST_CASE("every_scalar_value_is_written_and_read_back") {
  std::size_t wrong = 0;
  for (char32_t value = 0; value <= 0x10FFFF; ++value) {
    if (value >= 0xD800 && value < 0xE000) continue;
    std::string text;
    append_utf8(text, value);
    const Utf8Char one = decode_utf8(text, 0);
    wrong += one.value == value && one.length == text.size() ? 0U : 1U;
    wrong += invalid_utf8(text) == std::string_view::npos ? 0U : 1U;
  }
  CHECK(wrong == 0);
}

// The definition, written the slow way: a sequence is well-formed iff some scalar value is written
// so.
TEST_CASE("two_byte_and_three_byte_sequences_are_judged_by_the_table") {
  std::size_t wrong = 0;
  for (unsigned a = 0x80; a < 0x100; ++a) {
    for (unsigned b = 0; b < 0x100; ++b) {
      const std::string two = {static_cast<char>(a), static_cast<char>(b)};
      const bool two_ok = a >= 0xC2 && a <= 0xDF && b >= 0x80 && b <= 0xBF;
      wrong += (invalid_utf8(two) == std::string_view::npos) == two_ok ? 0U : 1U;
      const std::string three = two + "\x80";
      const bool continued = b >= 0x80 && b <= 0xBF;
      const bool three_ok = a >= 0xE0 && a <= 0xEF && continued && (a != 0xE0 || b >= 0xA0) &&
                            (a != 0xED || b <= 0x9F);
      wrong += (decode_utf8(three, 0).length == 3) == three_ok ? 0U : 1U;
    }
  }
  CHECK(wrong == 0);
}

TEST_CASE("the_first_bad_byte_is_found_behind_ascii_runs") {
  const std::string start(37, 'a');
  CHECK(invalid_utf8(start + "\xFF") == 37);
  CHECK(invalid_utf8(start + "\xC0\xAF") == 37);
  CHECK(invalid_utf8(start + "\xF0\x9F\x98") == 37);
  CHECK(invalid_utf8(start + "\xED\xA0\x80") == 37);
  CHECK(invalid_utf8(start + "\xF4\x90\x80\x80") == 37);
  CHECK(invalid_utf8("\x80") == 0);
  CHECK(invalid_utf8("") == std::string_view::npos);
}

TEST_CASE("one_line_of_ascii_is_told_from_all_others") {
  for (const std::size_t n : {0U, 1U, 63U, 64U, 65U, 128U, 300U}) {
    const std::string line(n, 'a');
    CHECK(text_faults(line).one_line);
    CHECK(text_faults(line + "\n").one_line);
    CHECK_FALSE(text_faults(line + "\n\n").one_line);
    CHECK_FALSE(text_faults("\n" + line + "a").one_line);
    CHECK_FALSE(text_faults(line + "\nb").one_line);
    CHECK_FALSE(text_faults(line + "\xC3\xA9").one_line);
    CHECK_FALSE(text_faults(line + "\xC3\n").one_line);
    CHECK_FALSE(text_faults("\xC3\xA9" + line).one_line);
  }
  CHECK(text_faults(std::string("a\0b", 3)).nul == 1);
  CHECK(text_faults(std::string(100, 'a') + std::string("\0\n", 2)).nul == 100);
}

TEST_CASE("a_prefix_does_not_cut_a_sequence") {
  CHECK(utf8_prefix("a\xC3\xA9z", 2) == "a");
  CHECK(utf8_prefix("a\xC3\xA9z", 3) == "a\xC3\xA9");
  CHECK(utf8_prefix("abc", 9) == "abc");
}

}  // namespace
}  // namespace cordon
