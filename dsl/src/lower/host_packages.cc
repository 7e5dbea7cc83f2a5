// Packages that a host gives for imports that no text declares.
// The idea: each text is parsed once, for its package and its imports alone; what comes in is
// looked at when it comes, so a chain of imports costs what its texts cost. The compilation parses
// them once more, with all else. Tests: tests/unit/rows/interrupt_test.cc,
// tests/bindings/program_test.cc.
#include <set>
#include <string>
#include <utility>

#include "base/interruption.h"
#include "cordon/dsl/compile.h"
#include "diagnostic/problem.h"
#include "lower/unit.h"
#include "syntax/parser.h"
#include "syntax/scan.h"
#include "value/builtins.h"

namespace cordon::dsl {
namespace {

Problem without_place(const Diagnostic& diagnostic) { return locate(diagnostic, SourceSpace()); }

/// What texts declare and import.
class Packages {
 public:
  explicit Packages(const RuleLimits& limits) : limits_(limits) {
    for (const BuiltinInfo& builtin : kBuiltins) known_.emplace(builtin.package);
  }

  /// Reads the texts that came in since the last call. Gives what the host says on the way.
  std::string_view read(const std::vector<RuleSource>& sources) {
    for (; read_ < sources.size(); ++read_) {
      SourceSpace space;
      const RuleSource& source = sources[read_];
      const syntax::Parse parse =
          syntax::parse(space, source.name, source.text, limits_of(source, limits_));
      const std::string_view ended = interruption_among(parse.diagnostics);
      if (!ended.empty()) return ended;
      if (parse.file != nullptr) note(*parse.file);
    }
    return {};
  }

  /// What was imported since the last call and is declared nowhere.
  std::vector<std::string> take_missing() {
    std::vector<std::string> missing = std::move(imported_);
    imported_.clear();
    std::erase_if(missing, [&](const std::string& name) {
      return name.empty() || !known_.insert(name).second;
    });
    return missing;
  }

 private:
  void note(const syntax::File& file) {
    known_.emplace(file.package.text);
    for (const syntax::Decl* decl : file.decls) {
      if (decl->kind == syntax::DeclKind::kImport) imported_.emplace_back(decl->name.text);
    }
  }

  const RuleLimits& limits_;
  std::set<std::string> known_;  ///< declared, or asked for
  std::vector<std::string> imported_;
  std::size_t read_ = 0;
};

Problem too_many(const RuleLimits& limits) {
  Diagnostic d;
  d.code = "L0107";
  d.message =
      "the rules import more than " + std::to_string(limits.max_packages) + " packages of the host";
  d.help = "give one package in place of many";
  return without_place(d);
}

}  // namespace

std::optional<Problem> add_packages(std::vector<RuleSource>& sources, const RuleLimits& limits,
                                    const PackageFn& give) {
  Packages packages(limits);
  std::size_t asked = 0;
  for (bool more = true; more;) {
    const std::string_view ended = packages.read(sources);
    if (!ended.empty()) return without_place(interruption(ended));
    const std::vector<std::string> missing = packages.take_missing();
    for (const std::string& package : missing) {
      if (++asked > limits.max_packages) return too_many(limits);
      if (!give(package, sources)) return std::nullopt;
    }
    more = !missing.empty();
  }
  return std::nullopt;
}

std::optional<Problem> too_large(const std::string& name, std::size_t bytes,
                                 const RuleLimits& limits) {
  SourceSpace space;
  const auto wrong = syntax::check_size(bytes, space.add(name, {})->base, limits);
  if (!wrong) return std::nullopt;
  return locate(*wrong, space);
}

}  // namespace cordon::dsl
