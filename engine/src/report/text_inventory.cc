#include <algorithm>
#include <cstddef>
#include <string>

#include "cordon/report.h"
#include "report/text_writer.h"

namespace cordon {
namespace {

using report::TextWriter;

void write_document(TextWriter& out, const DocumentRecord& document) {
  out.put_input(document.path).put(": ").put_input(document.status);
  if (!document.format.empty()) out.put(" as ").put_input(document.format);
  if (document.status == "read") {
    out.put(", ").put_number(document.resources);
    out.put(document.resources == 1 ? " resource" : " resources");
  }
  out.end_line();
}

void write_reference(TextWriter& out, const InventoryResource::Reference& reference) {
  out.put("    ").put_input(reference.pointer).put(" -> ");
  out.put_input(reference.target.empty() ? "?" : reference.target);
  if (!reference.attribute.empty()) out.put(".").put_input(reference.attribute);
  out.put(" (").put_input(reference.state).put(")").end_line();
}

void write_resource(TextWriter& out, const InventoryResource& resource) {
  out.put_input(resource.resource).put("  ");
  out.put_input(resource.type.empty() ? resource.native_type : resource.type);
  if (!resource.type.empty() && resource.native_type != resource.type &&
      !resource.native_type.empty()) {
    out.put(" (").put_input(resource.native_type).put(")");
  }
  if (resource.location.line > 0) {
    out.put("  ").put_input(resource.location.file).put(":").put_number(resource.location.line);
    out.put(":").put_number(resource.location.column);
  }
  if (!resource.environment.empty()) out.put("  environment ").put_input(resource.environment);
  out.end_line();
  for (const auto& reference : resource.references) write_reference(out, reference);
  for (const std::string& pointer : resource.unknown) {
    out.put("    ").put_input(pointer).put(" is not known").end_line();
  }
  if (!resource.properties_json.empty())
    out.put("    ").put_input(resource.properties_json).end_line();
}

}  // namespace

std::string inventory_text(const InventoryResult& result) {
  TextWriter out(false);
  for (const DocumentRecord& document : result.documents) write_document(out, document);
  if (!result.resources.empty()) out.end_line();
  for (const InventoryResource& resource : result.resources) write_resource(out, resource);
  if (!result.unmapped_types.empty()) out.end_line();
  for (const auto& [type, count] : result.unmapped_types) {
    out.put("not mapped: ").put_input(type).put(" (").put_number(count).put(")").end_line();
  }
  const auto read = std::count_if(result.documents.begin(), result.documents.end(),
                                  [](const DocumentRecord& d) { return d.status == "read"; });
  out.put_number(static_cast<std::size_t>(read))
      .put(" of ")
      .put_number(result.documents.size())
      .put(" documents read, ");
  out.put_number(result.resources.size()).put(" resources").end_line();
  return out.take();
}

}  // namespace cordon
