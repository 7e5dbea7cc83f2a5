#include "bundle/load.h"

#include "cordon/bundle.h"

namespace cordon {

Result<Program> load_library() { return bundle::load_constant(library_bundle()); }

Result<Program> load_bundle(std::string_view bytes, const BundleLimits& limits) {
  return bundle::load_program(bytes, limits, {library_digest(), library_bundle()});
}

}  // namespace cordon
