#ifndef CORDON_VM_ENV_H_
#define CORDON_VM_ENV_H_

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/arena.h"
#include "base/interruption.h"
#include "cordon/limits.h"
#include "inventory/inventory.h"
#include "value/node.h"
#include "value/store.h"

namespace cordon::vm {

/// What operators and built-ins may touch: memory for results, the inventory, fuel, and the record
/// of what a row rests on. Threads: one thread at a time.
struct Env {
  Env(Inventory& inv, const EvaluationLimits& lim)
      : inventory(inv), store(inv.store()), limits(lim), run_fuel(lim.fuel_per_run) {}

  Inventory& inventory;
  Store& store;
  EvaluationLimits limits;
  Arena row_memory;    ///< cleared after each row
  Arena run_memory;    ///< facts live here
  Arena proof_memory;  ///< those of the traced machine; cleared with its proofs
  Arena* memory = &row_memory;
  std::uint64_t fuel = 0;  ///< left for the row or fact
  bool exhausted = false;
  /// Fuel left for the run. What rows spend is taken from it as they go, in pieces of
  /// kFuelUntilAsked and at the end of each; what is run again for its evidence is not counted.
  std::uint64_t run_fuel;
  bool counted = true;         ///< false: a run for evidence
  bool run_exhausted = false;  ///< L0202: what is not judged yet is an error
  static constexpr std::uint64_t kFuelUntilAsked = 1024;
  std::uint64_t until_asked = kFuelUntilAsked;  ///< fuel until the host is asked again
  std::string_view interrupted;                 ///< L0207, L0208: the host ends the run
  std::uint8_t assumes = 0;                     ///< Assumption bits of the row
  /// Loops of so many members leave out what joins need not visit; fewer are not worth an index.
  /// Rows and fuel are the same whatever it is.
  std::uint32_t joins_from = 8;
  std::uint32_t next_symbol = 0xF0000000U;  ///< fresh symbols of computed unknowns
  std::int64_t as_of_days = 0;
  std::string_view profile = "prod";
  DocumentLimits document_limits;
  std::array<Symbol, 64> recent{};  ///< of symbol_of()
  static constexpr std::size_t kMostReasons = 1024;
  std::unordered_map<Symbol, std::string_view> reasons;  ///< of not_written()
  std::array<std::pair<Symbol, std::string_view>, 64> recent_reasons{};
  /// Documents inside texts that were read already, by place, whether the text is sensitive, and
  /// text.
  using ParsedKey = std::tuple<At, bool, std::string>;
  std::map<ParsedKey, Node> parsed;

  /// Made while evaluating, and not forgotten.
  [[nodiscard]] std::size_t bytes() const {
    return row_memory.bytes() + run_memory.bytes() + proof_memory.bytes();
  }

  /// Takes fuel; false when it is used up. INVARIANT: charged at the same places for plain and
  /// traced code.
  bool charge(std::uint64_t amount) {
    if (amount < until_asked && amount <= fuel && bytes() <= limits.max_memory) [[likely]] {
      fuel -= amount;
      until_asked -= amount;
      return true;
    }
    return charge_and_ask(amount);
  }

  /// The same, where the host may have to be asked.
  [[gnu::cold]] [[gnu::noinline]] bool charge_and_ask(std::uint64_t amount) {
    if (amount > fuel || bytes() > limits.max_memory) {
      fuel = 0;
      exhausted = true;
      return false;
    }
    fuel -= amount;
    spend(kFuelUntilAsked - until_asked + amount);
    interrupt();
    return !exhausted;
  }

  /// Takes what was spent from the budget of the run. Once nothing is left there is none for rows
  /// and facts either, and it stays so.
  void spend(std::uint64_t amount) {
    until_asked = kFuelUntilAsked;
    if (!counted) return;
    run_exhausted = run_exhausted || amount > run_fuel;
    run_fuel -= run_exhausted ? run_fuel : amount;
    if (run_exhausted) stop();
  }

