// Chooses the rules of a run.
// The idea: a selector is a set of rules; the run is (what is on by default + enable), kept to
// select, without ignore. A selector that matches nothing is a mistake, never an empty set.
// Cannot do: severities by the environment of a resource; `severity:` means the profile's.
// Test: tests/cli, cases `selection`; tests/bindings.
#include "cordon/selection.h"

#include <algorithm>
#include <array>

namespace cordon {
namespace {

constexpr std::array<std::string_view, 7> kOptIn = {"advice", "cost",   "hybrid", "segmentation",
                                                    "diag",   "review", "drift"};

bool is_opt_in(const RuleInfo& rule) {
  return std::any_of(rule.groups.begin(), rule.groups.end(), [](const std::string& group) {
    return std::find(kOptIn.begin(), kOptIn.end(), group) != kOptIn.end();
  });
}

/// Matches `*` (any text) and `?` (one byte), the whole text.
bool glob_matches(std::string_view pattern, std::string_view text) {
  std::size_t p = 0;
  std::size_t t = 0;
  std::size_t star = std::string_view::npos;
  std::size_t resume = 0;
  while (t < text.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      resume = t;
    } else if (p < pattern.size() && (pattern[p] == '?' || pattern[p] == text[t])) {
      ++p;
      ++t;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      t = ++resume;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

bool any_matches(std::string_view pattern, const std::vector<std::string>& words) {
  return std::any_of(words.begin(), words.end(),
                     [pattern](const std::string& word) { return glob_matches(pattern, word); });
}

bool matches(const RuleInfo& rule, std::string_view selector, Environment profile) {
  if (selector == "all") return true;
  if (selector.starts_with("group:")) return any_matches(selector.substr(6), rule.groups);
  if (selector.starts_with("control:")) return any_matches(selector.substr(8), rule.controls);
  if (selector.starts_with("severity:")) {
    const auto& severity = rule.severity[static_cast<std::size_t>(profile)];
    return severity && selector.substr(9) == name_of(*severity);
  }
  if (is_named(rule, selector)) return true;
  return selector.find_first_of("*?") != std::string_view::npos && glob_matches(selector, rule.id);
}

class Selector {
 public:
  Selector(std::span<const RuleInfo> rules, Environment profile, SelectedRules& out)
      : rules_(rules), profile_(profile), out_(out) {}

  /// Marks the rules that any of the selectors matches.
  std::vector<bool> marks(UnmatchedSelector::List list, const std::vector<std::string>& selectors) {
    std::vector<bool> marked(rules_.size());
    for (const std::string& selector : selectors) {
      bool any = false;
      for (std::size_t i = 0; i < rules_.size(); ++i) {
        if (!matches(rules_[i], selector, profile_)) continue;
        marked[i] = true;
        any = true;
      }
      // Without any rule at all the run ends with "no rule was selected" instead.
      if (!any && (selector != "all" || !rules_.empty()))
        out_.unmatched.push_back({list, selector});
    }
    return marked;
  }

 private:
  std::span<const RuleInfo> rules_;
  Environment profile_;
  SelectedRules& out_;
};

}  // namespace

bool is_named(const RuleInfo& rule, std::string_view name) {
  return rule.id == name || rule.name == name;
}

SelectedRules select_rules(std::span<const RuleInfo> rules, const RuleSelection& selection,
                           Environment profile) {
  SelectedRules out;
  Selector selector(rules, profile, out);
  const auto enabled = selector.marks(UnmatchedSelector::List::kEnable, selection.enable);
  const auto selected = selector.marks(UnmatchedSelector::List::kSelect, selection.select);
  const auto ignored = selector.marks(UnmatchedSelector::List::kIgnore, selection.ignore);
  for (std::size_t i = 0; i < rules.size(); ++i) {
    const bool on = !rules[i].bundled || !is_opt_in(rules[i]) || enabled[i];
    const bool kept = selection.select.empty() || selected[i];
    if (on && kept && !ignored[i]) out.rules.push_back(static_cast<std::uint32_t>(i));
  }
  return out;
}

}  // namespace cordon
