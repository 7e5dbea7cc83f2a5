#ifndef CORDON_CHECK_CONTEXT_H_
#define CORDON_CHECK_CONTEXT_H_

#include <cstdint>
#include <deque>
#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/interruption.h"
#include "base/source_space.h"
#include "check/checker.h"
#include "check/type.h"
#include "value/builtins.h"

// What the steps of checking share. Each step reads what earlier ones wrote here.
namespace cordon::check {

struct Package;
struct Unit;

/// A parameter, constant, function or built-in, as names find it.
struct Entity {
  syntax::Resolved::Kind kind = syntax::Resolved::Kind::kNone;
  syntax::Decl* decl = nullptr;  ///< null: a built-in
  std::uint32_t builtin = 0;
};

/// What checking knows of a declaration; Decl::info points at it.
struct DeclInfo {
  Unit* unit = nullptr;
  const Type* type = nullptr;       ///< of a param or let; result of a fn
  std::vector<const Type*> args;    ///< of a fn
  std::vector<syntax::Decl*> uses;  ///< functions, params, constants that it names, each once
  bool is_used = false;
  std::vector<std::string_view> allowed;  ///< codes of @allow
};

/// `import a.b as x`
struct Import {
  syntax::Decl* decl = nullptr;
  Package* package = nullptr;
  std::string_view alias;  ///< empty: only the listed names
  bool is_used = false;
};

/// One file.
struct Unit {
  const File* input = nullptr;
  syntax::File* tree = nullptr;
  Package* package = nullptr;
  std::vector<Import> imports;
  std::map<std::string_view, Entity> values;       ///< imported by name
  std::map<std::string_view, Entity> functions;    ///< imported by name
  std::map<std::string_view, std::size_t> origin;  ///< imported name -> index into imports
};

/// All files of one package, and the built-ins that belong to it.
struct Package {
  std::string_view name;
  bool has_files = false;
  std::map<std::string_view, Entity> values;
  std::map<std::string_view, Entity> functions;
  std::map<std::string_view, syntax::Decl*> rules;
};

/// A property of a resource of several types, as it was found the first time.
struct FoundProperty {
  const Type* type = nullptr;             ///< null: no type has it
  const ResourceType* lacking = nullptr;  ///< a type that has it not
  bool is_deprecated = false;             ///< in every type that has it
  bool is_read_only = false;
};

struct Context {
  Context(const SourceSpace& s, const Catalogue& c, const RuleLimits& l)
      : sources(s), catalogue(c), limits(l), interruption(l.interrupt) {}

  const SourceSpace& sources;
  const Catalogue& catalogue;
  const RuleLimits limits;
  TypePool types;
  std::deque<Unit> units;
  std::map<std::string_view, Package> packages;
  std::map<std::string_view, Entity> prelude;
  std::unordered_map<const syntax::Decl*, DeclInfo> decls;
  std::map<std::pair<const Type*, std::string_view>, FoundProperty> properties;
  std::vector<syntax::Decl*> order;  ///< functions and constants, called before caller
  std::vector<Diagnostic> diagnostics;
  Interruption interruption;  ///< asked for each declaration

  Diagnostic& error(std::string_view code, Span span, std::string message);
  Diagnostic& warning(std::string_view code, Span span, std::string message);
  /// "; did you mean X?" or "". Each costs a look at all candidates, so their number is limited:
  /// who sees that many mistakes reads the first ones.
  std::string did_you_mean(std::string_view wrong, const std::vector<std::string_view>& candidates);
  std::uint32_t suggestions_left = 500;
  DeclInfo& info(const syntax::Decl* decl) { return decls.at(decl); }
  /// Requires: a position in one of `sources`. Cost: a pass over the text the first time.
  [[nodiscard]] Location location(At at) const;
};

/// Joins pieces of a message.
std::string say(std::initializer_list<std::string_view> pieces);
std::string qualified(std::string_view package, std::string_view name);

}  // namespace cordon::check

#endif  // CORDON_CHECK_CONTEXT_H_
