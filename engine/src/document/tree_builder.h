#ifndef CORDON_DOCUMENT_TREE_BUILDER_H_
#define CORDON_DOCUMENT_TREE_BUILDER_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "cordon/diagnostic.h"
#include "cordon/limits.h"
#include "value/store.h"

namespace cordon::document {

/// Puts values together, innermost first, under the limits of DocumentLimits; both readers feed it.
/// Each call returns false on an error, which `error()` then holds; nothing may follow it.
/// Errors: D0103 duplicate key, D0202 depth, D0203 values, D0204 memory, D0206 key, D0207 string;
/// L0207, L0208 the host wants to end, asked every 1,024 values.
class TreeBuilder {
 public:
  TreeBuilder(Store& store, const Source& source, const DocumentLimits& limits);

  bool open_list(At at) { return open(at, false); }
  bool open_object(At at) { return open(at, true); }
  /// The key of the next value. Requires: an object is open and has a value for each key.
  bool key(std::string_view text, At at);
  /// Takes the key that followed these keys the last time, if it stands at `text`, behind its
  /// opening quote, whose place is `at`. Gives its length, or 0: nothing was taken.
  /// Requires: as key(), and QuotedWord::kBytes can be read from `text` on.
  std::size_t guessed_key(const char* text, At at) {
    Frame& frame = frames_.back();
    if (frame.shape == Shapes::kNone) return 0;
    const std::uint32_t guess = frame.shape == Shapes::kEmpty
                                    ? store_.shapes.inner_guess(frame.context)
                                    : store_.shapes.guess(frame.shape);
    if (guess == Shapes::kNone) return 0;
    const QuotedWord& word = store_.shapes.last_word(guess);
    if (!word.stands_at(text)) return 0;
    frame.shape = guess;
    keys_.push_back({store_.shapes.last_key(guess), at});
    return word.length;
  }
  /// A finished value: a member of the open container, or the root. Counts as `values` values.
  bool add(const Node& node, std::size_t values = 1) {
    values_ += values;
    if (values_ > looked_at_ && !look(node.at)) return false;
    if (frames_.empty()) {
      root_ = node;
      return true;
    }
    nodes_.push_back(node);
    return (nodes_.size() & kMemoryCheckMask) != 0 || check_memory(node.at);
  }
  /// Ends the open container and adds it to the one around it.
  bool close(At end) {
    Node node;
    return finish(end, node) && place(node);
  }
  /// Ends the open container without adding it anywhere.
  bool finish(At end, Node& out) {
    const Frame& frame = frames_.back();
    if (!check_memory(frame.at)) return false;
    const auto members = std::span<const Node>(nodes_).subspan(frame.first_node);
    if (!frame.is_object) {
      out = store_.list(members, frame.at, end);
    } else if (frame.shape != Shapes::kNone) {
      out = store_.object_of(frame.shape, members, frame.at, end);
    } else if (!wide_object(frame, members, end, out)) {
      return false;
    }
    nodes_.resize(frame.first_node);
    keys_.resize(frame.first_key);
    frames_.pop_back();
    return true;
  }
  /// Adds a container from finish(); it was counted when it was opened.
  bool place(const Node& node) { return add(node, 0); }

  /// Checks the length of a string of the document.
  bool check_string(std::size_t bytes, At at) {
    return bytes <= max_string_ || too_long(bytes, at);
  }
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
    std::uint32_t shape;    ///< of the keys so far; Shapes::kNone: checked when it is closed
    std::uint32_t context;  ///< shape of the object around it, with the key it stands under
    bool is_object;
  };
  struct Key {
    Symbol symbol;
    At at;
  };
  static constexpr std::size_t kMemoryCheckMask = 0x3FF;
  bool open(At at, bool is_object) {
    if (frames_.size() >= limits_.max_depth) return too_deep(at);
    if (++values_ > looked_at_ && !look(at)) return false;
    std::uint32_t context = Shapes::kEmpty;
    if (!frames_.empty()) {
      const Frame& around = frames_.back();
      context = around.is_object ? around.shape : around.context;
      if (context == Shapes::kNone) context = Shapes::kEmpty;
    }
    frames_.push_back({at, static_cast<std::uint32_t>(nodes_.size()),
                       static_cast<std::uint32_t>(keys_.size()), Shapes::kEmpty, context,
                       is_object});
    return true;
  }
  /// The values have grown beyond looked_at_: are they too many, does the host want to go on?
  bool look(At at);
  bool too_deep(At at);
  bool too_many(At at);
  bool too_long(std::size_t bytes, At at);
  bool check_memory(At at) {
    const std::size_t pending = nodes_.size() * sizeof(Node) + keys_.size() * sizeof(Key);
    return store_.arena.bytes() - memory_at_start_ + pending <= memory_limit_ || too_much(at);
  }
  bool too_much(At at);
  bool check_wide_keys(const Frame& frame);
  bool duplicate(const Frame& frame, Symbol key, At again);
  bool wide_object(const Frame& frame, std::span<const Node> members, At end, Node& out);

  Store& store_;
  const DocumentLimits& limits_;
  std::size_t max_nodes_;
  std::size_t max_string_;
  std::size_t memory_limit_;
  std::size_t memory_at_start_;
  std::size_t values_ = 0;
  std::size_t looked_at_ = 0;  ///< up to so many values nothing has to be asked
  std::vector<Frame> frames_;
  // Members and keys of all open containers: the inner ones on top.
  std::vector<Node> nodes_;
  std::vector<Key> keys_;
  // By symbol: the check that saw it last.
  std::vector<std::uint32_t> marks_;
  std::uint32_t mark_ = 0;
  Node root_;
  Diagnostic error_;
};

}  // namespace cordon::document

#endif  // CORDON_DOCUMENT_TREE_BUILDER_H_
