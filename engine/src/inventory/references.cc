// Says what values refer to: the answers behind `->`, `<-` and `refers_to`. The one idea: a
// reference is a target and an attribute; a text refers to a resource only by an id that the
// documents themselves give to it, never to something that is only about to be created. It does not
// judge whether a text is an id of the right type. Tests: tests/unit/inventory/references_test.cc.
#include <algorithm>
#include <optional>
#include <unordered_set>

#include "inventory/inventory.h"
#include "inventory/inventory_impl.h"

namespace cordon {
namespace {

/// Values are at most as deep as documents; choices and satellites add little.
constexpr int kMaxNesting = 512;
/// Above this many resources of unknown name, or of one name, a literal may name any resource.
constexpr std::size_t kMaxUnnamed = 64;

bool targets_allow(const PropertyType* type, std::string_view target) {
  return type == nullptr || type->targets.empty() ||
         std::find(type->targets.begin(), type->targets.end(), target) != type->targets.end();
}

/// Whether a leaf of this type can be a reference at all.
bool can_refer(const PropertyType* type) {
  if (type == nullptr) return true;
  switch (type->kind) {
    case PropertyType::Kind::kBool:
    case PropertyType::Kind::kInt:
    case PropertyType::Kind::kNumber:
      return false;
    case PropertyType::Kind::kString:
      return !type->targets.empty();
    default:
      return true;
  }
}

const PropertyType* member_type(const PropertyType* type) {
  if (type == nullptr) return nullptr;
  return type->kind == PropertyType::Kind::kList || type->kind == PropertyType::Kind::kMap
             ? type->element
             : nullptr;
}

bool can_be_id(std::string_view text) {
  constexpr std::size_t kLongest = 2048;
  if (text.empty() || text.size() > kLongest) return false;
  return std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("-_.:/+=@,#$").find(c) != std::string_view::npos;
  });
}

/// Adds to a list what it does not hold yet. A short list is looked through, a long one is a set
/// besides. Requires: nobody else adds to the list.
class Unique {
 public:
  explicit Unique(std::vector<ResourceId>& to) : to_(to) {}
  void add(std::span<const ResourceId> from) {
    for (const ResourceId id : from) add(id);
  }
  void add(ResourceId id) {
    if (holds(id)) return;
    to_.push_back(id);
    if (seen_) seen_->insert(id);
  }
  [[nodiscard]] bool holds(ResourceId id) {
    if (to_.size() <= kShort) return std::find(to_.begin(), to_.end(), id) != to_.end();
    if (!seen_) seen_.emplace(to_.begin(), to_.end());
    return seen_->contains(id);
  }

 private:
  static constexpr std::size_t kShort = 32;
  std::vector<ResourceId>& to_;
  std::optional<std::unordered_set<ResourceId>> seen_;  ///< made when it is needed, which is rare
};

void note_unknown(References& out, const Node& value) {
  if (out.unknown.is(Kind::kNull)) out.unknown = value;
}

class Collector {
 public:
  /// `unnamed`: resources whose ids are written somewhere and not known.
  Collector(const Inventory& inventory, std::span<const ResourceId> unnamed, References& out)
      : inventory_(inventory), unnamed_(unnamed), out_(out), exact_(out.exact), maybe_(out.maybe) {}

  void collect(const Node& value, const PropertyType* type) {
    if (depth_ >= kMaxNesting) {
      out_.any = true;
      return;
    }
    ++depth_;
    dispatch(value, type);
    --depth_;
  }

 private:
  void dispatch(const Node& value, const PropertyType* type) {
    switch (value.kind()) {
      case Kind::kList:
        for (const Node& member : value.members()) collect(member, member_type(type));
        break;
      case Kind::kObject:
      case Kind::kDict:
        object(value, type);
        break;
      case Kind::kComputedList:
        computed(value, type);
        break;
      case Kind::kChoice:
        choice(value, type);
        break;
      default:
        leaf(value, type);
    }
  }

