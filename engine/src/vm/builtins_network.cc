// Built-ins over networks. Tests: tests/oracle, tests/conformance, tests/unit/value.
#include <string>
#include <vector>

#include "value/network.h"
#include "vm/builtins.h"
#include "vm/choices.h"
#include "vm/operators.h"

namespace cordon::vm {

Node network(Env& env, const Node& v, bool address) {
  Node result = strict_result(env, {&v, 1});
  if (!result.is(Kind::kNull)) return result;
  if (v.is(address ? Kind::kIp : Kind::kCidr)) return v;
  if (!text_argument(env, v, result)) return result;
  env.charge(v.len / 64U + 1U);
  Cidr parsed;
  std::string why;
  if (!(address ? parse_ip(v.text(), parsed, why) : parse_cidr(v.text(), parsed, why))) {
    const std::string_view what =
        v.has(kSensitive) ? std::string_view("a sensitive value") : std::string_view(why);
    return env.error(address ? "V0103" : "V0102",
                     std::string(address ? "not an address: " : "not a cidr: ") + std::string(what),
                     v.at);
  }
  Node node = Node::of(address ? Kind::kIp : Kind::kCidr, v.at);
  node.cidr = env.memory->make<Cidr>(parsed);
  node.flags = v.flags & static_cast<unsigned>(kSensitive);
  return node;
}

Node network_fact(Env& env, const Node& v, bool prefix) {
  const Node worst = strict_result(env, {&v, 1});
  if (!worst.is(Kind::kNull)) return worst;
  if (!v.is(Kind::kCidr) && (prefix || !v.is(Kind::kIp)))
    return wrong_argument(env, "a cidr was expected", v);
  return Node::integer(prefix ? v.cidr->prefix : v.cidr->version);
}

Node inside(Env& env, const Node& x, const Node& xs) {
  const Node list = as_list(env, xs);
  const Node pair[2] = {x, list};
  if (const Node worst = strict_result(env, pair); !worst.is(Kind::kNull)) return worst;
  if (!x.is(Kind::kCidr) && !x.is(Kind::kIp)) return wrong_argument(env, "a cidr was expected", x);
  const Members m = members(list);
  env.charge(m.items.size() + 1);
  std::vector<Cidr> sure;
  std::vector<Cidr> all;
  Node open = m.many;
  const auto undecided = [&](const Node& n) {
    if (strength(n.kind()) > strength(open.kind())) open = n;
  };
  Node maybe = Node::null();
  for (std::size_t i = 0; i < m.items.size(); ++i) {
    const Node& item = m.items[i];
    const Node p = m.presence_at(i);
    if (item.is(Kind::kCidr) || item.is(Kind::kIp)) {
      all.push_back(*item.cidr);
      if (p.is(Kind::kTrue)) sure.push_back(*item.cidr);
      if (!p.is(Kind::kTrue) && strength(p.kind()) > strength(maybe.kind())) maybe = p;
    } else if (item.is(Kind::kChoice)) {
      undecided(condition_of(env, item));
    } else {
      undecided(truth_and(
          p, item.indeterminate() ? item : wrong_argument(env, "a cidr was expected", item)));
    }
  }
  if (inside_union(*x.cidr, sure)) return Node::boolean(true);
  if (!maybe.is(Kind::kNull) && inside_union(*x.cidr, all)) undecided(maybe);
  if (open.is(Kind::kNull)) return Node::boolean(false);
  return open.is(Kind::kUnknown) ? env.unknown_from(open) : open;
}

}  // namespace cordon::vm
