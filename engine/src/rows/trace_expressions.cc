// Nodes of a trace for expressions: below a statement, the steps of its condition are the tree of
// its operands. Steps that say the same twice (a `!=` and the `==` inside it) are one node.
// Cannot do: show operands that were never evaluated, such as those behind a false one of `and`.
// Tests: tests/golden/trace, tests/unit/rows/trace_test.cc.
#include "rows/trace_expressions.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "rows/describe.h"
#include "vm/operators.h"

namespace cordon::rows {
namespace {

using bytecode::Op;

constexpr std::size_t kMostNodes = 5'000;
constexpr std::size_t kMostParts = 10;
constexpr int kDeepest = 40;

bool is_truth(const Node& value) {
  return value.is_bool() || value.indeterminate() || value.is(Kind::kChoice);
}

bool is_path(Op op) {
  return op == Op::kGet || op == Op::kIndex || op == Op::kAttribute || op == Op::kSplat ||
         op == Op::kFollow || op == Op::kFollowType || op == Op::kReverse;
}

/// Steps of these say whether a member is there.
bool is_loop(Op op) { return op == Op::kFor || op == Op::kNext; }

bool same_place(const TraceNode& a, const TraceNode& b) {
  return a.rule_location.line == b.rule_location.line &&
         a.rule_location.column == b.rule_location.column;
}

}  // namespace

std::string_view word_of(Truth truth) {
  static constexpr std::string_view kNames[] = {"true", "false", "missing", "error", "unknown"};
  return kNames[static_cast<std::size_t>(truth)];
}

bool TraceExpressions::room() {
  full_ = full_ || nodes_ >= kMostNodes;
  if (!full_) ++nodes_;
  return !full_;
}

Location TraceExpressions::rule_place(Span span) const {
  Location place = locate_node(*program_.store, span.begin);
  place.pointer.clear();
  return place;
}

TraceNode TraceExpressions::fresh(std::string_view construct, Span span) const {
  TraceNode node;
  node.construct = construct;
  if (span.end > span.begin) node.expression = text_at(*program_.store, span);
  node.rule_location = rule_place(span);
  return node;
}

std::vector<ResourceId> TraceExpressions::followed(vm::ProofId id) const {
  std::vector<ResourceId> all;
  while (is_path(proofs_.at(id).op) && !proofs_.at(id).member && proofs_.at(id).n > 0) {
    const Step& step = proofs_.at(id);
    const bool follows = step.op == Op::kFollow || step.op == Op::kFollowType;
    if (follows && step.value.is(Kind::kResource)) all.push_back(step.value.ref.target);
    id = proofs_.links(id)[0];
  }
  std::reverse(all.begin(), all.end());
  return all;
}

void TraceExpressions::fill_value(TraceNode& node, const Node& value,
                                  const std::vector<ResourceId>& via) {
  vm::RawFact fact;
  fact.value = value;
  fact.from_default = value.has(kFromDefault) && value.at != 0 && !value.is(Kind::kComputedList);
  fact.via = via;
  if (value.indeterminate() || value.is(Kind::kChoice)) return;
  node.value = describe_fact(run_, inventory_, program_, fact, redact_);
  node.value.expression.clear();
}

std::string_view TraceExpressions::construct_of(const Step& step) const {
  if (step.member) return "variable";
  if (is_path(step.op)) return "path";
  if (is_loop(step.op)) return "presence";
  return bytecode::kOps[static_cast<std::size_t>(step.op)].construct;
}

std::optional<TraceNode> TraceExpressions::expression(vm::ProofId id, int depth) {
  if (id == 0) return std::nullopt;
  if (depth > kDeepest || !room()) {
    full_ = true;
    return std::nullopt;
  }
  const Step& step = proofs_.at(id);
  TraceNode node = fresh(construct_of(step), program_.spans[step.pc]);
  if (step.member || is_loop(step.op)) node.expression.clear();
  // The text so far, with this piece behind it.
  if (step.op == Op::kString) node.expression = "text with \\(" + node.expression + ")";
  if (step.op == Op::kParam) name_parameter(node, program_.code[step.pc].x);
  if (is_truth(step.value)) node.truth = word_of(truth_told(step.value));
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
std::optional<TraceNode> TraceExpressions::merged(TraceNode node, const Step& step) {
  if (node.parts.size() != 1 || node.omitted > 0) return node;
  TraceNode& part = node.parts[0];
  if (part.expression != node.expression || !same_place(part, node)) return node;
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
void TraceExpressions::name_parameter(TraceNode& node, std::uint32_t index) const {
  const ParameterInfo& info = program_.parameter_infos[index];
  if (node.expression == info.name) return;
  node.expression = info.package.empty() ? info.name : info.package + "." + info.name;
}

void TraceExpressions::causes(TraceNode& node, vm::ProofId id) {
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
void TraceExpressions::flatten(TraceNode& node) {
  if (node.parts.empty() || node.parts[0].construct != node.construct) return;
  TraceNode first = std::move(node.parts[0]);
  if (!same_place(first, node) || first.repeated || first.omitted > 0) {
    node.parts[0] = std::move(first);
    return;
  }
  node.parts.erase(node.parts.begin());
  node.parts.insert(node.parts.begin(), std::make_move_iterator(first.parts.begin()),
                    std::make_move_iterator(first.parts.end()));
}

void TraceExpressions::add_cause(TraceNode& node, const vm::RawCause& raw) {
  CauseRecord cause = describe_cause(run_, inventory_, program_, raw);
  // The reason of an error quotes the value.
  if (redact_ && cause.kind == CauseRecord::Kind::kError)
    cause.reason = "a value is not what is needed (redacted)";
  node.causes.push_back(std::move(cause));
}

void TraceExpressions::add(TraceNode& node, vm::ProofId id, int depth) {
  if (id == 0) return;
  if (node.parts.size() >= kMostParts) {
    ++node.omitted;
  } else if (auto part = expression(id, depth + 1)) {
    node.parts.push_back(std::move(*part));
  }
}

void TraceExpressions::parts(TraceNode& node, vm::ProofId id, int depth) {
  const Step& step = proofs_.at(id);
  if (step.quantifier != 0) return members(node, id, depth);
  if (is_path(step.op)) return path(node, id, depth);
  for (const vm::ProofId link : proofs_.links(id)) add(node, link, depth);
  if (step.op == Op::kAnd || step.op == Op::kOr) flatten(node);
}

/// A chain of readings is one node; below it stand what it begins with, and its indexes.
void TraceExpressions::path(TraceNode& node, vm::ProofId id, int depth) {
  items(node, proofs_.at(id));
  while (true) {
    const Step& step = proofs_.at(id);
    const auto links = proofs_.links(id);
    if (step.op == Op::kIndex && links.size() > 1) add(node, links[1], depth);
    if (links.empty() || links[0] == 0) return;
    const Step& base = proofs_.at(links[0]);
    const bool starts = program_.chain_starts[step.pc] != bytecode::ChainStart::kInside;
    if (starts || base.member || !is_path(base.op)) return add(node, links[0], depth);
    id = links[0];
  }
}

/// Where the members of a projected list stand.
void TraceExpressions::items(TraceNode& node, const Step& step) {
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
void TraceExpressions::members(TraceNode& node, vm::ProofId id, int depth) {
  const Step& step = proofs_.at(id);
  const vm::ProofArena::Quantifier& q = proofs_.members(id);
  add(node, q.domain, depth);
  const Truth whole = truth_told(step.value);
  const bool by_all = q.every ? whole == Truth::kT : whole == Truth::kF;
  for (const vm::ProofArena::QuantifierMember& m : q.members) {
    const Truth presence = truth_told(m.presence_value);
    const Truth body = truth_told(m.body_value);
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

}  // namespace cordon::rows
