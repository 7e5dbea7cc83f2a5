#ifndef CORDON_LOWER_FRAME_H_
#define CORDON_LOWER_FRAME_H_

#include <unordered_map>
#include <vector>

#include "lower/emitter.h"

namespace cordon::lower {

/// Where functions, parameters and constants of the checked files stand in the program.
struct Links {
  const Catalogue& catalogue;
  std::unordered_map<const syntax::Decl*, std::uint32_t> functions;  ///< fn and top-level let
  std::unordered_map<const syntax::Decl*, std::uint32_t> params;
  std::unordered_map<const syntax::Decl*, bool> is_fact;
};

/// Lowers one body (a rule, function or constant): expressions into registers, statements into
/// code. INVARIANT: code follows source order; what short-circuits jumps only on a decided operand.
class Frame {
 public:
  Frame(Emitter& out, const Links& links, std::uint32_t locals) : out_(out), links_(links) {
    out_.start_frame(locals);
  }

  void value(const syntax::Expr& e, Register into);
  /// A register that holds the value: that of a local name, or a fresh one.
  Register operand(const syntax::Expr& e);
  void truth(const syntax::Expr& e, Register into);
  void statements(std::span<syntax::Stmt* const> body);
  void message(const syntax::Expr& e, Register into);

 private:
  void literal(const syntax::Expr& e, Register into);
  void text(const syntax::Expr& e, Register into, Op join);
  void parsed_literal(const syntax::Expr& e, Register into);
  void object(const syntax::Expr& e, Register into);
  void resolved_name(const syntax::Expr& e, Register into);
  void call(const syntax::Expr& e, Register into);
  void chain(const syntax::Expr& e, Register into);
  void coalesce(const syntax::Expr& e, Register into);
  void compare(const syntax::Expr& e, Register into);
  void is(const syntax::Expr& e, Register into);
  void connective(const syntax::Expr& e, Register into);
  void conditional(const syntax::Expr& e, Register into);
  void match(const syntax::Expr& e, Register into);
  void arm_test(const syntax::Arm& arm, Register subject, Register into);

  void path(const syntax::Expr& e, Register into);
  void path_step(const syntax::PostOp& op, Span span, Register from, Register into,
                 bytecode::Mapping& mapping);

  void list(const syntax::Expr& e, Register into);
  void comprehension(std::span<const syntax::Clause> clauses, const syntax::Expr* element,
                     Span span, Register into);
  void clause(std::span<const syntax::Clause> clauses, std::size_t i, const syntax::Expr* element,
              Register list, Register presence);
  void quantifier(const syntax::Expr& e, Register into);
  /// Opens a loop: domain normalised in `domain`; returns the kFor. Block: member, presence, key.
  std::uint32_t open_loop(const syntax::Clause& c, Register domain, Register block, unsigned flags);
  /// presence = presence and where; returns the jump taken if that is F, or kNone.
  std::uint32_t filter(const syntax::Clause& c, Register presence);
  void close_loop(std::uint32_t loop, Span span);

  void let(const syntax::Stmt& s);
  void require(const syntax::Stmt& s);
  void when(const syntax::Stmt& s);
  void for_each(const syntax::Stmt& s);

  std::uint32_t types_of(std::span<const syntax::ResType> types);

  Emitter& out_;
  const Links& links_;
};

}  // namespace cordon::lower

#endif  // CORDON_LOWER_FRAME_H_
