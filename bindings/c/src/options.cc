// Gives the options of a check their meaning, as cli/settings.cc does for the command line.
// The idea: every mistake is collected, none is guessed away. Test: tests/bindings/check_test.cc.
#include "options.h"

#include <array>
#include <span>
#include <string>
#include <utility>

#include "cordon/document.h"
#include "cordon/selection.h"
#include "text.h"

namespace cordon::c {
namespace {

using Problems = std::vector<Problem>;

Problem mistake(std::string code, std::string message, std::string help = {}) {
  Problem problem;
  problem.code = std::move(code);
  problem.message = std::move(message);
  problem.help = std::move(help);
  return problem;
}

bool in_range(std::int32_t value, std::int32_t most, const char* name, Problems& problems) {
  if (value >= 0 && value <= most) return true;
  problems.push_back(mistake("A0111",
                             std::string(name) + " " + std::to_string(value) + " is not known",
                             "it takes 0 to " + std::to_string(most)));
  return false;
}

void read_threshold(const cordon_check_options& given, Report& report, Problems& problems) {
  if (in_range(given.fail_on, CORDON_FAIL_ON_NEVER, "fail_on", problems) &&
      given.fail_on != CORDON_FAIL_ON_DEFAULT) {
    report.fail_never = given.fail_on == CORDON_FAIL_ON_NEVER;
    if (!report.fail_never)
      report.fail_on = static_cast<Severity>(given.fail_on - CORDON_FAIL_ON_INFO);
  }
  if (in_range(given.undetermined, CORDON_UNDETERMINED_FAIL, "undetermined", problems))
    report.undetermined = static_cast<Report::Undetermined>(given.undetermined);
}

void read_words(const cordon_check_options& given, Request& request, Problems& problems) {
  static constexpr std::array<const char*, 3> kProfiles = {"prod", "staging", "dev"};
  CheckOptions& options = request.options;
  if (in_range(given.profile, CORDON_PROFILE_DEV, "profile", problems))
    options.profile = static_cast<Environment>(given.profile);
  if (in_range(given.references, CORDON_REFERENCES_STRICT, "references", problems))
    options.strict_references = given.references == CORDON_REFERENCES_STRICT;
  constexpr std::uint32_t kFlags =
      CORDON_CHECK_REDACT | CORDON_CHECK_ALLOW_EMPTY | CORDON_CHECK_STRICT;
  if ((given.flags & ~kFlags) != 0)
    problems.push_back(mistake("A0111", "flags hold a bit that is not known"));
  options.redact = (given.flags & CORDON_CHECK_REDACT) != 0;
  options.as_of = view_of(given.as_of);
  options.type = view_of(given.type);
  Report& report = request.report;
  report.profile = kProfiles[static_cast<std::size_t>(options.profile)];
  report.references = options.strict_references ? "strict" : "mentioned";
  report.as_of = options.as_of;
  report.redact = options.redact;
  report.allow_empty = (given.flags & CORDON_CHECK_ALLOW_EMPTY) != 0;
  report.strict = (given.flags & CORDON_CHECK_STRICT) != 0;
  report.expect_min_rules = given.expect_min_rules;
  report.expect_min_resources = given.expect_min_resources;
}

/// The members of one JSON object, each as its own text: the engine reads them by their types.
void read_parameters(std::string_view text, CheckOptions& options, Problems& problems) {
  if (text.empty()) return;
  const DocumentReading reading =
      DocumentReading::read_copy("parameters.json", text, DocumentLimits{});
  if (!reading.document) {
    problems.insert(problems.end(), reading.problems.begin(), reading.problems.end());
    return;
  }
  const Value root(reading.document, reading.document.root(0));
  if (root.type() != ValueType::kObject) {
    problems.push_back(mistake("A0112", "parameters are not one JSON object"));
    return;
  }
  for (std::size_t i = 0; i < root.size(); ++i)
    options.parameters.push_back(
        {std::string(root.key(i)), std::string(root.at(i).written()), "options"});
}

std::vector<std::string> read_list(const cordon_str* texts, std::size_t count) {
  std::vector<std::string> out;
  for (const cordon_str& text : std::span(texts, count)) out.emplace_back(view_of(text));
  return out;
}

void choose_rules(const cordon_check_options& given, const ProgramData& program, Request& request,
                  Problems& problems) {
  const RuleSelection selection{read_list(given.enable, given.enable_count),
                                read_list(given.select, given.select_count),
                                read_list(given.ignore, given.ignore_count)};
  SelectedRules selected =
      select_rules(program.program.rules(), selection, request.options.profile);
  for (const UnmatchedSelector& wrong : selected.unmatched)
    problems.push_back(
        mistake("U0104", "the selector " + in_backticks(wrong.selector) + " matches no rule"));
  request.options.rules = std::move(selected.rules);
  request.report.rules_count = static_cast<std::uint32_t>(request.options.rules.size());
}

bool lists_are_there(const cordon_check_options& given) {
  return (given.enable != nullptr || given.enable_count == 0) &&
         (given.select != nullptr || given.select_count == 0) &&
         (given.ignore != nullptr || given.ignore_count == 0);
}

bool texts_are_there(const cordon_check_options& given) {
  for (const auto list :
       {std::span(given.enable, given.enable_count), std::span(given.select, given.select_count),
        std::span(given.ignore, given.ignore_count)}) {
    for (const cordon_str& text : list) {
      if (!is_text(text)) return false;
    }
  }
  return is_text(given.as_of) && is_text(given.type) && is_text(given.parameters);
}

}  // namespace

cordon_status read_request(Call& call, const cordon_check_options& given,
                           const ProgramData& program, Request& request) {
  if (!lists_are_there(given)) return call.fail(Fault::kNoList);
  if (!texts_are_there(given)) return call.fail(Fault::kNoText);
  Problems problems;
  read_words(given, request, problems);
  read_threshold(given, request.report, problems);
  read_parameters(view_of(given.parameters), request.options, problems);
  choose_rules(given, program, request, problems);
  if (!problems.empty()) return call.fail(CORDON_E_OPTION, std::move(problems));
  request.report.program = &program.program;
  request.report.problems = program.problems;
  request.report.rules_source = program.rules_source;
  return CORDON_OK;
}

}  // namespace cordon::c
