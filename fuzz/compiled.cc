#include "compiled.h"

#include "catalogue.h"
#include "cordon/report.h"
#include "lower/unit.h"
#include "printed.h"
#include "require.h"
#include "verdicts.h"

namespace cordon::fuzz {

dsl::Compilation compiled(const std::vector<dsl::RuleSource>& sources, const RuleLimits& limits) {
  dsl::Compilation out = dsl::compile(dsl::make_unit(sources, limits, catalogue()), limits);
  require(has_error(out.problems) == !out.program);
  for (const Problem& problem : out.problems) require(!problem.code.empty());
  check_text(text_problems(out.problems, false));
  return out;
}

}  // namespace cordon::fuzz
