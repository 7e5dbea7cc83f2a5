#ifndef CORDON_VM_ROW_ORDER_H_
#define CORDON_VM_ROW_ORDER_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "bytecode/program.h"
#include "cordon/evaluate.h"
#include "inventory/inventory.h"

namespace cordon::vm {

/// Puts rows into their order: document, address with numeric parts as numbers, rule id; those of
/// no resource come first. Rows are compared by numbers that their addresses and ids get.
class RowOrder {
 public:
  RowOrder(const Inventory& inventory, const bytecode::Program& code)
      : inventory_(inventory), code_(code) {}

  void add(std::uint32_t rule, ResourceId subject) { rows_.push_back({rule, subject}); }
  /// Requires: add() was called once a row, in their order.
  void apply(std::vector<Row>& rows) const;

 private:
  [[nodiscard]] std::vector<std::uint32_t> address_ranks() const;

  const Inventory& inventory_;
  const bytecode::Program& code_;
  std::vector<std::pair<std::uint32_t, ResourceId>> rows_;
};

/// Appends a text in whose order by bytes numbers are numbers: natural_less(a, b) if the key of `a`
/// is less than that of `b`; texts of one key differ in leading zeros at most.
void append_natural_key(std::string& out, std::string_view text);

}  // namespace cordon::vm

#endif  // CORDON_VM_ROW_ORDER_H_
