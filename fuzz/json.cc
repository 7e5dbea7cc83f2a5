// JSON. No text may crash the reader; what is read prints as JSON that reads as the same value, and
// every value stands inside the text. The text is also given to a second parser and to the YAML
// reader, and as a string inside another document. Differences that are meant: duplicate keys, NUL
// bytes, numbers that are no double, limits; integers beyond a double that the second parser
// refuses.
#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "document/reader.h"
#include "require.h"
#include "tree_checks.h"
#include "unit/document/canonical.h"

namespace {

using cordon::DocumentLimits;
using cordon::Kind;
using cordon::Node;
using cordon::Store;
using cordon::fuzz::require;
using Json = nlohmann::json;

constexpr std::size_t kDoubleDigits = 300;

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

bool meant(std::string_view code, std::string_view text) {
  const bool nul = text.find('\0') != std::string_view::npos;
  return code == "D0103" || code == "D0106" || code == "D0109" || code.starts_with("D02") ||
         (code == "D0105" && nul);
}

/// The same document as the text of a string.
void check_embedded(Store& store, const std::string& text, const std::string& value) {
  const cordon::Source* source =
      store.sources.add("holder", cordon::test::canonical(store, Node::string(text)));
  const auto holder = cordon::read_json(store, *source, DocumentLimits{});
  require(holder.ok());
  const auto inside = cordon::read_embedded_json(store, holder.value().roots[0], DocumentLimits{});
  require(inside.ok() && cordon::test::canonical(store, inside.value()) == value);
}

void check_as_yaml(Store& store, const cordon::Source& source, const std::string& value) {
  const auto yaml = cordon::read_yaml(store, source, DocumentLimits{});
  if (!yaml.ok()) return;
  require(yaml.value().roots.size() == 1);
  require(cordon::test::canonical(store, yaml.value().roots[0]) == value);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(data, data + size);
  Store store;
  const cordon::Source* source = store.sources.add("json", text);
  const auto reading = cordon::read_json(store, *source, DocumentLimits{});
  const Json second = Json::parse(text, nullptr, false);
  if (!reading.ok()) {
    require(second.is_discarded() || meant(reading.error().code, text));
    return 0;
  }
  const Node& root = reading.value().roots[0];
  require(has_long_integer(root) || (!second.is_discarded() && same(store, root, second)));
  cordon::fuzz::check_places(store, *source, root);
  cordon::fuzz::check_print(store, root);
  const std::string value = cordon::test::canonical(store, root);
  check_as_yaml(store, *source, value);
  check_embedded(store, text, value);
  return 0;
}
