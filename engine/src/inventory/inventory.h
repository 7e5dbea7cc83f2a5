#ifndef CORDON_INVENTORY_INVENTORY_H_
#define CORDON_INVENTORY_INVENTORY_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "catalogue/catalogue.h"
#include "cordon/assumes.h"
#include "cordon/diagnostic.h"
#include "cordon/limits.h"
#include "inventory/ahead.h"
#include "inventory/property_table.h"
#include "value/node.h"
#include "value/store.h"

namespace cordon {

enum class Family : std::uint8_t { kCloudFormation, kTerraformPlan, kJson, kResources };

/// Canonical property names, or the names as the document's own family writes them (`TF::x`).
enum View : std::uint32_t { kCanonical = 0, kNative = 1 };
/// Stands for attributes where properties have their view.
inline constexpr std::uint32_t kAttributes = kNative + 1;

enum class ReferencesMode : std::uint8_t { kMentioned, kStrict };

struct InventoryOptions {
  ReferencesMode references = ReferencesMode::kMentioned;
  std::optional<Family> type;  ///< --type; without it the content decides
  DocumentLimits limits{};
  bool digests = true;  ///< of the documents
};

struct Resource {
  Symbol type = 0;         ///< canonical type; 0 (""): not mapped
  Symbol native_type = 0;  ///< as the document writes it: "aws_subnet"; CloudFormation: as type
  Symbol action = 0;       ///< "create" "update" "delete" "no-op" ""
  std::uint32_t document = 0;
  bool managed = true;       ///< false: a data source
  bool merged = false;       ///< read through its owner (a satellite): no rows, and not unmapped
  Node body;                 ///< what the row's location points at
  Node exists;               ///< kTrue, or kUnknown (condition undecided)
  Node open_neighbours;      ///< kNull: closed; else kUnknown: `<-` on it has any number of further
                             ///< members
  std::string_view address;  ///< the name in rows (contract.md, "Resource names in rows")
};

/// Why and where a document was read, ignored or refused.
struct InventoryDocument {
  enum class Status : std::uint8_t { kRead, kIgnored, kRefused };
  std::string path;
  std::optional<Family> family;
  Status status = Status::kRead;
  std::string sha256;  ///< lower-case hex; empty without InventoryOptions::digests
  std::uint64_t bytes = 0;
  std::uint32_t resources = 0;
  std::vector<Diagnostic> problems;
};

/// What a satellite tells of the resource that it says more of.
struct SatelliteOf {
  Symbol type = 0;        ///< native, of the satellite
  Symbol key = 0;         ///< its attribute that names the owner
  Symbol owner_type = 0;  ///< canonical
  std::string_view id;    ///< of the owner
};

/// The code of one family: gives the properties of its resources in the canonical vocabulary.
class Adapter {
 public:
  virtual ~Adapter() = default;
  /// The value of a property, merged with unknowns, references resolved, defaults filled in
  /// (kFromDefault). Absent: kMissing with a cause whose `at` is the enclosing object.
  virtual Node property(ResourceId id, View view, Symbol name) = 0;
  /// Value of `x@name`: id type address file line tags metadata region account action managed
  /// condition inputs root. Tags are one object of key -> value whatever the family's shape.
  virtual Node attribute(ResourceId id, Symbol name) = 0;
  /// Names of properties that are written or known to be unknown, in document order.
  virtual std::vector<Symbol> property_names(ResourceId id, View view) = 0;
  /// Asks for memory that properties of the resource are made of. It changes nothing.
  virtual void read_ahead(ResourceId /*id*/, Ahead /*what*/) const {}
  /// Whether it has a satellite that names by its id an owner which the document does not show.
  virtual bool has_satellite(const SatelliteOf& /*what*/) { return false; }
};

/// What a value names, if anything.
struct Identity {
  enum class Kind : std::uint8_t {
    kResource,    ///< exactly `id`
    kOutside,     ///< a text that names no resource of the documents
    kCandidates,  ///< one of `candidates`, not known which
    kUnknown,     ///< may name any resource
    kNone         ///< not a reference: number, bool, null, object, indeterminate M or E
  };
  Kind kind = Kind::kNone;
  ResourceId id = kNoResource;
  std::span<const ResourceId> candidates;
  bool assumed = false;
};

/// Everything that a value (a list, an object, at any depth) refers to.
struct References {
  std::vector<ResourceId> exact;
  std::vector<ResourceId> maybe;  ///< closed candidates
  bool any = false;               ///< some reference in it is unknown: may name any resource
  Node unknown;                   ///< first unknown met, for its cause; kNull: none
  Node broken;  ///< first error met where a reference belongs: kNull, or it may refer to anything
  bool assumed = false;
};

/// All resources of all documents of a run, with references and completeness.
/// Ownership: the store, catalogue and mappings outlive it.
/// Threads: adding and property() one thread at a time; the rest is const.
class Inventory {
 public:
  Inventory(Store& store, const Catalogue& catalogue, InventoryOptions options);
  ~Inventory();
  Inventory(const Inventory&) = delete;
  Inventory& operator=(const Inventory&) = delete;

