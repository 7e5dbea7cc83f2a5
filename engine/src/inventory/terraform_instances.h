#ifndef CORDON_INVENTORY_TERRAFORM_INSTANCES_H_
#define CORDON_INVENTORY_TERRAFORM_INSTANCES_H_

#include <cstdint>
#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/hash_index.h"
#include "inventory/terraform_configuration.h"
#include "value/node.h"

namespace cordon::terraform {

/// One piece of an address or reference: a name, or what stands between brackets, as written
/// ("0" or "\"a\"", quotes included), so keys compare without unescaping.
struct Step {
  Symbol text = 0;
  bool index = false;
};

/// Splits `module.net["a"].aws_subnet.x[0]`. Cost: linear. False: brackets or quotes do not close.
bool split_address(std::string_view text, Symbols& symbols, std::vector<Step>& out);

/// `module.net["a"].module.x`: one instance of a module. Index 0 is the root.
struct ModuleInstance {
  std::uint32_t parent = kNone;
  std::uint32_t config = kNone;  ///< its ConfigModule; kNone: not in the configuration
  Symbol key = 0;                ///< 0: not repeated
};

/// Which resource stands behind (module instance, configuration resource, key).
class Instances {
 public:
  struct Keyed {
    Symbol key;
    ResourceId id;
  };

  Instances(const Configuration& configuration, Symbols& symbols);

  /// Interns a module address. Cost: linear in the text, once per distinct text.
  std::uint32_t module(std::string_view address);
  std::uint32_t child(std::uint32_t parent, Symbol call, Symbol key);
  [[nodiscard]] const ModuleInstance& operator[](std::uint32_t i) const { return modules_[i]; }

  void add(std::uint32_t module, std::uint32_t config_resource, Symbol key, ResourceId id);
  [[nodiscard]] std::span<const Keyed> all(std::uint32_t module, std::uint32_t resource) const;
  [[nodiscard]] ResourceId find(std::uint32_t module, std::uint32_t resource, Symbol key) const;

 private:
  const Configuration& configuration_;
  Symbols& symbols_;
  std::vector<ModuleInstance> modules_;
  HashMap<std::string_view, std::uint32_t> by_address_;
  std::string_view last_address_;  ///< resources of one module stand together
  std::uint32_t last_module_ = 0;
  HashMap<std::uint64_t, std::unordered_map<Symbol, std::uint32_t>> children_;
  /// The instances of one resource in one module instance.
  struct Run {
    std::vector<Keyed> all;
    std::unordered_map<Symbol, ResourceId> index;  ///< empty while there are few
    [[nodiscard]] ResourceId find(Symbol key) const;
  };
  static constexpr std::size_t kFew = 16;
  HashMap<std::uint64_t, Run> runs_;
};

}  // namespace cordon::terraform

#endif  // CORDON_INVENTORY_TERRAFORM_INSTANCES_H_
