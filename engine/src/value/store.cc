// Builds and reads the located values that all stages share (value/node.h). Objects keep their keys
// in a shape (a trie of key sequences, as JavaScript engines do), so keys are interned, equal
// layouts share one key list and lookup scans small integers. Tests:
// tests/unit/value/store_test.cc.
#include "value/store.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include <algorithm>
#include <bit>
#include <numeric>
#include <string>
#include <type_traits>

namespace cordon {

Shapes::Shapes() : remembered_(std::size_t{1} << kSlotBits) {
  shapes_.push_back({0, 0, kEmpty, kEmpty, nullptr, {}});
}

std::uint32_t Shapes::find_child(std::uint32_t parent, Symbol key) const {
  const std::uint32_t guessed = shapes_[parent].guess;
  if (guessed != kEmpty && shapes_[guessed].key == key) return guessed;
  const std::uint32_t number = edges_.find(edge(parent, key));
  return number == HashIndex<std::uint64_t>::kNone ? kNone : number + 1;
}

std::uint32_t Shapes::child(std::uint32_t parent, Symbol key, std::string_view text) {
  const std::uint32_t known = find_child(parent, key);
  if (known == kNone) return add_child(parent, key, text);
  guess_child(parent, known);
  return known;
}

std::uint32_t Shapes::add_child(std::uint32_t parent, Symbol key, std::string_view text) {
  const std::uint32_t n = shapes_[parent].n + 1;
  if (n > kMaxMembers || shapes_.size() >= kMaxShapes) return kNone;
  Symbol* keys = arena_.array<Symbol>(n);
  std::copy_n(shapes_[parent].keys, n - 1, keys);
  keys[n - 1] = key;
  const auto id = static_cast<std::uint32_t>(shapes_.size());
  shapes_.push_back({n, key, kEmpty, kEmpty, keys, KeyWord(text)});
  edges_.insert(edge(parent, key));
  guess_child(parent, id);
  return id;
}

bool Shapes::contains(std::uint32_t shape, Symbol key) const {
  const auto all = keys(shape);
  return std::find(all.begin(), all.end(), key) != all.end();
}

Node Store::object_in(Arena& memory, std::span<const Symbol> keys, std::span<const Node> members,
                      At at, At end) {
  std::uint32_t shape = Shapes::kEmpty;
  for (std::size_t i = 0; i < keys.size() && shape != Shapes::kNone; ++i) {
    shape = shapes.child(shape, keys[i], symbols.text(keys[i]));
  }
  if (shape != Shapes::kNone) return object_of_in(memory, shape, members, at, end);
  auto* head = static_cast<ObjectHead*>(
      memory.allocate(sizeof(ObjectHead) + members.size() * sizeof(Node), alignof(Node)));
  auto* kids = reinterpret_cast<Node*>(head + 1);
  std::copy(members.begin(), members.end(), kids);
  Node node = Node::of(Kind::kDict, at);
  node.len = static_cast<std::uint32_t>(members.size()) & 0xFFFFFFU;
  node.kids = kids;
  static_assert(std::is_same_v<Symbol, std::uint32_t>);
  Symbol* const kept = memory.array<Symbol>(2 * keys.size());
  std::uint32_t* const sorted = std::copy(keys.begin(), keys.end(), kept);
  std::iota(sorted, sorted + keys.size(), 0U);
  // Names that nobody used before were numbered in the order in which they came.
  if (!std::is_sorted(keys.begin(), keys.end()))
    std::sort(sorted, sorted + keys.size(),
              [kept](std::uint32_t a, std::uint32_t b) { return kept[a] < kept[b]; });
  *head = {kept, Shapes::kNone, end};
  return node;
}

Node Store::computed_list_in(Arena& memory, const ComputedList& list, At at) {
  Node node = Node::of(Kind::kComputedList, at);
  node.len = static_cast<std::uint32_t>(list.items.size()) & 0xFFFFFFU;
  node.list = memory.make<ComputedList>(list);
  return node;
}

Node Store::copied_in(Arena& memory, const Node& container) {
  if (container.is(Kind::kList)) {
    const At end = (reinterpret_cast<const ListHead*>(container.kids) - 1)->end;
    Node copy = container;
    copy.kids = list_in(memory, container.members(), container.at, end).kids;
    return copy;
  }
  auto* to = static_cast<ObjectHead*>(
      memory.allocate(sizeof(ObjectHead) + container.len * sizeof(Node), alignof(Node)));
  auto* kids = reinterpret_cast<Node*>(to + 1);
  std::copy_n(container.kids, container.len, kids);
  *to = *head(container);
  if (container.is(Kind::kDict))
    to->keys = memory.copy(std::span<const Symbol>(to->keys, 2UL * container.len)).data();
  Node copy = container;
  copy.kids = kids;
  return copy;
}

Node Store::choice_in(Arena& memory, const Choice& choice, At at) {
  Node node = Node::of(Kind::kChoice, at);
  node.choice = memory.make<Choice>(choice);
  return node;
}

Node Store::unknown(const Unknown& unknown, At at) {
  return Node::make_unknown(arena.make<Unknown>(unknown), at);
}

Node Store::missing(std::string_view reason, At at) {
  return Node::make_missing(
      arena.make<Cause>(Kind::kMissing, std::string_view{}, arena.copy(reason), at));
}

Node Store::error(std::string_view code, std::string_view reason, At at) {
  return Node::make_error(arena.make<Cause>(Kind::kError, code, arena.copy(reason), at));
}

namespace {

/// The position of `key` among `n` keys, or `n`. Four keys at a time.
std::uint32_t position_of(const Symbol* keys, std::uint32_t n, Symbol key) {
  std::uint32_t i = 0;
#ifdef __SSE2__
  const __m128i wanted = _mm_set1_epi32(static_cast<int>(key));
  for (; i + 4 <= n; i += 4) {
    const __m128i four = _mm_loadu_si128(reinterpret_cast<const __m128i*>(keys + i));
    const __m128i same = _mm_cmpeq_epi32(four, wanted);
    const auto mask = static_cast<std::uint32_t>(_mm_movemask_ps(_mm_castsi128_ps(same)));
    if (mask != 0) return i + static_cast<std::uint32_t>(std::countr_zero(mask));
  }
#endif
  while (i < n && keys[i] != key) ++i;
  return i;
}

}  // namespace

const Node* Store::find(const Node& object, Symbol key) {
  const ObjectHead* h = head(object);
  if (!object.is(Kind::kDict)) {
    const std::uint32_t at = position_of(h->keys, object.len, key);
    return at == object.len ? nullptr : object.kids + at;
  }
  const std::uint32_t* const sorted = h->keys + object.len;
  const std::uint32_t* const end = sorted + object.len;
  const auto* it =
      std::lower_bound(sorted, end, key, [h](std::uint32_t a, Symbol k) { return h->keys[a] < k; });
  return it != end && h->keys[*it] == key ? object.kids + *it : nullptr;
}

const Node* Store::find(const Node& object, std::string_view key) const {
  if (!object.is_object()) return nullptr;
  const auto symbol = symbols.find(key);
  return symbol ? find(object, *symbol) : nullptr;
}

std::uint32_t Store::raw_length(At at) const {
  const auto it = std::lower_bound(raw_lengths_.begin(), raw_lengths_.end(), at,
                                   [](const RawLength& one, At place) { return one.at < place; });
  return it == raw_lengths_.end() || it->at != at ? 0 : it->bytes;
}

void Store::insert_raw_length(At at, std::uint32_t bytes) {
  const auto it = std::lower_bound(raw_lengths_.begin(), raw_lengths_.end(), at,
                                   [](const RawLength& one, At place) { return one.at < place; });
  if (it != raw_lengths_.end() && it->at == at) {
    it->bytes = bytes;
  } else {
    raw_lengths_.insert(it, {at, bytes});
  }
}

At Store::end_of(const Node& node) const {
  if (node.at == 0) return 0;
  if (node.is_object()) return head(node)->end;
  if (node.is(Kind::kList)) return (reinterpret_cast<const ListHead*>(node.kids) - 1)->end;
  if (const std::uint32_t raw = raw_length(node.at); raw != 0) return node.at + raw;
  if (node.is(Kind::kString)) return node.at + node.len + 2;
  // Numbers and words of JSON: readers record no length, the text tells it.
  const Source* source = sources.find(node.at);
  if (source == nullptr) return node.at + 1;
  const std::size_t begin = node.at - source->base;
  const std::size_t end =
      std::min(source->text.find_first_of(" \t\r\n,]}", begin), source->text.size());
  return std::max(node.at + 1, source->base + static_cast<At>(end));
}

namespace {

void append_token(std::string& out, std::string_view key) {
  out += '/';
  for (const char c : key) {
    if (c == '~') {
      out += "~0";
    } else if (c == '/') {
      out += "~1";
    } else {
      out += c;
    }
  }
}

}  // namespace

/// The member that covers `at`, or null. Members of what was read stand in the order of the text,
/// so halving finds it; composed containers fall back to a scan.
const Node* Store::member_at(const Node& container, At at) const {
  const auto covers = [&](const Node& kid) {
    return kid.at != 0 && kid.at <= at && at < std::max(end_of(kid), kid.at + 1);
  };
  const auto all = container.members();
  const auto after = std::upper_bound(all.begin(), all.end(), at,
                                      [](At a, const Node& kid) { return a < kid.at; });
  if (after != all.begin() && covers(*std::prev(after))) return &*std::prev(after);
  const auto found = std::find_if(all.begin(), all.end(), covers);
  return found == all.end() ? nullptr : &*found;
}

void Store::add_root(const Node& root) {
  const auto after = std::upper_bound(roots_.begin(), roots_.end(), root.at,
                                      [](At a, const Node& other) { return a < other.at; });
  roots_.insert(after, root);  // at the end, mostly
}

std::string Store::pointer(At at) const {
  const Source* source = sources.find(at);
  if (source == nullptr) return {};
  std::string prefix;
  if (source->embedding != Embedding::kNone) prefix = pointer(source->holder);
  const Node* node = nullptr;
  const auto after = std::upper_bound(roots_.begin(), roots_.end(), at,
                                      [](At a, const Node& root) { return a < root.at; });
  if (after != roots_.begin()) {
    const Node& root = *std::prev(after);
    if (sources.find(root.at) == source && at < end_of(root)) node = &root;
  }
  // A scalar root, or a position between roots, has the empty pointer.
  while (node != nullptr && node->at != at) {
    const bool container = node->is_object() || node->is(Kind::kList);
    const Node* next = container ? member_at(*node, at) : nullptr;
    std::string token;
    if (next != nullptr) {
      const auto i = static_cast<std::uint32_t>(next - node->kids);
      token = node->is_object() ? std::string(symbols.text(keys(*node)[i])) : std::to_string(i);
    }
    if (next != nullptr) append_token(prefix, token);
    node = next;
  }
  return prefix;
}

}  // namespace cordon
