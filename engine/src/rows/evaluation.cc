// Judges the rows of a run, and lists those that are wanted.
// The idea: rows are judged in an order that caches like and listed in that of reports, which is
// known without judging (row_order.h). Where only findings are listed, the others are counted:
// their places, names and severities are never made. Test: tests/unit/rows/evaluate_test.cc.
#include "rows/evaluation.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <string>
#include <utility>

#include "base/prefetch.h"
#include "rows/describe.h"

namespace cordon::rows {
namespace {

constexpr std::size_t kRowsAStep = 64;
constexpr std::size_t kTogether = 32;  // resources
constexpr std::size_t kRowsAtOnce = 16;
constexpr std::size_t kAhead = 4;  // rows whose memory is asked for

/// A row of the documents as a whole: nothing but the profile tells its environment.
/// `doubt`: why one of `n` may not exist, if there are enough with those that may not.
Row too_few_subjects(const bytecode::Program& code, std::uint32_t rule, std::size_t n,
                     Environment profile, const std::optional<CauseRecord>& doubt) {
  Row row;
  row.rule = rule;
  const auto& severity = code.infos[rule].severity[static_cast<std::size_t>(profile)];
  row.severity = severity.value_or(Severity::kMedium);
  if (!severity) {
    row.status = Status::kSkipped;
    row.reason = vm::text_of(vm::Reason::kNotInEnvironment);
    return row;
  }
  row.status = doubt ? Status::kUndetermined : Status::kFail;
  RequirementRecord r;
  r.status = row.status;
  r.message = "the rule has " + std::to_string(n) + " subjects" +
              (doubt ? " of which some may not exist" : "") + ", and asks for at least " +
              std::to_string(code.infos[rule].min_subjects);
  if (doubt) r.causes.push_back(*doubt);
  r.rule_location = code.infos[rule].location;
  row.requirements.push_back(std::move(r));
  return row;
}

/// Counts rows that are not listed.
class Unlisted {
 public:
  Unlisted(UnlistedRows& out, std::size_t rules, std::size_t resources)
      : out_(out), passes_(rules), rows_(resources) {}

  void add(const RowKey& key, Status status, bool assumes) {
    if (assumes) ++out_.assumed;
    if (status == Status::kSkipped) {
      ++out_.skipped;
      return;
    }
    ++out_.pass;
    passes_[key.rule] = 1;
    note(key.subject, kPass);
  }
  void add_listed(const RowKey& key) { note(key.subject, kListed); }
  void finish() {
    out_.resources += static_cast<std::size_t>(std::count(rows_.begin(), rows_.end(), kPass));
    for (std::uint32_t rule = 0; rule < passes_.size(); ++rule) {
      if (passes_[rule] != 0) out_.rules.push_back(rule);
    }
  }

 private:
  static constexpr std::uint8_t kPass = 1;
  static constexpr std::uint8_t kListed = 2;
  void note(ResourceId subject, std::uint8_t what) {
    if (subject != kNoResource) rows_[subject] |= what;
  }

