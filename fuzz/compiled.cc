#include "compiled.h"

#include <memory>
#include <utility>

#include "catalogue/embedded.h"
#include "cordon/report.h"
#include "lower/unit.h"
#include "printed.h"
#include "require.h"
#include "verdicts.h"

namespace cordon::fuzz {
namespace {

std::shared_ptr<const Catalogue> catalogue() {
  static const auto kLoaded = [] {
    auto loaded = Catalogue::load(catalogue_text());
    return std::make_shared<const Catalogue>(std::move(*loaded));
  }();
  return kLoaded;
}

}  // namespace

dsl::Compilation compiled(const std::vector<dsl::RuleSource>& sources, const RuleLimits& limits) {
  dsl::Compilation out = dsl::compile(dsl::make_unit(sources, limits, catalogue()), limits);
  require(has_error(out.problems) == !out.program);
  for (const Problem& problem : out.problems) require(!problem.code.empty());
  check_text(text_problems(out.problems, false));
  return out;
}

}  // namespace cordon::fuzz
