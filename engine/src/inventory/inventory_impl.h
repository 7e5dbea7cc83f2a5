#ifndef CORDON_INVENTORY_INVENTORY_IMPL_H_
#define CORDON_INVENTORY_INVENTORY_IMPL_H_

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/hash_index.h"
#include "base/interruption.h"
#include "inventory/adapter.h"
#include "inventory/inventory.h"
#include "inventory/property_table.h"

namespace cordon {

inline constexpr std::uint32_t kNoText = 0xFFFFFFFFU;

/// What is known of a resource's own ids, beside its record. They are a chain in Impl::id_texts.
struct ResourceIds {
  std::uint32_t first = kNoText;  ///< what `Ref` gives
  std::uint32_t last = kNoText;
  bool unknown = false;
};
struct IdText {
  std::string_view text;
  std::uint32_t next = kNoText;  ///< of the same resource
};

/// The resources that have one text as id or name.
struct Named {
  ResourceId first = kNoResource;
  std::uint32_t namesakes = 0;  ///< 1 + the place of all in Impl::namesakes; 0 while there is one
};

/// All state of an inventory. A *unit* is one root of one document with its adapter.
struct Inventory::Impl {
  class Unit;

  Impl(Store& shared_store, const Catalogue& shared_catalogue,
       const InventoryOptions& shared_options);
  ~Impl();
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  /// Makes a unit over `root`; on error everything that it added is taken back.
  Result<bool> add_unit(std::uint32_t document, const Node& root, Family family,
                        std::string_view address);
  /// Takes back the units from `first_unit` on, with their resources and ids.
  void take_back(std::size_t first_unit, std::size_t first_resource);
  /// Enters the new resources into the indexes, and what the new units opened.
  void index_from(std::size_t first_unit, std::size_t first_resource);
  void enter_type(Symbol type, ResourceId id);
  void enter_text(std::string_view text, ResourceId id);
  void enter_texts(ResourceId id);
  const InventoryDocument& refuse(std::uint32_t index, Diagnostic why);
  /// `type`: what each root is; without it the content decides.
  const InventoryDocument& add_roots(std::uint32_t index, std::span<const Node> roots, bool named,
                                     std::optional<Family> type);
  const InventoryDocument& finish(std::uint32_t index, std::size_t first_unit,
                                  std::size_t first_resource, std::vector<Diagnostic> passed_over);
  /// Attributes that are alike in all families; kNull: the adapter's.
  Node common_attribute(ResourceId id, Symbol name);
  void keep(ResourceId id, std::uint32_t view, Symbol name, const Node& value, std::size_t made);
  Adapter& adapter_of(ResourceId id);
  [[nodiscard]] Identity identify_text(const Node& value) const;
  [[nodiscard]] bool joins_documents(std::string_view text) const;
  [[nodiscard]] std::span<const ResourceId> beside(const Node& value,
                                                   std::span<const ResourceId> all) const;
  [[nodiscard]] Identity identify_unknown(const Node& value) const;
  [[nodiscard]] bool has_id_prefix(std::string_view text) const;
  [[nodiscard]] Node follow_text(const Node& value);
  const Node* mapping(std::string_view name);
  std::uint32_t symbol_of(std::string_view key);
  void open(Symbol type, const Unknown* cause);

  Store& store;
  const Catalogue& catalogue;
  const InventoryOptions& options;
  Interruption interruption{options.limits.interrupt};
  std::vector<InventoryDocument> documents;
  std::vector<Resource> resources;
  std::vector<ResourceIds> ids;  ///< per resource
  std::vector<IdText> id_texts;
  std::vector<std::uint32_t> unit_of;  ///< per resource
  std::vector<std::unique_ptr<Unit>> units;
  HashMap<std::string_view, Named> by_text;
  std::vector<std::vector<ResourceId>> namesakes;
  std::vector<Symbol> types;                     ///< in order of first appearance
  std::vector<std::vector<ResourceId>> by_type;  ///< in the same order
  std::vector<std::uint32_t> type_numbers;       ///< by symbol: 1 + the place in `types`, or 0
  std::vector<ResourceId> unknown_ids;
  std::vector<std::string_view> prefixes;  ///< of ids that AWS assigns, of all types
  std::unordered_map<Symbol, const Unknown*> open_types;
  const Unknown* open_all = nullptr;
  PropertyTable properties;
  /// Names of attributes that all families have.
  struct Names {
    explicit Names(Symbols& s);
    Symbol address, file, managed, type, line, action;
  };
  Names names{store.symbols};
  std::map<std::string, Node, std::less<>> mappings;
  std::map<std::string, std::uint32_t, std::less<>> symbols;
  std::uint32_t last_symbol = 0;
};

/// The context that the adapter of one root sees.
class Inventory::Impl::Unit final : public AdapterContext {
 public:
  Unit(Impl& impl, std::uint32_t index, std::uint32_t document)
      : impl_(impl), index_(index), document_(document) {}

  Store& store() override { return impl_.store; }
  [[nodiscard]] const Catalogue& catalogue() const override { return impl_.catalogue; }
  [[nodiscard]] const InventoryOptions& options() const override { return impl_.options; }
  [[nodiscard]] std::uint32_t document() const override { return document_; }
  [[nodiscard]] std::string_view path() const override { return impl_.documents[document_].path; }
  [[nodiscard]] const Node* mapping(std::string_view name) override { return impl_.mapping(name); }
  void expect(std::size_t more) override;
  ResourceId add(const Resource& resource) override;
  [[nodiscard]] const Resource& resource(ResourceId id) const override {
    return impl_.resources[id];
  }
  void add_id(std::string_view text, ResourceId id) override;
  [[nodiscard]] bool is_alone() const override { return impl_.units.size() == 1; }
  bool has_satellite_elsewhere(const SatelliteOf& what) override;
  void unknown_id(ResourceId id) override { impl_.ids[id].unknown = true; }
  void open_type(Symbol type, const Unknown* cause) override { opened_.emplace_back(type, cause); }
  void open_all(const Unknown* cause) override { opened_.emplace_back(0, cause); }
  void problem(Diagnostic diagnostic) override;
  bool stops() override { return impl_.interruption.step(); }
  std::uint32_t fresh_symbol() override { return ++impl_.last_symbol; }
  std::uint32_t symbol_of(std::string_view key) override { return impl_.symbol_of(key); }

  Adapter* adapter() { return adapter_.get(); }
  void set_adapter(std::unique_ptr<Adapter> adapter) { adapter_ = std::move(adapter); }
  [[nodiscard]] const std::vector<std::pair<Symbol, const Unknown*>>& opened() const {
    return opened_;
  }

 private:
  Impl& impl_;
  std::uint32_t index_;
  std::uint32_t document_;
  std::unique_ptr<Adapter> adapter_;
  std::vector<std::pair<Symbol, const Unknown*>> opened_;
  std::set<std::pair<std::string_view, At>> reported_;
};

}  // namespace cordon

#endif  // CORDON_INVENTORY_INVENTORY_IMPL_H_
