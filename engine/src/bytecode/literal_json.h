#ifndef CORDON_BYTECODE_LITERAL_JSON_H_
#define CORDON_BYTECODE_LITERAL_JSON_H_

#include <string>

#include "value/store.h"

namespace cordon::bytecode {

/// The JSON text that gives a parameter this value; networks, addresses and days are texts there.
/// Requires: a value that a parameter may have by default. Never empty. Cost: linear.
std::string literal_json(const Node& value, const Store& store);

}  // namespace cordon::bytecode

#endif  // CORDON_BYTECODE_LITERAL_JSON_H_
