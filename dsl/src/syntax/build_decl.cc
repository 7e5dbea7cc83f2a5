// Nodes of types, statements, declarations and tests.
// Idea: a declaration is filled from its values by their tags, in the order in which they came.
// It does not judge what is declared: checking does. Tests: tests/unit/syntax/parser_test.cc.
#include <charconv>

#include "syntax/builder.h"
#include "syntax/builder_detail.h"

namespace cordon::syntax {

void Builder::wrapped_type(Frame f, At end, TypeExpr::Kind kind) {
  TypeExpr* type = arena_.make<TypeExpr>();
  type->kind = kind;
  type->kids = nodes<TypeExpr>(f, Tag::kTypeExpr);
  type->span = {f.begin, end};
  replace(Tag::kTypeExpr, f, end, type);
}

void Builder::type_atom(Frame f, At end) {
  const Value& value = values(f)[0];
  TypeExpr* type = nullptr;
  if (value.tag == Tag::kTypeExpr) {
    type = static_cast<TypeExpr*>(value.node);
  } else {
    type = arena_.make<TypeExpr>();
    type->kind = value.tag == Tag::kExpr      ? TypeExpr::Kind::kLiteral
                 : value.tag == Tag::kResType ? TypeExpr::Kind::kResource
                                              : TypeExpr::Kind::kName;
    type->text = value.tag == Tag::kExpr ? plain_text_of(*to_expr(value)) : value.text;
  }
  type->optional = values(f).size() > 1;
  type->span = {f.begin, end};
  replace(Tag::kTypeExpr, f, end, type);
}

void Builder::type(Frame f, At end) {
  if (values(f).size() > 1) wrapped_type(f, end, TypeExpr::Kind::kUnion);
}

void Builder::let(Frame f, At end) {
  Stmt* stmt = arena_.make<Stmt>();
  stmt->kind = StmtKind::kLet;
  stmt->span = {f.begin, end};
  stmt->name = names(f)[0];
  const auto types = nodes<TypeExpr>(f, Tag::kTypeExpr);
  if (!types.empty()) stmt->annotation = types[0];
  stmt->expr = only(f, Tag::kExpr);
  replace(Tag::kStmt, f, end, stmt);
}

void Builder::statement(Frame f, At end, StmtKind kind) {
  Stmt* stmt = arena_.make<Stmt>();
  stmt->kind = kind;
  stmt->span = {f.begin, end};
  stmt->expr = only(f, Tag::kExpr);
  stmt->message = only(f, Tag::kMessage);
  if (kind == StmtKind::kFor) stmt->clause = copies<Clause>(f, Tag::kClause)[0];
  stmt->body = nodes<Stmt>(f, Tag::kStmt);
  replace(Tag::kStmt, f, end, stmt);
}

void Builder::annotation_argument(Frame f, At end) {
  auto* argument = arena_.make<Annotation::Argument>();
  const auto name = names(f);
  if (!name.empty()) argument->name = name[0];
  argument->value = only(f, Tag::kExpr);
  if (argument->value->kind == ExprKind::kString) plain_text_of(*argument->value);
  replace(Tag::kArgument, f, end, argument);
}

void Builder::annotation(Frame f, At end) {
  Annotation* annotation = arena_.make<Annotation>();
  annotation->name = names(f)[0];
  annotation->arguments = copies<Annotation::Argument>(f, Tag::kArgument);
  annotation->span = {f.begin, end};
  replace(Tag::kAnnotation, f, end, annotation);
}

void Builder::fn_arg(Frame f, At end) {
  FnArg* arg = arena_.make<FnArg>();
  arg->name = names(f)[0];
  const auto types = nodes<TypeExpr>(f, Tag::kTypeExpr);
  if (!types.empty()) arg->type = types[0];
  replace(Tag::kFnArg, f, end, arg);
}

/// Marks a function that is written as a block; its `let`s and result stay on the stack.
void Builder::fn_block(Frame f, At) {
  values_.push_back({Tag::kWord, false, {f.begin, f.begin + 1}, "{", nullptr});
}

/// Names, types and marks at the head of a rule, function, param or let.
void Builder::head_of(Decl& decl, Frame f) {
  const std::span<Name> found = names(f);
  decl.name = found[0];
  if (found.size() > 1) decl.subject = found[1];
  if (found.size() > 2) decl.subject_new = found[2];
  decl.has_subject = found.size() > 1;
  for (const Value& value : values(f)) {
    if (value.tag == Tag::kWord && value.text.substr(0, 6) == "change") decl.is_change = true;
    if (value.tag == Tag::kWord && value.text == "{") decl.block = true;
    if (value.tag == Tag::kTypeExpr) decl.annotation = static_cast<TypeExpr*>(value.node);
  }
}

void Builder::declaration(Frame f, At end, DeclKind kind) {
  Decl* decl = arena_.make<Decl>();
  decl->kind = kind;
  decl->span = {f.begin, end};
  head_of(*decl, f);
  Expr* value = only(f, Tag::kExpr);
  if (kind == DeclKind::kRule) {
    if (value != nullptr) decl->types = value->types;
    decl->where = only(f, Tag::kWhere);
    decl->body = nodes<Stmt>(f, Tag::kStmt);
  } else if (kind == DeclKind::kFn) {
    decl->args = copies<FnArg>(f, Tag::kFnArg);
    decl->lets = nodes<Stmt>(f, Tag::kStmt);
    decl->result = value;
  } else {
    decl->value = value;
  }
  replace(Tag::kDecl, f, end, decl);
}

void Builder::annotated(Frame f, At end) {
  Decl* decl = static_cast<Decl*>(values(f).back().node);
  decl->annotations = copies<Annotation>(f, Tag::kAnnotation);
  decl->span = {f.begin, end};
  replace(Tag::kDecl, f, end, decl);
}

void Builder::import(Frame f, At end) {
  Decl* decl = arena_.make<Decl>();
  decl->kind = DeclKind::kImport;
  decl->span = {f.begin, end};
  const std::span<Name> found = names(f);
  decl->name = found[0];
  decl->imported = found.subspan(1);
  for (const Value& value : values(f)) {
    if (value.tag == Tag::kAlias) decl->alias = to_name(value);
  }
  replace(Tag::kDecl, f, end, decl);
}

void Builder::waive(Frame f, At end) {
  Decl* decl = arena_.make<Decl>();
  decl->kind = DeclKind::kWaive;
  decl->span = {f.begin, end};
  decl->waive.span = decl->span;
  replace(Tag::kDecl, f, end, decl);
}

void Builder::given(Frame f, At end) {
  TestItem* item = arena_.make<TestItem>();
  item->kind = TestItem::Kind::kGiven;
  item->span = {f.begin, end};
  item->given.span = item->span;
  for (const Value& value : values(f)) {
    if (value.tag == Tag::kExpr) {
      Expr* e = to_expr(value);
      if (e->kind == ExprKind::kString) plain_text_of(*e);
      (e->kind == ExprKind::kObject ? item->given.object : item->given.file) = e;
    } else if (value.text == "before" || value.text == "after") {
      item->given.moment = value.text;
    } else {
      item->given.kind = value.text;
    }
  }
  replace(Tag::kItem, f, end, item);
}

void Builder::item(Frame f, At end, TestItem::Kind kind) {
  TestItem* item = arena_.make<TestItem>();
  item->kind = kind;
  item->span = {f.begin, end};
  item->waive.span = item->span;
  if (kind == TestItem::Kind::kParam) item->param = names(f)[0];
  if (kind != TestItem::Kind::kWaive) item->value = only(f, Tag::kExpr);
  replace(Tag::kItem, f, end, item);
}

void Builder::expect_on(Frame f, At end) {
  plain_text_of(*only(f, Tag::kExpr));
  retag(f, end, Tag::kOn);
}

void Builder::expect_message(Frame f, At end) {
  const Expr* e = only(f, Tag::kExpr);
  if (e->kind == ExprKind::kString) plain_text_of(*e);
  retag(f, end, Tag::kMessage);
}

void Builder::expect(Frame f, At end) {
  TestItem* item = arena_.make<TestItem>();
  item->kind = TestItem::Kind::kExpect;
  item->span = {f.begin, end};
  Expect& expect = item->expect;
  expect.span = item->span;
  expect.status = to_name(values(f)[0]);
  expect.rule = names(f)[0];
  expect.on = only(f, Tag::kOn);
  expect.message = only(f, Tag::kMessage);
  replace(Tag::kItem, f, end, item);
}

void Builder::test(Frame f, At end) {
  Decl* decl = arena_.make<Decl>();
  decl->kind = DeclKind::kTest;
  decl->span = {f.begin, end};
  const Value& title = values(f)[0];
  decl->name = {plain_text_of(*to_expr(title)), title.span};
  decl->items = copies<TestItem>(f, Tag::kItem);
  replace(Tag::kDecl, f, end, decl);
}

void Builder::language(std::string_view digits) {
  const At begin = at(digits.data());
  const Span span{begin, begin + static_cast<At>(digits.size())};
  std::int64_t version = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), version);
  if (version != 1 || digits != "1") fail_at(Fault::kUnknownVersion, span);
  version_ = version;
}

void Builder::package(Frame f, At end) {
  package_ = names(f)[0];
  package_.span = {f.begin, end};
  rewind(f);
}

File* Builder::finish() {
  File* file = arena_.make<File>();
  file->source = &source_;
  file->language = version_;
  file->package = package_;
  file->decls = nodes<Decl>({}, Tag::kDecl);
  file->comments = store(comments_);
  return file;
}

}  // namespace cordon::syntax
