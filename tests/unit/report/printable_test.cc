#include "catch_compat.h"
#include "cordon/report.h"
#include "report/characters.h"

using cordon::printable;

TEST_CASE("plain_text_is_itself") {
  CHECK(printable("a b~\"'\\") == "a b~\"'\\");
  CHECK(printable("Gr\u00fc\u00dfe \u65e5\u672c \U0001F600") ==
        "Gr\u00fc\u00dfe \u65e5\u672c \U0001F600");
  CHECK(printable("::/0 and ::1") == "::/0 and ::1");
}

TEST_CASE("controls_are_shown_by_number") {
  CHECK(printable(std::string_view("\0", 1)) == "\\u{0}");
  CHECK(printable("a\x1b[2Jb\nc\td\re\x7f") == "a\\u{1b}[2Jb\\u{a}c\\u{9}d\\u{d}e\\u{7f}");
  CHECK(printable("\u0085\u009b") == "\\u{85}\\u{9b}");
}

TEST_CASE("hidden_characters_are_shown_by_number") {
  CHECK(printable("\u202eabc\u2066\u200b\ufeff\u2028") ==
        "\\u{202e}abc\\u{2066}\\u{200b}\\u{feff}\\u{2028}");
  CHECK(printable("\U000E0041") == "\\u{e0041}");
}

TEST_CASE("bytes_that_are_no_utf8_are_shown_as_bytes") {
  CHECK(printable("a\xff\xfe") == "a\\xff\\xfe");
  CHECK(printable("\xc0\xaf") == "\\xc0\\xaf");
  CHECK(printable("\xed\xa0\x80") == "\\xed\\xa0\\x80");
  CHECK(printable("\xf4\x90\x80\x80") == "\\xf4\\x90\\x80\\x80");
  CHECK(printable("\xe2\x82") == "\\xe2\\x82");
  CHECK(printable("\x9b") == "\\x9b");
}

TEST_CASE("orders_to_build_systems_lose_their_mark") {
  CHECK(printable("a ##vso[x]b") == "a \\u{23}#vso[x]b");
  CHECK(printable("##[error]") == "\\u{23}#[error]");
  CHECK(printable("##teamcity[x") == "\\u{23}#teamcity[x");
  CHECK(printable("## heading") == "## heading");
}

TEST_CASE("no_byte_pair_lets_a_control_through") {
  for (unsigned a = 0; a < 256; ++a) {
    for (unsigned b = 0; b < 256; ++b) {
      const std::string text{static_cast<char>(a), static_cast<char>(b)};
      const std::string out = printable(text);
      for (std::size_t i = 0; i < out.size();) {
        const auto scalar = cordon::report::scalar_at(out, i);
        const bool good = scalar.valid && cordon::report::is_visible(scalar.value);
        if (!good) FAIL("bytes " << a << " " << b << " leave as " << out);
        i += scalar.bytes;
      }
    }
  }
  SUCCEED();
}

TEST_CASE("columns_count_scalar_values") {
  CHECK(cordon::report::offset_of_column("\u00fcx", 1) == 0);
  CHECK(cordon::report::offset_of_column("\u00fcx", 2) == 2);
  CHECK(cordon::report::offset_of_column("\u00fcx", 9) == 3);
  CHECK(cordon::report::width_of("\u65e5a\u0301") == 3);
}

TEST_CASE("longer_forms_surrogates_and_what_lies_beyond_are_shown_as_bytes") {
  CHECK(printable("\xE0\x80\x80") == "\\xe0\\x80\\x80");
  CHECK(printable("\xF0\x80\x80\x80") == "\\xf0\\x80\\x80\\x80");
  CHECK(printable("\xED\xA0\x80") == "\\xed\\xa0\\x80");
  CHECK(printable("\xF4\x90\x80\x80") == "\\xf4\\x90\\x80\\x80");
  CHECK(printable("\xC1\x80") == "\\xc1\\x80");
  CHECK(printable("\xF5\x80\x80\x80") == "\\xf5\\x80\\x80\\x80");
}

TEST_CASE("what_is_no_character_is_not_visible") {
  CHECK(cordon::report::is_visible(0x10FFFD));
  CHECK_FALSE(cordon::report::is_visible(0x110000));
  CHECK_FALSE(cordon::report::is_visible(0xFFFE));
  CHECK_FALSE(cordon::report::is_visible(0x1FFFF));
  CHECK_FALSE(cordon::report::is_visible(0x200B));
}
