#ifndef CORDON_DSL_COMPILE_H_
#define CORDON_DSL_COMPILE_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cordon/diagnostic.h"
#include "cordon/limits.h"
#include "cordon/program.h"

namespace cordon::dsl {

struct RuleSource {
  std::string name;  ///< path as diagnostics show it
  std::string text;
  bool bundled = false;  ///< part of the library that ships with the program
  bool rules = true;     ///< false: only what it exports (functions, params) is of use: an import
};

/// The library that ships with the program (stdlib_rules), as it was embedded at build time.
const std::vector<RuleSource>& bundled_library();
/// The same without its tests, which are nine tenths of it; lines keep their numbers. What rules
/// may import, and what library_bundle() is compiled from.
const std::vector<RuleSource>& bundled_packages();

struct Compilation {
  Program program;  ///< empty iff there is an error
  std::vector<Problem> problems;
};

/// Parses, checks, lowers and verifies rule texts together.
/// Errors: in `problems`, all of them, never an exception but std::bad_alloc.
/// Threads: safe together. Cost: linear in bytes for sane rules, bounded by limits.
Compilation compile(const std::vector<RuleSource>& sources, const RuleLimits& limits);

/// Puts the texts of a package behind `sources`, none if the host does not have it: the import is
/// then an error of the rule text. False: the host failed, and is asked no more.
using PackageFn = std::function<bool(const std::string& package, std::vector<RuleSource>& sources)>;

/// Asks for each package that `sources` import and none of them declares, and for what the given
/// texts import, each once, in the order of first mention. A text that has errors imports nothing.
/// Errors: L0107: more packages than max_packages; L0207, L0208; none also if the host failed.
/// Threads: safe together. Cost: that of parsing each text once.
std::optional<Problem> add_packages(std::vector<RuleSource>& sources, const RuleLimits& limits,
                                    const PackageFn& give);

/// L0101, if a text of so many bytes is over the limit: for hosts that would have to copy it.
std::optional<Problem> too_large(const std::string& name, std::size_t bytes,
                                 const RuleLimits& limits);

/// One change of one rule that its tests should notice (`cordon test --mutate`).
struct Mutant {
  std::string description;  ///< "delete `require` ..."
  std::string rule;         ///< qualified name of the rule or function it is in
  Location location;
  Program program;
};

/// Compiles and gives every mutant in turn: each `require` deleted, each `where`, conjunct and
/// constant deleted or flipped. `sink` returns false to stop.
Compilation mutate(const std::vector<RuleSource>& sources, const RuleLimits& limits,
                   const std::function<bool(const Mutant&)>& sink);

struct Formatted {
  std::string text;  ///< empty iff there is an error
  std::vector<Problem> problems;
};

/// One style, comments kept (`cordon fmt`).
Formatted format(const std::string& name, const std::string& text, const RuleLimits& limits);

}  // namespace cordon::dsl

#endif  // CORDON_DSL_COMPILE_H_