  UnlistedRows& out_;
  std::vector<std::uint8_t> passes_;  // per rule
  std::vector<std::uint8_t> rows_;    // per resource: which it has
};

}  // namespace

void Evaluation::judge(CheckResult& result) {
  for (const std::uint32_t rule : options_.rules) {
    if (count_subjects(result, rule)) all_.push_back({rule, kNoResource});
  }
  add_rows();
  if (options_.findings_only) {
    list_findings(result);
  } else {
    list_all(result);
  }
  std::sort(result.rules_without_subject.begin(), result.rules_without_subject.end());
}

/// Whether the rule has a row because its subjects are too few.
bool Evaluation::count_subjects(CheckResult& result, std::uint32_t rule) {
  if (code_.rules[rule].types == bytecode::kNone) return false;
  const std::size_t n = run_.subjects(rule).size();
  if (n == 0) result.rules_without_subject.push_back(code_.infos[rule].id);
  const std::uint32_t least = code_.infos[rule].min_subjects;
  const std::optional<CauseRecord> doubt = n < least ? std::nullopt : doubt_of(rule, least);
  if (n >= least && !doubt) return false;
  too_few_.push_back(too_few_subjects(code_, rule, n, options_.profile, doubt));
  return true;
}

/// Why there may be fewer subjects than so many, which there are with those that may not exist.
std::optional<CauseRecord> Evaluation::doubt_of(std::uint32_t rule, std::uint32_t least) {
  std::uint32_t certain = 0;
  const Node* first = nullptr;
  for (const ResourceId subject : run_.subjects(rule)) {
    if (certain >= least) return std::nullopt;
    const Node& exists = inventory_.resources()[subject].exists;
    certain += exists.is(Kind::kTrue) ? 1U : 0U;
    if (first == nullptr && !exists.is(Kind::kTrue)) first = &exists;
  }
  if (certain >= least || first == nullptr) return std::nullopt;
  const Cause* cause = vm::cause_of(*first);
  const Cause why = cause == nullptr ? Cause{Kind::kUnknown, {}, "", first->at} : *cause;
  return describe_cause(run_, inventory_, code_, {Kind::kUnknown, why.code, why.reason, why.at});
}

/// Some resources at a time, and one rule after the other on them: so both they and the code that a
/// rule takes are still in the caches of the processor. Resources come as in the documents, whose
/// neighbours refer to each other.
void Evaluation::add_rows() {
  const std::size_t resources = inventory_.resources().size();
  std::vector<std::uint32_t> next(resources / kTogether + 2);  // per so many resources
  for (const std::uint32_t rule : options_.rules) {
    if (code_.rules[rule].types == bytecode::kNone) all_.push_back({rule, kNoResource});
    for (const ResourceId subject : run_.subjects(rule)) ++next[subject / kTogether + 1];
  }
  next[0] = static_cast<std::uint32_t>(all_.size());
  std::partial_sum(next.begin(), next.end(), next.begin());
  all_.resize(next.back());
  for (const std::uint32_t rule : options_.rules) {
    for (const ResourceId subject : run_.subjects(rule))
      all_[next[subject / kTogether]++] = {rule, subject};
  }
  asked_.resize(resources);
}

/// Whether row `i` is to be judged: the host has not ended the run.
bool Evaluation::goes_on(std::size_t i) {
  if (run_.env().interrupt()) return false;
  if (options_.progress && i >= tells_at_) {
    options_.progress(i - too_few_.size(), all_.size() - too_few_.size());
    tells_at_ = i + kRowsAStep;
  }
  return true;
}

/// Resources are far apart, so the memory of those that come is asked for while one is judged: of
/// each once, in steps of which one leads to the next.
void Evaluation::read_ahead(std::size_t i) {
  struct Step {
    std::size_t rows;  // from here
    Ahead what;
  };
  static constexpr Step kSteps[] = {
      {48, Ahead::kRecord}, {32, Ahead::kMembers}, {16, Ahead::kContents}, {8, Ahead::kTexts}};
  for (const auto& [rows, what] : kSteps) {
    if (i + rows >= all_.size() || all_[i + rows].subject == kNoResource) continue;
    const ResourceId subject = all_[i + rows].subject;
    const auto number = static_cast<std::uint8_t>(what);
    if (asked_[subject] > number) continue;
    asked_[subject] = number + 1;
    inventory_.read_ahead(subject, what);
  }
}

/// Judges all rows in turn. `passed` gets those that have no evidence, `in_full` the others.
template <class Passed, class InFull>
void Evaluation::judge_each(CheckResult& result, const Passed& passed, const InFull& in_full) {
  std::array<vm::Outcome, kRowsAtOnce> outcomes;
  std::size_t ahead = too_few_.size();
  for (std::size_t i = ahead; i < all_.size() && goes_on(i);) {
    const auto rows =
        std::span<const RowKey>(all_).subspan(i).first(std::min(kRowsAtOnce, all_.size() - i));
    for (; ahead < i + rows.size(); ++ahead) read_ahead(ahead);
    const std::size_t passing = run_.passes(rows, outcomes.data());
    for (std::size_t k = 0; k < passing; ++k) passed(i + k, outcomes[k]);
    i += passing;
    if (passing == rows.size()) continue;
    in_full(i, judged_in_full(result, all_[i]));
    run_.env().row_memory.clear();
    ++i;
  }
}

void Evaluation::list_all(CheckResult& result) {
  const auto places = RowOrder(inventory_, code_).places(all_);
  result.rows.resize(all_.size());
  for (std::size_t i = 0; i < too_few_.size(); ++i) result.rows[places[i]] = std::move(too_few_[i]);
  const auto list = [&](std::size_t i, const RunRow& raw) {
    if (i + kAhead < all_.size()) prefetch(&result.rows[places[i + kAhead]], sizeof(Row));
    result.rows[places[i]] = described(raw);
  };
  RunRow passed;
  judge_each(
      result,
      [&](std::size_t i, const vm::Outcome& outcome) {
        static_cast<vm::Outcome&>(passed) = outcome;
        passed.rule = all_[i].rule;
        passed.subject = all_[i].subject;
        list(i, passed);
      },
      list);
}

void Evaluation::list_findings(CheckResult& result) {
  run_.weighs_all = false;
  Unlisted unlisted(result.unlisted, code_.rules.size(), inventory_.resources().size());
  std::vector<Row> rows;
  std::vector<RowKey> keys;
  const auto list = [&](std::size_t i, Row row) {
    rows.push_back(std::move(row));
    keys.push_back(all_[i]);
    unlisted.add_listed(all_[i]);
  };
  for (std::size_t i = 0; i < too_few_.size(); ++i) {
    if (is_finding(too_few_[i].status)) {
      list(i, std::move(too_few_[i]));
    } else {
      unlisted.add(all_[i], too_few_[i].status, false);
    }
  }
  const auto count = [&](std::size_t i, const vm::Outcome& outcome) {
    unlisted.add(all_[i], outcome.status, outcome.assumes != 0);
  };
  judge_each(result, count, [&](std::size_t i, const RunRow& raw) {
    if (is_finding(raw.status)) {
      list(i, described(raw));
    } else {
      count(i, raw);
    }
  });
  unlisted.finish();
  const auto places = RowOrder(inventory_, code_).places(keys);
  result.rows.resize(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) result.rows[places[i]] = std::move(rows[i]);
}

/// A row that does not pass, as far as is known.
RunRow Evaluation::judged_in_full(CheckResult& result, const RowKey& key) {
  const bool keep = findings_ < options_.limits.max_findings;
  RunRow raw = run_.row(key.rule, key.subject, keep);
  for (const auto& r : raw.requirements)
    result.has_error = result.has_error || r.status == Status::kError;
  if (!is_finding(raw.status)) return raw;
  if (!keep) {
    ++result.findings_dropped;
    raw.requirements.clear();
  }
  ++findings_;
  return raw;
}

Row Evaluation::described(const RunRow& raw) {
  return describe(run_, inventory_, subjects_, code_, raw, options_.redact);
}

}  // namespace cordon::rows
