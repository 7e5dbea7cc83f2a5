#ifndef CORDON_INVENTORY_ADAPTER_H_
#define CORDON_INVENTORY_ADAPTER_H_

#include <cstdint>
#include <memory>
#include <string_view>

#include "catalogue/catalogue.h"
#include "cordon/result.h"
#include "inventory/inventory.h"
#include "value/store.h"

namespace cordon {

/// What one document's adapter gets from the inventory, and where it puts what it finds.
/// Resources, ids and open types are added inside the factory only; if the factory returns an error
/// (the document is refused) all that it added is taken back.
/// Ownership: lives as long as the inventory, at one address; adapters keep a reference to it.
class AdapterContext {
 public:
  virtual ~AdapterContext() = default;

  virtual Store& store() = 0;
  [[nodiscard]] virtual const Catalogue& catalogue() const = 0;
  [[nodiscard]] virtual const InventoryOptions& options() const = 0;
  /// Index in Inventory::documents(), and the path as given.
  [[nodiscard]] virtual std::uint32_t document() const = 0;
  [[nodiscard]] virtual std::string_view path() const = 0;
  /// Root of stdlib_rules/mappings/<name>.json, or null where there is no such table.
  [[nodiscard]] virtual const Node* mapping(std::string_view name) = 0;

  /// So many resources are about to be added, perhaps more.
  virtual void expect(std::size_t more) = 0;
  /// Adds a resource of this document (its `document` is filled in) and gives its id.
  virtual ResourceId add(const Resource& resource) = 0;
  [[nodiscard]] virtual const Resource& resource(ResourceId id) const = 0;
  /// `text` is a known id, ARN or name by which a literal may refer to the resource. Empty texts
  /// are ignored. The text must live as long as the store. The first id that a resource gets is
  /// what a `Ref` to it (attribute "") gives.
  virtual void add_id(std::string_view text, ResourceId id) = 0;
  /// Whether there is no other document, as yet.
  [[nodiscard]] virtual bool is_alone() const = 0;
  /// Whether another document has a satellite of this kind that names the id: see
  /// Adapter::has_satellite.
  [[nodiscard]] virtual bool has_satellite_elsewhere(const SatelliteOf& what) = 0;
  /// The resource has an id or name that is written somewhere and not known: a literal may be it.
  virtual void unknown_id(ResourceId id) = 0;

  /// The documents do not show all resources of `type` (0 is not a type), or of every type.
  virtual void open_type(Symbol type, const Unknown* cause) = 0;
  virtual void open_all(const Unknown* cause) = 0;

  /// Adds to the document's problems; may also be called while properties are read.
  virtual void problem(Diagnostic diagnostic) = 0;

  /// Counts a step of the work: a resource, a value. True: the host wants the run to end, so the
  /// work may stop where it is; what comes of it is thrown away.
  virtual bool stops() = 0;

  /// A number that no other unknown of the run has: for Unknown::symbol, Unknown::family and
  /// Part::symbol.
  virtual std::uint32_t fresh_symbol() = 0;
  /// The number that stands for `key` in the whole run: the same for equal keys.
  virtual std::uint32_t symbol_of(std::string_view key) = 0;
};

/// The mapping table of that name, as embedded at build time; empty where there is none.
std::string_view mapping_text(std::string_view name);

/// CloudFormation templates. `root` is the template.
Result<std::unique_ptr<Adapter>> make_cloudformation(AdapterContext& context, const Node& root);
/// Output of `terraform show -json` on a plan. `root` is the plan.
Result<std::unique_ptr<Adapter>> make_terraform_plan(AdapterContext& context, const Node& root);
/// `--type json`: `root` is one resource; `address` is its name ("/" or "/N").
Result<std::unique_ptr<Adapter>> make_json(AdapterContext& context, const Node& root,
                                           std::string_view address);
/// Tests' inline resources: `{ address: { Type, Properties } }`, canonical names, no defaults.
Result<std::unique_ptr<Adapter>> make_resources(AdapterContext& context, const Node& root);

}  // namespace cordon

#endif  // CORDON_INVENTORY_ADAPTER_H_
