#include "rows/pointer_finder.h"

#include <string>
#include <string_view>
#include <vector>

#include "catch_compat.h"
#include "document/reader.h"

namespace cordon {
namespace {

void add_places(const Node& node, std::vector<At>& out) {
  out.push_back(node.at);
  if (!node.is_object() && !node.is(Kind::kList)) return;
  for (const Node& member : node.members()) add_places(member, out);
}

std::string compared(std::string_view name, const std::string& text) {
  Store store;
  const Source* source = store.sources.add(std::string(name), text);
  const auto reading = read_document(store, *source, DocumentLimits{});
  REQUIRE(reading.ok());
  std::vector<At> places;
  for (const Node& root : reading->roots) add_places(root, places);
  std::vector<At> more(places.rbegin(), places.rend());
  for (std::size_t i = 0; i < places.size(); ++i) more.push_back(places[i * 7 % places.size()]);
  for (At at = source->base; at <= source->base + text.size(); ++at) more.push_back(at);
  places.insert(places.end(), more.begin(), more.end());
  rows::PointerFinder finder(store);
  for (const At at : places) {
    if (finder.of(at) != store.pointer(at)) return store.pointer(at) + " is " + finder.of(at);
  }
  return "the same";
}

TEST_CASE("pointers_are_those_of_the_store_in_whatever_order_they_are_asked_for") {
  CHECK(compared("a.json", R"({"a": [{"b": 1}, {"b": 2}, [], {}, [3, [4, 5]], "x"], "~/": {"c/d":
      {"e~": [true, null]}, "f": "g"}, "": [[[]]]})") == "the same");
  CHECK(compared("a.json", "[1, 2, {\"a\": 3}]") == "the same");
  CHECK(compared("a.json", "7") == "the same");
}

TEST_CASE("pointers_into_what_yaml_repeats_are_those_of_the_store") {
  CHECK(compared("a.yaml", "a: &x [1, &y {b: 2}, 3]\nc: *y\nd: *x\ne: [*y, {f: *x}]\ng: 4\n") ==
        "the same");
  CHECK(compared("a.yaml", "a: {b: &y {c: 1, d: 2}, e: 3}\nf: *y\nh: 4\n") == "the same");
  CHECK(compared("a.yaml", "---\na: [1, 2]\n---\n- b\n- c: [3]\n") == "the same");
}

}  // namespace
}  // namespace cordon
