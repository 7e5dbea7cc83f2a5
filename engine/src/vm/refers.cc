// `refers to`: whether a value leads to a resource, for certain, perhaps or not. Tests:
// tests/oracle (differential), tests/conformance.
#include "vm/choices.h"
#include "vm/operators.h"

namespace cordon::vm {
namespace {

/// Whether the collected references contain `target`.
Node refers(Env& env, const References& refs, ResourceId target) {
  if (refs.assumed) env.assumes |= kAssumesReferences;
  for (const ResourceId id : refs.exact) {
    if (id == target) return Node::boolean(true);
  }
  bool maybe = refs.any;
  for (const ResourceId id : refs.maybe) maybe = maybe || id == target;
  if (!maybe) return Node::boolean(false);
  return refs.unknown.is(Kind::kUnknown) ? env.unknown_from(refs.unknown)
                                         : Node::make_unknown(nullptr);
}

/// Whether every completion is something that may refer: a text, a list, or one of the candidates.
bool names_something(const Node& unknown) {
  if (surely_text(unknown) || surely_list(unknown)) return true;
  return !may_fail(unknown) && !unknown.unknown->candidates.empty();
}

/// `or` over the value or its members: one that is missing or broken, or may be broken, may not
/// pass for one that does not refer.
Node or_members(Env& env, const Node& result, const Node& value) {
  if (result.is(Kind::kTrue)) return result;
  const auto with = [&](const Node& before, const Node& item, const Node& there) {
    if (item.is(Kind::kMissing) || item.is(Kind::kError))
      return truth_or(before, truth_and(there, item));
    const bool broken = item.is(Kind::kUnknown) && !names_something(item);
    return broken ? truth_or(before, truth_and(there, env.unknown_from(item))) : before;
  };
  const Node yes = Node::boolean(true);
  if (!value.is_list()) return with(result, value, yes);
  const bool computed = value.is(Kind::kComputedList);
  const auto items = computed ? value.list->items : value.members();
  const bool sure = !computed || value.list->presence.empty();
  Node worst = result;
  for (std::size_t i = 0; i < items.size(); ++i)
    worst = with(worst, items[i], sure ? yes : value.list->presence[i]);
  return worst;
}

Node refers_plain(Env& env, const Node& a, const Node& b) {
  const Node pair[2] = {a, b};
  const Node worst = strict(env, pair);
  if (worst.is(Kind::kError) || worst.is(Kind::kMissing)) return worst;
  const auto absent = [](const Node& n) { return n.is(Kind::kMissing) || n.is(Kind::kNull); };
  if (may_fail(worst) && (absent(a) || absent(b))) return env.unknown_from(worst);
  if (a.is(Kind::kNull) || b.is(Kind::kNull))
    return env.missing("the reference is null", a.is(Kind::kNull) ? a.at : b.at);
  const bool fits = a.is(Kind::kUnknown) || a.is(Kind::kReference) || a.is(Kind::kResource) ||
                    a.is(Kind::kString) || a.is_list() || a.is_object();
  if (!fits) return wrong_kind(env, "a reference was expected", a, b);
  const Identity target = env.inventory.identify(b);
  if (target.assumed) env.assumes |= kAssumesReferences;
  if (target.kind == Identity::Kind::kOutside) return or_members(env, Node::boolean(false), a);
  if (target.kind == Identity::Kind::kNone) return wrong_kind(env, "a resource was expected", b, a);
  References refs;
  env.inventory.collect(a, nullptr, refs);
  if (target.kind == Identity::Kind::kResource)
    return or_members(env, refers(env, refs, target.id), a);
  if (target.kind == Identity::Kind::kCandidates) {
    bool possible = false;
    for (const ResourceId id : target.candidates)
      possible = possible || !refers(env, refs, id).is(Kind::kFalse);
    if (!possible) return or_members(env, Node::boolean(false), a);
  }
  return env.unknown_from(b);
}

}  // namespace

Node refers_to(Env& env, const Node& a, const Node& b) {
  const bool leads = a.is(Kind::kReference) || a.is(Kind::kResource);
  if (leads && b.is(Kind::kResource)) {  // the usual case
    env.note(a);
    return Node::boolean(a.ref.target == b.ref.target);
  }
  const Node pair[2] = {a, b};
  return over_choices(env, pair,
                      [&](std::span<const Node> v) { return refers_plain(env, v[0], v[1]); });
}

}  // namespace cordon::vm
