// Built-in functions of the prelude (design: one function each, five-valued as its row of the
// function table says). Strict but where they say otherwise: E over M over U. Tests: tests/oracle,
// tests/conformance.
#include <algorithm>
#include <string>

#include "value/builtins.h"
#include "value/network.h"
#include "vm/builtins_vendor.h"
#include "vm/choices.h"
#include "vm/machine.h"

namespace cordon::vm {
namespace {

using Arguments = std::span<const Node>;

Node strict_result(Env& env, Arguments arguments) {
  const Node worst = strict(env, arguments);
  return worst.is(Kind::kUnknown) ? env.unknown_from(worst) : worst;
}

Node wrong(Env& env, std::string_view what, const Node& v) {
  return env.error("V0101", what, v.at);
}

/// A list as functions want it: null is M, an undecided choice of lists is for over_choices().
Node as_list(Env& env, const Node& v) {
  if (v.is(Kind::kNull)) return env.missing("the list is null", v.at);
  if (v.indeterminate() || v.is_list()) return settle(env, v);
  return wrong(env, "a list was expected", v);
}

struct Members {
  std::span<const Node> items;
  std::span<const Node> presence;
  std::span<const std::uint32_t> proofs;
  Node many = Node::null();
};

Members members(const Node& list) {
  if (list.is(Kind::kList)) return {list.members(), {}, {}, Node::null()};
  return {list.list->items, list.list->presence, list.list->proofs, list.list->many};
}

/// Builds a computed list; members keep the proofs that they came with.
struct Builder {
  std::vector<Node> items, presence;
  std::vector<std::uint32_t> proofs;
  Node many = Node::null();
  bool certain = true;
  bool proved = false;

  void push(const Node& item, const Node& p, std::uint32_t proof) {
    items.push_back(item);
    presence.push_back(p);
    proofs.push_back(proof);
    certain = certain && p.is(Kind::kTrue);
    proved = proved || proof != 0;
  }
  void more(const Node& p) {
    if (p.is(Kind::kNull)) return;
    widen(many, p);
  }
  Node finish(Env& env) const {
    ComputedList list;
    list.items = env.memory->copy(std::span<const Node>(items));
    if (!certain) list.presence = env.memory->copy(std::span<const Node>(presence));
    if (proved) list.proofs = env.memory->copy(std::span<const std::uint32_t>(proofs));
    list.many = many;
    return Store::computed_list_in(*env.memory, list);
  }
};

Node presence_at(const Members& m, std::size_t i) {
  return m.presence.empty() ? Node::boolean(true) : m.presence[i];
}
std::uint32_t proof_at(const Members& m, std::size_t i) {
  return m.proofs.empty() ? 0 : m.proofs[i];
}

char change_case(char c, bool upper) {
  if (upper) return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::string cased(std::string_view text, bool upper) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [upper](char c) { return change_case(c, upper); });
  return out;
}

Node same_flags(Node result, const Node& from) {
  result.at = from.at;
  return from.has(kSensitive) ? result.with(kSensitive) : result;
}

Node unknown_case(Env& env, const Node& v, bool upper) {
  if (!surely_text(v)) return env.unknown_from(v);
  std::vector<Part> parts;
  for (const Part& p : v.unknown->parts) {
    parts.push_back(p.symbol == 0 ? Part{env.memory->copy(cased(p.text, upper)), 0}
                                  : Part{{}, env.next_symbol++});
  }
  Unknown u;
  u.cause = v.unknown->cause;
  u.cause.kind = Kind::kUnknown;
  u.expect = Expect::kString;
  u.written = v.unknown->written;
  u.non_empty = v.unknown->non_empty;
  u.assumed = v.unknown->assumed;
  u.parts = env.memory->copy(std::span<const Part>(parts));
  return same_flags(env.sound_unknown(u, v.at), v);
}

/// The one text argument, or what stands for the result.
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
                               : wrong(env, "a text was expected", v);
  }
  return false;
}

