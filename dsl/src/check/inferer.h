#ifndef CORDON_CHECK_INFERER_H_
#define CORDON_CHECK_INFERER_H_

#include <optional>
#include <unordered_map>

#include "check/context.h"
#include "check/narrowing.h"

namespace cordon::check {

/// Where an optional value came from, for the places of E0311 and W0318.
struct Culprit {
  Span span;
  std::string_view property;  ///< empty: not a property
  bool is_free = false;       ///< of a value without a schema
};

/// Types one body. One class over several files: its parts call each other in every direction.
class Inferer {
 public:
  Inferer(Context& context, Unit& unit, syntax::Decl& decl)
      : context_(context),
        pool_(context.types),
        unit_(unit),
        decl_(decl),
        info_(context.info(&decl)),
        locals_(decl.slots, any()) {}

  void run();

 private:
  /// What the value of the expression at hand decides, without `??` or `is` in between.
  enum class Decides : std::uint8_t { kNothing, kRule, kBlock, kMembers };

  /// A postfix chain while it is read from left to right.
  struct Chain {
    const Type* type = nullptr;
    bool is_projected = false;
    bool is_list_optional = false;
    std::optional<std::string> path;  ///< while it is a name and properties
    std::optional<Culprit> culprit;
  };

  // infer_blocks.cc
  void rule_body();
  void function_body();
  void constant_body();
  void parameter();
  void block(std::span<syntax::Stmt*> body);
  void statement(syntax::Stmt& stmt);
  void let(syntax::Stmt& stmt);
  void bind(syntax::Clause& clause);
  const Type* member_of(const Type& domain, const syntax::Expr& expr);
  const Type* key_of(const Type& domain) const;
  void condition(syntax::Expr& expr, Decides decides);

  // infer_expr.cc
  const Type* expr(syntax::Expr& expr);
  const Type* infer(syntax::Expr& expr);
  const Type* operand(syntax::Expr& expr);  ///< of a strict operator
  const Type* truth(syntax::Expr& expr);    ///< where a bool is wanted
  const Type* lenient(syntax::Expr& expr);  ///< where absence is seen, not passed on
  const Type* text(syntax::Expr& expr);
  const Type* name(const syntax::Expr& expr);
  const Type* elements(syntax::Expr& expr);
  const Type* comprehension(syntax::Expr& expr);
  const Type* object(syntax::Expr& expr);
  const Type* arithmetic(syntax::Expr& expr);
  const Type* coalesce(syntax::Expr& expr);
  const Type* connective(syntax::Expr& expr);
  const Type* quantifier(syntax::Expr& expr);
  const Type* branches(syntax::Expr& expr);
  void decided_by(const syntax::Expr& expr);
  Culprit culprit_of(const syntax::Expr& expr) const;

  // infer_match.cc
  const Type* match(syntax::Expr& expr);
  const Type* match_types(syntax::Expr& expr, const Type& subject);
  const Type* match_values(syntax::Expr& expr, const Type& subject);

  // infer_is.cc
  const Type* is_test(syntax::Expr& expr);

  // infer_compare.cc
  const Type* compare(syntax::Expr& expr);
  void compare_equal(const syntax::Expr& expr, const Type& a, const Type& b);
  void compare_order(const syntax::Expr& expr, const Type& a, const Type& b);
  void compare_in(const syntax::Expr& expr, const Type& a, const Type& b);
  void compare_contains(const syntax::Expr& expr, const Type& a, const Type& b);
  void compare_texts(const syntax::Expr& expr, const Type& a, const Type& b);
  void compare_within(const syntax::Expr& expr, const Type& a, const Type& b);
  void compare_refers(const syntax::Expr& expr, const Type& a, const Type& b);
  void negative(const syntax::Expr& expr);
  void negative_operand(const syntax::Expr& expr);
  void wanted(const syntax::Expr& operand, const Type& type, std::string_view what,
              std::initializer_list<TypeKind> kinds);
  /// E0307 if `literal` can be no value of `type`. False: it was reported.
  bool check_value(const Type& type, const syntax::Expr& literal);

