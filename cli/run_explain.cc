#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "code_pages.h"
#include "commands.h"
#include "console.h"
#include "cordon/listing.h"
#include "cordon/selection.h"
#include "session.h"

namespace cordon::cli {
namespace {

const CodePage* find_code(std::string_view code) {
  const auto pages = code_pages();
  const auto page = std::find_if(pages.begin(), pages.end(),
                                 [code](const CodePage& p) { return p.code == code; });
  return page == pages.end() ? nullptr : &*page;
}

std::vector<std::string> known_names(std::span<const RuleInfo> rules) {
  std::vector<std::string> names;
  for (const RuleInfo& rule : rules) {
    names.push_back(rule.id);
    if (rule.name != rule.id) names.push_back(rule.name);
  }
  for (const CodePage& page : code_pages()) names.emplace_back(page.code);
  return names;
}

}  // namespace

int run_explain(const Arguments& arguments) {
  const std::string& name = arguments.paths.front();
  if (const CodePage* page = find_code(name)) {
    const std::string title = page->title.empty() ? "" : std::string(page->title) + "\n\n";
    const std::string text =
        std::string(page->code) + ": " + title + std::string(page->text) + "\n";
    return deliver({"text", ""}, text) ? 0 : 2;
  }
  const RuleSet rules = load_rules(arguments, Environment::kProd);
  show_problems(rules.problems, arguments);
  if (has_errors(rules.problems)) return 2;
  const auto all = rules.program.rules();
  for (const RuleInfo& rule : all) {
    if (!is_named(rule, name)) continue;
    return deliver({"text", ""}, rule_page(rule, rules.program.parameters())) ? 0 : 2;
  }
  show({mistake("U0101", "there is no rule and no code " + name,
                did_you_mean(name, known_names(all)))},
       arguments.color);
  return 2;
}

}  // namespace cordon::cli
