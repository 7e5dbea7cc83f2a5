#include "printed.h"

#include "hostile/shown.h"
#include "require.h"

namespace cordon::fuzz {

void check_text(std::string_view text) { require(hostile::fault_of(text).empty()); }

}  // namespace cordon::fuzz
