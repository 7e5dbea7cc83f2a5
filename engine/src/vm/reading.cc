// Reading from values: properties, members, projections and references. The one
// idea: a reading never loses why it is undecided: M carries the object that lacks the member, U
// its cause, and both are kept through lists as presences. Tests: tests/oracle (differential),
// tests/conformance.
#include "vm/reading.h"

#include "vm/choices.h"

namespace cordon::vm {
namespace {

Node has_no_property(Env& env, const Node& base) {
  return env.error("V0101",
                   base.is_list() ? "a list has no properties" : "this value has no properties",
                   base.at);
}

/// Reads through an unknown: what all closed candidates agree on.
template <class F>
Node through_unknown(Env& env, const Node& base, F read) {
  const Identity id = env.inventory.identify(base);
  if (id.kind != Identity::Kind::kCandidates || id.candidates.empty()) {
    const Node settled = settle(env, base);
    return settled.is(Kind::kUnknown) ? env.unknown_from(settled) : settled;
  }
  env.note(base);
  if (id.assumed) env.assumes |= kAssumesReferences;
  Node joined = Node::null();
  bool first = true;
  for (const ResourceId candidate : id.candidates) {
    const Node value = read(Node::resource(candidate));
    if (first) {
      joined = value;
      first = false;
    } else if (!same(joined, value)) {
      return env.unknown_from(base);
    }
  }
  return joined;
}

Node get_plain(Env& env, const Node& base, Symbol name) {
  switch (base.kind()) {
    case Kind::kMissing:
    case Kind::kError:
      return base;
    case Kind::kUnknown:
      return through_unknown(env, base, [&](const Node& r) { return get_plain(env, r, name); });
    case Kind::kNull:
      return env.missing(std::string(env.store.symbols.text(name)) + " is read from null", base.at);
    case Kind::kResource: {
      const Node value =
          env.inventory.property(base.ref.target, static_cast<View>(base.ref.attribute), name);
      env.note_property(value);
      return value;
    }
    case Kind::kObject:
    case Kind::kDict:
      break;
    default:
      return has_no_property(env, base);
  }
  if (const Node* member = Store::find(base, name)) return *member;
  if (base.has(kOpen)) {
    Unknown u;
    u.cause = {Kind::kUnknown, {}, "further keys are possible", base.at};
    return env.unknown(u, base.at);
  }
  return env.not_written(name, base.at);
}

template <class F>
Node map_members(Env& env, const Node& base, F f) {
  const bool computed = base.is(Kind::kComputedList);
  const auto items = computed ? base.list->items : base.members();
  Node* out = env.memory->array<Node>(items.size());
  for (std::size_t i = 0; i < items.size(); ++i) out[i] = f(items[i]);
  env.charge(items.size());
  ComputedList list;
  list.items = {out, items.size()};
  list.many = Node::null();
  list.mapped = true;
  if (computed) {
    list.presence = base.list->presence;
    list.many = base.list->many;
  }
  return Store::computed_list_in(*env.memory, list, base.at);
}

bool acts_on_members(const Node& list, std::uint8_t mapping) {
  return mapping == kMembers ||
         (mapping == kMapped && list.is(Kind::kComputedList) && list.list->mapped);
}

/// Applies a reading to a value or, projected, to each member; branches of choices are kept.
template <class F>
Node read(Env& env, const Node& base, std::uint8_t mapping, F f) {
  const auto one = [&](const Node& v) { return map_choice(env, v, f); };
  if (mapping == kWhole) return one(base);
  return map_choice(env, base, [&](const Node& v) {
    return v.is_list() && acts_on_members(v, mapping) ? map_members(env, v, one) : f(v);
  });
}

}  // namespace

Node get(Env& env, const Node& base, Symbol name, std::uint8_t mapping) {
  return read(env, base, mapping, [&](const Node& v) { return get_plain(env, v, name); });
}

Node attribute(Env& env, const Node& base, Symbol name, std::uint8_t mapping) {
  const auto one = [&](const auto& self, const Node& v) -> Node {
    if (v.is(Kind::kMissing) || v.is(Kind::kError)) return v;
    if (v.is(Kind::kNull)) return env.missing("an attribute is read from null", v.at);
    if (v.is(Kind::kUnknown))
      return through_unknown(env, v, [&](const Node& r) { return self(self, r); });
    if (v.is(Kind::kReference)) return env.inventory.attribute(v.ref.target, name);
    if (v.is(Kind::kResource)) return env.inventory.attribute(v.ref.target, name);
    return env.error("V0101", "only a resource has attributes", v.at);
  };
  return read(env, base, mapping, [&](const Node& v) { return one(one, v); });
}

namespace {

const Node* first_maybe(const ComputedList& list) {
  for (const Node& p : list.presence) {
    if (!p.is(Kind::kTrue)) return &p;
  }
  return list.many.is(Kind::kNull) ? nullptr : &list.many;
}

Node of_presence(Env& env, const Node& presence) {
  return presence.is(Kind::kUnknown) ? env.unknown_from(presence) : presence;
}

Node list_index(Env& env, const Node& base, const Node& key) {
  if (!key.is(Kind::kInt))
    return env.error("V0101", "an index is an int", key.at != 0 ? key.at : base.at);
  if (base.is(Kind::kComputedList)) {
    if (const Node* maybe = first_maybe(*base.list)) return of_presence(env, *maybe);
  }
  const auto items = base.is(Kind::kComputedList) ? base.list->items : base.members();
  if (key.i < 0 || key.i >= static_cast<std::int64_t>(items.size()))
    return env.missing("the list has no such member", base.at);
  return items[static_cast<std::size_t>(key.i)];
}

/// `[i]` and `[*]` of a `Json::Document` act on its root.
Node root_of(Env& env, const Node& value) {
  if (!value.is(Kind::kResource)) return value;
  const Resource& r = env.inventory.resources()[value.ref.target];
  if (env.store.symbols.text(r.type) != "Json::Document") return value;
  return env.inventory.attribute(value.ref.target, env.store.symbols.intern("root"));
}

Node index_plain(Env& env, const Node& whole, const Node& key) {
  const Node root = root_of(env, whole);
  // What is wrong with reading a document's root has the document for its place, and that has none.
  const Node base =
      whole.is(Kind::kResource) && !root.is_object() && !root.is_list() ? whole : root;
  if (whole.is(Kind::kResource) && !base.is(Kind::kResource)) {
    const bool fits = key.is(base.is_list() ? Kind::kInt : Kind::kString) || key.indeterminate();
    if (!fits) return env.error("V0101", "a key of another kind", key.at);
  }
  const Node pair[2] = {base, key};
  if (const Node worst = strict(env, pair); !worst.is(Kind::kNull)) {
    return worst.is(Kind::kUnknown) ? env.unknown_from(worst) : worst;
  }
  if (base.is(Kind::kNull)) return env.missing("an index is read from null", base.at);
  if (base.is_list()) return list_index(env, base, key);
  if (!base.is_object() && !base.is(Kind::kResource)) return has_no_property(env, base);
  if (!key.is(Kind::kString))
    return env.error("V0101", "a key is a text", key.at != 0 ? key.at : base.at);
  const Node member = get_plain(env, base, env.symbol_of(key.text()));
  if (!key.has(kSensitive)) return member;
  // What stands under a secret key is as secret, and so is which key was absent.
  if (member.is(Kind::kMissing))
    return env.missing("a member under a sensitive key is not written", base.at);
  return member.indeterminate() ? member : member.with(kSensitive);
}

}  // namespace

Node index(Env& env, const Node& base, const Node& key, std::uint8_t mapping) {
  const auto one = [&](const Node& v) {
    const Node pair[2] = {v, key};
    if (!key.is(Kind::kChoice))
      return map_choice(env, v, [&](const Node& b) { return index_plain(env, b, key); });
    return over_choices(env, pair,
                        [&](std::span<const Node> p) { return index_plain(env, p[0], p[1]); });
  };
  return read(env, base, mapping, one);
}

namespace {

struct Flattener {
  Env& env;
  std::vector<Node> items;
  std::vector<Node> presence;
  Node many = Node::null();
  bool certain = true;

