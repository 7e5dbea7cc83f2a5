#include <tuple>

#include "catch_compat.h"
#include "cordon/bundle.h"
#include "cordon/dsl/compile.h"
#include "unit/bundle/samples.h"

using namespace cordon;
using namespace cordon::test;

namespace {

void check_round_trip(const Program& program) {
  const std::string bytes = save_bundle(program);
  std::string why;
  const auto code = loaded(bytes, &why);
  INFO(why);
  REQUIRE(code != nullptr);
  const Program again(code);
  CHECK(save_bundle(again) == bytes);
  CHECK(again.digest() == program.digest());
  CHECK(behaviour(again) == behaviour(program));
  CHECK(outcomes(again) == outcomes(program));
}

}  // namespace

TEST_CASE("a_bundle_of_each_conformance_file_is_the_program_that_was_saved") {
  const auto files = conformance_files();
  REQUIRE(files.size() > 20);
  for (const std::string& file : files) {
    INFO(file);
    check_round_trip(compiled(file));
  }
}

TEST_CASE("a_bundle_of_a_sample_with_every_table_is_the_program_that_was_saved") {
  const Program program = sample();
  CHECK(outcomes(program).find("\"passed\": 1") != std::string::npos);
  check_round_trip(program);
}

TEST_CASE("a_rule_without_severity_in_an_environment_has_none_after_loading_either") {
  const auto compiled = dsl::compile({{"t.cordon",
                                       "language 1\npackage t\n@severity(\"high\", dev: null)\n"
                                       "rule r for d in Json::Document { require d.n == 1 }\n",
                                       false, true}},
                                     {});
  REQUIRE(compiled.program);
  const auto loaded = load_bundle(save_bundle(compiled.program));
  REQUIRE(loaded.ok());
  const auto dev = static_cast<std::size_t>(Environment::kDev);
  CHECK_FALSE(compiled.program.rules()[0].severity[dev].has_value());
  CHECK_FALSE(loaded->rules()[0].severity[dev].has_value());
  check_round_trip(compiled.program);
}

TEST_CASE("a_bundle_of_the_library_is_the_library") { check_round_trip(library()); }

TEST_CASE("the_embedded_bundle_is_the_library_compiled_from_its_text_without_its_tests") {
  const auto packages = dsl::compile(dsl::bundled_packages(), RuleLimits());
  REQUIRE(packages.program);
  CHECK(library_bundle() == save_bundle(packages.program));
  CHECK(library_digest() == packages.program.digest());
  const auto program = load_bundle(library_bundle());
  REQUIRE(program.ok());
  CHECK(program->digest() == library_digest());
  CHECK(behaviour(*program) == behaviour(packages.program));
}

TEST_CASE("the_library_without_its_tests_has_the_rules_of_the_whole_in_the_same_lines") {
  const auto packages = dsl::compile(dsl::bundled_packages(), RuleLimits());
  const Program whole = library();
  REQUIRE(packages.program.rules().size() == whole.rules().size());
  CHECK(packages.program.test_count() == 0);
  CHECK(whole.test_count() > 100);
  for (std::size_t i = 0; i < whole.rules().size(); ++i) {
    const RuleInfo& a = packages.program.rules()[i];
    const RuleInfo& b = whole.rules()[i];
    CHECK(a.text == b.text);
    CHECK(std::tie(a.location.file, a.location.line, a.location.column) ==
          std::tie(b.location.file, b.location.line, b.location.column));
  }
  std::size_t bytes = 0;
  for (const dsl::RuleSource& source : dsl::bundled_packages()) bytes += source.text.size();
  CHECK(bytes < 60'000);
}

TEST_CASE("what_the_program_starts_from_is_what_the_embedded_bundle_gives_as_a_file") {
  const auto own = load_library();
  const auto file = load_bundle(std::string(library_bundle()));
  REQUIRE(own.ok());
  REQUIRE(file.ok());
  CHECK(own->digest() == file->digest());
  CHECK(behaviour(*own) == behaviour(*file));
  CHECK(save_bundle(*own) == library_bundle());
}