Node change_case(Env& env, const Node& v, bool upper) {
  if (v.is(Kind::kUnknown) && settle(env, v).is(Kind::kUnknown)) return unknown_case(env, v, upper);
  Node result;
  if (!text_argument(env, v, result)) return result;
  env.charge(v.len / 64U + 1U);
  const std::string_view text = v.text();
  const bool cased_already =
      std::all_of(text.begin(), text.end(), [upper](char c) { return change_case(c, upper) == c; });
  return same_flags(cased_already ? Node::string(text) : env.string(cased(text, upper)), v);
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r\n";
  const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; };
  if (!text.empty() && !blank(text.front()) && !blank(text.back())) return text;
  const std::size_t first = text.find_first_not_of(kBlank);
  if (first == std::string_view::npos) return text.substr(0, 0);
  return text.substr(first, text.find_last_not_of(kBlank) - first + 1);
}

/// Blanks beside a symbol may go with it, so a new symbol stands for both; neighbouring literals
/// are one, since blanks between them stay.
std::span<const Part> trimmed_parts(Env& env, std::span<const Part> parts) {
  std::vector<Part> out;
  std::string literal;
  const auto flush = [&] {
    const std::string_view text = trimmed(literal);
    if (!text.empty()) out.push_back({env.memory->copy(text), 0});
    literal.clear();
  };
  for (const Part& part : parts) {
    literal += part.text;
    if (part.symbol == 0) continue;
    flush();
    out.push_back({{}, env.next_symbol++});
  }
  flush();
  return env.memory->copy(std::span<const Part>(out));
}

/// `non_empty` says that no completion is blank, so it survives.
Node unknown_trimmed(Env& env, const Node& v) {
  Unknown u;
  u.parts = trimmed_parts(env, v.unknown->parts);
  u.cause = v.unknown->cause;
  u.written = v.unknown->written;
  u.non_empty = v.unknown->non_empty;
  u.assumed = v.unknown->assumed;
  u.cause.kind = Kind::kUnknown;
  u.expect = Expect::kString;
  return same_flags(env.sound_unknown(u, v.at), v);
}

Node trim(Env& env, const Node& v) {
  Node result;
  if (surely_text(v)) return unknown_trimmed(env, v);
  if (!text_argument(env, v, result)) return result;
  env.charge(v.len / 64U + 1U);
  return same_flags(Node::string(trimmed(v.text())), v);
}

Node interval(Env& env, std::int64_t lo, std::int64_t hi, Kind kind, const Node& why) {
  Unknown u;
  if (const Cause* cause = cause_of(why)) u.cause = *cause;
  u.cause.kind = kind;
  u.expect = Expect::kNumber;
  u.has_interval = true;
  u.lo = lo;
  u.hi = hi;
  return env.unknown(u);
}

int strength(Kind kind) {
  return kind == Kind::kUnknown ? 3 : kind == Kind::kError ? 2 : kind == Kind::kMissing ? 1 : 0;
}

Node count_keys(Env& env, const Node& object) {
  std::int64_t sure = 0;
  std::int64_t most = 0;
  Node why = Node::null();
  env.charge(object.len + std::uint64_t{1});
  for (const Node& value : object.members()) {
    const Node p = key_presence(env, value);
    sure += p.is(Kind::kTrue) ? 1 : 0;
    most += p.is(Kind::kFalse) ? 0 : 1;
    if (p.indeterminate()) why = p;
  }
  if (object.has(kOpen)) {
    Unknown u;
    u.cause = {Kind::kUnknown, {}, "further keys are possible", object.at};
    return interval(env, sure, INT64_MAX, Kind::kUnknown, env.unknown(u));
  }
  return sure == most ? Node::integer(sure) : interval(env, sure, most, Kind::kUnknown, why);
}

