// Why a row has its status, clause by clause. The traced machine leaves one event a statement and
// one step an instruction; this file makes a tree of both.
// The one idea: statements nest as their code does, so the place of an event in the code says what
// it belongs to; below a statement the steps of its condition are the tree of its operands.
// Steps that say the same twice (a `!=` and the `==` inside it) are one node.
// Cannot do: show operands that were never evaluated, such as those behind a false one of `and`.
// Tests: tests/golden/trace, tests/cli.
#include "cordon/trace.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <unordered_set>

#include "value/compare.h"
#include "vm/operators.h"
#include "vm/run.h"
#include "vm/subject_table.h"

namespace cordon {
namespace {

using bytecode::Op;
using vm::ClauseEvent;
using vm::ProofArena;
using vm::ProofId;

constexpr std::size_t kMostNodes = 5'000;
constexpr std::size_t kMostParts = 10;
constexpr int kDeepest = 40;

std::string_view name_of(Truth truth) {
  static constexpr std::string_view kNames[] = {"true", "false", "missing", "error", "unknown"};
  return kNames[static_cast<std::size_t>(truth)];
}

bool is_truth(const Node& value) {
  return value.is_bool() || value.indeterminate() || value.is(Kind::kChoice);
}

Truth truth(const Node& value) { return value.is(Kind::kChoice) ? Truth::kU : truth_of(value); }

Status status_of(Truth outcome) {
  if (outcome == Truth::kT) return Status::kPass;
  if (outcome == Truth::kU) return Status::kUndetermined;
  return outcome == Truth::kE ? Status::kError : Status::kFail;
}

bool is_path(Op op) {
  return op == Op::kGet || op == Op::kIndex || op == Op::kAttribute || op == Op::kSplat ||
         op == Op::kFollow || op == Op::kFollowType || op == Op::kReverse;
}

/// Steps of these say whether a member is there.
bool is_loop(Op op) { return op == Op::kFor || op == Op::kNext; }

/// Further members are possible.
bool is_open(const Node& domain) {
  if (domain.is(Kind::kComputedList)) return !domain.list->many.is(Kind::kNull);
  return domain.is_object() && domain.has(kOpen);
}

class Builder {
 public:
  Builder(vm::Run& run, Inventory& inventory, const bytecode::Program& program, bool redact)
      : run_(run),
        inventory_(inventory),
        program_(program),
        proofs_(run.proofs()),
        redact_(redact) {}

  Trace build(std::uint32_t rule, ResourceId subject) {
    const vm::RunRow row = run_.row(rule, subject, true);
    Trace out;
    vm::SubjectTable records(inventory_);
    out.row = vm::describe(run_, inventory_, records, program_, row, redact_);
    vm::ClauseLog log;
    const vm::RawRow raw = run_.trace(rule, subject, log);
    events_ = log.events();
    next_ = 0;
    said_ = 0;
    nodes_ = 0;
    shown_.clear();
    full_ = log.cut();
    raw_ = &raw;
    if (subject != kNoResource) existence(subject, out.clauses);
    const bytecode::Function& code = program_.functions[program_.rules[rule].function];
    block(out.clauses, code.first, code.end);
    out.truncated = full_;
    return out;
  }

 private:
  bool room() {
    full_ = full_ || nodes_ >= kMostNodes;
    if (!full_) ++nodes_;
    return !full_;
  }

  Location rule_place(Span span) const {
    Location place = vm::locate_node(*program_.store, span.begin);
    place.pointer.clear();
    return place;
  }

  TraceNode fresh(std::string_view construct, Span span) const {
    TraceNode node;
    node.construct = construct;
    if (span.end > span.begin) node.expression = vm::text_at(*program_.store, span);
    node.rule_location = rule_place(span);
    return node;
  }

