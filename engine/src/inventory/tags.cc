// Gives the tags of a resource as one object, whatever shape its family has. The one idea: what is
// not known of a key makes the object open, what a condition may remove becomes a choice; nothing
// is left out. A key that is there twice has no value that is known: the service refuses such a
// list, so neither entry tells anything. Tests: tests/unit/inventory/cloudformation_test.cc.
#include "inventory/tags.h"

#include <algorithm>
#include <vector>

namespace cordon {
namespace {

constexpr int kMaxChoices = 64;
/// Entries of one key under different conditions double the choices with each.
constexpr int kMaxConditions = 6;

struct Entries {
  std::vector<Symbol> keys;
  std::vector<Node> values;
  bool open = false;

  Node* find(Symbol key) {
    const auto it = std::find(keys.begin(), keys.end(), key);
    return it == keys.end() ? nullptr : &values[static_cast<std::size_t>(it - keys.begin())];
  }
  void add(Symbol key, const Node& value) {
    keys.push_back(key);
    values.push_back(value);
  }
};

class TagReader {
 public:
  explicit TagReader(Store& store) : store_(store) {}

  void entry(const Node& item, Entries& out, int depth) {
    if (item.is(Kind::kMissing)) return;
    if (item.is(Kind::kChoice) && depth < kMaxChoices) {
      either(*item.choice, out, depth + 1);
      return;
    }
    const Node* key = item.is_object() ? store_.find(item, "Key") : nullptr;
    // A key that is a secret cannot be a name: the map is open instead.
    if (key == nullptr || !key->is(Kind::kString) || key->has(kSensitive)) {
      out.open = true;
      return;
    }
    const Node* value = store_.find(item, "Value");
    put(out, store_.symbols.intern(key->text()),
        value != nullptr ? *value : store_.missing("Value is not written", item.at));
  }

  void list(const Node& tags, Entries& out) {
    if (tags.is(Kind::kList)) {
      for (const Node& item : tags.members()) entry(item, out, 0);
      return;
    }
    const ComputedList& list = *tags.list;
    for (std::size_t i = 0; i < list.items.size(); ++i) {
      if (list.presence.empty() || list.presence[i].is(Kind::kTrue)) {
        entry(list.items[i], out, 0);
      } else {
        perhaps(list.items[i], list.presence[i], out);
      }
    }
    if (!list.many.is(Kind::kNull)) out.open = true;
  }

 private:
  void put(Entries& out, Symbol key, const Node& value) {
    if (Node* earlier = out.find(key)) {
      *earlier = both(*earlier, value, 0);
    } else {
      out.add(key, value);
    }
  }

  /// The value of a key with two entries, each perhaps absent.
  Node both(const Node& a, const Node& b, int depth) {
    if (a.is(Kind::kMissing)) return b;
    if (b.is(Kind::kMissing)) return a;
    const bool deep = depth >= kMaxConditions;
    if (a.is(Kind::kChoice) && !deep) {
      return store_.choice({a.choice->condition, both(a.choice->then, b, depth + 1),
                            both(a.choice->otherwise, b, depth + 1)},
                           a.at);
    }
    if (b.is(Kind::kChoice) && !deep) {
      return store_.choice({b.choice->condition, both(a, b.choice->then, depth + 1),
                            both(a, b.choice->otherwise, depth + 1)},
                           b.at);
    }
    Unknown why;
    why.cause.at = b.at;
    why.cause.reason = "the tag is written more than once, which the service refuses";
    return store_.unknown(why, b.at);
  }

  void either(const Choice& choice, Entries& out, int depth) {
    Entries then;
    Entries otherwise;
    entry(choice.then, then, depth);
    entry(choice.otherwise, otherwise, depth);
    const Node absent = store_.missing("the tag is not set in this case", choice.then.at);
    for (std::size_t i = 0; i < then.keys.size(); ++i) {
      const Node* other = otherwise.find(then.keys[i]);
      put(out, then.keys[i],
          store_.choice({choice.condition, then.values[i], other != nullptr ? *other : absent}));
    }
    for (std::size_t i = 0; i < otherwise.keys.size(); ++i) {
      if (then.find(otherwise.keys[i]) != nullptr) continue;
      put(out, otherwise.keys[i], store_.choice({choice.condition, absent, otherwise.values[i]}));
    }
    out.open = out.open || then.open || otherwise.open;
  }

  void perhaps(const Node& item, const Node& presence, Entries& out) {
    Choice choice;
    choice.condition = presence.is(Kind::kUnknown) ? presence.unknown : nullptr;
    choice.then = item;
    choice.otherwise = store_.missing("the tag is not set in this case", item.at);
    either(choice, out, 0);
  }

  Store& store_;
};

}  // namespace

Node tags_object(Store& store, const Node& tags, At enclosing) {
  switch (tags.kind()) {
    case Kind::kMissing:
    case Kind::kNull:
      return store.object({}, {}, enclosing);
    case Kind::kObject:
    case Kind::kDict:
    case Kind::kUnknown:
    case Kind::kError:
      return tags;
    case Kind::kChoice:
      return store.choice({tags.choice->condition, tags_object(store, tags.choice->then, enclosing),
                           tags_object(store, tags.choice->otherwise, enclosing)},
                          tags.at);
    case Kind::kList:
    case Kind::kComputedList:
      break;
    default:
      return store.error("V0111", "tags are a list of { Key, Value }", tags.at);
  }
  Entries entries;
  TagReader(store).list(tags, entries);
  const Node object = store.object(entries.keys, entries.values, tags.at);
  return entries.open ? object.with(kOpen) : object;
}

}  // namespace cordon
