#include "vm/choices.h"

#include <algorithm>

#include "value/compare.h"
#include "value/network.h"

namespace cordon::vm {
namespace {

bool same_members(std::span<const Node> a, std::span<const Node> b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (!same(a[i], b[i])) return false;
  }
  return true;
}

bool same_object(const Node& a, const Node& b) {
  if (a.len != b.len) return false;
  const auto keys = Store::keys(a);
  for (std::uint32_t i = 0; i < a.len; ++i) {
    const Node* other = Store::find(b, keys[i]);
    if (other == nullptr || !same(a.kids[i], *other)) return false;
  }
  return true;
}

bool refined(const Unknown& u) {
  return u.symbol != 0 || u.family != 0 || u.written || u.non_empty || u.has_interval ||
         u.candidates_closed || !u.parts.empty() || !u.domain.empty();
}

/// One symbol is one value; of two that say nothing of themselves only the reason matters.
bool same_unknown(const Unknown* a, const Unknown* b) {
  if (a == b) return true;
  if (a == nullptr || b == nullptr) return false;
  if (a->may_fail != b->may_fail) return false;
  if (a->symbol != 0 && a->symbol == b->symbol) return true;
  const bool one_reason = a->cause.kind == b->cause.kind && a->cause.at == b->cause.at;
  return !refined(*a) && !refined(*b) && one_reason;
}

}  // namespace

bool same(const Node& a, const Node& b) {
  if (a.has(kFromDefault) != b.has(kFromDefault)) return false;
  if (a.is_number() && b.is_number()) return compare_numbers(a, b) == 0;
  if (a.is_object() && b.is_object()) return same_object(a, b);
  if (a.kind() != b.kind()) return false;
  switch (a.kind()) {
    case Kind::kString:
      return a.text() == b.text();
    case Kind::kList:
      return same_members(a.members(), b.members());
    case Kind::kComputedList:
      return a.list == b.list ||
             (same_members(a.list->items, b.list->items) &&
              same_members(a.list->presence, b.list->presence) && same(a.list->many, b.list->many));
    case Kind::kResource:
    case Kind::kReference:
      return a.ref.target == b.ref.target && a.ref.attribute == b.ref.attribute;
    case Kind::kCidr:
    case Kind::kIp:
      return *a.cidr == *b.cidr;
    case Kind::kDate:
      return a.i == b.i;
    case Kind::kUnknown:
      return same_unknown(a.unknown, b.unknown);
    case Kind::kChoice:
      return a.choice == b.choice;
    case Kind::kError: {
      const Cause* x = a.cause;
      const Cause* y = b.cause;
      return x == y || (x != nullptr && y != nullptr && x->code == y->code);
    }
    default:
      return true;
  }
}

bool leaves(const Node& node, std::vector<Node>& out) {
  if (!node.is(Kind::kChoice)) {
    out.push_back(node);
    return out.size() <= kMaxCombinations;
  }
  return leaves(node.choice->then, out) && leaves(node.choice->otherwise, out);
}

Node condition_of(Env& env, const Node& choice) {
  if (choice.choice->condition != nullptr) {
    Unknown u;
    u.cause = choice.choice->condition->cause;
    return env.unknown(u, choice.at);
  }
  return Node::make_unknown(nullptr, choice.at);
}

Node key_presence(Env& env, const Node& value) {
  if (!value.is(Kind::kChoice)) return Node::boolean(true);
  std::vector<Node> all;
  if (!leaves(value, all)) return condition_of(env, value);
  const auto gone = static_cast<std::size_t>(
      std::count_if(all.begin(), all.end(), [](const Node& n) { return n.is(Kind::kMissing); }));
  if (gone == 0 || gone == all.size()) return Node::boolean(gone == 0);
  return condition_of(env, value);
}

Node if_present(const Node& value) {
  if (!value.is(Kind::kChoice)) return value;
  const Node then = if_present(value.choice->then);
  const Node otherwise = if_present(value.choice->otherwise);
  if (then.is(Kind::kMissing)) return otherwise;
  return otherwise.is(Kind::kMissing) || same(then, otherwise) ? then : value;
}

Node Env::unknown_from(const Node& because) const {
  Unknown u;
  if (const Cause* cause = cause_of(because)) u.cause = *cause;
  u.cause.kind = Kind::kUnknown;
  u.cause.code = {};
  if (because.is(Kind::kUnknown) && because.unknown != nullptr)
    u.assumed = because.unknown->assumed;
  return unknown(u, because.at);
}

Node settle_count(Env& env, const Node& count) {
  if (count.unknown == nullptr || !count.unknown->has_interval) return count;
  const Cause& cause = count.unknown->cause;
  if (cause.kind == Kind::kMissing) return Node::make_missing(env.memory->make<Cause>(cause));
  if (cause.kind == Kind::kError) return Node::make_error(env.memory->make<Cause>(cause));
  return count;
}

const Node* beside_interval(Env& env, const Node& a, const Node& b) {
  const auto open = [&](const Node& v) { return settle(env, v).is(Kind::kUnknown); };
  const auto count = [&](const Node& v) { return v.is(Kind::kUnknown) && !open(v); };
  if (count(a) && open(b)) return &b;
  return count(b) && open(a) ? &a : nullptr;
}

Node strict(Env& env, std::span<const Node> operands) {
  Node worst = Node::null();
  const Node* perhaps_error = nullptr;
  for (const Node& operand : operands) {
    if (!operand.indeterminate()) continue;
    const Node settled = settle(env, operand);
    if (perhaps_error == nullptr && may_fail(settled)) perhaps_error = &operand;
    if (worst.is(Kind::kNull) || settled.kind() > worst.kind()) worst = settled;
  }
  return worst.is(Kind::kMissing) && perhaps_error != nullptr ? *perhaps_error : worst;
}

}  // namespace cordon::vm
