#ifndef CORDON_REPORT_JSON_WRITER_H_
#define CORDON_REPORT_JSON_WRITER_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cordon::report {

/// Writes JSON text in one pass, indented by two blanks a level. It is the only place where text
/// becomes JSON: what is hidden or forges lines leaves as \uXXXX, a byte that is no UTF-8 as the
/// four characters \xNN.
/// Requires: calls in an order that gives one JSON value (asserted in debug builds).
/// Threads: one at a time. Cost: linear in what is written.
class JsonWriter {
 public:
  void begin_object() { open('{'); }
  void end_object() { close('}'); }
  void begin_array() { open('['); }
  void end_array() { close(']'); }
  void key(std::string_view name);

  void text(std::string_view value);
  void number(std::uint64_t value);
  void boolean(bool value);
  void null();
  /// Puts the text of a JSON value in place, compact as it is, with the same escapes as all text.
  void raw(std::string_view json);

  void member(std::string_view name, std::string_view value) {
    key(name);
    text(value);
  }
  void member(std::string_view name, const char* value) {
    key(name);
    text(value);
  }
  void member(std::string_view name, bool value) {
    key(name);
    boolean(value);
  }
  void member(std::string_view name, std::uint64_t value) {
    key(name);
    number(value);
  }
  void member(std::string_view name, std::uint32_t value) {
    key(name);
    number(value);
  }
  void member_null(std::string_view name) {
    key(name);
    null();
  }
  /// Null where the text is empty.
  void member_or_null(std::string_view name, std::string_view value);
  void member(std::string_view name, const std::vector<std::string>& values);

  /// The finished text, with a line end.
  /// Requires: everything that was opened is closed.
  [[nodiscard]] std::string take();
  /// What there is, whole or not.
  [[nodiscard]] std::string take_part() { return std::move(out_); }
  [[nodiscard]] std::size_t size() const { return out_.size(); }

 private:
  void open(char bracket);
  void close(char bracket);
  void before_value();
  void new_line();
  void quoted(std::string_view value);

  std::string out_;
  std::vector<bool> has_members_;
  bool after_key_ = false;
};

}  // namespace cordon::report

#endif  // CORDON_REPORT_JSON_WRITER_H_
