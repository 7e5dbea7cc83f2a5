// Statements, guards, requirements and rows (language 4.3, 4.5). A row runs every statement under a
// guard that starts as the existence of the subject; an undecided guard weakens what it guards.
// Test: oracle_test.cc.
#include <re2/re2.h>

#include <algorithm>

#include "machine.h"

namespace cordon::oracle {

using syntax::Stmt;
using syntax::StmtKind;

struct Machine::Run {
  OracleRow row;
  bool reached = false;
  std::size_t passed = 0;
  std::size_t idle = 0;  ///< passed, but rests on quantifiers without a member
};

Machine::Machine(const check::Checked& checked, Inventory& inventory, const OracleOptions& options,
                 Store& store)
    : checked_(checked), inventory_(inventory), options_(options), store_(store) {}

Machine::~Machine() = default;

std::vector<OracleRow> Machine::run() {
  std::vector<OracleRow> rows;
  for (std::uint32_t i = 0; i < checked_.rules.size(); ++i) {
    const check::CheckedRule& rule = checked_.rules[i];
    if (!rule.decl->has_subject) {
      rows.push_back(row(i, kNoResource));
      continue;
    }
    std::vector<ResourceId> subjects;
    for (const std::string_view type : rule.types) {
      const auto ids = all_of_type(type);
      subjects.insert(subjects.end(), ids.begin(), ids.end());
    }
    std::sort(subjects.begin(), subjects.end());
    subjects.erase(std::unique(subjects.begin(), subjects.end()), subjects.end());
    for (const ResourceId subject : subjects) rows.push_back(row(i, subject));
    if (subjects.size() < rule.info.min_subjects) {
      OracleRow few;
      few.rule = i;
      few.status = Status::kFail;
      rows.push_back(few);
    }
  }
  return rows;
}

/// A guard with one condition more. What holds for certain leaves no trace.
Ev Machine::weaken(const Ev& guard, const Ev& by) { return presence_with(guard, by); }

OracleRow Machine::row(std::uint32_t index, ResourceId subject) {
  const check::CheckedRule& rule = checked_.rules[index];
  Run run;
  run.row.rule = index;
  run.row.subject = subject;
  assumes_.clear();
  Frame frame(rule.decl->slots);
  frame_ = &frame;
  Ev guard{Node::boolean(true), {}};
  if (subject != kNoResource) {
    const bool native = rule.types[0].starts_with("TF::");
    frame[rule.decl->subject_slot] = {Node::resource(subject, native ? kNative : kCanonical), {}};
    const Node& exists = inventory_.resources()[subject].exists;
    if (exists.indeterminate()) guard = plain(derive(exists));
    if (rule.decl->where != nullptr) {
      Ev where = truth(*rule.decl->where);
      if (where.v.is(Kind::kFalse)) run.row.reason = "the rule's condition does not hold";
      if (where.v.is(Kind::kMissing)) {
        where.v = unknown("the condition is missing", cause_of(where.v).at);
        for (CauseKey& cause : where.proof.causes) cause.kind = Kind::kUnknown;
      }
      guard = weaken(guard, where);
    }
  }
  if (!guard.v.is(Kind::kFalse)) statements(run, rule.decl->body, guard);
  Status& status = run.row.status;
  status = run.reached ? Status::kPass : Status::kSkipped;
  for (const Status worse : {Status::kError, Status::kUndetermined, Status::kFail}) {
    for (const OracleRequirement& r : run.row.requirements) {
      if (r.status == worse) status = worse;
    }
  }
  if (!run.reached && run.row.reason.empty()) run.row.reason = "no requirement was reached";
  run.row.vacuous = run.passed > 0 && run.passed == run.idle && status == Status::kPass;
  environments(run, subject);
  run.row.assumes = assumes_;
  frame_ = nullptr;
  return std::move(run.row);
}

/// A rule that has no severity in the environment of its subject does not apply there.
void Machine::environments(Run& run, ResourceId subject) {
  const check::CheckedRule& rule = checked_.rules[run.row.rule];
  static constexpr std::array<std::string_view, 3> kNames{"prod", "staging", "dev"};
  std::vector<std::size_t> in{static_cast<std::size_t>(options_.profile)};
  for (const check::CheckedFunction& f : checked_.functions) {
    if (f.tells != "environment" || subject == kNoResource || f.decl->args.size() != 1) continue;
    const Node told = call_function(*f.decl, {{Node::resource(subject), {}}}).v;
    if (told.is(Kind::kUnknown)) in = {0, 1, 2};
    for (std::size_t i = 0; i < kNames.size(); ++i) {
      if (told.is(Kind::kString) && told.text() == kNames[i]) in = {i};
    }
  }
  const auto none = static_cast<std::size_t>(std::count_if(
      in.begin(), in.end(), [&](std::size_t i) { return !rule.info.severity[i].has_value(); }));
  if (none == 0) return;
  if (none == in.size()) {
    OracleRow skipped;
    skipped.rule = run.row.rule;
    skipped.subject = subject;
    skipped.status = Status::kSkipped;
    skipped.reason = "does not apply in this environment";
    run.row = skipped;
  } else if (run.row.status != Status::kPass && run.row.status != Status::kSkipped) {
    run.row.status = Status::kUndetermined;
  }
}

void Machine::statements(Run& run, std::span<Stmt* const> body, const Ev& guard) {
  for (const Stmt* s : body) {
    switch (s->kind) {
      case StmtKind::kLet:
        (*frame_)[s->slot] = eval(*s->expr);
        break;
      case StmtKind::kRequire:
        require(run, *s, guard);
        break;
      case StmtKind::kFor:
        loop(run, *s, guard);
        break;
      case StmtKind::kWhen: {
        const Ev inner = weaken(guard, truth(*s->expr));
        if (!inner.v.is(Kind::kFalse)) statements(run, s->body, inner);
        break;
      }
    }
  }
}

/// `(not guard) or condition`. Records it unless it holds; `text` is its message.
void Machine::outcome(Run& run, const Ev& guard, const Ev& condition, At at, std::string text) {
  run.reached = true;
  const std::array<Node, 2> both{negate(guard.v), condition.v};
  const Node t = any_of(both);
  if (t.is(Kind::kTrue)) {
    ++run.passed;
    return;
  }
  OracleRequirement out;
  out.rule_at = at;
  out.message = std::move(text);
  const Kind kind = kind_of(t);
  out.status = kind == Kind::kUnknown ? Status::kUndetermined
               : kind == Kind::kError ? Status::kError
                                      : Status::kFail;
  Proof proof;
  if (guard.v.indeterminate() && kind_of(guard.v) == kind) proof.add_causes(guard.proof);
  proof.add_facts(condition.proof);
  if (condition.v.indeterminate() && kind_of(condition.v) == kind)
    proof.add_causes(condition.proof);
  out.places.insert(proof.facts.begin(), proof.facts.end());
  out.places.erase(0);
  out.causes.insert(proof.causes.begin(), proof.causes.end());
  const bool placed = std::any_of(out.causes.begin(), out.causes.end(),
                                  [](const CauseKey& c) { return c.at != 0; });
  if (out.places.empty() && !placed && run.row.subject != kNoResource) {
    const At body = inventory_.resources()[run.row.subject].body.at;
    if (body != 0) out.places.insert(body);
  }
  run.row.requirements.push_back(std::move(out));
}

/// Whether a condition that holds is an `every` or `no` without a member, or an `and` of such;
/// `not some` is `no`.
bool Machine::without_member(const syntax::Expr& e) {
  if (e.kind == syntax::ExprKind::kAnd) {
    return std::all_of(e.kids.begin(), e.kids.end(),
                       [&](auto* kid) { return without_member(*kid); });
  }
  if (e.kind == syntax::ExprKind::kOr) {
    const auto first = std::find_if(e.kids.begin(), e.kids.end(),
                                    [&](auto* kid) { return truth(*kid).v.is(Kind::kTrue); });
    return first != e.kids.end() && without_member(**first);
  }
  if (e.kind == syntax::ExprKind::kNot && e.kids[0]->kind == syntax::ExprKind::kNot)
    return without_member(*e.kids[0]->kids[0]);
  const bool denies = e.kind == syntax::ExprKind::kNot &&
                      e.kids[0]->kind == syntax::ExprKind::kQuantifier &&
                      e.kids[0]->quantifier == syntax::Quantifier::kSome;
  if (denies) return no_member(e.kids[0]->clauses[0]);
  const bool universal =
      e.kind == syntax::ExprKind::kQuantifier && e.quantifier != syntax::Quantifier::kSome;
  return universal && no_member(e.clauses[0]);
}

bool Machine::no_member(const syntax::Clause& clause) {
  Domain all = domain_of(eval(*clause.domain).v);
  if (!all.many.is(Kind::kNull)) all.members.push_back(unknown_member(all.many));
  for (const Member& m : all.members) {
    bind(clause, m);
    if (clause.where == nullptr || !truth(*clause.where).v.is(Kind::kFalse)) return false;
  }
  return true;
}

void Machine::require(Run& run, const Stmt& s, const Ev& guard) {
  const Ev condition = truth(*s.expr);
  const std::array<Node, 2> both{negate(guard.v), condition.v};
  const bool holds = any_of(both).is(Kind::kTrue);
  if (holds && without_member(*s.expr)) ++run.idle;
  outcome(run, guard, condition, s.span.begin, holds ? std::string() : message(s.message));
}

void Machine::loop(Run& run, const Stmt& s, const Ev& guard) {
  const Ev domain = eval(*s.clause.domain);
  const Domain all = domain_of(domain.v);
  if (!all.bad.is(Kind::kNull)) {
    Ev bad{all.bad, domain.proof};
    if (!domain.v.indeterminate()) bad.proof.causes = {own_cause(all.bad, {&domain.v, 1})};
    const Kind kind = kind_of(all.bad);
    const char* what = kind == Kind::kMissing ? "missing" : kind == Kind::kError ? "" : "not known";
    std::string text = std::string("the list of this loop is ") + what;
    if (kind == Kind::kError) text = "the list of this loop cannot be read";
    outcome(run, guard, bad, s.span.begin, text);
    return;
  }
  if (!all.many.is(Kind::kNull)) {
    outcome(run, guard, plain(derive(all.many)), s.span.begin, "there may be further members");
  }
  for (const Member& m : all.members) {
    bind(s.clause, m);
    Ev inner = weaken(guard, {m.presence, m.presence_proof});
    if (s.clause.where != nullptr) inner = weaken(inner, truth(*s.clause.where));
    if (!inner.v.is(Kind::kFalse)) statements(run, s.body, inner);
  }
}

/// The value of a parameter as its declared type wants it: texts become ranges, addresses and days.
Node Machine::coerce(const Node& v, const syntax::TypeExpr* type) {
  if (type == nullptr) return v;
  using Of = syntax::TypeExpr::Kind;
  if (type->kind == Of::kName && v.is(Kind::kString)) {
    if (type->text == "cidr") return network_node(Kind::kCidr, v.text(), 0);
    if (type->text == "ip") return network_node(Kind::kIp, v.text(), 0);
    if (type->text == "date") return date_node(v.text(), 0);
  }
  std::vector<Node> members;
  if (type->kind == Of::kList && v.is(Kind::kList)) {
    for (const Node& m : v.members()) members.push_back(coerce(m, type->kids[0]));
    return store_.list(members);
  }
  if (type->kind == Of::kMap && v.is_object()) {
    for (const Node& m : v.members()) members.push_back(coerce(m, type->kids[0]));
    return store_.object(Store::keys(v), members);
  }
  return v;
}

Ev Machine::parameter(const syntax::Decl& decl) {
  if (const auto it = constants_.find(&decl); it != constants_.end()) return it->second;
  const Node* given = nullptr;
  for (const check::CheckedParam& p : checked_.params) {
    if (p.decl != &decl) continue;
    const std::string name(decl.name.text);
    for (const std::string& key : {name, std::string(p.package) + "." + name}) {
      const auto it = options_.parameters.find(key);
      if (it != options_.parameters.end()) given = &it->second;
    }
  }
  Ev value{Node::null(), {}};
  if (given != nullptr) {
    value.v = coerce(*given, decl.annotation);
  } else if (decl.value != nullptr) {
    Frame own(decl.slots);
    Frame* const before = std::exchange(frame_, &own);
    value = eval(*decl.value);
    frame_ = before;
    value.proof.facts.clear();
  }
  return constants_[&decl] = value;
}

std::vector<OracleRow> run_oracle(const check::Checked& checked, Inventory& inventory,
                                  const OracleOptions& options, Store& store) {
  return Machine(checked, inventory, options, store).run();
}

}  // namespace cordon::oracle
