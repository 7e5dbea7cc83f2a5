#include "unit/inventory/fixture.h"

#include <utility>

#include "catalogue/embedded.h"
#include "catch_compat.h"

namespace cordon::tests {
namespace {

Catalogue bundled() {
  auto catalogue = Catalogue::load(catalogue_text());
  REQUIRE(catalogue.ok());
  return std::move(catalogue).value();
}

std::string flags(const Node& node) {
  std::string out;
  if (node.has(kSensitive)) out += "!sensitive";
  if (node.has(kFromDefault)) out += "!default";
  if (node.has(kOpen)) out += node.is_object() ? "!open" : "!assumed";
  return out;
}

std::string show_unknown(Fixture& fixture, const Unknown* why) {
  if (why == nullptr) return "unknown";
  std::string out = why->written ? "written" : "unknown";
  if (why->non_empty) out += "+";
  if (!why->parts.empty()) {
    out += "\"";
    for (const Part& part : why->parts) out += part.symbol == 0 ? std::string(part.text) : "{}";
    out += "\"";
  }
  if (!why->domain.empty()) {
    out += " of";
    for (const Node& node : why->domain) out += " " + fixture.show(node);
  }
  return out;
}

std::string show_list(Fixture& fixture, const Node& node) {
  std::string out;
  const auto items = node.is(Kind::kList) ? node.members() : node.list->items;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i > 0) out += ", ";
    out += fixture.show(items[i]);
    if (node.is(Kind::kComputedList) && !node.list->presence.empty()) {
      out += "?" + std::string(node.list->presence[i].is(Kind::kTrue) ? "T" : "U");
    }
  }
  return "[" + out + "]";
}

std::string show_object(Fixture& fixture, const Node& node) {
  std::string out;
  for (std::uint32_t i = 0; i < node.len; ++i) {
    if (i > 0) out += ", ";
    out += std::string(fixture.store.symbols.text(Store::keys(node)[i])) + ": " +
           fixture.show(node.kids[i]);
  }
  return "{" + out + "}";
}

}  // namespace

Fixture::Fixture(InventoryOptions options)
    : catalogue(bundled()), inventory(store, catalogue, options) {}

const InventoryDocument& Fixture::add(std::string text, bool named, std::string path) {
  return inventory.add(std::move(path), std::move(text), named);
}

bool Fixture::has(std::string_view address) const {
  for (const Resource& resource : inventory.resources()) {
    if (resource.address == address) return true;
  }
  return false;
}

ResourceId Fixture::id(std::string_view address) const {
  const auto resources = inventory.resources();
  for (std::size_t i = 0; i < resources.size(); ++i) {
    if (resources[i].address == address) return static_cast<ResourceId>(i);
  }
  FAIL("no resource " << address);
  return kNoResource;
}

Node Fixture::property(std::string_view address, std::string_view name) {
  return inventory.property(id(address), kCanonical, symbol(name));
}

Node Fixture::attribute(std::string_view address, std::string_view name) {
  return inventory.attribute(id(address), symbol(name));
}

const PropertyType* Fixture::type_of(std::string_view type, std::string_view name) const {
  const ResourceType* found = catalogue.find(type);
  REQUIRE(found != nullptr);
  const Property* property = found->body.find(name);
  REQUIRE(property != nullptr);
  return property->type;
}

std::string Fixture::show(const Node& node) {
  std::string out;
  switch (node.kind()) {
    case Kind::kNull:
      out = "null";
      break;
    case Kind::kTrue:
      out = "true";
      break;
    case Kind::kFalse:
      out = "false";
      break;
    case Kind::kInt:
      out = std::to_string(node.i);
      break;
    case Kind::kString:
      out = "'" + std::string(node.text()) + "'";
      break;
    case Kind::kList:
    case Kind::kComputedList:
      out = show_list(*this, node);
      break;
    case Kind::kObject:
    case Kind::kDict:
      out = show_object(*this, node);
      break;
    case Kind::kReference:
      out = "->" + std::string(inventory.resources()[node.ref.target].address);
      if (node.ref.attribute != 0) out += "." + std::string(store.symbols.text(node.ref.attribute));
      break;
    case Kind::kResource:
      out = "resource " + std::string(inventory.resources()[node.ref.target].address);
      break;
    case Kind::kChoice:
      out = "if(" + show(node.choice->then) + " | " + show(node.choice->otherwise) + ")";
      break;
    case Kind::kUnknown:
      out = show_unknown(*this, node.unknown);
      break;
    case Kind::kMissing:
      out = "missing";
      break;
    case Kind::kError:
      out = "error " + std::string(node.cause == nullptr ? "" : node.cause->code);
      break;
    default:
      out = "kind " + std::to_string(node.kind_);
      break;
  }
  return out + flags(node);
}

std::string one(std::string_view type, std::string_view properties, std::string_view sections) {
  return "{" + std::string(sections) + R"("Resources": {"A": {"Type": ")" + std::string(type) +
         R"(", "Properties": )" + std::string(properties) + "}}}";
}

}  // namespace cordon::tests
