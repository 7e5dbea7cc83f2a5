#ifndef CORDON_DIAGNOSTIC_H_
#define CORDON_DIAGNOSTIC_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace cordon {

enum class Level : std::uint8_t { kError, kWarning };

/// A stretch of text in a source space (base/source_space.h): [begin, end). begin 0: no place.
struct Span {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

/// Something that the author of a rule, of a document or of a command line should know.
/// Messages start lower-case, have no final period and keep to one line; advice is in `help`.
/// The text of documents and rules inside a message is hostile: only writers that escape print it.
struct Diagnostic {
  struct Note {
    Span span;
    std::string text;
  };
  std::string_view code;  ///< static text, e.g. "E0302"
  Level level = Level::kError;
  Span span;
  std::string message;
  std::string help;  ///< empty: none
  std::vector<Note> notes;
};

/// A diagnostic with its place computed, as results carry it.
struct Problem {
  std::string code;
  Level level = Level::kError;
  std::string message;
  std::string help;
  std::string file;          ///< empty: no place
  std::uint32_t line = 0;    ///< from 1; 0: no place
  std::uint32_t column = 0;  ///< from 1, in Unicode scalar values
  std::string source_line;   ///< the line of text, unescaped
  std::uint32_t caret_length = 1;
  std::vector<std::string> notes;
};

/// A text of others inside backticks, as a message shows it: cut to what suits one line.
std::string in_backticks(std::string_view text);

}  // namespace cordon

#endif  // CORDON_DIAGNOSTIC_H_
