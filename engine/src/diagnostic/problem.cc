#include "diagnostic/problem.h"

#include <algorithm>
#include <cstddef>
#include <span>
#include <vector>

#include "base/utf8.h"

namespace cordon {
namespace {

/// A longer line is no help, and copying one would cost as much as its text.
constexpr std::size_t kLongestLine = std::size_t{64} << 10U;

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool same_but_case(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return lower(x) == lower(y); });
}

/// Optimal string alignment distance: edits and swaps of neighbours.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> two(b.size() + 1);
  std::vector<std::size_t> one(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) one[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t cost = a[i - 1] == b[j - 1] ? 0 : 1;
      row[j] = std::min({one[j] + 1, row[j - 1] + 1, one[j - 1] + cost});
      const bool swap = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swap) row[j] = std::min(row[j], two[j - 2] + 1);
    }
    two.swap(one);
    one.swap(row);
  }
  return one[b.size()];
}

}  // namespace

std::string_view nearest(std::string_view wrong, std::span<const std::string_view> candidates) {
  constexpr std::size_t kLongest = 128;
  std::string_view best;
  double best_similarity = 0.6;
  if (wrong.empty() || wrong.size() > kLongest) return best;
  for (const std::string_view candidate : candidates) {
    if (same_but_case(wrong, candidate)) return candidate;
    const std::size_t longest = std::max(wrong.size(), candidate.size());
    if (candidate.size() > kLongest) continue;
    const double similarity =
        1.0 - static_cast<double>(distance(wrong, candidate)) / static_cast<double>(longest);
    if (similarity > best_similarity || (similarity == best_similarity && best.empty())) {
      best = candidate;
      best_similarity = similarity;
    }
  }
  return best;
}

std::string in_backticks(std::string_view text) {
  constexpr std::size_t kShownBytes = 60;
  const std::string_view shown = utf8_prefix(text, kShownBytes);
  return "`" + std::string(shown) + (shown.size() < text.size() ? "..." : "") + "`";
}

Problem locate(const Diagnostic& diagnostic, const SourceSpace& sources) {
  Problem problem;
  problem.code = diagnostic.code;
  problem.level = diagnostic.level;
  problem.message = diagnostic.message;
  problem.help = diagnostic.help;
  for (const auto& note : diagnostic.notes) {
    const Place at = sources.place(note.span.begin);
    problem.notes.push_back(at ? note.text + " (" + at.source->name + ":" +
                                     std::to_string(at.line) + ":" + std::to_string(at.column) + ")"
                               : note.text);
  }
  const Place place = sources.place(diagnostic.span.begin);
  if (!place) return problem;
  problem.file = place.source->name;
  problem.line = place.line;
  problem.column = place.column;
  if (const auto line = sources.line_of(place, kLongestLine + 1); line.size() <= kLongestLine)
    problem.source_line = line;
  if (diagnostic.span.end > diagnostic.span.begin) {
    problem.caret_length = diagnostic.span.end - diagnostic.span.begin;
  }
  return problem;
}

}  // namespace cordon