  void object(const Node& value, const PropertyType* type) {
    const auto keys = Store::keys(value);
    for (std::uint32_t i = 0; i < value.len; ++i) {
      const PropertyType* member = member_type(type);
      if (type != nullptr && type->object != nullptr) {
        const Property* property = type->object->find(inventory_.store().symbols.text(keys[i]));
        member = property == nullptr ? nullptr : property->type;
      }
      collect(value.kids[i], member);
    }
    if (value.has(kOpen)) {
      out_.any = true;
      note_unknown(out_, Node::make_unknown(nullptr, value.at));
    }
  }

  /// Members that may be absent refer only perhaps.
  void computed(const Node& value, const PropertyType* type) {
    const ComputedList& list = *value.list;
    for (std::size_t i = 0; i < list.items.size(); ++i) {
      if (list.presence.empty() || list.presence[i].is(Kind::kTrue)) {
        collect(list.items[i], member_type(type));
      } else {
        perhaps(list.items[i], member_type(type), list.presence[i]);
      }
    }
    if (!list.many.is(Kind::kNull)) {
      out_.any = true;
      note_unknown(out_, list.many);
    }
  }

  /// What both branches refer to is certain, what one does is not.
  void choice(const Node& value, const PropertyType* type) {
    const Node condition = Node::make_unknown(value.choice->condition, value.at);
    References then;
    References otherwise;
    nested(then, value.choice->then, type);
    nested(otherwise, value.choice->otherwise, type);
    Unique others(otherwise.exact);
    for (const ResourceId id : then.exact) {
      const bool both = others.holds(id);
      (both ? exact_ : maybe_).add(id);
      if (!both) note_unknown(out_, condition);
    }
    for (const ResourceId id : otherwise.exact) {
      if (exact_.holds(id)) continue;
      maybe_.add(id);
      note_unknown(out_, condition);
    }
    broken_in_a_branch(then, otherwise, condition);
    merge_rest(then);
    merge_rest(otherwise);
  }

  /// What is broken in both branches is broken, what is in one may refer to anything.
  void broken_in_a_branch(References& then, References& otherwise, const Node& condition) {
    if (then.broken.is(Kind::kNull) == otherwise.broken.is(Kind::kNull)) return;
    then.broken = otherwise.broken = Node::null();
    out_.any = true;
    note_unknown(out_, condition);
  }

  void perhaps(const Node& value, const PropertyType* type, const Node& presence) {
    References inner;
    nested(inner, value, type);
    maybe_.add(inner.exact);
    if (!inner.exact.empty()) note_unknown(out_, presence);
    References absent;
    broken_in_a_branch(inner, absent, presence);
    merge_rest(inner);
  }

  void nested(References& into, const Node& value, const PropertyType* type) {
    Collector inner(inventory_, unnamed_, into);
    inner.depth_ = depth_;
    inner.collect(value, type);
  }

  void merge_rest(const References& from) {
    maybe_.add(from.maybe);
    out_.any = out_.any || from.any;
    out_.assumed = out_.assumed || from.assumed;
    if (!from.unknown.is(Kind::kNull)) note_unknown(out_, from.unknown);
    if (out_.broken.is(Kind::kNull)) out_.broken = from.broken;
  }

  void leaf(const Node& value, const PropertyType* type) {
    if (!can_refer(type)) return;
    if (value.is(Kind::kError) && out_.broken.is(Kind::kNull)) out_.broken = value;
    const Identity identity = inventory_.identify(value);
    out_.assumed = out_.assumed || identity.assumed;
    switch (identity.kind) {
      case Identity::Kind::kResource:
        if (!value.is(Kind::kString) || allowed(identity.id, type)) exact_.add(identity.id);
        break;
      case Identity::Kind::kCandidates:
        candidates(value, identity.candidates, type);
        break;
      case Identity::Kind::kUnknown:
        unknown(value, type);
        break;
      case Identity::Kind::kOutside:
      case Identity::Kind::kNone:
        break;
    }
  }

