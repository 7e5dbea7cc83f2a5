#ifndef CORDON_ROWS_LIST_INVENTORY_H_
#define CORDON_ROWS_LIST_INVENTORY_H_

#include "cordon/evaluate.h"
#include "cordon/result.h"
#include "inventory/inventory.h"

namespace cordon::rows {

/// What was understood of an inventory, as read_inventory() gives it. Errors: L0207, L0208.
Result<InventoryResult> list_inventory(Inventory& inventory, const CheckOptions& options,
                                       bool with_properties);

}  // namespace cordon::rows

#endif  // CORDON_ROWS_LIST_INVENTORY_H_
