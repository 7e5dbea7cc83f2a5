#ifndef CORDON_LOWER_LITERAL_JSON_H_
#define CORDON_LOWER_LITERAL_JSON_H_

#include <string>

#include "value/store.h"

namespace cordon::lower {

/// The JSON text that gives a parameter this value; networks, addresses and days are texts there.
/// Requires: what constant_value gave. Never empty.
std::string literal_json(const Node& value, const Store& store);

}  // namespace cordon::lower

#endif  // CORDON_LOWER_LITERAL_JSON_H_