  /// Names are unique within a type only: a text names the one resource of each type that has it.
  void candidates(const Node& value, std::span<const ResourceId> ids, const PropertyType* type) {
    if (value.is(Kind::kString) && ids.size() > kMaxUnnamed) return any_of_many(value);
    const auto alone = [&](ResourceId id) {
      const auto same = [&](ResourceId other) { return type_of(other) == type_of(id); };
      return std::count_if(ids.begin(), ids.end(), same) == 1;
    };
    for (const ResourceId id : ids) {
      if (value.is(Kind::kString) && !allowed(id, type)) continue;
      const bool exact = value.is(Kind::kString) && alone(id);
      (exact ? exact_ : maybe_).add(id);
      if (!exact) note_unknown(out_, value);
    }
  }

  [[nodiscard]] Symbol type_of(ResourceId id) const { return inventory_.resources()[id].type; }

  void unknown(const Node& value, const PropertyType* type) {
    if (value.is(Kind::kString)) {
      text_that_may_name(value, type);
      return;
    }
    const Unknown* why = value.unknown;
    if (why != nullptr && (why->expect == Expect::kBool || why->expect == Expect::kNumber)) return;
    out_.any = true;
    note_unknown(out_, value);
  }

  /// A text that so many may have as their name that it is not worth while to list them.
  void any_of_many(const Node& value) {
    out_.any = true;
    note_unknown(out_, Node::make_unknown(nullptr, value.at));
  }

  /// A literal, where some resource has a name that is not known: perhaps it is this one.
  void text_that_may_name(const Node& value, const PropertyType* type) {
    if (unnamed_.size() > kMaxUnnamed) return any_of_many(value);
    for (const ResourceId id : unnamed_) {
      if (!allowed(id, type)) continue;
      maybe_.add(id);
      note_unknown(out_, Node::make_unknown(nullptr, value.at));
    }
  }

  [[nodiscard]] bool allowed(ResourceId id, const PropertyType* type) const {
    return targets_allow(type, inventory_.store().symbols.text(type_of(id)));
  }

  const Inventory& inventory_;
  std::span<const ResourceId> unnamed_;
  References& out_;
  Unique exact_;
  Unique maybe_;
  int depth_ = 0;
};

}  // namespace

Identity Inventory::identify(const Node& value) const {
  switch (value.kind()) {
    case Kind::kResource:
    case Kind::kReference:
      return {Identity::Kind::kResource,
              value.ref.target,
              {},
              value.is(Kind::kReference) && value.has(kAssumed)};
    case Kind::kString:
      return impl_->identify_text(value);
    case Kind::kUnknown:
      return impl_->identify_unknown(value);
    default:
      return {};
  }
}

Identity Inventory::Impl::identify_text(const Node& value) const {
  const std::string_view text = value.text();
  if (const Named* named = by_text.find(text); named != nullptr) {
    const auto all = named->namesakes == 0 ? std::span<const ResourceId>(&named->first, 1)
                                           : std::span(namesakes[named->namesakes - 1]);
    const auto meant = documents.size() < 2 || joins_documents(text) ? all : beside(value, all);
    if (meant.size() == 1) return {Identity::Kind::kResource, meant[0], {}, false};
    if (!meant.empty()) return {Identity::Kind::kCandidates, kNoResource, meant, false};
  }
  if (unknown_ids.empty() || has_id_prefix(text))
    return {Identity::Kind::kOutside, kNoResource, {}, false};
  return {Identity::Kind::kUnknown, kNoResource, {}, false};
}

/// Ids that AWS assigns and ARNs name one resource wherever they are written. A name does so within
/// an account and region, and of two documents nothing says that they have both in common.
bool Inventory::Impl::joins_documents(std::string_view text) const {
  return text.starts_with("arn:") || has_id_prefix(text);
}

/// Those of the document in which the value is written; all, where it is written in none.
std::span<const ResourceId> Inventory::Impl::beside(const Node& value,
                                                    std::span<const ResourceId> all) const {
  const Source* here = value.at == 0 ? nullptr : store.sources.find(value.at);
  if (here == nullptr) return all;
  std::vector<ResourceId> kept;
  std::copy_if(all.begin(), all.end(), std::back_inserter(kept),
               [&](ResourceId id) { return store.sources.find(resources[id].body.at) == here; });
  return kept.size() == all.size() ? all : store.arena.copy(std::span<const ResourceId>(kept));
}

