// Takes the value of a fact out of the memory in which it was made, so that all else can be
// forgotten: a filter over a type leaves a few members, not the lists on the way. The one idea: a
// node is copied as it is, then its payload, and the members of that in turn, from a list of what
// is left to do, since values may be nested deeper than the machine's stack. Tests:
// tests/unit/vm/fact_memory_test.cc.
#include "vm/fact_memory.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <unordered_map>
#include <utility>
#include <vector>

#include "value/network.h"
#include "value/store.h"

namespace cordon::vm {
namespace {

/// A map of usually a few keys: those are looked through, without any memory of their own.
template <class Key, class Value>
class FewFirst {
 public:
  [[nodiscard]] const Value* find(Key key) const {
    for (std::size_t i = 0; i < count_; ++i) {
      if (few_[i].first == key) return &few_[i].second;
    }
    if (count_ < kFew) return nullptr;
    const auto it = others_.find(key);
    return it == others_.end() ? nullptr : &it->second;
  }
  Value& operator[](Key key) {
    if (const Value* known = find(key)) return const_cast<Value&>(*known);
    if (count_ == kFew) return others_[key];
    few_[count_] = {key, {}};
    return few_[count_++].second;
  }

 private:
  static constexpr std::size_t kFew = 12;
  std::array<std::pair<Key, Value>, kFew> few_;
  std::size_t count_ = 0;
  std::unordered_map<Key, Value> others_;
};

class Keeper {
 public:
  Keeper(Arena& to, const Arena& from, const Arena::Mark& mark)
      : to_(to), from_(from), mark_(mark) {}

  Node keep(Node value) {
    move(value);
    while (!left_.empty()) {
      const std::span<Node> some = left_.back();
      left_.pop_back();
      for (Node& node : some) move(node);
    }
    return value;
  }

 private:
  [[nodiscard]] bool passing(const void* at) const { return from_.holds(mark_, at); }

  /// Gives the node a payload that stays.
  void move(Node& node) {
    switch (node.kind()) {
      case Kind::kString:
      case Kind::kBignum:
        node.chars = shared_text(node.text()).data();
        break;
      case Kind::kList:
      case Kind::kObject:
      case Kind::kDict:
        // The head before the members is there even if there is none of them.
        if (passing(reinterpret_cast<const std::byte*>(node.kids) - 1)) node.kids = container(node);
        break;
      case Kind::kCidr:
      case Kind::kIp:
        if (passing(node.cidr)) node.cidr = to_.make<Cidr>(*node.cidr);
        break;
      case Kind::kComputedList:
        if (passing(node.list)) node.list = computed(*node.list);
        break;
      case Kind::kChoice:
        if (passing(node.choice)) node.choice = choice(*node.choice);
        break;
      case Kind::kUnknown:
        if (passing(node.unknown)) node.unknown = unknown(*node.unknown);
        break;
      case Kind::kMissing:
      case Kind::kError:
        if (passing(node.cause)) node.cause = cause(*node.cause);
        break;
      default:
        break;  // the payload is in the node, or in the documents
    }
  }

  std::string_view text(std::string_view given) {
    return passing(given.data()) ? to_.copy(given) : given;
  }

  /// Values may share a text, all of it or its beginning, and go on sharing it.
  std::string_view shared_text(std::string_view given) {
    if (!passing(given.data())) return given;
    std::string_view& copy = texts_[given.data()];
    if (copy.data() == nullptr || copy.size() < given.size()) copy = to_.copy(given);
    return copy.substr(0, given.size());
  }

  template <class T, class Make>
  const T* once(const void* was, const Make& make) {
    if (const void* const* known = known_.find(was)) return static_cast<const T*>(*known);
    const T* made = make();
    known_[was] = made;
    return made;
  }

  const Node* container(const Node& node) {
    return once<Node>(node.kids, [&] {
      Node copy = Store::copied_in(to_, node);
      left_.push_back({const_cast<Node*>(copy.kids), std::size_t{copy.len}});
      return copy.kids;
    });
  }

  std::span<const Node> members(std::span<const Node> given) {
    if (given.empty() || !passing(given.data())) return given;
    const auto copy = to_.copy(given);
    left_.emplace_back(const_cast<Node*>(copy.data()), copy.size());
    return copy;
  }

  const ComputedList* computed(const ComputedList& list) {
    return once<ComputedList>(&list, [&] {
      auto* copy = to_.make<ComputedList>(list);
      copy->items = members(list.items);
      copy->presence = members(list.presence);
      left_.emplace_back(&copy->many, 1);
      return copy;
    });
  }

  const Choice* choice(const Choice& given) {
    return once<Choice>(&given, [&] {
      auto* copy = to_.make<Choice>(given);
      if (copy->condition != nullptr && passing(copy->condition))
        copy->condition = unknown(*copy->condition);
      left_.emplace_back(&copy->then, 1);
      left_.emplace_back(&copy->otherwise, 1);
      return copy;
    });
  }

  const Unknown* unknown(const Unknown& given) {
    return once<Unknown>(&given, [&] {
      auto* copy = to_.make<Unknown>(given);
      copy->cause.reason = text(given.cause.reason);
      copy->domain = members(given.domain);
      if (passing(given.candidates.data())) copy->candidates = to_.copy(given.candidates);
      if (passing(given.parts.data())) copy->parts = parts(given.parts);
      return copy;
    });
  }

  std::span<const Part> parts(std::span<const Part> given) {
    auto* copy = to_.array<Part>(given.size());
    for (std::size_t i = 0; i < given.size(); ++i) copy[i] = {text(given[i].text), given[i].symbol};
    return {copy, given.size()};
  }

  const Cause* cause(const Cause& given) {
    auto* copy = to_.make<Cause>(given);
    copy->reason = text(given.reason);
    return copy;
  }

  Arena& to_;
  const Arena& from_;
  const Arena::Mark& mark_;
  std::vector<std::span<Node>> left_;
  FewFirst<const void*, const void*> known_;
  FewFirst<const char*, std::string_view> texts_;
};

/// Whether a node has no payload that was made on the way.
bool stays(const Arena& from, const Arena::Mark& mark, const Node& node) {
  if (node.is(Kind::kString)) return !from.holds(mark, node.chars);
  return node.is_bool() || node.is(Kind::kNull) || node.is(Kind::kInt) ||
         node.is(Kind::kResource) || node.is(Kind::kReference);
}

/// The usual list: of resources or texts of documents, all certainly there.
bool is_flat(const Arena& from, const Arena::Mark& mark, const Node& value) {
  if (!value.is(Kind::kComputedList) || !from.holds(mark, value.list)) return false;
  const ComputedList& list = *value.list;
  return list.presence.empty() && list.many.is(Kind::kNull) &&
         std::all_of(list.items.begin(), list.items.end(),
                     [&](const Node& item) { return stays(from, mark, item); });
}

}  // namespace

Node kept(Arena& to, const Arena& from, const Arena::Mark& mark, const Node& value) {
  if (stays(from, mark, value)) return value;
  if (is_flat(from, mark, value)) {
    auto* list = to.make<ComputedList>(*value.list);
    list->items = to.copy(list->items);
    Node copy = value;
    copy.list = list;
    return copy;
  }
  return Keeper(to, from, mark).keep(value);
}

}  // namespace cordon::vm
