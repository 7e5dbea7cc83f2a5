#ifndef CORDON_SYNTAX_SCAN_H_
#define CORDON_SYNTAX_SCAN_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/ascii.h"
#include "base/source_space.h"
#include "cordon/limits.h"
#include "syntax/faults.h"

// Scanning of characters: the leaves of the grammar, and the checks of the text as a whole.
// Every `*_length` gives how much of `rest` belongs to the leaf, 0 if none.
namespace cordon::syntax {

/// Mistakes of one file that are reported before its reading ends.
inline constexpr std::size_t kMaxErrors = 20;

constexpr bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}
constexpr bool is_word_char(char c) { return is_letter(c) || is_digit(c); }
constexpr bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

std::size_t name_length(std::string_view rest);
/// A name that is not reserved.
std::size_t identifier_length(std::string_view rest);
/// `a.b.c`.
std::size_t dotted_length(std::string_view rest);
/// A middle part of a resource type, which `::` follows.
std::size_t resource_part_length(std::string_view rest);
/// Up to the closing quote of a raw literal or the end of the line.
std::size_t raw_length(std::string_view rest);

struct TextScan {
  std::size_t length = 0;
  const Fault* fault = nullptr;  ///< at `length`
};
/// Up to a closing quote or `\(`; on one line also up to the line end.
TextScan scan_text(std::string_view rest, bool long_text);

/// Appends the value of scanned text. Requires: scan_text() found no fault in it.
void unescape(std::string_view raw, std::string& out);

/// L0101, if a text of so many bytes is over the limit: known before anybody copies it.
std::optional<Diagnostic> check_size(std::size_t bytes, At at, const RuleLimits& limits);

/// Refuses what no rule file may hold: too long, not UTF-8, NUL, bidirectional controls.
std::vector<Diagnostic> check_text(const Source& source, const RuleLimits& limits);

}  // namespace cordon::syntax

#endif  // CORDON_SYNTAX_SCAN_H_