  /// The condition under which the resource exists at all.
  void existence(ResourceId subject, std::vector<TraceNode>& into) {
    const Node& exists = inventory_.resources()[subject].exists;
    if (exists.is(Kind::kTrue) || !room()) return;
    TraceNode node;
    node.construct = "exists";
    node.truth = name_of(truth(exists));
    const Cause* cause = vm::cause_of(exists);
    if (cause != nullptr) {
      add_cause(node, {cause->kind, cause->code, cause->reason, cause->at});
    }
    into.push_back(std::move(node));
  }

  // Statements.

  /// Takes the events whose code lies in [first, end).
  void block(std::vector<TraceNode>& into, std::uint32_t first, std::uint32_t end) {
    while (next_ < events_.size() && events_[next_].pc >= first && events_[next_].pc < end) {
      const ClauseEvent& event = events_[next_++];
      const std::uint32_t target = program_.code[event.pc].x;
      switch (event.op) {
        case Op::kWhere:
          condition(into, event, "where");
          break;
        case Op::kGuard: {
          TraceNode* node = condition(into, event, "when");
          std::vector<TraceNode> unseen;
          block(node != nullptr ? node->parts : unseen, event.pc + 1, target);
          break;
        }
        case Op::kRequire:
          requirement(into, event);
          break;
        case Op::kRequireDomain:
          domain(into, event);
          break;
        case Op::kFor:
          loop(into, event, target);
          break;
        default:
          break;
      }
    }
  }

  TraceNode* condition(std::vector<TraceNode>& into, const ClauseEvent& event,
                       std::string_view construct) {
    if (!room()) return nullptr;
    TraceNode node = fresh(construct, program_.spans[event.pc]);
    node.truth = name_of(truth(event.value));
    proof_of(node, event);
    into.push_back(std::move(node));
    return &into.back();
  }

  /// The steps of a condition below the statement that asks for it.
  void proof_of(TraceNode& node, const ClauseEvent& event) {
    std::optional<TraceNode> why = expression(event.proof, 0);
    if (!why) return;
    const bool same = why->expression == node.expression;
    if (!same) {
      node.parts.push_back(std::move(*why));
      return;
    }
    node.value = std::move(why->value);
    node.causes = std::move(why->causes);
    node.omitted = why->omitted;
    node.parts = std::move(why->parts);
  }

  /// The outcome of a requirement; what is not pass is the next record of the row.
  void outcome(TraceNode& node, const ClauseEvent& event, Truth condition) {
    const Truth all = either(negate(truth(event.guard)), condition);
    node.truth = name_of(condition);
    node.status = cordon::name_of(status_of(all));
    if (all == Truth::kT || said_ >= raw_->requirements.size()) return;
    const std::string& message = raw_->requirements[said_++].message;
    if (!redact_) node.message = message;
  }

  void requirement(std::vector<TraceNode>& into, const ClauseEvent& event) {
    TraceNode node = fresh("require", program_.spans[event.pc]);
    node.rule_location = rule_place(program_.requirements[program_.code[event.pc].x].span);
    outcome(node, event, truth(event.value));
    if (!room()) return;
    proof_of(node, event);
    into.push_back(std::move(node));
  }

  /// A list that is no list, or may be longer, is a requirement of its own.
  void domain(std::vector<TraceNode>& into, const ClauseEvent& event) {
    const bool open = is_open(event.value);
    if (!event.value.indeterminate() && !open) return;
    TraceNode node = fresh("require", program_.spans[event.pc]);
    outcome(node, event, open ? Truth::kU : truth(event.value));
    if (!room()) return;
    proof_of(node, event);
    into.push_back(std::move(node));
  }

  void loop(std::vector<TraceNode>& into, const ClauseEvent& event, std::uint32_t end) {
    TraceNode node = fresh("for", program_.spans[event.pc]);
    const bool shown = room();
    if (shown) proof_of(node, event);
    if (shown && node.parts.empty()) fill_value(node, event.value, {});
    const std::uint32_t member = event.pc + 1;
    while (next_ < events_.size() && events_[next_].pc == member)
      this->member(node.parts, member, end);
    if (shown) into.push_back(std::move(node));
  }

