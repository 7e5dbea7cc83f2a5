#ifndef CORDON_DOCUMENT_TREE_BUILDER_H_
#define CORDON_DOCUMENT_TREE_BUILDER_H_

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "cordon/diagnostic.h"
#include "cordon/limits.h"
#include "value/store.h"

namespace cordon::document {

/// Puts values together, innermost first, under the limits of DocumentLimits; both readers feed it.
/// Each call returns false on an error, which `error()` then holds; nothing may follow it.
/// Errors: D0103 duplicate key, D0202 depth, D0203 values, D0204 memory, D0206 key, D0207 string.
class TreeBuilder {
 public:
  TreeBuilder(Store& store, const Source& source, const DocumentLimits& limits);

  bool open_list(At at) { return open(at, false); }
  bool open_object(At at) { return open(at, true); }
  /// The key of the next value. Requires: an object is open and has a value for each key.
  bool key(std::string_view text, At at);
  /// A finished value: a member of the open container, or the root. Counts as `values` values.
  bool add(const Node& node, std::size_t values = 1);
  /// Ends the open container and adds it to the one around it.
  bool close(At end);
  /// Ends the open container without adding it anywhere.
  bool finish(At end, Node& out);
  /// Adds a container from finish(); it was counted when it was opened.
  bool place(const Node& node) { return add(node, 0); }

  /// Checks the length of a string of the document.
  bool check_string(std::size_t bytes, At at);
  bool fail(Diagnostic diagnostic);

  [[nodiscard]] std::size_t depth() const { return frames_.size(); }
  [[nodiscard]] bool in_object() const { return !frames_.empty() && frames_.back().is_object; }
  [[nodiscard]] At opened_at() const { return frames_.back().at; }
  /// The value that was added while nothing was open.
  [[nodiscard]] const Node& root() const { return root_; }
  [[nodiscard]] const Diagnostic& error() const { return error_; }
  [[nodiscard]] std::size_t values() const { return values_; }

 private:
  struct Frame {
    At at;
    std::uint32_t first_node;
    std::uint32_t first_key;
    std::uint32_t shape;  ///< of the keys so far; Shapes::kNone: checked when it is closed
    bool is_object;
  };
  bool open(At at, bool is_object);
  bool check_memory(At at);
  bool check_wide_keys(const Frame& frame);
  bool duplicate(std::string_view key, At again, At first);

  Store& store_;
  const DocumentLimits& limits_;
  std::size_t max_nodes_;
  std::size_t max_string_;
  std::size_t memory_limit_;
  std::size_t memory_at_start_;
  std::size_t values_ = 0;
  std::vector<Frame> frames_;
  // Members, keys and key places of all open containers: the inner ones on top.
  std::vector<Node> nodes_;
  std::vector<Symbol> keys_;
  std::vector<At> key_places_;
  // By symbol: the check that saw it last.
  std::vector<std::uint32_t> marks_;
  std::uint32_t mark_ = 0;
  Node root_;
  Diagnostic error_;
};

}  // namespace cordon::document

#endif  // CORDON_DOCUMENT_TREE_BUILDER_H_
