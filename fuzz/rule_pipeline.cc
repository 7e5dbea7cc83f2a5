// The way of a rule text: compile, verify, save, print, and the same again with what was printed.
// - what compiles is verified code, which a bundle carries unchanged;
// - printing is a fixed point, and changes neither the code nor the warnings nor what is said of a
//   template;
// - what does not compile says so with an error that has a code, and prints as harmless text.
#include <algorithm>
#include <numeric>
#include <string>
#include <vector>

#include "bytecode/program.h"
#include "compiled.h"
#include "cordon/bundle.h"
#include "cordon/dsl/compile.h"
#include "cordon/evaluate.h"
#include "cordon/listing.h"
#include "cordon/report.h"
#include "printed.h"
#include "require.h"
#include "unit/bundle/samples.h"

namespace {

using cordon::Problem;
using cordon::Program;
using cordon::RuleLimits;
using cordon::dsl::Compilation;
using cordon::fuzz::require;

/// A printed file may be larger than a file may be: indentation and parentheses are added.
RuleLimits wide() {
  RuleLimits limits;
  limits.max_bytes = std::size_t{64} << 20U;
  limits.max_lines = 10'000'000;
  limits.max_columns = 10'000'000;
  limits.max_nesting *= 4;
  return limits;
}

Compilation compile(const std::string& text, const RuleLimits& limits) {
  return cordon::fuzz::compiled({{"fuzz.cordon", text, false, true}}, limits);
}

std::vector<std::string> codes(const std::vector<Problem>& problems) {
  std::vector<std::string> out;
  for (const Problem& problem : problems) out.push_back(problem.code);
  std::sort(out.begin(), out.end());
  return out;
}

bool same_code(const Program& a, const Program& b) {
  const auto& first = a.code().code;
  const auto& second = b.code().code;
  return std::equal(first.begin(), first.end(), second.begin(), second.end(),
                    [](const auto& x, const auto& y) {
                      return x.op == y.op && x.a == y.a && x.b == y.b && x.c == y.c && x.x == y.x;
                    });
}

void check_bundle(const Program& program) {
  const std::string saved = cordon::save_bundle(program);
  const auto loaded = cordon::test::loaded(saved);
  require(loaded != nullptr);
  const Program again(loaded);
  require(again.digest() == program.digest() && same_code(program, again));
  require(cordon::save_bundle(again) == saved);
}

/// Statuses of rows and requirements; texts may quote the rule, which is printed differently.
std::string statuses(const Program& program) {
  cordon::CheckOptions options;
  options.as_of = "2026-11-21";
  options.rules.resize(program.rules().size());
  std::iota(options.rules.begin(), options.rules.end(), 0U);
  options.limits.fuel_per_row = 5'000;
  options.limits.max_memory = std::size_t{16} << 20U;
  auto result = cordon::evaluate(program, {{"t.json", cordon::test::document(), true}}, options);
  if (!result.ok()) return std::string(result.error().code);
  std::string out;
  for (const cordon::Row& row : result->rows) {
    out += program.rules()[row.rule].name + (row.subject ? row.subject->resource : "") +
           name_of(row.status);
    for (const auto& requirement : row.requirements) out += name_of(requirement.status);
  }
  return out;
}

void check_printed(const Compilation& first, const std::string& text) {
  const auto formatted = cordon::dsl::format("fuzz.cordon", text, RuleLimits());
  require(!formatted.text.empty());
  const auto again = cordon::dsl::format("fuzz.cordon", formatted.text, wide());
  require(again.text == formatted.text);
  const Compilation second = compile(formatted.text, wide());
  require(codes(second.problems) == codes(first.problems));
  if (!first.program) return;
  require(second.program && same_code(first.program, second.program));
  require(statuses(second.program) == statuses(first.program));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string text = "language 1\n";
  text.append(data, data + size);
  const Compilation first = compile(text, RuleLimits());
  if (first.program) {
    require(cordon::bytecode::verify(first.program.code()).empty());
    check_bundle(first.program);
    cordon::fuzz::check_text(cordon::disassembly(first.program));
    check_printed(first, text);
    return 0;
  }
  // A text that parses prints, whatever is wrong with what it says.
  if (!cordon::dsl::format("fuzz.cordon", text, RuleLimits()).text.empty())
    check_printed(first, text);
  return 0;
}
