#ifndef CORDON_INVENTORY_CFN_RESOLVER_H_
#define CORDON_INVENTORY_CFN_RESOLVER_H_

#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/hash_index.h"
#include "inventory/adapter.h"
#include "inventory/cfn_assumptions.h"
#include "value/truth.h"

namespace cordon {

class TextBuilder;

/// The value of a condition, and what must be known to decide it (kU only).
struct Decision {
  Truth truth = Truth::kU;
  const Unknown* cause = nullptr;
};

/// Gives the values of a template with its functions, parameters and conditions resolved.
/// Ownership: the context and the root outlive it. Threads: one at a time.
class CfnResolver {
 public:
  /// Reads properties of other resources, for Fn::GetAtt of what the template itself sets.
  class PropertySource {
   public:
    virtual ~PropertySource() = default;
    virtual Node written_property(ResourceId id, Symbol name) = 0;
  };

  CfnResolver(AdapterContext& context, const Node& root, PropertySource& properties);

  /// Errors: I0303 a condition that depends on itself.
  std::optional<Diagnostic> check_conditions();

  void declare(Symbol logical_id, ResourceId id) { resources_[logical_id] = id; }
  /// The resource exists where the condition, which is not decided, is true.
  void declare_conditional(ResourceId id, const Node& condition, const Unknown* cause) {
    conditionals_[id] = {&condition, cause};
  }
  CfnAssumptions& assumptions() { return assumptions_; }
  /// A resource whose condition is false, or that is none: a reference to it is a mistake.
  void declare_absent(Symbol logical_id) { resources_[logical_id] = kNoResource; }
  /// Something that is not expanded may add resources, mappings and conditions.
  void set_open() { open_ = true; }

  /// The value with everything resolved and converted to the type. A node in which nothing changes
  /// is returned as it is; AWS::NoValue is kMissing.
  Node resolve(const Node& node, const PropertyType* type);
  Decision condition(Symbol name, At at);
  /// The value of a declared parameter, seen from `at`.
  Node parameter(Symbol name, const Node& declaration, At at);
  Node pseudo(std::string_view name, At at);
  [[nodiscard]] const Node* parameters() const { return parameters_; }
  /// Whether a parameter is NoEcho, so that its Default stands in the document and is a secret.
  [[nodiscard]] bool hides_any() const;
  /// Whether a macro stands beside the members of an object: what it gives may replace any of them.
  [[nodiscard]] bool has_macro(const Node& object) const;
  /// What stands for a member that such a macro may replace.
  Node replaceable(const PropertyType* type, At at);
  /// Whether an object is a function call: one member, `Ref` or `Fn::...`.
  [[nodiscard]] bool is_function(const Node& node) const;

  void warn(std::string_view code, At at, std::string message, std::string help = {});

 private:
  using Args = std::vector<Node>;
  using Function = Node (CfnResolver::*)(const Node& argument, At at);
  struct Named {
    std::string_view name;
    Function function;
  };
  class Deeper {
   public:
    Deeper(int& depth, int weight) : depth_(depth), weight_(weight) { depth_ += weight_; }
    ~Deeper() { depth_ -= weight_; }
    Deeper(const Deeper&) = delete;
    Deeper& operator=(const Deeper&) = delete;
    [[nodiscard]] bool too_deep() const { return depth_ > kMaxDepth; }

   private:
    int& depth_;
    int weight_;
  };
  // Depth is counted in units of about 700 bytes of stack in a debug build and twice that under
  // sanitizers, so that a thread with 256 KiB suffices: 128 containers fit, as do some 50 calls in
  // calls, 70 conditions or 15 attributes that lead to each other.
  static constexpr int kMaxDepth = 224;
  static constexpr int kContainerDepth = 1;
  static constexpr int kCallDepth = 3;
  static constexpr int kConditionDepth = 3;
  static constexpr int kAttributeDepth = 10;
  static constexpr std::uint64_t kMaxCost = 8'000'000;
  static constexpr std::uint64_t kCallCost = 8;  ///< of a function, beside its arguments
  static constexpr std::size_t kMaxText = std::size_t{1} << 20U;
  static constexpr std::size_t kMaxPieces = 16'384;  ///< of a text that is not known in full
  /// One byte of a text that is put together costs less than a value.
  static constexpr std::size_t kBytesPerCost = 16;

  const Node* section(std::string_view name);
  bool spend(std::uint64_t cost) { return (cost_ += cost) <= kMaxCost && !context_.stops(); }
  Node exhausted(At at);
  Node refused(std::string_view function, std::string_view expected, At at);
  Node unknown(std::string_view reason, At at, std::string_view key);
  Node unknown(Unknown unknown, At at, std::string_view key);
  /// An unknown that a function makes of its arguments: equal arguments, equal values.
  Node derived(std::string_view function, std::span<const Node> args, Expect expect, At at);

  /// What the catalogue says of the members of objects with the same keys, for one type of them.
  struct Members {
    const ObjectType* object = nullptr;
    std::vector<const Property*> properties;  ///< one a member, or null
    std::unique_ptr<Members> next;            ///< of another type
  };
  class Copy;
  /// Null: not kept for this object. Lives as long as the resolver.
  const Members* members_of(const Node& object, const ObjectType* type);

