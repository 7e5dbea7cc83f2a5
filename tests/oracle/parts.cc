// Texts that are known in part: literal pieces and symbols that stand for any text. A question
// about such a text is decided only if every completion gives the same answer. Test:
// oracle_test.cc.
#include <algorithm>

#include "machine.h"

namespace cordon::oracle {
namespace {

constexpr int kAnything = -1;

/// One entry a byte, kAnything for a symbol.
std::vector<int> flat(std::span<const Part> parts) {
  std::vector<int> out;
  for (const Part& part : parts) {
    if (part.symbol != 0) {
      out.push_back(kAnything);
      continue;
    }
    for (const char c : part.text) out.push_back(static_cast<unsigned char>(c));
  }
  return out;
}

bool same_part(const Part& a, const Part& b) { return a.symbol == b.symbol && a.text == b.text; }

/// Neighbouring literals become one, empty ones go.
std::vector<Part> tidy(std::span<const Part> parts, std::string& memory) {
  std::vector<Part> out;
  std::size_t bytes = 0;
  for (const Part& part : parts) bytes += part.text.size();
  memory.clear();
  memory.reserve(bytes);
  for (const Part& part : parts) {
    if (part.symbol != 0) {
      out.push_back(part);
    } else if (!part.text.empty()) {
      const std::size_t begin = memory.size();
      memory += part.text;
      const bool joins = !out.empty() && out.back().symbol == 0;
      const std::size_t before = joins ? out.back().text.size() : 0;
      if (joins) out.pop_back();
      out.push_back({std::string_view(memory).substr(begin - before), 0});
      out.back().text = out.back().text.substr(0, before + part.text.size());
    }
  }
  return out;
}

}  // namespace

/// The pattern of a text, known or not. False: nothing is known of its letters.
bool Machine::pattern_of(const Node& v, std::vector<Part>& out) {
  out.clear();
  if (v.is(Kind::kString)) {
    out.push_back({v.text(), 0});
    return true;
  }
  if (!v.is(Kind::kUnknown) || v.unknown == nullptr || v.unknown->parts.empty()) return false;
  out.assign(v.unknown->parts.begin(), v.unknown->parts.end());
  return true;
}

/// Whether some completion of the symbols makes both the same text; symbols are taken one by one,
/// as if each stood for itself.
bool Machine::may_agree(std::span<const Part> a, std::span<const Part> b) {
  const std::vector<int> x = flat(a);
  const std::vector<int> y = flat(b);
  std::vector<std::vector<char>> can(x.size() + 1, std::vector<char>(y.size() + 1, 0));
  for (std::size_t i = x.size() + 1; i-- > 0;) {
    for (std::size_t j = y.size() + 1; j-- > 0;) {
      const bool more_x = i < x.size();
      const bool more_y = j < y.size();
      bool yes = !more_x && !more_y;
      if (more_x && x[i] == kAnything)
        yes = yes || can[i + 1][j] != 0 || (more_y && can[i][j + 1] != 0);
      if (more_y && y[j] == kAnything)
        yes = yes || can[i][j + 1] != 0 || (more_x && can[i + 1][j] != 0);
      if (more_x && more_y && x[i] == y[j]) yes = yes || can[i + 1][j + 1] != 0;
      can[i][j] = yes ? 1 : 0;
    }
  }
  return can[0][0] != 0;
}

/// What both begin and end with is taken off first: the same symbol is the same text.
Truth Machine::parts_equal(std::vector<Part> a, std::vector<Part> b) {
  std::string memory_a;
  std::string memory_b;
  a = tidy(a, memory_a);
  b = tidy(b, memory_b);
  while (!a.empty() && !b.empty() && same_part(a.front(), b.front())) {
    a.erase(a.begin());
    b.erase(b.begin());
  }
  while (!a.empty() && !b.empty() && same_part(a.back(), b.back())) {
    a.pop_back();
    b.pop_back();
  }
  if (a.empty() && b.empty()) return Truth::kT;
  return may_agree(a, b) ? Truth::kU : Truth::kF;
}

/// `starts_with` and `ends_with` of two texts, at least one of them known in part.
Node Machine::affix(syntax::CompareOp op, const Node& a, const Node& b) {
  const Node& open = a.is(Kind::kUnknown) ? a : b;
  std::vector<Part> whole;
  std::vector<Part> piece;
  if (!pattern_of(a, whole) || !pattern_of(b, piece)) return derive(open);
  std::string memory_whole;
  std::string memory_piece;
  whole = tidy(whole, memory_whole);
  piece = tidy(piece, memory_piece);
  const bool front = op == syntax::CompareOp::kStartsWith;
  const Part any{{}, 1};
  std::vector<Part> longer = piece;
  longer.insert(front ? longer.end() : longer.begin(), any);
  if (!may_agree(whole, longer)) return Node::boolean(false);
  // Takes what both share; the rest of the piece must then be the edge of a literal.
  const auto edge = [front](std::vector<Part>& list) -> Part& {
    return front ? list.front() : list.back();
  };
  const auto drop = [front](std::vector<Part>& list) {
    list.erase(front ? list.begin() : list.end() - 1);
  };
  while (!whole.empty() && !piece.empty() && same_part(edge(whole), edge(piece))) {
    drop(whole);
    drop(piece);
  }
  if (piece.empty()) return Node::boolean(true);
  if (piece.size() > 1 || whole.empty() || piece[0].symbol != 0 || edge(whole).symbol != 0) {
    return derive(open);
  }
  const std::string_view text = edge(whole).text;
  const bool holds = front ? text.starts_with(piece[0].text) : text.ends_with(piece[0].text);
  return holds ? Node::boolean(true) : derive(open);
}

}  // namespace cordon::oracle
