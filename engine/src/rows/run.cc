// Rows: which subjects a rule has, what status its outcomes give (language 4.5), and which severity
// the row has in the environment of its subject. Tests: tests/unit/rows, tests/oracle.
#include "rows/run.h"

#include <algorithm>

namespace cordon::rows {
namespace {

/// Fewer resources give a rule too few rows for what is done once for all of them to pay.
constexpr std::size_t kWorthPlanning = 8;

}  // namespace

Run::Run(const bytecode::Program& program, Inventory& inventory, const EvaluationLimits& limits,
         std::vector<Node> parameters, std::int64_t as_of_days, Environment profile)
    : program_(program),
      profile_(profile),
      env_(inventory, limits),
      linked_(vm::link(env_, program, std::move(parameters))),
      plain_(env_, linked_, memo_),
      traced_(env_, linked_, memo_),
      sieve_(env_, linked_),
      subjects_(inventory.resources().size()) {
  if (inventory.resources().size() >= kWorthPlanning) use(Code::kSieved);
  find_subjects();
  find_weights();
  env_.as_of_days = as_of_days;
  env_.profile = profile == Environment::kProd      ? "prod"
                 : profile == Environment::kStaging ? "staging"
                                                    : "dev";
}

void Run::use(Code code) {
  plain_.plain_code = code == Code::kPlain;
  sieves_ = code == Code::kSieved;
  if (code >= Code::kFused) vm::speed_up(env_, linked_);
  if (sieves_) sieve_.plan();
}

void Run::find_subjects() {
  merged_.reserve(program_.rules.size());  // spans into it stay
  for (const bytecode::RuleCode& rule : program_.rules) {
    std::span<const ResourceId> found;
    bool several = false;
    if (rule.types != bytecode::kNone) {
      for (const Symbol type : linked_.types[rule.types].types) {
        const auto of_type = env_.inventory.of_type(type);
        several = several || (!found.empty() && !of_type.empty());
        if (!of_type.empty()) found = of_type;
      }
    }
    if (several) found = merged_.emplace_back(merged_subjects(linked_.types[rule.types].types));
    subjects_of_.push_back(found);
  }
}

std::vector<ResourceId> Run::merged_subjects(const std::vector<Symbol>& types) const {
  std::vector<std::uint8_t> is_one(env_.inventory.resources().size());
  for (const Symbol type : types) {
    for (const ResourceId id : env_.inventory.of_type(type)) is_one[id] = 1;
  }
  std::vector<ResourceId> all;
  for (ResourceId id = 0; id < is_one.size(); ++id) {
    if (is_one[id] != 0) all.push_back(id);
  }
  return all;
}

void Run::find_weights() {
  for (const RuleInfo& info : program_.infos) {
    const auto& each = info.severity;
    Weight& weight = weights_.emplace_back();
    weight.highest = info.sensitive.value_or(Severity::kInfo);
    for (const auto& severity : each)
      weight.highest = std::max(weight.highest, severity.value_or(Severity::kInfo));
    weight.everywhere = each[0] && each[1] && each[2];
    weight.same = weight.everywhere && !info.sensitive && each[0] == each[1] && each[0] == each[2];
  }
}

void Run::judge(vm::Outcome& row, const vm::RawRow& raw) {
  row.assumes = raw.assumes;
  row.limit = raw.limit;
  bool failed = false;
  bool undetermined = false;
  bool error = raw.limit;
  for (const vm::RawRequirement& r : raw.requirements) {
    failed = failed || r.status == Status::kFail;
    undetermined = undetermined || r.status == Status::kUndetermined;
    error = error || r.status == Status::kError;
  }
  row.status = failed         ? Status::kFail
               : undetermined ? Status::kUndetermined
               : error        ? Status::kError
               : raw.reached  ? Status::kPass
                              : Status::kSkipped;
  row.vacuous = row.status == Status::kPass && raw.all_vacuous;
  if (row.status == Status::kSkipped) {
    row.reason = raw.where_false ? vm::Reason::kConditionFalse : vm::Reason::kNothingReached;
  }
}

Run::Told Run::environment_of(ResourceId subject) {
  if (program_.environment == bytecode::kNone || subject == kNoResource) return {true, profile_};
  auto& told = subjects_[subject].told;
  if (!told) told = ask_environment(subject);
  return *told;
}

Run::Told Run::ask_environment(ResourceId subject) {
  Told told{true, profile_};
  const Node value = plain_.call_fact(program_.environment, subject);
  if (value.is(Kind::kUnknown) || value.is(Kind::kChoice)) told.known = false;
  if (!value.is(Kind::kString)) return told;
  if (value.text() == "prod") told.environment = Environment::kProd;
  if (value.text() == "staging") told.environment = Environment::kStaging;
  if (value.text() == "dev") told.environment = Environment::kDev;
  return told;
}

Truth Run::sensitive(ResourceId subject) {
  if (program_.sensitive == bytecode::kNone || subject == kNoResource) return Truth::kF;
  auto& known = subjects_[subject].sensitive;
  if (known) return *known;
  const Node value = plain_.call_fact(program_.sensitive, subject);
  known = value.is(Kind::kChoice) ? Truth::kU : truth_of(value);
  return *known;
}

/// Severity by environment; where it is not told in full, the highest of the three counts, and a
/// rule that some of them leave out is undetermined unless it passes (domain decision 1.2, point
/// 4). False: it would have failed, and is undetermined for that reason.
bool Run::weigh_by_subject(vm::Outcome& row, std::uint32_t rule, ResourceId subject) {
  const RuleInfo& info = program_.infos[rule];
  const Truth marked = info.sensitive ? sensitive(subject) : Truth::kF;
  if (marked == Truth::kT) {
    row.severity = *info.sensitive;
    return true;
  }
  const bool decided = weigh_by_environment(row, info, subject);
  // Perhaps sensitive: the higher severity counts.
  if (marked == Truth::kU && row.applies) row.severity = std::max(row.severity, *info.sensitive);
  return decided;
}

void Run::weigh(RunRow& row) {
  const bool decided = weigh(row, row.rule, row.subject);
  if (!row.applies) row.requirements.clear();
  for (vm::RawRequirement& r : row.requirements) {
    if (!decided && r.status == Status::kFail) r.status = Status::kUndetermined;
  }
}

bool Run::weigh_by_environment(vm::Outcome& row, const RuleInfo& info, ResourceId subject) {
  const auto& each = info.severity;
  if (each[0] && each[0] == each[1] && each[0] == each[2]) {
    row.severity = *each[0];  // whatever the environment is
    return true;
  }
  const Told told = environment_of(subject);
  if (told.known) {
    const auto& severity = each[static_cast<std::size_t>(told.environment)];
    if (severity) {
      row.severity = *severity;
      return true;
    }
    row.applies = false;
    row.status = Status::kSkipped;
    row.reason = vm::Reason::kNotInEnvironment;
    row.vacuous = false;
    return true;
  }
  bool some = false;
  bool all = true;
  for (const auto& severity : each) {
    all = all && severity.has_value();
    if (!severity) continue;
    row.severity = some ? std::max(row.severity, *severity) : *severity;
    some = true;
  }
  if (all || row.status != Status::kFail) return true;
  row.status = Status::kUndetermined;
  return false;
}

bool Run::settle(vm::Outcome& row, const RowKey& key) {
  weigh(row, key.rule, key.subject);
  env_.end_row();
  return !env_.run_exhausted;
}

/// Rows that the sieve knows take no call but those of their condition. `kFailing`: those that fail
/// are known, too.
template <bool kFailing>
std::size_t Run::judge_from_first(std::span<const RowKey> rows, vm::Outcome* out) {
  if (env_.run_exhausted) return 0;
  if (!sieves_ || coverage != nullptr) {
    std::size_t n = 0;
    while (n < rows.size() && judge_by_machine(rows[n], out[n])) ++n;
    return n;
  }
  std::uint64_t credit = env_.credit();
  std::size_t n = 0;
  for (; n < rows.size(); ++n) {
    const RowKey& key = rows[n];
    vm::Outcome& row = out[n];
    bool known = sieve_.judge(key.rule, key.subject, credit, row);
    if (!kFailing && known && row.status == Status::kFail) {
      sieve_.take_back();
      known = false;
    }
    if (known && !sieve_.begun()) {
      credit = env_.settle(sieve_.owed(), credit);
      if (weigh_alone(row, key.rule)) [[likely]]
        continue;
    }
    if (!known ? !judge_by_machine(key, row) : !settle(row, key)) break;
    credit = env_.credit();
  }
  return n;
}

bool Run::judge_by_machine(const RowKey& key, vm::Outcome& out) {
  vm::RawRow& raw = run_rule(key.rule, key.subject);
  if (!raw.requirements.empty() || raw.limit || env_.run_exhausted) {
    begun_ = &raw;
    return false;
  }
  out = vm::Outcome{};
  judge(out, raw);
  const bool settled = settle(out, key);
  env_.row_memory.clear();
  return settled;
}

template std::size_t Run::judge_from_first<false>(std::span<const RowKey>, vm::Outcome*);

void Run::outcomes(std::span<const RowKey> rows, vm::Outcome* out) {
  for (std::size_t n = 0; n < rows.size(); ++n) {
    n += judge_from_first<true>(rows.subspan(n), out + n);
    if (n == rows.size()) break;
    out[n] = row(rows[n].rule, rows[n].subject, false);
    env_.row_memory.clear();
  }
}

vm::RawRow& Run::run_rule(std::uint32_t rule, ResourceId subject) {
  plain_.coverage = coverage;
  traced_.coverage = coverage;
  return plain_.run_rule(rule, subject);
}

RunRow Run::row(std::uint32_t rule, ResourceId subject, bool explain) {
  if (env_.run_exhausted) return not_judged(rule, subject);
  RunRow row = judged(rule, subject, explain);
  begun_ = nullptr;
  env_.count(true);
  return env_.run_exhausted ? not_judged(rule, subject) : row;
}

/// Nothing is known of it: an error of the highest severity that the rule can have.
RunRow Run::not_judged(std::uint32_t rule, ResourceId subject) const {
  RunRow row;
  row.rule = rule;
  row.subject = subject;
  row.status = Status::kError;
  row.limit = true;
  row.severity = weights_[rule].highest;
  vm::RawRequirement limit;
  limit.status = Status::kError;
  limit.message = "the budget of the run is used up";
  limit.causes.push_back({Kind::kError, "L0202", "fuel_per_run", 0});
  row.requirements.push_back(std::move(limit));
  return row;
}

/// Runs a row that is a finding again, for its evidence.
void Run::explain_row(RunRow& row, vm::RawRow& raw) {
  env_.count(false);
  vm::RawRow& traced = traced_.run_rule(row.rule, row.subject);
  env_.count(true);
  RunRow again;
  judge(again, traced);
  bool same = again.status == row.status && traced.requirements.size() == raw.requirements.size() &&
              again.assumes == row.assumes;
  for (std::size_t i = 0; same && i < raw.requirements.size(); ++i) {
    same = raw.requirements[i].status == traced.requirements[i].status &&
           raw.requirements[i].requirement == traced.requirements[i].requirement;
  }
  raw.requirements = std::move(traced.requirements);
  if (same) return;
  row.status = Status::kError;
  vm::RawRequirement broken;
  broken.status = Status::kError;
  broken.message = "internal error: the traced run came to another outcome";
  broken.causes.push_back({Kind::kError, "L0299", "the traced run came to another outcome", 0});
  raw.requirements.push_back(std::move(broken));
}

RunRow Run::judged(std::uint32_t rule, ResourceId subject, bool explain) {
  RunRow row;
  row.rule = rule;
  row.subject = subject;
  vm::RawRow& raw = begun_ != nullptr ? *begun_ : run_rule(rule, subject);
  judge(row, raw);
  if (env_.run_exhausted) return row;
  if (explain && row.status != Status::kPass && row.status != Status::kSkipped)
    explain_row(row, raw);
  if (raw.limit) {
    vm::RawRequirement limit;
    limit.status = Status::kError;
    limit.message = raw.limit_code == "L0203" ? "the memory for evaluation is used up"
                                              : "the budget of this row is used up";
    limit.causes.push_back({Kind::kError, raw.limit_code,
                            raw.limit_code == "L0203" ? "max_memory" : "fuel_per_row", 0});
    raw.requirements.push_back(std::move(limit));
  }
  row.requirements = std::move(raw.requirements);
  if (explain && subject != kNoResource) {
    for (vm::RawRequirement& r : row.requirements) place_somewhere(r, subject);
  }
  weigh(row);
  return row;
}

vm::RawRow Run::trace(std::uint32_t rule, ResourceId subject, vm::ClauseLog& clauses) {
  traced_.clauses = &clauses;
  env_.count(false);
  vm::RawRow raw = std::move(traced_.run_rule(rule, subject));
  env_.count(true);
  traced_.clauses = nullptr;
  return raw;
}

/// What has no place of its own is shown at its subject.
void Run::place_somewhere(vm::RawRequirement& r, ResourceId subject) const {
  const bool placed = std::any_of(r.facts.begin(), r.facts.end(),
                                  [](const vm::RawFact& f) { return f.value.at != 0; }) ||
                      std::any_of(r.causes.begin(), r.causes.end(),
                                  [](const vm::RawCause& c) { return c.at != 0; });
  if (placed) return;
  vm::RawFact own;
  own.value = Node::resource(subject).at_place(env_.inventory.resources()[subject].body.at);
  r.facts.push_back(std::move(own));
}

}  // namespace cordon::rows
