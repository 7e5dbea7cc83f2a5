#ifndef CORDON_TESTS_BOMBS_INVENTORY_BOMB_H_
#define CORDON_TESTS_BOMBS_INVENTORY_BOMB_H_

#include <string>

#include "bombs/bomb.h"

namespace cordon::bombs {

/// Reads a document, asks for every property of every resource and for everything that they refer
/// to. `code` is the first problem of the document, warnings included.
Outcome understood(std::string text, const std::string& path = "t.json");

/// The same with the bundled rules judged over it; the report is written in both forms.
Outcome judged_by_library(const std::string& text);

}  // namespace cordon::bombs

#endif  // CORDON_TESTS_BOMBS_INVENTORY_BOMB_H_
