// Cuts one line of input to what a reader may and needs to see, with carets below.
// The idea: a line of a document is not shown because it is there. Minified documents keep whole
// accounts on one line, so what stands beside a fact may be a secret; an excerpt of a value
// therefore is the key, the value and nothing else. Lines of rule text are shown as a window.
// Tabs become four blanks; widths are those of `width_of`. Cannot do: values of several lines
// (their first line is shown). Test: tests/unit/report/excerpt_test.cc.
#include "report/excerpt.h"

#include <algorithm>

#include "cordon/report.h"
#include "report/characters.h"

namespace cordon::report {
namespace {

constexpr std::size_t kWindow = 60;  // bytes on each side of the place
constexpr std::size_t kLongestMark = 80;

/// Byte offsets into a line: what is shown, and what is marked in it.
struct Cut {
  std::size_t begin = 0;
  std::size_t mark = 0;
  std::size_t mark_end = 0;
  std::size_t end = 0;
};

bool is_tail(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

std::size_t boundary(std::string_view line, std::size_t at) {
  at = std::min(at, line.size());
  while (at > 0 && at < line.size() && is_tail(line[at])) --at;
  return at;
}

std::string shown(std::string_view part) {
  std::string plain;
  plain.reserve(part.size());
  for (const char c : part) {
    if (c == '\t') {
      plain += "    ";
    } else {
      plain += c;
    }
  }
  return printable(plain);
}

Excerpt render(std::string_view line, const Cut& cut, std::string_view gap) {
  const std::string before = (cut.begin > 0 ? std::string(gap) : std::string()) +
                             shown(line.substr(cut.begin, cut.mark - cut.begin));
  const std::string marked = shown(line.substr(cut.mark, cut.mark_end - cut.mark));
  Excerpt excerpt;
  excerpt.text = before + marked + shown(line.substr(cut.mark_end, cut.end - cut.mark_end));
  if (cut.end < line.size()) excerpt.text += gap;
  excerpt.marks = std::string(width_of(before), ' ') +
                  std::string(std::max<std::size_t>(1, width_of(marked)), '^');
  return excerpt;
}

bool is_key_byte(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
         c == '.' || c == '-' || is_tail(c) || static_cast<unsigned char>(c) >= 0xC0U;
}

std::size_t skip_blanks_back(std::string_view line, std::size_t at) {
  while (at > 0 && (line[at - 1] == ' ' || line[at - 1] == '\t')) --at;
  return at;
}

/// The offset of the quote that opens the key whose closing quote ends at `end`.
std::size_t open_quote(std::string_view line, std::size_t end) {
  const char quote = line[end - 1];
  const bool escaped = end >= 2 && line[end - 2] == '\\';
  std::size_t at = end - (escaped ? 2 : 1);
  while (at > 0) {
    --at;
    if (line[at] != quote) continue;
    const bool has_slash = at > 0 && line[at - 1] == '\\';
    if (has_slash == escaped) return has_slash ? at - 1 : at;
  }
  return end;
}

/// Where the key of the value at `value` begins; `value` if no key stands before it.
std::size_t key_before(std::string_view line, std::size_t value) {
  std::size_t at = value;
  if (at > 0 && (line[at - 1] == '"' || line[at - 1] == '\'')) --at;
  if (at > 0 && at < value && line[at - 1] == '\\') --at;
  at = skip_blanks_back(line, at);
  if (at == 0 || line[at - 1] != ':') return value;
  at = skip_blanks_back(line, at - 1);
  if (at == 0) return value;
  if (line[at - 1] == '"' || line[at - 1] == '\'') return std::min(value, open_quote(line, at));
  std::size_t begin = at;
  while (begin > 0 && is_key_byte(line[begin - 1])) --begin;
  return begin == at ? value : begin;
}

bool only(std::string_view text, std::string_view allowed) {
  return text.find_first_not_of(allowed) == std::string_view::npos;
}

/// The end of the bracket, quoted word or bare word at `at`.
std::size_t word_end(std::string_view line, std::size_t at) {
  if (at >= line.size()) return at;
  const char first = line[at];
  if (first == '{' || first == '[') return at + 1;
  if (first == '"' || first == '\'') {
    const std::size_t close = line.find(first, at + 1);
    return close == std::string_view::npos ? line.size() : close + 1;
  }
  const std::size_t end = line.find_first_of(" \t:,{}[]", at + 1);
  return end == std::string_view::npos ? line.size() : end;
}

/// A short tag such as !Ref is no value without the word behind it.
std::size_t end_of_tagged(std::string_view line, std::size_t mark, std::size_t end) {
  const bool is_tag =
      mark < line.size() && line[mark] == '!' && end < line.size() && line[end] == ' ';
  return is_tag ? word_end(line, end + 1) : end;
}

}  // namespace

Excerpt excerpt_of_line(std::string_view line, std::uint32_t column, std::uint32_t length,
                        std::string_view gap) {
  Cut cut;
  cut.mark = offset_of_column(line, column);
  cut.mark_end = boundary(line, std::min(cut.mark + std::max(1U, length), cut.mark + kWindow));
  cut.begin = cut.mark > 2 * kWindow ? boundary(line, cut.mark - kWindow) : 0;
  cut.end = line.size() - std::min(cut.mark, line.size()) > 2 * kWindow
                ? boundary(line, cut.mark + kWindow)
                : line.size();
  cut.mark_end = std::max(cut.mark_end, cut.mark);
  cut.end = std::max(cut.end, cut.mark_end);
  return render(line, cut, gap);
}

Excerpt excerpt_of_value(std::string_view line, std::uint32_t column, std::uint32_t length,
                         bool open_only, std::string_view gap) {
  Cut cut;
  cut.mark = offset_of_column(line, column);
  std::size_t end = cut.mark + std::max(1U, length);
  end = open_only ? word_end(line, cut.mark) : end_of_tagged(line, cut.mark, end);
  cut.mark_end = std::max(cut.mark, boundary(line, std::min(end, cut.mark + kLongestMark)));
  cut.begin = key_before(line, cut.mark);
  if (only(line.substr(0, cut.begin), " \t-")) cut.begin = 0;
  cut.end = cut.mark_end;
  if (only(line.substr(cut.end), " \t,]}\"'")) {
    cut.end = line.size();
  } else if (!open_only && line[cut.end] == ',') {
    ++cut.end;
  }
  return render(line, cut, gap);
}

}  // namespace cordon::report
