#include "line_diff.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "cordon/report.h"

namespace cordon::cli {
namespace {

using Lines = std::vector<std::string_view>;

constexpr std::size_t kContext = 3;
constexpr std::size_t kMostCells = std::size_t{4} << 20U;

/// One line of a comparison: kept, taken away or added.
struct Step {
  char mark;
  std::string_view line;
};

Lines lines_of(std::string_view text) {
  Lines lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

void replace_all(std::vector<Step>& steps, const Lines& a, const Lines& b) {
  for (const auto line : a) steps.push_back({'-', line});
  for (const auto line : b) steps.push_back({'+', line});
}

/// Longest common subsequence by the usual table.
void compare(std::vector<Step>& steps, const Lines& a, const Lines& b) {
  if ((a.size() + 1) * (b.size() + 1) > kMostCells) return replace_all(steps, a, b);
  const std::size_t width = b.size() + 1;
  std::vector<std::uint32_t> common((a.size() + 1) * width);
  for (std::size_t i = a.size(); i-- > 0;) {
    for (std::size_t j = b.size(); j-- > 0;) {
      common[i * width + j] =
          a[i] == b[j] ? common[(i + 1) * width + j + 1] + 1
                       : std::max(common[(i + 1) * width + j], common[i * width + j + 1]);
    }
  }
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < a.size() || j < b.size()) {
    if (i < a.size() && j < b.size() && a[i] == b[j]) {
      steps.push_back({' ', a[i++]});
      ++j;
    } else if (j == b.size() ||
               (i < a.size() && common[(i + 1) * width + j] >= common[i * width + j + 1])) {
      steps.push_back({'-', a[i++]});
    } else {
      steps.push_back({'+', b[j++]});
    }
  }
}

std::vector<Step> steps_between(const Lines& a, const Lines& b) {
  const std::size_t shorter = std::min(a.size(), b.size());
  std::size_t head = 0;
  while (head < shorter && a[head] == b[head]) ++head;
  std::size_t tail = 0;
  while (tail < shorter - head && a[a.size() - 1 - tail] == b[b.size() - 1 - tail]) ++tail;
  std::vector<Step> steps;
  for (std::size_t i = 0; i < head; ++i) steps.push_back({' ', a[i]});
  const auto middle = [&](const Lines& all) {
    return Lines(all.begin() + static_cast<std::ptrdiff_t>(head),
                 all.end() - static_cast<std::ptrdiff_t>(tail));
  };
  compare(steps, middle(a), middle(b));
  for (std::size_t i = a.size() - tail; i < a.size(); ++i) steps.push_back({' ', a[i]});
  return steps;
}

/// Steps that are within the context of a change.
std::vector<bool> shown_steps(const std::vector<Step>& steps) {
  std::vector<bool> shown(steps.size());
  for (std::size_t i = 0; i < steps.size(); ++i) {
    if (steps[i].mark == ' ') continue;
    const std::size_t first = i > kContext ? i - kContext : 0;
    const std::size_t last = std::min(steps.size() - 1, i + kContext);
    for (std::size_t k = first; k <= last; ++k) shown[k] = true;
  }
  return shown;
}

std::string range(std::size_t begin, std::size_t count) {
  return std::to_string(count == 0 ? begin : begin + 1) + "," + std::to_string(count);
}

/// Writes the hunk that begins at `i` and gives the step behind it.
std::size_t write_hunk(std::string& out, const std::vector<Step>& steps,
                       const std::vector<bool>& shown, std::size_t i, std::size_t& old_line,
                       std::size_t& new_line) {
  std::string body;
  std::size_t old_count = 0;
  std::size_t new_count = 0;
  for (; i < steps.size() && shown[i]; ++i) {
    if (steps[i].mark != '+') ++old_count;
    if (steps[i].mark != '-') ++new_count;
    body += steps[i].mark + printable(steps[i].line) + "\n";
  }
  out += "@@ -" + range(old_line, old_count) + " +" + range(new_line, new_count) + " @@\n" + body;
  old_line += old_count;
  new_line += new_count;
  return i;
}

}  // namespace

std::string line_diff(const std::string& name, std::string_view before, std::string_view after) {
  if (before == after) return {};
  const std::vector<Step> steps = steps_between(lines_of(before), lines_of(after));
  const std::vector<bool> shown = shown_steps(steps);
  std::string out = "--- " + printable(name) + "\n+++ " + printable(name) + "\n";
  std::size_t old_line = 0;
  std::size_t new_line = 0;
  for (std::size_t i = 0; i < steps.size();) {
    if (shown[i]) {
      i = write_hunk(out, steps, shown, i, old_line, new_line);
    } else {
      ++i;
      ++old_line;
      ++new_line;
    }
  }
  return out;
}

}  // namespace cordon::cli
