#ifndef CORDON_VALUE_STORE_H_
#define CORDON_VALUE_STORE_H_

#include <array>
#include <cstdint>
#include <cstring>
#include <memory>
#include <span>
#include <string_view>
#include <type_traits>
#include <vector>

#include "base/arena.h"
#include "base/hash.h"
#include "base/hash_index.h"
#include "base/scan.h"
#include "base/source_space.h"
#include "base/symbols.h"
#include "value/node.h"

namespace cordon {

/// Key sequences of objects, kept as a trie: an object stores one number instead of its keys.
/// A duplicate key is found once, when an edge is made.
class Shapes {
 public:
  static constexpr std::uint32_t kEmpty = 0;
  static constexpr std::uint32_t kNone = 0xFFFFFFFFU;
  static constexpr std::uint32_t kMaxMembers = 64;
  static constexpr std::uint32_t kMaxShapes = 65'536;

  Shapes();
  /// The shape of `parent` plus `key`. kNone: the trie is full or the object is too long for it.
  /// Requires: `key`, whose text is `text`, is not yet in `parent`.
  std::uint32_t child(std::uint32_t parent, Symbol key, std::string_view text);
  /// The same for an edge that is not there yet.
  std::uint32_t add_child(std::uint32_t parent, Symbol key, std::string_view text);
  /// Existing edge, or kNone.
  [[nodiscard]] std::uint32_t find_child(std::uint32_t parent, Symbol key) const;
  /// The child that was taken last from `parent`, a guess for the next object; kEmpty: none yet.
  [[nodiscard]] std::uint32_t guess(std::uint32_t parent) const { return shapes_[parent].guess; }
  void guess_child(std::uint32_t parent, std::uint32_t child) { shapes_[parent].guess = child; }
  /// A child of `parent` that remember() was told of and whose key begins as `text` does, of which
  /// kBeginning bytes are looked at; kEmpty: none.
  [[nodiscard]] std::uint32_t remembered(std::uint32_t parent, const char* text) const {
    for (const Edge& one : remembered_[slot_of(parent, text)]) {
      if (one.parent == parent) return one.child;
    }
    return kEmpty;
  }
  /// `text` is the key of `child`.
  void remember(std::uint32_t parent, std::uint32_t child, std::string_view text) {
    const bool is_long = text.size() >= kBeginning;
    auto& slot = remembered_[slot_of(parent, is_long ? text.data() : shapes_[child].word.bytes)];
    slot = {Edge{parent, child}, slot[0]};
  }
  static constexpr std::size_t kBeginning = 4;
  /// The first key of the last object that was a value under `shape`: a guess for the next one;
  /// kEmpty: none yet.
  [[nodiscard]] std::uint32_t inner_guess(std::uint32_t shape) const {
    return shapes_[shape].inner;
  }
  void guess_inner(std::uint32_t shape, std::uint32_t child) { shapes_[shape].inner = child; }
  /// The last key as a reader of JSON meets it, with the quote and the colon behind it. That of
  /// kEmpty stands nowhere.
  [[nodiscard]] const KeyWord& last_word(std::uint32_t shape) const { return shapes_[shape].word; }
  [[nodiscard]] Symbol last_key(std::uint32_t shape) const { return shapes_[shape].key; }
  [[nodiscard]] std::span<const Symbol> keys(std::uint32_t shape) const {
    return {shapes_[shape].keys, shapes_[shape].n};
  }
  [[nodiscard]] bool contains(std::uint32_t shape, Symbol key) const;

 private:
  struct alignas(64) Shape {
    std::uint32_t n;
    Symbol key;
    std::uint32_t guess;
    std::uint32_t inner;
    const Symbol* keys;
    KeyWord word;
  };
  static std::uint64_t edge(std::uint32_t parent, Symbol key) {
    return (std::uint64_t{parent} << 32U) | key;
  }
  struct Edge {
    std::uint32_t parent = kNone;
    std::uint32_t child = kEmpty;
  };
  static constexpr unsigned kSlotBits = 10;
  static std::size_t slot_of(std::uint32_t parent, const char* text) {
    std::uint32_t beginning = 0;
    std::memcpy(&beginning, text, kBeginning);
    return hash_of((std::uint64_t{parent} << 32U) | beginning) >> (64 - kSlotBits);
  }
  std::vector<Shape> shapes_;
  std::vector<std::array<Edge, 2>> remembered_;  ///< the last two of each slot
  HashIndex<std::uint64_t> edges_;               ///< edge n leads to shape n + 1
  Arena arena_;
};

/// Directly before kids[0] of every object. `end`: position after the closing bracket, 0 unknown.
struct ObjectHead {
  /// One per member, in document order. kDict: behind them stand as many indexes of members, in the
  /// order of their key symbols.
  const Symbol* keys;
  std::uint32_t shape;  ///< kObject; Shapes::kNone for kDict
  At end;
};

/// Copies members; nearly all containers have few, which a call would cost more than.
inline void copy_nodes(Node* to, std::span<const Node> from) {
  const std::size_t n = from.size();
  const auto copy = [&](std::size_t first, auto count) {
    std::memcpy(to + first, from.data() + first, count * sizeof(Node));
  };
  using One = std::integral_constant<std::size_t, 1>;
  using Two = std::integral_constant<std::size_t, 2>;
  using Four = std::integral_constant<std::size_t, 4>;
  if (n > 8) {
    std::memcpy(to, from.data(), n * sizeof(Node));
  } else if (n > 4) {
    copy(0, Four{});
    copy(n - 4, Four{});
  } else if (n > 1) {
    copy(0, Two{});
    copy(n - 2, Two{});
  } else if (n == 1) {
    copy(0, One{});
  }
}

/// What all documents of a run share: positions, key names, shapes and memory.
/// Ownership: nodes made by a store live as long as it does; the store never moves.
/// Threads: one thread at a time while anything is added; const calls but place() are safe
/// together.
class Store {
 public:
  Store() = default;
  Store(const Store&) = delete;
  Store& operator=(const Store&) = delete;

