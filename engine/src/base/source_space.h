#ifndef CORDON_BASE_SOURCE_SPACE_H_
#define CORDON_BASE_SOURCE_SPACE_H_

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace cordon {

/// A position: an offset into the concatenation of all inputs of a run. 0 means "no place".
using At = std::uint32_t;

/// How the text of an embedded source (a JSON document inside a string) was written by its holder.
enum class Embedding : std::uint8_t {
  kNone,         ///< a file of its own
  kJsonEscapes,  ///< between the quotes of a JSON string, or a YAML double-quoted one on one line
  kVerbatim,     ///< byte for byte from `holder_text` on
  kOpaque,       ///< places inside cannot be mapped back; the holder's place is shown
};

struct Source {
  std::string name;       ///< file name as given, or the name of a rule text
  std::string_view text;  ///< all bytes
  At base = 0;            ///< position of the first byte
  At holder = 0;          ///< embedded: position of the node that holds this text
  At holder_text = 0;     ///< embedded: position of the first byte after the opening quote
  Embedding embedding = Embedding::kNone;
};

/// Line and column count from 1, columns in Unicode scalar values.
struct Place {
  const Source* source = nullptr;  ///< the file, never an embedded source
  std::uint32_t offset = 0;
  std::uint32_t line = 0;
  std::uint32_t column = 0;
  explicit operator bool() const { return source != nullptr; }
};

/// Spans all inputs of a run, as compilers do it: a position is one number, and the file, line
/// and column are computed when they are printed.
/// Ownership: keeps the texts that are added by value; views must outlive it.
/// Threads: `place()` builds a table of lines up to the place that it is asked for, unless that was
/// done before: one thread at a time until the last place of each text was asked for.
class SourceSpace {
 public:
  /// Adds a text and returns its source. Errors: nullptr when the space (4 GiB) is full.
  const Source* add(std::string name, std::string text);
  const Source* add_view(std::string name, std::string_view text);
  const Source* add_embedded(At holder, At holder_text, Embedding embedding, std::string_view text);

  /// Says that a source is ASCII and holds no line feed but its last byte, which spares place() a
  /// pass over it.
  void note_one_line(const Source& source);

  [[nodiscard]] const Source* find(At at) const;
  /// The innermost file position of `at`, mapped out of embedded documents.
  [[nodiscard]] Place place(At at) const;
  /// The line of text that holds `place`, without its line end. Of a longer one only the first
  /// `most` bytes: a whole document may be one line. Cost: O(most).
  [[nodiscard]] std::string_view line_of(const Place& place, std::size_t most) const;
  [[nodiscard]] std::size_t size() const { return sources_.size(); }
  [[nodiscard]] const Source& operator[](std::size_t i) const { return sources_[i]->source; }

 private:
  /// What lines and columns are counted from: where each block of a text begins. So the table is
  /// small whatever the lines are, and a place near the beginning costs nothing.
  struct Mark {
    std::uint32_t feeds = 0;       ///< line feeds before the block
    std::uint32_t line_start = 0;  ///< offset of the line that the block begins in
    std::uint32_t scalars = 0;     ///< scalar values before the block
  };
  struct Line {
    std::uint32_t number = 1;
    std::uint32_t start = 0;
  };
  struct Entry {
    Source source;
    std::string owned;
    bool one_line = false;
    mutable std::vector<Mark> marks;

    void mark_up_to(std::size_t block) const;
    [[nodiscard]] Line line_at(std::size_t offset) const;
    [[nodiscard]] std::uint32_t scalars_before(std::size_t offset) const;
  };
  const Source* push(Entry entry);
  const Entry* entry_of(At at) const;
  std::vector<std::unique_ptr<Entry>> sources_;
  std::uint64_t next_ = 1;
};

}  // namespace cordon

#endif  // CORDON_BASE_SOURCE_SPACE_H_
