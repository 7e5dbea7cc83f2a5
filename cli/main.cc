// The command line: arguments only; each command has a file of its own.
// The idea: everything is decided here that the parser library would answer with codes of its own
// (105, 106): an unknown command or option gets a suggestion and exit code 2, and what a later
// version will have is refused by its name.
// Cannot do: complete words for a shell. Test: tests/cli/run_cli_tests.py, cases `usage`.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <exception>
#include <map>
#include <new>
#include <string>
#include <string_view>
#include <vector>

#include "arguments.h"
#include "commands.h"
#include "console.h"
#include "output.h"
#include "problems.h"

namespace cordon::cli {
namespace {

using Words = std::vector<std::string>;
using Command = int (*)(const Arguments&);

const Words kLaterCommands = {"diff", "drift",    "diagnose", "cost", "reach",  "repl",
                              "lsp",  "baseline", "report",   "init", "config", "completion"};

const Words kLaterOptions = {"--waivers",           "--config",         "--baseline",
                             "--baseline-findings", "--open-world",     "--closed-world",
                             "--show-inline-marks", "--template-param", "--jobs",
                             "--operation",         "--coverage",       "--max-waiver-days"};

void add_list(CLI::App& app, const char* names, Words& values, const char* help) {
  // One value an occurrence, so that a path may follow.
  app.add_option(names, values, help)->allow_extra_args(false);
}

void add_selection(CLI::App& app, Arguments& arguments) {
  add_list(app, "-r,--rules", arguments.rules,
           "rule file, folder or bundle; repeatable (the bundled library)");
  app.add_option("--profile", arguments.profile,
                 "environment where the documents tell none: prod, staging, dev");
  add_list(app, "--enable", arguments.enable,
           "add rules: id, name, pattern, group:, severity:, control:, all");
  add_list(app, "--select", arguments.select, "keep only these rules");
  add_list(app, "--ignore", arguments.ignore, "leave these rules out");
}

void add_reports(CLI::App& app, Arguments& arguments) {
  add_list(app, "-f,--format", arguments.formats,
           "text or json, or FORMAT=FILE; repeatable (text)");
  app.add_option("-o,--output", arguments.output, "where the one report goes, whole or not at all");
}

void add_console(CLI::App& app, Arguments& arguments) {
  app.add_option("--color", arguments.color, "auto, always or never");
  app.add_flag("--quiet,-q", arguments.quiet,
               "no progress, notes and warnings; headlines and the summary only");
}

void add_documents(CLI::App& app, Arguments& arguments) {
  app.add_option("paths", arguments.paths, "files, folders, or - for standard input");
  app.add_option("--type", arguments.type,
                 "terraform-plan, cloudformation or json (told by the content)");
  app.add_option("--references", arguments.references, "mentioned or strict");
  app.add_flag("--redact", arguments.redact, "print no value of any document");
  app.add_flag("--allow-empty", arguments.allow_empty, "nothing checked is acceptable");
  app.add_flag("--strict", arguments.strict, "every warning is an error");
}

void add_check(CLI::App& app, Arguments& arguments) {
  add_documents(app, arguments);
  add_selection(app, arguments);
  add_list(app, "--param", arguments.parameters, "NAME=JSON; repeatable");
  add_list(app, "--params", arguments.parameter_files,
           "file with one JSON object of parameters; repeatable");
  app.add_option("--as-of", arguments.as_of, "the day that rules see, YYYY-MM-DD (today, UTC)");
  app.add_option("--fail-on", arguments.fail_on,
                 "lowest severity that counts: info low medium high critical never");
  app.add_option("--undetermined", arguments.undetermined,
                 "pass or fail: what an undetermined row does (exit 3)");
  app.add_option("--expect-min-rules", arguments.expect_min_rules, "fewer rules evaluated: exit 4");
  app.add_option("--expect-min-resources", arguments.expect_min_resources,
                 "fewer resources evaluated: exit 4");
  add_reports(app, arguments);
  add_console(app, arguments);
}

void add_inventory(CLI::App& app, Arguments& arguments) {
  add_documents(app, arguments);
  app.add_option("--profile", arguments.profile, "environment where the documents tell none");
  app.add_option("--as-of", arguments.as_of, "the day, YYYY-MM-DD");
  app.add_flag("--with-properties", arguments.with_properties,
               "with the properties in the canonical vocabulary");
  add_reports(app, arguments);
  add_console(app, arguments);
}

void add_rules(CLI::App& app, Arguments& arguments) {
  add_selection(app, arguments);
  app.add_flag("--strict", arguments.strict, "every warning is an error");
  add_reports(app, arguments);
  add_console(app, arguments);
}

void add_test(CLI::App& app, Arguments& arguments) {
  app.add_option("rules", arguments.paths, "rule files, folders or a bundle (the bundled library)");
  app.add_flag("--mutate", arguments.mutate,
               "test changed rules, too, and list the changes that no test notices");
  app.add_flag("--strict", arguments.strict, "every warning is an error");
  add_reports(app, arguments);
  add_console(app, arguments);
}

void add_trace(CLI::App& app, Arguments& arguments) {
  app.add_option("rule", arguments.paths, "rule id or qualified name, then files, folders, or -");
  app.add_option("--resource", arguments.resource, "address of the resource, as rows name it");
  add_list(app, "-r,--rules", arguments.rules,
           "rule file or folder; repeatable (the bundled library)");
  app.add_option("--type", arguments.type,
                 "terraform-plan, cloudformation or json (told by the content)");
  app.add_option("--references", arguments.references, "mentioned or strict");
  app.add_option("--profile", arguments.profile,
                 "environment where the documents tell none: prod, staging, dev");
  add_list(app, "--param", arguments.parameters, "NAME=JSON; repeatable");
  add_list(app, "--params", arguments.parameter_files,
           "file with one JSON object of parameters; repeatable");
  app.add_option("--as-of", arguments.as_of, "the day that rules see, YYYY-MM-DD (today, UTC)");
  app.add_flag("--redact", arguments.redact, "print no value of any document");
  app.add_flag("--strict", arguments.strict, "every warning is an error");
  add_reports(app, arguments);
  add_console(app, arguments);
}

void add_lint(CLI::App& app, Arguments& arguments) {
  app.add_option("rules", arguments.paths, "rule files or folders (the bundled library)");
  app.add_flag("--strict", arguments.strict, "every warning is an error");
  add_reports(app, arguments);
  add_console(app, arguments);
}

void add_explain(CLI::App& app, Arguments& arguments) {
  app.add_option("name", arguments.paths, "rule id, qualified name, or code of a diagnostic");
  add_list(app, "-r,--rules", arguments.rules,
           "rule file, folder or bundle; repeatable (the bundled library)");
  add_console(app, arguments);
}

void add_fmt(CLI::App& app, Arguments& arguments) {
  app.add_option("paths", arguments.paths, "rule files, folders, or - for standard input");
  app.add_flag("--check", arguments.check, "write nothing, list what would change");
  app.add_flag("--diff", arguments.diff, "write nothing, show what would change");
  add_console(app, arguments);
}

void add_compile(CLI::App& app, Arguments& arguments) {
  app.add_option("rules", arguments.paths, "rule files or folders (the bundled library)");
  app.add_option("-o,--output", arguments.output, "where the bundle goes, whole or not at all");
  app.add_flag("--strict", arguments.strict, "every warning is an error");
  add_console(app, arguments);
}

void add_verify(CLI::App& app, Arguments& arguments) {
  app.add_option("bundle", arguments.paths, "the bundle");
  add_list(app, "--sources", arguments.sources,
           "rule file or folder that it must have been made of; repeatable");
  add_console(app, arguments);
}

void add_disasm(CLI::App& app, Arguments& arguments) {
  app.add_option("rules", arguments.paths, "a bundle, or rule files and folders (the library)");
  app.add_option("-o,--output", arguments.output, "where the listing goes");
  add_console(app, arguments);
}

int run_version_command(const Arguments& /*arguments*/) { return run_version(); }

struct CommandEntry {
  const char* name;
  const char* help;
  void (*add)(CLI::App&, Arguments&);
  Command run;
  std::size_t min_paths;
  std::size_t max_paths;
};

void add_nothing(CLI::App& /*app*/, Arguments& /*arguments*/) {}

constexpr std::size_t kAny = 1'000'000;
constexpr std::array kCommands = {
    CommandEntry{"check", "judge documents", add_check, run_check, 1, kAny},
    CommandEntry{"inventory", "show what was understood of documents", add_inventory, run_inventory,
                 1, kAny},
    CommandEntry{"rules", "list the rules that would run", add_rules, run_rules, 0, 0},
    CommandEntry{"explain", "explain a rule or a code", add_explain, run_explain, 1, 1},
    CommandEntry{"trace", "show why a row has its status", add_trace, run_trace, 2, kAny},
    CommandEntry{"test", "run the tests of rules", add_test, run_test, 0, kAny},
    CommandEntry{"lint", "check rule files", add_lint, run_lint, 0, kAny},
    CommandEntry{"compile", "make a bundle of rules", add_compile, run_compile, 0, kAny},
    CommandEntry{"verify", "check a bundle", add_verify, run_verify, 1, 1},
    CommandEntry{"disasm", "list the code of rules", add_disasm, run_disasm, 0, kAny},
    CommandEntry{"fmt", "format rule files", add_fmt, run_fmt, 1, kAny},
    CommandEntry{"version", "print the version", add_nothing, run_version_command, 0, 0},
};

/// Whether standard output was asked to carry JSON, as far as a wrong command line tells.
bool wants_json(const Words& words) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i] == "--") return false;
    if (words[i] == "--format=json" || words[i] == "-fjson") return true;
    const bool next = (words[i] == "-f" || words[i] == "--format") && i + 1 < words.size();
    if (next && words[i + 1] == "json") return true;
  }
  return false;
}

