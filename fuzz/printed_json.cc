#include <nlohmann/json.hpp>

#include "document/reader.h"
#include "printed.h"
#include "require.h"

namespace cordon::fuzz {

void check_json(const std::string& text) {
  check_text(text);
  require(nlohmann::json::accept(text));
  Store store;
  const Source* source = store.sources.add("json", text);
  DocumentLimits limits;
  limits.max_key_bytes = std::size_t{1} << 20U;  // a key may be escaped to six times its bytes
  require(source != nullptr && read_json(store, *source, limits).ok());
}

}  // namespace cordon::fuzz
