// Keeps the resources of all documents and the indexes over them. The one idea: each root of a
// document is a unit with an adapter of its own; a unit that is refused is taken back whole, and
// only what stays enters the indexes. It judges nothing about values: that is references.cc and the
// adapters. Tests: tests/unit/inventory/inventory_test.cc.
#include "inventory/inventory_impl.h"

#include <algorithm>
#include <utility>

#include "base/prefetch.h"
#include "cordon/limits.h"
#include "document/reader.h"

namespace cordon {

Inventory::Impl::Impl(Store& shared_store, const Catalogue& shared_catalogue,
                      const InventoryOptions& shared_options)
    : store(shared_store), catalogue(shared_catalogue), options(shared_options) {
  for (const ResourceType& type : catalogue.types()) {
    for (const std::string_view prefix : type.id_prefixes) {
      if (!prefix.empty()) prefixes.push_back(prefix);
    }
  }
}

Inventory::Impl::~Impl() = default;

Inventory::Impl::Names::Names(Symbols& s)
    : address(s.intern("address")),
      file(s.intern("file")),
      managed(s.intern("managed")),
      type(s.intern("type")),
      line(s.intern("line")),
      action(s.intern("action")) {}

namespace {

/// Room for so many more; many small steps cost no more than one large one.
template <class T>
void make_room(std::vector<T>& in, std::size_t more) {
  const std::size_t all = in.size() + more;
  if (all > in.capacity()) in.reserve(std::max(all, 2 * in.capacity()));
}

}  // namespace

void Inventory::Impl::Unit::expect(std::size_t more) {
  make_room(impl_.resources, more);
  make_room(impl_.ids, more);
  make_room(impl_.unit_of, more);
}

ResourceId Inventory::Impl::Unit::add(const Resource& resource) {
  impl_.resources.push_back(resource);
  impl_.resources.back().document = document_;
  impl_.ids.emplace_back();
  impl_.unit_of.push_back(index_);
  return static_cast<ResourceId>(impl_.resources.size() - 1);
}

void Inventory::Impl::Unit::add_id(std::string_view text, ResourceId id) {
  if (text.empty()) return;
  ResourceIds& own = impl_.ids[id];
  auto& texts = impl_.id_texts;
  for (std::uint32_t i = own.first; i != kNoText; i = texts[i].next) {
    if (texts[i].text == text) return;
  }
  const auto number = static_cast<std::uint32_t>(texts.size());
  texts.push_back({text, kNoText});
  (own.first == kNoText ? own.first : texts[own.last].next) = number;
  own.last = number;
}

bool Inventory::Impl::Unit::has_satellite_elsewhere(const SatelliteOf& what) {
  return std::any_of(impl_.units.begin(), impl_.units.end(), [&](const auto& unit) {
    return unit.get() != this && unit->adapter() != nullptr && unit->adapter()->has_satellite(what);
  });
}

void Inventory::Impl::Unit::problem(Diagnostic diagnostic) {
  const bool placed = diagnostic.span.begin != 0;
  if (placed && !reported_.emplace(diagnostic.code, diagnostic.span.begin).second) return;
  impl_.documents[document_].problems.push_back(std::move(diagnostic));
}

namespace {

Result<std::unique_ptr<Adapter>> make(AdapterContext& context, const Node& root, Family family,
                                      std::string_view address) {
  switch (family) {
    case Family::kCloudFormation:
      return make_cloudformation(context, root);
    case Family::kTerraformPlan:
#ifdef CORDON_HAS_TERRAFORM
      return make_terraform_plan(context, root);
#else
      return Diagnostic{"I0203",      Level::kError,
                        {root.at, 0}, "terraform-plan is not supported in this version",
                        {},           {}};
#endif
    case Family::kJson:
      return make_json(context, root, address);
    case Family::kResources:
      return make_resources(context, root);
  }
  return Diagnostic{
      "I0203", Level::kError, {root.at, 0}, "this family is not supported in this version", {}, {}};
}

}  // namespace

Result<bool> Inventory::Impl::add_unit(std::uint32_t document, const Node& root, Family family,
                                       std::string_view address) {
  const std::size_t first_unit = units.size();
  const std::size_t first_resource = resources.size();
  units.push_back(std::make_unique<Unit>(*this, static_cast<std::uint32_t>(first_unit), document));
  auto adapter = make(*units.back(), root, family, address);
  if (!adapter.ok()) {
    take_back(first_unit, first_resource);
    return adapter.error();
  }
  if (!interruption.code().empty()) {
    take_back(first_unit, first_resource);
    return cordon::interruption(interruption.code());
  }
  units.back()->set_adapter(std::move(*adapter));
  return true;
}

void Inventory::Impl::take_back(std::size_t first_unit, std::size_t first_resource) {
  units.resize(first_unit);
  resources.resize(first_resource);
  ids.resize(first_resource);
  unit_of.resize(first_resource);
}

void Inventory::Impl::open(Symbol type, const Unknown* cause) {
  if (type == 0) {
    if (open_all == nullptr) open_all = cause;
  } else {
    open_types.emplace(type, cause);
  }
}

void Inventory::Impl::enter_type(Symbol type, ResourceId id) {
  if (type == 0) return;
  if (type >= type_numbers.size()) type_numbers.resize(std::size_t{type} + 1);
  std::uint32_t& number = type_numbers[type];
  if (number == 0) {
    types.push_back(type);
    by_type.emplace_back();
    number = static_cast<std::uint32_t>(types.size());
  }
  by_type[number - 1].push_back(id);
}

void Inventory::Impl::enter_texts(ResourceId id) {
  constexpr std::uint32_t kAhead = 8;
  for (std::uint32_t n = ids[id].first; n != kNoText; n = id_texts[n].next) {
    // The texts are spread over the document.
    if (n + kAhead < id_texts.size()) prefetch(id_texts[n + kAhead].text.data(), 1);
    enter_text(id_texts[n].text, id);
  }
}

void Inventory::Impl::enter_text(std::string_view text, ResourceId id) {
  const auto [named, fresh] = by_text.emplace(text, {id, 0});
  if (fresh) return;
  if (named->namesakes == 0) {
    namesakes.push_back({named->first});
    named->namesakes = static_cast<std::uint32_t>(namesakes.size());
  }
  namesakes[named->namesakes - 1].push_back(id);
}

void Inventory::Impl::index_from(std::size_t first_unit, std::size_t first_resource) {
  for (std::size_t i = first_unit; i < units.size(); ++i) {
    for (const auto& [type, cause] : units[i]->opened()) open(type, cause);
  }
  if (id_texts.size() > 2 * by_text.size()) by_text.reserve(id_texts.size());
  for (std::size_t i = first_resource; i < resources.size() && !interruption.step(); ++i) {
    const auto id = static_cast<ResourceId>(i);
    const Resource& resource = resources[i];
    enter_type(resource.type, id);
    if (resource.native_type != resource.type) enter_type(resource.native_type, id);
    enter_texts(id);
    if (ids[i].unknown) unknown_ids.push_back(id);
  }
}

Adapter& Inventory::Impl::adapter_of(ResourceId id) { return *units[unit_of[id]]->adapter(); }

const Node* Inventory::Impl::mapping(std::string_view name) {
  if (const auto it = mappings.find(name); it != mappings.end()) return &it->second;
  const std::string_view text = mapping_text(name);
  if (text.empty()) return nullptr;
  const Source* source =
      store.sources.add("mappings/" + std::string(name) + ".json", std::string(text));
  if (source == nullptr) return nullptr;
  auto reading = read_json(store, *source, DocumentLimits{});
  if (!reading.ok() || reading->roots.size() != 1 || !reading->roots[0].is_object()) return nullptr;
  return &mappings.emplace(std::string(name), reading->roots[0]).first->second;
}

std::uint32_t Inventory::Impl::symbol_of(std::string_view key) {
  if (const auto it = symbols.find(key); it != symbols.end()) return it->second;
  return symbols.emplace(std::string(key), ++last_symbol).first->second;
}

}  // namespace cordon
