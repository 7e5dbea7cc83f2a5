// Runs the `test` blocks of a program: each on documents of its own, parameters from the test
// alone. Tests: tests/conformance runs through it; tests/cli shows that a wrong expectation fails.
#include <re2/re2.h>

#include <algorithm>

#include "catalogue/catalogue.h"
#include "cordon/evaluate.h"
#include "rows/describe.h"
#include "rows/run.h"
#include "rows/test_inputs.h"
#include "value/compare.h"
#include "vm/reading.h"

namespace cordon {
namespace {

using bytecode::TestCase;

class TestRun {
 public:
  TestRun(const bytecode::Program& code, const TestCase& test, const EvaluationLimits& limits)
      : code_(code), test_(test), limits_(limits), inventory_(store_, *code.catalogue, {}) {}

  TestOutcome run(const rows::ReadFile& read_file) {
    outcome_.name = test_.name;
    outcome_.location = rows::locate_node(*code_.store, test_.span.begin);
    outcome_.location.pointer.clear();
    if (test_.expects.empty()) fail("the test expects nothing");
    rows::TestInputs inputs(code_, test_, store_, inventory_);
    if (auto problem = inputs.read(read_file)) {
      fail(std::move(*problem));
    } else {
      expectations(inputs);
    }
    outcome_.passed = outcome_.failures.empty();
    return std::move(outcome_);
  }

 private:
  void fail(std::string what) { outcome_.failures.push_back(std::move(what)); }

  void expectations(const rows::TestInputs& inputs) {
    rows::Run run(code_, inventory_, limits_, inputs.parameters(), inputs.day(),
                  Environment::kProd);
    for (const TestCase::Expect& expect : test_.expects) check(run, expect);
  }

  void check(rows::Run& run, const TestCase::Expect& expect) {
    const RuleInfo& info = code_.infos[expect.rule];
    const bool whole = code_.rules[expect.rule].types == bytecode::kNone;
    static constexpr ResourceId kWhole[] = {kNoResource};
    const std::span<const ResourceId> subjects = whole ? kWhole : run.subjects(expect.rule);
    rows::SubjectTable records(inventory_);
    std::size_t matched = 0;
    for (const ResourceId subject : subjects) {
      const std::string_view address =
          subject == kNoResource ? "" : inventory_.resources()[subject].address;
      if (!expect.any_resource && !glob(expect.on, address)) continue;
      ++matched;
      const Row row = rows::describe(run, inventory_, records, code_,
                                     run.row(expect.rule, subject, true), false);
      compare(expect, row, info, std::string(address));
      run.env().row_memory.clear();
    }
    if (matched == 0) {
      const Location at = rows::locate_node(*code_.store, expect.span.begin);
      fail(std::to_string(at.line) + ": no row of " + info.name +
           (expect.any_resource ? std::string() : " on `" + expect.on + "`") + " for `expect " +
           name_of(expect.status) + "`");
    }
  }

  static bool says(const TestCase::Expect& expect, const RequirementRecord& r) {
    if (!expect.message_is_regex) return r.message.find(expect.message) != std::string::npos;
    re2::RE2::Options options;
    options.set_log_errors(false);
    return re2::RE2::PartialMatch(r.message, re2::RE2(expect.message, options));
  }

  void compare(const TestCase::Expect& expect, const Row& row, const RuleInfo& info,
               const std::string& address) {
    const Location at = rows::locate_node(*code_.store, expect.span.begin);
    const std::string where = std::to_string(at.line) + ": " + info.name + " on " +
                              (address.empty() ? "the documents" : address);
    if (row.status != expect.status) {
      std::string got = name_of(row.status);
      if (!row.requirements.empty()) got += " (" + row.requirements.front().message + ")";
      if (!row.requirements.empty() && !row.requirements.front().causes.empty()) {
        got += ": " + row.requirements.front().causes.front().reason;
      }
      fail(where + ": expected " + name_of(expect.status) + ", got " + got);
      return;
    }
    if (!expect.has_message) return;
    const bool said = std::any_of(row.requirements.begin(), row.requirements.end(),
                                  [&](const RequirementRecord& r) { return says(expect, r); });
    if (!said) {
      fail(where + ": no message says `" + expect.message + "`" +
           (row.requirements.empty() ? std::string()
                                     : "; it says `" + row.requirements.front().message + "`"));
    }
  }

  const bytecode::Program& code_;
  const TestCase& test_;
  const EvaluationLimits& limits_;
  Store store_;
  Inventory inventory_;
  TestOutcome outcome_;
};

}  // namespace

std::vector<TestOutcome> run_tests(
    const Program& program,
    const std::function<Result<std::string>(const std::string& path)>& read_file,
    const EvaluationLimits& limits,
    const std::function<void(std::size_t done, std::size_t total)>& progress) {
  std::vector<TestOutcome> all;
  for (const TestCase& test : program.code().tests) {
    if (progress) progress(all.size(), program.code().tests.size());
    all.push_back(TestRun(program.code(), test, limits).run(read_file));
  }
  return all;
}

}  // namespace cordon
