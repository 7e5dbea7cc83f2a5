#ifndef CORDON_ROWS_INPUTS_H_
#define CORDON_ROWS_INPUTS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cordon/evaluate.h"
#include "cordon/result.h"
#include "inventory/inventory.h"

namespace cordon::rows {

/// What is said of an option or argument that cannot be used.
Diagnostic usage(std::string_view code, std::string message, std::string help = {});

/// The word of --type for a family.
std::string_view word_of(Family family);
/// How an inventory reads documents for a call with these options.
/// Errors: U0305 for a type that this version does not read.
Result<InventoryOptions> inventory_options(const CheckOptions& options);
/// The day that rules see, in days since 1970-01-01. Errors: U0306.
Result<std::int64_t> day_of(const CheckOptions& options);
/// Adds the inputs. What is wrong with a document is in the inventory.
/// Gives what ended the work, if the host did: L0207, L0208.
std::optional<Diagnostic> read_inputs(Inventory& inventory, std::vector<Input> inputs,
                                      const CheckOptions& options);
/// What results say of the documents of an inventory.
std::vector<DocumentRecord> describe_documents(const Inventory& inventory);

}  // namespace cordon::rows

#endif  // CORDON_ROWS_INPUTS_H_
