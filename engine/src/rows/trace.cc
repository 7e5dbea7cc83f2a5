// Why a row has its status, clause by clause. The traced machine leaves one event a statement and
// one step an instruction; this file makes a tree of the events, trace_expressions.cc of the steps.
// The one idea: statements nest as their code does, so the place of an event in the code says what
// it belongs to. Tests: tests/golden/trace, tests/cli, tests/unit/rows/trace_test.cc.
#include "cordon/trace.h"

#include <optional>
#include <span>
#include <utility>

#include "rows/describe.h"
#include "rows/inputs.h"
#include "rows/opened_run.h"
#include "rows/run.h"
#include "rows/subject_table.h"
#include "rows/trace_expressions.h"
#include "vm/operators.h"

namespace cordon {
namespace rows {
namespace {

using bytecode::Op;
using vm::ClauseEvent;

Status status_of(Truth outcome) {
  if (outcome == Truth::kT) return Status::kPass;
  if (outcome == Truth::kU) return Status::kUndetermined;
  return outcome == Truth::kE ? Status::kError : Status::kFail;
}

/// Further members are possible.
bool is_open(const Node& domain) {
  if (domain.is(Kind::kComputedList)) return !domain.list->many.is(Kind::kNull);
  return domain.is_object() && domain.has(kOpen);
}

/// The statements that one row of a rule ran, in their order.
class TraceStatements {
 public:
  TraceStatements(TraceExpressions& nodes, const bytecode::Program& program,
                  std::span<const ClauseEvent> events, const vm::RawRow& row, bool redact)
      : nodes_(nodes), program_(program), events_(events), row_(row), redact_(redact) {}

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

 private:
  TraceNode* condition(std::vector<TraceNode>& into, const ClauseEvent& event,
                       std::string_view construct) {
    if (!nodes_.room()) return nullptr;
    TraceNode node = nodes_.fresh(construct, program_.spans[event.pc]);
    node.truth = word_of(truth_told(event.value));
    proof_of(node, event);
    into.push_back(std::move(node));
    return &into.back();
  }

  /// The steps of a condition below the statement that asks for it.
  void proof_of(TraceNode& node, const ClauseEvent& event) {
    std::optional<TraceNode> why = nodes_.expression(event.proof);
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
    const Truth all = either(negate(truth_told(event.guard)), condition);
    node.truth = word_of(condition);
    node.status = cordon::name_of(status_of(all));
    if (all == Truth::kT || said_ >= row_.requirements.size()) return;
    const std::string& message = row_.requirements[said_++].message;
    if (!redact_) node.message = message;
  }

  void requirement(std::vector<TraceNode>& into, const ClauseEvent& event) {
    TraceNode node = nodes_.fresh("require", program_.spans[event.pc]);
    node.rule_location = nodes_.rule_place(program_.requirements[program_.code[event.pc].x].span);
    outcome(node, event, truth_told(event.value));
    if (!nodes_.room()) return;
    proof_of(node, event);
    into.push_back(std::move(node));
  }

  /// A list that is no list, or may be longer, is a requirement of its own.
  void domain(std::vector<TraceNode>& into, const ClauseEvent& event) {
    const bool open = is_open(event.value);
    if (!event.value.indeterminate() && !open) return;
    TraceNode node = nodes_.fresh("require", program_.spans[event.pc]);
    outcome(node, event, open ? Truth::kU : truth_told(event.value));
    if (!nodes_.room()) return;
    proof_of(node, event);
    into.push_back(std::move(node));
  }

  void loop(std::vector<TraceNode>& into, const ClauseEvent& event, std::uint32_t end) {
    TraceNode node = nodes_.fresh("for", program_.spans[event.pc]);
    const bool shown = nodes_.room();
    if (shown) proof_of(node, event);
    if (shown && node.parts.empty()) nodes_.fill_value(node, event.value, {});
    const std::uint32_t member = event.pc + 1;
    while (next_ < events_.size() && events_[next_].pc == member)
      this->member(node.parts, member, end);
    if (shown) into.push_back(std::move(node));
  }

