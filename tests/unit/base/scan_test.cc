#include "base/scan.h"

#include <string>

#include "catch_compat.h"

namespace cordon {
namespace {

std::size_t end_of(const std::string& text) {
  unsigned not_ascii = 0;
  return static_cast<std::size_t>(run_end(text.data(), text.data() + text.size(), not_ascii) -
                                  text.data());
}

TEST_CASE("a_run_ends_at_the_first_quote_backslash_or_control_wherever_it_stands") {
  for (std::size_t length = 0; length < 70; ++length) {
    const std::string plain(length, 'x');
    CHECK(end_of(plain) == length);
    for (const char end : {'"', '\\', '\n', '\x1F', '\0'}) {
      const std::string text = plain + end + "yyyyyyyyyyyyyyyyyyyyyyyy\"";
      CHECK(end_of(text) == length);
    }
  }
  const std::string high = "\x7F\x80\xFF \x20";
  CHECK(end_of(high) == high.size());
}

TEST_CASE("a_run_tells_whether_it_is_ascii_wherever_the_byte_stands") {
  for (std::size_t length = 1; length < 70; ++length) {
    std::string text(length, 'x');
    unsigned not_ascii = 0;
    run_end(text.data(), text.data() + length, not_ascii);
    CHECK(not_ascii == 0);
    for (std::size_t at = 0; at < length; ++at) {
      text[at] = '\x80';
      not_ascii = 0;
      run_end(text.data(), text.data() + length, not_ascii);
      CHECK(not_ascii != 0);
      text[at] = 'x';
    }
  }
}

TEST_CASE("plain_blocks_stop_at_the_block_that_holds_something_else") {
  std::string text(256, 'a');
  CHECK(plain_blocks(text).bytes % 64 == 0);
  for (const char other : {'\0', '\x80', '\xFF'}) {
    for (const std::size_t at : {std::size_t{64}, std::size_t{100}, std::size_t{127}}) {
      text[at] = other;
      CHECK(plain_blocks(text).bytes <= 64);
      text[at] = 'a';
    }
  }
}

TEST_CASE("plain_blocks_know_of_line_feeds_in_them") {
  std::string text(200, 'a');
  CHECK_FALSE(plain_blocks(text).feeds);
  for (std::size_t at = 0; at < text.size(); ++at) {
    text[at] = '\n';
    CHECK(plain_blocks(text).feeds == (at < plain_blocks(text).bytes));
    text[at] = 'a';
  }
  text[70] = '\x80';
  text[80] = '\n';
  CHECK_FALSE(plain_blocks(text).feeds);
}

TEST_CASE("characters_are_counted_in_texts_of_any_length") {
  std::string text;
  for (std::uint32_t n = 0; n < 100; ++n) {
    CHECK(count_scalars(text) == n);
    text += n % 3 == 0 ? "\xE2\x82\xAC" : n % 3 == 1 ? "\xC3\xA9" : "e";
  }
}

TEST_CASE("a_key_is_compared_with_its_closing_quote_and_colon") {
  const auto stands = [](const std::string& word, std::string text) {
    text.resize(64, ' ');
    return KeyWord(word).stands_at(text.data());
  };
  for (std::size_t length = 0; length < 40; ++length) {
    const std::string word(length, 'k');
    CHECK(stands(word, word + "\":") == (length + 2 <= KeyWord::kBytes));
    CHECK_FALSE(stands(word, word + "\" :"));
    CHECK_FALSE(stands(word, word + "k\":"));
    CHECK_FALSE(stands(word, word + "x\":"));
    if (length > 0) CHECK_FALSE(stands(word, word.substr(1) + "\":"));
  }
  CHECK(KeyWord("key").length == 5);
  CHECK_FALSE(stands("a\\n", "a\\n\":"));  // written so it would be another word
  CHECK_FALSE(stands("a\"", "a\"\":"));
  for (const char all : {'\0', '"', ':', ' '})
    CHECK_FALSE(KeyWord().stands_at(std::string(64, all).data()));
}

}  // namespace
}  // namespace cordon
