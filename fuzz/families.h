#ifndef CORDON_FUZZ_FAMILIES_H_
#define CORDON_FUZZ_FAMILIES_H_

#include <string>

#include "cordon/evaluate.h"
#include "inventory/inventory.h"

namespace cordon::fuzz {

/// Reads a text as a document of one family, asks for every value of every resource, and lists the
/// inventory as `cordon inventory` does. Nothing crashes; a refused document says why and leaves no
/// resource; every value is one of the kinds that the language knows and refers to resources that
/// exist; the list is JSON with nothing hidden, and its resources are the same if nothing was asked
/// for before. Gives the JSON.
std::string check_inventory(const std::string& text, Family family);
/// What the bundled rules say of the document: rows and exit code agree, both reports are harmless,
/// and a document that was refused leaves no row. Gives both reports.
std::string check_judgement(const std::string& text, Family family);
/// The same of any rules.
std::string check_judgement(const std::string& text, Family family, const Program& program);

}  // namespace cordon::fuzz

#endif  // CORDON_FUZZ_FAMILIES_H_