  void member(std::vector<TraceNode>& into, std::uint32_t pc, std::uint32_t end) {
    const ClauseEvent& event = events_[next_++];
    TraceNode node;
    node.construct = "member";
    node.rule_location = nodes_.rule_place(program_.spans[pc]);
    const bool shown = nodes_.room();
    if (shown) nodes_.fill_value(node, event.value, {});
    node.truth = "false";  // unless its guard is met, `where` left it out
    if (next_ < events_.size() && events_[next_].op == Op::kGuard && events_[next_].pc > pc &&
        events_[next_].pc < end) {
      const ClauseEvent& guard = events_[next_++];
      node.truth = word_of(truth_told(guard.value));
      if (shown && !guard.value.is(Kind::kTrue)) {
        if (auto why = nodes_.expression(guard.proof)) {
          why->construct = "presence";
          node.parts.push_back(std::move(*why));
        }
      }
      block(node.parts, guard.pc + 1, program_.code[guard.pc].x);
    }
    if (shown) into.push_back(std::move(node));
  }

  TraceExpressions& nodes_;
  const bytecode::Program& program_;
  std::span<const ClauseEvent> events_;
  const vm::RawRow& row_;
  bool redact_;
  std::size_t next_ = 0;
  std::size_t said_ = 0;  ///< records of the row that a statement has taken
};

/// The condition under which the resource exists at all.
void add_existence(TraceExpressions& nodes, const Node& exists, std::vector<TraceNode>& into) {
  if (exists.is(Kind::kTrue) || !nodes.room()) return;
  TraceNode node;
  node.construct = "exists";
  node.truth = word_of(truth_told(exists));
  const Cause* cause = vm::cause_of(exists);
  if (cause != nullptr) nodes.add_cause(node, {cause->kind, cause->code, cause->reason, cause->at});
  into.push_back(std::move(node));
}

Trace traced(Run& run, Inventory& inventory, const bytecode::Program& program, const RowKey& key,
             bool redact) {
  Trace out;
  SubjectTable subjects(inventory);
  out.row =
      describe(run, inventory, subjects, program, run.row(key.rule, key.subject, true), redact);
  vm::ClauseLog log;
  const vm::RawRow raw = run.trace(key.rule, key.subject, log);
  TraceExpressions nodes(run, inventory, program, redact);
  if (key.subject != kNoResource)
    add_existence(nodes, inventory.resources()[key.subject].exists, out.clauses);
  const bytecode::Function& code = program.functions[program.rules[key.rule].function];
  TraceStatements(nodes, program, log.events(), raw, redact)
      .block(out.clauses, code.first, code.end);
  out.truncated = nodes.full() || log.cut();
  run.env().row_memory.clear();
  return out;
}

/// The subjects of that address, one per document that has it.
std::vector<ResourceId> chosen(const Run& run, const Inventory& inventory, std::uint32_t rule,
                               const std::string& resource, TraceResult& result) {
  std::vector<ResourceId> found;
  for (const ResourceId subject : run.subjects(rule)) {
    const std::string_view address = inventory.resources()[subject].address;
    result.subjects.emplace_back(address);
    if (address == resource) found.push_back(subject);
  }
  if (result.whole) found.push_back(kNoResource);
  return found;
}

}  // namespace
}  // namespace rows

Result<TraceResult> trace(const Program& program, std::vector<Input> inputs,
                          const CheckOptions& options, std::uint32_t rule,
                          const std::string& resource) {
  const bytecode::Program& code = program.code();
  CheckOptions of_rule = options;
  of_rule.rules = {rule};
  rows::OpenedRun opened(code, of_rule);
  if (auto error = opened.open(std::move(inputs))) return *error;
  rows::Run& run = opened.run();
  Inventory& inventory = opened.inventory();
  TraceResult result;
  result.whole = code.rules[rule].types == bytecode::kNone;
  for (const ResourceId subject : rows::chosen(run, inventory, rule, resource, result))
    result.traces.push_back(rows::traced(run, inventory, code, {rule, subject}, options.redact));
  if (auto ended = opened.interrupted()) return *ended;
  result.documents = rows::describe_documents(inventory);
  return result;
}

}  // namespace cordon
