#ifndef CORDON_REPORT_CHARACTERS_H_
#define CORDON_REPORT_CHARACTERS_H_

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace cordon::report {

/// One step through text that may be anything.
struct Scalar {
  char32_t value = 0;
  std::uint8_t bytes = 1;
  bool valid = true;  ///< false: one byte that is no part of well-formed UTF-8; value is that byte
};

/// Decodes the scalar value at `text[at]`. Requires: at < text.size().
/// Source: Unicode 15, table 3-7 (well-formed byte sequences).
Scalar scalar_at(std::string_view text, std::size_t at);

/// Says whether a reader sees the character as itself: false for controls, bidirectional and
/// zero-width characters, line separators, tags, surrogates and noncharacters.
bool is_visible(char32_t c);

/// Columns of a terminal that a visible character takes: 0, 1 or 2.
unsigned width_of(char32_t c);

/// Columns that `text` takes; every scalar of it must be visible.
std::size_t width_of(std::string_view text);

/// Says whether `text` begins with a mark that build systems obey wherever it stands in a line.
bool begins_build_order(std::string_view text);

/// The offset of the byte where column `column` (from 1, in scalar values) begins, or text.size().
std::size_t offset_of_column(std::string_view text, std::uint32_t column);

}  // namespace cordon::report

#endif  // CORDON_REPORT_CHARACTERS_H_
