#ifndef CORDON_DOCUMENT_TEXT_CHECK_H_
#define CORDON_DOCUMENT_TEXT_CHECK_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/source_space.h"
#include "cordon/diagnostic.h"
#include "cordon/limits.h"

namespace cordon::document {

/// An error with its place. `length` is what the caret underlines.
Diagnostic problem(std::string_view code, At at, std::string message, std::string help = {},
                   std::size_t length = 1);

/// How a message shows the character at `at` of `text`: "`x`", "byte 0x01", "the end of the text".
std::string show_char(std::string_view text, std::size_t at);

/// D0201, if a text of so many bytes is over the limit: known before anybody copies or reads it.
std::optional<Diagnostic> check_size(std::size_t bytes, At at, const DocumentLimits& limits);

/// Checks what can be told without reading the text: size (D0201), UTF-16 and UTF-32 (D0105).
std::optional<Diagnostic> check_beginning(const Source& source, const DocumentLimits& limits);

/// Checks what readers need before they look at the grammar: beginning, well-formed UTF-8 (D0105)
/// and NUL (D0106). What it learns of lines it tells `sources`. L0207, L0208: the host wants to
/// end. Requires: `source` is one of `sources`. Cost: O(bytes).
std::optional<Diagnostic> check_text(SourceSpace& sources, const Source& source,
                                     const DocumentLimits& limits);

/// 3 if the text begins with a UTF-8 byte order mark, else 0.
inline std::size_t bom_length(std::string_view text) {
  return text.substr(0, 3) == "\xEF\xBB\xBF" ? 3 : 0;
}

}  // namespace cordon::document

#endif  // CORDON_DOCUMENT_TEXT_CHECK_H_
