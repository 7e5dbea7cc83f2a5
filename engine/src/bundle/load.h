#ifndef CORDON_BUNDLE_LOAD_H_
#define CORDON_BUNDLE_LOAD_H_

#include <memory>
#include <string_view>

#include "bytecode/program.h"
#include "cordon/limits.h"
#include "cordon/result.h"

namespace cordon::bundle {

/// load_bundle() but for the catalogue, which is the same for every program of this engine.
Result<std::shared_ptr<bytecode::Program>> load_code(std::string_view bytes,
                                                     const BundleLimits& limits);

}  // namespace cordon::bundle

#endif  // CORDON_BUNDLE_LOAD_H_
