#ifndef CORDON_LOWER_UNIT_H_
#define CORDON_LOWER_UNIT_H_

#include <memory>
#include <string_view>
#include <vector>

#include "bytecode/program.h"
#include "catalogue/catalogue.h"
#include "check/checker.h"
#include "cordon/dsl/compile.h"
#include "syntax/parser.h"

namespace cordon::dsl {

/// Rule texts parsed and checked together, ready to be lowered as often as wanted.
struct Unit {
  std::shared_ptr<Store> store = std::make_shared<Store>();
  std::shared_ptr<const Catalogue> catalogue;
  std::vector<syntax::Parse> parses;
  std::vector<const syntax::File*> files;
  std::vector<const syntax::File*> tested;  ///< those whose tests belong to the program
  check::Checked checked;
  std::vector<Diagnostic> diagnostics;
  bool ok = false;

  /// The program as the tree stands now; null if lowering found errors (in `diagnostics`).
  std::shared_ptr<bytecode::Program> lower(const RuleLimits& limits);
  [[nodiscard]] std::vector<Problem> problems() const;
};

Unit make_unit(const std::vector<RuleSource>& sources, const RuleLimits& limits);
/// With a catalogue that is loaded already, which costs more than a small text does.
Unit make_unit(const std::vector<RuleSource>& sources, const RuleLimits& limits,
               std::shared_ptr<const Catalogue> catalogue);
Compilation compile(Unit unit, const RuleLimits& limits);

/// Limits are for the texts of others: what ships is read whole.
RuleLimits limits_of(const RuleSource& source, const RuleLimits& limits);

/// L0207 or L0208 if the host has ended the work that `diagnostics` are of.
std::string_view interruption_among(const std::vector<Diagnostic>& diagnostics);

}  // namespace cordon::dsl

#endif  // CORDON_LOWER_UNIT_H_
