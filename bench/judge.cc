#include "judge.h"

#include <cstdio>
#include <cstdlib>
#include <numeric>
#include <utility>

#include "measure.h"
#include "rows/parameters.h"
#include "vm/reading.h"

namespace cordon::bench {
namespace {

constexpr std::int64_t kDay = 20'786;  // 2026-11-29

Program compiled(const std::vector<dsl::RuleSource>& sources) {
  dsl::Compilation done = dsl::compile(sources, RuleLimits{});
  if (done.program) return done.program;
  for (const Problem& problem : done.problems)
    std::fprintf(stderr, "%s: %s\n", problem.code.c_str(), problem.message.c_str());
  std::exit(2);
}

CheckOptions options_for(const Program& program, Listing listing) {
  CheckOptions options;
  options.rules.resize(program.rules().size());
  std::iota(options.rules.begin(), options.rules.end(), 0U);
  options.as_of = "2026-11-29";
  options.digests = listing == Listing::kRowsAndDigests;
  options.findings_only = listing == Listing::kFindings;
  return options;
}

}  // namespace

Program bundled_program() { return compiled(dsl::bundled_packages()); }

Program program_of(const std::string& path) { return program_of_text(path, file_text(path)); }

Program program_of_text(const std::string& name, const std::string& text) {
  std::vector<dsl::RuleSource> sources{{name, text, false, true}};
  for (dsl::RuleSource source : dsl::bundled_packages()) {
    source.rules = false;
    source.bundled = true;
    sources.push_back(std::move(source));
  }
  return compiled(sources);
}

Judgement::~Judgement() = default;

void Judgement::read(std::string path, std::string bytes) {
  InventoryOptions options;
  options.digests = false;
  inventory_ = std::make_unique<Inventory>(store_, *program_.code().catalogue, options);
  inventory_->add(std::move(path), std::move(bytes), true);
}

void Judgement::prepare() {
  const bytecode::Program& code = program_.code();
  std::vector<Node> parameters;
  for (const auto& parameter : code.parameters) {
    Node value = vm::copy_value(store_, *code.store, parameter.value, vm::kWithoutPlaces);
    std::string why;
    rows::fit_parameter(store_, parameter.type, value, why);
    parameters.push_back(value);
  }
  run_ = std::make_unique<rows::Run>(code, *inventory_, EvaluationLimits{}, std::move(parameters),
                                     kDay, Environment::kProd);
  rows_.clear();
  for (std::uint32_t rule = 0; rule < code.rules.size(); ++rule) {
    for (const ResourceId subject : run_->subjects(rule)) rows_.push_back({rule, subject});
  }
  outcomes_.resize(rows_.size());
}

std::size_t Judgement::evaluate(std::vector<std::string>* findings) {
  run_->outcomes(rows_, outcomes_.data());
  if (findings == nullptr) return rows_.size();
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    if (outcomes_[i].status == Status::kPass) continue;
    findings->push_back(program_.code().infos[rows_[i].rule].id + " " +
                        std::string(inventory_->resources()[rows_[i].subject].address));
  }
  return rows_.size();
}

CheckResult whole(const Program& program, std::string path, std::string bytes, Listing listing) {
  std::vector<Input> inputs;
  inputs.push_back({std::move(path), std::move(bytes), true});
  Result<CheckResult> result = evaluate(program, std::move(inputs), options_for(program, listing));
  if (!result) std::exit(2);
  return std::move(*result);
}

}  // namespace cordon::bench