  /// Reads one document and adds its resources. `named`: by the user, not met in a folder walk.
  /// `family`: what the document is; without it the options or the content decide.
  /// Never fails as a whole: what is wrong is in the returned document's problems.
  const InventoryDocument& add(std::string path, std::string bytes, bool named,
                               std::optional<Family> family = {});
  /// Adds a value that is already in the store as a document of `family` (tests' inline cases).
  const InventoryDocument& add(std::string path, const Node& root, Family family);

  [[nodiscard]] std::span<const InventoryDocument> documents() const;
  [[nodiscard]] std::span<const Resource> resources() const;
  /// Existing resources (exists != F) of a canonical type, or of native type for `TF::...`, in
  /// document order. Wildcards ("AWS::EC2::*") and groups are expanded by the caller.
  [[nodiscard]] std::span<const ResourceId> of_type(Symbol type) const;
  [[nodiscard]] std::vector<Symbol> types() const;  ///< all that occur

  /// kNull: the documents show all resources of the type; else kUnknown with the cause.
  [[nodiscard]] Node completeness(Symbol type) const;

  Node property(ResourceId id, View view, Symbol name);  ///< memoised
  Node attribute(ResourceId id, Symbol name);            ///< memoised, but @managed
  [[nodiscard]] Symbol managed_name() const;             ///< that of @managed
  /// What property() and attribute() have made so far, for those who read one of many resources.
  [[nodiscard]] const PropertyTable& made() const;
  /// The same, where it covers every resource that there is by now.
  const PropertyTable& made_for_all();
  std::vector<Symbol> property_names(ResourceId id, View view);
  /// A resource is judged soon: some of its memory is asked for. It changes nothing.
  void read_ahead(ResourceId id, Ahead what) const;

  /// What a scalar names. Choices and lists are for the caller.
  [[nodiscard]] Identity identify(const Node& value) const;
  /// Everything `value` refers to; `type` says which leaves can be references (null: all can).
  void collect(const Node& value, const PropertyType* type, References& out) const;
  /// `->`: the resource, or M, E, U as they are; U for what is outside; E for what cannot be an id.
  [[nodiscard]] Node follow(const Node& value);
  /// Whether the target's id text can be `text`: kT, kF or kU.
  [[nodiscard]] Truth id_equals(const Node& reference, std::string_view text) const;

  /// Lists what is not mapped: native type -> count, ordered by name.
  [[nodiscard]] std::vector<std::pair<std::string_view, std::uint32_t>> unmapped() const;

  /// L0207, L0208: the host ended the work on the inventory, and what is in it is of no worth.
  [[nodiscard]] std::string_view interrupted() const;

  Store& store() { return store_; }
  [[nodiscard]] const Store& store() const { return store_; }
  [[nodiscard]] const Catalogue& catalogue() const { return catalogue_; }
  [[nodiscard]] const InventoryOptions& options() const { return options_; }

 private:
  struct Impl;
  Store& store_;
  const Catalogue& catalogue_;
  InventoryOptions options_;
  std::unique_ptr<Impl> impl_;
};

}  // namespace cordon

#endif  // CORDON_INVENTORY_INVENTORY_H_
