// Judges rows by their trees. The one idea: as soon as anything is met that is not known, the row
// is passed on to the machine, so nothing here has to carry doubts; what is missing is known to be
// missing. Operators are those of the machine. Tests: tests/unit/vm/sieve_test.cc, tests/oracle.
#include "vm/sieve.h"

#include <algorithm>
#include <cstring>

namespace cordon::vm {

using bytecode::Op;

namespace {

/// What the sieve does not know.
Node doubt() { return Node::make_unknown(nullptr); }
bool in_doubt(const Node& n) {
  return n.is(Kind::kUnknown) || n.is(Kind::kError) || n.is(Kind::kChoice);
}
Node known(const Node& n) { return in_doubt(n) ? doubt() : n; }
Node missing() { return Node::make_missing(nullptr); }
bool plain_truth(const Node& n) { return n.is_bool() && n.flags == 0; }
bool is_truth(const Node& n) { return n.is_bool() || n.is(Kind::kMissing); }

std::uint64_t text_fuel(const Node& text) { return std::uint64_t{text.len} / 64 + 1; }

/// Short texts, which most are, without a call.
bool same_text(const Node& a, const Node& b) {
  if (a.len != b.len) return false;
  const auto word = [](const char* at) {
    std::uint64_t eight = 0;
    std::memcpy(&eight, at, sizeof eight);
    return eight;
  };
  if (a.len < 8 || a.len > 16) return a.text() == b.text();
  return word(a.chars) == word(b.chars) && word(a.chars + a.len - 8) == word(b.chars + b.len - 8);
}

}  // namespace

Sieve::Sieve(Env& env, const Linked& linked)
    : env_(env), linked_(linked), made_(env.inventory.made()) {
  const std::size_t rules = linked.program->rules.size();
  plans_.reserve(rules);  // they stay where they are
  std::size_t depth = 0;
  for (std::uint32_t rule = 0; rule < rules; ++rule) {
    std::optional<Plan> plan = plan_of(linked, rule, env.store);
    asked_.push_back(plan ? &plans_.emplace_back(std::move(*plan)) : nullptr);
  }
  for (Plan& plan : plans_) {
    depth = std::max<std::size_t>(depth, plan.depth);
    for (Expr& e : plan.exprs) e.ask = how(plan, e);
  }
  members_.resize(depth);
  if (plans_.empty()) return;
  for (const Resource& r : env.inventory.resources())
    targets_.push_back({r.exists.is(Kind::kTrue), r.open_neighbours.is(Kind::kNull)});
}

Expr::Ask Sieve::how(const Plan& plan, const Expr& e) {
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
      return plan.exprs[e.a].op == Expr::Op::kSubject ? get_of_subject : get;
    case Expr::Op::kAttribute:
      return attribute_of;
    case Expr::Op::kFollow:
      return follow;
    case Expr::Op::kReverse:
      return reverse;
    case Expr::Op::kCoalesce:
      return coalesce;
    case Expr::Op::kEqual: {
      const Expr& b = plan.exprs[e.b];
      const bool text = b.op == Expr::Op::kConst && b.constant.is(Kind::kString);
      return text ? equal_to_text : equal_to;
    }
    case Expr::Op::kAmong:
      return among;
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

bool Sieve::judge(std::uint32_t rule, ResourceId subject, Outcome& out) {
  Plan* const plan = asked_[rule];
  if (plan == nullptr || (subject != kNoResource && !targets_[subject].exists)) return false;
  const Env::Budget before = env_.begin_row();
  fuel_ = 0;
  exprs_ = plan->exprs.data();
  subject_ = Node::resource(subject, plan->view);
  if (run(*plan, out) && settle_fuel()) {
    out.assumes = env_.assumes;
    ++plan->answered;
    return true;
  }
  env_.take_back(before);
  // A rule whose values are hardly ever known is left to the machine.
  constexpr std::uint32_t kPatience = 16;
  if (++plan->passed_on > kPatience + plan->answered) asked_[rule] = nullptr;
  return false;
}

bool Sieve::settle_fuel() {
  if (fuel_ != 0) env_.charge(fuel_);
  fuel_ = 0;
  return !env_.exhausted;
}

/// False: in doubt.
inline bool Sieve::run(const Plan& plan, Outcome& out) {
  failed_.clear();
  bool reached = false;
  bool vacuous = true;
  for (std::uint32_t i = 0; i < plan.clauses.size(); ++i) {
    const Clause& clause = plan.clauses[i];
    const Node condition = operand(clause.condition);
    const bool holds = condition.is(Kind::kTrue);
    if (clause.kind == Clause::Kind::kRequire) {
      if (!is_truth(condition)) return false;
      if (!holds) failed_.push_back(clause.requirement);
      vacuous = vacuous && (!holds || condition.has(kVacuous));
      reached = true;
      continue;
    }
    if (!condition.is_bool()) return false;
    if (holds) continue;
    if (clause.kind == Clause::Kind::kWhere) {
      out.reason = kConditionFalse;
      break;
    }
    i = clause.behind - 1;
  }
  out.status = !failed_.empty() ? Status::kFail : reached ? Status::kPass : Status::kSkipped;
  out.vacuous = out.status == Status::kPass && vacuous;
  if (!reached && out.reason.empty()) out.reason = kNothingReached;
  return true;
}

Node Sieve::constant(Sieve&, Expr& e) { return e.constant; }
Node Sieve::subject(Sieve& s, Expr&) { return s.subject_; }
Node Sieve::member(Sieve& s, Expr& e) { return s.members_[e.n]; }
Node Sieve::presence(Sieve&, Expr&) { return Node::boolean(true); }
Node Sieve::list(Sieve& s, Expr& e) {
  s.fuel_ += e.fuel;
  return e.constant;
}

inline Node Sieve::property(ResourceId id, std::uint32_t view, Expr& e) {
  const Node* made = made_.find(id, view, e.name, e.guess);
  const Node value =
      made != nullptr ? *made : env_.inventory.property(id, static_cast<View>(view), e.name);
  env_.note_property(value);
  return known(value);
}

Node Sieve::get_of_subject(Sieve& s, Expr& e) {
  return s.property(s.subject_.ref.target, s.subject_.ref.attribute, e);
}

Node Sieve::get(Sieve& s, Expr& e) {
  const Node base = s.operand(e.a);
  if (base.is(Kind::kResource)) return s.property(base.ref.target, base.ref.attribute, e);
  if (base.is(Kind::kMissing)) return base;
  if (!base.is_object()) return doubt();
  if (const Node* member = Store::find(base, e.name); member != nullptr) return known(*member);
  return base.has(kOpen) ? doubt() : missing();
}

Node Sieve::attribute_of(Sieve& s, Expr& e) {
  const Node base = s.operand(e.a);
  if (!base.is(Kind::kResource)) return doubt();
  return known(s.env_.inventory.attribute(base.ref.target, e.name));
}

Node Sieve::follow(Sieve& s, Expr& e) {
  const Node from = s.operand(e.a);
  if (from.is(Kind::kMissing)) return from;
  s.env_.note(from);
  const Identity id = s.env_.inventory.identify(from);
  if (in_doubt(from) || id.kind != Identity::Kind::kResource) return doubt();
  if (e.types != nullptr && !has_type(s.env_, id.id, *e.types)) return doubt();
  return from.is(Kind::kResource) ? from : Node::resource(id.id);
}

/// Known only where it is asked for its members.
Node Sieve::reverse(Sieve&, Expr&) { return doubt(); }

Node Sieve::coalesce(Sieve& s, Expr& e) {
  const Node first = s.operand(e.a);
  return first.is(Kind::kMissing) || first.is(Kind::kNull) ? s.operand(e.b) : first;
}

Node Sieve::equal_to_text(Sieve& s, Expr& e) {
  const Node a = s.operand(e.a);
  const Node& b = s.exprs_[e.b].constant;
  if (a.is(Kind::kString)) {
    s.fuel_ += text_fuel(a);
    return Node::boolean(same_text(a, b));
  }
  if (a.is(Kind::kMissing)) return a;
  return in_doubt(a) ? a : known(equal(s.env_, a, b));
}

Node Sieve::equal_to(Sieve& s, Expr& e) {
  const Node a = s.operand(e.a);
  const Node b = s.operand(e.b);
  if (a.is_bool() && b.is_bool()) return Node::boolean(a.kind() == b.kind());
  if (a.is(Kind::kString) && b.is(Kind::kString)) {
    s.fuel_ += text_fuel(a);
    return Node::boolean(same_text(a, b));
  }
  return in_doubt(a) || in_doubt(b) ? doubt() : known(equal(s.env_, a, b));
}

/// As is_among(), with the list made first.
Node Sieve::among(Sieve& s, Expr& e) {
  const Node text = s.operand(e.a);
  s.fuel_ += e.fuel;
  if (in_doubt(text)) return text;
  if (!text.is(Kind::kString)) return known(member_of(s.env_, text, e.constant));
  for (const Node& one : e.constant.list->items) {
    s.fuel_ += 1 + text_fuel(text);
    if (same_text(text, one)) return Node::boolean(true);
  }
  return Node::boolean(false);
}

Node Sieve::binary(Sieve& s, Expr& e) {
  const Node a = s.operand(e.a);
  const Node b = s.operand(e.b);
  if (in_doubt(a) || in_doubt(b)) return doubt();
  switch (e.code) {
    case Op::kLess:
    case Op::kLessEqual:
      return known(less(s.env_, a, b, e.code == Op::kLessEqual));
    case Op::kIn:
      return known(member_of(s.env_, a, b));
    case Op::kContains:
      return known(contains(s.env_, a, b));
    case Op::kStartsWith:
      return known(starts_with(s.env_, a, b));
    case Op::kEndsWith:
      return known(ends_with(s.env_, a, b));
    case Op::kLike:
      return known(like(s.env_, a, b));
    case Op::kWithin:
      return known(network_within(s.env_, a, b));
    default:
      return doubt();
  }
}

Node Sieve::match(Sieve& s, Expr& e) {
  const Node text = s.operand(e.a);
  const auto& regex = *s.linked_.program->regexes[e.index];
  return in_doubt(text) ? text : known(matches(s.env_, text, regex, e.code == Op::kSearch));
}

Node Sieve::is(Sieve& s, Expr& e) {
  const Expr& of = s.exprs_[e.a];
  if (of.op == Expr::Op::kReverse) {
    const Sources sources = s.sources_of(of);
    if (!sources.known || e.word != bytecode::Word::kEmpty) return doubt();
    return Node::boolean(sources.entries.empty());
  }
  const Node value = s.operand(e.a);
  return in_doubt(value) ? value : known(is_test(s.env_, value, e.word, e.types));
}

Node Sieve::truth(Sieve& s, Expr& e) {
  const Node truth = s.operand(e.a);
  if (truth.is(Kind::kMissing)) return truth;
  return truth.is_bool() ? Node::boolean(truth.is(Kind::kTrue)) : doubt();
}

Node Sieve::negation(Sieve& s, Expr& e) {
  const Node truth = s.operand(e.a);
  return is_truth(truth) ? truth_not(truth) : doubt();
}

/// `and`, `or`: the second operand is asked unless the first decides.
Node Sieve::connect(Sieve& s, Expr& e) {
  const bool conjunction = e.op == Expr::Op::kAnd;
  const Node first = s.operand(e.a);
  if (!is_truth(first)) return doubt();
  if (first.is(conjunction ? Kind::kFalse : Kind::kTrue)) return first;
  const Node second = s.operand(e.b);
  if (!is_truth(second)) return doubt();
  if (plain_truth(first) && plain_truth(second)) return second;
  return conjunction ? truth_and(first, second) : truth_or(first, second);
}

Node Sieve::quantify(Sieve& s, Expr& e) {
  const Expr& over = s.exprs_[e.a];
  if (over.op == Expr::Op::kReverse) return s.quantify_sources(e, over);
  const Node domain = s.operand(e.a);
  if (domain.is(Kind::kList)) return s.quantify_members(e, domain.members());
  if (domain.is(Kind::kMissing) || domain.is(Kind::kNull)) return missing();
  if (!domain.is(Kind::kComputedList)) return doubt();
  const ComputedList& list = *domain.list;
  if (!list.presence.empty() || !list.many.is(Kind::kNull)) return doubt();
  return s.quantify_members(e, list.items);
}

namespace {

/// `every` and `some` of nothing.
Node of_nothing(bool every) {
  Node all = Node::boolean(every);
  all.flags = kVacuous;
  return all;
}

}  // namespace

/// One member of a quantifier. False: in doubt.
inline bool Sieve::step(const Expr& e, const Node& member, Node& all) {
  env_.note(member);
  members_[e.n] = member;
  fuel_ += 1;
  if (fuel_ >= Env::kFuelUntilAsked && !settle_fuel()) return false;
  if (e.c != bytecode::kNone) {
    const Node filter = operand(e.c);
    if (!filter.is_bool()) return false;
    if (!filter.is(Kind::kTrue)) return true;
  }
  const Node truth = operand(e.b);
  if (!is_truth(truth) || truth.has(kVacuous)) return false;
  fuel_ += 1;
  all.flags = 0;
  if (truth.is(e.every ? Kind::kTrue : Kind::kFalse)) return true;  // it decides nothing
  all = e.every ? truth_and(all, truth) : truth_or(all, truth);
  return true;
}

Node Sieve::quantify_members(const Expr& e, std::span<const Node> members) {
  Node all = of_nothing(e.every);
  for (const Node& member : members) {
    if (in_doubt(member) || !step(e, member, all)) return doubt();
  }
  return all;
}

Node Sieve::quantify_sources(const Expr& e, const Expr& reverse) {
  const Sources sources = sources_of(reverse);
  if (!sources.known) return doubt();
  Node all = of_nothing(e.every);
  for (const ReverseIndex::Entry& entry : sources.entries) {
    if (!step(e, Node::resource(entry.source.id), all)) return doubt();
  }
  return all;
}

/// Those that refer to a resource, each of them for certain and no other. Takes their fuel.
Sieve::Sources Sieve::sources_of(const Expr& reverse) {
  const Node base = operand(reverse.a);
  if (!base.is(Kind::kResource) || !linked_.reverses[reverse.index].certain) return {};
  const ResourceId target = base.ref.target;
  if (!targets_[target].closed) return {};
  const ReverseIndex& index = linked_.reverses[reverse.index];
  if (index.assumed) env_.assumes |= kAssumesReferences;
  const auto entries = index.of(target);
  fuel_ += entries.size() + 1;
  return {entries, true};
}

}  // namespace cordon::vm
