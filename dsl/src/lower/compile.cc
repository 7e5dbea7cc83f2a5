#include "cordon/dsl/compile.h"

#include <algorithm>
#include <set>
#include <string>

#include "catalogue/embedded.h"
#include "diagnostic/problem.h"
#include "lower/lower.h"
#include "lower/unit.h"
#include "syntax/parser.h"
#include "value/builtins.h"

namespace cordon::dsl {
namespace {

bool has_error(const std::vector<Diagnostic>& diagnostics) {
  return std::any_of(diagnostics.begin(), diagnostics.end(),
                     [](const Diagnostic& d) { return d.level == Level::kError; });
}

void append(std::vector<Diagnostic>& to, const std::vector<Diagnostic>& from) {
  to.insert(to.end(), from.begin(), from.end());
}

/// Limits are for the texts of others: what ships is read whole.
RuleLimits limits_of(const RuleSource& source, const RuleLimits& limits) {
  if (!source.bundled) return limits;
  RuleLimits own;
  own.interrupt = limits.interrupt;
  return own;
}

Diagnostic too_much(const std::string& name) {
  Diagnostic d;
  d.code = "L0101";
  d.message = "`" + name + "` and the files before it are more text than one run can hold";
  return d;
}

}  // namespace

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
    const Source* text = unit.store->sources.add(source.name, source.text);
    if (text == nullptr) {
      unit.diagnostics.push_back(too_much(source.name));
      return unit;
    }
    unit.parses.push_back(syntax::parse(*text, limits_of(source, limits)));
    append(unit.diagnostics, unit.parses.back().diagnostics);
    if (unit.parses.back().file == nullptr) continue;
    files.push_back({unit.parses.back().file, source.bundled, source.rules});
    unit.files.push_back(unit.parses.back().file);
    if (source.rules) unit.tested.push_back(unit.parses.back().file);
  }
  if (has_error(unit.diagnostics)) return unit;
  unit.checked = check::check(files, *unit.catalogue, limits);
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

std::vector<Problem> Unit::problems() const {
  std::vector<Problem> all;
  for (const Diagnostic& d : diagnostics) all.push_back(locate(d, store->sources));
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

std::vector<std::string> missing_packages(const std::vector<RuleSource>& sources,
                                          const RuleLimits& limits) {
  SourceSpace space;
  std::set<std::string> known;
  for (const BuiltinInfo& builtin : kBuiltins) known.emplace(builtin.package);
  std::vector<std::string> imported;
  for (const RuleSource& source : sources) {
    const Source* text = space.add(source.name, source.text);
    if (text == nullptr) break;
    const syntax::Parse parse = syntax::parse(*text, limits_of(source, limits));
    if (parse.file == nullptr) continue;
    known.emplace(parse.file->package.text);
    for (const syntax::Decl* decl : parse.file->decls) {
      if (decl->kind == syntax::DeclKind::kImport) imported.emplace_back(decl->name.text);
    }
  }
  std::erase_if(imported, [&](const std::string& name) {
    return name.empty() || !known.insert(name).second;
  });
  return imported;
}

}  // namespace cordon::dsl
