#include <string>

#include "catch_compat.h"
#include "unit/document/reading.h"

namespace cordon::test {
namespace {

/// Reads the text at a path of a document as JSON and says where its member `Effect` stands.
struct Inner {
  Inner(const std::string& text, As as, const std::string& path)
      : outer(text, as),
        result(read_embedded_json(outer.store, outer.at(path), DocumentLimits{})) {}

  [[nodiscard]] Node effect() const {
    const Node statements = *outer.store.find(result.value(), "Statement");
    return *outer.store.find(statements.members()[0], "Effect");
  }
  [[nodiscard]] std::string effect_place() const { return outer.place(effect()); }
  [[nodiscard]] std::string error() const {
    const Place at = outer.store.sources.place(result.error().span.begin);
    return std::string(result.error().code) + " " + std::to_string(at.line) + ":" +
           std::to_string(at.column);
  }

  Read outer;
  Result<Node> result;
};

TEST_CASE("places_inside_an_escaped_policy_are_exact") {
  const std::string text =
      "{\n  \"Policy\": "
      "\"{\\n\\t\\\"Statement\\\":[{\\\"Sid\\\":\\\"\\u00e9\\ud83d\\ude00\xC3\xBC\\\","
      "\\\"Effect\\\":\\\"Allow\\\"}]}\"\n}";
  const Inner inner(text, As::kJson, "Policy");
  REQUIRE(inner.result.ok());
  // The escaped quote that opens Allow, found in the text by hand.
  const std::string line = text.substr(2, text.find('\n', 2) - 2);
  const std::size_t at = line.find("\\\"Allow");
  CHECK(at != std::string::npos);
  const std::size_t wide = 1;  // one letter of two bytes before it
  CHECK(inner.effect_place() == "2:" + std::to_string(at + 1 - wide));
  CHECK(inner.outer.store.pointer(inner.effect().at) == "/Policy/Statement/0/Effect");
  CHECK(inner.effect().text() == "Allow");
}

TEST_CASE("places_inside_texts_of_yaml_are_exact_where_they_can_be") {
  const std::string policy = R"({"Statement":[{"Effect":"Deny"}]})";
  const Inner single("p: '" + policy + "'\n", As::kYaml, "p");
  CHECK(single.effect_place() == "1:29");
  const Inner escaped("p: \"{\\\"Statement\\\":[{\\\"Effect\\\":\\\"Deny\\\"}]}\"\n", As::kYaml,
                      "p");
  CHECK(escaped.effect_place() == "1:33");
  // A block text loses its indentation: the place of the text itself is shown.
  const Inner block("p: |\n  " + policy + "\n", As::kYaml, "p");
  CHECK(block.effect_place() == "1:4");
  // \x41 is no escape of JSON.
  const Inner hex("p: \"{\\\"St\\x61tement\\\":[{\\\"Effect\\\":1}]}\"\n", As::kYaml, "p");
  CHECK(hex.effect_place() == "1:4");
  const Inner folded("p: '{\"Statement\":\n  [{\"Effect\":1}]}'\n", As::kYaml, "p");
  CHECK(folded.effect_place() == "1:4");
}

TEST_CASE("a_text_without_a_place_or_with_another_source_is_read_all_the_same") {
  Store store;
  store.sources.add("f", "\"something else\"");
  const auto none = read_embedded_json(store, Node::string("[1]"), DocumentLimits{});
  REQUIRE(none.ok());
  CHECK(!store.sources.place(none.value().at));
  const auto other = read_embedded_json(store, Node::string("[1]", 1), DocumentLimits{});
  REQUIRE(other.ok());
  CHECK(store.sources.place(other.value().at).column == 1);
}

TEST_CASE("a_document_inside_a_document_inside_a_text_keeps_its_place") {
  const Inner inner(R"({"body":"{\"Policy\":\"{\\\"a\\\":7}\"}"})", As::kJson, "body");
  REQUIRE(inner.result.ok());
  Read& outer = const_cast<Read&>(inner.outer);
  const Node policy = *outer.store.find(inner.result.value(), "Policy");
  const auto deepest = read_embedded_json(outer.store, policy, DocumentLimits{});
  REQUIRE(deepest.ok());
  const Node seven = *outer.store.find(deepest.value(), "a");
  CHECK(outer.place(seven) == "1:" + std::to_string(outer.source->text.find('7') + 1));
  CHECK(outer.store.pointer(seven.at) == "/body/Policy/a");
}

TEST_CASE("an_error_inside_a_text_has_its_place_in_the_file") {
  CHECK(Inner(R"({"p":"{\"a\":tru}"})", As::kJson, "p").error() == "D0102 1:14");
  CHECK(Inner(R"({"p":"{\"a\":1,\"\u0061\":2}"})", As::kJson, "p").error() == "D0103 1:16");
  CHECK(Inner(R"({"p":""})", As::kJson, "p").error() == "D0101 1:7");
  CHECK(Inner(R"({"p":"[1]\u0000"})", As::kJson, "p").error() == "D0106 1:10");
}

}  // namespace
}  // namespace cordon::test
