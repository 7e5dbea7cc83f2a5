#ifndef CORDON_INVENTORY_TERRAFORM_MAPPING_H_
#define CORDON_INVENTORY_TERRAFORM_MAPPING_H_

#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "catalogue/catalogue.h"
#include "cordon/result.h"
#include "inventory/member_finder.h"
#include "value/store.h"

namespace cordon::terraform {

/// Finds one attribute in the parallel trees of many resources.
struct AttributeFinder {
  explicit AttributeFinder(Symbol name)
      : value(name), unknown(name), sensitive(name), expression(name) {}
  MemberFinder value, unknown, sensitive, expression;
};

/// One step of `vpc_config[0].subnets`: a block that occurs at most once is a list of one.
struct PathStep {
  PathStep(Symbol key, bool is_first) : attribute(key), first(is_first) {}
  /// Remembers where it found the attribute last; the table itself stays as it is.
  mutable AttributeFinder attribute;
  bool first = false;  ///< [0]
};

/// What an absent property stands for (domain decisions: defaults by family).
enum class Unset : std::uint8_t { kMissing, kLiteral, kUnknown };

/// Who may set an attribute that the configuration does not.
struct Absence {
  bool computed = false;  ///< the provider fills it in when it is not configured
  bool block = false;     ///< it can be written as blocks (ingress, egress, route)
};

struct NamedAccessor;
struct Peer;

/// How one canonical property is made of Terraform attributes (stdlib_rules/mappings/README.md).
struct Accessor {
  enum class Kind : std::uint8_t {
    kValue,     ///< the attribute at `path`
    kObject,    ///< a block: its members under canonical names
    kEach,      ///< a list of blocks
    kTags,      ///< a map as a list of Key and Value
    kConstant,  ///< `literal`
    kAbsent,    ///< Terraform cannot express the property
    kFirst,     ///< the first of `members` that is set
    kCase,      ///< a text by which of `members` is set
    kRules,     ///< inline security group rules, one per peer
    kLinked,    ///< true if a resource of `also.type` refers to this one
    kSelf       ///< the resource that this one was made of
  };
  Kind kind = Kind::kValue;
  std::vector<PathStep> path;
  std::vector<Symbol> refs;  ///< canonical types that the value names
  bool list = false;         ///< the attribute is a list or set
  Absence absence;
  bool empty_unset = false;  ///< an empty text or list counts as absent (always so with `refs`)
  bool whose = false;        ///< names the resource that the mentioned attribute belongs to
  std::vector<NamedAccessor> pick;  ///< a list of blocks: the list of this one of each
  bool open = false;  ///< kObject, kEach: there are members that the table does not name
  Unset unset = Unset::kMissing;
  Node literal;                        ///< the default, or the constant
  std::string_view reason;             ///< Unset::kUnknown
  std::vector<NamedAccessor> members;  ///< kObject, kEach, kFirst, kCase, kRules
  std::vector<Peer> peers;             ///< kRules
  struct Satellite {
    Symbol type = 0;        ///< Terraform type of the resources that say more of this property
    Symbol key = 0;         ///< its attribute that names the owner
    Symbol value = 0;       ///< its attribute with the value
    bool replaces = false;  ///< false: appended to a list
  } also;
  /// What one satellite adds: a value, or an object of its members. One, or none without `also`.
  std::vector<NamedAccessor> also_value;
};

struct NamedAccessor {
  Symbol name = 0;  ///< canonical; 0: none of its own
  Accessor accessor;
};

/// A peer of a security group rule: each becomes a canonical rule of its own.
struct Peer {
  Symbol property = 0;  ///< canonical: CidrIp, SourceSecurityGroupId, ...
  Symbol from = 0;      ///< Terraform's attribute
  bool list = false;
  bool self = false;  ///< `from` is a flag: the peer is the group itself
  Symbol owner = 0;   ///< self of a stand-alone rule: the attribute that names the group
  std::vector<Symbol> refs;
  Accessor accessor;  ///< of `from`, as a part of a rule inside a group
};

/// A resource of `type` that is made of a resource of another type.
struct TypeMapping {
  Symbol type = 0;  ///< canonical; 0: read only through its owner
  std::vector<NamedAccessor> properties;
  std::vector<Peer> peers;    ///< stand-alone rules: one canonical resource per peer
  std::vector<Symbol> names;  ///< attributes that are known before creation and name it
  Symbol when_set = 0;        ///< split: the attribute that must be set
  Symbol when_key = 0;        ///< split: the attribute that must equal when_value
  std::string_view when_value;
  Symbol each = 0;  ///< made for each item of this list attribute; 0: once
  [[nodiscard]] const Accessor* find(Symbol property) const;
};

/// What a source type becomes.
struct SourceType {
  std::vector<TypeMapping> variants;   ///< the first whose condition holds
  std::vector<TypeMapping> data;       ///< one, if data sources differ
  bool satellite = false;              ///< read through its owner only
  std::vector<TypeMapping> made;       ///< further resources, named address#n
  std::vector<TypeMapping> data_made;  ///< the same for a data source
};

/// The table of all source types.
class MappingTable {
 public:
  /// Reads the table. Errors: I0310 with what is wrong and where.
  static Result<MappingTable> load(Store& store, const Node& root);
  /// Names each canonical type and property against the catalogue. Errors: I0311.
  [[nodiscard]] Result<bool> check(const Store& store, const Catalogue& catalogue) const;

  [[nodiscard]] const SourceType* find(Symbol native) const;
  [[nodiscard]] const std::unordered_map<Symbol, SourceType>& types() const { return types_; }

 private:
  std::unordered_map<Symbol, SourceType> types_;
};

}  // namespace cordon::terraform

#endif  // CORDON_INVENTORY_TERRAFORM_MAPPING_H_