  void member(std::vector<TraceNode>& into, std::uint32_t pc, std::uint32_t end) {
    const ClauseEvent& event = events_[next_++];
    TraceNode node;
    node.construct = "member";
    node.rule_location = rule_place(program_.spans[pc]);
    const bool shown = room();
    if (shown) fill_value(node, event.value, {});
    node.truth = "false";  // unless its guard is met, `where` left it out
    if (next_ < events_.size() && events_[next_].op == Op::kGuard && events_[next_].pc > pc &&
        events_[next_].pc < end) {
      const ClauseEvent& guard = events_[next_++];
      node.truth = name_of(truth(guard.value));
      if (shown && !guard.value.is(Kind::kTrue)) {
        if (auto why = expression(guard.proof, 0)) {
          why->construct = "presence";
          node.parts.push_back(std::move(*why));
        }
      }
      block(node.parts, guard.pc + 1, program_.code[guard.pc].x);
    }
    if (shown) into.push_back(std::move(node));
  }

  // Expressions.

  std::vector<ResourceId> followed(ProofId id) const {
    std::vector<ResourceId> all;
    while (is_path(proofs_.at(id).op) && !proofs_.at(id).member && proofs_.at(id).n > 0) {
      const ProofArena::Step& step = proofs_.at(id);
      const bool follows = step.op == Op::kFollow || step.op == Op::kFollowType;
      if (follows && step.value.is(Kind::kResource)) all.push_back(step.value.ref.target);
      id = proofs_.links(id)[0];
    }
    std::reverse(all.begin(), all.end());
    return all;
  }

  void fill_value(TraceNode& node, const Node& value, const std::vector<ResourceId>& via) {
    vm::RawFact fact;
    fact.value = value;
    fact.from_default = value.has(kFromDefault) && value.at != 0 && !value.is(Kind::kComputedList);
    fact.via = via;
    if (value.indeterminate() || value.is(Kind::kChoice)) return;
    node.value = vm::describe_fact(run_, inventory_, program_, fact, redact_);
    node.value.expression.clear();
  }

  std::string_view construct_of(const ProofArena::Step& step) const {
    if (step.member) return "variable";
    if (is_path(step.op)) return "path";
    if (is_loop(step.op)) return "presence";
    return bytecode::kOps[static_cast<std::size_t>(step.op)].construct;
  }

  std::optional<TraceNode> expression(ProofId id, int depth) {
    if (id == 0) return std::nullopt;
    if (depth > kDeepest || !room()) {
      full_ = true;
      return std::nullopt;
    }
    const ProofArena::Step& step = proofs_.at(id);
    TraceNode node = fresh(construct_of(step), program_.spans[step.pc]);
    if (step.member || is_loop(step.op)) node.expression.clear();
    // The text so far, with this piece behind it.
    if (step.op == Op::kString) node.expression = "text with \\(" + node.expression + ")";
    if (step.op == Op::kParam) name_parameter(node, program_.code[step.pc].x);
    if (is_truth(step.value)) node.truth = name_of(truth(step.value));
    fill_value(node, step.value, is_path(step.op) ? followed(id) : std::vector<ResourceId>());
    if (!step.member && shown_.insert(id).second) {
      parts(node, id, depth);
    } else {
      node.repeated = proofs_.at(id).n > 0 && !step.member;
    }
    if (step.value.indeterminate() || step.value.is(Kind::kChoice)) causes(node, id);
    return merged(std::move(node), step);
  }

  /// A node that only repeats its one part is that part.
  static std::optional<TraceNode> merged(TraceNode node, const ProofArena::Step& step) {
    if (node.parts.size() != 1 || node.omitted > 0) return node;
    TraceNode& part = node.parts[0];
    const bool same_place = part.expression == node.expression &&
                            part.rule_location.line == node.rule_location.line &&
                            part.rule_location.column == node.rule_location.column;
    if (!same_place) return node;
    const bool passes_on = step.op == Op::kTruth || step.op == Op::kDomain;
    if (passes_on && part.truth == node.truth && node.causes.empty()) return std::move(part);
    if (step.op != Op::kNot) return node;
    // `!=`, `not in`, `is not`, `no`: the positive form is no expression of its own.
    if (node.causes.empty()) node.causes = std::move(part.causes);
    node.omitted = part.omitted;
    std::vector<TraceNode> inner = std::move(part.parts);
    node.construct = part.construct == "every, some, no" ? part.construct : "not " + part.construct;
    node.parts = std::move(inner);
    return node;
  }

