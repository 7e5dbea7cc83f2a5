#ifndef CORDON_ROWS_ROW_ORDER_H_
#define CORDON_ROWS_ROW_ORDER_H_

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "bytecode/program.h"
#include "inventory/inventory.h"

namespace cordon::rows {

/// Which row it is. kNoResource: one of the documents as a whole.
struct RowKey {
  std::uint32_t rule = 0;
  ResourceId subject = kNoResource;
};

/// Whether an address stands before another: numbers in them count as numbers.
bool natural_less(std::string_view a, std::string_view b);

/// The order of rows in reports: document, address with numeric parts as numbers, rule id; those of
/// no resource come first. It depends on nothing that rows come to, so it is known before.
class RowOrder {
 public:
  RowOrder(const Inventory& inventory, const bytecode::Program& code)
      : inventory_(inventory), code_(code) {}

  /// The place of each row among all.
  /// Cost: O(n) comparisons where resources are nearly in order, O(n log n) at most.
  [[nodiscard]] std::vector<std::uint32_t> places(std::span<const RowKey> rows) const;

 private:
  struct Group;
  [[nodiscard]] std::vector<std::uint32_t> by_resource(std::span<const RowKey> rows) const;
  [[nodiscard]] std::vector<Group> groups(std::span<const RowKey> rows,
                                          std::span<const std::uint32_t> sorted) const;
  void sort_by_rule(std::span<const RowKey> rows, const std::vector<std::uint32_t>& ids,
                    std::vector<std::uint32_t>& order) const;
  static std::vector<std::size_t> run_ends(std::span<const Group> all);

  const Inventory& inventory_;
  const bytecode::Program& code_;
};

}  // namespace cordon::rows

#endif  // CORDON_ROWS_ROW_ORDER_H_
