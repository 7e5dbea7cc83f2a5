#ifndef CORDON_LOWER_LOWER_H_
#define CORDON_LOWER_LOWER_H_

#include <memory>
#include <string>
#include <vector>

#include "bytecode/program.h"
#include "catalogue/catalogue.h"
#include "check/checker.h"

namespace cordon::lower {

/// Turns checked files into plain code. Errors: E0701 a rule or function needs more than 250
/// registers; L0105 a regular expression that is too large to run.
/// `tested`: the files whose `test` blocks become part of the program.
/// Requires: `checked.ok()`. The sources of the files stand in `store`, which the program keeps.
std::shared_ptr<bytecode::Program> lower(const check::Checked& checked,
                                         const std::vector<const syntax::File*>& files,
                                         const std::vector<const syntax::File*>& tested,
                                         std::shared_ptr<Store> store, const Catalogue& catalogue,
                                         const RuleLimits& limits,
                                         std::vector<Diagnostic>& diagnostics);

/// A literal expression as a value of `store`; `unknown` literals become Unknowns.
/// Requires: a literal, list or object of literals.
Node constant_value(const syntax::Expr& e, Store& store);

/// The `test` blocks of the files.
std::vector<bytecode::TestCase> test_cases(const std::vector<const syntax::File*>& files,
                                           const bytecode::Program& program, Store& store,
                                           std::vector<Diagnostic>& diagnostics);

}  // namespace cordon::lower

#endif  // CORDON_LOWER_LOWER_H_
