// Documents. An even first byte: the rest is JSON; an odd one: YAML. No input may crash a reader,
// what is read prints as JSON that reads as the same value, and every value stands inside the text.
// JSON is also given to a second parser and to the YAML reader. Differences that are meant:
// duplicate keys, NUL bytes, numbers that are no double, limits; integers beyond a double that the
// second parser refuses.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "document/reader.h"
#include "unit/document/canonical.h"

namespace {

using cordon::DocumentLimits;
using cordon::Kind;
using cordon::Node;
using cordon::Store;
using Json = nlohmann::json;

constexpr std::size_t kDoubleDigits = 300;

void require(bool holds) {
  if (!holds) std::abort();
}

bool has_long_integer(const Node& node) {
  if (node.is(Kind::kBignum)) return node.len > kDoubleDigits;
  if (!node.is_object() && !node.is_list()) return false;
  return std::any_of(node.members().begin(), node.members().end(), has_long_integer);
}

/// Whether a value is the one that the second parser read.
bool same(const Store& store, const Node& node, const Json& json) {
  switch (node.kind()) {
    case Kind::kNull:
      return json.is_null();
    case Kind::kTrue:
      return json == true;
    case Kind::kFalse:
      return json == false;
    case Kind::kInt:
      return json.is_number_integer() && json.get<std::int64_t>() == node.i;
    case Kind::kUint:
      return json.is_number_unsigned() && json.get<std::uint64_t>() == node.u;
    case Kind::kReal:
      return json.is_number_float() && json.get<double>() == node.d;
    case Kind::kBignum:
      return json.is_number_float();
    case Kind::kString:
      return json.is_string() && json.get_ref<const std::string&>() == node.text();
    default:
      break;
  }
  if (json.size() != node.len) return false;
  for (std::uint32_t i = 0; i < node.len; ++i) {
    if (node.is(Kind::kList)) {
      if (!json.is_array() || !same(store, node.members()[i], json[i])) return false;
      continue;
    }
    const auto found = json.find(std::string(store.symbols.text(Store::keys(node)[i])));
    if (found == json.end() || !same(store, node.members()[i], *found)) return false;
  }
  return node.is_object() ? json.is_object() : json.is_array();
}

void check_places(const Store& store, const cordon::Source& source, const Node& node) {
  const auto end = source.base + static_cast<cordon::At>(source.text.size());
  require(node.at >= source.base && node.at <= end);
  // An empty value at the end of a text ends one byte behind it.
  require(store.end_of(node) > node.at && store.end_of(node) <= end + 1);
  if (!node.is_object() && !node.is_list()) return;
  for (const Node& member : node.members()) check_places(store, source, member);
}

void check_print(Store& store, const Node& root) {
  const std::string printed = cordon::test::canonical(store, root);
  const cordon::Source* again = store.sources.add("printed", printed);
  const auto reading = cordon::read_json(store, *again, DocumentLimits{});
  require(reading.ok());
  require(cordon::test::canonical(store, reading.value().roots[0]) == printed);
}

bool meant(std::string_view code, std::string_view text) {
  const bool nul = text.find('\0') != std::string_view::npos;
  return code == "D0103" || code == "D0106" || code == "D0109" || code.starts_with("D02") ||
         (code == "D0105" && nul);
}

void check_json(const std::string& text, const DocumentLimits& limits) {
  Store store;
  const cordon::Source* source = store.sources.add("json", text);
  const auto reading = cordon::read_json(store, *source, limits);
  const Json second = Json::parse(text, nullptr, false);
  if (!reading.ok()) {
    require(second.is_discarded() || meant(reading.error().code, text));
    return;
  }
  const Node& root = reading.value().roots[0];
  require(has_long_integer(root) || (!second.is_discarded() && same(store, root, second)));
  check_places(store, *source, root);
  check_print(store, root);
  const auto yaml = cordon::read_yaml(store, *source, limits);
  if (!yaml.ok()) return;
  require(yaml.value().roots.size() == 1);
  require(cordon::test::canonical(store, yaml.value().roots[0]) ==
          cordon::test::canonical(store, root));
}

void check_yaml(const std::string& text, const DocumentLimits& limits) {
  Store store;
  const cordon::Source* source = store.sources.add("yaml", text);
  const auto reading = cordon::read_yaml(store, *source, limits);
  if (!reading.ok()) {
    require(reading.error().span.begin >= source->base);
    return;
  }
  for (const Node& root : reading.value().roots) {
    check_places(store, *source, root);
    check_print(store, root);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string text(data + 1, data + size);
  DocumentLimits limits;
  limits.max_alias_nodes = 10'000;  // what is made is printed, too
  if (data[0] % 2 == 0) {
    check_json(text, limits);
  } else {
    check_yaml(text, limits);
  }
  return 0;
}
