// Types chains of postfix operators.
// Idea: a chain is read from left to right with one state; after `[*]` (or `->` on a list) the
// state is the type of a member, and the list comes back at the end. Cannot: look into what a
// reference names beyond the catalogue's reference forms. Tests: tests/unit/check/types_test.cc.
#include "check/inferer.h"

namespace cordon::check {

using syntax::Expr;
using syntax::PostOp;

namespace {

struct Attribute {
  std::string_view name;
  TypeKind kind;
};

constexpr Attribute kAttributes[] = {
    {"id", TypeKind::kString},     {"type", TypeKind::kString},   {"address", TypeKind::kString},
    {"file", TypeKind::kString},   {"line", TypeKind::kInt},      {"tags", TypeKind::kMap},
    {"metadata", TypeKind::kAny},  {"region", TypeKind::kString}, {"account", TypeKind::kString},
    {"action", TypeKind::kString}, {"managed", TypeKind::kBool},  {"condition", TypeKind::kAny},
    {"inputs", TypeKind::kAny},    {"root", TypeKind::kAny}};

bool has_attributes(const Type& type) {
  bool any_has = false;
  each_member(type, [&](const Type& member) {
    any_has = any_has || member.is(TypeKind::kAny) || member.is(TypeKind::kNever) ||
              member.is(TypeKind::kResource) || member.is(TypeKind::kRef);
  });
  return any_has;
}

}  // namespace

const Type* Inferer::attribute(const Type& type, const PostOp& op) {
  for (const Attribute& known : kAttributes) {
    if (known.name != op.name.text) continue;
    if (!has_attributes(type)) {
      context_.error("E0305", op.span,
                     say({"@", op.name.text, " on ", kind_word(type),
                          type.is(TypeKind::kList) ? ": write [*]@" : ": only a resource has it",
                          type.is(TypeKind::kList) ? op.name.text : ""}));
      return never();
    }
    if (known.kind == TypeKind::kMap) return pool_.map(pool_.simple(TypeKind::kString));
    return pool_.simple(known.kind);
  }
  std::vector<std::string_view> names;
  for (const Attribute& known : kAttributes) names.push_back(known.name);
  context_.error(
      "E0305", op.span,
      say({"unknown attribute @", op.name.text, context_.did_you_mean(op.name.text, names)}));
  return never();
}

/// `xs[i]`, `m[k]`: always `?`.
const Type* Inferer::element(const Type& type, PostOp& op) {
  const Type* index = operand(*op.index);
  const Type* out = nullptr;
  const auto add = [&](const Type* one) { out = out == nullptr ? one : pool_.join(out, one); };
  const auto check = [&](TypeKind kind) {
    if (!disjoint(*index, *pool_.simple(kind))) return;
    mismatch(op.index->span, say({"expected ", kind == TypeKind::kInt ? "an int" : "a string",
                                  " as index, found ", to_text(*index)}));
  };
  each_member(type, [&](const Type& member) {
    if (member.is(TypeKind::kList)) {
      check(TypeKind::kInt);
      add(member.element);
    } else if (member.is(TypeKind::kMap)) {
      check(TypeKind::kString);
      add(member.element);
    } else if (member.is(TypeKind::kObject) || member.is(TypeKind::kResource)) {
      check(TypeKind::kString);
      add(any());
    } else if (member.is(TypeKind::kAny) || member.is(TypeKind::kNever) ||
               member.is(TypeKind::kNull)) {
      add(member.is(TypeKind::kNull) ? never() : &member);
    }
  });
  if (out == nullptr) {
    mismatch(op.span, say({"[...] needs a list or an object, found ", to_text(type)}));
    return never();
  }
  return out->is(TypeKind::kNever) ? out : pool_.optional(out);
}

void Inferer::splat(Chain& chain, const PostOp& op) {
  const Type& list = *chain.type;
  const Type* member = nullptr;
  const auto add = [&](const Type* type) {
    member = member == nullptr ? type : pool_.join(member, type);
  };
  each_member(list, [&](const Type& type) {
    if (type.is(TypeKind::kList) || type.is(TypeKind::kMap)) add(type.element);
    if (type.is(TypeKind::kAny) || type.is(TypeKind::kObject)) add(any());
    if (type.is(TypeKind::kNever) || type.is(TypeKind::kNull)) add(never());
  });
  if (member == nullptr) {
    mismatch(op.span, say({"[*] needs a list, found ", to_text(list)}));
    member = never();
  }
  // Of an inner list that may be missing, its members may be.
  const bool is_inner_optional = chain.is_projected && list.optional;
  if (!chain.is_projected) chain.is_list_optional = list.optional;
  chain.is_projected = true;
  chain.type = is_inner_optional && !member->is(TypeKind::kNever) ? pool_.optional(member) : member;
}

void Inferer::step(Chain& chain, PostOp& op) {
  using Op = PostOp::Kind;
  const Type before = *chain.type;
  const bool is_mapping = op.kind == Op::kFollow || op.kind == Op::kFollowType;
  if (is_mapping && chain.type->is(TypeKind::kList)) {
    splat(chain, op);
  }
  const Type& type = *chain.type;
  if (chain.path && !add_step(*chain.path, op)) chain.path.reset();
  switch (op.kind) {
    case Op::kProperty:
      chain.type = property(type, op);
      break;
    case Op::kFollow:
      chain.type = follow_property(type, op);
      break;
    case Op::kFollowType:
      chain.type = follow_type(type, op);
      break;
    case Op::kReverse: {
      const bool was_optional = chain.is_projected ? chain.is_list_optional : type.optional;
      const Type* out = reverse(chain, op);
      chain.is_projected = false;
      chain.type = was_optional ? pool_.optional(out) : out;
      break;
    }
    case Op::kIndex:
      chain.type = element(type, op);
      break;
    case Op::kSplat:
      splat(chain, op);
      return;
    case Op::kAttribute:
      chain.type = attribute(type, op);
      break;
  }
  // Members that may be missing do not make the list so.
  if (!chain.is_projected && chain.type->optional && !before.optional) {
    const bool is_lookup = op.kind == Op::kProperty || op.kind == Op::kFollow;
    chain.culprit =
        Culprit{op.span, is_lookup ? op.name.text : std::string_view(), before.is(TypeKind::kAny)};
  }
  if (!chain.path) return;
  seen_[*chain.path] = chain.type;
  if (const Type* narrowed = narrowings_.find(*chain.path)) chain.type = narrowed;
  if (!chain.type->optional) chain.culprit.reset();
}

const Type* Inferer::postfix(Expr& expr) {
  Chain chain;
  Expr& base = *expr.kids[0];
  chain.type = this->expr(base);
  if (base.kind == syntax::ExprKind::kName) chain.path = std::string(base.text);
  if (chain.type->optional) {
    chain.culprit = culprit_of(base);
    chain.culprit->is_free = chain.culprit->is_free || chain.type->is(TypeKind::kAny);
  }
  for (PostOp& op : expr.ops) {
    if (op.note == 1) {  // the name of an imported value; the base already stands for it
      if (chain.path) add_step(*chain.path, op);
      continue;
    }
    step(chain, op);
  }
  if (chain.is_projected && !chain.type->is(TypeKind::kNever)) {
    const Type* list = pool_.list(chain.type);
    chain.type = chain.is_list_optional ? pool_.optional(list) : list;
  }
  if (chain.type->optional && chain.culprit) culprits_.insert_or_assign(&expr, *chain.culprit);
  return chain.type;
}

}  // namespace cordon::check
