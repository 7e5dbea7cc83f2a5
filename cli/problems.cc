#include "problems.h"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace cordon::cli {
namespace {

/// Edits that turn one text into the other.
std::size_t edits(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = std::exchange(row[0], i);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t kept = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({kept, row[j] + 1, row[j - 1] + 1});
    }
  }
  return row[b.size()];
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

}  // namespace

Problem mistake(std::string code, std::string message, std::string help) {
  Problem problem;
  problem.code = std::move(code);
  problem.message = std::move(message);
  problem.help = std::move(help);
  return problem;
}

Problem warning(std::string code, std::string message, std::string help) {
  Problem problem = mistake(std::move(code), std::move(message), std::move(help));
  problem.level = Level::kWarning;
  return problem;
}

Problem from(const Diagnostic& diagnostic) {
  Problem problem = mistake(std::string(diagnostic.code), diagnostic.message, diagnostic.help);
  problem.level = diagnostic.level;
  for (const auto& note : diagnostic.notes) problem.notes.push_back(note.text);
  return problem;
}

bool has_errors(const Problems& problems) {
  return std::any_of(problems.begin(), problems.end(),
                     [](const Problem& p) { return p.level == Level::kError; });
}

void append(Problems& to, const Problems& more) { to.insert(to.end(), more.begin(), more.end()); }

std::string closest(std::string_view wrong, const std::vector<std::string>& candidates) {
  constexpr std::size_t kLongest = 100;
  if (wrong.empty() || wrong.size() > kLongest) return {};
  const std::string plain = lower(wrong);
  std::string best;
  // Six of ten characters must be right.
  double least = 0.4;
  for (const std::string& candidate : candidates) {
    if (candidate.size() > kLongest) continue;
    const std::size_t longest = std::max(wrong.size(), candidate.size());
    const double share =
        static_cast<double>(edits(plain, lower(candidate))) / static_cast<double>(longest);
    if (share > least || (share == least && !best.empty())) continue;
    best = candidate;
    least = share;
  }
  return best;
}

std::string did_you_mean(std::string_view wrong, const std::vector<std::string>& candidates) {
  const std::string best = closest(wrong, candidates);
  return best.empty() ? best : "did you mean " + best + "?";
}

std::string listed(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

}  // namespace cordon::cli
