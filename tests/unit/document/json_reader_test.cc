#include <algorithm>
#include <string>

#include "catch_compat.h"
#include "unit/document/reading.h"

namespace cordon::test {
namespace {

std::string verdict(const std::string& text) { return Read(text).verdict(); }
std::string value(const std::string& text) { return Read(text).json(); }

TEST_CASE("each_wrong_json_text_has_its_code_and_place") {
  CHECK(verdict("") == "D0101 1:1");
  CHECK(verdict(" \n\t\r ") == "D0101 1:1");
  CHECK(verdict("\xEF\xBB\xBF") == "D0101 1:1");
  CHECK(verdict("{\"a\":1") == "D0102 1:7");
  CHECK(verdict("[1,\n 2,]") == "D0102 2:3");
  CHECK(verdict("{'a':1}") == "D0102 1:2");
  CHECK(verdict("{\"a\":+1}") == "D0102 1:6");
  CHECK(verdict("[1 /* c */]") == "D0102 1:4");
  CHECK(verdict("[tru]") == "D0102 1:2");
  CHECK(verdict("[1.]") == "D0102 1:4");
  CHECK(verdict("[\"a") == "D0102 1:2");
  CHECK(verdict("{\"a\" 1}") == "D0102 1:6");
  CHECK(verdict("{\"a\":1,\n\"a\":2}") == "D0103 2:1");
  CHECK(verdict("{} {}") == "D0104 1:4");
  CHECK(verdict("[]x") == "D0104 1:3");
  CHECK(verdict("[\"\xFF\"]") == "D0105 1:3");
  CHECK(verdict("{\"a\":\"\xC0\xAF\"}") == "D0105 1:7");
  CHECK(verdict(std::string("[\0]", 3)) == "D0106 1:2");
  CHECK(verdict(std::string("{}\0{}", 5)) == "D0106 1:3");
  CHECK(verdict("[\"a\tb\"]") == "D0107 1:4");
  CHECK(verdict("[\"\\x\"]") == "D0108 1:3");
  CHECK(verdict("[\"\\u12g4\"]") == "D0108 1:3");
  CHECK(verdict("[\"\\ud800\"]") == "D0108 1:3");
  CHECK(verdict("[\"\\udc00\\ud800\"]") == "D0108 1:3");
  CHECK(verdict("[\"\\ud800\\u0041\"]") == "D0108 1:3");
  CHECK(verdict("[1e400]") == "D0109 1:2");
  CHECK(verdict("[1e-400]") == "D0109 1:2");
  CHECK(verdict("[012]") == "D0109 1:2");
  CHECK(verdict("[NaN]") == "D0109 1:2");
  CHECK(verdict("[-Infinity]") == "D0109 1:2");
}

TEST_CASE("bytes_that_are_no_text_are_told_of_before_the_grammar") {
  const std::string bad = "\xC3(";
  const std::string nul(1, '\0');
  for (const std::string& text :
       {"[1,,\"" + bad + "\"]", "[\"" + bad, "[\"a\tb\", " + bad, "{\"a\":1,\"a\":\"" + bad + "\"}",
        bad, "[1] " + bad, "[\"\\n" + bad + "\"]", "[\"\\x" + bad + "\"]", "{\"" + bad + "\":1}",
        "{\"\\n" + bad + "\":1}", "[\"" + std::string(40, 'a') + "\\n\xC3\\n\xA9\"]",
        "[{\"" + std::string(40, 'a') + "\":1},{\"" + std::string(40, '\xFF') + "\":1}]",
        "{\"" + std::string(40, '\xFF') + "\":1}"}) {
    INFO(text);
    CHECK(verdict(text) ==
          "D0105 1:" + std::to_string(1 + std::min(text.find('\xC3'), text.find('\xFF'))));
  }
  for (const std::string& text :
       {"[1,,\"" + nul + "\"]", "[\"a" + nul + "\"]", "{\"a" + nul + "\":1}", "[1" + nul + "]",
        "[1]" + nul, "[\"\\n" + nul + "\"]", "[true" + nul + "]"}) {
    CHECK(verdict(text) == "D0106 1:" + std::to_string(1 + text.find('\0')));
  }
  // As long as what is read of a key at once, and more.
  for (std::size_t n = 0; n < 40; ++n) {
    const std::string around(n, 'a');
    CHECK(verdict("[\"" + around + "\xC3\xA9\"]") == "ok");
    CHECK(verdict("[\"" + around + "\xC3\"]") == "D0105 1:" + std::to_string(n + 3));
    CHECK(verdict("{\"" + around + "\xA9\":1}") == "D0105 1:" + std::to_string(n + 3));
  }
}

TEST_CASE("places_are_right_whatever_the_lines_are") {
  for (const std::string& text :
       {std::string("[1,\"a\",{\"k\":2}]"), std::string("[1,\"a\",{\"k\":2}]\n"),
        std::string("\n[1,\"a\",{\"k\":2}]"), std::string("[1,\n\"a\",{\"k\":\n2}]"),
        std::string("[1, \"a\", {\"k\": 2}]\n\n"), std::string("[1,\"\xC3\xA9\",{\"k\":2}]"),
        std::string("[1,\"\\n\xC3\xA9\",{\"k\":2}]"), std::string("[1,\"\\n\",{\"\xC3\xA9\":2}]\n"),
        std::string("\xEF\xBB\xBF[1,\"a\",{\"k\":2}]")}) {
    INFO(text);
    Read read(text);
    REQUIRE(read.ok());
    SourceSpace alone;
    const Source* source = alone.add("a", text);
    for (std::size_t i = 0; i <= text.size(); ++i) {
      const Place expected = alone.place(source->base + static_cast<At>(i));
      const Place place = read.store.sources.place(read.source->base + static_cast<At>(i));
      CHECK(place.line == expected.line);
      CHECK(place.column == expected.column);
    }
  }
}

TEST_CASE("keys_of_any_length_are_read_again_as_they_were") {
  for (std::size_t n = 1; n < 45; ++n) {
    const std::string key(n, 'x');
    const std::string other = key.substr(0, n - 1) + "y";
    const std::string text = "[{\"k\":0,\"" + key + "\":1},{\"k\":0,\"" + other +
                             "\":2},{\"k\":0,\"" + key + "\":3},{\"k\":0,\"" + other +
                             "\" :4},{\"k\":0,\"" + key + "z\":5},{\"k\":0,\"" + key + "\":6}]";
    INFO(text);
    const Read read(text);
    REQUIRE(read.ok());
    CHECK(read.at("0/" + key).i == 1);
    CHECK(read.at("1/" + other).i == 2);
    CHECK(read.at("2/" + key).i == 3);
    CHECK(read.at("3/" + other).i == 4);
    CHECK(read.at("4/" + key + "z").i == 5);
    CHECK(read.at("5/" + key).i == 6);
    // A key with quotes in it is no key and value.
    const std::string begin = "[{\"k\":0,\"" + key;
    CHECK(value(begin + "\\\":1,\\\"w\":2},{\"k\":0,\"" + key + "\":1,\"w\":2}]") ==
          "[{\"k\":0,\"" + key + "\\\":1,\\\"w\":2},{\"k\":0,\"w\":2,\"" + key + "\":1}]");
    // As far as the text goes, and no further.
    for (const char* const end : {"", "\"", "\":", "\":1"}) {
      const std::string cut = begin + "\":1},{\"k\":0,\"" + other + "\":1},{\"k\":0,\"" + key;
      CHECK(verdict(cut + end).starts_with("D0102 "));
    }
    CHECK(verdict("[{\"k\":0,\"" + key + "\":1},{\"k\":0,\"q\":1,\"" + key + "\":1,\"" + key +
                  "\":1}]")
              .starts_with("D0103 "));
  }
}

TEST_CASE("wide_encodings_are_named") {
  CHECK(Read(std::string("\xFF\xFE{\0}\0", 6)).message() == "expected UTF-8, found UTF-16");
  CHECK(Read(std::string("{\0}\0", 4)).message() == "expected UTF-8, found UTF-16");
  CHECK(Read(std::string("\0{\0}", 4)).message() == "expected UTF-8, found UTF-16");
  CHECK(Read(std::string("\xFF\xFE\0\0{\0\0\0", 8)).message() == "expected UTF-8, found UTF-32");
  CHECK(Read(std::string("{\0\0\0", 4)).message() == "expected UTF-8, found UTF-32");
}

TEST_CASE("duplicate_keys_are_found_however_they_are_written") {
  CHECK(verdict("{\"Direct\":1,\"D\\u0069rect\":2}") == "D0103 1:13");
  CHECK(verdict("[{\"a\":{\"b\":1}},{\"a\":{\"b\":1,\"c\":2,\"b\":3}}]") == "D0103 1:34");
  CHECK(verdict("{\"\":1,\"\":2}") == "D0103 1:7");
  CHECK(verdict("{\"a\":1,\"A\":2}") == "ok");
  const Read read("{\"a\":1,\"b\":2,\"a\":3}");
  REQUIRE(read.result.error().notes.size() == 1);
  CHECK(read.store.sources.place(read.result.error().notes[0].span.begin).column == 2);
}

TEST_CASE("an_empty_key_that_comes_again_in_another_object_is_no_duplicate") {
  const std::string more = ",\"c\":\"0123456789012345678901234567890123456789\"}]";
  CHECK(value("[{\"\":1},{\"\":2},{\"a\":{\"\":3},\"b\":{\"\":4}" + more) ==
        "[{\"\":1},{\"\":2},{\"a\":{\"\":3},\"b\":{\"\":4}" + more);
  CHECK(verdict("[{\"\":1},{\"\":2,\"\":3}" + more) == "D0103 1:15");
}

TEST_CASE("duplicate_keys_of_wide_objects_are_found") {
  for (const int members : {63, 64, 65, 66, 500}) {
    std::string text = "{";
    for (int i = 0; i < members; ++i)
      text += "\"k" + std::to_string(i) + "\":{\"k1\":0,\"k70\":1},";
    const std::string place = std::to_string(text.size() + 1);
    CHECK(verdict(text + "\"k1\":0}") == "D0103 1:" + place);
    CHECK(verdict(text + "\"other\":0}") == "ok");
  }
}

TEST_CASE("numbers_are_exact_or_keep_their_text") {
  CHECK(value("[9223372036854775807,-9223372036854775808,18446744073709551615]") ==
        "[9223372036854775807,-9223372036854775808,18446744073709551615]");
  const Read big("[18446744073709551616,-9223372036854775809,9223372036854775808,1]");
  CHECK(big.at("0").is(Kind::kBignum));
  CHECK(big.at("0").text() == "18446744073709551616");
  CHECK(big.at("1").is(Kind::kBignum));
  CHECK(big.at("2").is(Kind::kUint));
  CHECK(big.at("3").is(Kind::kInt));
  CHECK(value("[0.1,1E2,-0.0,2.5e-3,0e999,4.9e-324,1.7976931348623157e308]") ==
        "[0.1,100.0,-0.0,0.0025,0.0,5e-324,1.7976931348623157e+308]");
  CHECK(verdict("[1.7976931348623159e308]") == "D0109 1:2");
  CHECK(verdict("[2e-324]") == "D0109 1:2");
  CHECK(Read("[0.0001e500]").message().find("too large") != std::string::npos);
  CHECK(Read("[1000e-500]").message().find("too small") != std::string::npos);
}

TEST_CASE("strings_are_decoded_and_a_nul_is_an_ordinary_character") {
  CHECK(value(R"(["\"\\\/\b\f\n\r\tz\u00e9\ud83d\ude00"])") ==
        "[\"\\\"\\\\/\\u0008\\u000c\\u000a\\u000d\\u0009z\xC3\xA9\xF0\x9F\x98\x80\"]");
  CHECK(Read("[\"a\\u0000b\"]").at("0").text() == std::string_view("a\0b", 3));
  CHECK(value("[\"\x7F\"]") == "[\"\x7F\"]");
}

TEST_CASE("escapes_are_decoded_wherever_they_stand") {
  struct Escape {
    std::string_view raw, meaning;
  };
  for (const auto& [raw, meaning] :
       {Escape{"\\\"", "\""}, Escape{"\\n", "\n"}, Escape{"\\u00e4", "\xC3\xA4"},
        Escape{"\\ud83d\\ude00", "\xF0\x9F\x98\x80"}}) {
    for (std::size_t before = 0; before < 40; ++before) {
      for (const std::size_t after : {0U, 1U, 15U, 16U, 17U, 300U, 5000U}) {
        const std::string begin(before, 'b');
        const std::string end(after, 'e');
        Read read("[\"" + begin + std::string(raw) + std::string(raw) + end + "\"]");
        REQUIRE(read.ok());
        const std::string expected = begin + std::string(meaning) + std::string(meaning) + end;
        CHECK(read.root().kids[0].text() == expected);
      }
    }
  }
}

TEST_CASE("objects_are_read_when_there_is_no_room_for_more_layouts") {
  std::string text = "[";
  for (std::uint32_t i = 0; i < Shapes::kMaxShapes + 10; ++i)
    text += "{\"k" + std::to_string(i) + "\":1},";
  text += "{\"k0\":1,\"k1\":{\"new\":2}},{\"new\":1,\"new\":2}]";
  const std::size_t second = text.rfind("\"new\"");
  CHECK(verdict(text) == "D0103 1:" + std::to_string(second + 1));
}

TEST_CASE("keys_that_alternate_are_told_apart") {
  const std::string pad(64, ' ');  // so that keys are compared sixteen bytes at a time
  CHECK(
      value("[{\"a\":1,\"b\":2},{\"a\":1,\"c\":3},{\"a\":1,\"b\":4},{\"c\":5},{\"a\":6}]" + pad) ==
      "[{\"a\":1,\"b\":2},{\"a\":1,\"c\":3},{\"a\":1,\"b\":4},{\"c\":5},{\"a\":6}]");
  CHECK(verdict("[{\"a\":1,\"b\":2},{\"a\":1,\"c\":3},{\"a\":1,\"b\":4,\"a\":5}]" + pad) ==
        "D0103 1:43");
}

TEST_CASE("a_byte_order_mark_is_accepted_and_places_count_it_as_a_character") {
  const Read read("\xEF\xBB\xBF[1]");
  CHECK(read.ok());
  CHECK(read.root().at == read.source->base + 3);
}

TEST_CASE("every_node_knows_its_bytes") {
  const Read read("{ \"a\" : [ -1.5e3 , true,null ], \"\xC3\xA9\":\"x\\ty\", \"c\":{} }");
  CHECK(read.written(read.root()) == read.source->text);
  CHECK(read.written(read.at("a")) == "[ -1.5e3 , true,null ]");
  CHECK(read.written(read.at("a/0")) == "-1.5e3");
  CHECK(read.written(read.at("a/1")) == "true");
  CHECK(read.written(read.at("a/2")) == "null");
  CHECK(read.written(read.at("\xC3\xA9")) == "\"x\\ty\"");
  CHECK(read.written(read.at("c")) == "{}");
  CHECK(read.place(read.at("c")) == "1:49");
}

TEST_CASE("texts_without_escapes_are_not_copied") {
  const Read read("[\"plain\",\"esc\\n\"]");
  const std::string_view text = read.source->text;
  CHECK(read.at("0").chars == text.data() + 2);
  CHECK((read.at("1").chars < text.data() || read.at("1").chars >= text.data() + text.size()));
}

TEST_CASE("pointers_name_the_value_at_a_place") {
  const Read read("{\"a/b\":{\"m~n\":[0,{\"x\":\"y\"}]},\"z\":[]}");
  CHECK(read.store.pointer(read.root().at).empty());
  CHECK(read.store.pointer(read.at("z").at) == "/z");
  const Node list = *read.store.find(*read.store.find(read.root(), "a/b"), "m~n");
  CHECK(read.store.pointer(list.at) == "/a~1b/m~0n");
  CHECK(read.store.pointer(list.members()[1].at) == "/a~1b/m~0n/1");
  CHECK(read.store.pointer(read.store.find(list.members()[1], "x")->at) == "/a~1b/m~0n/1/x");
}

TEST_CASE("advice_fits_the_mistake") {
  CHECK(Read("[True]").result.error().help == "JSON writes true, false and null");
  CHECK(Read("[1 // c\n]").result.error().help == "JSON has no comments");
  CHECK(Read("{\"a\":1,}").result.error().help == "JSON has no trailing commas; remove it");
  const Read cut("{\"a\":[");
  CHECK(cut.result.error().help == "the text is cut short");
  REQUIRE(cut.result.error().notes.size() == 1);
  CHECK(cut.store.sources.place(cut.result.error().notes[0].span.begin).column == 6);
}

}  // namespace
}  // namespace cordon::test