Node count(Env& env, const Node& v) {
  if (v.is_object()) return count_keys(env, v);
  const Node list = as_list(env, v);
  if (list.is(Kind::kUnknown)) {
    if (!surely_list(list)) return env.unknown_from(list);
    const bool some = list.unknown->non_empty;
    return interval(env, some ? 1 : 0, INT64_MAX, Kind::kUnknown, list);
  }
  if (list.indeterminate()) return list;
  const Members m = members(list);
  env.charge(m.items.size() + 1);
  std::int64_t sure = 0;
  Node strongest = m.many;
  for (std::size_t i = 0; i < m.items.size(); ++i) {
    const Node p = presence_at(m, i);
    env.note(m.items[i]);
    sure += p.is(Kind::kTrue) ? 1 : 0;
    if (!p.is(Kind::kTrue) && strength(p.kind()) > strength(strongest.kind())) strongest = p;
  }
  if (strongest.is(Kind::kNull)) return Node::integer(sure);
  const std::int64_t hi =
      m.many.is(Kind::kNull) ? static_cast<std::int64_t>(m.items.size()) : INT64_MAX;
  return interval(env, sure, hi, strongest.kind(), strongest);
}

/// Whether all members of a list are certainly there, and no others.
bool is_certain(const Members& m) { return m.presence.empty() && m.many.is(Kind::kNull); }

/// The same, and no proof is kept of them.
bool is_plain_list(const Node& v) {
  if (!v.is_list()) return false;
  const Members m = members(v);
  return is_certain(m) && m.proofs.empty();
}

/// The usual case: nothing but members, one behind the other.
Node concat_plain(Env& env, Arguments lists) {
  std::size_t n = 0;
  for (const Node& list : lists) n += members(list).items.size();
  Node* items = env.memory->array<Node>(n);
  Node* end = items;
  for (const Node& list : lists) {
    const auto from = members(list).items;
    env.charge(from.size() + 1);
    end = std::copy(from.begin(), from.end(), end);
  }
  ComputedList out;
  out.items = {items, n};
  return Store::computed_list_in(*env.memory, out);
}

Node concat(Env& env, Arguments lists) {
  if (std::all_of(lists.begin(), lists.end(), is_plain_list)) return concat_plain(env, lists);
  Builder out;
  Node worst = Node::null();
  Node doubt = Node::null();  // perhaps no list at all
  for (const Node& v : lists) {
    const Node list = as_list(env, v);
    if (list.is(Kind::kUnknown)) {
      if (!surely_list(list) && doubt.is(Kind::kNull)) doubt = list;
      out.more(env.unknown_from(list));
      continue;
    }
    if (list.indeterminate()) {
      if (worst.is(Kind::kNull) || list.kind() > worst.kind()) worst = list;
      continue;
    }
    const Members m = members(list);
    env.charge(m.items.size() + 1);
    for (std::size_t i = 0; i < m.items.size(); ++i)
      out.push(m.items[i], presence_at(m, i), proof_at(m, i));
    out.more(m.many);
  }
  if (worst.is(Kind::kError)) return worst;
  if (!doubt.is(Kind::kNull)) return env.unknown_from(doubt);
  return worst.is(Kind::kNull) ? out.finish(env) : worst;
}

/// A list of its own over members that another one has.
Node same_members(Env& env, const Members& m) {
  ComputedList out;
  out.items = m.items;
  return Store::computed_list_in(*env.memory, out);
}

/// Members of which each stays or goes.
Node compact_plain(Env& env, const Members& m) {
  const auto gone = [](const Node& n) { return n.is(Kind::kMissing) || n.is(Kind::kNull); };
  if (std::none_of(m.items.begin(), m.items.end(), gone)) return same_members(env, m);
  Node* items = env.memory->array<Node>(m.items.size());
  const Node* end = std::remove_copy_if(m.items.begin(), m.items.end(), items, gone);
  return same_members(env, {{items, static_cast<std::size_t>(end - items)}, {}, {}});
}

