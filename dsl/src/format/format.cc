#include "cordon/dsl/compile.h"
#include "diagnostic/problem.h"
#include "format/printer.h"
#include "syntax/parser.h"

namespace cordon::dsl {

Formatted format(const std::string& name, const std::string& text, const RuleLimits& limits) {
  Formatted out;
  SourceSpace sources;
  const syntax::Parse parse = syntax::parse(sources, name, text, limits);
  for (const Diagnostic& d : parse.diagnostics) out.problems.push_back(locate(d, sources));
  if (parse.file != nullptr) out.text = cordon::format::print(*parse.file);
  return out;
}

}  // namespace cordon::dsl
