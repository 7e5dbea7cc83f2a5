// Runs the `test` blocks of a program: each on documents of its own, parameters from the test
// alone. Tests: tests/conformance runs through it; tests/cli shows that a wrong expectation fails.
#include <re2/re2.h>

#include <algorithm>

#include "catalogue/catalogue.h"
#include "cordon/evaluate.h"
#include "rows/describe.h"
#include "rows/parameters.h"
#include "rows/run.h"
#include "value/compare.h"
#include "vm/operators.h"
#include "vm/reading.h"

namespace cordon {
namespace {

using bytecode::TestCase;

std::optional<Family> family_of_given(const std::string& word) {
  if (word == "cloudformation") return Family::kCloudFormation;
  if (word == "terraform_plan") return Family::kTerraformPlan;
  if (word == "resources") return Family::kResources;
  if (word == "json") return Family::kJson;
  return std::nullopt;
}

Family family_of_content(const Store& store, const Node& root) {
  if (!root.is_object()) return Family::kJson;
  if (store.find(root, "Resources") != nullptr) return Family::kCloudFormation;
  const bool plan = store.find(root, "format_version") != nullptr ||
                    store.find(root, "planned_values") != nullptr ||
                    store.find(root, "resource_changes") != nullptr;
  return plan ? Family::kTerraformPlan : Family::kResources;
}

class TestRun {
 public:
  TestRun(const bytecode::Program& code, const TestCase& test, const EvaluationLimits& limits)
      : code_(code), test_(test), limits_(limits), inventory_(store_, *code.catalogue, {}) {}

  TestOutcome run(const std::function<Result<std::string>(const std::string&)>& read_file) {
    outcome_.name = test_.name;
    outcome_.location = rows::locate_node(*code_.store, test_.span.begin);
    outcome_.location.pointer.clear();
    if (test_.expects.empty()) fail("the test expects nothing");
    if (documents(read_file) && parameters()) expectations();
    outcome_.passed = outcome_.failures.empty();
    return std::move(outcome_);
  }

 private:
  void fail(std::string what) { outcome_.failures.push_back(std::move(what)); }

  bool documents(const std::function<Result<std::string>(const std::string&)>& read_file) {
    const Source* from = code_.store->sources.find(test_.span.begin);
    const Source* here =
        from == nullptr ? nullptr : store_.sources.add(from->name, std::string(from->text));
    const std::int64_t shift =
        here == nullptr ? 0 : std::int64_t{here->base} - std::int64_t{from->base};
    for (const TestCase::Given& given : test_.givens) {
      const InventoryDocument* document = nullptr;
      if (given.root.is(Kind::kMissing)) {
        Result<std::string> bytes =
            read_file(from == nullptr ? given.file : directory(from->name) + given.file);
        if (!bytes) {
          fail("the file " + given.file + " cannot be read: " + bytes.error().message);
          return false;
        }
        document =
            &inventory_.add(given.file, std::move(*bytes), true, family_of_given(given.kind));
      } else {
        const Node root = vm::copy_value(store_, *code_.store, given.root, shift);
        store_.add_root(root);
        const Family family = family_of_given(given.kind).value_or(family_of_content(store_, root));
        document = &inventory_.add(from == nullptr ? "test" : from->name, root, family);
      }
      if (document->status == InventoryDocument::Status::kRefused) {
        fail("a document of the test is refused: " + (document->problems.empty()
                                                          ? std::string("no reason given")
                                                          : document->problems.back().message));
        return false;
      }
    }
    return true;
  }

  static std::string directory(const std::string& path) {
    const std::size_t slash = path.rfind('/');
    return slash == std::string::npos ? "" : path.substr(0, slash + 1);
  }

  bool parameters() {
    for (std::size_t i = 0; i < code_.parameters.size(); ++i) {
      Node value =
          code_.parameters[i].has_default
              ? vm::copy_value(store_, *code_.store, code_.parameters[i].value, vm::kWithoutPlaces)
              : Node::null();
      std::string why;
      for (const TestCase::Param& p : test_.params) {
        const ParameterInfo& info = code_.parameter_infos[i];
        if (p.name == info.name || p.name == info.package + "." + info.name)
          value = vm::copy_value(store_, *code_.store, p.value, vm::kWithoutPlaces);
      }
      if (!value.is(Kind::kNull) &&
          !rows::fit_parameter(store_, code_.parameters[i].type, value, why)) {
        fail("the value of parameter `" + code_.parameter_infos[i].name +
             "` does not fit: expected " + why);
        return false;
      }
      parameters_.push_back(value);
    }
    return true;
  }

  void expectations() {
    constexpr std::string_view kDefaultDay = "2026-01-01";
    std::int64_t day = 0;
    parse_date(test_.as_of.empty() ? kDefaultDay : std::string_view(test_.as_of), day);
    rows::Run run(code_, inventory_, limits_, parameters_, day, Environment::kProd);
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
  std::vector<Node> parameters_;
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
