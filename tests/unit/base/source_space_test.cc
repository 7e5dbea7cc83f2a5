#include "base/source_space.h"

#include <string>

#include "catch_compat.h"

namespace cordon {
namespace {

std::string at(const SourceSpace& sources, At position) {
  const Place place = sources.place(position);
  if (!place) return "none";
  return place.source->name + ":" + std::to_string(place.line) + ":" + std::to_string(place.column);
}

TEST_CASE("columns_count_scalar_values_and_lines_count_from_one") {
  SourceSpace sources;
  const Source* source = sources.add("a", "x\n\xC3\xA9\xF0\x9F\x98\x80z\n");
  CHECK(at(sources, source->base) == "a:1:1");
  CHECK(at(sources, source->base + 2) == "a:2:1");
  CHECK(at(sources, source->base + 4) == "a:2:2");
  CHECK(at(sources, source->base + 8) == "a:2:3");
  CHECK(sources.line_of(sources.place(source->base + 4), 99) == "\xC3\xA9\xF0\x9F\x98\x80z");
}

TEST_CASE("places_of_a_long_text_are_what_counting_from_its_start_gives") {
  std::string text;
  for (int i = 0; i < 700; ++i) {
    text += std::string(static_cast<std::size_t>(i % 41), 'x');
    text += i % 3 == 0 ? "\n" : i % 3 == 1 ? "\xC3\xA9" : "\r\n";
    if (i % 70 == 0) text += std::string(1800, 'y');
  }
  cordon::SourceSpace space;
  const cordon::Source* source = space.add("long", text);
  REQUIRE(source != nullptr);
  std::uint32_t line = 1;
  std::uint32_t column = 1;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    const bool begins = i == text.size() || (static_cast<unsigned char>(text[i]) & 0xC0U) != 0x80U;
    const cordon::Place place = space.place(source->base + static_cast<cordon::At>(i));
    if (begins && (place.line != line || place.column != column)) {
      CHECK(place.line == line);
      CHECK(place.column == column);
      break;
    }
    if (begins) ++column;
    if (i == text.size() || text[i] != '\n') continue;
    ++line;
    column = 1;
  }
}

TEST_CASE("places_are_the_same_in_whatever_order_they_are_asked_for") {
  std::string text(1'000, '\n');
  for (int i = 0; i < 300; ++i)
    text += std::string(static_cast<std::size_t>(i), 'x') + "\xC3\xA9\n";
  text += std::string(2'000, 'y');
  SourceSpace sources;
  const Source* up = sources.add("a", text);
  const Source* down = sources.add("a", text);
  for (std::size_t i = 0; i <= text.size(); ++i) {
    const auto last = static_cast<At>(text.size());
    // The other one's table grows from its end on, that is at once, or block by block.
    static_cast<void>(sources.place(down->base + last - static_cast<At>(i)));
    const auto offset = static_cast<At>(i);
    const Place place = sources.place(up->base + offset);
    CHECK(at(sources, down->base + offset) == at(sources, up->base + offset));
    std::size_t start = i == 0 ? 0 : text.rfind('\n', i - 1) + 1;
    CHECK(sources.line_of(place, text.size()) ==
          text.substr(start, text.find('\n', start) - start));
  }
}

TEST_CASE("places_of_one_line_are_the_same_whether_it_is_known_to_be_one") {
  for (const std::string& text :
       {std::string(), std::string("a"), std::string(1300, 'x'), std::string(1300, 'x') + "\n"}) {
    SourceSpace sources;
    const Source* first = sources.add("a", text);
    const Source* known = sources.add("a", text);
    const Source* last = sources.add("a", text);
    sources.note_one_line(*known);
    for (std::size_t i = 0; i <= text.size(); ++i) {
      const std::string place = at(sources, first->base + static_cast<At>(i));
      CHECK(at(sources, known->base + static_cast<At>(i)) == place);
      CHECK(at(sources, last->base + static_cast<At>(i)) == place);
    }
    const auto line = [&](const Source* source) {
      return sources.line_of(sources.place(source->base), text.size());
    };
    CHECK(line(known) == line(first));
  }
}

TEST_CASE("of_a_long_line_only_its_beginning_is_looked_at") {
  SourceSpace sources;
  const Source* source = sources.add("a", "x\n" + std::string(5'000, 'y') + "\r\nz");
  const Place place = sources.place(source->base + 4'000);
  CHECK(sources.line_of(place, 100) == std::string(100, 'y'));
  CHECK(sources.line_of(place, 5'000) == std::string(5'000, 'y'));
  CHECK(sources.line_of(place, 9'000) == std::string(5'000, 'y'));
}

TEST_CASE("positions_of_several_files_do_not_overlap") {
  SourceSpace sources;
  const Source* first = sources.add("a", "one");
  const Source* second = sources.add("b", "two");
  CHECK(first->base >= 1);
  CHECK(second->base > first->base + 3);
  CHECK(at(sources, first->base + 3) == "a:1:4");  // the end of a text is a place of it
  CHECK(at(sources, second->base) == "b:1:1");
  CHECK(at(sources, 0) == "none");
  CHECK(sources.find(second->base + 1) == second);
}

TEST_CASE("places_lead_out_of_embedded_texts") {
  SourceSpace sources;
  //                                        0123456789012345678
  const Source* file = sources.add("f", "x: \"{\\\"a\\\":\\u00e9}\" y");
  const At holder = file->base + 3;
  const Source* inner =
      sources.add_embedded(holder, holder + 1, Embedding::kJsonEscapes, "{\"a\":\xC3\xA9}");
  CHECK(at(sources, inner->base) == "f:1:5");
  CHECK(at(sources, inner->base + 1) == "f:1:6");   // the escaped quote
  CHECK(at(sources, inner->base + 2) == "f:1:8");   // a
  CHECK(at(sources, inner->base + 5) == "f:1:12");  // the escape of one letter
  CHECK(at(sources, inner->base + 7) == "f:1:18");
  const Source* opaque = sources.add_embedded(holder, 0, Embedding::kOpaque, "{}");
  CHECK(at(sources, opaque->base + 1) == "f:1:4");
  const Source* deeper =
      sources.add_embedded(inner->base + 1, inner->base + 2, Embedding::kVerbatim, "a");
  CHECK(at(sources, deeper->base) == "f:1:8");
}

}  // namespace
}  // namespace cordon
