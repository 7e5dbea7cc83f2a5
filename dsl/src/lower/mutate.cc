// Mutants of rules: what a good test suite must notice. The one idea: the checked tree is changed
// in one place, lowered, handed out and put back, so a mutant costs one lowering. Only changes that
// can matter are made: requirements, filters, conjuncts, alternatives and constants. Tests:
// tests/cli.
#include <functional>

#include "cordon/row.h"
#include "lower/unit.h"

namespace cordon::dsl {

using syntax::Clause;
using syntax::Decl;
using syntax::DeclKind;
using syntax::Expr;
using syntax::ExprKind;
using syntax::Stmt;
using syntax::StmtKind;

namespace {

class Mutator {
 public:
  Mutator(Unit& unit, const RuleLimits& limits, const std::function<bool(const Mutant&)>& sink)
      : unit_(unit), limits_(limits), sink_(sink) {}

  void run() {
    for (const auto& rule : unit_.checked.rules) {
      if (stopped_) return;
      owner_ = rule.info.name;
      Decl& d = *rule.decl;
      filter(d.where);
      body(d.body);
    }
    for (const auto& f : unit_.checked.functions) {
      if (stopped_) return;
      owner_ = std::string(f.file->package.text) + "." + std::string(f.decl->name.text);
      body(f.decl->lets);
      expr(f.decl->result);
    }
  }

 private:
  void emit(const std::string& what, Span span) {
    if (stopped_) return;
    Mutant mutant;
    auto program = unit_.lower(limits_);
    if (program == nullptr) return;
    mutant.program = Program(std::move(program));
    const Place place = unit_.store->sources.place(span.begin);
    mutant.location = {place ? place.source->name : "", place.line, place.column, ""};
    std::string text;
    if (place) text = std::string(syntax::text_of(*place.source, span)).substr(0, 80);
    for (char& c : text) c = c == '\n' || c == '\t' || c == '\r' ? ' ' : c;
    mutant.description = what + " `" + text + "`";
    mutant.rule = owner_;
    stopped_ = !sink_(mutant);
  }

  void filter(Expr*& where) {
    if (where == nullptr) return;
    Expr* kept = where;
    where = nullptr;
    emit("delete `where`", kept->span);
    where = kept;
    negated(*where, "negate `where`");
    expr(where);
  }

  void negated(Expr& e, const char* what) {
    const Expr kept = e;
    Expr inner = kept;
    Expr* kid = &inner;
    e = Expr{};
    e.kind = ExprKind::kNot;
    e.span = kept.span;
    e.kids = {&kid, 1};
    emit(what, kept.span);
    e = kept;
  }

  void body(std::span<Stmt*>& statements) {
    for (std::size_t i = 0; i < statements.size() && !stopped_; ++i) {
      Stmt& s = *statements[i];
      switch (s.kind) {
        case StmtKind::kLet:
          expr(s.expr);
          break;
        case StmtKind::kRequire:
          without(statements, i, s.span);
          negated(*s.expr, "negate `require`");
          expr(s.expr);
          break;
        case StmtKind::kWhen:
          negated(*s.expr, "negate `when`");
          expr(s.expr);
          body(s.body);
          break;
        case StmtKind::kFor:
          filter(s.clause.where);
          expr(s.clause.domain);
          body(s.body);
          break;
      }
    }
  }

  void without(std::span<Stmt*>& statements, std::size_t i, Span span) {
    const std::span<Stmt*> kept = statements;
    std::vector<Stmt*> shorter(kept.begin(), kept.end());
    shorter.erase(shorter.begin() + static_cast<std::ptrdiff_t>(i));
    statements = shorter;
    emit("delete `require`", span);
    statements = kept;
  }

  void operands(Expr& e, const char* what) {
    const Expr kept = e;
    for (std::size_t i = 0; i < kept.kids.size() && !stopped_; ++i) {
      std::vector<Expr*> fewer(kept.kids.begin(), kept.kids.end());
      fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
      if (fewer.size() == 1) {
        e = *fewer[0];
      } else {
        e.kids = fewer;
      }
      emit(what, kept.kids[i]->span);
      e = kept;
    }
  }

  void constant(Expr& e) {
    const Expr kept = e;
    std::string_view piece;
    switch (e.kind) {
      case ExprKind::kBool:
        e.literal = Node::boolean(e.literal.is(Kind::kFalse));
        break;
      case ExprKind::kNumber:
        if (!e.literal.is(Kind::kInt)) return;
        e.literal.i += 1;
        break;
      case ExprKind::kString:
        if (!e.kids.empty() || e.pieces.size() != 1) return;
        changed_ = std::string(e.pieces[0]) + "~";
        piece = changed_;
        e.pieces = {&piece, 1};
        break;
      default:
        return;
    }
    emit("change constant", kept.span);
    e = kept;
  }

  void expr(Expr* e) {
    if (e == nullptr || stopped_) return;
    if (e->kind == ExprKind::kAnd) operands(*e, "delete conjunct");
    if (e->kind == ExprKind::kOr) operands(*e, "delete alternative");
    // The text of `undecided(...)` is an explanation, no condition.
    const bool reason =
        e->kind == ExprKind::kCall && !e->names.empty() && e->names.back().text == "undecided";
    constant(*e);
    if (!reason) {
      for (Expr* kid : e->kids) expr(kid);
    }
    for (Clause& c : e->clauses) {
      filter(c.where);
      expr(c.domain);
    }
    for (auto& op : e->ops) expr(op.index);
    for (auto& arm : e->arms) expr(arm.value);
  }

  Unit& unit_;
  const RuleLimits& limits_;
  const std::function<bool(const Mutant&)>& sink_;
  std::string owner_;
  std::string changed_;
  bool stopped_ = false;
};

}  // namespace

Compilation mutate(const std::vector<RuleSource>& sources, const RuleLimits& limits,
                   const std::function<bool(const Mutant&)>& sink) {
  Unit unit = make_unit(sources, limits);
  Compilation out;
  if (unit.ok) {
    if (auto program = unit.lower(limits)) {
      out.program = Program(std::move(program));
      Mutator(unit, limits, sink).run();
    }
  }
  out.problems = unit.problems();
  return out;
}

}  // namespace cordon::dsl
