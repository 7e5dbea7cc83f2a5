#ifndef CORDON_DOCUMENT_JSON_PARSER_H_
#define CORDON_DOCUMENT_JSON_PARSER_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/interruption.h"
#include "base/source_space.h"
#include "document/tree_builder.h"
#include "value/store.h"

namespace cordon::document {

/// Appends what the escape at text[at] (the backslash) stands for and returns its length in bytes.
/// 0: no escape of JSON, or half of a surrogate pair. Reads nothing at or behind `end`.
std::size_t decode_json_escape(std::string_view text, std::size_t at, std::size_t end,
                               std::string& out);

/// Reads JSON values from a range of a text into a builder. What it has read is UTF-8 without NUL:
/// strings are checked, and nothing else may have such bytes.
/// Requires: check_beginning() found nothing wrong with `source`.
class JsonParser {
 public:
  JsonParser(Store& store, const Source& source, TreeBuilder& builder, std::size_t begin,
             std::size_t end)
      : store_(store),
        source_(source),
        builder_(builder),
        begin_(source.text.data()),
        end_(begin_ + end),
        at_(begin_ + begin),
        blanks_end_(at_ + std::min(kBytesUntilAsked, end - begin)),
        first_place_(source.base - number_of(begin_)) {}

  /// Reads one value that must be all there is in the range. Errors: builder.error().
  bool read_only_value();
  /// Whether only white space is left.
  bool at_end();
  /// Whether the range is ASCII, and holds no line feed but its last byte. Requires: it was read.
  [[nodiscard]] bool is_one_line() const { return ascii_ && !feeds_; }

 private:
  class Text;
  // What reads takes the place where it begins and gives the place behind it: nullptr after a
  // fault. So the place is a register and no member that each store to memory might change.
  enum class Next : unsigned char { kFailed, kValue, kAfter };
  template <bool kStops>
  const char* any_value(const char* at);
  template <bool kStops>
  Next value(const char*& at);
  template <bool kStops>
  Next open_list(const char*& at);
  template <bool kStops>
  Next open_object(const char*& at);
  template <bool kStops>
  Next after_value(const char*& at);
  template <bool kStops>
  Next after_comma(const char*& at, bool is_object);
  template <bool kStops>
  bool key(const char*& at, const char* comma);
  bool trailing(const char* comma);
  bool string_value(const char*& at);
  bool well_formed(const char* begin, const char* end);
  const char* unexpected_key(const char* at);
  const char* escaped_value(const char* at, const char* run);
  const char* escaped_text(const char* begin, const char* at, std::string_view& out);
  const char* wrong_escape(const char* at);
  const char* number(const char* at);
  const char* other_number(const char* at);
  const char* digits(const char* at);
  const char* no_value(const char* at);
  const char* number_fault(const char* begin, std::string what);
  const char* unexpected(const char* at, std::string_view expected);
  bool word(const char*& at, std::string_view text, Kind kind);
  std::string advice(const char* at) const;
  // kStops: behind the range stands a byte that no value goes on with, so nothing is compared with
  // the end. So it is in a file, where a line break or the NUL of a std::string stands there, but
  // not in a text that another document holds.
  [[nodiscard]] bool stops() const { return source_.embedding == Embedding::kNone; }
  template <bool kStops = false>
  [[nodiscard]] char peek(const char* at) const {
    return kStops || at < end_ ? *at : '\0';
  }
  template <bool kStops = false>
  [[nodiscard]] const char* skip_space(const char* at);
  [[nodiscard]] const char* skip_blanks(const char* at);
  [[nodiscard]] const char* more_blanks(const char* at);
  static At number_of(const char* at) {
    return static_cast<At>(reinterpret_cast<std::uintptr_t>(at));
  }
  [[nodiscard]] At place(const char* at) const { return number_of(at) + first_place_; }
  /// What is not read yet.
  [[nodiscard]] std::string_view rest(const char* at) const {
    return {at, static_cast<std::size_t>(end_ - at)};
  }
  const char* fail(Diagnostic diagnostic);
  /// A character for a message.
  [[nodiscard]] std::string shown(const char* at) const;

  Store& store_;
  const Source& source_;
  TreeBuilder& builder_;
  const char* begin_;  ///< of the source
  const char* end_;    ///< of the range
  const char* at_;
  /// Blanks up to here are read without asking the host. INVARIANT: not behind end_.
  const char* blanks_end_;
  bool ascii_ = true;    ///< all strings
  bool spaced_ = false;  ///< there is white space in the value
  bool feeds_ = false;   ///< there is a line feed that is not the last byte
  At first_place_;       ///< of an address zero; numbers that wrap around
  std::string scratch_;  ///< for the text of a string with escapes; never shrinks
};

}  // namespace cordon::document

#endif  // CORDON_DOCUMENT_JSON_PARSER_H_
