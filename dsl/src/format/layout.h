#ifndef CORDON_FORMAT_LAYOUT_H_
#define CORDON_FORMAT_LAYOUT_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace cordon::format {

/// A document of texts with possible line breaks in groups: a group that fits on its line is
/// written flat, otherwise all its own breaks are taken (after Oppen's and Wadler's pretty
/// printers).
/// Cost: render() looks ahead at most one line for each group, so O(items * width).
class Layout {
 public:
  void text(std::string_view text);
  /// A break that is a blank when flat.
  void line() { push(Op::kLine); }
  /// A break that is nothing when flat.
  void soft() { push(Op::kSoft); }
  /// A break that is always taken; every group around it breaks. `blank`: with an empty line.
  void hard(bool blank = false);
  /// A line end inside a text over several lines: no comment may stand before it.
  void line_in_text();
  /// A comment that goes to the end of the line that is being written.
  void trailing(std::string_view comment);
  void begin_group();
  void end_group();
  void begin_indent() { push(Op::kIndent); }
  void end_indent() { push(Op::kDedent); }

  /// `width` columns; a line that cannot be broken may be longer.
  [[nodiscard]] std::string render(std::size_t width) const;

 private:
  enum class Op : unsigned char {
    kText,
    kLine,
    kSoft,
    kHard,
    kBlank,
    kInText,
    kTrailing,
    kGroup,
    kEnd,
    kIndent,
    kDedent
  };
  struct Item {
    Op op;
    bool forced = false;  ///< kGroup: holds a break that is always taken
    std::string text;
  };
  class Writer;

  void push(Op op, std::string_view text = {}) { items_.push_back({op, false, std::string(text)}); }
  void force_open_groups();
  [[nodiscard]] bool fits(std::size_t group, std::size_t room,
                          const std::vector<bool>& around) const;

  std::vector<Item> items_;
  std::vector<std::size_t> open_;
};

}  // namespace cordon::format

#endif  // CORDON_FORMAT_LAYOUT_H_
