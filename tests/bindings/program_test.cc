// Programs: errors with their places, warnings, imports, what rules say of themselves.
#include <functional>
#include <map>
#include <stdexcept>

#include "catch_compat.h"
#include "host.h"

namespace cordon::test {
namespace {

/// A host that has packages.
struct Packages {
  std::map<std::string, std::string> texts;
  std::vector<std::string> asked;
  std::function<cordon_status()> instead;
  int finalized = 0;

  static cordon_status give(void* user, cordon_str package, cordon_source* out) {
    auto& self = *static_cast<Packages*>(user);
    self.asked.push_back(text(package));
    if (self.instead) return self.instead();
    const auto found = self.texts.find(text(package));
    if (found == self.texts.end()) return CORDON_E_NOT_FOUND;
    *out = {str(found->first), str(found->second)};
    return CORDON_OK;
  }
  cordon_engine_options options() {
    auto out = sized<cordon_engine_options>();
    out.import = &Packages::give;
    out.import_user = this;
    out.import_finalize = [](void* user) { ++static_cast<Packages*>(user)->finalized; };
    return out;
  }
};

constexpr std::string_view kImporting = R"~(language 1
package t
import acme.limits
rule small for d in Json::Document {
  require d.n <= limits.most else "more than \(limits.most)"
}
)~";

}  // namespace

