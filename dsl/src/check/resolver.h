#ifndef CORDON_CHECK_RESOLVER_H_
#define CORDON_CHECK_RESOLVER_H_

#include <optional>

#include "check/context.h"

namespace cordon::check {

/// The names that are visible at one point of a body. Inner scopes end by cutting the list.
class Resolver {
 public:
  Resolver(Context& context, Unit& unit, syntax::Decl& decl)
      : context_(context), unit_(unit), decl_(decl), info_(context.info(&decl)) {}

  void run();

 private:
  enum class Role : std::uint8_t { kSubject, kArgument, kLet, kBinder, kKey };
  struct Local {
    syntax::Name name;
    Span place;  ///< where a warning about it points
    Role role = Role::kLet;
    std::uint32_t slot = 0;
    std::uint32_t uses = 0;
  };

  // scope.cc
  std::uint32_t declare(const syntax::Name& name, Role role, Span place);
  void close(std::size_t mark);
  void block(std::span<syntax::Stmt*> body);
  void statement(syntax::Stmt& stmt);
  void bind(syntax::Clause& clause);
  void clauses(std::span<syntax::Clause> list);
  void expression(syntax::Expr* expr);
  void children(syntax::Expr& expr);
  void quantifier(syntax::Expr& expr);
  void function_body();
  void rule_body();

  // resolve_use.cc
  void name(syntax::Expr& expr);
  void call(syntax::Expr& expr);
  bool qualified_value(syntax::Expr& expr);
  void unknown_name(const syntax::Expr& expr);
  void unknown_function(const syntax::Expr& expr);
  void method(const syntax::Expr& expr);
  void use(syntax::Expr& expr, const Entity& entity);
  Local* find_local(std::string_view text);
  const Entity* find_value(std::string_view text);
  const Entity* find_function(std::string_view text);
  Import* find_import(std::string_view alias);

  std::string line_of(Span span) const;
  std::string_view owner_word() const;

  Context& context_;
  Unit& unit_;
  syntax::Decl& decl_;
  DeclInfo& info_;
  std::vector<Local> locals_;
  std::uint32_t next_slot_ = 0;
};

}  // namespace cordon::check

#endif  // CORDON_CHECK_RESOLVER_H_