int refuse_command(const std::string& name) {
  if (std::find(kLaterCommands.begin(), kLaterCommands.end(), name) != kLaterCommands.end()) {
    say("not available in this version: " + name);
    return 2;
  }
  Words known;
  for (const CommandEntry& entry : kCommands) known.emplace_back(entry.name);
  known.insert(known.end(), kLaterCommands.begin(), kLaterCommands.end());
  const std::string hint = did_you_mean(name, known);
  const std::string what = name.starts_with("-") ? "unknown option " : "unknown command ";
  say(what + name + (hint.empty() ? "; `cordon --help` lists the commands" : ", " + hint));
  return 2;
}

Words options_of(const CLI::App& app) {
  Words names;
  for (const CLI::Option* option : app.get_options()) {
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  }
  return names;
}

/// What the parser left over: unknown options, and paths where none are taken.
Problems left_over(const CLI::App& app, const CommandEntry& entry) {
  Problems problems;
  for (const std::string& word : app.remaining()) {
    const std::string name = word.substr(0, word.find('='));
    if (std::find(kLaterOptions.begin(), kLaterOptions.end(), name) != kLaterOptions.end()) {
      problems.push_back(mistake("U0102", name + " is not available in this version"));
    } else if (word.starts_with("-") && word.size() > 1) {
      problems.push_back(mistake("U0101", std::string(entry.name) + " has no option " + name,
                                 did_you_mean(name, options_of(app))));
    } else {
      problems.push_back(mistake("U0101", std::string(entry.name) + " does not take " + word));
    }
  }
  return problems;
}