  SourceSpace sources;
  Symbols symbols;
  Shapes shapes;
  Arena arena;

  /// A list or object over members that are copied. Requires: fewer than 2^24 members; for an
  /// object, distinct keys.
  Node list(std::span<const Node> members, At at = 0, At end = 0) {
    return list_in(arena, members, at, end);
  }
  Node object(std::span<const Symbol> keys, std::span<const Node> members, At at = 0, At end = 0) {
    return object_in(arena, keys, members, at, end);
  }
  /// An object whose keys make `shape`. Requires: shape is not kNone and fits the members.
  Node object_of(std::uint32_t shape, std::span<const Node> members, At at, At end) {
    return object_of_in(arena, shape, members, at, end);
  }
  /// The same in another arena, for values that live shorter than the store.
  static Node list_in(Arena& memory, std::span<const Node> members, At at = 0, At end = 0);
  Node object_in(Arena& memory, std::span<const Symbol> keys, std::span<const Node> members,
                 At at = 0, At end = 0);
  Node object_of_in(Arena& memory, std::uint32_t shape, std::span<const Node> members, At at,
                    At end) const;
  Node string(std::string_view text, At at = 0) { return Node::string(arena.copy(text), at); }
  Node computed_list(const ComputedList& list, At at = 0) {
    return computed_list_in(arena, list, at);
  }
  static Node computed_list_in(Arena& memory, const ComputedList& list, At at = 0);
  /// A list or object with its members, keys and place in another memory; the members share what
  /// they hold.
  static Node copied_in(Arena& memory, const Node& container);
  Node choice(const Choice& choice, At at = 0) { return choice_in(arena, choice, at); }
  static Node choice_in(Arena& memory, const Choice& choice, At at = 0);
  Node unknown(const Unknown& unknown, At at = 0);
  /// Requires: code is static text.
  Node missing(std::string_view reason, At at);
  Node error(std::string_view code, std::string_view reason, At at);

  /// Keys of an object, in document order.
  static std::span<const Symbol> keys(const Node& object) {
    return {head(object)->keys, object.len};
  }
  /// The member, or nullptr. Requires: an object. Cost: O(64) or O(log members).
  [[nodiscard]] static const Node* find(const Node& object, Symbol key);
  [[nodiscard]] const Node* find(const Node& object, std::string_view key) const;

  /// Position after the last byte of a node that was read from a text.
  [[nodiscard]] At end_of(const Node& node) const;
  /// For strings whose text was unescaped: how many bytes they take in the source, quotes included.
  void set_raw_length(At at, std::uint32_t bytes) {
    if (raw_lengths_.empty() || raw_lengths_.back().at < at) {
      raw_lengths_.push_back({at, bytes});
    } else {
      insert_raw_length(at, bytes);
    }
  }
  [[nodiscard]] std::uint32_t raw_length(At at) const;  ///< 0: not recorded

  /// Roots of the documents, for pointers: ordered by place.
  void add_root(const Node& root);
  [[nodiscard]] std::span<const Node> roots() const { return roots_; }
  /// JSON pointer (RFC 6901) of the value at `at` in its document, "" for a root; through embedded
  /// documents the pointers are joined. Cost: O(depth * log members) of what was read.
  [[nodiscard]] std::string pointer(At at) const;

 private:
  static const ObjectHead* head(const Node& object) {
    return reinterpret_cast<const ObjectHead*>(object.kids) - 1;
  }
  [[nodiscard]] const Node* member_at(const Node& container, At at) const;
  struct ListHead {
    At end;
    std::uint32_t pad[3];
  };
  struct RawLength {
    At at;
    std::uint32_t bytes;
  };
  void insert_raw_length(At at, std::uint32_t bytes);
  std::vector<RawLength> raw_lengths_;  ///< by place, which is the order of reading
  std::vector<Node> roots_;
};

inline Node Store::list_in(Arena& memory, std::span<const Node> members, At at, At end) {
  auto* head = static_cast<ListHead*>(
      memory.allocate(sizeof(ListHead) + members.size() * sizeof(Node), alignof(Node)));
  head->end = end;
  auto* kids = reinterpret_cast<Node*>(head + 1);
  copy_nodes(kids, members);
  Node node = Node::of(Kind::kList, at);
  node.len = static_cast<std::uint32_t>(members.size()) & 0xFFFFFFU;
  node.kids = kids;
  return node;
}

inline Node Store::object_of_in(Arena& memory, std::uint32_t shape, std::span<const Node> members,
                                At at, At end) const {
  auto* head = static_cast<ObjectHead*>(
      memory.allocate(sizeof(ObjectHead) + members.size() * sizeof(Node), alignof(Node)));
  auto* kids = reinterpret_cast<Node*>(head + 1);
  copy_nodes(kids, members);
  *head = {shapes.keys(shape).data(), shape, end};
  Node node = Node::of(Kind::kObject, at);
  node.len = static_cast<std::uint32_t>(members.size()) & 0xFFFFFFU;
  node.kids = kids;
  return node;
}

}  // namespace cordon

#endif  // CORDON_VALUE_STORE_H_
