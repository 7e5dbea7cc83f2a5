// What may follow a value: `.p`, `->p`, `->T`, `<-T.p`, `[i]`, `[*]`, `@a`
// (language 3.7, 3.11, 4.2). Each step maps a node to a node; a choice is read branch by branch,
// and after `[*]` the steps act on each member. Test: oracle_test.cc.
#include <algorithm>

#include "machine.h"

namespace cordon::oracle {

using syntax::PostOp;

Ev Machine::path(const syntax::Expr& e) {
  const Ev base = eval(*e.kids[0]);
  Ev out;
  if (e.kids[0]->kind != syntax::ExprKind::kName) out.proof.add_facts(base.proof);
  out.v = base.v;
  bool projected = false;
  std::vector<Ev> operands{base};
  for (const PostOp& op : e.ops) {
    Node index;
    if (op.index != nullptr) {
      operands.push_back(eval(*op.index));
      out.proof.add_facts(operands.back().proof);
      index = operands.back().v;
    }
    out.v = step(out.v, op, index, projected);
  }
  add_path_facts(out.v, out.proof);
  if (!out.v.indeterminate()) return out;
  for (const Ev& operand : operands) {
    if (operand.v.indeterminate() && kind_of(operand.v) == kind_of(out.v)) {
      out.proof.add_causes(operand.proof);
    }
  }
  if (out.proof.causes.empty()) out.proof.causes.push_back(cause_of(out.v));
  return out;
}

void Machine::add_path_facts(const Node& v, Proof& proof) const {
  if (!v.is(Kind::kComputedList)) {
    const Proof own = own_proof(v);
    proof.facts.insert(proof.facts.end(), own.facts.begin(), own.facts.end());
    return;
  }
  std::size_t n = 0;
  for (const Node& item : v.list->items) {
    const Proof own = own_proof(item);
    if (own.facts.empty() || n == kWitnesses) continue;
    proof.add_facts(own);
    ++n;
  }
}

Node Machine::step(const Node& base, const PostOp& op, const Node& index, bool& projected) {
  using enum PostOp::Kind;
  if (op.kind == kReverse) {
    projected = false;
    const std::function<Node(const Node&)> each = [&](const Node& v) {
      if (!v.is(Kind::kChoice)) return reverse(v, op);
      return make_choice(*v.choice, each(v.choice->then), each(v.choice->otherwise), v.at);
    };
    return each(base);
  }
  if (base.is(Kind::kChoice)) {
    bool then_projected = projected;
    bool else_projected = projected;
    const Node then = step(base.choice->then, op, index, then_projected);
    const Node otherwise = step(base.choice->otherwise, op, index, else_projected);
    projected = then_projected || else_projected;
    return make_choice(*base.choice, then, otherwise, base.at);
  }
  if (op.kind == kSplat) {
    const Node out = splat(base, projected);
    projected = true;
    return out;
  }
  const bool follows = op.kind == kFollow || op.kind == kFollowType;
  if (!base.is_list() || (!projected && !follows)) return step_one(base, op, index);
  projected = true;
  Domain all = domain_of(base);
  for (Member& m : all.members) {
    m.value = step_one(m.value, op, index);
    m.proof = own_proof(m.value);
    m.presence_proof = own_proof(m.presence);
  }
  return list_node(all.members, all.many, base.at);
}

Node Machine::step_one(const Node& base, const PostOp& op, const Node& index) {
  using enum PostOp::Kind;
  if (base.is(Kind::kChoice)) {
    const Node then = step_one(base.choice->then, op, index);
    return make_choice(*base.choice, then, step_one(base.choice->otherwise, op, index), base.at);
  }
  switch (op.kind) {
    case kProperty:
      return property(base, store_.symbols.intern(op.name.text));
    case kAttribute:
      return attribute(base, store_.symbols.intern(op.name.text));
    case kIndex:
      return element(base, index);
    default:
      return follow(base, op);
  }
}

/// What `[*]` and `[i]` act on: the root of a JSON document, else the value itself.
Node Machine::content(const Node& v) {
  if (!v.is(Kind::kResource)) return v;
  const Node root = inventory_.attribute(v.ref.target, store_.symbols.intern("root"));
  const bool json =
      store_.symbols.text(inventory_.resources()[v.ref.target].type) == "Json::Document";
  return json ? root : v;
}

Node Machine::splat(const Node& of, bool projected) {
  const Node base = content(of);
  Domain outer = domain_of(base);
  for (Member& m : outer.members) m.presence_proof = own_proof(m.presence);
  if (!outer.bad.is(Kind::kNull)) return outer.bad;
  if (!projected || !base.is_list()) return list_node(outer.members, outer.many, base.at);
  std::vector<Member> out;
  Node many = outer.many;
  for (const Member& m : outer.members) {
    const Domain inner = domain_of(m.value);
    if (kind_of(inner.bad) == Kind::kUnknown) {
      if (many.is(Kind::kNull)) many = inner.bad;
    } else if (!inner.bad.is(Kind::kNull)) {
      Member bad = m;
      bad.value = inner.bad;
      bad.proof = own_proof(bad.value);
      out.push_back(std::move(bad));
    }
    if (many.is(Kind::kNull)) many = inner.many;
    for (Member kid : inner.members) {
      if (!m.presence.is(Kind::kTrue)) {
        kid.presence = m.presence;
        kid.presence_proof = m.presence_proof;
      }
      out.push_back(std::move(kid));
    }
  }
  return list_node(out, many, base.at);
}

Node Machine::through_candidates(const Node& base, const std::function<Node(ResourceId)>& read) {
  if (base.unknown == nullptr || !base.unknown->candidates_closed) return derive(base);
  assume(base);
  std::vector<Node> results;
  for (const ResourceId id : base.unknown->candidates) {
    results.push_back(read(id));
    if (same(results[0], results.back())) continue;
    Unknown open;
    open.cause = base.unknown->cause;
    open.assumed = base.unknown->assumed;
    return computed(open);
  }
  return results.empty() ? derive(base) : results[0];
}

Node Machine::property(const Node& base, Symbol name) {
  if (base.is(Kind::kNull)) return missing("the value is null", base.at);
  if (base.is(Kind::kUnknown)) {
    return through_candidates(base,
                              [&](ResourceId id) { return property(Node::resource(id), name); });
  }
  if (base.indeterminate()) return derive(base);
  if (base.is_object()) return member(base, name);
  if (!base.is(Kind::kResource)) return wrong_kind(base);
  const Node out =
      inventory_.property(base.ref.target, static_cast<View>(base.ref.attribute), name);
  const bool unset = !out.is_object() && out.has(kAssumed) && out.has(kFromDefault);
  const bool absent =
      out.is(Kind::kMissing) && out.cause != nullptr && out.cause->code == "unset-block";
  if (unset || absent) assumes_.insert("unset-blocks");
  return out;
}

Node Machine::member(const Node& object, Symbol name) {
  if (const Node* found = Store::find(object, name); found != nullptr) return *found;
  if (object.has(kOpen)) return unknown("the object may have further keys", object.at);
  return missing("the key is not written", object.at);
}

Node Machine::attribute(const Node& base, Symbol name) {
  if (base.is(Kind::kNull)) return missing("the value is null", base.at);
  if (base.is(Kind::kUnknown)) {
    return through_candidates(base, [&](ResourceId id) { return inventory_.attribute(id, name); });
  }
  if (base.indeterminate()) return derive(base);
  if (!base.is(Kind::kResource) && !base.is(Kind::kReference)) return wrong_kind(base);
  return inventory_.attribute(base.ref.target, name);
}

Node Machine::element(const Node& of, const Node& index) {
  const Node base = content(of);
  if (index.is(Kind::kChoice)) {
    const Node then = element(base, index.choice->then);
    return make_choice(*index.choice, then, element(base, index.choice->otherwise), index.at);
  }
  const std::array<Node, 2> both{base, index};
  const std::array<Node, 2> written{of, index};
  if (const Node* bad = worst(both); bad != nullptr && kind_of(*bad) == Kind::kError) {
    return derive(*bad);
  }
  if (base.is(Kind::kNull) && !index.indeterminate()) {
    return missing("the value is null", base.at);
  }
  if (base.is(Kind::kUnknown) && index.is(Kind::kString)) {
    return property(base, store_.symbols.intern(index.text()));
  }
  if (const Node* bad = worst(both); bad != nullptr) return derive(*bad);
  if (base.is_object() || base.is(Kind::kResource)) {
    return index.is(Kind::kString) ? property(base, store_.symbols.intern(index.text()))
                                   : wrong_kind(written);
  }
  const bool whole = index.is(Kind::kInt) || index.is(Kind::kUint) || index.is(Kind::kBignum);
  if (!base.is_list() || !whole) return wrong_kind(written);
  const Domain all = domain_of(base);
  for (const Member& m : all.members) {
    if (!m.presence.is(Kind::kTrue)) return derive(m.presence);
  }
  if (!all.many.is(Kind::kNull)) return derive(all.many);
  const auto n = static_cast<std::int64_t>(all.members.size());
  if (!index.is(Kind::kInt) || index.i < 0 || index.i >= n) {
    return missing("the list has no member of this index", place_of(both));
  }
  return all.members[static_cast<std::size_t>(index.i)].value;
}

}  // namespace cordon::oracle
