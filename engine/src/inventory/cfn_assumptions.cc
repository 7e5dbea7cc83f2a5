// Which conditions follow from others. The one idea: a condition that is assumed is taken apart
// into what must be true or false for it, and one that is asked for is put together from that. What
// is compared in `Fn::Equals` is not looked into: two comparisons are one if they are short and
// written alike. Not being able to prove something is never wrong, so each search is short. Tests:
// tests/unit/inventory/cfn_assumptions_test.cc.
#include "inventory/cfn_assumptions.h"

#include <algorithm>
#include <string_view>

#include "inventory/cfn_text.h"

namespace cordon {
namespace {

constexpr std::size_t kMaxFacts = 128;

enum class Form : std::uint8_t { kName, kAll, kSome, kNot, kOther };

/// A condition taken apart: what it is, and of what.
struct Composition {
  Form form = Form::kOther;
  const Node* name = nullptr;
  std::span<const Node> members;
};

Composition composition_of(const Store& store, const Node& condition) {
  if (condition.is(Kind::kString)) return {Form::kName, &condition, {}};
  if (!condition.is_object() || condition.len != 1) return {};
  const std::string_view key = store.symbols.text(Store::keys(condition)[0]);
  const Node& argument = condition.kids[0];
  if (key == "Condition" && argument.is(Kind::kString)) return {Form::kName, &argument, {}};
  if (!argument.is(Kind::kList) || argument.len == 0) return {};
  if (key == "Fn::And") return {Form::kAll, nullptr, argument.members()};
  if (key == "Fn::Or") return {Form::kSome, nullptr, argument.members()};
  if (key == "Fn::Not" && argument.len == 1) return {Form::kNot, nullptr, argument.members()};
  return {};
}

/// Whether a value is written out or one call of a name: quickly compared.
bool is_short(const Node& value) {
  const bool call = value.is_object() && value.len == 1;
  const Node& inner = call ? value.kids[0] : value;
  return !inner.is(Kind::kList) && !inner.is_object();
}

bool is_short_comparison(const Store& store, const Node& condition) {
  if (!condition.is_object() || condition.len != 1) return false;
  const Node& argument = condition.kids[0];
  return store.symbols.text(Store::keys(condition)[0]) == "Fn::Equals" &&
         argument.is(Kind::kList) && argument.len == 2 && is_short(argument.kids[0]) &&
         is_short(argument.kids[1]);
}

/// Requires: names, or what is no connective.
bool written_alike(const Store& store, const Node& a, const Node& b) {
  if (&a == &b) return true;
  if (a.is(Kind::kString) || b.is(Kind::kString)) return certainly_same(a, b);
  return is_short_comparison(store, a) && is_short_comparison(store, b) && certainly_same(a, b);
}

}  // namespace

struct CfnAssumptions::Search {
  static constexpr int kSteps = 64;
  static constexpr int kDepth = 24;
  int steps = 0;
  int depth = 0;
  /// Whether another condition may be looked at.
  bool next() { return ++steps <= kSteps && depth < kDepth; }
};

const Node* CfnAssumptions::definition(const Node& name) const {
  return conditions_ == nullptr ? nullptr : store_.find(*conditions_, name.text());
}

void CfnAssumptions::assume(const Node& condition, bool truth) {
  Search search;
  learn(condition, truth, search);
}

void CfnAssumptions::learn(const Node& condition, bool truth, Search& search) {
  if (!search.next() || facts_.size() >= kMaxFacts) return;
  ++search.depth;
  const Composition composed = composition_of(store_, condition);
  // A name is a fact besides: what it stands for may not be read, or be in a macro.
  if (composed.form == Form::kName || composed.form == Form::kOther)
    facts_.push_back({composed.name != nullptr ? composed.name : &condition, truth});
  if (composed.form == Form::kName) {
    if (const Node* meant = definition(*composed.name)) learn(*meant, truth, search);
  }
  const bool each =
      composed.form == Form::kNot || composed.form == (truth ? Form::kAll : Form::kSome);
  if (each) {
    for (const Node& member : composed.members)
      learn(member, truth != (composed.form == Form::kNot), search);
  }
  --search.depth;
}

bool CfnAssumptions::implies(const Node& condition) const {
  Search search;
  return !facts_.empty() && proves(condition, true, search);
}

bool CfnAssumptions::proves(const Node& condition, bool truth, Search& search) const {
  if (!search.next()) return false;
  const Composition composed = composition_of(store_, condition);
  const Node& asked = composed.name != nullptr ? *composed.name : condition;
  const auto known = [&](const Fact& fact) {
    return fact.truth == truth && written_alike(store_, *fact.condition, asked);
  };
  if (std::any_of(facts_.begin(), facts_.end(), known)) return true;
  ++search.depth;
  const auto member = [&](const Node& one) {
    return proves(one, truth != (composed.form == Form::kNot), search);
  };
  bool proved = false;
  if (composed.form == Form::kName) {
    const Node* meant = definition(asked);
    proved = meant != nullptr && proves(*meant, truth, search);
  } else if (composed.form != Form::kOther) {
    const bool each = composed.form == (truth ? Form::kAll : Form::kSome);
    proved = each ? std::all_of(composed.members.begin(), composed.members.end(), member)
                  : std::any_of(composed.members.begin(), composed.members.end(), member);
  }
  --search.depth;
  return proved;
}

}  // namespace cordon
