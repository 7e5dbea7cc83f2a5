#ifndef CORDON_DSL_COMPILE_H_
#define CORDON_DSL_COMPILE_H_

#include <cstdint>
#include <functional>
#include <memory>
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

struct Compilation {
  Program program;  ///< empty iff there is an error
  std::vector<Problem> problems;
};

/// Parses, checks, lowers and verifies rule texts together.
/// Errors: in `problems`, all of them, never an exception but std::bad_alloc.
/// Threads: safe together. Cost: linear in bytes for sane rules, bounded by limits.
Compilation compile(const std::vector<RuleSource>& sources, const RuleLimits& limits);

/// Packages that `sources` import and none of them declares, in the order of first mention: what a
/// host that knows more packages may add before it compiles. Texts with errors import what could be
/// read of them. Threads: safe together. Cost: that of parsing.
std::vector<std::string> missing_packages(const std::vector<RuleSource>& sources,
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
