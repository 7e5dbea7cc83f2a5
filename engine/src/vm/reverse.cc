// `<-`, the resources that refer to a value, and all resources of a type. The one idea: a source
// that may refer is a maybe-member of the list, one whose reference is an error too, and where any
// resource may, the list has any number of further members. Tests: tests/oracle (differential),
// tests/conformance.
#include <algorithm>
#include <map>
#include <set>

#include "vm/choices.h"
#include "vm/reading.h"

namespace cordon::vm {
namespace {

constexpr std::size_t kMaxMaybeSources = 16;

/// Sources of one or several targets, merged in document order.
struct Gathered {
  std::vector<ReverseIndex::Source> sources;
  std::vector<ReverseIndex::Source> any;
};

void gather(Env& env, const ReverseIndex& index, ResourceId target, Gathered& out) {
  for (const ReverseIndex::Entry& entry : index.of(target)) out.sources.push_back(entry.source);
  if (index.any.empty() && index.broken.empty()) return;
  const std::string_view type = env.store.symbols.text(env.inventory.resources()[target].type);
  const auto add = [&](const auto& from, auto& to) {
    for (const auto& source : from) {
      if (env.inventory.catalogue().may_refer(source.property, type)) to.push_back(source);
    }
  };
  add(index.any, out.any);
  add(index.broken, out.sources);
}

Node open_ended(Env& env, const Linked&, const ReverseIndex& index,
                std::span<const ResourceId> targets) {
  for (const Symbol type : index.written) {
    const Node open = env.inventory.completeness(type);
    if (!open.is(Kind::kNull)) return env.unknown_from(open);
  }
  for (const ResourceId target : targets) {
    const Node& open = env.inventory.resources()[target].open_neighbours;
    if (!open.is(Kind::kNull)) return env.unknown_from(open);
  }
  return Node::null();
}

Node many_sources(Env& env, const ReverseIndex& index, std::size_t n, const Node& first) {
  Unknown u;
  if (const Cause* cause = cause_of(first)) u.cause = *cause;
  u.cause.kind = Kind::kUnknown;
  u.cause.reason =
      env.memory->copy(std::to_string(n) + " resources whose " +
                       std::string(env.store.symbols.text(index.name)) + " is not known");
  return env.unknown(u);
}

/// The usual case: nothing is in doubt.
Node certain_sources(Env& env, const ReverseIndex& index, ResourceId target) {
  const auto entries = index.of(target);
  env.charge(entries.size() + 1);
  Node* items = env.memory->array<Node>(entries.size());
  for (std::size_t i = 0; i < entries.size(); ++i) items[i] = Node::resource(entries[i].source.id);
  ComputedList list;
  list.items = {items, entries.size()};
  return Store::computed_list_in(*env.memory, list);
}

Node reverse_of(Env& env, const Linked& linked, const ReverseIndex& index,
                std::span<const ResourceId> targets) {
  if (index.assumed) env.assumes |= kAssumesReferences;
  if (index.certain && targets.size() == 1 &&
      env.inventory.resources()[targets[0]].open_neighbours.is(Kind::kNull))
    return certain_sources(env, index, targets[0]);
  Gathered found;
  for (const ResourceId target : targets) gather(env, index, target, found);
  const auto by_id = [](const auto& a, const auto& b) {
    return a.id != b.id ? a.id < b.id : a.presence.is(Kind::kTrue) && !b.presence.is(Kind::kTrue);
  };
  const auto same_id = [](const auto& a, const auto& b) { return a.id == b.id; };
  std::stable_sort(found.any.begin(), found.any.end(), by_id);
  found.any.erase(std::unique(found.any.begin(), found.any.end(), same_id), found.any.end());
  Node many = open_ended(env, linked, index, targets);
  if (found.any.size() > kMaxMaybeSources) {
    many = many_sources(env, index, found.any.size(), found.any.front().presence);
  } else {
    found.sources.insert(found.sources.end(), found.any.begin(), found.any.end());
  }
  std::stable_sort(found.sources.begin(), found.sources.end(), by_id);
  found.sources.erase(std::unique(found.sources.begin(), found.sources.end(), same_id),
                      found.sources.end());
  env.charge(found.sources.size() + 1);
  Node* items = env.memory->array<Node>(found.sources.size());
  Node* presence = env.memory->array<Node>(found.sources.size());
  bool certain = true;
  for (std::size_t i = 0; i < found.sources.size(); ++i) {
    items[i] = Node::resource(found.sources[i].id);
    presence[i] = found.sources[i].presence;
    certain = certain && presence[i].is(Kind::kTrue);
  }
  ComputedList list;
  list.items = {items, found.sources.size()};
  if (!certain) list.presence = {presence, found.sources.size()};
  list.many = many;
  return Store::computed_list_in(*env.memory, list);
}

/// `<-` on a list: every source that refers to one of its members. A member that is no resource may
/// stand for any: it leaves each source with the member's own kind of doubt.
class ReverseOfList {
 public:
  ReverseOfList(Env& env, const ReverseIndex& index) : env_(env), index_(index) {}

  void member(const Node& item, const Node& presence) {
    if (!item.is(Kind::kChoice)) return certain_member(item, presence);
    const Node chosen = truth_and(presence, condition_of(env_, item));
    std::vector<Node> branches;
    if (!leaves(item, branches)) branches = {chosen};  // too many: one that is not known
    for (const Node& branch : branches) certain_member(branch, chosen);
  }

