// Finds what a name or a call stands for: locals, then what the file imports by name, then the
// package, then (functions) the prelude; `alias.name` in an imported package.
// Idea: variables and functions are two name spaces, so a name in front of `(` is never a variable.
// Cannot: resolve names in files that were not given.
// Tests: tests/unit/check/names_test.cc.
#include "check/packages.h"
#include "check/resolver.h"

namespace cordon::check {
namespace {

using syntax::ExprKind;
using ResolvedKind = syntax::Resolved::Kind;
using Table = std::map<std::string_view, Entity>;

const Entity* find(const Table& table, std::string_view text) {
  const auto it = table.find(text);
  return it == table.end() ? nullptr : &it->second;
}

void add_names(std::vector<std::string_view>& names, const Table& table) {
  for (const auto& [name, entity] : table) names.push_back(name);
}

}  // namespace

Resolver::Local* Resolver::find_local(std::string_view text) {
  for (auto it = locals_.rbegin(); it != locals_.rend(); ++it) {
    if (it->name.text == text) return &*it;
  }
  return nullptr;
}

const Entity* Resolver::find_value(std::string_view text) {
  if (const Entity* own = find(unit_.package->values, text)) return own;
  return find(unit_.values, text);
}

const Entity* Resolver::find_function(std::string_view text) {
  if (const Entity* own = find(unit_.package->functions, text)) return own;
  if (const Entity* imported = find(unit_.functions, text)) return imported;
  return find(context_.prelude, text);
}

Import* Resolver::find_import(std::string_view alias) {
  for (Import& import : unit_.imports) {
    if (!import.alias.empty() && import.alias == alias) return &import;
  }
  return nullptr;
}

void Resolver::use(syntax::Expr& expr, const Entity& entity) {
  expr.resolved.kind = entity.kind;
  expr.resolved.decl = entity.decl;
  expr.resolved.index = entity.builtin;
  if (entity.decl == nullptr) return;
  context_.info(entity.decl).is_used = entity.decl != &decl_ || context_.info(&decl_).is_used;
  for (const syntax::Decl* known : info_.uses) {
    if (known == entity.decl) return;
  }
  info_.uses.push_back(entity.decl);
}

void Resolver::name(syntax::Expr& expr) {
  if (Local* local = find_local(expr.text); local != nullptr) {
    ++local->uses;
    expr.resolved.kind = ResolvedKind::kLocal;
    expr.resolved.index = local->slot;
    return;
  }
  if (const Entity* entity = find_value(expr.text); entity != nullptr) {
    if (const auto from = unit_.origin.find(expr.text); from != unit_.origin.end()) {
      unit_.imports[from->second].is_used = true;
    }
    use(expr, *entity);
    return;
  }
  unknown_name(expr);
}

void Resolver::unknown_name(const syntax::Expr& expr) {
  if (Import* import = find_import(expr.text); import != nullptr) {
    import->is_used = true;
    context_.error("E0201", expr.span,
                   say({expr.text, " is an import and no value: write ", expr.text, ".name"}));
    return;
  }
  if (find_function(expr.text) != nullptr) {
    context_.error("E0201", expr.span,
                   say({expr.text, " is a function and no value: write ", expr.text, "(...)"}));
    return;
  }
  std::vector<std::string_view> names;
  for (const Local& local : locals_) names.push_back(local.name.text);
  add_names(names, unit_.package->values);
  add_names(names, unit_.values);
  context_.error("E0201", expr.span,
                 say({"unknown name ", expr.text, context_.did_you_mean(expr.text, names)}));
}

/// `alias.name`, where `alias` is an import and nothing nearer.
bool Resolver::qualified_value(syntax::Expr& expr) {
  syntax::Expr& base = *expr.kids[0];
  if (base.kind != ExprKind::kName || find_local(base.text) != nullptr) return false;
  Import* import = find_import(base.text);
  if (import == nullptr || find_value(base.text) != nullptr) return false;
  syntax::PostOp& first = expr.ops[0];
  if (first.kind != syntax::PostOp::Kind::kProperty || first.quoted) return false;
  import->is_used = true;
  first.note = 1;
  if (const Entity* entity = find(import->package->values, first.name.text); entity != nullptr) {
    use(base, *entity);
    return true;
  }
  std::vector<std::string_view> names;
  add_names(names, import->package->values);
  const bool is_function = import->package->functions.contains(first.name.text);
  context_.error("E0201", first.span,
                 is_function
                     ? say({base.text, ".", first.name.text, " is a function and no value: write ",
                            base.text, ".", first.name.text, "(...)"})
                     : say({"package ", import->package->name, " has no parameter or constant ",
                            first.name.text, context_.did_you_mean(first.name.text, names)}));
  return true;
}

void Resolver::method(const syntax::Expr& expr) {
  context_.error("E0202", expr.span,
                 say({"values have no methods: write ", expr.names.back().text, "(",
                      expr.names[0].text, expr.kids.empty() ? "" : ", ...", ")"}));
}

void Resolver::call(syntax::Expr& expr) {
  const std::string_view first = expr.names[0].text;
  if (expr.names.size() == 1) {
    const Entity* entity = find_function(first);
    if (entity == nullptr) return unknown_function(expr);
    if (const auto from = unit_.origin.find(first);
        from != unit_.origin.end() && unit_.functions.contains(first)) {
      unit_.imports[from->second].is_used = true;
    }
    return use(expr, *entity);
  }
  if (Local* local = find_local(first); local != nullptr) {
    ++local->uses;
    return method(expr);
  }
  if (find_value(first) != nullptr) return method(expr);
  Import* import = find_import(first);
  if (import == nullptr) {
    std::vector<std::string_view> names;
    for (const Import& known : unit_.imports) {
      if (!known.alias.empty()) names.push_back(known.alias);
    }
    context_.error("E0201", expr.names[0].span,
                   say({"unknown import ", first, context_.did_you_mean(first, names)}));
    return;
  }
  import->is_used = true;
  if (expr.names.size() > 2) return method(expr);
  const Entity* entity = find(import->package->functions, expr.names[1].text);
  if (entity == nullptr) return unknown_function(expr);
  use(expr, *entity);
}

void Resolver::unknown_function(const syntax::Expr& expr) {
  const syntax::Name& name = expr.names.back();
  std::vector<std::string_view> names;
  std::string_view package;
  if (expr.names.size() == 2) {
    const Import* import = find_import(expr.names[0].text);
    package = import->package->name;
    add_names(names, import->package->functions);
  } else {
    add_names(names, unit_.package->functions);
    add_names(names, unit_.functions);
    add_names(names, context_.prelude);
  }
  const bool is_own = expr.names.size() == 1 && is_planned(unit_.package->name, name.text);
  if (is_planned(package, name.text) || is_own) {
    context_.error("E0202", name.span,
                   say({"function ", qualified(is_own ? std::string_view() : package, name.text),
                        " is not supported in this version"}));
    return;
  }
  if (find_local(name.text) != nullptr && expr.names.size() == 1) {
    context_.error("E0202", name.span, say({name.text, " is a value and no function"}));
    return;
  }
  context_.error("E0202", name.span,
                 package.empty() ? say({"unknown function ", name.text,
                                        context_.did_you_mean(name.text, names)})
                                 : say({"package ", package, " has no function ", name.text,
                                        context_.did_you_mean(name.text, names)}));
}

}  // namespace cordon::check
