#ifndef CORDON_INVENTORY_CFN_TEXT_H_
#define CORDON_INVENTORY_CFN_TEXT_H_

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "inventory/adapter.h"
#include "value/truth.h"

namespace cordon {

/// The text that CloudFormation makes of a known scalar; nothing for other kinds.
std::optional<std::string> scalar_text(const Node& value);

/// Whether CloudFormation makes the same text of two known scalars. kU: one of them is a real whose
/// text it may take from the document (`1.0`) or make of the number (`1`), and that decides.
Truth same_text(const Node& a, const Node& b);
/// Whether both are the same number, however it is written.
bool same_number(const Node& a, const Node& b);

/// A text that names a value as far as it is known, for symbols of what is derived from it:
/// equal keys stand for equal values. Empty: nothing names it.
std::string key_of(AdapterContext& context, const Node& value);

/// Whether two values are certainly the same, in every completion.
bool certainly_same(const Node& a, const Node& b);

/// Whether two texts of known and symbolic pieces are equal: kT, kF or kU.
Truth texts_equal(std::span<const Part> a, std::span<const Part> b);

/// The pieces of a scalar, unknown or reference as a text. Literal text points into `storage`.
std::vector<Part> parts_of(AdapterContext& context, const Node& value, std::string& storage);

/// Puts a text together from pieces that may not be known.
class TextBuilder {
 public:
  explicit TextBuilder(AdapterContext& context) : context_(context) {}
  void literal(std::string_view text);
  void add(const Node& value);
  [[nodiscard]] std::size_t bytes() const { return bytes_; }
  [[nodiscard]] std::size_t pieces() const { return pieces_.size(); }
  /// The text; of a single piece that is a reference or unknown, that value itself; an unknown with
  /// parts; or the first piece that is no text, as an error.
  Node finish(At at);

 private:
  struct Piece {
    std::string text;
    std::uint32_t symbol = 0;
    bool region = false;  ///< see Part
  };
  void symbolic(const Node& value);
  Node unknown_text(At at);

  AdapterContext& context_;
  std::vector<Piece> pieces_;
  std::optional<Node> bad_;
  std::optional<Node> first_;  ///< the first piece that is not known
  std::size_t bytes_ = 0;
  std::size_t unknown_pieces_ = 0;
  bool sensitive_ = false;
  bool non_empty_ = false;
  bool assumed_ = false;
};

}  // namespace cordon

#endif  // CORDON_INVENTORY_CFN_TEXT_H_
