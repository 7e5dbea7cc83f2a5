// Structural equality of trees.
// Idea: every kind of node is compared by the same list of fields, since unused ones are empty in
// both. It does not look at what checking adds. Tests: tests/unit/syntax/printer_test.cc.
#include "syntax/equal.h"

#include <algorithm>
#include <bit>
#include <string>

#include "syntax/parser.h"

namespace cordon::syntax {
namespace {

bool equal(const Expr& a, const Expr& b);
bool equal(const Stmt& a, const Stmt& b);
bool equal(const TypeExpr& a, const TypeExpr& b);
bool equal(const Annotation& a, const Annotation& b);
bool equal(const Annotation::Argument& a, const Annotation::Argument& b);
bool equal(const FnArg& a, const FnArg& b);

template <class T>
bool both(const T* a, const T* b);

template <class Range, class Equal>
bool each(const Range& a, const Range& b, Equal equal_items) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), equal_items);
}

bool equal(const Name& a, const Name& b) { return a.text == b.text; }
bool equal(const ResType& a, const ResType& b) { return a.text == b.text; }

bool equal(const Node& a, const Node& b) {
  if (a.kind() != b.kind()) return false;
  if (a.is(Kind::kReal)) {
    return std::bit_cast<std::uint64_t>(a.d) == std::bit_cast<std::uint64_t>(b.d);
  }
  return !a.is(Kind::kInt) || a.i == b.i;
}

bool equal(const Clause& a, const Clause& b) {
  return equal(a.first, b.first) && equal(a.second, b.second) && both(a.domain, b.domain) &&
         both(a.where, b.where);
}

bool equal(const PostOp& a, const PostOp& b) {
  return a.kind == b.kind && equal(a.name, b.name) && equal(a.type, b.type) &&
         both(a.index, b.index);
}

bool equal(const Arm& a, const Arm& b) {
  return a.pattern == b.pattern && equal(a.type, b.type) && both(a.literal, b.literal) &&
         both(a.value, b.value);
}

template <class T>
bool lists(std::span<T> a, std::span<T> b) {
  return each(a, b, [](const T& x, const T& y) { return equal(x, y); });
}

template <class T>
bool pointers(std::span<T*> a, std::span<T*> b) {
  return each(a, b, [](const T* x, const T* y) { return both(x, y); });
}

/// Regexes and the like have their text; a number's text is its spelling only.
bool same_text(const Expr& a, const Expr& b) {
  return a.kind == ExprKind::kNumber || a.text == b.text;
}

bool equal(const Expr& a, const Expr& b) {
  return a.kind == b.kind && a.flag == b.flag && a.compare == b.compare &&
         a.quantifier == b.quantifier && equal(a.literal, b.literal) && same_text(a, b) &&
         each(a.pieces, b.pieces, std::equal_to<>()) && pointers(a.kids, b.kids) &&
         lists(a.names, b.names) && lists(a.types, b.types) &&
         each(a.operators, b.operators, std::equal_to<>()) && lists(a.ops, b.ops) &&
         lists(a.clauses, b.clauses) && lists(a.arms, b.arms);
}

bool equal(const TypeExpr& a, const TypeExpr& b) {
  return a.kind == b.kind && a.optional == b.optional && a.text == b.text &&
         pointers(a.kids, b.kids);
}

bool equal(const Stmt& a, const Stmt& b) {
  return a.kind == b.kind && equal(a.name, b.name) && both(a.annotation, b.annotation) &&
         both(a.expr, b.expr) && both(a.message, b.message) && equal(a.clause, b.clause) &&
         pointers(a.body, b.body);
}

template <class T>
bool both(const T* a, const T* b) {
  if (a == nullptr || b == nullptr) return a == b;
  return equal(*a, *b);
}

bool equal(const Annotation::Argument& a, const Annotation::Argument& b) {
  return equal(a.name, b.name) && both(a.value, b.value);
}

bool equal(const Annotation& a, const Annotation& b) {
  return equal(a.name, b.name) && lists(a.arguments, b.arguments);
}

bool equal(const FnArg& a, const FnArg& b) { return equal(a.name, b.name) && both(a.type, b.type); }

bool equal(const Given& a, const Given& b) {
  return a.moment == b.moment && a.kind == b.kind && both(a.object, b.object) &&
         both(a.file, b.file);
}

bool equal(const Expect& a, const Expect& b) {
  return equal(a.status, b.status) && equal(a.rule, b.rule) && both(a.on, b.on) &&
         both(a.message, b.message);
}

std::string words(const File& file, Span span) {
  std::string out;
  for (const char c : text_of(*file.source, span)) {
    const bool blank = c == ' ' || c == '\t' || c == '\r' || c == '\n';
    if (!blank) out += c;
  }
  return out;
}

bool equal(const TestItem& a, const TestItem& b, const File& fa, const File& fb) {
  if (a.kind != b.kind) return false;
  if (a.kind == TestItem::Kind::kWaive) return words(fa, a.waive.span) == words(fb, b.waive.span);
  return equal(a.given, b.given) && equal(a.param, b.param) && both(a.value, b.value) &&
         equal(a.expect, b.expect);
}

bool equal(const Decl& a, const Decl& b, const File& fa, const File& fb) {
  if (a.kind != b.kind) return false;
  if (a.kind == DeclKind::kWaive) return words(fa, a.waive.span) == words(fb, b.waive.span);
  return equal(a.name, b.name) && lists(a.annotations, b.annotations) && equal(a.alias, b.alias) &&
         lists(a.imported, b.imported) && a.has_subject == b.has_subject &&
         a.is_change == b.is_change && equal(a.subject, b.subject) &&
         equal(a.subject_new, b.subject_new) && lists(a.types, b.types) && both(a.where, b.where) &&
         pointers(a.body, b.body) && lists(a.args, b.args) && both(a.annotation, b.annotation) &&
         pointers(a.lets, b.lets) && both(a.result, b.result) && a.block == b.block &&
         both(a.value, b.value) &&
         each(a.items, b.items,
              [&](const TestItem& x, const TestItem& y) { return equal(x, y, fa, fb); });
}

}  // namespace

bool same(const Expr& a, const Expr& b) { return equal(a, b); }

bool same(const File& a, const File& b) {
  return a.language == b.language && a.package.text == b.package.text &&
         each(a.decls, b.decls, [&](const Decl* x, const Decl* y) { return equal(*x, *y, a, b); });
}

}  // namespace cordon::syntax
