#include <map>
#include <string>

#include "cordon/report.h"
#include "report/json_parts.h"
#include "report/json_writer.h"

namespace cordon {
namespace {

using report::JsonWriter;

void write_references(JsonWriter& out, const InventoryResource& resource) {
  out.key("references");
  out.begin_array();
  for (const auto& reference : resource.references) {
    out.begin_object();
    out.member("pointer", reference.pointer);
    out.member_or_null("target", reference.target);
    out.member_or_null("attribute", reference.attribute);
    out.member("state", reference.state);
    out.end_object();
  }
  out.end_array();
}

void write_resource(JsonWriter& out, const InventoryResource& resource) {
  out.begin_object();
  out.member("resource", resource.resource);
  out.member_or_null("type", resource.type);
  out.member_or_null("native_type", resource.native_type);
  out.member("document", resource.document);
  out.key("location");
  report::write_location(out, resource.location);
  // A key that is given twice (maps merged by an adapter) must not make two members of one name.
  const std::map<std::string, std::string> tags(resource.tags.begin(), resource.tags.end());
  out.key("tags");
  out.begin_object();
  for (const auto& [name, value] : tags) {
    out.key(name);
    out.raw(value.empty() ? "null" : value);
  }
  out.end_object();
  out.member_or_null("environment", resource.environment);
  out.member("unknown", resource.unknown);
  write_references(out, resource);
  if (!resource.properties_json.empty()) {
    out.key("properties");
    out.raw(resource.properties_json);
  }
  out.end_object();
}

}  // namespace

std::string inventory_json(const InventoryResult& result) {
  JsonWriter out;
  out.begin_object();
  out.key("documents");
  report::write_documents(out, result.documents);
  out.key("resources");
  out.begin_array();
  for (const InventoryResource& resource : result.resources) write_resource(out, resource);
  out.end_array();
  out.key("unmapped_types");
  out.begin_object();
  for (const auto& [type, count] : result.unmapped_types) out.member(type, count);
  out.end_object();
  out.end_object();
  return out.take();
}

}  // namespace cordon
