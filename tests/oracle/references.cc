// References between resources (language 3.11): following, reverse joins, type sets, `refers_to`
// and the type test. No index: every source is asked whether it refers to the target. Test:
// oracle_test.cc.
#include <algorithm>
#include <array>

#include "machine.h"

namespace cordon::oracle {

struct Machine::Target {
  ResourceId id = kNoResource;
  Node bad;       ///< kNull, or why it is not known what is looked for
  Node presence;  ///< whether it is looked for at all
};

void Machine::assume(const Node& v) {
  const bool reference = v.is(Kind::kReference) && v.has(kAssumed);
  const bool open = v.is(Kind::kUnknown) && v.unknown != nullptr && v.unknown->assumed;
  if (reference || open) assume_references();
}

std::vector<std::string_view> Machine::expand(std::string_view type) const {
  const auto all = check::expand(type, inventory_.catalogue());
  if (all.empty()) return {type};
  return all;
}

bool Machine::is_of_type(ResourceId id, std::string_view type) const {
  const Resource& r = inventory_.resources()[id];
  const auto text = [this](Symbol s) { return store_.symbols.text(s); };
  for (const std::string_view name : expand(type)) {
    if (text(r.type) == name) return true;
    if (name.starts_with("TF::") && text(r.native_type) == name.substr(4)) return true;
  }
  return false;
}

/// In document order of the whole inventory.
std::vector<ResourceId> Machine::all_of_type(std::string_view type) const {
  std::vector<ResourceId> out;
  for (const std::string_view name : expand(type)) {
    const auto symbol = store_.symbols.find(name);
    if (!symbol) continue;
    const auto ids = inventory_.of_type(*symbol);
    out.insert(out.end(), ids.begin(), ids.end());
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

namespace {

std::uint32_t view_of(std::string_view type) {
  return type.starts_with("TF::") ? kNative : kCanonical;
}

}  // namespace

Node Machine::follow(const Node& base, const syntax::PostOp& op) {
  if (base.is(Kind::kNull)) return missing("the value is null", base.at);
  assume(base);
  const Node found = inventory_.follow(base);
  const Node target = base.is(Kind::kUnknown) ? computed(found) : found;
  if (op.kind == syntax::PostOp::Kind::kFollow) {
    return property(target, store_.symbols.intern(op.name.text));
  }
  if (!target.is(Kind::kResource)) return computed(target);
  if (!is_of_type(target.ref.target, op.type.text)) {
    return error("V0107", "the reference is to a resource of another type", base.at);
  }
  return Node::resource(target.ref.target, view_of(op.type.text));
}

/// What a source's references say of one target.
Node Machine::refers(const References& refs, const Target& target, const PropertyType* type) {
  if (!target.bad.is(Kind::kNull)) return target.bad;
  const auto names = [&](const std::vector<ResourceId>& ids) {
    return std::find(ids.begin(), ids.end(), target.id) != ids.end();
  };
  if (names(refs.exact)) return Node::boolean(true);
  const std::string_view of = store_.symbols.text(inventory_.resources()[target.id].type);
  const bool any = refs.any && inventory_.catalogue().may_refer(type, of);
  if (!names(refs.maybe) && !any) return Node::boolean(false);
  if (refs.unknown.is(Kind::kUnknown)) return derive(refs.unknown);
  return unknown("the reference is not known", refs.unknown.at);
}

/// An error may stand for a reference to whatever the property can name.
Node Machine::broken(const References& refs, const Target& target, const PropertyType* type) {
  if (refs.broken.is(Kind::kNull) || target.id == kNoResource) return Node::boolean(false);
  const std::string_view of = store_.symbols.text(inventory_.resources()[target.id].type);
  return inventory_.catalogue().may_refer(type, of) ? derive(refs.broken) : Node::boolean(false);
}

Node Machine::reverse(const Node& base, const syntax::PostOp& op) {
  if (base.is(Kind::kNull)) return missing("the value is null", base.at);
  if (base.indeterminate()) return derive(base);
  std::vector<Target> targets;
  const auto add = [&](const Node& v, const Node& presence) {
    Target target;
    target.presence = presence;
    Node found = v;
    if (v.is(Kind::kNull)) found = missing("the value is null", v.at);
    if (v.is(Kind::kReference) || v.is(Kind::kString)) found = inventory_.follow(v);
    if (found.is(Kind::kResource)) {
      target.id = found.ref.target;
    } else {
      target.bad = found.indeterminate() ? derive(found) : wrong_kind(v);
    }
    targets.push_back(target);
  };
  assume(base);
  if (base.is_list()) {
    for (const Member& m : domain_of(base).members) {
      std::vector<Node> branches;
      leaves(m.value, branches);
      const std::array<Node, 2> chosen{
          m.presence, branches.size() > 1 ? condition_unknown(m.value) : Node::boolean(true)};
      for (const Node& branch : branches) add(branch, all_of(chosen));
    }
  } else {
    add(base, Node::boolean(true));
    if (!targets[0].bad.is(Kind::kNull)) return targets[0].bad;
  }
  const Symbol name = store_.symbols.intern(op.name.text);
  std::vector<Member> out;
  std::vector<std::size_t> open;
  for (const ResourceId id : all_of_type(op.type.text)) {
    const Resource& r = inventory_.resources()[id];
    const Node value = inventory_.property(id, static_cast<View>(view_of(op.type.text)), name);
    References refs;
    const ResourceType* type = inventory_.catalogue().find(store_.symbols.text(r.type));
    const Property* p = type == nullptr ? nullptr : type->body.find(op.name.text);
    const PropertyType* ptype =
        p == nullptr || view_of(op.type.text) == kNative ? nullptr : p->type;
    if (!value.is(Kind::kMissing)) inventory_.collect(value, ptype, refs);
    if (refs.assumed) assume_references();
    std::vector<Node> hits;
    for (const Target& target : targets) {
      // An unknown reference says why; only a certain one leaves it to the existence of the source.
      Node refers_to = refers(refs, target, ptype);
      bool sure = refers_to.is(Kind::kTrue);
      if (refers_to.is(Kind::kFalse)) {
        refers_to = broken(refs, target, ptype);
        sure = refers_to.is(Kind::kError);
      }
      sure = sure && !r.exists.is(Kind::kTrue);
      const std::array<Node, 2> both{sure ? r.exists : refers_to, target.presence};
      hits.push_back(all_of(both));
    }
    const Node hit = any_of(hits);
    if (hit.is(Kind::kFalse)) continue;
    const Ev presence = plain(hit);
    if (hit.is(Kind::kUnknown) && refs.any) open.push_back(out.size());
    out.push_back({Node::integer(static_cast<std::int64_t>(out.size())),
                   Node::resource(id, view_of(op.type.text)),
                   presence.v,
                   {},
                   presence.proof});
  }
  Node many;
  if (base.is(Kind::kComputedList) && !base.list->many.is(Kind::kNull))
    many = derive(base.list->many);
  if (open.size() > 16) {
    many = unknown("there are resources whose reference is not known",
                   cause_of(out[open[0]].presence).at);
    for (std::size_t i = open.size(); i-- > 0;)
      out.erase(out.begin() + static_cast<std::ptrdiff_t>(open[i]));
  }
  for (const std::string_view type : expand(op.type.text)) {
    const Node incomplete = inventory_.completeness(store_.symbols.intern(type));
    if (many.is(Kind::kNull) && !incomplete.is(Kind::kNull)) many = derive(incomplete);
  }
  for (const Target& target : targets) {
    if (target.id == kNoResource || !many.is(Kind::kNull)) continue;
    const Node& open_side = inventory_.resources()[target.id].open_neighbours;
    if (!open_side.is(Kind::kNull)) many = derive(open_side);
  }
  return list_node(out, many);
}

Node Machine::type_set(std::span<const syntax::ResType> types) {
  std::vector<Member> out;
  Node many;
  std::map<ResourceId, std::uint32_t> ids;
  for (const syntax::ResType& type : types) {
    for (const ResourceId id : all_of_type(type.text)) ids.emplace(id, view_of(type.text));
    for (const std::string_view name : expand(type.text)) {
      const Node incomplete = inventory_.completeness(store_.symbols.intern(name));
      if (many.is(Kind::kNull) && !incomplete.is(Kind::kNull)) many = derive(incomplete);
    }
  }
  for (const auto& [id, view] : ids) {
    const Node& exists = inventory_.resources()[id].exists;
    const Ev presence = plain(exists.indeterminate() ? derive(exists) : Node::boolean(true));
    out.push_back({Node::integer(static_cast<std::int64_t>(out.size())),
                   Node::resource(id, view),
                   presence.v,
                   {},
                   presence.proof});
  }
  return list_node(out, many);
}

/// Whether one known value, a list or an object refers to the target at any depth.
Node Machine::refers_one(const Node& a, ResourceId target) {
  if (a.is(Kind::kComputedList)) {
    const Domain all = domain_of(a);
    std::vector<Node> hits;
    for (const Member& m : all.members) {
      const Node hit = lift({&m.value, 1}, [&](std::span<const Node> n) {
        return n[0].is(Kind::kMissing) || n[0].is(Kind::kError) ? n[0] : refers_one(n[0], target);
      });
      const std::array<Node, 2> member{m.presence, hit};
      hits.push_back(all_of(member));
    }
    if (!all.many.is(Kind::kNull)) hits.push_back(all.many);
    return any_of(hits);
  }
  if (a.is(Kind::kResource)) return Node::boolean(a.ref.target == target);
  References refs;
  inventory_.collect(a, nullptr, refs);
  if (refs.assumed) assume_references();
  return refers(refs, {target, Node(), Node()}, nullptr);
}

Node Machine::refers_to(const Node& a, const Node& b) {
  const std::array<Node, 2> both{a, b};
  const Node* bad = worst(both);
  if (bad != nullptr && kind_of(*bad) == Kind::kError) return derive(*bad);
  for (const Node& v : both) {
    const bool absent = v.is(Kind::kNull) || kind_of(v) == Kind::kMissing;
    if (absent && bad != nullptr && kind_of(*bad) == Kind::kUnknown && may_fail(*bad)) {
      return derive(*bad);
    }
    if (v.is(Kind::kNull)) return missing("the value is null", v.at);
    if (absent) return derive(v);
    assume(v);
  }
  const bool usable = a.is(Kind::kReference) || a.is(Kind::kResource) || a.is(Kind::kString) ||
                      a.is_list() || a.is_object() || a.is(Kind::kUnknown);
  if (!usable) return wrong_kind(both);
  const Identity to = inventory_.identify(b);
  if (to.assumed) assume_references();
  const std::array<Node, 2> turned{b, a};
  if (to.kind == Identity::Kind::kNone && !b.is(Kind::kUnknown)) return wrong_kind(turned);
  if (to.kind == Identity::Kind::kOutside) return with_broken(Node::boolean(false), a);
  if (to.kind == Identity::Kind::kResource) return with_broken(refers_one(a, to.id), a);
  const Node undecided = derive(b);
  if (to.kind != Identity::Kind::kCandidates) return undecided;
  for (const ResourceId id : to.candidates) {
    if (!refers_one(a, id).is(Kind::kFalse)) return undecided;
  }
  return with_broken(Node::boolean(false), a);
}

/// What is broken, or may be, may not pass for what does not refer.
Node Machine::with_broken(const Node& result, const Node& a) {
  if (result.is(Kind::kTrue)) return result;
  std::vector<Node> all{result};
  std::vector<Member> items{{Node(), a, Node::boolean(true), {}, {}}};
  if (a.is_list()) items = domain_of(a).members;
  for (const Member& m : items) {
    const Node& item = m.value;
    const Kind kind = kind_of(item);
    const bool candidate =
        kind == Kind::kUnknown && !may_fail(item) && !item.unknown->candidates.empty();
    const bool named = candidate || surely(item, {Expect::kString, Expect::kList});
    const bool bad = kind == Kind::kMissing || kind == Kind::kError;
    if (!bad && (kind != Kind::kUnknown || named)) continue;
    const std::array<Node, 2> both{m.presence, derive(item)};
    all.push_back(all_of(both));
  }
  return any_of(all);
}

Node Machine::is_type(const Node& v, std::string_view type) {
  std::vector<Node> results;
  for (const std::string_view name : expand(type)) results.push_back(is_one_type(v, name));
  return any_of(results);
}

Node Machine::is_one_type(const Node& v, std::string_view type) {
  if (v.is(Kind::kError)) return v;
  if (kind_of(v) == Kind::kError) return derive(v);
  assume(v);
  if (v.is(Kind::kUnknown) && kind_of(v) == Kind::kUnknown) {
    if (v.unknown == nullptr || !v.unknown->candidates_closed) return derive(v);
    std::vector<Node> all;
    for (const ResourceId id : v.unknown->candidates)
      all.push_back(Node::boolean(is_of_type(id, type)));
    if (all_of(all).is(Kind::kTrue)) return Node::boolean(true);
    return any_of(all).is(Kind::kFalse) ? Node::boolean(false) : derive(v);
  }
  if (v.is(Kind::kResource) || v.is(Kind::kReference)) {
    return Node::boolean(is_of_type(v.ref.target, type));
  }
  if (!v.is(Kind::kString)) return Node::boolean(false);
  const Identity named = inventory_.identify(v);
  if (named.kind == Identity::Kind::kResource && is_of_type(named.id, type))
    return Node::boolean(true);
  const ResourceType* known = inventory_.catalogue().find(type);
  if (known != nullptr && !known->id_prefixes.empty()) {
    const auto& prefixes = known->id_prefixes;
    return Node::boolean(
        std::any_of(prefixes.begin(), prefixes.end(),
                    [&](std::string_view prefix) { return v.text().starts_with(prefix); }));
  }
  if (named.kind == Identity::Kind::kResource) return Node::boolean(false);
  return unknown("the text names nothing in the documents", v.at);
}

}  // namespace cordon::oracle
