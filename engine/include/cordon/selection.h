#ifndef CORDON_SELECTION_H_
#define CORDON_SELECTION_H_

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cordon/program.h"

namespace cordon {

/// Which rules run (contract.md, `--enable`, `--select`, `--ignore`). A selector is a rule id or
/// qualified name, a glob on ids, `group:`, `control:`, `severity:` or `all`.
struct RuleSelection {
  std::vector<std::string> enable;  ///< added to what is on by default
  std::vector<std::string> select;  ///< only these are kept; empty: all
  std::vector<std::string> ignore;  ///< left out
};

/// A selector that matches no rule: a mistake, never an empty set.
struct UnmatchedSelector {
  enum class List : std::uint8_t { kEnable, kSelect, kIgnore };
  List list = List::kEnable;
  std::string selector;
};

struct SelectedRules {
  std::vector<std::uint32_t> rules;  ///< ascending, for CheckOptions::rules
  std::vector<UnmatchedSelector> unmatched;
};

/// Chooses the rules of a run. Bundled rules of an opt-in group are off until they are enabled.
/// Errors: `unmatched`. Threads: safe together. Cost: rules * selectors.
SelectedRules select_rules(std::span<const RuleInfo> rules, const RuleSelection& selection,
                           Environment profile);

/// Whether `name` is one of the names of the rule.
bool is_named(const RuleInfo& rule, std::string_view name);

}  // namespace cordon

#endif  // CORDON_SELECTION_H_
