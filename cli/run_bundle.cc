// `cordon compile`, `verify` and `disasm`: rules as a file of verified code.
// The idea: what compile writes was read back before, so a bundle that exists is one that loads.
// Cannot do: signatures, and bundles of bundles. Test: tests/cli, cases `bundle`.
#include <string>
#include <utility>

#include "commands.h"
#include "console.h"
#include "cordon/bundle.h"
#include "cordon/listing.h"
#include "cordon/report.h"
#include "output.h"
#include "rule_files.h"
#include "session.h"

namespace cordon::cli {
namespace {

/// The program of rule paths, or the bundled rules as they run; nothing in it means that `problems`
/// say why.
dsl::Compilation compiled(const std::vector<std::string>& paths, bool from_bundle) {
  const RuleLimits limits;
  RuleFiles files = read_rules(paths, limits, !paths.empty());
  dsl::Compilation out;
  out.problems = std::move(files.problems);
  if (!from_bundle && !files.bundle.empty()) {
    out.problems.push_back(
        mistake("U0106", "a bundle is compiled already", "give the rules that it was made of"));
  }
  if (has_errors(out.problems)) return out;
  dsl::Compilation made = program_of(files, limits);
  append(out.problems, made.problems);
  out.program = std::move(made.program);
  return out;
}

/// The digest of a program is that of its texts, so a bundle that says so need not do what they
/// say.
std::string compared(const Arguments& arguments, const Program& program) {
  if (!arguments.sources.empty())
    return "; it is what " + listed(arguments.sources) + " compile to";
  if (program.digest() == library_digest()) return "; it is the bundled rules";
  return "; not compared with rules (--sources)";
}

std::string summary(const Program& program, std::size_t bytes) {
  return std::to_string(program.rules().size()) + " rules, " +
         std::to_string(program.test_count()) + " tests, " + std::to_string(bytes) + " bytes, " +
         program.digest();
}

bool same_sources(const Arguments& arguments, const std::string& bytes, Problems& problems) {
  const dsl::Compilation again = compiled(arguments.sources, false);
  append(problems, again.problems);
  if (has_errors(problems)) return false;
  if (save_bundle(again.program) == bytes) return true;
  problems.push_back(mistake(
      "U0111", "the bundle is not what these rules compile to: " + listed(arguments.sources)));
  return false;
}

}  // namespace

int run_compile(const Arguments& arguments) {
  dsl::Compilation rules;
  if (arguments.output.empty()) {
    rules.problems.push_back(mistake("U0101", "compile needs --output, where the bundle goes"));
  } else {
    rules = compiled(arguments.paths, false);
  }
  const bool refused = arguments.strict && !rules.problems.empty();
  std::string bytes;
  if (!has_errors(rules.problems) && !refused) {
    bytes = save_bundle(rules.program);
    const Result<Program> again = load_bundle(bytes);
    if (!again) rules.problems.push_back(from(again.error()));
  }
  show_problems(rules.problems, arguments);
  if (has_errors(rules.problems) || refused) return 2;
  if (!deliver({"bundle", arguments.output}, bytes)) return 2;
  if (!arguments.quiet) say(arguments.output + ": " + summary(rules.program, bytes.size()));
  return 0;
}

int run_verify(const Arguments& arguments) {
  const std::string& path = arguments.paths.front();
  RuleFiles files = read_rules(arguments.paths, RuleLimits(), true);
  Problems problems = std::move(files.problems);
  if (!has_errors(problems) && files.bundle.empty())
    problems.push_back(mistake("U0106", path + " is no bundle"));
  Program program;
  if (!has_errors(problems)) {
    dsl::Compilation loaded = program_of(files, RuleLimits());
    append(problems, loaded.problems);
    program = std::move(loaded.program);
  }
  if (!has_errors(problems) && !arguments.sources.empty())
    same_sources(arguments, files.bundle, problems);
  show_problems(problems, arguments);
  if (has_errors(problems)) return 2;
  const std::string text = printable(path) + ": verified, " +
                           summary(program, files.bundle.size()) +
                           printable(compared(arguments, program)) + "\n";
  return deliver({"text", ""}, text) ? 0 : 2;
}

int run_disasm(const Arguments& arguments) {
  const dsl::Compilation rules = compiled(arguments.paths, true);
  show_problems(rules.problems, arguments);
  if (has_errors(rules.problems)) return 2;
  return deliver({"text", arguments.output}, disassembly(rules.program)) ? 0 : 2;
}

}  // namespace cordon::cli
