// `is`: types, presence, kinds. Tests: tests/oracle (differential), tests/conformance.
#include "vm/choices.h"
#include "vm/operators.h"

namespace cordon::vm {

using bytecode::Word;

bool has_type(const Env& env, ResourceId id, const TypeTest& types) {
  const Resource& r = env.inventory.resources()[id];
  for (const Symbol type : types.types) {
    if (type == r.type && type != 0) return true;
    if (!types.native) continue;
    const std::string_view text = env.store.symbols.text(type);
    if (text.starts_with("TF::") && env.store.symbols.text(r.native_type) == text.substr(4))
      return true;
  }
  return false;
}

namespace {

Node is_type(Env& env, const Node& a, const TypeTest& types) {
  env.note(a);
  switch (a.kind()) {
    case Kind::kError:
      return a;
    case Kind::kMissing:
    case Kind::kNull:
      return Node::boolean(false);
    case Kind::kResource:
    case Kind::kReference:
      return Node::boolean(has_type(env, a.ref.target, types));
    case Kind::kUnknown: {
      const Identity id = env.inventory.identify(a);
      if (id.kind != Identity::Kind::kCandidates) return env.unknown_from(settle(env, a));
      std::size_t fits = 0;
      for (const ResourceId candidate : id.candidates)
        fits += has_type(env, candidate, types) ? 1U : 0U;
      if (fits == id.candidates.size() || fits == 0) return Node::boolean(fits != 0);
      return env.unknown_from(a);
    }
    case Kind::kString: {
      const Identity id = env.inventory.identify(a);
      if (id.kind == Identity::Kind::kResource && has_type(env, id.id, types))
        return Node::boolean(true);
      for (const std::string_view prefix : types.prefixes) {
        if (a.text().starts_with(prefix)) return Node::boolean(true);
      }
      if (types.all_prefixed || id.kind == Identity::Kind::kResource) return Node::boolean(false);
      Unknown u;
      u.cause = {Kind::kUnknown, {}, "outside the documents", a.at};
      return env.unknown(u);
    }
    default:
      return Node::boolean(false);
  }
}

Truth presence_word(const Node& a, Word word) {
  if (a.is(Kind::kUnknown)) {
    const bool written = a.unknown != nullptr && a.unknown->written;
    if (word == Word::kNull || !written) return Truth::kU;
    return truth_of(word == Word::kPresent);
  }
  const bool missing = a.is(Kind::kMissing);
  switch (word) {
    case Word::kPresent:
      return truth_of(!missing && !a.has(kFromDefault));
    case Word::kAbsent:
      return truth_of(missing || a.has(kFromDefault));
    default:
      return truth_of(a.is(Kind::kNull));
  }
}

Node is_empty(Env& env, const Node& a) {
  if (a.is(Kind::kMissing) || a.is(Kind::kError)) return a;
  if (a.is(Kind::kUnknown)) {
    if (a.unknown != nullptr && a.unknown->non_empty) return Node::boolean(false);
    for (const Part& p : a.unknown != nullptr ? a.unknown->parts : std::span<const Part>{}) {
      if (!p.text.empty()) return Node::boolean(false);
    }
    const Node common =
        over_domain({&a, 1}, [&](std::span<const Node> v) { return is_empty(env, v[0]); });
    if (!common.is(Kind::kNull)) return common;
    return env.unknown_from(settle(env, a));
  }
  if (a.is(Kind::kString) || a.is(Kind::kList)) return Node::boolean(a.len == 0);
  if (a.is_object()) {
    Node some = Node::boolean(false);
    for (std::uint32_t i = 0; i < a.len && !some.is(Kind::kTrue); ++i)
      some = truth_or(some, Keyed(env, a, a.kids[i]).presence);
    if (!some.is(Kind::kFalse) || !a.has(kOpen)) return env.computed(truth_not(some));
    Unknown u;
    u.cause = {Kind::kUnknown, {}, "further keys are possible", a.at};
    return env.unknown(u);
  }
  if (!a.is(Kind::kComputedList))
    return wrong_kind(env, "a text, list or object was expected", a, a);
  const ComputedList& list = *a.list;
  if (list.presence.empty() && !list.items.empty()) return Node::boolean(false);
  Node some = Node::boolean(false);
  for (const Node& p : list.presence) some = truth_or(some, p);
  if (!list.many.is(Kind::kNull)) some = truth_or(some, list.many);
  return env.computed(truth_not(some));
}

bool is_kind(const Node& a, Word word) {
  switch (word) {
    case Word::kBool:
      return a.is_bool();
    case Word::kInt:
      return a.is(Kind::kInt) || a.is(Kind::kUint) || a.is(Kind::kBignum);
    case Word::kNumber:
      return a.is_number();
    case Word::kString:
      return a.is(Kind::kString);
    case Word::kList:
      return a.is_list();
    case Word::kObject:
      return a.is_object();
    case Word::kReference:
      return a.is(Kind::kReference);
    case Word::kCidr:
      return a.is(Kind::kCidr);
    case Word::kIp:
      return a.is(Kind::kIp);
    case Word::kDate:
      return a.is(Kind::kDate);
    case Word::kTime:
      return a.is(Kind::kTime);
    case Word::kDuration:
      return a.is(Kind::kDuration);
    case Word::kSemver:
      return a.is(Kind::kSemver);
    default:
      return false;
  }
}

Node is_plain(Env& env, const Node& given, Word word, const TypeTest* types) {
  const Node a = settle(env, given);
  switch (word) {
    case Word::kPresent:
    case Word::kAbsent:
    case Word::kNull: {
      if (a.is(Kind::kError)) return a;
      const Truth t = presence_word(a, word);
      return t == Truth::kU ? env.unknown_from(settle(env, a)) : Node::boolean(t == Truth::kT);
    }
    case Word::kKnown:
      return Node::boolean(!a.is(Kind::kUnknown));
    case Word::kUnknown:
      return Node::boolean(a.is(Kind::kUnknown));
    case Word::kEmpty:
      return is_empty(env, a);
    case Word::kTypes:
      return is_type(env, a, *types);
    default:
      break;
  }
  if (a.is(Kind::kError)) return a;
  if (a.is(Kind::kMissing)) return Node::boolean(false);
  if (a.is(Kind::kUnknown)) return env.unknown_from(settle(env, a));
  return Node::boolean(is_kind(a, word));
}

}  // namespace

Node is_test(Env& env, const Node& a, Word word, const TypeTest* types) {
  if (!a.is(Kind::kChoice)) return is_plain(env, a, word, types);
  return over_choices(env, {&a, 1},
                      [&](std::span<const Node> v) { return is_plain(env, v[0], word, types); });
}

}  // namespace cordon::vm
