#ifndef CORDON_TESTS_UNIT_INVENTORY_FIXTURE_H_
#define CORDON_TESTS_UNIT_INVENTORY_FIXTURE_H_

#include <optional>
#include <string>
#include <string_view>

#include "inventory/inventory.h"

namespace cordon::tests {

/// An inventory over the bundled catalogue, fed with JSON texts.
struct Fixture {
  explicit Fixture(InventoryOptions options = {});

  const InventoryDocument& add(std::string text, bool named = true, std::string path = "t.json");
  /// The resource of that address; the test fails if there is none.
  ResourceId id(std::string_view address) const;
  bool has(std::string_view address) const;
  Node property(std::string_view address, std::string_view name);
  Node attribute(std::string_view address, std::string_view name);
  Symbol symbol(std::string_view text) { return store.symbols.intern(text); }
  /// The value on one line, with everything that is known of unknowns, for comparison.
  std::string show(const Node& node);
  std::string shown(std::string_view address, std::string_view name) {
    return show(property(address, name));
  }
  const PropertyType* type_of(std::string_view type, std::string_view name) const;

  Store store;
  Catalogue catalogue;
  Inventory inventory;
};

/// A template of one resource A of that type, with further sections and the given properties.
std::string one(std::string_view type, std::string_view properties, std::string_view sections = "");

}  // namespace cordon::tests

#endif  // CORDON_TESTS_UNIT_INVENTORY_FIXTURE_H_
