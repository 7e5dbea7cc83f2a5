// YAML. No text may crash the reader; a refusal has a place in the text; what is read prints as
// JSON that reads as the same value, and every value stands inside the text. Cannot see: a text
// that is read as another value than YAML gives it; that is the work of the conformance suite
// (tests/unit/document).
#include <string>

#include "document/reader.h"
#include "require.h"
#include "tree_checks.h"

using cordon::fuzz::require;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  cordon::Store store;
  const cordon::Source* source = store.sources.add("yaml", std::string(data, data + size));
  cordon::DocumentLimits limits;
  limits.max_alias_nodes = 10'000;  // what is made is printed, too
  const auto reading = cordon::read_yaml(store, *source, limits);
  if (!reading.ok()) {
    require(reading.error().span.begin >= source->base);
    return 0;
  }
  require(!reading.value().roots.empty());
  for (const cordon::Node& root : reading.value().roots) {
    cordon::fuzz::check_places(store, *source, root);
    cordon::fuzz::check_print(store, root);
  }
  return 0;
}
