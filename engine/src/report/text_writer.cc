#include "report/text_writer.h"

#include <array>
#include <cstddef>
#include <utility>

#include "cordon/report.h"
#include "report/characters.h"

namespace cordon::report {
namespace {

/// In the order of TextWriter::Style.
constexpr std::array<std::string_view, 7> kStarts = {"",         "\x1b[31m", "\x1b[33m", "\x1b[32m",
                                                     "\x1b[34m", "\x1b[1m",  "\x1b[2m"};
static_assert(static_cast<std::size_t>(TextWriter::Style::kDim) == kStarts.size() - 1);

}  // namespace

TextWriter& TextWriter::put(std::string_view words) {
  out_ += words;
  return *this;
}

TextWriter& TextWriter::put(std::string_view words, Style style) {
  if (!color_ || style == Style::kPlain) return put(words);
  return put(kStarts[static_cast<std::size_t>(style)]).put(words).put("\x1b[0m");
}

TextWriter& TextWriter::put_input(std::string_view text) { return put(printable(text)); }

TextWriter& TextWriter::put_input(std::string_view text, Style style) {
  return put(printable(text), style);
}

TextWriter& TextWriter::put_number(std::size_t number) { return put(std::to_string(number)); }

TextWriter& TextWriter::put_right(std::string_view word, std::size_t width) {
  const std::size_t own = width_of(word);
  if (own < width) out_.append(width - own, ' ');
  return put(word);
}

void TextWriter::end_line() {
  const std::size_t first = out_.find_first_not_of(' ', line_start_);
  if (first != std::string::npos && std::string_view(out_).substr(first).starts_with("::")) {
    out_.replace(first, 1, "\\u{3a}");
  }
  // Pieces that are harmless alone, such as both sides of a mark, may be an order together.
  for (std::size_t at = out_.find("##", line_start_); at != std::string::npos;
       at = out_.find("##", at + 1)) {
    if (begins_build_order(std::string_view(out_).substr(at))) out_.replace(at, 1, "\\u{23}");
  }
  out_ += '\n';
  line_start_ = out_.size();
}

std::string TextWriter::take() { return std::move(out_); }

}  // namespace cordon::report
