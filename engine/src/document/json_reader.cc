#include <optional>
#include <utility>

#include "base/interruption.h"
#include "document/json_parser.h"
#include "document/reader.h"
#include "document/text_check.h"
#include "document/tree_builder.h"

namespace cordon {

/// A text with a fault is checked as a whole afterwards: that it is no UTF-8, or holds a NUL, says
/// more than what the grammar does not allow.
Result<Reading> read_json(Store& store, const Source& source, const DocumentLimits& limits) {
  if (auto wrong = document::check_beginning(source, limits)) return std::move(*wrong);
  document::TreeBuilder builder(store, source, limits);
  document::JsonParser parser(store, source, builder, document::bom_length(source.text),
                              source.text.size());
  if (parser.at_end()) {
    if (builder.failed()) return builder.error();
    return document::problem("D0101", source.base, "the text is empty", "expected one JSON value");
  }
  if (!parser.read_only_value()) {
    if (is_interruption(builder.error().code)) return builder.error();
    if (auto wrong = document::check_text(store.sources, source, limits)) return std::move(*wrong);
    return builder.error();
  }
  if (parser.is_one_line() && document::bom_length(source.text) == 0)
    store.sources.note_one_line(source);
  Reading reading;
  reading.roots.push_back(builder.take_root());
  store.add_root(reading.roots.front());
  return reading;
}

}  // namespace cordon
