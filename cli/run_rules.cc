#include <string>

#include "commands.h"
#include "cordon/listing.h"
#include "session.h"
#include "settings.h"

namespace cordon::cli {

int run_rules(const Arguments& arguments) {
  const Settings settings = read_settings(arguments);
  Problems problems = settings.problems;
  RuleSet rules;
  if (!has_errors(problems)) rules = load_rules(arguments, settings.options.profile);
  append(problems, rules.problems);
  show_problems(problems, arguments);
  if (has_errors(problems) || (arguments.strict && !problems.empty())) return 2;
  bool written = true;
  for (const Sink& sink : settings.sinks) {
    const auto all = rules.program.rules();
    const std::string text = sink.format == "json"
                                 ? rules_json(all, rules.program.parameters(), rules.chosen)
                                 : rules_text(all, rules.chosen);
    written = deliver(sink, text) && written;
  }
  return written ? 0 : 2;
}

}  // namespace cordon::cli
