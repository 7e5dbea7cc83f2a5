#include "bundle/load.h"
#include "cordon/bundle.h"

namespace cordon {

Result<Program> load_library() { return bundle::load_constant(library_bundle()); }

}  // namespace cordon
