#ifndef CORDON_REPORT_TEXT_WRITER_H_
#define CORDON_REPORT_TEXT_WRITER_H_

#include <string>
#include <string_view>

namespace cordon::report {

/// Collects lines of text. It is the only place where text for people is put together: words of
/// the program go in by `put`, everything that came from an input by `put_input`, which escapes it.
class TextWriter {
 public:
  enum class Style { kPlain, kRed, kYellow, kGreen, kBlue, kBold, kDim };

  explicit TextWriter(bool color) : color_(color) {}

  TextWriter& put(std::string_view words);
  TextWriter& put(std::string_view words, Style style);
  TextWriter& put_input(std::string_view text);
  TextWriter& put_input(std::string_view text, Style style);
  TextWriter& put_number(std::size_t number);
  /// Ends the line. A line that would begin with `::`, as orders to build systems do, begins with
  /// an escaped colon instead.
  void end_line();
  /// A word right-aligned in `width` columns.
  TextWriter& put_right(std::string_view word, std::size_t width);

  [[nodiscard]] std::string take();
  [[nodiscard]] std::size_t size() const { return out_.size(); }

 private:
  bool color_;
  std::string out_;
  std::size_t line_start_ = 0;
};

}  // namespace cordon::report

#endif  // CORDON_REPORT_TEXT_WRITER_H_
