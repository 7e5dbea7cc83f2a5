// Built-in functions of the prelude: which code each name has, and what their files share. Tests:
// tests/oracle, tests/conformance.
#include "vm/builtins.h"

#include "value/builtins.h"
#include "vm/choices.h"
#include "vm/machine.h"

namespace cordon::vm {

Node wrong_argument(Env& env, std::string_view what, const Node& v) {
  return env.error("V0101", what, v.at);
}

bool text_argument(Env& env, const Node& v, Node& result) {
  if (v.is(Kind::kString)) return true;
  result = strict_result(env, {&v, 1});
  if (!result.is(Kind::kNull)) return false;
  if (v.is(Kind::kReference)) {
    Unknown u;
    u.cause = {Kind::kUnknown, {}, "the id of the resource is not known", v.at};
    result = env.unknown(u, v.at);
  } else {
    result = v.is(Kind::kNull) ? env.missing("the text is null", v.at)
                               : wrong_argument(env, "a text was expected", v);
  }
  return false;
}

Node as_list(Env& env, const Node& v) {
  if (v.is(Kind::kNull)) return env.missing("the list is null", v.at);
  if (v.indeterminate() || v.is_list()) return settle(env, v);
  return wrong_argument(env, "a list was expected", v);
}

Members members(const Node& list) {
  if (list.is(Kind::kList)) return {list.members(), {}, {}, Node::null()};
  return {list.list->items, list.list->presence, list.list->proofs, list.list->many};
}

int strength(Kind kind) {
  return kind == Kind::kUnknown ? 3 : kind == Kind::kError ? 2 : kind == Kind::kMissing ? 1 : 0;
}

namespace {

Node undecided(Env& env, const Node& why) {
  Unknown u;
  u.cause.kind = Kind::kUnknown;
  u.cause.reason = why.is(Kind::kString) && !why.has(kSensitive) ? why.text() : "undecided";
  return env.unknown(u);
}

Node plain(Env& env, Builtin builtin, std::span<const Node> a) {
  switch (builtin) {
    case Builtin::k_lower:
      return change_case(env, a[0], false);
    case Builtin::k_upper:
      return change_case(env, a[0], true);
    case Builtin::k_trim:
      return trim(env, a[0]);
    case Builtin::k_count:
      return count(env, a[0]);
    case Builtin::k_concat:
      return concat(env, a);
    case Builtin::k_compact:
      return compact(env, a[0]);
    case Builtin::k_distinct:
      return distinct(env, a[0]);
    case Builtin::k_cidr:
      return network(env, a[0], false);
    case Builtin::k_ip:
      return network(env, a[0], true);
    case Builtin::k_prefix:
      return network_fact(env, a[0], true);
    case Builtin::k_ip_version:
      return network_fact(env, a[0], false);
    case Builtin::k_inside:
      return inside(env, a[0], a[1]);
    case Builtin::k_as_of: {
      Node day = Node::of(Kind::kDate);
      day.i = env.as_of_days;
      return day;
    }
    case Builtin::k_profile:
      return Node::string(env.profile);
    case Builtin::k_undecided:
      return undecided(env, a[0]);
    case Builtin::k_iam_statements:
      return iam_statements(env, a[0]);
    case Builtin::k_net_service:
      return endpoint_service(env, a[0]);
  }
  return env.error("V0101", "no such function");
}

}  // namespace

Node call_builtin(Env& env, std::uint32_t builtin, std::span<const Node> arguments) {
  const auto& info = kBuiltins[builtin];
  env.charge(1);
  if (arguments.size() < info.min_args || arguments.size() > info.max_args) {
    return env.error("V0101", "a function is called with a wrong number of arguments");
  }
  const auto call = [&](std::span<const Node> v) {
    return inherited(plain(env, static_cast<Builtin>(builtin), v), v);
  };
  for (const Node& argument : arguments) {
    if (argument.is(Kind::kChoice)) return over_choices(env, arguments, call);
  }
  return call(arguments);
}

}  // namespace cordon::vm
