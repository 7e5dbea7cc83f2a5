#ifndef CORDON_DOCUMENT_JSON_PARSER_H_
#define CORDON_DOCUMENT_JSON_PARSER_H_

#include <cstddef>
#include <string>
#include <string_view>

#include "base/source_space.h"
#include "document/tree_builder.h"
#include "value/store.h"

namespace cordon::document {

/// Appends what the escape at text[at] (the backslash) stands for and returns its length in bytes.
/// 0: no escape of JSON, or half of a surrogate pair. Reads nothing at or behind `end`.
std::size_t decode_json_escape(std::string_view text, std::size_t at, std::size_t end,
                               std::string& out);

/// Reads JSON values from a range of a checked text into a builder.
/// Requires: check_text() found nothing wrong with `source`.
class JsonParser {
 public:
  JsonParser(Store& store, const Source& source, TreeBuilder& builder, std::size_t begin,
             std::size_t end)
      : store_(store),
        source_(source),
        builder_(builder),
        begin_(source.text.data()),
        end_(begin_ + end),
        at_(begin_ + begin) {}

  /// Reads one value that must be all there is in the range. Errors: builder.error().
  bool read_only_value();
  /// Whether only white space is left.
  bool at_end();

 private:
  enum class Next : unsigned char { kFailed, kValue, kAfter };
  Next value();
  Next open_list();
  Next open_object();
  Next after_value();
  Next after_comma(bool is_object);
  bool key();
  bool string_value();
  bool string_text(std::string_view& out);
  bool escaped_text(const char* begin, std::string_view& out);
  bool escape();
  bool number();
  bool digits();
  bool number_fault(const char* begin, std::string what);
  bool word(std::string_view text, const Node& node);
  bool unexpected(std::string_view expected);
  std::string advice() const;
  void skip_space();
  [[nodiscard]] char peek() const { return at_ < end_ ? *at_ : '\0'; }
  [[nodiscard]] At place(const char* at) const {
    return source_.base + static_cast<At>(at - begin_);
  }
  /// What is not read yet.
  [[nodiscard]] std::string_view rest() const {
    return {at_, static_cast<std::size_t>(end_ - at_)};
  }
  /// A character for a message.
  [[nodiscard]] std::string shown(const char* at) const;

  Store& store_;
  const Source& source_;
  TreeBuilder& builder_;
  const char* begin_;  ///< of the source
  const char* end_;    ///< of the range
  const char* at_;
  std::string scratch_;
};

}  // namespace cordon::document

#endif  // CORDON_DOCUMENT_JSON_PARSER_H_