  void push(const Node& item, const Node& p) {
    items.push_back(item);
    presence.push_back(p);
    certain = certain && p.is(Kind::kTrue);
  }

  [[nodiscard]] Node further_keys(const Node& object) const {
    Unknown u;
    u.cause = {Kind::kUnknown, {}, "further keys are possible", object.at};
    return env.unknown(u);
  }

  void member(const Node& v, const Node& outer) {
    const Node list = domain(env, v);
    if (list.is(Kind::kUnknown)) return widen(many, env.unknown_from(list));
    if (list.indeterminate()) return push(list, outer);
    if (list.is_object()) {
      for (const Node& kid : list.members()) {
        const Keyed member(env, list, kid);
        push(member.value, outer.is(Kind::kTrue) ? member.presence : outer);
      }
      if (list.has(kOpen)) widen(many, further_keys(list));
      return;
    }
    const bool computed = list.is(Kind::kComputedList);
    const auto inner = computed ? list.list->items : list.members();
    for (std::size_t i = 0; i < inner.size(); ++i) {
      const bool sure = !computed || list.list->presence.empty();
      push(inner[i], !outer.is(Kind::kTrue) || sure ? outer : list.list->presence[i]);
    }
    if (computed && !list.list->many.is(Kind::kNull)) widen(many, list.list->many);
  }

