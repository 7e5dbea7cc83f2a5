#include <optional>
#include <utility>

#include "document/json_parser.h"
#include "document/reader.h"
#include "document/text_check.h"
#include "document/tree_builder.h"

namespace cordon {

Result<Reading> read_json(Store& store, const Source& source, const DocumentLimits& limits) {
  if (auto wrong = document::check_text(store.sources, source, limits)) return std::move(*wrong);
  document::TreeBuilder builder(store, source, limits);
  document::JsonParser parser(store, source, builder, document::bom_length(source.text),
                              source.text.size());
  if (parser.at_end()) {
    return document::problem("D0101", source.base, "the text is empty", "expected one JSON value");
  }
  if (!parser.read_only_value()) return builder.error();
  Reading reading;
  reading.roots.push_back(builder.take_root());
  store.add_root(reading.roots.front());
  return reading;
}

}  // namespace cordon
