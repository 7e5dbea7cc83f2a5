#ifndef CORDON_CATALOGUE_EMBEDDED_H_
#define CORDON_CATALOGUE_EMBEDDED_H_

#include <string_view>

namespace cordon {

/// The text of stdlib_rules/schemas/catalogue.txt as it was at build time, for Catalogue::load.
std::string_view catalogue_text();

}  // namespace cordon

#endif  // CORDON_CATALOGUE_EMBEDDED_H_
