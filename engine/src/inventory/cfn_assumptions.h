#ifndef CORDON_INVENTORY_CFN_ASSUMPTIONS_H_
#define CORDON_INVENTORY_CFN_ASSUMPTIONS_H_

#include <cstddef>
#include <vector>

#include "value/store.h"

namespace cordon {

/// What conditions are known to be where a value stands: a resource under a condition exists only
/// where that holds, and a branch of `Fn::If` is taken only on its side.
/// Ownership: the store and the conditions outlive it.
class CfnAssumptions {
 private:
  struct Fact {
    const Node* condition;
    bool truth;
  };

 public:
  /// `conditions`: the section of the template, or null.
  CfnAssumptions(const Store& store, const Node* conditions)
      : store_(store), conditions_(conditions) {}

  /// Assumes a condition, given by its name (a text) or as an expression, while it lives.
  class Scope {
   public:
    Scope(CfnAssumptions& all, const Node& condition, bool truth)
        : all_(all), facts_(all.facts_.size()) {
      all_.assume(condition, truth);
    }
    ~Scope() { all_.facts_.resize(facts_); }
    Scope(const Scope&) = delete;
    Scope& operator=(const Scope&) = delete;

   private:
    CfnAssumptions& all_;
    std::size_t facts_;
  };

  /// Where another resource is read, nothing of this one is assumed, while it lives.
  class Fresh {
   public:
    explicit Fresh(CfnAssumptions& all) : all_(all) { all_.facts_.swap(outer_); }
    ~Fresh() { all_.facts_.swap(outer_); }
    Fresh(const Fresh&) = delete;
    Fresh& operator=(const Fresh&) = delete;

   private:
    CfnAssumptions& all_;
    std::vector<Fact> outer_;
  };

  /// Whether the condition is certainly true under what is assumed. False: perhaps not.
  [[nodiscard]] bool implies(const Node& condition) const;
  /// What asking costs grows with it.
  [[nodiscard]] std::size_t size() const { return facts_.size(); }

 private:
  struct Search;

  void assume(const Node& condition, bool truth);
  void learn(const Node& condition, bool truth, Search& search);
  bool proves(const Node& condition, bool truth, Search& search) const;
  [[nodiscard]] const Node* definition(const Node& name) const;

  const Store& store_;
  const Node* conditions_;
  std::vector<Fact> facts_;
};

}  // namespace cordon

#endif  // CORDON_INVENTORY_CFN_ASSUMPTIONS_H_