  /// What a row may take without a budget of its own, to be settled in one step once it is judged.
  /// It lasts until something is charged, settled or made.
  [[nodiscard]] std::uint64_t credit() const {
    if (until_asked != kFuelUntilAsked || bytes() > limits.max_memory) return 0;
    return std::min(kFuelUntilAsked - 1, std::min(limits.fuel_per_row, run_fuel));
  }
  /// Settles a row that took no more than its credit, and gives that of the next one.
  /// Requires: rows are counted.
  std::uint64_t settle(std::uint64_t amount, std::uint64_t credit) {
    run_fuel -= amount;
    return std::min(credit, run_fuel);
  }

  /// Settles what the row has spent; the next one begins to count anew until the host is asked.
  void end_row() {
    if (until_asked != kFuelUntilAsked) spend(kFuelUntilAsked - until_asked);
  }

  /// Begins and ends what is counted or not: what was spent until here is settled.
  void count(bool on) {
    spend(kFuelUntilAsked - until_asked);
    counted = on;
  }

  /// What a row that is judged again has to find as it was. Rows are judged while the run is not
  /// exhausted.
  struct Budget {
    std::uint64_t run_fuel;
    std::uint64_t until_asked;
  };
  /// A new budget for a row, which rests on nothing yet. The two can also be had apart.
  void begin_row() {
    rest_on_nothing();
    begin_budget();
  }
  void rest_on_nothing() {
    assumes = 0;
    memory = &row_memory;
  }
  Budget begin_budget() {
    fuel = limits.fuel_per_row;
    exhausted = false;
    return {run_fuel, until_asked};
  }
  void take_back(const Budget& before) {
    run_fuel = before.run_fuel;
    until_asked = before.until_asked;
    run_exhausted = false;
  }

  /// Asks the host. Once it wants the run to end, all fuel is gone and stays gone: what is judged
  /// after that is of no worth.
  bool interrupt() {
    if (interrupted.empty()) interrupted = interruption_code(limits.interrupt);
    if (!interrupted.empty()) stop();
    return !interrupted.empty();
  }

  /// No fuel for anything from here on: every charge fails.
  void stop() {
    until_asked = 0;
    fuel = 0;
    exhausted = true;
  }

  /// Interns a text that is often one of the same few: a key in rule text.
  Symbol symbol_of(std::string_view text) {
    const auto at = reinterpret_cast<std::uintptr_t>(text.data());
    Symbol& last = recent[(at / 8 ^ at / 512 ^ text.size()) % recent.size()];
    if (store.symbols.text(last) != text) last = store.symbols.intern(text);
    return last;
  }

  Node error(std::string_view code, std::string_view reason, At at = 0) const {
    return Node::make_error(memory->make<Cause>(Kind::kError, code, memory->copy(reason), at));
  }
  Node missing(std::string_view reason, At at = 0) const {
    return Node::make_missing(
        memory->make<Cause>(Kind::kMissing, std::string_view{}, memory->copy(reason), at));
  }
  /// "name is not written", its text made once a run for the names that rules use.
  Node not_written(Symbol name, At at) {
    return Node::make_missing(
        memory->make<Cause>(Kind::kMissing, std::string_view{}, reason_of(name), at));
  }
  std::string_view reason_of(Symbol name) {
    auto& [last, last_reason] = recent_reasons[name % recent_reasons.size()];
    if (last == name && !last_reason.empty()) return last_reason;
    if (const auto known = reasons.find(name); known != reasons.end()) {
      last = name;
      return last_reason = known->second;
    }
    const bool kept = reasons.size() < kMostReasons;
    const std::string text = std::string(store.symbols.text(name)) + " is not written";
    const std::string_view reason = (kept ? run_memory : *memory).copy(std::string_view(text));
    if (kept) reasons.emplace(name, reason);
    return reason;
  }
  /// An unknown that was computed: its completions may be errors.
  Node unknown(Unknown u, At at = 0) const {
    u.may_fail = true;
    return Node::make_unknown(memory->make<Unknown>(u), at);
  }
  /// An unknown that no completion of its operands makes an error.
  [[nodiscard]] Node sound_unknown(Unknown u, At at = 0) const {
    u.may_fail = false;
    return Node::make_unknown(memory->make<Unknown>(u), at);
  }
  /// An unknown as the value of something that may be an error: nothing is known of it any more,
  /// for an error agrees with nothing.
  [[nodiscard]] Node computed(const Node& v) const {
    if (!v.is(Kind::kUnknown) || v.unknown == nullptr || v.unknown->may_fail) return v;
    return unknown_from(v);
  }
  /// A fresh unknown of unknown presence, because of `because` (any indeterminate).
  Node unknown_from(const Node& because) const;
  Node string(std::string_view text, At at = 0) const {
    return Node::string(memory->copy(text), at);
  }
  Node list(std::span<const Node> members) const { return Store::list_in(*memory, members); }

