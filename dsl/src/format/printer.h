#ifndef CORDON_FORMAT_PRINTER_H_
#define CORDON_FORMAT_PRINTER_H_

#include <string>

#include "syntax/ast.h"

namespace cordon::format {

/// Prints a file in the one style, with all its comments. `parse(print(f))` is the same tree, and
/// printing is idempotent. Requires: `file` came from a parse without errors.
std::string print(const syntax::File& file);

/// One expression on one line, for messages and tests.
std::string print(const syntax::Expr& expr);

}  // namespace cordon::format

#endif  // CORDON_FORMAT_PRINTER_H_