  /// The text of an imported parameter is only the alias of its package.
  void name_parameter(TraceNode& node, std::uint32_t index) const {
    const ParameterInfo& info = program_.parameter_infos[index];
    if (node.expression == info.name) return;
    node.expression = info.package.empty() ? info.name : info.package + "." + info.name;
  }

  void causes(TraceNode& node, ProofId id) {
    const bool told = std::any_of(node.parts.begin(), node.parts.end(), [&](const TraceNode& p) {
      return p.truth == node.truth && (!p.causes.empty() || !p.parts.empty());
    });
    if (told) return;
    const Node& value = proofs_.at(id).value;
    if (value.is(Kind::kChoice)) {
      if (value.choice->condition == nullptr) return;
      const Cause& cause = value.choice->condition->cause;
      return add_cause(node, {cause.kind, cause.code, cause.reason, cause.at});
    }
    for (const vm::RawCause& cause : proofs_.causes(id, value.kind())) {
      if (node.causes.size() == kMostParts) break;
      add_cause(node, cause);
    }
  }

  /// `a and b and c` has three operands.
  static void flatten(TraceNode& node) {
    if (node.parts.empty() || node.parts[0].construct != node.construct) return;
    TraceNode first = std::move(node.parts[0]);
    const bool same_start = first.rule_location.line == node.rule_location.line &&
                            first.rule_location.column == node.rule_location.column;
    if (!same_start || first.repeated || first.omitted > 0) {
      node.parts[0] = std::move(first);
      return;
    }
    node.parts.erase(node.parts.begin());
    node.parts.insert(node.parts.begin(), std::make_move_iterator(first.parts.begin()),
                      std::make_move_iterator(first.parts.end()));
  }

  void add_cause(TraceNode& node, const vm::RawCause& raw) {
    CauseRecord cause = vm::describe_cause(run_, inventory_, program_, raw);
    // The reason of an error quotes the value.
    if (redact_ && cause.kind == CauseRecord::Kind::kError)
      cause.reason = "a value is not what is needed (redacted)";
    node.causes.push_back(std::move(cause));
  }

  void add(TraceNode& node, ProofId id, int depth) {
    if (id == 0) return;
    if (node.parts.size() >= kMostParts) {
      ++node.omitted;
    } else if (auto part = expression(id, depth + 1)) {
      node.parts.push_back(std::move(*part));
    }
  }

  void parts(TraceNode& node, ProofId id, int depth) {
    const ProofArena::Step& step = proofs_.at(id);
    if (step.quantifier != 0) return members(node, id, depth);
    if (is_path(step.op)) return path(node, id, depth);
    for (const ProofId link : proofs_.links(id)) add(node, link, depth);
    if (step.op == Op::kAnd || step.op == Op::kOr) flatten(node);
  }

  /// A chain of readings is one node; below it stand what it begins with, and its indexes.
  void path(TraceNode& node, ProofId id, int depth) {
    items(node, proofs_.at(id));
    while (true) {
      const ProofArena::Step& step = proofs_.at(id);
      const auto links = proofs_.links(id);
      if (step.op == Op::kIndex && links.size() > 1) add(node, links[1], depth);
      if (links.empty() || links[0] == 0) return;
      const ProofArena::Step& base = proofs_.at(links[0]);
      const bool starts = program_.chain_starts[step.pc] != bytecode::ChainStart::kInside;
      if (starts || base.member || !is_path(base.op)) return add(node, links[0], depth);
      id = links[0];
    }
  }

