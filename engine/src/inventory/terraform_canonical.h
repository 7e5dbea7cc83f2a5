#ifndef CORDON_INVENTORY_TERRAFORM_CANONICAL_H_
#define CORDON_INVENTORY_TERRAFORM_CANONICAL_H_

#include <span>
#include <string_view>
#include <vector>

#include "inventory/terraform_model.h"
#include "inventory/terraform_reasons.h"
#include "inventory/terraform_satellites.h"
#include "inventory/terraform_values.h"

namespace cordon::terraform {

/// A resource whose type is known and whose properties this version does not read.
bool is_foreign(const Plan& plan, const Instance& instance);

/// Makes canonical properties of Terraform attributes by the accessors of the mapping table, one
/// property at a time. Cost: the size of the property.
class Canonical {
 public:
  explicit Canonical(Plan& plan)
      : plan_(plan),
        values_(plan),
        satellites_(plan),
        reasons_(plan.store),
        tag_(plan.store.symbols),
        it_(plan.store.symbols.intern("it")) {}

  /// A property of the canonical view; what the table does not name is unknown.
  Node property(const Instance& instance, Symbol name);
  /// A property as Terraform names it.
  Node native(const Instance& instance, Symbol name);
  /// `@tags`: one object from key to value; open where more keys are possible.
  bool has_satellite(const SatelliteOf& what) { return satellites_.has_foreign(what); }
  Node tags(const Instance& instance);
  /// Whether the attribute is set, or not known to be unset.
  [[nodiscard]] bool may_be_set(const Instance& instance, Symbol attribute);
  /// Whether the configuration gives the attribute a value that is not known yet.
  [[nodiscard]] bool written_unknown(const Instance& instance, Symbol attribute);
  /// An attribute that can be blocks and is not known: why; kNull: it is known, or has none.
  Node unknown_list(const Instance& instance, Symbol attribute);

  Values& values() { return values_; }

 private:
  struct Walk {
    Cursor at;
    State state = State::kUnset;
  };
  struct TagWords {
    explicit TagWords(Symbols& s);
    AttributeFinder tags, tags_all;
    Symbol default_tags, constant_value;
  };
  struct Peers {
    std::vector<Node> items;
    std::vector<Node> presence;
    Node many = Node::null();
  };

  Node value(const Instance& instance, const Accessor& accessor, const Cursor& base, Symbol name);
  Walk walk(const Instance& instance, const Accessor& accessor, const Cursor& base,
            bool empty_unset);
  Node missing(std::string_view code, std::string_view reason, At at);
  Node unset(const Accessor& accessor, State state, At enclosing, Symbol name);
  Node plain_value(const Instance& instance, const Accessor& accessor, const Cursor& at);
  Node owner_of(const Instance& instance, const Accessor& accessor, const Cursor& at);
  Node picked(const Instance& instance, const Accessor& accessor, const Cursor& at);
  Node object(const Instance& instance, const Accessor& accessor, const Cursor& at);
  Node each(const Instance& instance, const Accessor& accessor, const Cursor& at);
  Node first(const Instance& instance, const Accessor& accessor, const Cursor& base, Symbol name);
  Node rules(const Instance& instance, const Accessor& accessor, const Cursor& at);
  void rule(const Instance& instance, const Accessor& accessor, const Cursor& at, Peers& out);
  void peer(const Instance& instance, const Peer& peer, const Cursor& at, Peers& out);
  Node peer_property(const Instance& instance, Symbol name);
  Node satellite_value(const Instance& from, const Accessor& accessor, Symbol name);
  Node with_satellites(const Instance& instance, const Accessor& accessor, Node own, Symbol name);
  Node replaced(const Accessor& accessor, const Node& own, Symbol name,
                std::span<const Satellite> satellites);
  Node appended(const Instance& instance, const Accessor& accessor, const Node& own, Symbol name,
                std::span<const Satellite> satellites);
  Node linked(const Instance& instance, const Accessor& accessor);
  Node tag_list(const Instance& instance);
  void default_tags(const Instance& instance, std::vector<Symbol>& keys, std::vector<Node>& values,
                    bool& open);

  Plan& plan_;
  Values values_;
  Satellites satellites_;
  Reasons reasons_;
  TagWords tag_;
  Symbol it_;
};

}  // namespace cordon::terraform

#endif  // CORDON_INVENTORY_TERRAFORM_CANONICAL_H_
