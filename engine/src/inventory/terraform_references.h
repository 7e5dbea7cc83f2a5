#ifndef CORDON_INVENTORY_TERRAFORM_REFERENCES_H_
#define CORDON_INVENTORY_TERRAFORM_REFERENCES_H_

#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "inventory/terraform_configuration.h"
#include "inventory/terraform_instances.h"
#include "value/store.h"

namespace cordon::terraform {

/// Where an expression is evaluated: the module instance, and what `count` and `each` mean there.
struct Scope {
  std::uint32_t module = 0;
  Symbol key = 0;
  const Node* count = nullptr;
  const Node* for_each = nullptr;
};

/// A resource that an expression mentions, and the attribute ("" unless the mention names one other
/// than `id`).
struct Target {
  ResourceId id = kNoResource;
  Symbol attribute = 0;
};

/// What an expression mentions. A plan shows mentions only: operators and literals are lost.
struct Resolution {
  std::vector<Target> targets;  ///< in order of mention, each once
  bool exact = false;           ///< mentions these instances and nothing else
  bool closed = false;          ///< names one of these: what else it mentions only picks among them
  bool followed = false;        ///< all mentions lead to resources or to what is known in a plan
  std::string_view why;  ///< first thing that is in the way of `closed`; static or in the arena

  void clear() {
    targets.clear();
    exact = closed = followed = false;
    why = {};
  }
};

/// Follows the mentions of an expression through variables, outputs, `each` and `count` to resource
/// instances (docs of the plan format: `configuration`, `references`).
/// Mentions are parsed once per configuration node, and bound per instance.
/// Threads: one at a time. Cost: the mentions on the way, kMaxSteps at most.
class References {
 public:
  static constexpr std::uint32_t kMaxDepth = 40;
  static constexpr std::uint32_t kMaxSteps = 4096;

  References(Store& store, const Configuration& configuration, Instances& instances);

  /// `expression` is an entry of `expressions`: {"references": [...]} or {"constant_value": ...}.
  /// What `out` held is forgotten, its room is used again.
  void resolve(const Node& expression, const Scope& scope, Resolution& out);
  /// The plan does not show all that it mentions: a resource without instances may have some.
  void leave_out() { all_shown_ = false; }

 private:
  struct Term {
    std::uint32_t module;    ///< instance
    std::uint32_t resource;  ///< of the configuration
    Symbol key;
    bool all;  ///< every instance: the mention has no key
    Symbol attribute;
  };
  /// What was found on the way, besides terms.
  struct Found {
    std::vector<Term> terms;
    bool count_index = false;
    bool each_key = false;
    bool picks = false;  ///< a variable or local that leads to no resource
    bool local = false;  ///< a local, of which a plan shows nothing
    bool closed = true;  ///< nothing but the terms can be the value
    bool exact = true;
    std::string_view why;

    void clear() {
      terms.clear();
      count_index = each_key = picks = local = false;
      closed = exact = true;
      why = {};
    }
  };
  using Path = std::vector<Step>;

  const std::vector<Path>& mentions(const Node& expression);
  void evaluate(const Node& expression, const Scope& scope, std::uint32_t depth, Found& found);
  void evaluate_into(const Node& expression, const Scope& scope, const Path& rest,
                     std::uint32_t depth, Found& found);
  void merge(Found&& inner, Found& found);
  void follow(const Path& path, const Scope& scope, std::uint32_t depth, Found& found);
  void follow_variable(const Path& path, const Scope& scope, std::uint32_t depth, Found& found);
  void follow_each(const Path& path, const Scope& scope, std::uint32_t depth, Found& found);
  void follow_module(const Path& path, const Scope& scope, std::uint32_t depth, Found& found);
  void follow_resource(const Path& path, const Scope& scope, Found& found);
  void choose_instance(const Scope& scope, Found& found);
  void dead_end(Found& found, std::string_view what, const Path* path = nullptr);
  [[nodiscard]] Scope parent_of(const Scope& scope) const;
  void bind(const Term& term, Resolution& out);
  bool is_new(ResourceId id, const std::vector<Target>& among);
  std::string_view text_of(const Path& path);

  Store& store_;
  const Configuration& configuration_;
  Instances& instances_;
  std::unordered_map<const Node*, std::vector<Path>> parsed_;
  std::unordered_set<ResourceId> bound_;  ///< targets of the resolution that is made, if many
  Found found_;                           ///< of the resolution that is made
  std::uint32_t steps_ = 0;
  bool all_shown_ = true;
  struct {
    Symbol var, local, module, data, each, key, value, count, index, path, terraform, self, id,
        outputs, expression, references;
  } word_;
};

}  // namespace cordon::terraform

#endif  // CORDON_INVENTORY_TERRAFORM_REFERENCES_H_
