#ifndef CORDON_INVENTORY_TERRAFORM_CONFIGURATION_H_
#define CORDON_INVENTORY_TERRAFORM_CONFIGURATION_H_

#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/hash_index.h"
#include "value/store.h"

namespace cordon::terraform {

inline constexpr std::uint32_t kNone = 0xFFFFFFFFU;

/// A `resource` or `data` block of the configuration, once for all its instances.
struct ConfigResource {
  std::uint32_t module = 0;  ///< index of its ConfigModule
  Symbol type = 0;
  Symbol name = 0;
  bool data = false;
  const Node* node = nullptr;         ///< the whole entry
  const Node* expressions = nullptr;  ///< null: none
  bool flat = false;  ///< `expressions` looks like one expression, and is read as that of all
  const Node* count = nullptr;     ///< count_expression
  const Node* for_each = nullptr;  ///< for_each_expression
  [[nodiscard]] bool repeated() const { return count != nullptr || for_each != nullptr; }
};

/// A module of the configuration, once for all its instances. Index 0 is the root.
struct ConfigModule {
  std::uint32_t parent = kNone;
  const Node* node = nullptr;         ///< resources, outputs, variables, module_calls
  const Node* expressions = nullptr;  ///< what the call gives its variables; null: root
  const Node* count = nullptr;
  const Node* for_each = nullptr;
  std::unordered_map<Symbol, std::uint32_t> children;  ///< call name -> module
  HashMap<std::uint64_t, std::uint32_t> resources;     ///< see resource_key()
  [[nodiscard]] bool repeated() const { return count != nullptr || for_each != nullptr; }
  bool once = false;  ///< neither it nor a module around it is repeated
};

/// Index of the `configuration` section. Cost of making: linear in that section.
/// Ownership: points into the store's nodes.
class Configuration {
 public:
  /// `root` is the plan's `configuration`, or null where the plan has none.
  Configuration(Store& store, const Node* root);

  [[nodiscard]] bool present() const { return present_; }
  [[nodiscard]] const Node* providers() const { return providers_; }
  [[nodiscard]] const std::vector<ConfigModule>& modules() const { return modules_; }
  [[nodiscard]] const std::vector<ConfigResource>& resources() const { return resources_; }
  /// Index of the resource, or kNone.
  [[nodiscard]] std::uint32_t find(std::uint32_t module, bool data, Symbol type, Symbol name) const;
  [[nodiscard]] std::uint32_t child(std::uint32_t module, Symbol call) const;

 private:
  void read_module(std::uint32_t index);
  void read_resources(std::uint32_t index);
  void read_calls(std::uint32_t index);
  static std::uint64_t resource_key(bool data, Symbol type, Symbol name) {
    return (std::uint64_t{type} << 32U) | (std::uint64_t{name} << 1U) | (data ? 1U : 0U);
  }

  Store& store_;
  bool present_ = false;
  const Node* providers_ = nullptr;
  std::vector<ConfigModule> modules_;
  std::vector<ConfigResource> resources_;
};

/// A text that a member holds, or "".
std::string_view text_member(const Node& object, Symbol key);
/// A member that is an object, or null.
const Node* object_member(const Node& object, Symbol key);
/// A text that a member holds, or "".
std::string_view text_member(const Store& store, const Node& object, std::string_view key);
/// A member that is an object, or null.
const Node* object_member(const Store& store, const Node& object, std::string_view key);
/// A member that is a list, or null.
const Node* list_member(const Store& store, const Node& object, std::string_view key);

}  // namespace cordon::terraform

#endif  // CORDON_INVENTORY_TERRAFORM_CONFIGURATION_H_