void compact_member(Env& env, Builder& out, const Node& item, const Node& p, std::uint32_t proof) {
  if (item.is(Kind::kMissing) || item.is(Kind::kNull)) return;
  if (item.is(Kind::kUnknown) && (item.unknown == nullptr || !item.unknown->written)) {
    out.push(item, p.is(Kind::kTrue) ? env.unknown_from(item) : p, proof);
    return;
  }
  if (!item.is(Kind::kChoice) || !needs_coalesce(item)) return out.push(item, p, proof);
  const Node condition = condition_of(env, item);
  std::vector<Node> all;
  leaves(item, all);
  Node kept = Node::null();
  std::size_t n = 0;
  for (const Node& leaf : all) {
    if (leaf.is(Kind::kMissing) || leaf.is(Kind::kNull)) continue;
    if (n == 0 || !same(kept, leaf)) ++n;
    kept = leaf;
  }
  if (n == 0) return;
  out.push(n == 1 ? kept : condition, p.is(Kind::kTrue) ? condition : p, proof);
}

Node compact(Env& env, const Node& v) {
  const Node list = as_list(env, v);
  if (list.indeterminate()) return list.is(Kind::kUnknown) ? env.unknown_from(list) : list;
  const Members m = members(list);
  env.charge(m.items.size() + 1);
  const auto open = [](const Node& n) { return n.is(Kind::kUnknown) || n.is(Kind::kChoice); };
  if (is_plain_list(list) && std::none_of(m.items.begin(), m.items.end(), open))
    return compact_plain(env, m);
  Builder out;
  for (std::size_t i = 0; i < m.items.size(); ++i)
    compact_member(env, out, m.items[i], presence_at(m, i), proof_at(m, i));
  out.more(m.many);
  return out.finish(env);
}

/// Indexes of members that certainly differ from each other, taken greedily in order.
std::vector<std::size_t> differing(Env& env, const Members& m, bool known) {
  std::vector<std::size_t> chosen;
  for (std::size_t i = 0; i < m.items.size(); ++i) {
    const bool is_known = !m.items[i].indeterminate() && !m.items[i].is(Kind::kChoice);
    const bool symbolic = m.items[i].is(Kind::kUnknown) || m.items[i].is(Kind::kChoice);
    if (!presence_at(m, i).is(Kind::kTrue) || (known ? !is_known : !symbolic)) continue;
    const bool differs = std::all_of(chosen.begin(), chosen.end(), [&](std::size_t k) {
      return equal(env, m.items[k], m.items[i]).is(Kind::kFalse);
    });
    if (differs) chosen.push_back(i);
  }
  return chosen;
}

/// Why a member may be one that is there already.
Node may_repeat(Env& env, const Members& m, std::span<const std::size_t> sure, const Node& item) {
  for (const std::size_t k : sure) {
    const Node t = equal(env, m.items[k], item);
    if (t.is(Kind::kUnknown)) return env.unknown_from(t);
  }
  if (item.is(Kind::kUnknown)) return env.unknown_from(item);
  Unknown u;
  u.cause = {Kind::kUnknown, {}, "may equal another member", item.at};
  return env.unknown(u);
}

bool all_resources(const Members& m) {
  return std::all_of(m.items.begin(), m.items.end(),
                     [](const Node& n) { return n.is(Kind::kResource); });
}

/// The usual case: each resource where it comes first.
Node distinct_resources(Env& env, const Members& m) {
  ComputedList out;
  Node* items = env.memory->array<Node>(m.items.size());
  auto* proofs = m.proofs.empty() ? nullptr : env.memory->array<std::uint32_t>(m.items.size());
  std::size_t n = 0;
  for (std::size_t i = 0; i < m.items.size(); ++i) {
    const auto same = [&](const Node& item) { return item.ref.target == m.items[i].ref.target; };
    if (std::any_of(items, items + n, same)) continue;
    if (proofs != nullptr) proofs[n] = m.proofs[i];
    items[n++] = m.items[i];
  }
  out.items = {items, n};
  if (proofs != nullptr) out.proofs = {proofs, n};
  return Store::computed_list_in(*env.memory, out);
}

