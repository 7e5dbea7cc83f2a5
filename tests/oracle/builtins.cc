// The built-in functions (functions 2), one by one. Test: oracle_test.cc.
#include <algorithm>

#include "machine.h"

namespace cordon::oracle {
namespace {

char lowered(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
char uppered(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

bool blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

std::string change(Builtin which, std::string_view text) {
  std::string out(text);
  if (which == Builtin::k_trim) {
    while (!out.empty() && blank(out.back())) out.pop_back();
    out.erase(out.begin(), std::find_if_not(out.begin(), out.end(), blank));
    return out;
  }
  std::transform(out.begin(), out.end(), out.begin(),
                 which == Builtin::k_lower ? lowered : uppered);
  return out;
}

}  // namespace

/// `lower`, `upper`, `trim`. Of a text known in part the letters are kept, the symbols are new;
/// blanks beside a symbol may be trimmed with it, so they go.
Node Machine::text_function(Builtin which, const Node& s) {
  if (s.is(Kind::kNull)) return missing("the text is null", s.at);
  if (s.is(Kind::kReference)) return unknown("the id of the resource is not known", s.at);
  if (s.is(Kind::kString))
    return sensitive_like(store_.string(change(which, s.text()), s.at), {&s, 1});
  if (!s.indeterminate()) return wrong_kind(s);
  const Node bare = derive(s);
  if (!surely(s, {Expect::kString})) return bare;
  std::vector<Part> parts;
  std::string literal;  // neighbouring ones are one: blanks between them stay
  const auto flush = [&] {
    if (!literal.empty()) parts.push_back({store_.arena.copy(change(which, literal)), 0});
    literal.clear();
  };
  for (const Part& part : s.unknown->parts) {
    literal += part.text;
    if (part.symbol == 0) continue;
    flush();
    parts.push_back({{}, fresh_symbol()});
  }
  flush();
  Unknown u;
  u.cause = s.unknown->cause;
  u.expect = Expect::kString;
  u.written = s.unknown->written;
  u.non_empty = s.unknown->non_empty;
  u.parts = store_.arena.copy(std::span<const Part>(parts));
  return sensitive_like(store_.unknown(u, s.at), {&s, 1});
}

Node Machine::built(Builtin which, std::span<const Node> args) {
  const Node& x = args[0];
  switch (which) {
    case Builtin::k_lower:
    case Builtin::k_upper:
    case Builtin::k_trim:
      return text_function(which, x);
    case Builtin::k_count: {
      const bool usable = x.is_list() || x.is_object() || x.is(Kind::kNull) || x.indeterminate();
      if (!usable) return wrong_kind(x);
      if (surely(x, {Expect::kList})) {
        Unknown number;
        number.cause = x.unknown->cause;
        number.expect = Expect::kNumber;
        number.has_interval = true;
        number.lo = x.unknown->non_empty ? 1 : 0;
        number.hi = INT64_MAX;
        return computed(number);
      }
      const Domain all = domain_of(x);
      const Node number = count_node(all.members, all.many, all.bad);
      return number.indeterminate() ? number : sensitive_like(number, args);
    }
    case Builtin::k_concat:
      return concat(args);
    case Builtin::k_compact:
      return compact(x);
    case Builtin::k_distinct:
      return distinct(x);
    case Builtin::k_cidr:
    case Builtin::k_ip: {
      const Kind kind = which == Builtin::k_cidr ? Kind::kCidr : Kind::kIp;
      if (x.is(kind)) return x;
      if (x.is(Kind::kNull)) return missing("the text is null", x.at);
      if (x.indeterminate()) return derive(x);
      if (x.is(Kind::kReference)) return unknown("the id of the resource is not known", x.at);
      if (!x.is(Kind::kString)) return wrong_kind(x);
      return sensitive_like(network_node(kind, x.text(), x.at), args);
    }
    case Builtin::k_prefix:
      if (x.indeterminate()) return derive(x);
      if (!x.is(Kind::kCidr)) return wrong_kind(x);
      return sensitive_like(Node::integer(network(x).length), args);
    case Builtin::k_ip_version:
      if (x.indeterminate()) return derive(x);
      if (!x.is(Kind::kCidr) && !x.is(Kind::kIp)) return wrong_kind(x);
      return sensitive_like(Node::integer(network(x).version), args);
    case Builtin::k_inside:
      return inside(x, args[1]);
    case Builtin::k_iam_statements:
      return iam_statements(x);
    case Builtin::k_net_service:
      return net_service(x);
    default:
      return wrong_kind(args);
  }
}

Ev Machine::builtin(Builtin which, std::vector<Ev> args) {
  if (which == Builtin::k_as_of) return {date_node(options_.as_of, 0), {}};
  if (which == Builtin::k_profile) {
    static constexpr std::array<std::string_view, 3> kNames{"prod", "staging", "dev"};
    return {Node::string(kNames[static_cast<std::size_t>(options_.profile)]), {}};
  }
  if (which == Builtin::k_undecided) {
    const Node& why = args[0].v;
    Ev out{unknown(why.is(Kind::kString) ? why.text() : "undecided", 0), args[0].proof};
    out.proof.causes = {cause_of(out.v)};
    return out;
  }
  Ev out = apply(args, [&](std::span<const Node> n) { return built(which, n); });
  if (which == Builtin::k_count && args[0].v.is_list() && out.v.indeterminate()) {
    const Domain all = domain_of(args[0].v);
    out.proof.causes = count_causes(all.members, all.many, kind_of(out.v));
  }
  if (!out.v.is(Kind::kComputedList)) return out;
  // Members keep what made them, but not what was asked before they were taken.
  Domain all = domain_of(out.v);
  for (Member& m : all.members) m.presence_proof = own_proof(m.presence);
  out.v = list_node(all.members, all.many, out.v.at);
  return out;
}

}  // namespace cordon::oracle