  /// Notes what reading `value` takes for granted.
  void note(const Node& value) {
    if (!value.is(Kind::kReference) && !value.is(Kind::kUnknown)) return;
    if (value.is(Kind::kReference) && value.has(kAssumed)) assumes |= kAssumesReferences;
    if (value.is(Kind::kUnknown) && value.unknown != nullptr && value.unknown->assumed) {
      assumes |= kAssumesReferences;
    }
  }
  void note_property(const Node& value) {
    const bool unset =
        value.is(Kind::kMissing) && value.cause != nullptr && value.cause->code == "unset-block";
    const bool from_default = value.has(kAssumed) && value.has(kFromDefault) && !value.is_object();
    if (unset || from_default) assumes |= kAssumesUnsetBlocks;
  }
};

/// The cause that an indeterminate carries; null if it has none.
inline const Cause* cause_of(const Node& node) {
  if (node.is(Kind::kUnknown)) return node.unknown == nullptr ? nullptr : &node.unknown->cause;
  return node.indeterminate() ? node.cause : nullptr;
}

/// A count whose maybe-members are all M or E is an Unknown with an interval whose cause has that
/// kind (language 3.22): once the interval cannot decide, it is of that kind.
Node settle_count(Env& env, const Node& count);
inline Node settle(Env& env, const Node& node) {
  return node.is(Kind::kUnknown) ? settle_count(env, node) : node;
}

/// The unknown beside a count that is missing or broken unless its interval decides: what the
/// unknown turns out to be may let it decide. Null: there are no such two.
const Node* beside_interval(Env& env, const Node& a, const Node& b);

/// Any number of further members for one reason more: the first reason stays, but U before M and E.
inline void widen(Node& many, const Node& why) {
  const bool stronger = why.is(Kind::kUnknown) && !many.is(Kind::kUnknown);
  if (many.is(Kind::kNull) || stronger) many = why;
}

/// Whether some completion of an operand may be an error.
inline bool may_fail(const Node& node) {
  return node.is(Kind::kUnknown) && (node.unknown == nullptr || node.unknown->may_fail);
}

/// Whether every completion is a text.
inline bool surely_text(const Node& node) {
  return node.is(Kind::kUnknown) && !may_fail(node) &&
         (node.unknown->expect == Expect::kString || !node.unknown->parts.empty());
}
/// Whether every completion is a list.
inline bool surely_list(const Node& node) {
  return node.is(Kind::kUnknown) && !may_fail(node) && node.unknown->expect == Expect::kList;
}
/// Whether every completion can stand in a text.
inline bool surely_scalar(const Node& node) {
  if (surely_text(node)) return true;
  return node.is(Kind::kUnknown) && !may_fail(node) &&
         (node.unknown->expect == Expect::kBool || node.unknown->expect == Expect::kNumber);
}

/// What a strict operator over these operands gives: E over M over U, or kNull if none is
/// indeterminate. Beside a missing operand an unknown that may turn out to be an error stays
/// unknown (docs/decisions/0003).
Node strict(Env& env, std::span<const Node> operands);

}  // namespace cordon::vm

#endif  // CORDON_VM_ENV_H_
