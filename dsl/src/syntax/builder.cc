// The stack of the tree builder, and its places.
// Idea: one stack of tagged values serves all kinds of nodes; a part of the grammar takes
// everything above its frame, so chains of any length become one n-ary node without recursion.
// It does not know the grammar: build_expr.cc, build_text.cc and build_decl.cc make the nodes.
// Tests: tests/unit/syntax/parser_test.cc.
#include "syntax/builder.h"

#include <algorithm>

#include "base/interruption.h"
#include "syntax/builder_detail.h"
#include "syntax/scan.h"

namespace cordon::syntax {

At Builder::token_end(At at) const {
  const auto run = std::lower_bound(blanks_.begin(), blanks_.end(), std::pair<At, At>{at, 0});
  return run != blanks_.end() && run->first == at ? run->second : at;
}

std::size_t Builder::blank(std::string_view rest) {
  const At begin = at(rest.data());
  if (!blanks_.empty() && blanks_.back().second == begin) return blanks_.back().first - begin;
  std::size_t n = 0;
  while (n < rest.size()) {
    if (is_blank(rest[n])) {
      ++n;
    } else if (rest[n] == '#') {
      const std::size_t from = n;
      while (n < rest.size() && rest[n] != '\n' && rest[n] != '\r') ++n;
      comment({begin + static_cast<At>(from), begin + static_cast<At>(n)});
    } else {
      break;
    }
  }
  const At end = begin + static_cast<At>(n);
  if (n != 0 && (blanks_.empty() || blanks_.back().first < end)) blanks_.emplace_back(end, begin);
  return n;
}

void Builder::comment(Span span) {
  if (!comments_.empty() && comments_.back().span.begin >= span.begin) return;
  std::size_t before = span.begin - source_.base;
  const auto text = source_.text;
  while (before > 0 && (text[before - 1] == ' ' || text[before - 1] == '\t')) --before;
  const bool own = before == 0 || text[before - 1] == '\n' || text[before - 1] == '\r' ||
                   (before == 3 && text.substr(0, 3) == "\xEF\xBB\xBF");
  comments_.push_back({span, own});
}

void Builder::fail(Fault kind, const char* from, const char* end) const {
  Diagnostic diagnostic = fault(kind, {from, static_cast<std::size_t>(end - from)}, at(from));
  if (kind == Fault::kTooDeep) {
    diagnostic.message +=
        ": more than " + std::to_string(limits_.max_nesting) + " constructs are open here";
  }
  throw SyntaxError{std::move(diagnostic)};
}

void Builder::look(const char* p, const char* end) {
  if (steps_ > step_limit()) fail(Fault::kTooManySteps, p, end);
  const std::string_view code = interruption_code(limits_.interrupt);
  if (!code.empty()) throw SyntaxError{interruption(code, {at(p), at(p) + 1})};
  looked_at_ = std::min(step_limit(), steps_ + Interruption::kStepsUntilAsked);
}

void Builder::fail_at(Fault kind, Span span) const {
  Diagnostic diagnostic = fault(kind, text_of(span), span.begin);
  diagnostic.span = span;
  throw SyntaxError{std::move(diagnostic)};
}

void Builder::miss(Need what, const char* from, const char* end) const {
  Diagnostic diagnostic = expected(what, {from, static_cast<std::size_t>(end - from)}, at(from));
  if (notes_opening(what) && !frames_.empty()) {
    const At open = frames_.back();
    diagnostic.notes.push_back({{open, open + 1}, "opened here"});
  }
  throw SyntaxError{std::move(diagnostic)};
}

Frame Builder::enter(const char* p) {
  frames_.push_back(at(p));
  return {values_.size(), frames_.back()};
}

void Builder::reset() {
  values_.clear();
  frames_.clear();
  depth_ = 0;
}

void Builder::push_text(Tag tag, std::string_view text) {
  const At begin = at(text.data());
  values_.push_back({tag, false, {begin, begin + static_cast<At>(text.size())}, text, nullptr});
}

void Builder::push(Tag tag, Span span, void* node) {
  values_.push_back({tag, false, span, {}, node});
}

void Builder::replace(Tag tag, Frame f, At end, void* node) {
  values_.resize(f.height);
  push(tag, {f.begin, end}, node);
}

void Builder::retag(Frame f, At, Tag tag) {
  for (Value& value : values(f)) value.tag = tag;
}

Expr* Builder::make(ExprKind kind, Frame f, At end) {
  Expr* e = arena_.make<Expr>();
  e->kind = kind;
  e->span = {f.begin, end};
  return e;
}

std::span<Name> Builder::names(Frame f) {
  std::vector<Name> found;
  for (const Value& value : values(f)) {
    if (value.tag == Tag::kName) found.push_back(to_name(value));
  }
  return store(found);
}

Expr* Builder::only(Frame f, Tag tag) {
  for (const Value& value : values(f)) {
    if (value.tag == tag) return to_expr(value);
  }
  return nullptr;
}

}  // namespace cordon::syntax