Node distinct(Env& env, const Node& v) {
  const Node list = as_list(env, v);
  if (list.indeterminate()) return list.is(Kind::kUnknown) ? env.unknown_from(list) : list;
  const Members m = members(list);
  env.charge(m.items.size() * std::max<std::size_t>(1, m.items.size() / 8) + 1);
  if (is_certain(m) && all_resources(m)) return distinct_resources(env, m);
  const auto broken = [](const Node& n) { return n.is(Kind::kMissing) || n.is(Kind::kError); };
  if (is_plain_list(list) && m.items.size() < 2 &&
      std::none_of(m.items.begin(), m.items.end(), broken))
    return same_members(env, m);
  const std::vector<std::size_t> known = differing(env, m, true);
  const std::vector<std::size_t> symbolic = differing(env, m, false);
  const std::vector<std::size_t>& sure = symbolic.size() > known.size() ? symbolic : known;
  Builder out;
  struct Kept {
    std::size_t member;
    std::size_t at;  ///< in the result
  };
  std::vector<Kept> kept;
  for (std::size_t i = 0; i < m.items.size(); ++i) {
    const Node& item = m.items[i];
    const Node p = presence_at(m, i);
    if (std::find(sure.begin(), sure.end(), i) != sure.end()) {
      kept.push_back({i, out.items.size()});
      out.push(item, p, proof_at(m, i));
      continue;
    }
    if (item.is(Kind::kMissing) || item.is(Kind::kError)) {
      out.push(item, p.is(Kind::kTrue) ? item : p, proof_at(m, i));
      continue;
    }
    const auto gone = [&](std::size_t k) { return equal(env, m.items[k], item).is(Kind::kTrue); };
    if (std::any_of(sure.begin(), sure.end(), gone)) continue;
    const auto repeated = std::find_if(kept.begin(), kept.end(), [&](const Kept& k) {
      return gone(k.member) && (!p.is(Kind::kTrue) || presence_at(m, k.member).is(Kind::kTrue));
    });
    if (repeated != kept.end()) {
      // It is there if either of them is.
      if (!presence_at(m, repeated->member).is(Kind::kTrue))
        out.presence[repeated->at] = truth_or(out.presence[repeated->at], p);
      continue;
    }
    kept.push_back({i, out.items.size()});
    out.push(item, p.is(Kind::kTrue) ? may_repeat(env, m, sure, item) : p, proof_at(m, i));
  }
  out.more(m.many);
  return out.finish(env);
}

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
    return wrong(env, "a cidr was expected", v);
  return Node::integer(prefix ? v.cidr->prefix : v.cidr->version);
}

Node inside(Env& env, const Node& x, const Node& xs) {
  const Node list = as_list(env, xs);
  const Node pair[2] = {x, list};
  if (const Node worst = strict_result(env, pair); !worst.is(Kind::kNull)) return worst;
  if (!x.is(Kind::kCidr) && !x.is(Kind::kIp)) return wrong(env, "a cidr was expected", x);
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
    const Node p = presence_at(m, i);
    if (item.is(Kind::kCidr) || item.is(Kind::kIp)) {
      all.push_back(*item.cidr);
      if (p.is(Kind::kTrue)) sure.push_back(*item.cidr);
      if (!p.is(Kind::kTrue) && strength(p.kind()) > strength(maybe.kind())) maybe = p;
    } else if (item.is(Kind::kChoice)) {
      undecided(condition_of(env, item));
    } else {
      undecided(
          truth_and(p, item.indeterminate() ? item : wrong(env, "a cidr was expected", item)));
    }
  }
  if (inside_union(*x.cidr, sure)) return Node::boolean(true);
  if (!maybe.is(Kind::kNull) && inside_union(*x.cidr, all)) undecided(maybe);
  if (open.is(Kind::kNull)) return Node::boolean(false);
  return open.is(Kind::kUnknown) ? env.unknown_from(open) : open;
}

Node undecided(Env& env, const Node& why) {
  Unknown u;
  u.cause.kind = Kind::kUnknown;
  u.cause.reason = why.is(Kind::kString) && !why.has(kSensitive) ? why.text() : "undecided";
  return env.unknown(u);
}

Node plain(Env& env, Builtin builtin, Arguments a) {
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
