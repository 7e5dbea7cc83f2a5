// Walks the body of a declaration and opens and closes scopes.
// Idea: a body has one frame; each binder gets a slot of its own and no slot is used twice, so
// later stages need no scopes at all. Cannot: see other bodies; what a call does is of no interest
// here. Tests: tests/unit/check/names_test.cc.
#include "check/scope.h"

#include "check/packages.h"
#include "check/resolver.h"

namespace cordon::check {
namespace {

using syntax::DeclKind;
using syntax::ExprKind;
using syntax::StmtKind;

bool is_private_name(std::string_view name) { return name.starts_with('_'); }

}  // namespace

std::string Resolver::line_of(Span span) const {
  return std::to_string(context_.location(span.begin).line);
}

std::string_view Resolver::owner_word() const {
  return decl_.kind == DeclKind::kLet ? "constant" : word_of(decl_.kind);
}

std::uint32_t Resolver::declare(const syntax::Name& name, Role role, Span place) {
  if (const Local* earlier = find_local(name.text); earlier != nullptr) {
    context_.error("E0203", name.span,
                   say({name.text, " is already a name in this ", owner_word(), " (line ",
                        line_of(earlier->name.span), "): choose another"}));
  } else if (const Entity* entity = find_value(name.text); entity != nullptr) {
    context_.error("E0203", name.span,
                   say({name.text, " is already a ", word_of(entity->decl->kind),
                        " of this file or package: choose another"}));
  } else if (const Import* import = find_import(name.text); import != nullptr) {
    context_.error("E0203", name.span,
                   say({name.text, " is already an import of this file: choose another"}));
  }
  Local local;
  local.name = name;
  local.place = place;
  local.role = role;
  local.slot = next_slot_++;
  locals_.push_back(local);
  return local.slot;
}

/// Ends the scope of all locals after the first `mark`.
void Resolver::close(std::size_t mark) {
  for (std::size_t i = mark; i < locals_.size(); ++i) {
    const Local& local = locals_[i];
    const bool may_rest = local.role == Role::kSubject || is_private_name(local.name.text);
    if (local.uses > 0 || may_rest) continue;
    // `for k, v in m` is the only way to the keys: the value may rest.
    const bool is_value_of_pair = local.role == Role::kBinder && i > mark &&
                                  locals_[i - 1].role == Role::kKey && locals_[i - 1].uses > 0;
    if (is_value_of_pair) continue;
    Diagnostic& warning =
        context_.warning("W0204", local.place, say({local.name.text, " is never used"}));
    if (local.role == Role::kKey) warning.help = "one name alone stands for the value";
  }
  locals_.resize(mark);
}

void Resolver::bind(syntax::Clause& clause) {
  expression(clause.domain);
  if (clause.second.text.empty()) {
    clause.first_slot = declare(clause.first, Role::kBinder, clause.first.span);
  } else {
    clause.first_slot = declare(clause.first, Role::kKey, clause.first.span);
    clause.second_slot = declare(clause.second, Role::kBinder, clause.second.span);
  }
  expression(clause.where);
}

void Resolver::clauses(std::span<syntax::Clause> list) {
  for (syntax::Clause& clause : list) bind(clause);
}

void Resolver::quantifier(syntax::Expr& expr) {
  const std::size_t mark = locals_.size();
  clauses(expr.clauses);
  std::vector<std::uint32_t> before;
  for (std::size_t i = mark; i < locals_.size(); ++i) before.push_back(locals_[i].uses);
  for (syntax::Expr* kid : expr.kids) expression(kid);
  bool is_mentioned = false;
  for (std::size_t i = mark; i < locals_.size(); ++i) {
    is_mentioned = is_mentioned || locals_[i].uses > before[i - mark];
  }
  if (!is_mentioned) {
    const Local& local = locals_.back();
    context_.warning("W0317", expr.clauses[0].first.span,
                     say({"the condition of this quantifier does not mention ", local.name.text,
                          ": it is the same for every member"}));
    for (std::size_t i = mark; i < locals_.size(); ++i) ++locals_[i].uses;
  }
  close(mark);
}

void Resolver::children(syntax::Expr& expr) {
  for (syntax::Expr* kid : expr.kids) expression(kid);
  for (syntax::PostOp& op : expr.ops) expression(op.index);
  for (syntax::Arm& arm : expr.arms) {
    expression(arm.literal);
    expression(arm.value);
  }
}

void Resolver::expression(syntax::Expr* expr) {
  if (expr == nullptr) return;
  switch (expr->kind) {
    case ExprKind::kName:
      name(*expr);
      return;
    case ExprKind::kQuantifier:
      quantifier(*expr);
      return;
    case ExprKind::kCount:
    case ExprKind::kComprehension: {
      const std::size_t mark = locals_.size();
      clauses(expr->clauses);
      children(*expr);
      close(mark);
      return;
    }
    case ExprKind::kPostfix:
      if (qualified_value(*expr)) {
        for (syntax::PostOp& op : expr->ops) expression(op.index);
        return;
      }
      break;
    case ExprKind::kCall:
      call(*expr);
      break;
    default:
      break;
  }
  children(*expr);
}

void Resolver::statement(syntax::Stmt& stmt) {
  switch (stmt.kind) {
    case StmtKind::kLet:
      expression(stmt.expr);
      stmt.slot = declare(stmt.name, Role::kLet, stmt.span);
      return;
    case StmtKind::kRequire:
      expression(stmt.expr);
      expression(stmt.message);
      return;
    case StmtKind::kWhen:
      expression(stmt.expr);
      block(stmt.body);
      return;
    case StmtKind::kFor: {
      const std::size_t mark = locals_.size();
      bind(stmt.clause);
      block(stmt.body);
      close(mark);
      return;
    }
  }
}

void Resolver::block(std::span<syntax::Stmt*> body) {
  const std::size_t mark = locals_.size();
  for (syntax::Stmt* stmt : body) statement(*stmt);
  close(mark);
}

void Resolver::rule_body() {
  if (decl_.has_subject) {
    decl_.subject_slot = declare(decl_.subject, Role::kSubject, decl_.subject.span);
    if (!decl_.subject_new.text.empty()) {
      declare(decl_.subject_new, Role::kSubject, decl_.subject_new.span);
    }
  }
  expression(decl_.where);
  block(decl_.body);
}

void Resolver::function_body() {
  for (syntax::FnArg& arg : decl_.args) {
    arg.slot = declare(arg.name, Role::kArgument, arg.name.span);
  }
  for (syntax::Stmt* stmt : decl_.lets) statement(*stmt);
  expression(decl_.result);
}

void Resolver::run() {
  if (decl_.kind == DeclKind::kRule) rule_body();
  if (decl_.kind == DeclKind::kFn) function_body();
  if (decl_.kind == DeclKind::kLet || decl_.kind == DeclKind::kParam) expression(decl_.value);
  close(0);
  decl_.slots = next_slot_;
}

void resolve_names(Context& context, Unit& unit, syntax::Decl& decl) {
  Resolver(context, unit, decl).run();
}

void find_unused(Context& context) {
  for (const Unit& unit : context.units) {
    for (const Import& import : unit.imports) {
      if (import.is_used) continue;
      context.warning("W0204", import.decl->span,
                      say({"import ", import.decl->name.text, " is never used"}));
    }
    // What a library offers is for others.
    if (unit.input->bundled || !unit.input->rules) continue;
    for (const syntax::Decl* decl : unit.tree->decls) {
      const bool is_value = decl->kind == DeclKind::kFn || decl->kind == DeclKind::kParam ||
                            decl->kind == DeclKind::kLet;
      if (!is_value || context.info(decl).is_used || is_private_name(decl->name.text)) continue;
      context.warning("W0204", decl->name.span,
                      say({word_of(decl->kind), " ", decl->name.text, " is never used"}));
    }
  }
}

}  // namespace cordon::check
