#ifndef CORDON_BUNDLE_WRITER_H_
#define CORDON_BUNDLE_WRITER_H_

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "bundle/fields.h"

namespace cordon::bundle {

/// Appends fields to a text.
class Writer {
 public:
  static constexpr bool kReads = false;
  explicit Writer(const Store& store) : store_(store) {}

  template <class... T>
  void operator()(const T&... values) {
    (one(values), ...);
  }
  /// `bytes` of a number, the lowest first.
  void number(std::uint64_t value, std::size_t bytes) {
    for (std::size_t i = 0; i < bytes; ++i)
      out_ += static_cast<char>(static_cast<unsigned char>((value >> (8 * i)) & 0xFFU));
  }
  void raw(std::string_view bytes) { out_ += bytes; }
  [[nodiscard]] const std::string& bytes() const { return out_; }

 private:
  template <class T>
  void one(const T& value) {
    if constexpr (std::is_arithmetic_v<T> || std::is_enum_v<T>) {
      number(static_cast<std::uint64_t>(value), sizeof(T));
    } else {
      fields(*this, value);
    }
  }
  void one(const Node& value);
  void one(const SourceSpace& sources);
  void one(const std::string& text) { write_text(text); }
  template <class S>
  void one(const FileName<S>& name) {
    write_text(name.text);
  }
  template <class T>
  void one(const std::vector<T>& values) {
    number(values.size(), 4);
    for (const T& value : values) one(value);
  }
  template <class T>
  void one(const std::optional<T>& value) {
    one(value.has_value());
    if (value) one(*value);
  }
  template <class T, std::size_t n>
  void one(const std::array<T, n>& values) {
    for (const T& value : values) one(value);
  }
  void write_text(std::string_view text) {
    number(text.size(), 4);
    out_ += text;
  }
  void container(const Node& value);

  const Store& store_;
  std::string out_;
};

}  // namespace cordon::bundle

#endif  // CORDON_BUNDLE_WRITER_H_