  Node resolve_list(const Node& list, const PropertyType* type);
  Node resolve_object(const Node& object, const PropertyType* type);
  Node resolve_function(const Node& node, const PropertyType* type);
  Node unknown_function(std::string_view name, At at);
  Node settle(const Node& value, const PropertyType* type);
  Node without_missing(const Node& choice);
  Node dynamic_reference(const Node& text);
  Node make_choice(const Unknown* condition, const Node& then, const Node& otherwise, At at);
  /// Calls `make` for every combination of choices among the arguments, 16 at most.
  template <class Make>
  Node over_choices(Args& args, At at, const Make& make, int combinations = 16);
  /// The arguments of a function that takes between `least` and `most`; empty: refused.
  Args arguments(const Node& argument, std::size_t least, std::size_t most);

  Node fn_if(const Node& argument, const PropertyType* type, At at);
  Node fn_ref(const Node& argument, At at);
  Node fn_get_att(const Node& argument, At at);
  Node fn_sub(const Node& argument, At at);
  Node fn_join(const Node& argument, At at);
  Node fn_select(const Node& argument, At at);
  Node fn_split(const Node& argument, At at);
  Node fn_find_in_map(const Node& argument, At at);
  Node fn_get_azs(const Node& argument, At at);
  Node fn_cidr(const Node& argument, At at);
  Node fn_import_value(const Node& argument, At at);
  Node fn_base64(const Node& argument, At at);
  Node fn_transform(const Node& argument, At at);
  Node fn_length(const Node& argument, At at);
  Node fn_to_json_string(const Node& argument, At at);
  static std::span<const Named> functions();
  /// The function of that name, or null.
  [[nodiscard]] Function function(Symbol name) const;

  Node name_value(std::string_view name, At at);
  Node resource_value(Symbol logical_id, std::string_view attribute, At at);
  Node existing_value(ResourceId id, std::string_view name, std::string_view attribute, At at);
  Node attribute_value(ResourceId id, std::string_view attribute, At at);
  Node nothing(std::string_view name, At at);
  Node join(std::string_view delimiter, const Node& list, At at);
  Node select(const Node& index, const Node& list, At at);
  Node select_unknown(std::int64_t index, const Node& list, At at);
  Node split(const Node& separator, const Node& text, At at);
  Node find_in_map(std::span<const Node> args, At at);
  static bool fits(const TextBuilder& builder);
  static std::uint64_t cost_of(const TextBuilder& builder);
  Node substitute(std::string_view text, const Node* variables, At at);
  Node variable(std::string_view name, const Node* variables, At at);

  Decision undefined_condition(Symbol name, At at);
  Decision condition_cycle(Symbol name, const Node& definition, At at);
  const Unknown* condition_cause(Symbol name, const Node& definition, const Decision& decision);
  Decision no_condition(At at);
  Decision decide(const Node& expression);
  Decision decide_all(const Node& argument, bool conjunction);
  Decision equals(const Node& argument, At at);
  Decision equal_values(const Node& a, const Node& b);
  Decision undecided(std::string_view reason, At at);
  bool outside_domain(const Node& unknown, const Node& value);
  Node parameter_default(std::string_view type, const Node& value, bool hidden);
  Node allowed_default(const std::string& name, const Node& declaration, const Node& value);

  AdapterContext& context_;
  Store& store_;
  PropertySource& properties_;
  Node root_;
  const Node* parameters_;
  const Node* conditions_;
  const Node* mappings_;
  std::string prefix_;  ///< of symbol keys: symbols are this template's own
  std::unordered_map<Symbol, ResourceId> resources_;
  struct Conditional {
    const Node* condition = nullptr;
    const Unknown* cause = nullptr;
  };
  std::unordered_map<ResourceId, Conditional> conditionals_;
  CfnAssumptions assumptions_;
  struct ConditionState {
    bool done = false;
    Decision decision;
  };
  std::unordered_map<Symbol, ConditionState> condition_states_;
  std::optional<Diagnostic> cycle_;
  std::set<std::uint32_t> zone_lists_;
  std::unordered_map<Symbol, Node> defaults_;
  Symbol ref_key_;
  Symbol condition_key_;
  Symbol transform_key_;
  Symbol if_key_;
  std::vector<std::pair<Symbol, Function>> functions_;
  HashMap<std::uint64_t, std::unique_ptr<Members>> members_;  ///< by the place of their keys
  int depth_ = 0;
  std::uint64_t cost_ = 0;
  bool literal_ = false;  ///< inside what functions gave: no functions are called there
  bool open_ = false;
};

template <class Make>
Node CfnResolver::over_choices(Args& args, At at, const Make& make, int combinations) {
  for (Node& arg : args) {
    if (!arg.is(Kind::kChoice)) continue;
    const Node whole = arg;
    const Choice choice = *whole.choice;
    if (combinations < 2) return Node::make_unknown(choice.condition, at);
    arg = choice.then;
    const Node then = over_choices(args, at, make, combinations / 2);
    arg = choice.otherwise;
    const Node otherwise = over_choices(args, at, make, combinations / 2);
    arg = whole;
    return make_choice(choice.condition, then, otherwise, at);
  }
  return make(std::span<const Node>(args));
}

}  // namespace cordon

#endif  // CORDON_INVENTORY_CFN_RESOLVER_H_