TEST_CASE("all_errors_of_a_rule_text_come_together_with_their_places") {
  Host host;
  const cordon_source source{str("bad.cordon"), str(R"~(language 1
package t
rule a for d in AWS::SageMaker::NotebookInstance { require d.RootAcess == "Disabled" else "x" }
rule b for d in AWS::SageMaker::NotebookInstance { require nothing else "y" }
)~")};
  cordon_program* program = nullptr;
  cordon_error* error = nullptr;
  REQUIRE(cordon_program_compile(host.engine, &source, 1, &program, &error) == CORDON_E_RULES);
  CHECK(program == nullptr);
  CHECK(cordon_error_status(error) == CORDON_E_RULES);
  REQUIRE(cordon_error_diagnostic_count(error) == 2);
  std::vector<std::uint32_t> lines;
  for (size_t i = 0; i < 2; ++i) {
    auto diagnostic = sized<cordon_diagnostic>();
    REQUIRE(cordon_error_diagnostic(error, i, &diagnostic) == CORDON_OK);
    CHECK(text(diagnostic.place.file) == "bad.cordon");
    CHECK(diagnostic.level == CORDON_LEVEL_ERROR);
    CHECK(diagnostic.code.size == 5);
    lines.push_back(diagnostic.place.line);
  }
  CHECK(lines == std::vector<std::uint32_t>{3, 4});
  // Rule text is the author's own: the line is shown with a caret.
  CHECK(text(cordon_error_render(error)).find("^") != std::string::npos);
  cordon_error_release(error);
}

TEST_CASE("a_limit_of_rule_text_is_a_limit") {
  Host host;
  std::string nested = "language 1\npackage t\nlet a = ";
  nested += std::string(60, '(') + "1" + std::string(60, ')') + "\n";
  CHECK_FALSE(host.compile(nested));
  CHECK(host.failure.status == CORDON_E_LIMIT);
  CHECK(host.failure.code == "E0130");
  CHECK_FALSE(host.compile(std::string((1U << 20U) + 1, ' ')));
  CHECK(host.failure.status == CORDON_E_LIMIT);
  CHECK(host.failure.code == "L0101");
}

TEST_CASE("warnings_stay_with_the_program_and_the_result") {
  Host host;
  REQUIRE(host.compile(R"~(language 1
package t
rule a for n in AWS::SageMaker::NotebookInstance {
  require n.RootAccess != "Enabled" else "root"
}
)~"));
  auto diagnostic = sized<cordon_diagnostic>();
  REQUIRE(cordon_program_diagnostic(host.program, 0, &diagnostic) == CORDON_OK);
  CHECK(diagnostic.level == CORDON_LEVEL_WARNING);
  CHECK(text(diagnostic.code) == "W0318");
  REQUIRE(host.parse(R"({"n": 1})"));
  REQUIRE(host.open());
  REQUIRE(host.check());
  REQUIRE(cordon_result_diagnostic(host.result, 0, &diagnostic) == CORDON_OK);
  CHECK(text(diagnostic.code) == "W0318");
}

TEST_CASE("the_bundled_rules_are_there_without_sources_and_only_imports_with_them") {
  Host host;
  REQUIRE(host.compile_bundled());
  CHECK(cordon_program_rule_count(host.program) > 10);
  auto rule = sized<cordon_rule>();
  bool found = false;
  for (size_t i = 0; cordon_program_rule(host.program, i, &rule) == CORDON_OK; ++i) {
    if (text(rule.id) != "SMN-MODE-01") continue;
    found = true;
    CHECK(rule.flags == CORDON_RULE_BUNDLED);
    CHECK(rule.severity_prod == CORDON_SEVERITY_HIGH);
    CHECK(rule.group_count > 0);
    CHECK(text(rule.groups[0]) == "mode");
    CHECK(rule.title.size > 0);
    CHECK(rule.remediation.size > 0);
    CHECK(text(rule.place.file).find(".cordon") != std::string::npos);
  }
  CHECK(found);
  CHECK(text(cordon_program_digest(host.program)).rfind("sha256:", 0) == 0);
  REQUIRE(host.compile(kRule));
  REQUIRE(cordon_program_rule_count(host.program) == 1);
  REQUIRE(cordon_program_rule(host.program, 0, &rule) == CORDON_OK);
  CHECK(rule.flags == 0);
  CHECK(rule.severity_dev == CORDON_SEVERITY_HIGH);
  CHECK(rule.severity_sensitive == CORDON_SEVERITY_NONE);
}

TEST_CASE("imports_are_refused_by_default") {
  Host host;
  CHECK_FALSE(host.compile(kImporting));
  CHECK(host.failure.status == CORDON_E_RULES);
  CHECK(host.failure.code == "E0201");
}

TEST_CASE("the_host_is_asked_once_for_each_package_through_a_chain") {
  Packages packages;
  packages.texts["acme.limits"] =
      "language 1\npackage acme.limits\nimport acme.base\nlet most = base.ten\n";
  packages.texts["acme.base"] = "language 1\npackage acme.base\nlet ten = 10\n";
  {
    const cordon_engine_options options = packages.options();
    Host host(&options);
    REQUIRE(host.judge(kImporting, R"({"n": 11})"));
    CHECK(text(host.row(0).message) == "more than 10");
    CHECK(packages.asked == std::vector<std::string>{"acme.limits", "acme.base"});
    CHECK(packages.finalized == 0);
    // The rules of a package that was imported do not run.
    CHECK(cordon_program_rule_count(host.program) == 1);
  }
  CHECK(packages.finalized == 1);
}

TEST_CASE("an_import_callback_that_has_nothing_fails_or_throws_is_told") {
  Packages packages;
  const cordon_engine_options options = packages.options();
  Host host(&options);
  CHECK_FALSE(host.compile(kImporting));
  CHECK(host.failure.status == CORDON_E_RULES);
  for (const auto& instead : std::vector<std::function<cordon_status()>>{
           [] { return CORDON_E_NOMEM; }, [] { return 99; },
           []() -> cordon_status { throw std::runtime_error("x"); },
           []() -> cordon_status { throw 1; }}) {
    packages.instead = instead;
    CHECK_FALSE(host.compile(kImporting));
    CHECK(host.failure.status == CORDON_E_CALLBACK);
  }
  packages.instead = nullptr;
  packages.texts["acme.limits"] = "language 1\npackage acme.limits\nlet most = \n";
  CHECK_FALSE(host.compile(kImporting));
  CHECK(host.failure.status == CORDON_E_RULES);
  CHECK(host.failure.rendered.find("acme.limits:") != std::string::npos);
}

}  // namespace cordon::test
