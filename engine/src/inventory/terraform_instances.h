#ifndef CORDON_INVENTORY_TERRAFORM_INSTANCES_H_
#define CORDON_INVENTORY_TERRAFORM_INSTANCES_H_

#include <cstdint>
#include <string_view>
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
  Instances(const Configuration& configuration, Symbols& symbols);

  /// Interns a module address. Cost: linear in the text, once per distinct text.
  std::uint32_t module(std::string_view address);
  std::uint32_t child(std::uint32_t parent, Symbol call, Symbol key);
  [[nodiscard]] const ModuleInstance& operator[](std::uint32_t i) const { return modules_[i]; }

  void reserve(std::size_t n) { keyed_.reserve(n); }
  void add(std::uint32_t module, std::uint32_t config_resource, Symbol key, ResourceId id);
  [[nodiscard]] bool any(std::uint32_t module, std::uint32_t resource) const {
    return runs_.find(pair_of(module, resource)) != nullptr;
  }
  /// Calls `use(ResourceId)` for each instance, in the order in which they were added.
  template <class Use>
  void for_each(std::uint32_t module, std::uint32_t resource, const Use& use) const {
    const Run* run = runs_.find(pair_of(module, resource));
    for (std::uint32_t i = run == nullptr ? kNone : run->first; i != kNone; i = keyed_[i].next)
      use(keyed_[i].id);
  }
  [[nodiscard]] ResourceId find(std::uint32_t module, std::uint32_t resource, Symbol key) const;

 private:
  const Configuration& configuration_;
  Symbols& symbols_;
  std::vector<ModuleInstance> modules_;
  HashMap<std::string_view, std::uint32_t> by_address_;
  std::string_view last_address_;  ///< resources of one module stand together
  std::uint32_t last_module_ = 0;
  HashMap<std::uint64_t, std::uint32_t> calls_;     ///< (parent, module) -> number
  HashMap<std::uint64_t, std::uint32_t> children_;  ///< (number of the call, key) -> module
  struct Keyed {
    Symbol key;
    ResourceId id;
    std::uint32_t next;  ///< of the same run, or kNone
  };
  /// The instances of one resource in one module instance.
  struct Run {
    std::uint32_t first = kNone;  ///< of keyed_
    std::uint32_t last = kNone;
    std::uint32_t count = 0;
    std::uint32_t number = 0;  ///< of the run
  };
  static std::uint64_t pair_of(std::uint32_t high, std::uint32_t low) {
    return (std::uint64_t{high} << 32U) | low;
  }
  [[nodiscard]] ResourceId find(const Run& run, Symbol key) const;
  void enter(const Run& run);

  static constexpr std::uint32_t kFew = 16;
  std::vector<Keyed> keyed_;
  HashMap<std::uint64_t, Run> runs_;
  HashMap<std::uint64_t, ResourceId> by_key_;  ///< (run, key), of runs of more than kFew
};

}  // namespace cordon::terraform

#endif  // CORDON_INVENTORY_TERRAFORM_INSTANCES_H_
