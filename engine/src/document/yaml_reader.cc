#include <string>
#include <utility>

#include "base/interruption.h"
#include "document/reader.h"
#include "document/text_check.h"
#include "document/yaml_composer.h"
#include "document/yaml_events.h"
#include "document/yaml_layout.h"
#include "document/yaml_text.h"

namespace cordon {
namespace {

using document::problem;

/// Advice on libyaml's fault by what stands at the place.
std::string advice(std::string_view text, std::size_t at) {
  if (at >= text.size()) return "the text is cut short, or a quote or bracket is not closed";
  const auto is_blank = [&](std::size_t i) { return text[i] == ' ' || text[i] == '\t'; };
  std::size_t first = at;  // of the blanks that `at` ends
  while (first > 0 && is_blank(at) && is_blank(first - 1)) --first;
  const bool tab = text[at] == '\t' || text[first] == '\t';
  if (tab) return "YAML indents with blanks, not with tabs";
  if (text[at] == '{' || text.substr(at).starts_with("%}")) {
    return "if this is a template with placeholders, render it first";
  }
  return {};
}

}  // namespace

Result<Reading> read_yaml(Store& store, const Source& source, const DocumentLimits& limits) {
  if (auto wrong = document::check_text(store.sources, source, limits)) return std::move(*wrong);
  if (auto wrong = document::check_yaml_text(source, limits)) return std::move(*wrong);
  document::EventReader events(source.text, document::bom_length(source.text), limits.interrupt);
  document::YamlComposer composer(store, source, limits);
  document::YamlLayout layout(source, limits.interrupt);
  document::Event event;
  do {
    if (!events.next(event)) {
      if (!events.interrupted().empty()) return interruption(events.interrupted());
      return problem("D0110", source.base + static_cast<At>(events.fault_at()),
                     "not YAML here: " + events.fault(), advice(source.text, events.fault_at()));
    }
    if (auto wrong = layout.check(event)) return std::move(*wrong);
    if (!composer.take(event)) return composer.error();
  } while (event.kind != document::EventKind::kStreamEnd);
  if (!composer.saw_content()) {
    return problem("D0101", source.base, "the text holds no document that is not empty");
  }
  for (const Node& root : composer.reading().roots) store.add_root(root);
  return std::move(composer.reading());
}

}  // namespace cordon
