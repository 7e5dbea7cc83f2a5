#ifndef CORDON_CHECK_CHECKER_H_
#define CORDON_CHECK_CHECKER_H_

#include <memory>
#include <span>
#include <vector>

#include "catalogue/catalogue.h"
#include "cordon/diagnostic.h"
#include "cordon/limits.h"
#include "cordon/program.h"
#include "syntax/ast.h"

namespace cordon::check {

struct File {
  syntax::File* file = nullptr;
  bool bundled = false;
  bool rules = true;
};

/// A built-in function; `number` is what bytecode calls (bytecode/builtins.def).
/// What checking adds to a rule, in declaration order of all files.
struct CheckedRule {
  syntax::Decl* decl = nullptr;
  const syntax::File* file = nullptr;
  RuleInfo info;  ///< `text`, `location` and `parameters` filled in too
  /// Canonical type names of the subject: wildcards and groups expanded against the catalogue.
  /// "TF::aws_x" and "Json::Document" as they are.
  std::vector<std::string_view> types;
};

struct CheckedFunction {
  syntax::Decl* decl = nullptr;
  const syntax::File* file = nullptr;
  bool is_fact = false;    ///< no parameters, or one of resource type
  std::string_view tells;  ///< "environment", "sensitive" or ""
};

struct CheckedParam {
  syntax::Decl* decl = nullptr;
  const syntax::File* file = nullptr;
  std::string_view package;
};

/// Everything that lowering needs. Names are resolved in the tree: Expr::resolved, slots of
/// binders, Decl::slots. Every Expr::type is a const check::Type* (check/type.h).
struct Checked {
  std::vector<CheckedRule> rules;
  std::vector<CheckedFunction> functions;  ///< all; called before caller (no recursion)
  std::vector<CheckedParam> params;
  std::vector<Diagnostic> diagnostics;
  std::shared_ptr<void> keep;  ///< owns types and other data that the tree points at
  [[nodiscard]] bool ok() const;
};

/// Expands `AWS::EC2::*` and `Types::group`; empty: unknown.
std::vector<std::string_view> expand(std::string_view type, const Catalogue& catalogue);

/// Checks files of `sources` together: names, imports, static types against the catalogue, lints
/// (language.md 5). Errors: E02xx, E03xx, W0xxx in `diagnostics`; what this version lacks (waivers,
/// change rules) is E0901 "not supported in this version", located. Cost: linear in the size of the
/// trees.
Checked check(const SourceSpace& sources, std::span<const File> files, const Catalogue& catalogue,
              const RuleLimits& limits);

}  // namespace cordon::check

#endif  // CORDON_CHECK_CHECKER_H_
