// Weaves the comments of a file into its layout.
// Idea: comments are taken in order, at places where a line may end: before the items of blocks,
// lists, objects and the like. A comment behind something stays behind it; a comment on a line of
// its own stays on one. What lies inside an expression moves to the next such place, so none is
// lost.
// Tests: tests/unit/syntax/printer_test.cc.
#include "format/writer.h"
#include "syntax/parser.h"

namespace cordon::format {

bool TreeWriter::has_comment_before(At at) const {
  return file_ != nullptr && next_comment_ < file_->comments.size() &&
         file_->comments[next_comment_].span.begin < at;
}

std::string_view TreeWriter::source_before(At at) const {
  return file_->source->text.substr(0, at - file_->source->base);
}

/// Whether an empty line stands before `at`.
bool TreeWriter::blank_before(At at) const {
  if (file_ == nullptr) return false;
  const std::string_view text = file_->source->text;
  std::size_t i = at - file_->source->base;
  int breaks = 0;
  while (i > 0) {
    const char c = text[--i];
    if (c == '\n' && ++breaks == 2) return true;
    if (c != ' ' && c != '\t' && c != '\r' && c != '\n') return false;
  }
  return false;
}

void TreeWriter::trailing_comments(At before) {
  while (has_comment_before(before) && !file_->comments[next_comment_].own_line) {
    const syntax::Comment& comment = file_->comments[next_comment_++];
    std::string_view text = syntax::text_of(*file_->source, comment.span);
    text = text.substr(0, text.find_last_not_of(" \t") + 1);
    out_.trailing(text);
  }
}

void TreeWriter::own_comments(At before) {
  while (has_comment_before(before)) {
    trailing_comments(before);
    if (!has_comment_before(before)) return;
    own_comment();
    const At next = has_comment_before(before) ? file_->comments[next_comment_].span.begin : before;
    out_.hard(blank_before(next));
  }
}

void TreeWriter::new_line(At item, bool first) {
  trailing_comments(item);
  const At next = has_comment_before(item) ? file_->comments[next_comment_].span.begin : item;
  out_.hard(!first && blank_before(next));
  own_comments(item);
}

void TreeWriter::close_block(At end, bool empty) {
  trailing_comments(end);
  out_.begin_indent();
  for (bool first = empty; has_comment_before(end); first = false) {
    const At next = file_->comments[next_comment_].span.begin;
    out_.hard(!first && blank_before(next));
    own_comment();
    trailing_comments(end);
  }
  out_.end_indent();
}

void TreeWriter::comments_at_end(At end) {
  trailing_comments(end);
  while (has_comment_before(end)) {
    out_.hard();
    own_comment();
    trailing_comments(end);
  }
}

/// The next comment, on the line that has begun.
void TreeWriter::own_comment() {
  const syntax::Comment& comment = file_->comments[next_comment_++];
  const std::string_view text = syntax::text_of(*file_->source, comment.span);
  out_.text(text.substr(0, text.find_last_not_of(" \t") + 1));
}

}  // namespace cordon::format
