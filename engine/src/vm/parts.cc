// Texts that are known in part (language 3.8). The one idea: two such texts can become equal iff
// two patterns of bytes and wildcards have a common text, which one table over their positions
// decides.
#include "vm/parts.h"

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

std::vector<int> pattern_of(const std::vector<Piece>& pieces) {
  std::vector<int> out;
  for (const Piece& p : pieces) {
    if (p.symbol != 0) out.push_back(kWildcard);
    for (const char c : p.text) out.push_back(static_cast<unsigned char>(c));
  }
  return out;
}

enum class Overlap : std::uint8_t { kNone, kSome, kTooLong };

/// Whether the patterns have a common text; rows of the table from the end of `x`.
Overlap overlap(const std::vector<int>& x, const std::vector<int>& y) {
  if ((x.size() + 1) * (y.size() + 1) > kMaxPairs) return Overlap::kTooLong;
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

void drop_equal_edges(std::vector<Piece>& a, std::vector<Piece>& b, bool end) {
  while (!a.empty() && !b.empty() && (end ? a.back() == b.back() : a.front() == b.front())) {
    a.erase(end ? a.end() - 1 : a.begin());
    b.erase(end ? b.end() - 1 : b.begin());
  }
}

}  // namespace

Truth parts_equal(std::span<const Part> a, std::span<const Part> b) {
  std::vector<Piece> x = pieces_of(a);
  std::vector<Piece> y = pieces_of(b);
  drop_equal_edges(x, y, false);
  drop_equal_edges(x, y, true);
  if (x.empty() && y.empty()) return Truth::kT;
  return overlap(pattern_of(x), pattern_of(y)) == Overlap::kNone ? Truth::kF : Truth::kU;
}

Truth parts_affix(std::span<const Part> a, std::span<const Part> b, bool end) {
  std::vector<Piece> whole = pieces_of(a);
  std::vector<Piece> part = pieces_of(b);
  std::vector<int> longer = pattern_of(part);
  longer.insert(end ? longer.begin() : longer.end(), kWildcard);
  if (overlap(pattern_of(whole), longer) == Overlap::kNone) return Truth::kF;
  drop_equal_edges(whole, part, end);
  if (part.empty()) return Truth::kT;
  if (part.size() > 1 || whole.empty()) return Truth::kU;
  const Piece& edge = end ? whole.back() : whole.front();
  if (part[0].symbol != 0 || edge.symbol != 0) return Truth::kU;
  const bool holds = end ? edge.text.ends_with(part[0].text) : edge.text.starts_with(part[0].text);
  return holds ? Truth::kT : Truth::kU;
}

}  // namespace cordon::vm