/// An id that AWS assigns tells its type, so it is no name of something else.
bool Inventory::Impl::has_id_prefix(std::string_view text) const {
  return std::any_of(prefixes.begin(), prefixes.end(),
                     [text](std::string_view prefix) { return text.starts_with(prefix); });
}

Identity Inventory::Impl::identify_unknown(const Node& value) const {
  const Unknown* why = value.unknown;
  if (why == nullptr) return {Identity::Kind::kUnknown, kNoResource, {}, false};
  if (!why->candidates_closed || why->candidates.empty()) {
    return {Identity::Kind::kUnknown, kNoResource, {}, why->assumed};
  }
  if (why->candidates.size() == 1)
    return {Identity::Kind::kResource, why->candidates[0], {}, why->assumed};
  return {Identity::Kind::kCandidates, kNoResource, why->candidates, why->assumed};
}

void Inventory::collect(const Node& value, const PropertyType* type, References& out) const {
  Collector(*this, impl_->unknown_ids, out).collect(value, type);
}

namespace {

/// What an unknown reference leads to: a resource, perhaps, or nothing that can be followed. What
/// is known of the reference as a text does not hold for it.
Node unknown_target(Store& store, const Node& value) {
  if (value.unknown == nullptr || !value.unknown->written) return value;
  Unknown target = *value.unknown;
  target.written = false;
  target.non_empty = false;
  target.expect = Expect::kAny;
  target.parts = {};
  target.domain = {};
  return store.unknown(target, value.at);
}

}  // namespace

Node Inventory::follow(const Node& value) {
  switch (value.kind()) {
    case Kind::kResource:
      return value;
    case Kind::kReference:
      return Node::resource(value.ref.target);
    case Kind::kNull:
      return store_.missing("null refers to nothing", value.at);
    case Kind::kUnknown:
      return unknown_target(store_, value);
    case Kind::kMissing:
    case Kind::kError:
      return value;
    case Kind::kString:
      return impl_->follow_text(value);
    default:
      return store_.error("V0112", "a value of this kind is not the id of a resource", value.at);
  }
}

Node Inventory::Impl::follow_text(const Node& value) {
  const Identity identity = identify_text(value);
  if (identity.kind == Identity::Kind::kResource) return Node::resource(identity.id);
  if (identity.kind == Identity::Kind::kOutside && !can_be_id(value.text())) {
    return store.error("V0112", "this text is not the id of a resource", value.at);
  }
  Unknown unknown;
  unknown.cause.at = value.at;
  unknown.cause.reason = "the resource is outside the documents";
  if (identity.kind == Identity::Kind::kCandidates) {
    unknown.cause.reason = "more than one resource of the documents has this name";
    unknown.candidates = store.arena.copy(identity.candidates);
    unknown.candidates_closed = true;
  } else if (identity.kind == Identity::Kind::kUnknown) {
    unknown.cause.reason = "a resource whose name is not known may have this name";
  }
  return store.unknown(unknown, value.at);
}

Truth Inventory::id_equals(const Node& reference, std::string_view text) const {
  if (!reference.is(Kind::kReference)) return Truth::kU;
  const ResourceId target = reference.ref.target;
  const ResourceIds& known = impl_->ids[target];
  const Resource& resource = impl_->resources[target];
  const bool is_ref = reference.ref.attribute == 0;
  const bool written = known.first != kNoText;
  if (written && is_ref) return cordon::truth_of(impl_->id_texts[known.first].text == text);
  if (written || known.unknown) return Truth::kU;
  const ResourceType* type = catalogue_.find(store_.symbols.text(resource.type));
  const bool assigned = type != nullptr && !type->id_prefixes.empty();
  const bool created = store_.symbols.text(resource.action) == "create";
  // What is yet to be created gets an id that nobody can have written down.
  return assigned && created ? Truth::kF : Truth::kU;
}

}  // namespace cordon
