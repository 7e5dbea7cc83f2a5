#include <algorithm>
#include <array>
#include <memory>
#include <numeric>
#include <utility>

#include "base/prefetch.h"
#include "vm/reading.h"

namespace cordon::vm {
namespace {

void link_types(Env& env, Linked& linked) {
  for (const auto& set : linked.program->type_sets) {
    TypeTest test;
    for (const std::string& type : set.types) {
      test.types.push_back(env.store.symbols.intern(type));
      test.native = test.native || type.starts_with("TF::");
      const ResourceType* known = env.inventory.catalogue().find(type);
      if (known == nullptr || known->id_prefixes.empty()) {
        test.all_prefixed = false;
      } else {
        test.prefixes.insert(test.prefixes.end(), known->id_prefixes.begin(),
                             known->id_prefixes.end());
      }
    }
    const bool native = set.types.size() == 1 && set.types[0].starts_with("TF::");
    linked.views.push_back(native ? kNative : kCanonical);
    linked.types.push_back(std::move(test));
    linked.written.push_back(linked.types.back().types);
  }
}

const PropertyType* property_type(const Env& env, Symbol type, std::string_view name) {
  const ResourceType* known = env.inventory.catalogue().find(env.store.symbols.text(type));
  if (known == nullptr) return nullptr;
  const Property* property = known->body.find(name);
  return property == nullptr ? nullptr : property->type;
}

/// A type of sources, looked up once.
struct SourceType {
  Symbol type = 0;
  View view = kCanonical;
  const PropertyType* property = nullptr;
};

/// A resource that may refer to others, and its type's place in a list.
using TypedSource = std::pair<ResourceId, std::size_t>;

void add_source(Env& env, ReverseIndex& index, ResourceId id, const SourceType& type,
                const Node& value, References& refs) {
  if (value.is(Kind::kMissing)) return;
  refs.exact.clear();
  refs.maybe.clear();
  refs.unknown = refs.broken = Node::null();
  refs.any = refs.assumed = false;
  env.inventory.collect(value, type.property, refs);
  index.assumed = index.assumed || refs.assumed;
  const Node& exists = env.inventory.resources()[id].exists;
  const Node sure = exists.is(Kind::kTrue) ? Node::boolean(true) : exists;
  const Node maybe = refs.unknown.is(Kind::kUnknown) ? refs.unknown : Node::make_unknown(nullptr);
  for (const ResourceId target : refs.exact)
    index.by_target.push_back({target, {id, sure, type.property}});
  for (const ResourceId target : refs.maybe)
    index.by_target.push_back({target, {id, maybe, type.property}});
  if (refs.any) {
    index.any.push_back({id, maybe, type.property});
  } else if (refs.broken.is(Kind::kError)) {
    const bool there = exists.is(Kind::kTrue);
    index.broken.push_back({id, there ? refs.broken : exists, type.property});
  }
}

/// A few values are made before the first is looked into: their texts are far apart in memory, and
/// are there by then.
void add_sources(Env& env, ReverseIndex& index, std::span<const TypedSource> sources,
                 std::span<const SourceType> types) {
  constexpr std::size_t kTogether = 16;
  std::array<Node, kTogether> values;
  References refs;
  while (!sources.empty()) {
    const auto some = sources.first(std::min(sources.size(), kTogether));
    sources = sources.subspan(some.size());
    for (std::size_t i = 0; i < some.size(); ++i) {
      const auto& [id, type] = some[i];
      prefetch(&env.inventory.resources()[id].exists, sizeof(Node));
      values[i] = env.inventory.property(id, types[type].view, index.name);
      if (values[i].is(Kind::kString)) prefetch(values[i].text().data(), values[i].len);
    }
    for (std::size_t i = 0; i < some.size(); ++i)
      add_source(env, index, some[i].first, types[some[i].second], values[i], refs);
  }
}

/// Sources of one target stay in their order. Cost: linear in entries and resources.
void sort_by_target(ReverseIndex& index, std::size_t resources) {
  index.first.resize(resources + 1);
  for (const ReverseIndex::Entry& entry : index.by_target) ++index.first[entry.target + 1];
  std::partial_sum(index.first.begin(), index.first.end(), index.first.begin());
  std::vector<std::uint32_t> next(index.first.begin(), index.first.end());
  std::vector<ReverseIndex::Entry> sorted(index.by_target.size());
  for (const ReverseIndex::Entry& entry : index.by_target) sorted[next[entry.target]++] = entry;
  index.by_target = std::move(sorted);
}

/// Whether each source refers for certain, and once, and no other may refer to anything.
bool all_certain(const Env& env, const ReverseIndex& index) {
  bool certain = index.any.empty() && index.broken.empty();
  for (const Symbol type : index.written)
    certain = certain && env.inventory.completeness(type).is(Kind::kNull);
  const ReverseIndex::Entry* last = nullptr;
  for (const ReverseIndex::Entry& entry : index.by_target) {
    const bool again =
        last != nullptr && last->target == entry.target && last->source.id == entry.source.id;
    certain = certain && !again && entry.source.presence.is(Kind::kTrue);
    last = &entry;
  }
  return certain;
}

}  // namespace

const ReverseIndex& make_reverse_index(Env& env, const Linked& linked, std::uint32_t number) {
  const bytecode::Reverse& reverse = linked.program->reverses[number];
  auto made = std::make_unique<ReverseIndex>();
  ReverseIndex& index = *made;
  index.name = linked.names[reverse.name];
  index.types = linked.types[reverse.types].types;
  index.written = linked.written[reverse.types];
  std::vector<SourceType> types;
  std::vector<TypedSource> sources;
  for (const Symbol type : index.types) {
    const bool native = env.store.symbols.text(type).starts_with("TF::");
    for (const ResourceId id : env.inventory.of_type(type)) sources.emplace_back(id, types.size());
    types.push_back({type, native ? kNative : kCanonical,
                     property_type(env, type, env.store.symbols.text(index.name))});
  }
  const auto before = [&](const TypedSource& a, const TypedSource& b) {
    return std::pair(a.first, types[a.second].type) < std::pair(b.first, types[b.second].type);
  };
  if (!std::is_sorted(sources.begin(), sources.end(), before))
    std::sort(sources.begin(), sources.end(), before);
  add_sources(env, index, sources, types);
  sort_by_target(index, env.inventory.resources().size());
  index.certain = all_certain(env, index);
  linked.reverses[number] = std::move(made);
  return index;
}

Node copy_value(Store& to, const Store& from, const Node& value, std::int64_t shift) {
  Node out = value;
  const auto moved = [shift](At at) {
    return at == 0 || shift == kWithoutPlaces ? At{0} : static_cast<At>(at + shift);
  };
  out.at = moved(value.at);
  if (value.is(Kind::kString) || value.is(Kind::kBignum)) {
    out.chars = to.arena.copy(value.text()).data();
    const std::uint32_t raw = out.at == 0 ? 0 : from.raw_length(value.at);
    if (raw != 0) to.set_raw_length(out.at, raw);
    return out;
  }
  if (value.is(Kind::kUnknown) && value.unknown != nullptr) {
    Unknown copy = *value.unknown;
    copy.cause.at = moved(copy.cause.at);
    return to.unknown(copy, out.at);
  }
  if (!value.is(Kind::kList) && !value.is_object()) return out;
  std::vector<Node> members;
  members.reserve(value.len);
  for (const Node& member : value.members()) members.push_back(copy_value(to, from, member, shift));
  const At end = out.at == 0 ? 0 : moved(from.end_of(value));
  if (value.is(Kind::kList)) return to.list(members, out.at, end);
  std::vector<Symbol> keys;
  for (const Symbol key : Store::keys(value))
    keys.push_back(to.symbols.intern(from.symbols.text(key)));
  return to.object(keys, members, out.at, end);
}

Linked link(Env& env, const bytecode::Program& program, std::vector<Node> parameters) {
  Linked linked;
  linked.parameters = std::move(parameters);
  linked.program = &program;
  linked.names.reserve(program.names.size());
  for (const std::string& name : program.names)
    linked.names.push_back(env.store.symbols.intern(name));
  linked.managed = env.inventory.managed_name();
  link_types(env, linked);
  linked.constants.reserve(program.constants.size());
  for (const Node& constant : program.constants) {
    linked.constants.push_back(copy_value(env.store, *program.store, constant, kWithoutPlaces));
  }
  linked.reverses.resize(program.reverses.size());
  return linked;
}

void speed_up(Env& env, Linked& linked) {
  if (!linked.fused.code.empty()) return;
  linked.join_loops = find_join_loops(*linked.program);
  linked.fused = fuse(*linked.program, linked.constants, env.store);
}

}  // namespace cordon::vm
