#ifndef CORDON_BUNDLE_LOAD_H_
#define CORDON_BUNDLE_LOAD_H_

#include <memory>
#include <string_view>

#include "bytecode/program.h"
#include "cordon/limits.h"
#include "cordon/program.h"
#include "cordon/result.h"

namespace cordon::bundle {

/// A bundle that this build made itself. Another one with its digest claims to be the same program,
/// which can be held against it.
struct Known {
  std::string_view digest;  // Program::digest(); empty: there is none
  std::string_view bytes;
};

/// load_program() but for the catalogue, which is the same for every program of this engine.
Result<std::shared_ptr<bytecode::Program>> load_code(std::string_view bytes,
                                                     const BundleLimits& limits,
                                                     const Known& known = {});

/// load_bundle(): what has the digest of `known` is refused unless it is the same byte for byte.
/// The digest of a program is that of its texts, which cannot tell whether its code is what they
/// say; of a program that is at hand it is known.
Result<Program> load_program(std::string_view bytes, const BundleLimits& limits,
                             const Known& known);

/// A bundle that is a constant of this very program (load_library). Everything that load_bundle()
/// looks at is looked at, but for the digests: they find damage on the way from whoever made a
/// bundle, and these bytes came inside the program, in a segment that cannot be written to.
/// Whatever could change them could change the code that would find it.
/// Requires: bytes of static storage duration, made by save_bundle() of this build.
Result<Program> load_constant(std::string_view bytes);

}  // namespace cordon::bundle

#endif  // CORDON_BUNDLE_LOAD_H_
