#include "cordon/dsl/compile.h"

#include <algorithm>
#include <string>

#include "base/interruption.h"
#include "catalogue/embedded.h"
#include "diagnostic/problem.h"
#include "lower/lower.h"
#include "lower/unit.h"
#include "syntax/parser.h"

namespace cordon::dsl {
namespace {

bool has_error(const std::vector<Diagnostic>& diagnostics) {
  return std::any_of(diagnostics.begin(), diagnostics.end(),
                     [](const Diagnostic& d) { return d.level == Level::kError; });
}

void append(std::vector<Diagnostic>& to, const std::vector<Diagnostic>& from) {
  to.insert(to.end(), from.begin(), from.end());
}

}  // namespace

RuleLimits limits_of(const RuleSource& source, const RuleLimits& limits) {
  if (!source.bundled) return limits;
  RuleLimits own;
  own.interrupt = limits.interrupt;
  return own;
}

std::string_view interruption_among(const std::vector<Diagnostic>& diagnostics) {
  for (const Diagnostic& d : diagnostics) {
    if (is_interruption(d.code)) return d.code;
  }
  return {};
}

Unit make_unit(const std::vector<RuleSource>& sources, const RuleLimits& limits) {
  Result<Catalogue> catalogue = Catalogue::load(catalogue_text());
  if (catalogue) {
    return make_unit(sources, limits, std::make_shared<const Catalogue>(std::move(*catalogue)));
  }
  Unit unit;
  unit.diagnostics.push_back(catalogue.error());
  return unit;
}

Unit make_unit(const std::vector<RuleSource>& sources, const RuleLimits& limits,
               std::shared_ptr<const Catalogue> catalogue) {
  Unit unit;
  unit.catalogue = std::move(catalogue);
  std::vector<check::File> files;
  for (const RuleSource& source : sources) {
    unit.parses.push_back(
        syntax::parse(unit.store->sources, source.name, source.text, limits_of(source, limits)));
    append(unit.diagnostics, unit.parses.back().diagnostics);
    if (!interruption_among(unit.parses.back().diagnostics).empty()) return unit;
    if (unit.parses.back().file == nullptr) continue;
    files.push_back({unit.parses.back().file, source.bundled, source.rules});
    unit.files.push_back(unit.parses.back().file);
    if (source.rules) unit.tested.push_back(unit.parses.back().file);
  }
  if (has_error(unit.diagnostics)) return unit;
  unit.checked = check::check(unit.store->sources, files, *unit.catalogue, limits);
  append(unit.diagnostics, unit.checked.diagnostics);
  unit.ok = !has_error(unit.diagnostics);
  return unit;
}

std::shared_ptr<bytecode::Program> Unit::lower(const RuleLimits& limits) {
  auto program =
      cordon::lower::lower(checked, files, tested, store, *catalogue, limits, diagnostics);
  if (program != nullptr) program->catalogue = catalogue;
  return program;
}

/// That the host ended the work comes first, once and without a place: it says nothing of a text,
/// and what was found before is not all.
std::vector<Problem> Unit::problems() const {
  std::vector<Problem> all;
  if (const auto code = interruption_among(diagnostics); !code.empty())
    all.push_back(locate(interruption(code), store->sources));
  for (const Diagnostic& d : diagnostics) {
    if (!is_interruption(d.code)) all.push_back(locate(d, store->sources));
  }
  return all;
}

Compilation compile(const std::vector<RuleSource>& sources, const RuleLimits& limits) {
  return compile(make_unit(sources, limits), limits);
}

Compilation compile(Unit unit, const RuleLimits& limits) {
  Compilation out;
  if (unit.ok) {
    if (auto program = unit.lower(limits)) out.program = Program(std::move(program));
  }
  out.problems = unit.problems();
  return out;
}

}  // namespace cordon::dsl