  Node finish(At at) {
    ComputedList list;
    list.items = env.memory->copy(std::span<const Node>(items));
    if (!certain) list.presence = env.memory->copy(std::span<const Node>(presence));
    list.many = many;
    env.charge(items.size());
    return Store::computed_list_in(*env.memory, list, at);
  }
};

Node splat_plain(Env& env, const Node& base, bool again) {
  const Node list = domain(env, root_of(env, base));
  if (list.indeterminate()) return list.is(Kind::kUnknown) ? env.unknown_from(list) : list;
  const bool certain = list.is(Kind::kComputedList) && list.list->presence.empty() &&
                       list.list->many.is(Kind::kNull);
  if ((list.is(Kind::kList) || certain) && !again) {  // its members as they are
    ComputedList members;
    members.items = certain ? list.list->items : list.members();
    env.charge(members.items.size());
    return Store::computed_list_in(*env.memory, members, list.at);
  }
  Flattener out{env, {}, {}, Node::null(), true};
  if (!again) {
    out.member(list, Node::boolean(true));
    return out.finish(list.at);
  }
  const bool computed = list.is(Kind::kComputedList);
  const auto items = computed ? list.list->items : list.members();
  for (std::size_t i = 0; i < items.size(); ++i) {
    const bool sure = !computed || list.list->presence.empty();
    out.member(items[i], sure ? Node::boolean(true) : list.list->presence[i]);
  }
  if (computed && !list.list->many.is(Kind::kNull)) widen(out.many, list.list->many);
  return out.finish(list.at);
}

}  // namespace

Node splat(Env& env, const Node& base, std::uint8_t mapping) {
  return map_choice(env, base, [&](const Node& v) {
    return splat_plain(env, v, v.is_list() && acts_on_members(v, mapping));
  });
}

Node follow_plain(Env& env, const Node& v) {
  env.note(v);
  if (v.is(Kind::kNull)) return env.missing("a reference is read from null", v.at);
  const Node settled = settle(env, v);
  return settled.is(Kind::kUnknown) ? env.computed(env.inventory.follow(settled))
         : settled.indeterminate()  ? settled
                                    : env.inventory.follow(v);
}

namespace {

Node follow_type_plain(Env& env, const Node& v, const TypeTest& types) {
  const Node target = follow_plain(env, v);
  if (!target.is(Kind::kResource) || has_type(env, target.ref.target, types)) {
    return env.computed(target);
  }
  return env.error("V0107", "the reference leads to a resource of another type", v.at);
}

}  // namespace

Node follow(Env& env, const Node& base, std::uint8_t /*mapping*/) {
  return read(env, base, kMembers, [&](const Node& v) { return follow_plain(env, v); });
}

Node follow_type(Env& env, const Node& base, const TypeTest& types, std::uint8_t /*mapping*/) {
  return read(env, base, kMembers, [&](const Node& v) { return follow_type_plain(env, v, types); });
}

Node domain(Env& env, const Node& value) {
  if (value.is_list() || value.is_object()) return value;
  if (value.indeterminate()) return env.computed(settle(env, value));
  if (value.is(Kind::kNull)) return env.missing("the list is null", value.at);
  if (!value.is(Kind::kChoice)) return env.error("V0101", "a list was expected", value.at);
  std::vector<Node> all;
  const Node condition = condition_of(env, value);
  if (!leaves(value, all)) return condition;
  std::vector<Node> items;
  Node many = Node::null();
  bool keyless = false;
  for (const Node& leaf : all) {
    if (!leaf.is_list() && !leaf.is_object()) return condition;
    keyless = keyless || leaf.is_object();
    if (leaf.is_object() && leaf.has(kOpen)) many = condition;
    const bool computed = leaf.is(Kind::kComputedList);
    const auto members = computed ? leaf.list->items : leaf.members();
    items.insert(items.end(), members.begin(), members.end());
    if (computed && !leaf.list->many.is(Kind::kNull)) many = leaf.list->many;
  }
  const std::vector<Node> presence(items.size(), condition);
  ComputedList list;
  list.items = env.memory->copy(std::span<const Node>(items));
  list.presence = env.memory->copy(std::span<const Node>(presence));
  list.many = many;
  list.keyless = keyless;
  return Store::computed_list_in(*env.memory, list, value.at);
}

}  // namespace cordon::vm
