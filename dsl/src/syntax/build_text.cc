// Nodes of texts, tagged literals and numbers.
// Idea: pieces stay as written until the text ends; then the indentation of a long text is taken
// off and the escapes are resolved, in this order, so that an escaped blank is content.
// It does not look into regexes, addresses and dates: checking does.
// Tests: tests/unit/syntax/text_test.cc.
#include <algorithm>
#include <charconv>
#include <limits>

#include "syntax/builder.h"
#include "syntax/builder_detail.h"
#include "syntax/scan.h"

namespace cordon::syntax {
namespace {

std::size_t blanks_at(std::string_view text, std::size_t from) {
  std::size_t n = from;
  while (n < text.size() && (text[n] == ' ' || text[n] == '\t')) ++n;
  return n - from;
}

/// The pieces of a long text, worked on as lines.
class LongText {
 public:
  explicit LongText(std::vector<std::string>& pieces) : pieces_(pieces) {
    for (std::string& piece : pieces_) erase_carriage_returns(piece);
    at_line_start_ = !pieces_.empty() && pieces_[0].substr(0, 1) == "\n";
    if (at_line_start_) pieces_[0].erase(0, 1);
  }

  void remove_indentation() {
    each_line([this](std::string_view text, std::size_t from, bool content) {
      if (content) meet(text.substr(from, blanks_at(text, from)));
    });
    std::vector<std::string> result;
    for (std::size_t i = 0; i < pieces_.size(); ++i) result.push_back(without(i));
    pieces_ = std::move(result);
  }

 private:
  static void erase_carriage_returns(std::string& text) {
    for (std::size_t i = text.find("\r\n"); i != std::string::npos; i = text.find("\r\n", i)) {
      text.erase(i, 1);
    }
  }

  [[nodiscard]] bool starts_line(std::size_t piece, std::size_t from) const {
    return from == 0 ? piece == 0 && at_line_start_ : pieces_[piece][from - 1] == '\n';
  }

  /// Whether the line that begins at `from` of a piece has more than blanks.
  [[nodiscard]] bool has_content(std::size_t piece, std::size_t from) const {
    const std::size_t end = from + blanks_at(pieces_[piece], from);
    if (end == pieces_[piece].size()) return piece + 1 != pieces_.size();
    return pieces_[piece][end] != '\n';
  }

  template <class Visit>
  void each_line(Visit visit) const {
    for (std::size_t i = 0; i < pieces_.size(); ++i) {
      for (std::size_t from = 0; from <= pieces_[i].size(); ++from) {
        if (starts_line(i, from)) visit(std::string_view(pieces_[i]), from, has_content(i, from));
      }
    }
  }

  void meet(std::string_view indentation) {
    if (!common_known_) common_ = indentation;
    common_known_ = true;
    std::size_t n = 0;
    while (n < common_.size() && n < indentation.size() && common_[n] == indentation[n]) ++n;
    common_.resize(n);
  }

  [[nodiscard]] std::string without(std::size_t piece) const {
    const std::string_view text = pieces_[piece];
    std::string out;
    for (std::size_t from = 0; from <= text.size();) {
      if (starts_line(piece, from)) from += removed(piece, from);
      const std::size_t line_end = std::min(text.find('\n', from), text.size());
      out += text.substr(from, line_end - from);
      if (line_end < text.size()) out += '\n';
      from = line_end + 1;
    }
    return out;
  }

  /// How much of the line that begins at `from` goes: the last line's blanks, else what is common.
  [[nodiscard]] std::size_t removed(std::size_t piece, std::size_t from) const {
    const std::size_t blanks = blanks_at(pieces_[piece], from);
    const bool last = piece + 1 == pieces_.size() && from + blanks == pieces_[piece].size();
    return last ? blanks : std::min(blanks, common_.size());
  }

  std::vector<std::string>& pieces_;
  std::string common_;
  bool common_known_ = false;
  bool at_line_start_ = false;
};

}  // namespace

void Builder::string(Frame f, At end) {
  Expr* e = make(ExprKind::kString, f, end);
  e->kids = kids(f);
  e->multi_line = touches(f.begin, "\"\"\"");
  std::vector<std::string> raw(1);
  for (const Value& value : values(f)) {
    if (value.tag == Tag::kPiece) {
      raw.back() = std::string(value.text);
    } else {
      raw.emplace_back();
    }
  }
  if (e->multi_line) LongText(raw).remove_indentation();
  std::vector<std::string_view> pieces;
  for (const std::string& piece : raw) {
    std::string text;
    unescape(piece, text);
    pieces.push_back(kept(text));
  }
  e->pieces = store(pieces);
  replace(Tag::kExpr, f, end, e);
}

std::string_view Builder::plain_text_of(const Expr& e) const {
  if (!e.kids.empty()) fail_at(Fault::kNoInterpolation, e.span);
  return e.pieces[0];
}

void Builder::quoted(Frame f, At end, ExprKind kind) {
  Expr* e = make(kind, f, end);
  const std::string_view whole = text_of({f.begin, end});
  const std::size_t open = whole.find('"') + 1;
  e->text = whole.substr(open, whole.size() - open - 1);
  if (kind == ExprKind::kString) {
    e->raw = true;
    e->pieces = store(std::vector<std::string_view>{e->text});
    e->text = {};
  }
  replace(Tag::kExpr, f, end, e);
}

void Builder::number(std::string_view text) {
  const At begin = at(text.data());
  Expr* e = make(ExprKind::kNumber, {0, begin}, begin + static_cast<At>(text.size()));
  e->text = text;
  std::string digits;
  std::copy_if(text.begin(), text.end(), std::back_inserter(digits),
               [](char c) { return c != '_'; });
  const char* const from = digits.data();
  const char* const to = from + digits.size();
  if (digits.find_first_of(".eE") != std::string::npos) {
    double value = 0;
    if (std::from_chars(from, to, value).ec != std::errc{}) fail_at(Fault::kNumberRange, e->span);
    e->literal = Node::real(value, begin);
  } else {
    constexpr std::uint64_t kHalf = std::uint64_t{1} << 63U;
    std::uint64_t value = 0;
    const bool fits = std::from_chars(from, to, value).ec == std::errc{};
    const bool minimum = fits && value == kHalf && begin > source_.base &&
                         source_.text[begin - source_.base - 1] == '-';
    if (!fits || (value >= kHalf && !minimum)) fail_at(Fault::kNumberRange, e->span);
    if (minimum) {
      // Half of the smallest integer: the minus that touches it folds it (build_expr.cc).
      e->literal = Node::of(Kind::kUint, begin);
      e->literal.u = value;
    } else {
      e->literal = Node::integer(static_cast<std::int64_t>(value), begin);
    }
  }
  push(Tag::kExpr, e->span, e);
}

}  // namespace cordon::syntax
