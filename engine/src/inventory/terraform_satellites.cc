#include "inventory/terraform_satellites.h"

#include <array>

namespace cordon::terraform {

std::vector<Satellite> Satellites::of(const Instance& owner, const Accessor::Satellite& what) {
  const Index& known = index(what, plan_.context.resource(owner.id).type);
  std::vector<Satellite> out;
  if (const auto it = known.by_owner.find(owner.id); it != known.by_owner.end()) out = it->second;
  out.insert(out.end(), known.anywhere.begin(), known.anywhere.end());
  return out;
}

bool Satellites::has_foreign(const SatelliteOf& what) {
  return index({what.type, what.key, 0, false}, what.owner_type).foreign.contains(what.id);
}

bool Satellites::elsewhere(const Instance& owner, const Accessor::Satellite& what) {
  if (plan_.context.is_alone() || owner.after == nullptr) return false;
  const std::string_view id = text_member(plan_.store, *owner.after, "id");
  const Symbol type = plan_.context.resource(owner.id).type;
  return !id.empty() && plan_.context.has_satellite_elsewhere({what.type, what.key, type, id});
}

const Satellites::Index& Satellites::index(const Accessor::Satellite& what, Symbol owner_type) {
  const std::uint64_t which = (std::uint64_t{what.type} << 32U) | what.key;
  const auto [it, fresh] = indexes_.try_emplace(which);
  if (!fresh) return it->second;
  for (const Instance& instance : plan_.list) {
    if (instance.native == what.type && instance.owner == kNoResource && !instance.data) {
      enter(instance, what, owner_type, it->second);
    }
  }
  return it->second;
}

void Satellites::enter(const Instance& satellite, const Accessor::Satellite& what,
                       Symbol owner_type, Index& index) {
  const Cursor key = values_.member(values_.root(satellite), what.key);
  const State state = values_.state(key, Absence{}, false, satellite);
  const bool told = state != State::kUnset && (key.value == nullptr || !is_no_id(*key.value));
  if (!told) {  // it has an owner all the same
    const Node why =
        values_.make_unknown("it does not tell what it belongs to", key.enclosing, true);
    return index.anywhere.push_back({satellite.id, why});
  }
  const std::array<Symbol, 1> types{owner_type};
  const Node owner = values_.reference(key, types, satellite);
  if (owner.is(Kind::kReference)) {
    const Node yes = Node::boolean(true);
    index.by_owner[owner.ref.target].push_back(
        {satellite.id, owner.has(kAssumed) ? yes.with(kAssumed) : yes});
  } else if (owner.is(Kind::kString)) {
    bool shown = false;
    for (const ResourceId id : plan_.ids.find(owner.text())) {
      if (plan_.context.resource(id).type != owner_type) continue;
      index.by_owner[id].push_back({satellite.id, Node::boolean(true)});
      shown = true;
    }
    if (!shown) index.foreign.insert(owner.text());
  } else if (owner.is(Kind::kUnknown) && owner.unknown->candidates_closed) {
    for (const ResourceId id : owner.unknown->candidates) {
      index.by_owner[id].push_back({satellite.id, owner});
    }
  } else {
    index.anywhere.push_back({satellite.id, owner});
  }
}

}  // namespace cordon::terraform
