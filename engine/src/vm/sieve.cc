// Judges rows by their trees. The one idea: as soon as anything is met that is not known, the row
// is passed on to the machine, so nothing here has to carry doubts; what is missing is known to be
// missing. Operators are those of the machine. Tests: tests/unit/vm/sieve_test.cc, tests/oracle.
#include "vm/sieve.h"

#include <algorithm>

#include "vm/same_text.h"

namespace cordon::vm {

using bytecode::Op;

namespace {

/// Values that trees come to again and again.
constexpr Node fixed(Kind kind, unsigned flags = 0) {
  Node node;
  node.kind_ = static_cast<std::uint32_t>(kind) & 31U;
  node.flags = flags & 7U;
  return node;
}
constexpr Node kDoubt = fixed(Kind::kUnknown);  ///< what the sieve does not know
constexpr Node kMissing = fixed(Kind::kMissing);
constexpr Node kTruths[] = {fixed(Kind::kFalse), fixed(Kind::kTrue)};
constexpr Node kVacuousTruths[] = {fixed(Kind::kFalse, kVacuous), fixed(Kind::kTrue, kVacuous)};

const Node* truth_node(bool truth) { return &kTruths[truth ? 1 : 0]; }
static_assert(Kind::kChoice < Kind::kUnknown && Kind::kUnknown < Kind::kMissing);
bool in_doubt(const Node& n) { return n.kind() >= Kind::kChoice && !n.is(Kind::kMissing); }
const Node* known(const Node* n) { return in_doubt(*n) ? &kDoubt : n; }
bool plain_truth(const Node& n) { return n.is_bool() && n.flags == 0; }
bool is_truth(const Node& n) { return n.is_bool() || n.is(Kind::kMissing); }

/// Of a property: that it is known, or known to be missing, and that the row rests on nothing else
/// (Env::note_property).
bool nothing_to_note(const Node& value) {
  if (value.has(kFromDefault)) return false;
  if (value.kind() < Kind::kChoice) return true;
  return value.is(Kind::kMissing) && value.cause != nullptr && value.cause->code.empty();
}

std::uint64_t text_fuel(const Node& text) { return std::uint64_t{text.len} / 64 + 1; }

}  // namespace

Sieve::Sieve(Env& env, const Linked& linked)
    : env_(env),
      linked_(linked),
      made_(env.inventory.made_for_all()),
      asked_(linked.program->rules.size(), nullptr) {}

void Sieve::plan() {
  if (planned_) return;
  planned_ = true;
  plans_.reserve(asked_.size());  // they stay where they are
  std::size_t depth = 0;
  for (std::uint32_t rule = 0; rule < asked_.size(); ++rule) {
    std::optional<Plan> plan = plan_of(linked_, rule, env_.store);
    if (plan) asked_[rule] = &plans_.emplace_back(std::move(*plan));
  }
  for (Plan& plan : plans_) {
    depth = std::max<std::size_t>(depth, plan.depth);
    for (Expr& e : plan.exprs) {
      e.ask = how(plan, e);
      const auto at = [&](std::uint32_t i) {
        return i == bytecode::kNone ? nullptr : &plan.exprs[i];
      };
      e.left = at(e.a);
      e.right = at(e.b);
      e.filter = at(e.c);
    }
    if (!plan.one) continue;
    plan.condition = &plan.exprs[plan.clauses[0].condition];
  }
  members_.resize(depth);
  if (plans_.empty()) return;
  for (const Resource& r : env_.inventory.resources())
    targets_.push_back({r.exists.is(Kind::kTrue), r.open_neighbours.is(Kind::kNull)});
}

std::string_view text_of(Reason reason) {
  switch (reason) {
    case Reason::kNone:
      return {};
    case Reason::kConditionFalse:
      return "the rule's condition does not hold";
    case Reason::kNothingReached:
      return "no requirement was reached";
    case Reason::kNotInEnvironment:
      return "does not apply in this environment";
  }
  return {};
}

Expr::Ask Sieve::how(const Plan& plan, const Expr& e) {
  const auto is_subject = [&](const Expr& of) { return of.op == Expr::Op::kSubject; };
  const bool of_subject = e.a != bytecode::kNone && plan.exprs[e.a].op == Expr::Op::kGet &&
                          is_subject(plan.exprs[plan.exprs[e.a].a]);
  switch (e.op) {
    case Expr::Op::kConst:
      return constant;
    case Expr::Op::kSubject:
      return subject;
    case Expr::Op::kMember:
      return member;
    case Expr::Op::kPresence:
      return presence;
    case Expr::Op::kList:
      return list;
    case Expr::Op::kGet:
      if (is_subject(plan.exprs[e.a])) return get_of_subject;
      return plan.exprs[e.a].op == Expr::Op::kMember ? get<true> : get<false>;
    case Expr::Op::kAttribute:
      return attribute_of;
    case Expr::Op::kFollow:
      return follow;
    case Expr::Op::kReverse:
      return reverse;
    case Expr::Op::kCoalesce:
      return of_subject ? coalesce<true> : coalesce<false>;
    case Expr::Op::kEqual: {
      const Expr& b = plan.exprs[e.b];
      const bool text = b.op == Expr::Op::kConst && b.value.is(Kind::kString);
      if (!text) return equal_to;
      return of_subject ? equal_to_text<true> : equal_to_text<false>;
    }
    case Expr::Op::kAmong:
      return of_subject ? among<true> : among<false>;
    case Expr::Op::kBinary:
      return binary;
    case Expr::Op::kMatch:
      return match;
    case Expr::Op::kIs:
      return is;
    case Expr::Op::kTruth:
      return truth;
    case Expr::Op::kNot:
      return negation;
    case Expr::Op::kAnd:
    case Expr::Op::kOr:
      return connect;
    case Expr::Op::kQuantify:
      break;
  }
  return quantify;
}

void Sieve::begin() {
  fuel_ += kBegun;
  before_ = env_.begin_budget();
}

bool Sieve::settle_fuel() {
  Env& budget = env();
  if (fuel_ != kBegun) budget.charge(fuel_ - kBegun);
  fuel_ = kBegun;
  return !budget.exhausted;
}

bool Sieve::pass_on(Plan& plan, std::uint32_t rule) {
  take_back();
  // A rule whose values are hardly ever known is left to the machine.
  constexpr std::uint32_t kPatience = 16;
  if (++plan.passed_on > kPatience + plan.answered) asked_[rule] = nullptr;
  return false;
}

/// False: in doubt.
bool Sieve::run(Plan& plan, Outcome& out) {
  bool reached = false;
  bool vacuous = true;
  for (std::uint32_t i = 0; i < plan.clauses.size(); ++i) {
    const Clause& clause = plan.clauses[i];
    Expr& asked = plan.exprs[clause.condition];
    if (clause.kind == Clause::Kind::kRequire) {
      out.vacuous = false;
      if (!require(asked, out)) return false;
      vacuous = vacuous && out.vacuous;
      reached = true;
      continue;
    }
    const Node& condition = *ask(asked);
    if (!condition.is_bool()) return false;
    if (condition.is(Kind::kTrue)) continue;
    if (clause.kind == Clause::Kind::kWhere) {
      out.reason = Reason::kConditionFalse;
      break;
    }
    i = clause.behind - 1;
  }
  if (!reached) out.status = Status::kSkipped;
  out.vacuous = out.status == Status::kPass && vacuous;
  if (!reached && out.reason == Reason::kNone) out.reason = Reason::kNothingReached;
  return true;
}

const Node* Sieve::constant(Sieve&, Expr& e) { return &e.value; }
const Node* Sieve::subject(Sieve& s, Expr&) { return &s.subject_; }
const Node* Sieve::member(Sieve& s, Expr& e) { return s.members_[e.n]; }
const Node* Sieve::presence(Sieve&, Expr&) { return truth_node(true); }
const Node* Sieve::list(Sieve& s, Expr& e) {
  s.fuel_ += e.fuel;
  return &e.value;
}

inline const Node* Sieve::property(ResourceId id, std::uint32_t view, Expr& e) {
  const Node* value = made_.guessed(id, view, e.name, e.guess);
  return value != nullptr && nothing_to_note(*value) ? value : read_property(id, view, e);
}

const Node* Sieve::read_property(ResourceId id, std::uint32_t view, Expr& e) {
  const Node* value = made_.find(id, view, e.name, e.guess);
  if (value == nullptr) {
    e.value = env_.inventory.property(id, static_cast<View>(view), e.name);
    value = &e.value;
  }
  env_.note_property(*value);
  return known(value);
}

const Node* Sieve::get_of_subject(Sieve& s, Expr& e) {
  return s.property(s.subject_.ref.target, s.subject_.ref.attribute, e);
}

template <bool kOfSubject>
inline const Node* Sieve::ask_left(Expr& e) {
  return kOfSubject ? get_of_subject(*this, *e.left) : ask(*e.left);
}

template <bool kOfMember>
const Node* Sieve::get(Sieve& s, Expr& e) {
  const Node& base = kOfMember ? *s.members_[e.left->n] : *s.ask(*e.left);
  if (base.is(Kind::kResource)) return s.property(base.ref.target, base.ref.attribute, e);
  if (base.is(Kind::kMissing)) return &base;
  if (!base.is_object()) return &kDoubt;
  // Objects of one shape share their keys, and keep them.
  const Symbol* const keys = Store::keys(base).data();
  if (keys == e.keys && keys != nullptr) return known(base.kids + e.member);
  const Node* member = Store::find(base, e.name);
  if (member == nullptr) return base.has(kOpen) ? &kDoubt : &kMissing;
  if (base.is(Kind::kObject)) {
    e.keys = keys;
    e.member = static_cast<std::uint32_t>(member - base.kids);
  }
  return known(member);
}

const Node* Sieve::attribute_of(Sieve& s, Expr& e) {
  const Node& base = *s.ask(*e.left);
  if (!base.is(Kind::kResource)) return &kDoubt;
  return e.keep(s.env_.inventory.attribute(base.ref.target, e.name));
}

const Node* Sieve::follow(Sieve& s, Expr& e) {
  const Node& from = *s.ask(*e.left);
  if (from.is(Kind::kMissing)) return &from;
  s.env_.note(from);
  ResourceId target = from.ref.target;
  if (!from.is(Kind::kResource) && !from.is(Kind::kReference)) {
    const Identity id = s.env_.inventory.identify(from);
    if (in_doubt(from) || id.kind != Identity::Kind::kResource) return &kDoubt;
    target = id.id;
  }
  if (e.types != nullptr && !has_type(s.env_, target, *e.types)) return &kDoubt;
  return from.is(Kind::kResource) ? &from : e.keep(Node::resource(target));
}

/// Known only where it is asked for its members.
const Node* Sieve::reverse(Sieve&, Expr&) { return &kDoubt; }

template <bool kOfSubject>
const Node* Sieve::coalesce(Sieve& s, Expr& e) {
  const Node* first = s.ask_left<kOfSubject>(e);
  return first->is(Kind::kMissing) || first->is(Kind::kNull) ? s.ask(*e.right) : first;
}

template <bool kOfSubject>
const Node* Sieve::equal_to_text(Sieve& s, Expr& e) {
  const Node& a = *s.ask_left<kOfSubject>(e);
  const Node& b = e.right->value;
  if (a.is(Kind::kString)) {
    s.fuel_ += text_fuel(a);
    return truth_node(same_text(a, b));
  }
  if (a.is(Kind::kMissing) || in_doubt(a)) return &a;
  return e.keep(equal(s.env(), a, b));
}

const Node* Sieve::equal_to(Sieve& s, Expr& e) {
  const Node& a = *s.ask(*e.left);
  const Node& b = *s.ask(*e.right);
  if (a.is_bool() && b.is_bool()) return truth_node(a.kind() == b.kind());
  if (a.is(Kind::kMissing) && b.is_bool()) return &a;
  if (a.is(Kind::kString) && b.is(Kind::kString)) {
    s.fuel_ += text_fuel(a);
    return truth_node(same_text(a, b));
  }
  return in_doubt(a) || in_doubt(b) ? &kDoubt : e.keep(equal(s.env(), a, b));
}

/// As is_among(), with the list made first.
template <bool kOfSubject>
const Node* Sieve::among(Sieve& s, Expr& e) {
  const Node& text = *s.ask_left<kOfSubject>(e);
  s.fuel_ += e.fuel;
  if (in_doubt(text)) return &text;
  if (!text.is(Kind::kString)) return e.keep(member_of(s.env(), text, e.list));
  for (const Node& one : e.list.list->items) {
    s.fuel_ += 1 + text_fuel(text);
    if (same_text(text, one)) return truth_node(true);
  }
  return truth_node(false);
}

const Node* Sieve::binary(Sieve& s, Expr& e) {
  const Node& a = *s.ask(*e.left);
  const Node& b = *s.ask(*e.right);
  if (in_doubt(a) || in_doubt(b)) return &kDoubt;
  switch (e.code) {
    case Op::kLess:
    case Op::kLessEqual:
      return e.keep(less(s.env(), a, b, e.code == Op::kLessEqual));
    case Op::kIn:
      return e.keep(member_of(s.env(), a, b));
    case Op::kContains:
      return e.keep(contains(s.env(), a, b));
    case Op::kStartsWith:
      return e.keep(starts_with(s.env(), a, b));
    case Op::kEndsWith:
      return e.keep(ends_with(s.env(), a, b));
    case Op::kLike:
      return e.keep(like(s.env(), a, b));
    case Op::kWithin:
      return e.keep(network_within(s.env(), a, b));
    default:
      return &kDoubt;
  }
}

const Node* Sieve::match(Sieve& s, Expr& e) {
  const Node& text = *s.ask(*e.left);
  const auto& regex = *s.linked_.program->regexes[e.index];
  return in_doubt(text) ? &text : e.keep(matches(s.env(), text, regex, e.code == Op::kSearch));
}

const Node* Sieve::is(Sieve& s, Expr& e) {
  const Expr& of = *e.left;
  if (of.op == Expr::Op::kReverse) {
    const Sources sources = s.sources_of(of);
    if (!sources.known || e.word != bytecode::Word::kEmpty) return &kDoubt;
    return truth_node(sources.entries.empty());
  }
  const Node& value = *s.ask(*e.left);
  return in_doubt(value) ? &value : e.keep(is_test(s.env(), value, e.word, e.types));
}

const Node* Sieve::truth(Sieve& s, Expr& e) {
  const Node& truth = *s.ask(*e.left);
  if (truth.is(Kind::kMissing)) return &truth;
  return truth.is_bool() ? truth_node(truth.is(Kind::kTrue)) : &kDoubt;
}

const Node* Sieve::negation(Sieve& s, Expr& e) {
  const Node& truth = *s.ask(*e.left);
  if (plain_truth(truth)) return truth_node(truth.is(Kind::kFalse));
  return is_truth(truth) ? e.keep(truth_not(truth)) : &kDoubt;
}

/// `and`, `or`: the second operand is asked unless the first decides.
const Node* Sieve::connect(Sieve& s, Expr& e) {
  const bool conjunction = e.op == Expr::Op::kAnd;
  const Node& first = *s.ask(*e.left);
  if (!is_truth(first)) return &kDoubt;
  if (first.is(conjunction ? Kind::kFalse : Kind::kTrue)) return &first;
  const Node& second = *s.ask(*e.right);
  if (!is_truth(second)) return &kDoubt;
  if (plain_truth(first) && plain_truth(second)) return &second;
  return e.keep(conjunction ? truth_and(first, second) : truth_or(first, second));
}

const Node* Sieve::quantify(Sieve& s, Expr& e) {
  const Expr& over = *e.left;
  if (over.op == Expr::Op::kReverse) return s.quantify_sources(e, over);
  const Node& domain = *s.ask(*e.left);
  if (domain.is(Kind::kList)) return s.quantify_members(e, domain.members());
  if (domain.is(Kind::kMissing) || domain.is(Kind::kNull)) return &kMissing;
  if (!domain.is(Kind::kComputedList)) return &kDoubt;
  const ComputedList& list = *domain.list;
  if (!list.presence.empty() || !list.many.is(Kind::kNull)) return &kDoubt;
  return s.quantify_members(e, list.items);
}

/// One member of a quantifier; `all`: what those before it come to. Null: in doubt.
inline const Node* Sieve::step(Expr& e, const Node& member, const Node* all) {
  env_.note(member);
  members_[e.n] = &member;
  fuel_ += 1;
  if (fuel_ >= Env::kFuelUntilAsked && !settle_fuel()) return nullptr;
  if (e.filter != nullptr) {
    const Node& filter = *ask(*e.filter);
    if (!filter.is_bool()) return nullptr;
    if (!filter.is(Kind::kTrue)) return all;
  }
  const Node& truth = *ask(*e.right);
  if (!is_truth(truth) || truth.has(kVacuous)) return nullptr;
  fuel_ += 1;
  const bool decides_nothing = truth.is(e.every ? Kind::kTrue : Kind::kFalse);
  if (all->has(kVacuous) && all->is_bool()) all = truth_node(e.every);
  if (decides_nothing) return all;
  if (plain_truth(truth) && plain_truth(*all)) return truth_node(!e.every);
  return e.keep(e.every ? truth_and(*all, truth) : truth_or(*all, truth));
}

const Node* Sieve::quantify_members(Expr& e, std::span<const Node> members) {
  const Node* all = &kVacuousTruths[e.every ? 1 : 0];
  for (const Node& member : members) {
    all = in_doubt(member) ? nullptr : step(e, member, all);
    if (all == nullptr) return &kDoubt;
  }
  return all;
}

const Node* Sieve::quantify_sources(Expr& e, const Expr& reverse) {
  const Sources sources = sources_of(reverse);
  if (!sources.known) return &kDoubt;
  const Node* all = &kVacuousTruths[e.every ? 1 : 0];
  for (const ReverseIndex::Entry& entry : sources.entries) {
    const Node source = Node::resource(entry.source.id);
    all = step(e, source, all);
    if (all == nullptr) return &kDoubt;
  }
  return all;
}

/// Those that refer to a resource, each of them for certain and no other. Takes their fuel.
Sieve::Sources Sieve::sources_of(const Expr& reverse) {
  const Node& base = *ask(*reverse.left);
  if (!base.is(Kind::kResource)) return {};
  const ReverseIndex& index = reverse_index(env_, linked_, reverse.index);
  if (!index.certain) return {};
  const ResourceId target = base.ref.target;
  if (!targets_[target].closed) return {};
  if (index.assumed) env_.assumes |= kAssumesReferences;
  const auto entries = index.of(target);
  fuel_ += entries.size() + 1;
  return {entries, true};
}

}  // namespace cordon::vm
