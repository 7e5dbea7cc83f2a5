// Chooses the rules of a run, and says which selector of the command line matches none.
#include "selection.h"

#include <array>
#include <string>

#include "cordon/selection.h"

namespace cordon::cli {
namespace {

constexpr std::array<const char*, 3> kOptions = {"--enable ", "--select ", "--ignore "};

std::vector<std::string> names_of(std::span<const RuleInfo> rules) {
  std::vector<std::string> names{"all"};
  for (const RuleInfo& rule : rules) {
    names.push_back(rule.id);
    if (rule.name != rule.id) names.push_back(rule.name);
    for (const std::string& group : rule.groups) names.push_back("group:" + group);
  }
  return names;
}

}  // namespace

std::vector<std::uint32_t> select_rules(std::span<const RuleInfo> rules, const Arguments& arguments,
                                        Environment profile, Problems& problems) {
  SelectedRules selected =
      cordon::select_rules(rules, {arguments.enable, arguments.select, arguments.ignore}, profile);
  for (const UnmatchedSelector& wrong : selected.unmatched) {
    problems.push_back(mistake(
        "U0104",
        kOptions[static_cast<std::size_t>(wrong.list)] + wrong.selector + " matches no rule",
        did_you_mean(wrong.selector, names_of(rules))));
  }
  return std::move(selected.rules);
}

}  // namespace cordon::cli
