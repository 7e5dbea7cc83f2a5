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

/// A bundle that is a constant of this very program (load_library). Everything that load_bundle()
/// looks at is looked at, but for the digests: they find damage on the way from whoever made a
/// bundle, and these bytes came inside the program, in a segment that cannot be written to.
/// Whatever could change them could change the code that would find it.
/// Requires: bytes of static storage duration, made by save_bundle() of this build.
Result<Program> load_constant(std::string_view bytes);

}  // namespace cordon::bundle

#endif  // CORDON_BUNDLE_LOAD_H_
