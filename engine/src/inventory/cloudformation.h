#ifndef CORDON_INVENTORY_CLOUDFORMATION_H_
#define CORDON_INVENTORY_CLOUDFORMATION_H_

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "inventory/adapter.h"
#include "inventory/cfn_resolver.h"

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
  struct Entry {
    const ResourceType* type = nullptr;
    const Node* properties = nullptr;  ///< null: none are written
    const Node* unset = nullptr;       ///< of the mapping table: what absent properties mean
    const Node* condition = nullptr;
    bool macro = false;  ///< one stands beside the properties
  };

  Node written_property(ResourceId id, Symbol name) override {
    return property(id, kCanonical, name);
  }
  void read_transforms();
  void read_resources(const Node& resources);
  void read_resource(Symbol logical_id, const Node& body);
  void declare(Symbol logical_id, const Node& body, std::string_view type, const Decision& exists,
               const Node* condition);
  void report_unwritable(const Entry& entry, std::string_view address);
  void register_name(ResourceId id, std::string_view type);
  void open_all(std::string reason, At at);
  const Node* table(std::string_view part, std::string_view type);
  [[nodiscard]] At enclosing(ResourceId id) const;
  Node compute(ResourceId id, Symbol name);
  Node written(const Entry& entry, Symbol name, const PropertyType* type, At at);
  Node without_empty(const Node& value, const PropertyType* type, bool empty_is_absent,
                     const Node& none);
  Node with_default(const Entry& entry, std::string_view name, const Node& value, At at);
  Node default_of(const Node& rule, std::string_view name, At at);
  Node absent(std::string_view name, At at);
  Node own_unknown(std::string_view reason, At at);
  Node inputs();

  AdapterContext& context_;
  Store& store_;
  Node root_;
  CfnResolver resolver_;
  std::vector<ResourceId> ids_;
  std::unordered_map<ResourceId, Entry> entries_;
  std::unordered_map<std::uint64_t, Node> values_;
};

}  // namespace cordon

#endif  // CORDON_INVENTORY_CLOUDFORMATION_H_
