// Types calls of functions and built-ins.
// Tests: tests/unit/check/types_test.cc.
#include "check/inferer.h"
#include "check/literals.h"
#include "check/records.h"
#include "check/signature.h"

namespace cordon::check {

using syntax::Expr;

const Type* Inferer::call(Expr& expr) {
  switch (expr.resolved.kind) {
    case syntax::Resolved::Kind::kFunction:
      return call_function(expr, *expr.resolved.decl);
    case syntax::Resolved::Kind::kBuiltin:
      return call_builtin(expr, expr.resolved.index);
    default:
      for (Expr* argument : expr.kids) lenient(*argument);
      return never();
  }
}

bool Inferer::check_count(const Expr& expr, std::size_t least, std::size_t most) {
  const std::size_t count = expr.kids.size();
  if (count >= least && count <= most) return true;
  const std::string expected = least == most
                                   ? std::to_string(least)
                                   : say({std::to_string(least), " to ", std::to_string(most)});
  mismatch(expr.span,
           say({expr.names.back().text, " takes ", expected,
                expected == "1" ? " argument" : " arguments", ", found ", std::to_string(count)}));
  return false;
}

/// A union that fits in part names the rest.
void Inferer::check_argument(const Expr& argument, const syntax::FnArg& arg, const Type& wanted) {
  const Type& type = *type_at(argument);
  if (is_subtype(type, wanted)) return;
  std::string rest;
  bool fits_in_part = false;
  const auto note = [&](const Type& part) {
    if (is_subtype(part, wanted)) {
      fits_in_part = true;
    } else {
      rest += (rest.empty() ? "" : ", ") + to_text(part);
    }
  };
  each_member(type, [&](const Type& member) {
    if (!member.is(TypeKind::kResource)) return note(member);
    for (const auto& name : member.names) note(*pool_.resource({&name, 1}, false));
  });
  std::string help;
  if (fits_in_part) help = say({rest, " does not fit: use match or `is` first"});
  if (!fits_in_part && type.is(TypeKind::kRef) && wanted.is(TypeKind::kResource)) {
    help = say({"follow the reference: ->", to_text(wanted)});
  }
  mismatch(argument.span,
           say({"argument ", arg.name.text, " is declared ", to_text(wanted), ", found ",
                fits_in_part ? rest : to_text(type)}),
           help);
}

const Type* Inferer::call_function(Expr& expr, const syntax::Decl& function) {
  for (Expr* argument : expr.kids) lenient(*argument);
  const DeclInfo& callee = context_.info(&function);
  if (check_count(expr, function.args.size(), function.args.size())) {
    // A function that calls itself was reported; its types are not known yet.
    for (std::size_t i = 0; i < expr.kids.size() && i < callee.args.size(); ++i) {
      check_argument(*expr.kids[i], function.args[i], *callee.args[i]);
    }
  }
  return callee.type == nullptr ? any() : callee.type;
}

/// Constant texts are read here, so that a wrong one is not found at run time only.
void Inferer::check_constant(const Expr& expr, std::uint32_t number) {
  if (expr.kids.size() != 1) return;
  const std::string_view* text = literal_text(*expr.kids[0]);
  if (text == nullptr) return;
  const auto builtin = static_cast<Builtin>(number);
  if (builtin == Builtin::k_cidr) check_cidr(context_, expr.kids[0]->span, *text);
  if (builtin == Builtin::k_ip) check_ip(context_, expr.kids[0]->span, *text);
}

const Type* Inferer::call_builtin(Expr& expr, std::uint32_t number) {
  const BuiltinInfo& builtin = kBuiltins[number];
  const Signature signature = parse_signature(builtin.signature);
  const Type* variable = nullptr;
  for (Expr* argument : expr.kids) operand(*argument);
  if (!check_count(expr, builtin.min_args, builtin.max_args)) return never();
  for (std::size_t i = 0; i < expr.kids.size() && !signature.arguments.empty(); ++i) {
    const SignatureType& wanted = signature.arguments[std::min(i, signature.arguments.size() - 1)];
    const Type& type = *type_at(*expr.kids[i]);
    if (fits(pool_, wanted, type, variable)) continue;
    mismatch(expr.kids[i]->span,
             say({builtin.name, " takes ", to_text(wanted), ", found ", to_text(type)}));
  }
  check_constant(expr, number);
  if (const Type* record = record_of(pool_, static_cast<Builtin>(number))) return record;
  return result_of(pool_, signature.result, variable);
}

}  // namespace cordon::check