Problems wrong_paths(const CommandEntry& entry, const Arguments& arguments) {
  const std::size_t n = arguments.paths.size();
  if (n < entry.min_paths) {
    return {mistake(
        "U0101", std::string(entry.name) + " needs " + (entry.max_paths == 1 ? "a name" : "a path"),
        std::string("`cordon ") + entry.name + " --help` shows what it takes")};
  }
  if (n > entry.max_paths)
    return {
        mistake("U0101", std::string(entry.name) + " takes one name, not " + std::to_string(n))};
  return {};
}

/// Texts of the parser library, in our form.
std::string plain(std::string text) {
  if (!text.empty() && text[0] >= 'A' && text[0] <= 'Z')
    text[0] = static_cast<char>(text[0] - 'A' + 'a');
  while (!text.empty() && (text.back() == '\n' || text.back() == '.')) text.pop_back();
  return text;
}

int run_command(const CommandEntry& entry, Words words) {
  Arguments arguments;
  CLI::App app(entry.help, std::string("cordon ") + entry.name);
  app.allow_extras();
  entry.add(app, arguments);
  const bool json = wants_json(words);
  std::reverse(words.begin(), words.end());  // as the library wants them
  Problems problems;
  try {
    app.parse(words);
  } catch (const CLI::CallForHelp&) {
    const std::string wrong = write_standard_output(app.help());
    return wrong.empty() ? 0 : 2;
  } catch (const CLI::ParseError& error) {
    problems.push_back(mistake("U0101", plain(error.what())));
  }
  if (problems.empty()) problems = left_over(app, entry);
  if (problems.empty()) problems = wrong_paths(entry, arguments);
  if (!problems.empty())
    return refuse_usage(problems, json && std::string_view(entry.name) == "check");
  return entry.run(arguments);
}

std::string usage() {
  std::string text =
      "Cordon judges cloud documents by rules.\n\nusage: cordon COMMAND [OPTIONS]\n\n";
  for (const CommandEntry& entry : kCommands) {
    std::string name = entry.name;
    name.resize(12, ' ');
    text += "  " + name + entry.help + "\n";
  }
  return text + "\n`cordon COMMAND --help` shows the options of a command.\n";
}

int dispatch(const Words& words) {
  if (words.empty()) {
    say("a command is missing; `cordon --help` lists the commands");
    return 2;
  }
  const std::string& name = words.front();
  if (name == "--help" || name == "-h" || name == "help")
    return write_standard_output(usage()).empty() ? 0 : 2;
  if (name == "--version") return run_version();
  for (const CommandEntry& entry : kCommands) {
    if (name == entry.name) return run_command(entry, Words(words.begin() + 1, words.end()));
  }
  return refuse_command(name);
}

int guarded(const Words& words) {
  try {
    return dispatch(words);
  } catch (const std::bad_alloc&) {
    say("out of memory");
  } catch (const std::exception& error) {
    say(std::string("internal error: ") + error.what());
  }
  return 2;
}

}  // namespace

int run_version() {
  const std::string wrong = write_standard_output("cordon " CORDON_VERSION " (language 1)\n");
  return wrong.empty() ? 0 : 2;
}

}  // namespace cordon::cli

int main(int argc, char** argv) {
  using namespace cordon::cli;
  prepare_process();
  const int code = guarded(std::vector<std::string>(argv + std::min(argc, 1), argv + argc));
  const std::string wrong = finish_standard_output();
  if (wrong.empty()) return code;
  say("standard output: " + wrong);
  return 2;
}
