#ifndef CORDON_INVENTORY_CLOUDFORMATION_H_
#define CORDON_INVENTORY_CLOUDFORMATION_H_

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/hash_index.h"
#include "inventory/adapter.h"
#include "inventory/cfn_resolver.h"
#include "inventory/member_finder.h"

namespace cordon {

/// The adapter of one CloudFormation template. Properties are resolved when they are asked for.
class CloudFormation final : public Adapter, private CfnResolver::PropertySource {
 public:
  CloudFormation(AdapterContext& context, const Node& root);

  /// Errors: I0302 a template without usable Resources, I0303 a condition that depends on itself.
  std::optional<Diagnostic> read();

  Node property(ResourceId id, View view, Symbol name) override;
  Node attribute(ResourceId id, Symbol name) override;
  std::vector<Symbol> property_names(ResourceId id, View view) override;

 private:
  /// What all resources of one type share, looked up once.
  struct Layout {
    const ResourceType* type = nullptr;
    const Node* unset = nullptr;  ///< of the mapping table: what absent properties mean
    Symbol name = 0;              ///< the property that `Ref` returns if it is written; 0: none
    std::unordered_map<Symbol, const Property*> properties;  ///< of the catalogue, as asked for
    const Symbol* writable = nullptr;  ///< keys of an object whose members can all be written
  };
  struct Entry {
    Layout* layout = nullptr;
    const Node* properties = nullptr;  ///< null: none are written
    const Node* condition = nullptr;
    bool macro = false;  ///< one stands beside the properties
  };

  Node written_property(ResourceId id, Symbol name) override {
    return property(id, kCanonical, name);
  }
  void read_transforms(const Node& resources);
  void read_transform(const Node& transform, const Node& resources);
  void read_resources(const Node& resources);
  void read_resource(Symbol logical_id, const Node& body);
  void declare(Symbol logical_id, const Node& body, std::string_view type, const Decision& exists,
               const Node* condition);
  void report_unexpanded(Symbol logical_id, const Node& body, std::string_view type);
  void report_unwritable(const Entry& entry, std::string_view address);
  void register_name(ResourceId id);
  void open_all(std::string reason, At at);
  /// Something may make resources that no document shows: no rule judges them.
  void leave_out(std::string reason, At at, std::string_view help);
  /// The same of a macro, which may define names besides.
  void leave_out_macro(std::string reason, At at);
  bool adds_resources(std::string_view transform, const Node& resources);
  Layout& layout_of(Symbol type);
  const Property* property_of(Layout& layout, Symbol name);
  [[nodiscard]] const Entry& entry_of(ResourceId id) const { return entries_[id - first_]; }
  [[nodiscard]] At enclosing(ResourceId id) const;
  Node compute(ResourceId id, Symbol name);
  Node written(const Entry& entry, Symbol name, const PropertyType* type, At at);
  Node without_empty(const Node& value, const PropertyType* type, bool empty_is_absent,
                     const Node& none);
  Node with_default(const Entry& entry, Symbol name, const Node& value, At at);
  /// What the mapping table says of an absent property, or null.
  static const Node* rule_of(const Entry& entry, Symbol name);
  Node default_of(const Node& rule, Symbol name, At at);
  Node absent(Symbol name, At at);
  Node own_unknown(std::string_view reason, At at);
  Node inputs();

  AdapterContext& context_;
  Store& store_;
  Node root_;
  CfnResolver resolver_;
  /// A property that was asked for. Until it is computed it is what stands for itself, if it is
  /// read through itself: kNull while it is not.
  struct Held {
    Node value;
    bool computed = false;
  };
  struct Words {
    explicit Words(Symbols& s);
    MemberFinder type, condition, properties, macro;
    Symbol empty, fallback, unknown, create;
  };
  Words word_;
  ResourceId first_ = 0;
  std::vector<Entry> entries_;  ///< from resource first_ on
  std::unordered_map<Symbol, Layout> layouts_;
  HashMap<std::uint64_t, Held> values_;
  HashMap<std::uint64_t, std::string_view> absences_;  ///< why a property is missing, by name
};

}  // namespace cordon

#endif  // CORDON_INVENTORY_CLOUDFORMATION_H_
