#ifndef CORDON_CHECK_PACKAGES_H_
#define CORDON_CHECK_PACKAGES_H_

#include "check/context.h"

namespace cordon::check {

/// Gathers the declarations of all files into packages and resolves their imports.
/// Errors: E0201 unknown import, E0203 a name twice, E0206 import cycle, E0207 a rule twice.
void build_packages(std::span<const File> files, Context& context);

/// Functions of functions.md that this version has not: "is not supported" is said of them.
bool is_planned(std::string_view package, std::string_view function);
/// "parameter", "constant", "function", "rule" as messages say it.
std::string_view word_of(syntax::DeclKind kind);

}  // namespace cordon::check

#endif  // CORDON_CHECK_PACKAGES_H_
