#include "tree_checks.h"

#include <string>

#include "document/reader.h"
#include "require.h"
#include "unit/document/canonical.h"

namespace cordon::fuzz {

void check_places(const Store& store, const Source& source, const Node& node) {
  const auto end = source.base + static_cast<At>(source.text.size());
  require(node.at >= source.base && node.at <= end);
  // An empty value at the end of a text ends one byte behind it.
  require(store.end_of(node) > node.at && store.end_of(node) <= end + 1);
  if (!node.is_object() && !node.is_list()) return;
  for (const Node& member : node.members()) check_places(store, source, member);
}

void check_print(Store& store, const Node& root) {
  const std::string printed = test::canonical(store, root);
  const Source* again = store.sources.add("printed", printed);
  const auto reading = read_json(store, *again, DocumentLimits{});
  require(reading.ok());
  require(test::canonical(store, reading.value().roots[0]) == printed);
}

}  // namespace cordon::fuzz