  // infer_postfix.cc
  const Type* postfix(syntax::Expr& expr);
  void step(Chain& chain, syntax::PostOp& op);
  void splat(Chain& chain, const syntax::PostOp& op);
  const Type* element(const Type& type, syntax::PostOp& op);
  const Type* attribute(const Type& type, const syntax::PostOp& op);

  // infer_property.cc
  const Type* property(const Type& type, const syntax::PostOp& op);
  const Type* property_of_resource(const Type& type, const syntax::PostOp& op);
  const Type* property_of_object(const Type& type, const syntax::PostOp& op);
  const Type* type_of_property(const Property& property);
  void judge(bool is_deprecated, bool is_read_only, const syntax::PostOp& op);
  FoundProperty find_property(std::span<const std::string_view> types, std::string_view name);
  void no_property(const Type& type, const syntax::PostOp& op, std::string_view owner,
                   const std::vector<std::string_view>& names);

  // infer_follow.cc
  const Type* follow_property_of(std::span<const std::string_view> targets,
                                 const syntax::PostOp& op);
  const Type* follow_property(const Type& type, const syntax::PostOp& op);
  const Type* follow_type(const Type& type, const syntax::PostOp& op);
  const Type* reverse(const Chain& chain, const syntax::PostOp& op);

  // infer_call.cc
  const Type* call(syntax::Expr& expr);
  const Type* call_function(syntax::Expr& expr, const syntax::Decl& function);
  const Type* call_builtin(syntax::Expr& expr, std::uint32_t number);
  bool check_count(const syntax::Expr& expr, std::size_t least, std::size_t most);
  void check_argument(const syntax::Expr& argument, const syntax::FnArg& arg, const Type& wanted);
  void check_constant(const syntax::Expr& expr, std::uint32_t number);

  // assume.cc
  void assume(const syntax::Expr& expr, bool holds);
  void assume_compare(const syntax::Expr& expr, bool holds);
  void assume_is(const syntax::Expr& expr, bool holds);
  void assume_present(const syntax::Expr& expr);
  void narrow(const syntax::Expr& expr, const Type* type);
  std::optional<std::string> path_of(const syntax::Expr& expr) const;

  // narrow.cc
  const Type* only_kind(const Type* type, TypeKind kind, bool keep);
  const Type* only_resources(const Type* type, std::span<const std::string_view> names, bool keep);
  const Type* only_texts(const Type* type, std::span<const std::string_view> texts, bool keep);

  const Type* any() const { return context_.types.simple(TypeKind::kAny); }
  const Type* never() const { return context_.types.simple(TypeKind::kNever); }
  const Type* boolean() const { return context_.types.simple(TypeKind::kBool); }
  std::string_view source(Span span) const;
  void mismatch(Span span, std::string message, std::string help = {});

  Context& context_;
  TypePool& pool_;
  Unit& unit_;
  syntax::Decl& decl_;
  DeclInfo& info_;
  std::vector<const Type*> locals_;
  std::unordered_map<std::string, const Type*> seen_;  ///< type of each path that was read
  std::unordered_map<const syntax::Expr*, Culprit> culprits_;
  Narrowings narrowings_;
  Decides decides_ = Decides::kNothing;
  bool is_required_ = false;  ///< inside `require`
};

/// The type that was given to an expression. Requires: it was typed.
inline const Type* type_at(const syntax::Expr& expr) { return static_cast<const Type*>(expr.type); }
/// The only text of a string without interpolation; null: another expression.
const std::string_view* literal_text(const syntax::Expr& expr);
/// Calls `visit` for each member of a union, or for the type itself.
template <class Visit>
void each_member(const Type& type, Visit visit) {
  if (type.is(TypeKind::kUnion)) {
    for (const Type* member : type.members) visit(*member);
  } else {
    visit(type);
  }
}

}  // namespace cordon::check

#endif  // CORDON_CHECK_INFERER_H_
