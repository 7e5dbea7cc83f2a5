#ifndef CORDON_BUNDLE_READER_H_
#define CORDON_BUNDLE_READER_H_

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "bundle/fields.h"

namespace cordon::bundle {

/// Reads fields from bytes that may be anything. The first fault ends it: everything read after it
/// is zero or empty, and nothing is allocated that the bytes left do not justify.
class Reader {
 public:
  static constexpr bool kReads = true;
  /// How many bytes texts take in their sources. The store wants them in order, which hostile bytes
  /// need not be in: they are collected, sorted and given to it once.
  using RawLengths = std::vector<std::pair<At, std::uint32_t>>;

  /// Whether the bytes outlive the store, so that texts of rules need not be copied.
  enum class Bytes : unsigned char { kPass, kStay };

  Reader(std::string_view bytes, Store& store, RawLengths& lengths, Bytes origin = Bytes::kPass)
      : bytes_(bytes), origin_(origin), store_(store), lengths_(lengths) {}

  template <class... T>
  void operator()(T&&... values) {
    (one(values), ...);
  }
  /// Code of what is wrong, or "".
  [[nodiscard]] std::string_view fault() const { return fault_; }
  [[nodiscard]] std::size_t at() const { return at_; }
  [[nodiscard]] std::size_t left() const { return bytes_.size() - at_; }
  std::uint64_t number(std::size_t bytes) {
    const std::string_view text = raw(bytes);
    std::uint64_t value = 0;
    if (text.size() != bytes) return value;
    // With a length that is known where it is called, this is one load.
    for (std::size_t i = bytes; i-- > 0;)
      value = (value << 8U) | static_cast<unsigned char>(text[i]);
    return value;
  }
  std::string_view raw(std::size_t bytes) {
    if (bytes > left()) refuse("B0109");
    if (!fault_.empty()) return {};
    const std::string_view text = bytes_.substr(at_, bytes);
    at_ += bytes;
    return text;
  }

 private:
  void refuse(std::string_view code) {
    if (fault_.empty()) fault_ = code;
  }
  template <class T>
  void one(T& value) {
    if constexpr (std::is_same_v<T, bool>) {
      const std::uint64_t bit = number(1);
      if (bit > 1) refuse("B0111");
      value = bit == 1;
    } else if constexpr (std::is_enum_v<T>) {
      const std::uint64_t n = number(sizeof(T));
      if (n > static_cast<std::uint64_t>(kLast<T>)) return refuse("B0111");
      value = static_cast<T>(n);
    } else if constexpr (std::is_arithmetic_v<T>) {
      value = static_cast<T>(number(sizeof(T)));
    } else {
      fields(*this, value);
    }
  }
  void one(Node& value) { value = read_value(0); }
  void one(SourceSpace& sources);
  void one(std::string& text) { text = read_text(true); }
  template <class S>
  void one(FileName<S>& name) {
    name.text = read_text(false);
  }
  template <class T>
  void one(std::vector<T>& values) {
    const std::size_t n = count(least_bytes<T>());
    if (++nesting_ > kMaxNesting) refuse("B0111");
    // Room is made as members come: what is inside of them may announce as much again.
    for (std::size_t i = 0; i < n && fault_.empty(); ++i) one(values.emplace_back());
    --nesting_;
  }
  template <class T>
  void one(std::optional<T>& value) {
    bool some = false;
    one(some);
    value.reset();  // a default that a new object has is not what was written
    if (some) one(value.emplace());
  }
  template <class T, std::size_t n>
  void one(std::array<T, n>& values) {
    for (T& value : values) one(value);
  }

  std::string_view read_text(bool utf8);
  /// How many follow, if each takes at least `least` bytes.
  std::size_t count(std::size_t least);
  Node read_value(int depth);
  Node read_leaf(Kind kind, At at);
  /// How many keys and members wait of the levels above.
  struct Waiting {
    std::size_t keys = 0;
    std::size_t members = 0;
  };
  Node read_container(bool object, At at, int depth);
  void read_key();
  Node make_container(bool object, const Waiting& before, At at, At end);
  Node read_parsed(Kind kind, At at);
  Node read_error();
  Node read_unknown(At at);

  static constexpr int kMaxNesting = 80;
  std::string_view bytes_;
  Bytes origin_;
  Store& store_;
  RawLengths& lengths_;
  std::size_t at_ = 0;
  int nesting_ = 0;
  std::vector<Symbol> keys_;   ///< of the containers that are being read
  std::vector<Node> members_;  ///< the same
  std::string_view fault_;
};

}  // namespace cordon::bundle

#endif  // CORDON_BUNDLE_READER_H_
