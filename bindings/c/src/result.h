#ifndef CORDON_BINDINGS_C_RESULT_H_
#define CORDON_BINDINGS_C_RESULT_H_

#include <memory>

#include "objects.h"

namespace cordon::c {

/// A result with everything that its getters show. Throws std::bad_alloc.
std::unique_ptr<ResultObject> make_result(std::shared_ptr<const ProgramData> program,
                                          Report report);

}  // namespace cordon::c

#endif  // CORDON_BINDINGS_C_RESULT_H_
