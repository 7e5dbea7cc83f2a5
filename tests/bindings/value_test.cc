// Values of documents.
#include "catch_compat.h"
#include "host.h"

namespace cordon::test {
namespace {

cordon_value root_of(const Host& host) {
  cordon_value out{};
  REQUIRE(cordon_document_root(host.documents[0], 0, &out) == CORDON_OK);
  return out;
}

cordon_value get(cordon_value value, std::string_view key) {
  cordon_value out{};
  REQUIRE(cordon_value_get(value, str(key), &out) == CORDON_OK);
  return out;
}

std::string text_of(cordon_value value) {
  cordon_str out{};
  REQUIRE(cordon_value_text(value, &out) == CORDON_OK);
  return text(out);
}

}  // namespace

TEST_CASE("numbers_are_exact_and_also_texts") {
  Host host;
  REQUIRE(
      host.parse(R"({"i": -7, "u": 18446744073709551615, "r": 1.50, "b": 123456789012345678901234,
"t": true, "n": null})"));
  const cordon_value root = root_of(host);
  auto scalar = sized<cordon_scalar>();
  CHECK(cordon_value_type(get(root, "i")) == CORDON_TYPE_INT);
  REQUIRE(cordon_value_scalar(get(root, "i"), &scalar) == CORDON_OK);
  CHECK(scalar.integer == -7);
  CHECK(scalar.unsigned_integer == 0);
  CHECK(scalar.real == -7.0);
  REQUIRE(cordon_value_scalar(get(root, "u"), &scalar) == CORDON_OK);
  CHECK(scalar.type == CORDON_TYPE_UINT);
  CHECK(scalar.unsigned_integer == UINT64_MAX);
  REQUIRE(cordon_value_scalar(get(root, "r"), &scalar) == CORDON_OK);
  CHECK(scalar.real == 1.5);
  CHECK(text_of(get(root, "r")) == "1.50");
  CHECK(cordon_value_type(get(root, "b")) == CORDON_TYPE_BIGNUM);
  CHECK(cordon_value_scalar(get(root, "b"), &scalar) == CORDON_E_NOT_FOUND);
  CHECK(text_of(get(root, "b")) == "123456789012345678901234");
  REQUIRE(cordon_value_scalar(get(root, "t"), &scalar) == CORDON_OK);
  CHECK(scalar.integer == 1);
  CHECK(text_of(get(root, "t")) == "true");
  CHECK(cordon_value_type(get(root, "n")) == CORDON_TYPE_NULL);
  CHECK(text_of(get(root, "n")) == "null");
}

TEST_CASE("texts_are_unescaped_and_may_hold_nul") {
  Host host;
  REQUIRE(host.parse(R"({"s": "a\u0000b\u00e9"})"));
  CHECK(text_of(get(root_of(host), "s")) == std::string("a\0b\xC3\xA9", 5));
  cordon_value list = root_of(host);
  cordon_str none = str("kept");
  CHECK(cordon_value_text(list, &none) == CORDON_E_NOT_FOUND);
  CHECK(text(none) == "kept");
}

TEST_CASE("members_come_in_document_order") {
  Host host;
  REQUIRE(host.parse(R"({"z": 1, "a": [true, {}], "": 3})"));
  const cordon_value root = root_of(host);
  REQUIRE(cordon_value_size(root) == 3);
  std::string keys;
  for (size_t i = 0; i < 3; ++i) {
    cordon_str key{};
    cordon_value member{};
    REQUIRE(cordon_value_at(root, i, &key, &member) == CORDON_OK);
    keys += "[" + text(key) + "]";
  }
  CHECK(keys == "[z][a][]");
  CHECK(cordon_value_size(get(root, "a")) == 2);
  CHECK(cordon_value_size(get(root, "")) == 0);
  cordon_value out{};
  CHECK(cordon_value_at(root, 3, nullptr, &out) == CORDON_E_NOT_FOUND);
  CHECK(cordon_value_get(root, str("b"), &out) == CORDON_E_NOT_FOUND);
  CHECK(cordon_value_get(get(root, "a"), str("0"), &out) == CORDON_E_NOT_FOUND);
}

TEST_CASE("wide_objects_find_their_members") {
  Host host;
  std::string text = "{";
  for (int i = 0; i < 500; ++i)
    text += (i == 0 ? "\"k" : ",\"k") + std::to_string(i) + "\":" + std::to_string(i);
  REQUIRE(host.parse(text + "}"));
  for (const int i : {0, 63, 64, 65, 499})
    CHECK(text_of(get(root_of(host), "k" + std::to_string(i))) == std::to_string(i));
}

TEST_CASE("values_have_places") {
  Host host;
  REQUIRE(host.parse("a: 1\nb:\n  - x\n  - \"y\"\n", "d.yaml"));
  cordon_value item{};
  REQUIRE(cordon_value_at(get(root_of(host), "b"), 1, nullptr, &item) == CORDON_OK);
  cordon_place place{};
  REQUIRE(cordon_value_place(item, &place) == CORDON_OK);
  CHECK(text(place.file) == "d.yaml");
  CHECK(place.line == 4);
  CHECK(place.column == 5);
}

TEST_CASE("streams_have_several_roots") {
  Host host;
  REQUIRE(host.parse("1\n{}\n\"x\"\n", "s.ndjson"));
  cordon_value out{};
  REQUIRE(cordon_document_root(host.documents[0], 2, &out) == CORDON_OK);
  CHECK(text_of(out) == "x");
  CHECK(cordon_document_root(host.documents[0], 3, &out) == CORDON_E_NOT_FOUND);
}

TEST_CASE("zeroed_and_stale_values_are_misuse") {
  Host host;
  REQUIRE(host.parse("[1]"));
  const cordon_value root = root_of(host);
  cordon_document_release(host.documents[0]);
  host.documents.clear();
  for (const cordon_value value : {cordon_value{}, root}) {
    cordon_value out{};
    cordon_str view{};
    cordon_place place{};
    auto scalar = sized<cordon_scalar>();
    CHECK(cordon_value_type(value) == CORDON_TYPE_NONE);
    CHECK(cordon_value_size(value) == 0);
    CHECK(cordon_value_scalar(value, &scalar) == CORDON_E_MISUSE);
    CHECK(cordon_value_text(value, &view) == CORDON_E_MISUSE);
    CHECK(cordon_value_at(value, 0, nullptr, &out) == CORDON_E_MISUSE);
    CHECK(cordon_value_get(value, str("a"), &out) == CORDON_E_MISUSE);
    CHECK(cordon_value_place(value, &place) == CORDON_E_MISUSE);
  }
}

TEST_CASE("a_value_that_is_not_there_is_a_zeroed_one") {
  Host host;
  REQUIRE(host.parse(R"({"a": 1})"));
  cordon_value root{};
  REQUIRE(cordon_document_root(host.documents[0], 0, &root) == CORDON_OK);
  const auto used = [&](auto call) {
    cordon_value out;
    std::memset(&out, 0x5A, sizeof out);
    CHECK(call(&out) != CORDON_OK);
    return out.document != nullptr || out.node != 0;
  };
  CHECK_FALSE(used([&](auto* out) { return cordon_value_get(root, str("b"), out); }));
  CHECK_FALSE(used([&](auto* out) { return cordon_value_get({}, str("a"), out); }));
  CHECK_FALSE(used([&](auto* out) { return cordon_value_at(root, 1, nullptr, out); }));
  CHECK_FALSE(used([&](auto* out) { return cordon_document_root(host.documents[0], 1, out); }));
  CHECK_FALSE(used([&](auto* out) { return cordon_document_root(nullptr, 0, out); }));
}

TEST_CASE("a_document_that_cannot_be_read_says_where_and_shows_no_line") {
  Host host;
  CHECK_FALSE(host.parse("{\"password\": \"hunter2canary\",\n  oops}"));
  CHECK(host.failure.status == CORDON_E_DOC);
  CHECK(host.failure.code == "D0102");
  CHECK(host.failure.rendered.find("d.json:2:3") != std::string::npos);
  CHECK(host.failure.rendered.find("canary") == std::string::npos);
  cordon_document* document = nullptr;
  cordon_error* error = nullptr;
  REQUIRE(cordon_document_parse(host.engine, str("e.json"), "{\"a\":1,\"a\":2}", 13, &document,
                                &error) == CORDON_E_DOC);
  auto diagnostic = sized<cordon_diagnostic>();
  REQUIRE(cordon_error_diagnostic_count(error) == 1);
  REQUIRE(cordon_error_diagnostic(error, 0, &diagnostic) == CORDON_OK);
  CHECK(diagnostic.level == CORDON_LEVEL_ERROR);
  CHECK(text(diagnostic.code) == "D0103");
  CHECK(diagnostic.place.column == 8);
  CHECK(cordon_error_diagnostic(error, 1, &diagnostic) == CORDON_E_NOT_FOUND);
  cordon_error_release(error);
}

}  // namespace cordon::test
