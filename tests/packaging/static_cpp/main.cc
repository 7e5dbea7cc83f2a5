// A host of the static C++ library: the public headers of engine and dsl, nothing else.
#include <cordon/dsl/compile.h>
#include <cordon/evaluate.h>
#include <cordon/report.h>
#include <cordon/selection.h>

#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  auto compiled = cordon::dsl::compile(cordon::dsl::bundled_library(), {});
  if (!compiled.program) return 2;
  std::ifstream file(argv[2], std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  cordon::CheckOptions options;
  options.as_of = argv[1];
  options.rules =
      cordon::select_rules(compiled.program.rules(), {}, cordon::Environment::kProd).rules;
  auto result = cordon::evaluate(compiled.program, {{argv[2], bytes}}, options);
  if (!result) return 2;
  cordon::Report report;
  report.program = &compiled.program;
  report.rules_count = static_cast<std::uint32_t>(options.rules.size());
  report.result = std::move(*result);
  std::fputs(cordon::text_report(report, {}).c_str(), stdout);
  return cordon::verdict(report).exit;
}
