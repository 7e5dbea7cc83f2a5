// Chooses the rules of a run.
// The idea: a selector is a set of rules; the run is (what is on by default + --enable), kept to
// --select, without --ignore. A selector that matches nothing is a mistake, never an empty set.
// Cannot do: severities by the environment of a resource; `severity:` means the profile's.
// Test: tests/cli, cases `selection`.
#include "selection.h"

#include <algorithm>
#include <array>
#include <string>

namespace cordon::cli {
namespace {

constexpr std::array<std::string_view, 7> kOptIn = {"advice", "cost",   "hybrid", "segmentation",
                                                    "diag",   "review", "drift"};

bool is_opt_in(const RuleInfo& rule) {
  return std::any_of(rule.groups.begin(), rule.groups.end(), [](const std::string& group) {
    return std::find(kOptIn.begin(), kOptIn.end(), group) != kOptIn.end();
  });
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

std::vector<std::string> names_of(std::span<const RuleInfo> rules) {
  std::vector<std::string> names{"all"};
  for (const RuleInfo& rule : rules) {
    names.push_back(rule.id);
    if (rule.name != rule.id) names.push_back(rule.name);
    for (const std::string& group : rule.groups) names.push_back("group:" + group);
  }
  return names;
}

class Selector {
 public:
  Selector(std::span<const RuleInfo> rules, Environment profile, Problems& problems)
      : rules_(rules), profile_(profile), problems_(problems) {}

  /// Marks the rules that any of the selectors matches.
  std::vector<bool> marks(const char* option, const std::vector<std::string>& selectors) {
    std::vector<bool> marked(rules_.size());
    for (const std::string& selector : selectors) {
      bool any = false;
      for (std::size_t i = 0; i < rules_.size(); ++i) {
        if (!matches(rules_[i], selector, profile_)) continue;
        marked[i] = true;
        any = true;
      }
      // Without any rule at all the run ends with "no rule was selected" instead.
      if (any || (selector == "all" && rules_.empty())) continue;
      problems_.push_back(mistake("U0104",
                                  std::string(option) + " " + selector + " matches no rule",
                                  did_you_mean(selector, names_of(rules_))));
    }
    return marked;
  }

 private:
  std::span<const RuleInfo> rules_;
  Environment profile_;
  Problems& problems_;
};

}  // namespace

bool is_named(const RuleInfo& rule, std::string_view name) {
  return rule.id == name || rule.name == name;
}

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

std::vector<std::uint32_t> select_rules(std::span<const RuleInfo> rules, const Arguments& arguments,
                                        Environment profile, Problems& problems) {
  Selector selector(rules, profile, problems);
  const auto enabled = selector.marks("--enable", arguments.enable);
  const auto selected = selector.marks("--select", arguments.select);
  const auto ignored = selector.marks("--ignore", arguments.ignore);
  std::vector<std::uint32_t> chosen;
  for (std::size_t i = 0; i < rules.size(); ++i) {
    const bool on = !rules[i].bundled || !is_opt_in(rules[i]) || enabled[i];
    const bool kept = arguments.select.empty() || selected[i];
    if (on && kept && !ignored[i]) chosen.push_back(static_cast<std::uint32_t>(i));
  }
  return chosen;
}

}  // namespace cordon::cli
