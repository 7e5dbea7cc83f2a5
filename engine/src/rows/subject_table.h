#ifndef CORDON_ROWS_SUBJECT_TABLE_H_
#define CORDON_ROWS_SUBJECT_TABLE_H_

#include <array>
#include <cstddef>
#include <memory>
#include <vector>

#include "cordon/row.h"
#include "inventory/inventory.h"
#include "rows/pointer_finder.h"

namespace cordon::rows {

/// What rows say of their resources; all rows of one resource share it.
/// Ownership: what it gives lives on its own; some resources share memory, which lasts as long as
/// one of them is held.
class SubjectTable {
 public:
  explicit SubjectTable(const Inventory& inventory)
      : inventory_(inventory), pointers_(inventory.store()) {}

  /// Null for the document set. Cost: least where resources come in the order of the documents.
  const std::shared_ptr<const cordon::Subject>& of(ResourceId id);

 private:
  static constexpr std::size_t kTogether = 32;
  using Block = std::array<cordon::Subject, kTogether>;
  void write(cordon::Subject& out, const Resource& resource);

  const Inventory& inventory_;
  PointerFinder pointers_;
  std::shared_ptr<Block> block_;
  std::size_t used_ = kTogether;                               ///< of the block
  std::vector<std::shared_ptr<const cordon::Subject>> known_;  ///< per resource, and null
};

}  // namespace cordon::rows

#endif  // CORDON_ROWS_SUBJECT_TABLE_H_
