#ifndef CORDON_CHECK_IMPORT_CYCLES_H_
#define CORDON_CHECK_IMPORT_CYCLES_H_

#include "check/context.h"

namespace cordon::check {

/// Errors: E0206 at one import of each cycle of packages. Cost: O(packages + imports).
void find_import_cycles(Context& context);

}  // namespace cordon::check

#endif  // CORDON_CHECK_IMPORT_CYCLES_H_
