#ifndef CORDON_SYNTAX_BUILDER_H_
#define CORDON_SYNTAX_BUILDER_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/arena.h"
#include "cordon/limits.h"
#include "syntax/ast.h"
#include "syntax/faults.h"

namespace cordon::syntax {

/// What a finished part of the grammar left on the stack for the part around it.
struct Value {
  enum class Tag : std::uint8_t {
    kExpr,
    kWhere,
    kMessage,
    kName,
    kWord,
    kSign,
    kPiece,
    kResType,
    kTypeExpr,
    kPostOp,
    kClause,
    kArm,
    kStmt,
    kAnnotation,
    kArgument,
    kFnArg,
    kAlias,
    kOn,
    kItem,
    kDecl
  };
  Tag tag;
  bool quoted = false;  ///< kName: written as a text
  Span span;
  std::string_view text;  ///< kName, kWord, kSign, kPiece, kResType
  void* node = nullptr;   ///< the node of the kind that the tag says
};

/// Where a part of the grammar began: on the stack of values and in the text.
struct Frame {
  std::size_t height = 0;
  At begin = 0;
};

/// Builds the tree while the grammar matches. Each part pushes one value; the part around it takes
/// all values above its frame. A part that fails rewinds to its frame, so nothing is left of it.
/// Errors: throws SyntaxError.
/// Ownership: nodes lie in the arena, texts in the source or the arena.
/// Cost: O(1) amortised a step; recursion none.
class Builder {
 public:
  Builder(const Source& source, const RuleLimits& limits, Arena& arena)
      : source_(source), limits_(limits), arena_(arena) {}

  // Places.
  [[nodiscard]] At at(const char* p) const {
    return source_.base + static_cast<At>(p - source_.text.data());
  }
  /// `at` without the blanks before it.
  [[nodiscard]] At token_end(At at) const;

  // Called by the leaves and cuts of the grammar.
  std::size_t blank(std::string_view rest);
  [[noreturn]] void fail(Fault kind, const char* from, const char* end) const;
  [[noreturn]] void miss(Need what, const char* from, const char* end) const;
  void step(const char* p, const char* end) {
    if (++steps_ > looked_at_) look(p, end);
  }
  [[nodiscard]] std::uint64_t steps() const { return steps_; }

  // Frames.
  Frame enter(const char* p);
  void leave() { frames_.pop_back(); }
  void rewind(Frame frame) { values_.resize(frame.height); }
  void deeper(const char* p, const char* end) {
    if (++depth_ > limits_.max_nesting) fail(Fault::kTooDeep, p, end);
  }
  void shallower() { --depth_; }
  /// Forgets everything unfinished, after an error.
  void reset();

  // Leaves: `text` is what matched.
  void name(std::string_view text) { push_text(Value::Tag::kName, text); }
  void word(std::string_view text) { push_text(Value::Tag::kWord, text); }
  void sign(std::string_view text) { push_text(Value::Tag::kSign, text); }
  void piece(std::string_view text) { push_text(Value::Tag::kPiece, text); }
  void res_type(std::string_view text) { push_text(Value::Tag::kResType, text); }
  void number(std::string_view text);
  void constant(std::string_view text);
  void unknown_literal(std::string_view text);
  void variable(std::string_view text);