  void certain_member(const Node& item, const Node& presence) {
    const Node target = follow_plain(env_, item);
    if (!target.is(Kind::kResource)) {
      const Node doubt =
          target.indeterminate() ? target : env_.error("V0101", "a resource was expected", item.at);
      const Node hit = truth_and(presence, doubt);
      doubt_ = doubt_.is(Kind::kNull) ? hit : truth_or(doubt_, hit);
      return;
    }
    targets_.push_back(target.ref.target);
    Gathered found;
    gather(env_, index_, target.ref.target, found);
    for (const auto& source : found.sources) add(source, presence);
    for (const auto& source : found.any) {
      any_.insert(source.id);
      add(source, presence);
    }
  }

  Node finish(const Linked& linked, Node many) {
    if (!doubt_.is(Kind::kNull)) {
      for (const Symbol type : index_.types) {
        for (const ResourceId id : env_.inventory.of_type(type)) {
          add({id, Node::boolean(true), nullptr}, doubt_);
        }
      }
    }
    collapse(many);
    if (many.is(Kind::kNull)) many = open_ended(env_, linked, index_, targets_);
    Node* items = env_.memory->array<Node>(found_.size());
    Node* presence = env_.memory->array<Node>(found_.size());
    std::size_t n = 0;
    for (const auto& [id, p] : found_) {
      items[n] = Node::resource(id);
      presence[n++] = p;
    }
    env_.charge(n + 1);
    ComputedList list;
    list.items = {items, n};
    list.presence = {presence, n};
    list.many = many;
    return Store::computed_list_in(*env_.memory, list);
  }

 private:
  void add(const ReverseIndex::Source& source, const Node& presence) {
    const Node hit = truth_and(source.presence, presence);
    const auto [it, fresh] = found_.emplace(source.id, hit);
    if (!fresh) it->second = truth_or(it->second, hit);
  }

  void collapse(Node& many) {
    std::vector<ResourceId> open;
    for (const auto& [id, p] : found_) {
      if (p.is(Kind::kUnknown) && any_.contains(id)) open.push_back(id);
    }
    if (open.size() <= kMaxMaybeSources) return;
    many = many_sources(env_, index_, open.size(), found_.at(open.front()));
    for (const ResourceId id : open) found_.erase(id);
  }

  Env& env_;
  const ReverseIndex& index_;
  std::map<ResourceId, Node> found_;
  std::set<ResourceId> any_;
  std::vector<ResourceId> targets_;
  Node doubt_ = Node::null();
};

Node reverse_list(Env& env, const Linked& linked, const Node& v, const ReverseIndex& index) {
  if (index.assumed) env.assumes |= kAssumesReferences;
  const bool computed = v.is(Kind::kComputedList);
  const auto items = computed ? v.list->items : v.members();
  ReverseOfList out(env, index);
  for (std::size_t i = 0; i < items.size(); ++i) {
    const bool sure = !computed || v.list->presence.empty();
    out.member(items[i], sure ? Node::boolean(true) : v.list->presence[i]);
  }
  const bool open = computed && !v.list->many.is(Kind::kNull);
  return out.finish(linked, open ? env.unknown_from(v.list->many) : Node::null());
}

Node reverse_plain(Env& env, const Linked& linked, const Node& v, const ReverseIndex& index) {
  if (v.is_list()) return reverse_list(env, linked, v, index);
  const Node target = follow_plain(env, v);
  if (target.is(Kind::kUnknown)) return env.unknown_from(target);
  if (target.indeterminate()) return target;
  if (!target.is(Kind::kResource)) return env.error("V0101", "a resource was expected", v.at);
  return reverse_of(env, linked, index, {&target.ref.target, 1});
}

}  // namespace

Node reverse(Env& env, const Linked& linked, const Node& base, const ReverseIndex& index) {
  return map_choice(env, base, [&](const Node& v) { return reverse_plain(env, linked, v, index); });
}

Node all_of(Env& env, const Linked& linked, std::uint32_t types) {
  std::vector<ResourceId> ids;
  for (const Symbol type : linked.types[types].types) {
    const auto found = env.inventory.of_type(type);
    ids.insert(ids.end(), found.begin(), found.end());
  }
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  env.charge(ids.size() + 1);
  std::uint32_t view = kCanonical;
  const auto& texts = linked.program->type_sets[types].types;
  if (texts.size() == 1 && texts[0].starts_with("TF::")) view = kNative;
  Node* items = env.memory->array<Node>(ids.size());
  Node* presence = env.memory->array<Node>(ids.size());
  bool certain = true;
  for (std::size_t i = 0; i < ids.size(); ++i) {
    items[i] = Node::resource(ids[i], view);
    presence[i] = env.inventory.resources()[ids[i]].exists;
    certain = certain && presence[i].is(Kind::kTrue);
  }
  ComputedList list;
  list.items = {items, ids.size()};
  if (!certain) list.presence = {presence, ids.size()};
  list.many = Node::null();
  for (const Symbol type : linked.written[types]) {
    const Node open = env.inventory.completeness(type);
    if (!open.is(Kind::kNull)) {
      list.many = env.unknown_from(open);
      break;
    }
  }
  return Store::computed_list_in(*env.memory, list);
}

}  // namespace cordon::vm
