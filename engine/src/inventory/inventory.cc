// The public face of the inventory: reads a document, tells what it is by its content alone, and
// answers questions about resources. Attributes that are the same in all families are answered
// here, all else by the adapter of the resource. It cannot read families that `detect.h` only
// names: those are refused. Tests: tests/unit/inventory/inventory_test.cc.
#include "inventory/inventory.h"

#include <algorithm>
#include <map>
#include <utility>

#include "base/prefetch.h"
#include "base/sha256.h"
#include "cordon/limits.h"
#include "document/reader.h"
#include "document/text_check.h"
#include "inventory/detect.h"
#include "inventory/inventory_impl.h"

namespace cordon {
namespace {

constexpr std::string_view kKnownFamilies =
    "cloudformation, terraform-plan (with --type json any document is one resource)";

Diagnostic diagnostic(std::string_view code, Level level, At at, std::string message,
                      std::string help) {
  return {code, level, {at, at == 0 ? 0 : at + 1}, std::move(message), std::move(help), {}};
}

/// What to do with one root: read it as a family, pass it over, or say why not.
struct Verdict {
  std::optional<Family> family;
  bool ignored = false;
  std::optional<Diagnostic> problem;
};

Verdict fits_nothing(const Node& root, bool named) {
  const Level level = named ? Level::kError : Level::kWarning;
  return {{},
          !named,
          diagnostic("I0201", level, root.at, "this document fits no type that is known",
                     "types told by their content: " + std::string(kKnownFamilies))};
}

Verdict fits_several(const Node& root, std::span<const Shape> shapes) {
  std::string names;
  for (const Shape shape : shapes)
    names += (names.empty() ? "" : ", ") + std::string(shape_name(shape));
  return {{},
          false,
          diagnostic("I0202", Level::kError, root.at,
                     "this document fits more than one type: " + names, "say which with --type")};
}

Verdict judge(const Store& store, const Node& root, std::optional<Family> type, bool named) {
  if (type) return {type, false, {}};
  const auto shapes = shapes_of(store, root);
  if (shapes.empty()) return fits_nothing(root, named);
  if (shapes.size() > 1) return fits_several(root, shapes);
  if (shapes[0] == Shape::kCloudFormation) return {Family::kCloudFormation, false, {}};
  if (shapes[0] == Shape::kTerraformPlan) return {Family::kTerraformPlan, false, {}};
  return {{},
          false,
          diagnostic("I0203", Level::kError, root.at,
                     std::string(shape_name(shapes[0])) + " is not supported in this version",
                     "types that are read: " + std::string(kKnownFamilies))};
}

}  // namespace

Inventory::Inventory(Store& store, const Catalogue& catalogue, InventoryOptions options)
    : store_(store),
      catalogue_(catalogue),
      options_(options),
      impl_(std::make_unique<Impl>(store_, catalogue_, options_)) {}

Inventory::~Inventory() = default;

const InventoryDocument& Inventory::add(std::string path, std::string bytes, bool named,
                                        std::optional<Family> family) {
  Impl& impl = *impl_;
  const auto index = static_cast<std::uint32_t>(impl.documents.size());
  InventoryDocument document;
  document.path = path;
  document.bytes = bytes.size();
  // A text that is too large is not read, not even for its digest: only its name is kept.
  auto too_large = document::check_size(bytes.size(), 0, options_.limits);
  if (too_large) bytes = std::string();
  if (options_.digests && !too_large) document.sha256 = sha256_hex(bytes);
  impl.documents.push_back(std::move(document));
  const Source* source = store_.sources.add(std::move(path), std::move(bytes));
  if (source == nullptr) {
    return impl.refuse(index, diagnostic("I0204", Level::kError, 0,
                                         "the documents of this run are larger than 4 GiB together",
                                         "check fewer documents in one run"));
  }
  if (too_large) {
    too_large->span = {source->base, source->base + 1};
    return impl.refuse(index, std::move(*too_large));
  }
  auto reading = read_document(store_, *source, options_.limits);
  if (!reading.ok()) return impl.refuse(index, reading.error());
  for (Diagnostic& warning : reading->warnings)
    impl.documents[index].problems.push_back(std::move(warning));
  return impl.add_roots(index, reading->roots, named, family ? family : options_.type);
}

const InventoryDocument& Inventory::Impl::refuse(std::uint32_t index, Diagnostic why) {
  InventoryDocument& document = documents[index];
  document.status = InventoryDocument::Status::kRefused;
  document.resources = 0;
  document.problems.push_back(std::move(why));
  return document;
}

const InventoryDocument& Inventory::Impl::add_roots(std::uint32_t index,
                                                    std::span<const Node> roots, bool named,
                                                    std::optional<Family> type) {
  const std::size_t first_unit = units.size();
  const std::size_t first_resource = resources.size();
  const bool stream = roots.size() > 1;
  std::vector<Diagnostic> passed_over;
  for (std::size_t i = 0; i < roots.size(); ++i) {
    // `---` alone makes an empty document of a stream.
    if (stream && roots[i].is(Kind::kNull) && type != Family::kJson) continue;
    Verdict verdict = judge(store, roots[i], type, named);
    if (verdict.problem && !verdict.ignored) {
      take_back(first_unit, first_resource);
      return refuse(index, std::move(*verdict.problem));
    }
    if (verdict.problem) {
      passed_over.push_back(std::move(*verdict.problem));
      continue;
    }
    documents[index].family = verdict.family;
    const std::string address = "/" + (stream ? std::to_string(i) : std::string());
    auto added =
        add_unit(index, roots[i], *verdict.family, store.arena.copy(std::string_view(address)));
    if (!added.ok()) {
      take_back(first_unit, first_resource);
      return refuse(index, added.error());
    }
  }
  return finish(index, first_unit, first_resource, std::move(passed_over));
}

const InventoryDocument& Inventory::Impl::finish(std::uint32_t index, std::size_t first_unit,
                                                 std::size_t first_resource,
                                                 std::vector<Diagnostic> passed_over) {
  InventoryDocument& document = documents[index];
  index_from(first_unit, first_resource);
  document.resources = static_cast<std::uint32_t>(resources.size() - first_resource);
  for (Diagnostic& warning : passed_over) document.problems.push_back(std::move(warning));
  if (units.size() > first_unit) return document;
  document.status = InventoryDocument::Status::kIgnored;
  if (passed_over.empty()) {
    return refuse(index,
                  diagnostic("I0205", Level::kError, 0, "the stream holds no document with content",
                             "remove the file, or give it a document"));
  }
  return document;
}

const InventoryDocument& Inventory::add(std::string path, const Node& root, Family family) {
  Impl& impl = *impl_;
  const auto index = static_cast<std::uint32_t>(impl.documents.size());
  impl.documents.emplace_back();
  impl.documents.back().path = std::move(path);
  impl.documents.back().family = family;
  const std::size_t first_unit = impl.units.size();
  const std::size_t first_resource = impl.resources.size();
  auto added = impl.add_unit(index, root, family, "/");
  if (!added.ok()) return impl.refuse(index, added.error());
  return impl.finish(index, first_unit, first_resource, {});
}

std::span<const InventoryDocument> Inventory::documents() const { return impl_->documents; }
std::span<const Resource> Inventory::resources() const { return impl_->resources; }
std::vector<Symbol> Inventory::types() const { return impl_->types; }

std::span<const ResourceId> Inventory::of_type(Symbol type) const {
  // Native types are entered as their documents write them.
  const std::string_view text = store_.symbols.text(type);
  if (text.starts_with("TF::")) type = store_.symbols.find(text.substr(4)).value_or(0);
  const auto& numbers = impl_->type_numbers;
  if (type >= numbers.size() || numbers[type] == 0) return {};
  return impl_->by_type[numbers[type] - 1];
}

Node Inventory::completeness(Symbol type) const {
  const Unknown* cause = impl_->open_all;
  if (const auto it = impl_->open_types.find(type); it != impl_->open_types.end())
    cause = it->second;
  return cause == nullptr ? Node::null() : Node::make_unknown(cause, cause->cause.at);
}

Node Inventory::property(ResourceId id, View view, Symbol name) {
  if (const Node* known = impl_->properties.find(id, view, name); known != nullptr) return *known;
  const std::size_t made = impl_->properties.size();
  const Node value = impl_->adapter_of(id).property(id, view, name);
  impl_->keep(id, view, name, value, made);
  return value;
}

const PropertyTable& Inventory::made() const { return impl_->properties; }

const PropertyTable& Inventory::made_for_all() {
  impl_->properties.cover(impl_->resources.size());
  return impl_->properties;
}

std::vector<Symbol> Inventory::property_names(ResourceId id, View view) {
  return impl_->adapter_of(id).property_names(id, view);
}

void Inventory::read_ahead(ResourceId id, Ahead what) const {
  if (what == Ahead::kRecord) prefetch(&impl_->resources[id], sizeof(Resource));
  impl_->properties.read_ahead(id, what);
  impl_->adapter_of(id).read_ahead(id, what);
}

Node Inventory::attribute(ResourceId id, Symbol name) {
  if (name == impl_->names.managed) {
    const Resource& resource = impl_->resources[id];
    return Node::boolean(resource.managed, resource.body.at);
  }
  const Node* known = impl_->properties.find(id, kAttributes, name);
  if (known != nullptr) return *known;
  const std::size_t made = impl_->properties.size();
  const Node own = impl_->common_attribute(id, name);
  const Node value = own.is(Kind::kNull) ? impl_->adapter_of(id).attribute(id, name) : own;
  impl_->keep(id, kAttributes, name, value, made);
  return value;
}

/// Keeps what was made while there were `made` others: making it may have made the same one on the
/// way.
void Inventory::Impl::keep(ResourceId id, std::uint32_t view, Symbol name, const Node& value,
                           std::size_t made) {
  if (properties.size() == made || properties.find(id, view, name) == nullptr)
    properties.add(id, view, name, value);
}

Symbol Inventory::managed_name() const { return impl_->names.managed; }

Node Inventory::Impl::common_attribute(ResourceId id, Symbol name) {
  const Resource& resource = resources[id];
  const At at = resource.body.at;
  if (name == names.address) return Node::string(resource.address, at);
  if (name == names.file) return store.string(documents[resource.document].path, at);
  if (name == names.type) {
    return Node::string(
        store.symbols.text(resource.type == 0 ? resource.native_type : resource.type), at);
  }
  if (name == names.action && resource.action != 0)
    return Node::string(store.symbols.text(resource.action), at);
  if (name == names.line) {
    const Place place = store.sources.place(at);
    if (place) return Node::integer(place.line, at);
  }
  if (name == names.line || name == names.action)
    return store.missing("@" + std::string(store.symbols.text(name)) + " is not known here", at);
  return Node::null();
}

std::string_view Inventory::interrupted() const { return impl_->interruption.code(); }

std::vector<std::pair<std::string_view, std::uint32_t>> Inventory::unmapped() const {
  std::map<std::string_view, std::uint32_t> counts;
  for (const Resource& resource : impl_->resources) {
    if (resource.type == 0 && !resource.merged) ++counts[store_.symbols.text(resource.native_type)];
  }
  return {counts.begin(), counts.end()};
}

}  // namespace cordon