  // Parts: the frame and the end of what matched, trailing blanks excluded.
  void keep(Frame, At) {}
  void string(Frame f, At end);
  void raw(Frame f, At end) { quoted(f, end, ExprKind::kString); }
  void regex(Frame f, At end) { quoted(f, end, ExprKind::kRegex); }
  void cidr(Frame f, At end) { quoted(f, end, ExprKind::kCidr); }
  void ip(Frame f, At end) { quoted(f, end, ExprKind::kIp); }
  void date(Frame f, At end) { quoted(f, end, ExprKind::kDate); }
  void type_set(Frame f, At end);
  void where(Frame f, At end) { retag(f, end, Value::Tag::kWhere); }
  void clause(Frame f, At end);
  void list(Frame f, At end);
  void pair(Frame f, At end);
  void object(Frame f, At end);
  void count(Frame f, At end);
  void call(Frame f, At end);
  void prop(Frame f, At end);
  void splat(Frame f, At end) { post_op(f, end, PostOp::Kind::kSplat); }
  void index(Frame f, At end) { post_op(f, end, PostOp::Kind::kIndex); }
  void attribute(Frame f, At end) { post_op(f, end, PostOp::Kind::kAttribute); }
  void property(Frame f, At end) { post_op(f, end, PostOp::Kind::kProperty); }
  void follow(Frame f, At end) { post_op(f, end, PostOp::Kind::kFollow); }
  void reverse(Frame f, At end) { post_op(f, end, PostOp::Kind::kReverse); }
  void postfix(Frame f, At end);
  void negation(Frame f, At end);
  void product(Frame f, At end) { chain(f, end, ExprKind::kProduct); }
  void sum(Frame f, At end) { chain(f, end, ExprKind::kSum); }
  void coalesce(Frame f, At end) { chain(f, end, ExprKind::kCoalesce); }
  void cmp(Frame f, At end);
  void quantified(Frame f, At end);
  void if_expr(Frame f, At end) { prefixed(f, end, ExprKind::kIf); }
  void arm(Frame f, At end);
  void match(Frame f, At end) { prefixed(f, end, ExprKind::kMatch); }
  void not_expr(Frame f, At end) { prefixed(f, end, ExprKind::kNot); }
  void expr(Frame f, At end);
  void list_type(Frame f, At end) { wrapped_type(f, end, TypeExpr::Kind::kList); }
  void map_type(Frame f, At end) { wrapped_type(f, end, TypeExpr::Kind::kMap); }
  void type_atom(Frame f, At end);
  void type(Frame f, At end);
  void let(Frame f, At end);
  void message(Frame f, At end) { retag(f, end, Value::Tag::kMessage); }
  void require(Frame f, At end) { statement(f, end, StmtKind::kRequire); }
  void when(Frame f, At end) { statement(f, end, StmtKind::kWhen); }
  void for_stmt(Frame f, At end) { statement(f, end, StmtKind::kFor); }
  void annotation_argument(Frame f, At end);
  void annotation(Frame f, At end);
  void fn_arg(Frame f, At end);
  void rule(Frame f, At end) { declaration(f, end, DeclKind::kRule); }
  void fn(Frame f, At end) { declaration(f, end, DeclKind::kFn); }
  void fn_block(Frame f, At end);
  void param(Frame f, At end) { declaration(f, end, DeclKind::kParam); }
  void top_let(Frame f, At end) { declaration(f, end, DeclKind::kLet); }
  void waive(Frame f, At end);
  void test(Frame f, At end);
  void import(Frame f, At end);
  void alias(Frame f, At end) { retag(f, end, Value::Tag::kAlias); }
  void annotated(Frame f, At end);
  void rule_ref(Frame f, At end) { prop(f, end); }
  void given(Frame f, At end);
  void test_param(Frame f, At end) { item(f, end, TestItem::Kind::kParam); }
  void as_of(Frame f, At end) { item(f, end, TestItem::Kind::kAsOf); }
  void test_waive(Frame f, At end) { item(f, end, TestItem::Kind::kWaive); }
  void expect_on(Frame f, At end);
  void expect_message(Frame f, At end);
  void expect(Frame f, At end);

  // Results.
  void language(std::string_view digits);
  void package(Frame f, At end);
  /// Puts declarations and comments into the file.
  File* finish();

 private:
  using Tag = Value::Tag;

  [[nodiscard]] std::uint64_t step_limit() const {
    return limits_.steps_per_byte * source_.text.size() + limits_.steps_base;
  }
  [[nodiscard]] std::string_view text_of(Span span) const {
    return source_.text.substr(span.begin - source_.base, span.end - span.begin);
  }
  [[nodiscard]] bool touches(At begin, std::string_view prefix) const {
    return source_.text.substr(begin - source_.base, prefix.size()) == prefix;
  }
  [[noreturn]] void fail_at(Fault kind, Span span) const;

  void comment(Span span);
  void look(const char* p, const char* end);

  // The stack.
  void push_text(Tag tag, std::string_view text);
  void push(Tag tag, Span span, void* node);
  void retag(Frame f, At end, Tag tag);
  [[nodiscard]] std::span<Value> values(Frame f) { return std::span(values_).subspan(f.height); }
  void replace(Tag tag, Frame f, At end, void* node);

  // Nodes.
  Expr* make(ExprKind kind, Frame f, At end);
  static Expr* to_expr(const Value& value) { return static_cast<Expr*>(value.node); }
  static Name to_name(const Value& value) { return {value.text, value.span}; }
  template <class T>
  std::span<T> store(const std::vector<T>& from);
  std::span<Expr*> kids(Frame f);
  std::span<Name> names(Frame f);
  template <class T>
  std::span<T*> nodes(Frame f, Tag tag);
  template <class T>
  std::span<T> copies(Frame f, Tag tag);
  Expr* only(Frame f, Tag tag);
  std::string_view kept(const std::string& text) { return arena_.copy(std::string_view(text)); }

  void quoted(Frame f, At end, ExprKind kind);
  void post_op(Frame f, At end, PostOp::Kind kind);
  void chain(Frame f, At end, ExprKind kind);
  void prefixed(Frame f, At end, ExprKind kind);
  void fold_minus(Frame f, At end, Expr& operand);
  void wrapped_type(Frame f, At end, TypeExpr::Kind kind);
  void statement(Frame f, At end, StmtKind kind);
  void declaration(Frame f, At end, DeclKind kind);
  void head_of(Decl& decl, Frame f);
  void item(Frame f, At end, TestItem::Kind kind);
  std::string_view plain_text_of(const Expr& e) const;

  const Source& source_;
  const RuleLimits& limits_;
  Arena& arena_;
  std::vector<Value> values_;
  std::vector<At> frames_;
  std::uint64_t steps_ = 0;
  std::uint64_t looked_at_ = 0;  ///< up to so many steps nothing has to be asked
  std::uint32_t depth_ = 0;
  /// Runs of blanks that were seen: end and begin, in order.
  std::vector<std::pair<At, At>> blanks_;
  std::vector<Comment> comments_;
  std::int64_t version_ = 0;
  Name package_;
};

}  // namespace cordon::syntax

#endif  // CORDON_SYNTAX_BUILDER_H_
