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
  /// A container without members, two bytes long.
  bool add_empty_list(At at) {
    return may_open(at) && check_memory(at) && place(store_.list({}, at, at + 2));
  }
  bool add_empty_object(At at) {
    return may_open(at) && check_memory(at) &&
           place(store_.object_of(Shapes::kEmpty, {}, at, at + 2));
  }
  /// The key of the next value. Requires: an object is open and has a value for each key.
  bool key(std::string_view text, At at);
  /// Takes the key that followed these keys the last time, if it stands at `text`, behind its
  /// opening quote, whose place is `at`. Gives the length of what was taken, up to the colon, or 0.
  /// Requires: as key(), and KeyWord::kBytes can be read from `text` on.
  std::size_t guessed_key(const char* text, At at) {
    const std::uint32_t guess = frame_->guess;
    const KeyWord& word = store_.shapes.last_word(guess);
    if (!word.stands_at(text)) return 0;
    take_key(guess, at);
    return word.length;
  }
  /// The same for one that followed them some other time, however long. Where it stands, it is the
  /// guess for the next time. `end`: of the text.
  std::size_t remembered_key(const char* text, const char* end, At at);
  /// A finished value: a member of the open container, or the root. Counts as `values` values.
  bool add(const Node& node, std::size_t values = 1) {
    values_ += values;
    if (values_ > looked_at_ && !look(node.at)) return false;
    return place(node);
  }
  /// Ends the open container and adds it to the one around it.
  bool close_list(At end) {
    if (!check_memory(frame_->at)) return false;
    const Node made = store_.list(members(), frame_->at, end);
    leave();
    return place(made);
  }
  bool close_object(At end) {
    if (frame_->shape == Shapes::kNone) return close_wide(end);
    if (!check_memory(frame_->at)) return false;
    const Node made = store_.object_of(frame_->shape, members(), frame_->at, end);
    leave();
    return place(made);
  }
  /// Ends the open container without adding it anywhere.
  bool finish(At end, Node& out);
  /// Adds a container from finish(); it was counted when it was opened.
  bool place(Node node) {
    *top_++ = node;
    return top_ != stop_ || at_stop(node.at);
  }
  /// The value that was added while nothing was open. Requires: there is one, not yet taken.
  Node take_root() { return *--top_; }

  /// Checks the length of a string of the document, and asks the host after a long one.
  bool check_string(std::size_t bytes, At at) {
    return bytes <= short_string_ || check_long_string(bytes, at);
  }
  /// The first fault counts.
  bool fail(Diagnostic diagnostic);
  /// Asks the host; false: it wants to end, and that is the fault.
  bool goes_on(At at);

  [[nodiscard]] std::size_t depth() const {
    return static_cast<std::size_t>(frame_ - frames_.data());
  }
  [[nodiscard]] bool in_object() const { return frame_->is_object; }
  [[nodiscard]] At opened_at() const { return frame_->at; }
  [[nodiscard]] bool failed() const { return !error_.code.empty(); }
  [[nodiscard]] const Diagnostic& error() const { return error_; }
  [[nodiscard]] std::size_t values() const { return values_; }

 private:
  struct Key;
  struct Frame {
    Node* first_node = nullptr;
    Key* first_key = nullptr;
    At at = 0;
    /// Of an object: of its keys so far, Shapes::kNone if they are checked when it is closed.
    /// Of a list: of the object around it, with the key it stands under.
    std::uint32_t shape = Shapes::kEmpty;
    std::uint32_t guess = Shapes::kEmpty;  ///< the shape that the next key is expected to make
    bool is_object = false;
  };
  struct Key {
    Symbol symbol = 0;
    At at = 0;
  };
  /// Members between two checks of the memory that a wide container needs.
  static constexpr std::size_t kStep = 1024;

  /// The shape under which a value stands in a container.
  static std::uint32_t context_in(const Frame& around) {
    return around.shape == Shapes::kNone ? Shapes::kEmpty : around.shape;
  }
  bool may_open(At at) {
    if (frame_ == last_frame_ && !deeper(at)) return false;
    return ++values_ <= looked_at_ || look(at);
  }
  bool open(At at, bool is_object) {
    if (!may_open(at)) return false;
    const std::uint32_t context = context_in(*frame_);
    const std::uint32_t guess = store_.shapes.inner_guess(context);
    ++frame_;
    frame_->first_node = top_;
    frame_->first_key = key_top_;
    frame_->at = at;
    frame_->shape = is_object ? Shapes::kEmpty : context;
    frame_->guess = guess;
    frame_->is_object = is_object;
    return true;
  }
  void push_key(Key key) {
    if (key_top_ == key_end_) more_keys();
    *key_top_++ = key;
  }
  [[nodiscard]] std::span<const Node> members() const { return {frame_->first_node, top_}; }
  /// Forgets the open container.
  void leave() {
    top_ = frame_->first_node;
    key_top_ = frame_->first_key;
    if (stop_ - top_ > static_cast<std::ptrdiff_t>(kStep)) find_stop();
    --frame_;
  }
  void take_key(std::uint32_t shape, At at) {
    frame_->shape = shape;
    frame_->guess = store_.shapes.guess(shape);
    push_key({store_.shapes.last_key(shape), at});
  }
  [[nodiscard]] std::size_t last_key_at(std::uint32_t shape, const char* text,
                                        const char* end) const;
  /// The key that was read behind those of `parent` is the guess for the next object.
  void guess_next_time(std::uint32_t parent) {
    store_.shapes.guess_child(parent, frame_->shape);
    if (parent == Shapes::kEmpty) store_.shapes.guess_inner(context_in(frame_[-1]), frame_->shape);
  }
  bool close_wide(At end);
  void find_stop();
  bool at_stop(At at);
  bool deeper(At at);
  void more_nodes();
  void more_keys();
  /// The values have grown beyond looked_at_: are they too many, does the host want to go on?
  bool look(At at);
  bool too_deep(At at);
  bool too_many(At at);
  bool check_long_string(std::size_t bytes, At at);
  bool check_memory(At at) { return store_.arena.bytes() < surely_fits_ || count_memory(at); }
  bool count_memory(At at);
  void find_what_fits();
  bool too_much(At at);
  [[nodiscard]] std::span<const Key> keys() const { return {frame_->first_key, key_top_}; }
  bool extend_shape(Symbol key, At at);
  bool check_wide_keys();
  bool duplicate(Symbol key, At again);
  bool wide_object(At end, Node& out);

  Store& store_;
  const DocumentLimits& limits_;
  std::size_t max_nodes_;
  std::size_t max_string_;
  std::size_t short_string_;  ///< up to so many bytes nothing has to be asked
  std::size_t memory_limit_;
  std::size_t memory_at_start_;
  std::size_t surely_fits_ = 0;  ///< below so many bytes of the arena, all rooms may be full
  std::size_t values_ = 0;
  std::size_t looked_at_ = 0;  ///< up to so many values nothing has to be asked
  // Room for what is open, the inner on top; what is not open yet stands behind.
  // INVARIANT: frames_[0] is none, *frame_ is the innermost, *last_frame_ the last there is room
  // for or that the limit allows.
  std::vector<Frame> frames_;
  Frame* frame_;
  Frame* last_frame_;
  // INVARIANT: stop_ is the next whole number of steps above top_ and lies in the room.
  std::vector<Node> nodes_;
  Node* top_;
  Node* stop_;
  std::vector<Key> keys_;
  Key* key_top_;
  Key* key_end_;
  // By symbol: the check that saw it last.
  std::vector<std::uint32_t> marks_;
  std::uint32_t mark_ = 0;
  Diagnostic error_;
};

}  // namespace cordon::document

#endif  // CORDON_DOCUMENT_TREE_BUILDER_H_
