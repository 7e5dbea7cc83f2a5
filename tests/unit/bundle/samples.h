#ifndef CORDON_TESTS_UNIT_BUNDLE_SAMPLES_H_
#define CORDON_TESTS_UNIT_BUNDLE_SAMPLES_H_

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "bytecode/program.h"
#include "cordon/program.h"

namespace cordon::test {

/// Files of rules: those that hold the program to the language, each alone.
std::vector<std::string> conformance_files();
Program compiled(const std::string& path);
/// The bundled library, compiled from its text.
Program library();
/// A small program that uses every kind of table.
Program sample();

/// The program of a bundle, with the catalogue that all of them share, or null and why.
std::shared_ptr<bytecode::Program> loaded(std::string_view bytes, std::string* why = nullptr);

/// A template with what rules may meet: conditions, references, parameters, wrong values.
std::string document();

/// What all rules say of a few documents, as JSON, within small limits.
std::string behaviour(const Program& program);
/// Where plain, fused and sieved code and the traced machine do not come to the same rows of the
/// same documents; empty: they do, as far as no limit ended a row.
std::string disagreement(const Program& program);
/// What the tests inside say.
std::string outcomes(const Program& program);

}  // namespace cordon::test

#endif  // CORDON_TESTS_UNIT_BUNDLE_SAMPLES_H_
