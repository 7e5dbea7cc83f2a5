// Texts that are known in part (language 3.8). The one idea: two such texts can become equal iff
// two patterns of bytes and wildcards have a common text, which one table over their positions
// decides.
#include "vm/parts.h"

#include <algorithm>
#include <string>
#include <vector>

namespace cordon::vm {
namespace {

constexpr std::size_t kMaxPairs = 1'000'000;

struct Piece {
  std::string text;
  std::uint32_t symbol = 0;
  bool operator==(const Piece& other) const { return text == other.text && symbol == other.symbol; }
};

/// Neighbouring literals joined, empty ones dropped.
std::vector<Piece> pieces_of(std::span<const Part> parts) {
  std::vector<Piece> out;
  for (const Part& p : parts) {
    if (p.symbol == 0 && p.text.empty()) continue;
    if (p.symbol == 0 && !out.empty() && out.back().symbol == 0) {
      out.back().text += p.text;
    } else {
      out.push_back({p.symbol == 0 ? std::string(p.text) : std::string(), p.symbol});
    }
  }
  return out;
}

constexpr int kWildcard = -1;

using Pattern = std::vector<int>;

Pattern pattern_of(std::span<const Piece> pieces) {
  Pattern out;
  for (const Piece& p : pieces) {
    if (p.symbol != 0) out.push_back(kWildcard);
    for (const char c : p.text) out.push_back(static_cast<unsigned char>(c));
  }
  return out;
}

/// Takes equal bytes off the fronts, or ends; false if bytes meet that differ.
bool trim(std::span<const int>& x, std::span<const int>& y, bool end) {
  while (!x.empty() && !y.empty()) {
    const int a = end ? x.back() : x.front();
    const int b = end ? y.back() : y.front();
    if (a == kWildcard || b == kWildcard) return true;
    if (a != b) return false;
    x = end ? x.first(x.size() - 1) : x.subspan(1);
    y = end ? y.first(y.size() - 1) : y.subspan(1);
  }
  return true;
}

enum class Overlap : std::uint8_t { kNone, kSome, kTooLong };

/// Whether the patterns have a common text; rows of the table from the end of `x`.
Overlap overlap_table(std::span<const int> x, std::span<const int> y) {
  std::vector<bool> below(y.size() + 1);
  std::vector<bool> here(y.size() + 1);
  for (std::size_t i = x.size() + 1; i-- > 0;) {
    for (std::size_t j = y.size() + 1; j-- > 0;) {
      const bool more_x = i < x.size();
      const bool more_y = j < y.size();
      bool fits = !more_x && !more_y;
      if (more_x && x[i] == kWildcard) fits = fits || below[j] || (more_y && here[j + 1]);
      if (more_y && y[j] == kWildcard) fits = fits || here[j + 1] || (more_x && below[j]);
      if (more_x && more_y && x[i] == y[j]) fits = fits || below[j + 1];
      here[j] = fits;
    }
    below.swap(here);
  }
  return below[0] ? Overlap::kSome : Overlap::kNone;
}

Overlap overlap(const Pattern& a, const Pattern& b, std::uint64_t& steps) {
  std::span<const int> x = a;
  std::span<const int> y = b;
  steps += x.size() + y.size();
  if (!trim(x, y, false) || !trim(x, y, true)) return Overlap::kNone;
  const std::uint64_t pairs = (std::uint64_t{x.size()} + 1) * (y.size() + 1);
  if (pairs > kMaxPairs) return Overlap::kTooLong;
  steps += pairs;
  return overlap_table(x, y);
}

/// How many pieces the two have in common at their fronts, or ends.
std::size_t equal_edge(std::span<const Piece> a, std::span<const Piece> b, bool end) {
  const std::size_t most = std::min(a.size(), b.size());
  std::size_t n = 0;
  while (n < most && (end ? a[a.size() - 1 - n] == b[b.size() - 1 - n] : a[n] == b[n])) ++n;
  return n;
}

std::span<const Piece> without_edge(std::span<const Piece> pieces, std::size_t n, bool end) {
  return end ? pieces.first(pieces.size() - n) : pieces.subspan(n);
}

void drop_equal_edges(std::span<const Piece>& a, std::span<const Piece>& b, bool end) {
  const std::size_t n = equal_edge(a, b, end);
  a = without_edge(a, n, end);
  b = without_edge(b, n, end);
}

std::uint64_t size_of(std::span<const Piece> pieces) {
  std::uint64_t size = pieces.size();
  for (const Piece& piece : pieces) size += piece.text.size();
  return size;
}

}  // namespace

PartsAgree parts_equal(std::span<const Part> a, std::span<const Part> b) {
  const std::vector<Piece> all_x = pieces_of(a);
  const std::vector<Piece> all_y = pieces_of(b);
  PartsAgree out{Truth::kT, size_of(all_x) + size_of(all_y)};
  std::span<const Piece> x = all_x;
  std::span<const Piece> y = all_y;
  drop_equal_edges(x, y, false);
  drop_equal_edges(x, y, true);
  if (x.empty() && y.empty()) return out;
  const bool apart = overlap(pattern_of(x), pattern_of(y), out.steps) == Overlap::kNone;
  out.truth = apart ? Truth::kF : Truth::kU;
  return out;
}

PartsAgree parts_affix(std::span<const Part> a, std::span<const Part> b, bool end) {
  const std::vector<Piece> all_whole = pieces_of(a);
  const std::vector<Piece> all_part = pieces_of(b);
  std::span<const Piece> whole = all_whole;
  std::span<const Piece> part = all_part;
  PartsAgree out{Truth::kU, size_of(whole) + size_of(part)};
  Pattern longer = pattern_of(part);
  longer.insert(end ? longer.begin() : longer.end(), kWildcard);
  if (overlap(pattern_of(whole), longer, out.steps) == Overlap::kNone) {
    out.truth = Truth::kF;
    return out;
  }
  drop_equal_edges(whole, part, end);
  if (part.empty()) out.truth = Truth::kT;
  if (part.size() != 1 || whole.empty()) return out;
  const Piece& edge = end ? whole.back() : whole.front();
  if (part[0].symbol != 0 || edge.symbol != 0) return out;
  const bool holds = end ? edge.text.ends_with(part[0].text) : edge.text.starts_with(part[0].text);
  if (holds) out.truth = Truth::kT;
  return out;
}

}  // namespace cordon::vm
