// Gathers declarations into packages: first every file, then built-ins, then imports.
// Idea: a built-in of `std.aws.net` is an entity of that package like any other, so callers cannot
// tell it from a library function; only the prelude is a table of its own.
// Cannot: read lock files; a package is what the given files say it is.
// Tests: tests/unit/check/names_test.cc.
#include "check/packages.h"

#include <algorithm>

#include "check/import_cycles.h"

namespace cordon::check {
namespace {

using syntax::Decl;
using syntax::DeclKind;
using ResolvedKind = syntax::Resolved::Kind;

struct Planned {
  std::string_view package;
  std::string_view name;
};

constexpr Planned kPlanned[] = {{"", "length"},
                                {"", "split"},
                                {"", "join"},
                                {"", "replace"},
                                {"", "substring"},
                                {"", "string"},
                                {"", "int"},
                                {"", "number"},
                                {"", "json"},
                                {"", "base64"},
                                {"", "is_date"},
                                {"", "div"},
                                {"", "ratio"},
                                {"", "round"},
                                {"", "fixed"},
                                {"", "sum"},
                                {"", "min"},
                                {"", "max"},
                                {"", "as_list"},
                                {"", "keys"},
                                {"", "union"},
                                {"", "intersect"},
                                {"", "minus"},
                                {"", "subset"},
                                {"", "disjoint"},
                                {"", "same_set"},
                                {"", "hosts"},
                                {"", "address"},
                                {"", "overlaps"},
                                {"", "is_private"},
                                {"", "arn"},
                                {"", "arn_like"},
                                {"", "semver"},
                                {"", "satisfies"},
                                {"", "date"},
                                {"", "time"},
                                {"", "duration"},
                                {"", "days_between"},
                                {"", "listed"},
                                {"std.aws.iam", "covers"},
                                {"std.aws.iam", "covers_resource"},
                                {"std.aws.iam", "everyone"},
                                {"std.aws.iam", "condition"},
                                {"std.aws.net", "traffic"},
                                {"std.aws.net", "permissions"},
                                {"std.aws.net", "egress_permissions"},
                                {"std.aws.net", "acl_permissions"},
                                {"std.aws.net", "first_match"},
                                {"std.aws.net", "reach"},
                                {"std.aws.workload", "pipeline_steps"}};

Package& package_of(Context& context, std::string_view name) {
  Package& package = context.packages[name];
  package.name = name;
  return package;
}

std::string where_is(const Context& context, const Decl* decl) {
  const Location at = context.location(decl->name.span.begin);
  return say({at.file, ":", std::to_string(at.line)});
}

void add_builtins(Context& context) {
  std::uint32_t number = 0;
  for (const BuiltinInfo& builtin : kBuiltins) {
    const Entity entity{ResolvedKind::kBuiltin, nullptr, number++};
    if (builtin.package.empty()) {
      context.prelude.emplace(builtin.name, entity);
    } else {
      package_of(context, builtin.package).functions.emplace(builtin.name, entity);
    }
  }
}

ResolvedKind resolved_kind(DeclKind kind) {
  if (kind == DeclKind::kFn) return ResolvedKind::kFunction;
  return kind == DeclKind::kParam ? ResolvedKind::kParam : ResolvedKind::kConstant;
}

void declare(Context& context, Package& package, Decl* decl) {
  const bool is_function = decl->kind == DeclKind::kFn;
  if (is_function &&
      (context.prelude.contains(decl->name.text) || is_planned("", decl->name.text))) {
    context.error("E0203", decl->name.span,
                  say({decl->name.text, " is a function of the language: choose another name"}));
    return;
  }
  auto& table = is_function ? package.functions : package.values;
  const Entity entity{resolved_kind(decl->kind), decl, 0};
  const auto [at, is_new] = table.emplace(decl->name.text, entity);
  if (is_new) return;
  const Decl* earlier = at->second.decl;
  context.error("E0203", decl->name.span,
                earlier == nullptr
                    ? say({decl->name.text, " is a built-in function of package ", package.name,
                           ": choose another name"})
                    : say({decl->name.text, " is already a ", word_of(earlier->kind),
                           " of this package (", where_is(context, earlier), "): choose another"}));
}

void declare_rule(Context& context, Package& package, Decl* decl) {
  const auto [at, is_new] = package.rules.emplace(decl->name.text, decl);
  if (is_new) return;
  context.error("E0207", decl->name.span,
                say({"rule ", qualified(package.name, decl->name.text), " is already declared (",
                     where_is(context, at->second), "): rules are not merged"}));
}

void add_file(Context& context, const File& file) {
  Unit& unit = context.units.emplace_back();
  unit.input = &file;
  unit.tree = file.file;
  unit.package = &package_of(context, file.file->package.text);
  unit.package->has_files = true;
  for (Decl* decl : file.file->decls) {
    DeclInfo& info = context.decls[decl];
    info.unit = &unit;
    decl->info = &info;
  }
  for (Decl* decl : file.file->decls) {
    switch (decl->kind) {
      case DeclKind::kFn:
      case DeclKind::kParam:
      case DeclKind::kLet:
        declare(context, *unit.package, decl);
        break;
      case DeclKind::kRule:
        declare_rule(context, *unit.package, decl);
        break;
      case DeclKind::kImport:
      case DeclKind::kWaive:
      case DeclKind::kTest:
        break;
    }
  }
}

std::string_view last_part(std::string_view dotted) {
  return dotted.substr(dotted.rfind('.') + 1);  // npos + 1 is 0
}

std::vector<std::string_view> importable(const Context& context) {
  std::vector<std::string_view> names;
  for (const auto& [name, package] : context.packages) {
    if (!name.empty()) names.push_back(name);
  }
  return names;
}

std::vector<std::string_view> exported(const Package& package) {
  std::vector<std::string_view> names;
  for (const auto& [name, entity] : package.functions) names.push_back(name);
  for (const auto& [name, entity] : package.values) names.push_back(name);
  return names;
}

void import_name(Context& context, Unit& unit, std::size_t index, const syntax::Name& name) {
  const Package& package = *unit.imports[index].package;
  const auto function = package.functions.find(name.text);
  const auto value = package.values.find(name.text);
  if (function == package.functions.end() && value == package.values.end()) {
    if (is_planned(package.name, name.text)) {
      context.error("E0202", name.span,
                    say({"function ", qualified(package.name, name.text),
                         " is not supported in this version"}));
    } else {
      context.error("E0201", name.span,
                    say({"package ", package.name, " has no function, parameter or constant ",
                         name.text, context.did_you_mean(name.text, exported(package))}));
    }
    return;
  }
  const bool is_taken =
      unit.origin.contains(name.text) ||
      (function != package.functions.end() && unit.package->functions.contains(name.text)) ||
      (value != package.values.end() && unit.package->values.contains(name.text));
  if (is_taken) {
    context.error(
        "E0203", name.span,
        say({name.text, " is already a name in this file: import the package as a whole"}));
    return;
  }
  unit.origin.emplace(name.text, index);
  if (function != package.functions.end()) unit.functions.insert(*function);
  if (value != package.values.end()) unit.values.insert(*value);
}

void check_alias(Context& context, const Unit& unit, const Import& import) {
  const Span span =
      import.decl->alias.text.empty() ? import.decl->name.span : import.decl->alias.span;
  for (const Import& earlier : unit.imports) {
    if (&earlier == &import || earlier.alias != import.alias) continue;
    context.error("E0203", span,
                  say({import.alias,
                       " is already an import of this file: write "
                       "`as` and another name"}));
    return;
  }
  if (unit.package->values.contains(import.alias)) {
    context.error("E0203", span,
                  say({import.alias,
                       " is already a name of this package: write `as` "
                       "and another name"}));
  }
}

void resolve_import(Context& context, Unit& unit, Decl* decl) {
  const auto found = context.packages.find(decl->name.text);
  if (found == context.packages.end() || decl->name.text.empty()) {
    context.error("E0201", decl->name.span,
                  say({"package ", decl->name.text, " is not among the rules that were read",
                       context.did_you_mean(decl->name.text, importable(context))}));
    return;
  }
  if (&found->second == unit.package) {
    context.error("E0206", decl->name.span,
                  say({"package ", decl->name.text, " imports itself: its names need no prefix"}));
    return;
  }
  Import import;
  import.decl = decl;
  import.package = &found->second;
  if (decl->imported.empty()) {
    import.alias = decl->alias.text.empty() ? last_part(decl->name.text) : decl->alias.text;
  }
  unit.imports.push_back(import);
  if (!import.alias.empty()) check_alias(context, unit, unit.imports.back());
  for (const auto& name : decl->imported) import_name(context, unit, unit.imports.size() - 1, name);
}

}  // namespace

bool is_planned(std::string_view package, std::string_view function) {
  return std::any_of(std::begin(kPlanned), std::end(kPlanned), [&](const Planned& planned) {
    return planned.package == package && planned.name == function;
  });
}

std::string_view word_of(DeclKind kind) {
  switch (kind) {
    case DeclKind::kFn:
      return "function";
    case DeclKind::kParam:
      return "parameter";
    case DeclKind::kLet:
      return "constant";
    case DeclKind::kRule:
      return "rule";
    case DeclKind::kImport:
      return "import";
    case DeclKind::kWaive:
      return "waiver";
    case DeclKind::kTest:
      return "test";
  }
  return "name";
}

void build_packages(std::span<const File> files, Context& context) {
  add_builtins(context);
  for (const File& file : files) {
    if (file.file != nullptr) add_file(context, file);
  }
  for (Unit& unit : context.units) {
    for (Decl* decl : unit.tree->decls) {
      if (decl->kind == DeclKind::kImport) resolve_import(context, unit, decl);
    }
  }
  find_import_cycles(context);
}

}  // namespace cordon::check
