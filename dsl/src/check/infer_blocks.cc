// Types bodies: statements, loops, parameters.
// Idea: a frame is a list of types by slot; what conditions say of paths is a stack that is cut
// back where their reach ends. Cannot: narrow what follows a `require`; a requirement that fails
// does not end the rule. Tests: tests/unit/check/types_test.cc, narrowing_test.cc.
#include "check/infer.h"
#include "check/inferer.h"
#include "check/resource_types.h"
#include "check/type_expr.h"

namespace cordon::check {
namespace {

using syntax::ExprKind;
using syntax::StmtKind;

bool is_literal(const syntax::Expr& expr) {
  switch (expr.kind) {
    case ExprKind::kNull:
    case ExprKind::kBool:
    case ExprKind::kNumber:
    case ExprKind::kCidr:
    case ExprKind::kIp:
    case ExprKind::kDate:
      return true;
    case ExprKind::kString:
      return expr.kids.empty();
    case ExprKind::kNegate:
      return expr.kids[0]->kind == ExprKind::kNumber;
    case ExprKind::kList:
    case ExprKind::kObject:
      for (const syntax::Expr* kid : expr.kids) {
        if (!is_literal(*kid)) return false;
      }
      return true;
    default:
      return false;
  }
}

}  // namespace

std::string_view Inferer::source(Span span) const {
  const Source& text = *unit_.tree->source;
  return text.text.substr(span.begin - text.base, span.end - span.begin);
}

void Inferer::mismatch(Span span, std::string message, std::string help) {
  context_.error("E0308", span, std::move(message)).help = std::move(help);
}

void Inferer::condition(syntax::Expr& expr, Decides decides) {
  const Decides outer = decides_;
  decides_ = decides;
  truth(expr);
  decides_ = outer;
}

/// The type of a loop's members; E0308 if nothing in `domain` can be looped over.
const Type* Inferer::member_of(const Type& domain, const syntax::Expr& expr) {
  const Type* out = nullptr;
  const auto add = [&](const Type* type) { out = out == nullptr ? type : pool_.join(out, type); };
  each_member(domain, [&](const Type& type) {
    switch (type.kind) {
      case TypeKind::kAny:
        return add(any());
      case TypeKind::kNever:
      case TypeKind::kNull:
        return add(never());
      case TypeKind::kList:
      case TypeKind::kMap:
        return add(type.element);
      case TypeKind::kObject:
        if (type.body == nullptr && !type.has_fields) return add(any());
        for (const Field& field : type.fields) add(field.type);
        if (type.body != nullptr) {
          for (const Property& each : type.body->properties) add(pool_.of(each.type));
        }
        return;
      default:
        return;
    }
  });
  if (out != nullptr) return out;
  mismatch(expr.span, say({"a loop needs a list or an object, found ", to_text(domain)}));
  return never();
}

const Type* Inferer::key_of(const Type& domain) const {
  if (domain.is(TypeKind::kList)) return pool_.simple(TypeKind::kInt);
  const bool is_object = domain.is(TypeKind::kMap) || domain.is(TypeKind::kObject);
  return is_object ? pool_.simple(TypeKind::kString) : any();
}

/// Types binders and `where`; what `where` says holds until the caller cuts it off.
void Inferer::bind(syntax::Clause& clause) {
  const Type* domain = operand(*clause.domain);
  locals_[clause.first_slot] = member_of(*domain, *clause.domain);
  if (!clause.second.text.empty()) {
    locals_[clause.second_slot] = locals_[clause.first_slot];
    locals_[clause.first_slot] = key_of(*domain);
  }
  if (clause.where == nullptr) return;
  const bool was_required = is_required_;
  is_required_ = false;
  condition(*clause.where, Decides::kMembers);
  is_required_ = was_required;
  assume(*clause.where, true);
}

void Inferer::let(syntax::Stmt& stmt) {
  const Type* type = expr(*stmt.expr);
  if (stmt.annotation != nullptr) {
    const Type* wanted = type_of(context_, *stmt.annotation);
    if (!is_subtype(*type, *wanted)) {
      mismatch(stmt.expr->span, say({stmt.name.text, " is declared ", to_text(*wanted), ", found ",
                                     to_text(*type)}));
    }
    type = type->optional ? pool_.optional(wanted) : wanted;
  }
  locals_[stmt.slot] = type;
}

void Inferer::statement(syntax::Stmt& stmt) {
  switch (stmt.kind) {
    case StmtKind::kLet:
      return let(stmt);
    case StmtKind::kRequire: {
      is_required_ = true;
      condition(*stmt.expr, Decides::kNothing);
      is_required_ = false;
      if (stmt.message != nullptr) expr(*stmt.message);
      return;
    }
    case StmtKind::kWhen: {
      const std::size_t mark = narrowings_.mark();
      condition(*stmt.expr, Decides::kBlock);
      assume(*stmt.expr, true);
      block(stmt.body);
      return narrowings_.cut(mark);
    }
    case StmtKind::kFor: {
      const std::size_t mark = narrowings_.mark();
      bind(stmt.clause);
      block(stmt.body);
      return narrowings_.cut(mark);
    }
  }
}

void Inferer::block(std::span<syntax::Stmt*> body) {
  for (syntax::Stmt* stmt : body) statement(*stmt);
}

void Inferer::rule_body() {
  if (decl_.has_subject) {
    locals_[decl_.subject_slot] = resource_type(context_, decl_.types);
  }
  if (decl_.where != nullptr) {
    condition(*decl_.where, Decides::kRule);
    assume(*decl_.where, true);
  }
  block(decl_.body);
}

void Inferer::function_body() {
  for (const syntax::FnArg& arg : decl_.args) {
    locals_[arg.slot] = arg.type == nullptr ? any() : type_of(context_, *arg.type);
    info_.args.push_back(locals_[arg.slot]);
  }
  block(decl_.lets);
  const Type* type = expr(*decl_.result);
  if (decl_.annotation != nullptr) {
    const Type* wanted = type_of(context_, *decl_.annotation);
    if (!is_subtype(*type, *wanted)) {
      mismatch(decl_.result->span, say({"function ", decl_.name.text, " is declared to give ",
                                        to_text(*wanted), ", found ", to_text(*type)}));
    }
    // What may be missing stays so, whatever the declaration leaves out.
    type = type->optional ? pool_.optional(wanted) : wanted;
  }
  info_.type = type;
}

void Inferer::constant_body() {
  const Type* type = expr(*decl_.value);
  if (decl_.annotation != nullptr) {
    const Type* wanted = type_of(context_, *decl_.annotation);
    if (!is_subtype(*type, *wanted)) {
      mismatch(decl_.value->span, say({decl_.name.text, " is declared ", to_text(*wanted),
                                       ", found ", to_text(*type)}));
    }
    type = type->optional ? pool_.optional(wanted) : wanted;
  }
  info_.type = type;
}

void Inferer::parameter() {
  info_.type = type_of(context_, *decl_.annotation);
  if (decl_.value == nullptr) return;
  const Type* type = expr(*decl_.value);
  if (!is_literal(*decl_.value)) {
    context_.error("E0214", decl_.value->span,
                   say({"the default of parameter ", decl_.name.text, " is not a literal"}));
    return;
  }
  if (is_subtype(*type, *info_.type) &&
      (!type->is(TypeKind::kNull) || info_.type->optional || info_.type->is(TypeKind::kAny))) {
    return;
  }
  mismatch(decl_.value->span, say({"parameter ", decl_.name.text, " is declared ",
                                   to_text(*info_.type), ", its default is ", to_text(*type)}));
}

void Inferer::run() {
  switch (decl_.kind) {
    case syntax::DeclKind::kRule:
      return rule_body();
    case syntax::DeclKind::kFn:
      return function_body();
    case syntax::DeclKind::kLet:
      return constant_body();
    case syntax::DeclKind::kParam:
      return parameter();
    default:
      return;
  }
}

void infer_types(Context& context, Unit& unit, syntax::Decl& decl) {
  Inferer(context, unit, decl).run();
}

}  // namespace cordon::check
