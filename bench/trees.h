#ifndef CORDON_BENCH_TREES_H_
#define CORDON_BENCH_TREES_H_

#include <simdjson.h>

#include <string_view>

#include "value/store.h"

namespace cordon::bench {

/// The engine's tree, for hand-written checks: keys are symbols.
class StoreTree {
 public:
  using Value = const Node*;
  using Key = Symbol;
  explicit StoreTree(Store& store) : store_(store) {}

  Key key(std::string_view text) { return store_.symbols.intern(text); }
  [[nodiscard]] Value find(Value object, Key key) const {
    return object != nullptr && object->is_object() ? Store::find(*object, key) : nullptr;
  }
  [[nodiscard]] std::string_view text(Value value) const {
    return value != nullptr && value->is(Kind::kString) ? value->text() : std::string_view();
  }
  [[nodiscard]] bool is_true(Value value) const { return value->is(Kind::kTrue); }
  [[nodiscard]] bool is_null(Value value) const { return value->is(Kind::kNull); }
  template <class Visit>
  void each(Value list, const Visit& visit) const {
    if (list == nullptr || !list->is(Kind::kList)) return;
    for (const Node& item : list->members()) visit(&item);
  }
  template <class Visit>
  void each_member(Value object, const Visit& visit) const {
    if (object == nullptr || !object->is_object()) return;
    const auto keys = Store::keys(*object);
    for (std::uint32_t i = 0; i < object->len; ++i)
      visit(store_.symbols.text(keys[i]), object->kids + i);
  }

 private:
  Store& store_;
};

/// simdjson's document, for the hand-written program: keys are texts.
class DomTree {
 public:
  struct Value {
    simdjson::dom::element element;
    bool there = false;
    explicit operator bool() const { return there; }
  };
  using Key = std::string_view;

  [[nodiscard]] Key key(std::string_view text) const { return text; }
  [[nodiscard]] Value find(const Value& object, Key key) const {
    Value out;
    if (object.there) out.there = object.element[key].get(out.element) == simdjson::SUCCESS;
    return out;
  }
  [[nodiscard]] std::string_view text(const Value& value) const {
    std::string_view out;
    if (!value.there || value.element.get(out) != simdjson::SUCCESS) return {};
    return out;
  }
  [[nodiscard]] bool is_true(const Value& value) const {
    bool out = false;
    return value.element.get(out) == simdjson::SUCCESS && out;
  }
  [[nodiscard]] bool is_null(const Value& value) const { return value.element.is_null(); }
  template <class Visit>
  void each(const Value& list, const Visit& visit) const {
    simdjson::dom::array array;
    if (!list.there || list.element.get(array) != simdjson::SUCCESS) return;
    for (const auto item : array) visit(Value{item, true});
  }
  template <class Visit>
  void each_member(const Value& object, const Visit& visit) const {
    simdjson::dom::object members;
    if (!object.there || object.element.get(members) != simdjson::SUCCESS) return;
    for (const auto member : members) visit(member.key, Value{member.value, true});
  }
};

}  // namespace cordon::bench

#endif  // CORDON_BENCH_TREES_H_
