// Writes declarations, statements, types and tests.
// Idea: blocks are broken at every item; heads, annotations and values only where a line gets too
// long. Waivers are kept as they are written: their tree has the place only.
// Tests: tests/unit/syntax/printer_test.cc.
#include "format/writer.h"
#include "syntax/parser.h"

namespace cordon::format {

using syntax::Decl;
using syntax::DeclKind;
using syntax::Stmt;
using syntax::StmtKind;
using syntax::TestItem;
using syntax::TypeExpr;

/// Where the comments before the language line end.
static At end_of_head_comments(const syntax::File& file) {
  At end = file.source->base;
  for (const syntax::Comment& comment : file.comments) {
    const std::string_view gap = syntax::text_of(*file.source, {end, comment.span.begin});
    if (gap.find_first_not_of(" \t\r\n\xEF\xBB\xBF") != std::string_view::npos) break;
    end = comment.span.end;
  }
  return end;
}

void TreeWriter::file() {
  const Source& source = *file_->source;
  const At end = source.base + static_cast<At>(source.text.size());
  const At language = end_of_head_comments(*file_);
  own_comments(language);
  out_.text("language " + std::to_string(file_->language));
  if (!file_->package.text.empty()) {
    new_line(file_->package.span.begin, false);
    out_.text("package " + std::string(file_->package.text));
  }
  for (const Decl* decl : file_->decls) {
    new_line(decl->span.begin, false);
    declaration(*decl);
  }
  trailing_comments(end);
  if (has_comment_before(end)) {
    new_line(file_->comments[next_comment_].span.begin, false);
    own_comments(end);
  }
}

void TreeWriter::type(const TypeExpr& t) {
  if (t.kind == TypeExpr::Kind::kUnion) {
    for (std::size_t i = 0; i < t.kids.size(); ++i) {
      if (i > 0) out_.text(" | ");
      type(*t.kids[i]);
    }
    return;
  }
  if (t.kind == TypeExpr::Kind::kLiteral) {
    quoted(t.text);
  } else if (t.kids.empty()) {
    out_.text(t.text);
  } else {
    out_.text(t.kind == TypeExpr::Kind::kList ? "list<" : "map<");
    type(*t.kids[0]);
    out_.text(">");
  }
  if (t.optional) out_.text("?");
}

void TreeWriter::type_annotation(const TypeExpr* t) {
  if (t == nullptr) return;
  out_.text(": ");
  type(*t);
}

void TreeWriter::declaration(const Decl& d) {
  annotations(d);
  switch (d.kind) {
    case DeclKind::kImport:
      return import(d);
    case DeclKind::kRule:
      return rule(d);
    case DeclKind::kFn:
      return function(d);
    case DeclKind::kParam:
    case DeclKind::kLet:
      return value_of(d);
    case DeclKind::kWaive:
      return verbatim(d.waive.span);
    case DeclKind::kTest:
      return test(d);
  }
}

/// As many on a line as fit; the declaration begins a line of its own.
void TreeWriter::annotations(const Decl& d) {
  if (d.annotations.empty()) return;
  out_.begin_group();
  for (std::size_t i = 0; i < d.annotations.size(); ++i) {
    const syntax::Annotation& a = d.annotations[i];
    if (i == 0) {
      annotation(a);
      continue;
    }
    if (has_comment_before(a.span.begin)) {
      new_line(a.span.begin, true);
      annotation(a);
      continue;
    }
    out_.begin_group();
    out_.line();
    annotation(a);
    out_.end_group();
  }
  out_.end_group();
  new_line(d.name.span.begin, true);
}

void TreeWriter::annotation(const syntax::Annotation& a) {
  out_.text("@" + std::string(a.name.text));
  if (a.arguments.empty()) return;
  items(
      "(", ")", a.arguments.size(), a.span.end,
      [&a](std::size_t i) { return a.arguments[i].value->span.begin; },
      [this, &a](std::size_t i) {
        const auto& argument = a.arguments[i];
        if (!argument.name.text.empty()) out_.text(std::string(argument.name.text) + ": ");
        expr(*argument.value, kAny);
      });
}

void TreeWriter::import(const Decl& d) {
  out_.text("import " + std::string(d.name.text));
  if (!d.alias.text.empty()) out_.text(" as " + std::string(d.alias.text));
  if (d.imported.empty()) return;
  items(
      " (", ")", d.imported.size(), d.span.end,
      [&d](std::size_t i) { return d.imported[i].span.begin; },
      [this, &d](std::size_t i) { out_.text(d.imported[i].text); });
}

void TreeWriter::rule(const Decl& d) {
  out_.begin_group();
  out_.text("rule " + std::string(d.name.text));
  if (d.has_subject) {
    out_.begin_indent();
    trailing_comments(d.subject.span.begin);
    out_.line();
    subject(d);
    out_.end_indent();
  }
  out_.line();
  out_.text("{");
  out_.end_group();
  block(d.body, d.span.end);
}

void TreeWriter::subject(const Decl& d) {
  out_.text(d.is_change ? "for change " : "for ");
  out_.text(d.subject.text);
  if (!d.subject_new.text.empty()) out_.text(", " + std::string(d.subject_new.text));
  out_.text(" in ");
  types(d.types);
  if (d.where == nullptr) return;
  out_.begin_group();
  out_.begin_indent();
  trailing_comments(d.where->span.begin);
  out_.line();
  out_.text("where ");
  expr(*d.where, kAny);
  out_.end_indent();
  out_.end_group();
}

void TreeWriter::block(std::span<Stmt* const> body, At end) {
  if (body.empty() && !has_comment_before(end)) return out_.text(" }");
  out_.begin_indent();
  for (std::size_t i = 0; i < body.size(); ++i) {
    new_line(body[i]->span.begin, i == 0);
    statement(*body[i]);
  }
  out_.end_indent();
  close_block(end, body.empty());
  out_.hard();
  out_.text("}");
}

void TreeWriter::function(const Decl& d) {
  out_.begin_group();
  out_.text("fn " + std::string(d.name.text));
  items(
      "(", ")", d.args.size(), d.name.span.end,
      [&d](std::size_t i) { return d.args[i].name.span.begin; },
      [this, &d](std::size_t i) {
        out_.text(d.args[i].name.text);
        type_annotation(d.args[i].type);
      });
  type_annotation(d.annotation);
  out_.end_group();
  if (!d.block) return assigned(*d.result);
  out_.text(" {");
  out_.begin_indent();
  for (std::size_t i = 0; i < d.lets.size(); ++i) {
    new_line(d.lets[i]->span.begin, i == 0);
    statement(*d.lets[i]);
  }
  const auto head = source_before(d.result->span.begin);
  new_line(file_->source->base + static_cast<At>(head.rfind("return")), d.lets.empty());
  out_.text("return ");
  expr(*d.result, kAny);
  out_.end_indent();
  close_block(d.span.end, false);
  out_.hard();
  out_.text("}");
}

void TreeWriter::value_of(const Decl& d) {
  out_.text(d.kind == DeclKind::kParam ? "param " : "let ");
  out_.text(d.name.text);
  type_annotation(d.annotation);
  if (d.value != nullptr) assigned(*d.value);
}

void TreeWriter::statement(const Stmt& s) {
  switch (s.kind) {
    case StmtKind::kLet:
      out_.text("let " + std::string(s.name.text));
      type_annotation(s.annotation);
      return assigned(*s.expr);
    case StmtKind::kRequire:
      return require(s);
    case StmtKind::kWhen:
      out_.text("when ");
      expr(*s.expr, kAny);
      break;
    case StmtKind::kFor:
      out_.text("for ");
      clause(s.clause);
      break;
  }
  out_.text(" {");
  block(s.body, s.span.end);
}

void TreeWriter::require(const Stmt& s) {
  out_.begin_group();
  out_.text("require ");
  out_.begin_indent();
  expr(*s.expr, kAny);
  out_.end_indent();
  if (s.message != nullptr) {
    out_.begin_indent();
    trailing_comments(s.message->span.begin);
    out_.line();
    own_comments(s.message->span.begin);
    out_.text("else ");
    expr(*s.message, kAny);
    out_.end_indent();
  }
  out_.end_group();
}

void TreeWriter::test(const Decl& d) {
  out_.text("test ");
  quoted(d.name.text);
  out_.text(" {");
  if (d.items.empty() && !has_comment_before(d.span.end)) return out_.text(" }");
  out_.begin_indent();
  for (std::size_t i = 0; i < d.items.size(); ++i) {
    new_line(d.items[i].span.begin, i == 0);
    test_item(d.items[i]);
  }
  out_.end_indent();
  close_block(d.span.end, d.items.empty());
  out_.hard();
  out_.text("}");
}

void TreeWriter::test_item(const TestItem& item) {
  switch (item.kind) {
    case TestItem::Kind::kGiven:
      return given(item.given);
    case TestItem::Kind::kParam:
      out_.text("param " + std::string(item.param.text));
      return assigned(*item.value);
    case TestItem::Kind::kAsOf:
      out_.text("as_of ");
      return expr(*item.value, kAny);
    case TestItem::Kind::kWaive:
      return verbatim(item.waive.span);
    case TestItem::Kind::kExpect:
      return expect(item.expect);
  }
}

void TreeWriter::given(const syntax::Given& g) {
  out_.text("given ");
  if (!g.moment.empty()) out_.text(std::string(g.moment) + " ");
  if (!g.kind.empty()) out_.text(std::string(g.kind) + " ");
  in_given_ = true;
  if (g.file != nullptr) {
    out_.text("file ");
    expr(*g.file, kAny);
  } else {
    expr(*g.object, kAny);
  }
  in_given_ = false;
}

void TreeWriter::expect(const syntax::Expect& e) {
  out_.text("expect " + std::string(e.status.text) + " ");
  const bool id = syntax::text_of(*file_->source, e.rule.span).substr(0, 1) == "\"";
  if (id) {
    quoted(e.rule.text);
  } else {
    out_.text(e.rule.text);
  }
  if (e.on != nullptr) {
    out_.text(" on ");
    expr(*e.on, kAny);
  }
  if (e.message != nullptr) {
    out_.text(" message ");
    expr(*e.message, kAny);
  }
}

/// The source as it stands, its lines indented anew; comments in it come along.
void TreeWriter::verbatim(Span span) {
  std::string_view text = syntax::text_of(*file_->source, span);
  const bool long_text = text.find("\"\"\"") != std::string_view::npos;
  bool first = true;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    if (!long_text && !first) {
      line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
    }
    line = line.substr(0, line.find_last_not_of(" \t\r") + 1);
    if (!first) out_.hard();
    if (!first && !long_text) out_.text("  ");
    out_.text(line);
    first = false;
    text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
  }
  while (has_comment_before(span.end)) ++next_comment_;
}

}  // namespace cordon::format
