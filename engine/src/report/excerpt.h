#ifndef CORDON_REPORT_EXCERPT_H_
#define CORDON_REPORT_EXCERPT_H_

#include <cstdint>
#include <string>
#include <string_view>

namespace cordon::report {

/// A part of one line of input with a mark below it, escaped and ready to print.
struct Excerpt {
  std::string text;
  std::string marks;  ///< blanks, then carets
};

/// The line around `column` (from 1, in scalar values) with `length` bytes marked. A long line is
/// cut to a window of about 100 columns, the cuts shown as `gap`.
Excerpt excerpt_of_line(std::string_view line, std::uint32_t column, std::uint32_t length,
                        std::string_view gap);

/// The value at `column` with the key before it, and nothing else of the line: what stands beside
/// a fact in a document may be secret. `open_only` shows the first bracket or key of a container.
Excerpt excerpt_of_value(std::string_view line, std::uint32_t column, std::uint32_t length,
                         bool open_only, std::string_view gap);

}  // namespace cordon::report

#endif  // CORDON_REPORT_EXCERPT_H_
