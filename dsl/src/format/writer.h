#ifndef CORDON_FORMAT_WRITER_H_
#define CORDON_FORMAT_WRITER_H_

#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "format/layout.h"
#include "syntax/ast.h"

namespace cordon::format {

/// Turns a tree into a Layout. With a file it weaves the comments in; without one everything is on
/// one line.
/// Cost: O(nodes); recursion as deep as the tree, which the grammar bounds.
class TreeWriter {
 public:
  explicit TreeWriter(const syntax::File* file) : file_(file) {}

  void file();
  /// `level`: the loosest operator that needs no parentheses here.
  void expr(const syntax::Expr& e, int level);
  [[nodiscard]] std::string render(std::size_t width) const { return out_.render(width); }

  // Binding of operators, from loose to tight (language 3.4).
  static constexpr int kAny = 0;
  static constexpr int kOperand = 1;  ///< of `and`, `or`, `not`
  static constexpr int kComparison = 2;
  static constexpr int kCoalesced = 3;
  static constexpr int kSummed = 4;
  static constexpr int kMultiplied = 5;
  static constexpr int kUnary = 6;
  static constexpr int kPrimary = 7;

 private:
  // Comments (comments.cc).
  [[nodiscard]] bool has_comment_before(At at) const;
  [[nodiscard]] bool blank_before(At at) const;
  [[nodiscard]] std::string_view source_before(At at) const;
  void trailing_comments(At before);
  void own_comments(At before);
  void own_comment();
  /// Starts the line of an item of a block, with the comments and the empty line before it.
  void new_line(At item, bool first);
  /// The comments left before the end of a block.
  void close_block(At end, bool empty);
  /// The same before a closing bracket, where the line does not end anyway.
  void comments_at_end(At end);

  // Expressions (write_expr.cc).
  void bare(const syntax::Expr& e);
  void number(const syntax::Expr& e);
  void chain(const syntax::Expr& e, std::string_view word, int first, int rest);
  void operators(const syntax::Expr& e, int level);
  void compare(const syntax::Expr& e);
  void is_test(const syntax::Expr& e);
  void operand_of_and_or(const syntax::Expr& e);
  void postfix(const syntax::Expr& e);
  void post_op(const syntax::PostOp& op);
  void items(std::string_view open, std::string_view close, std::size_t count, At end,
             const std::function<At(std::size_t)>& begin,
             const std::function<void(std::size_t)>& item);
  void object(const syntax::Expr& e, bool spaced);
  void comprehension(const syntax::Expr& e);
  void clause(const syntax::Clause& c);
  void quantifier(const syntax::Expr& e);
  void if_expr(const syntax::Expr& e);
  void match(const syntax::Expr& e);
  void types(std::span<const syntax::ResType> types);
  void in_parens(const syntax::Expr& e);
  /// `= value`, on the next line if it does not fit.
  void assigned(const syntax::Expr& e);
  void value_behind(std::string_view sign, const syntax::Expr& e, std::string_view end);

  // Texts (write_text.cc).
  void string(const syntax::Expr& e);
  void quoted(std::string_view text);
  void key(std::string_view text);
  void long_text(const syntax::Expr& e);

  // Declarations (write_decl.cc).
  void type(const syntax::TypeExpr& t);
  void type_annotation(const syntax::TypeExpr* t);
  void declaration(const syntax::Decl& d);
  void annotations(const syntax::Decl& d);
  void annotation(const syntax::Annotation& a);
  void import(const syntax::Decl& d);
  void rule(const syntax::Decl& d);
  void subject(const syntax::Decl& d);
  void function(const syntax::Decl& d);
  void value_of(const syntax::Decl& d);
  void test(const syntax::Decl& d);
  void test_item(const syntax::TestItem& item);
  void given(const syntax::Given& g);
  void expect(const syntax::Expect& e);
  void statement(const syntax::Stmt& s);
  void require(const syntax::Stmt& s);
  void block(std::span<syntax::Stmt* const> body, At end);
  void verbatim(Span span);

  const syntax::File* file_;
  Layout out_;
  std::size_t next_comment_ = 0;
  bool in_given_ = false;
};

/// An expression without any line break.
std::string one_line(const syntax::Expr& e);
/// The text between quotes, escaped.
std::string escaped(std::string_view text);
bool is_name(std::string_view text);

}  // namespace cordon::format

#endif  // CORDON_FORMAT_WRITER_H_