  /// Where the members of a projected list stand.
  void items(TraceNode& node, const ProofArena::Step& step) {
    if (!step.value.is(Kind::kComputedList)) return;
    for (const Node& item : step.value.list->items) {
      if (item.at == 0 || item.indeterminate() || item.is(Kind::kChoice)) continue;
      if (node.parts.size() >= kMostParts) {
        ++node.omitted;
      } else if (room()) {
        TraceNode part;
        part.construct = "item";
        fill_value(part, item, {});
        node.parts.push_back(std::move(part));
      }
    }
  }

  /// Those that decide, if it is decided by some; else all. The domain comes first.
  void members(TraceNode& node, ProofId id, int depth) {
    const ProofArena::Step& step = proofs_.at(id);
    const ProofArena::Quantifier& q = proofs_.members(id);
    add(node, q.domain, depth);
    const Truth whole = truth(step.value);
    const bool by_all = q.every ? whole == Truth::kT : whole == Truth::kF;
    for (const ProofArena::QuantifierMember& m : q.members) {
      const Truth presence = truth(m.presence_value);
      const Truth body = truth(m.body_value);
      const Truth term = q.every ? either(negate(presence), body) : both(presence, body);
      if (!by_all && term != whole) {
        ++node.omitted;
        continue;
      }
      add(node, m.body, depth);
      if (presence == Truth::kT) continue;
      const std::size_t before = node.parts.size();
      add(node, m.presence, depth);
      if (node.parts.size() > before) node.parts.back().construct = "presence";
    }
  }

  vm::Run& run_;
  Inventory& inventory_;
  const bytecode::Program& program_;
  const ProofArena& proofs_;
  bool redact_;
  std::span<const ClauseEvent> events_;
  std::size_t next_ = 0;
  std::size_t said_ = 0;  ///< records of the row that a statement has taken
  std::size_t nodes_ = 0;
  std::unordered_set<ProofId> shown_;  ///< steps whose parts are in the tree
  bool full_ = false;
  const vm::RawRow* raw_ = nullptr;
};

}  // namespace

Result<TraceResult> trace(const Program& program, std::vector<Input> inputs,
                          const CheckOptions& options, std::uint32_t rule,
                          const std::string& resource) {
  const bytecode::Program& code = program.code();
  InventoryOptions inventory_options;
  inventory_options.references =
      options.strict_references ? ReferencesMode::kStrict : ReferencesMode::kMentioned;
  inventory_options.type = vm::family_of(options.type);
  if (!options.type.empty() && !inventory_options.type) {
    Diagnostic wrong;
    wrong.code = "U0305";
    wrong.message = "`" + options.type + "` is not available in this version";
    return wrong;
  }
  std::int64_t day = 0;
  if (!parse_date(options.as_of, day)) {
    Diagnostic wrong;
    wrong.code = "U0306";
    wrong.message = "`" + options.as_of + "` is not a day";
    return wrong;
  }
  Store store;
  CheckOptions of_rule = options;
  of_rule.rules = {rule};
  auto parameters = vm::parameter_values(store, code, of_rule);
  if (!parameters) return parameters.error();
  Inventory inventory(store, *code.catalogue, inventory_options);
  for (Input& input : inputs)
    inventory.add(std::move(input.path), std::move(input.bytes), input.named);
  vm::Run run(code, inventory, options.limits, *parameters, day, options.profile);
  TraceResult result;
  for (const InventoryDocument& d : inventory.documents())
    result.documents.push_back(vm::describe_document(inventory, d));
  result.whole = code.rules[rule].types == bytecode::kNone;
  std::vector<ResourceId> chosen;
  for (const ResourceId subject : run.subjects(rule)) {
    const std::string_view address = inventory.resources()[subject].address;
    result.subjects.emplace_back(address);
    if (address == resource) chosen.push_back(subject);
  }
  if (result.whole) chosen.push_back(kNoResource);
  for (const ResourceId subject : chosen) {
    result.traces.push_back(Builder(run, inventory, code, options.redact).build(rule, subject));
    run.env().row_memory.clear();
  }
  return result;
}

}  // namespace cordon
