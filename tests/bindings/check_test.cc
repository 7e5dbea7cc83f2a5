// Checks: the rows that the command line gives, options, redaction, and what rows say.
#include <sys/wait.h>

#include <array>
#include <cstdio>
#include <fstream>
#include <iterator>

#include "catch_compat.h"
#include "host.h"

namespace cordon::test {
namespace {

std::string read(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

struct Ran {
  std::string out;
  int code = -1;
};

Ran run_program(const std::string& arguments) {
  Ran ran;
  FILE* pipe =
      ::popen((std::string(CORDON_PROGRAM) + " " + arguments + " 2>/dev/null").c_str(), "r");
  REQUIRE(pipe != nullptr);
  std::array<char, 65536> piece{};
  for (std::size_t n = 0; (n = std::fread(piece.data(), 1, piece.size(), pipe)) > 0;)
    ran.out.append(piece.data(), n);
  ran.code = WEXITSTATUS(::pclose(pipe));
  return ran;
}

const std::string kExamples = std::string(CORDON_SOURCE_DIR) + "/examples/sagemaker/";

/// A template with one notebook for each value of DirectInternetAccess.
std::string notebooks(const std::vector<std::string>& values) {
  std::string out = "{\"Resources\":{";
  for (std::size_t i = 0; i < values.size(); ++i)
    out += (i == 0 ? "\"N" : ",\"N") + std::to_string(i + 1) +
           R"(":{"Type":"AWS::SageMaker::NotebookInstance","Properties":{"DirectInternetAccess":)" +
           values[i] + "}}";
  return out + "}}";
}

constexpr std::string_view kInternet = R"~(language 1
package t
param allowed: list<string> = ["Disabled"]
@id("T-1") @title("no internet") @severity("high")
rule internet for n in AWS::SageMaker::NotebookInstance {
  require n.DirectInternetAccess in allowed else "access is \(n.DirectInternetAccess)"
}
@id("T-2") @title("small") @severity("low")
rule root for n in AWS::SageMaker::NotebookInstance {
  require n.RootAccess == "Disabled" else "root"
}
)~";

/// A host with kInternet and one template, ready to check with its own detection of types.
struct Notebooks : Host {
  explicit Notebooks(const std::vector<std::string>& values) {
    options.type = {};
    REQUIRE(compile(kInternet));
    REQUIRE(parse(notebooks(values)));
    REQUIRE(open());
  }
  int run() {
    REQUIRE(check());
    return cordon_result_exit_code(result);
  }
};

}  // namespace

TEST_CASE("results_are_byte_for_byte_those_of_the_command_line") {
  Host host;
  host.options.type = {};
  REQUIRE(host.compile_bundled());
  REQUIRE(host.open());
  for (const std::string name :
       {"secure.yaml", "insecure.yaml", "secure.plan.json", "insecure.plan.json"}) {
    CAPTURE(name);
    for (cordon_document* document : host.documents) cordon_document_release(document);
    host.documents.clear();
    REQUIRE(host.parse(read(kExamples + name), kExamples + name));
    REQUIRE(host.check());
    const Ran ran = run_program("check --as-of 2026-11-24 -f json " + kExamples + name);
    CHECK(ran.code == cordon_result_exit_code(host.result));
    CHECK((ran.out == host.report(CORDON_FORMAT_JSON)));
    CHECK(ran.out.size() > 1000);
  }
}

TEST_CASE("several_documents_and_options_are_byte_for_byte_those_of_the_command_line") {
  Host host;
  host.options.type = {};
  REQUIRE(host.compile_bundled());
  REQUIRE(host.open());
  REQUIRE(host.parse(read(kExamples + "insecure.yaml"), kExamples + "insecure.yaml"));
  REQUIRE(host.parse(read(kExamples + "secure.plan.json"), kExamples + "secure.plan.json"));
  const std::array<cordon_str, 2> select{str("SMN-SG-*"), str("group:mode")};
  const cordon_str ignore = str("SMN-MODE-02");
  host.options.select = select.data();
  host.options.select_count = select.size();
  host.options.ignore = &ignore;
  host.options.ignore_count = 1;
  host.options.profile = CORDON_PROFILE_DEV;
  host.options.references = CORDON_REFERENCES_STRICT;
  host.options.fail_on = CORDON_FAIL_ON_HIGH;
  host.options.flags = CORDON_CHECK_REDACT;
  REQUIRE(host.check());
  const Ran ran = run_program(
      "check --as-of 2026-11-24 -f json --select 'SMN-SG-*' --select group:mode --ignore "
      "SMN-MODE-02 "
      "--profile dev --references strict --fail-on high --redact " +
      kExamples + "insecure.yaml " + kExamples + "secure.plan.json");
  CHECK(ran.code == cordon_result_exit_code(host.result));
  CHECK((ran.out == host.report(CORDON_FORMAT_JSON)));
}

TEST_CASE("rows_have_requirements_with_facts_and_causes") {
  Notebooks host({"\"Enabled\"", "\"Disabled\""});
  CHECK(host.run() == 1);
  REQUIRE(cordon_result_row_count(host.result) == 4);
  const cordon_row row = host.row(0);
  CHECK(row.status == CORDON_STATUS_FAIL);
  CHECK(row.severity == CORDON_SEVERITY_HIGH);
  CHECK(text(row.rule_id) == "T-1");
  CHECK(text(row.resource) == "N1");
  CHECK(text(row.type) == "AWS::SageMaker::NotebookInstance");
  CHECK(text(row.message) == "access is Enabled");
  CHECK((row.flags & CORDON_ROW_HAS_RESOURCE) != 0);
  CHECK(text(row.place.file) == "d.json");
  CHECK(row.place.line == 1);
  CHECK(text(row.place.pointer) == "/Resources/N1");
  auto requirement = sized<cordon_requirement>();
  REQUIRE(cordon_result_requirement(host.result, 0, 0, &requirement) == CORDON_OK);
  CHECK(requirement.status == CORDON_STATUS_FAIL);
  CHECK(text(requirement.rule_place.file) == "r.cordon");
  CHECK(requirement.rule_place.line == 6);
  REQUIRE(requirement.evidence_count >= 1);
  auto fact = sized<cordon_evidence>();
  REQUIRE(cordon_result_evidence(host.result, 0, 0, 0, &fact) == CORDON_OK);
  CHECK(text(fact.expression) == "n.DirectInternetAccess");
  CHECK(text(fact.value_json) == "\"Enabled\"");
  CHECK(fact.origin == CORDON_ORIGIN_WRITTEN);
  CHECK(text(fact.place.pointer) == "/Resources/N1/Properties/DirectInternetAccess");
  // RootAccess is not written: a cause says so.
  REQUIRE(text(host.row(1).rule_id) == "T-2");
  auto cause = sized<cordon_cause>();
  CHECK(host.row(1).status == CORDON_STATUS_FAIL);
  REQUIRE(cordon_result_cause(host.result, 1, 0, 0, &cause) == CORDON_OK);
  CHECK(cause.kind == CORDON_CAUSE_MISSING);
}

TEST_CASE("facts_tell_the_references_that_were_followed") {
  Host host;
  REQUIRE(
      host.compile("language 1\npackage t\n@id(\"T-1\") @title(\"names\") rule names for s in "
                   "AWS::EC2::Subnet {\n"
                   "  require s.VpcId->EnableDnsSupport == true else \"no names\"\n}\n"));
  REQUIRE(host.parse(R"({"Resources": {
    "V\"": {"Type": "AWS::EC2::VPC", "Properties": {"EnableDnsSupport": false}},
    "S": {"Type": "AWS::EC2::Subnet", "Properties": {"VpcId": {"Ref": "V\""}}}}})"));
  REQUIRE(host.open());
  host.options.type = {};
  REQUIRE(host.check());
  auto fact = sized<cordon_evidence>();
  REQUIRE(cordon_result_evidence(host.result, 0, 0, 0, &fact) == CORDON_OK);
  CHECK(text(fact.via_json) == R"([{"resource":"V\"","pointer":"/Resources/V\""}])");
  CHECK(text(fact.place.pointer) == "/Resources/V\"/Properties/EnableDnsSupport");
}

TEST_CASE("the_summary_counts_what_the_rows_say") {
  Notebooks host({"\"Enabled\"", "\"Disabled\"", "{\"Ref\": \"AWS::NoValue\"}"});
  host.run();
  auto summary = sized<cordon_summary>();
  REQUIRE(cordon_result_summary(host.result, &summary) == CORDON_OK);
  std::array<size_t, 6> counts{};
  for (size_t i = 0; i < summary.row_count; ++i)
    ++counts.at(static_cast<size_t>(host.row(i).status));
  CHECK(summary.row_count == 6);
  CHECK(counts == std::array<size_t, 6>{summary.pass, summary.fail, summary.undetermined,
                                        summary.error, summary.skipped, summary.waived});
  CHECK(summary.exit_code == 1);
  CHECK(summary.because_count == 1);
  CHECK(summary.document_count == 1);
  auto document = sized<cordon_document_info>();
  REQUIRE(cordon_result_document(host.result, 0, &document) == CORDON_OK);
  CHECK(text(document.format) == "cloudformation");
  CHECK(text(document.status) == "read");
  CHECK(document.resources == 3);
  CHECK(document.sha256.size == 64);
}

TEST_CASE("redaction_leaves_no_value_in_any_accessor") {
  Notebooks host({"\"hunter2canary\""});
  const auto everything = [&host] {
    std::string all = host.report(CORDON_FORMAT_JSON) + host.report(CORDON_FORMAT_TEXT);
    for (size_t r = 0; r < cordon_result_row_count(host.result); ++r) {
      const cordon_row row = host.row(r);
      all += text(row.message) + text(row.reason);
      for (size_t q = 0; q < row.requirement_count; ++q) {
        auto requirement = sized<cordon_requirement>();
        auto fact = sized<cordon_evidence>();
        auto cause = sized<cordon_cause>();
        REQUIRE(cordon_result_requirement(host.result, r, q, &requirement) == CORDON_OK);
        all += text(requirement.message);
        for (size_t i = 0; cordon_result_evidence(host.result, r, q, i, &fact) == CORDON_OK; ++i)
          all += text(fact.value_json);
        for (size_t i = 0; cordon_result_cause(host.result, r, q, i, &cause) == CORDON_OK; ++i)
          all += text(cause.reason);
      }
    }
    return all;
  };
  host.run();
  CHECK(everything().find("canary") != std::string::npos);
  host.options.flags = CORDON_CHECK_REDACT;
  CHECK(host.run() == 1);
  CHECK(everything().find("canary") == std::string::npos);
}

TEST_CASE("parameters_are_given_as_one_json_object") {
  Notebooks host({"\"Enabled\""});
  const cordon_str select = str("T-1");
  host.options.select = &select;
  host.options.select_count = 1;
  CHECK(host.run() == 1);
  host.options.parameters = str(R"({"allowed": ["Enabled", "Disabled"]})");
  CHECK(host.run() == 0);
  for (const auto& [parameters, code] : std::vector<std::pair<std::string, std::string>>{
           {R"({"alowed": []})", "U0301"},
           {R"({"allowed": 1})", "U0303"},
           {R"(["allowed"])", "A0112"},
           {R"({"allowed": [], "allowed": []})", "D0103"},
           {"{", "D0102"}}) {
    host.options.parameters = str(parameters);
    CAPTURE(parameters);
    CHECK_FALSE(host.check());
    CHECK(host.failure.status == CORDON_E_OPTION);
    CHECK(host.failure.code == code);
  }
}

TEST_CASE("options_that_cannot_be_honoured_are_refused_together") {
  Notebooks host({"\"Enabled\""});
  const cordon_str wrong = str("NO-SUCH-RULE");
  host.options.select = &wrong;
  host.options.select_count = 1;
  host.options.profile = 3;
  host.options.references = -1;
  host.options.fail_on = 7;
  host.options.undetermined = 3;
  host.options.flags = 8;
  cordon_error* error = nullptr;
  REQUIRE(cordon_session_check(host.session, host.documents.data(), 1, &host.options, &host.result,
                               &error) == CORDON_E_OPTION);
  CHECK(cordon_error_diagnostic_count(error) == 6);
  cordon_error_release(error);
  host.options = Host::json_options();
  host.options.type = str("pulumi");
  CHECK_FALSE(host.check());
  CHECK(host.failure.code == "U0305");
  host.options = Host::json_options();
  host.options.as_of = {};
  CHECK_FALSE(host.check());
  CHECK(host.failure.code == "U0306");
}

TEST_CASE("a_long_text_of_an_option_is_cut_where_an_error_quotes_it") {
  Host host;
  REQUIRE(host.compile(kRule));
  REQUIRE(host.parse(R"({"n": 1})"));
  REQUIRE(host.open());
  const std::string text(10'000, 'x');
  const std::string named = "{\"" + text + "\": 1}";
  const cordon_str selector = str(text);
  const auto with = [&](auto change) {
    host.options = Host::json_options();
    change(host.options);
    CHECK_FALSE(host.check());
    CHECK(host.failure.status == CORDON_E_OPTION);
    CHECK(host.failure.message.find("`xxxxxxxxxx") != std::string::npos);
    CHECK(host.failure.rendered.size() < 400);
    return host.failure.code;
  };
  CHECK(with([&](auto& o) { o.as_of = selector; }) == "U0306");
  CHECK(with([&](auto& o) { o.type = selector; }) == "U0305");
  CHECK(with([&](auto& o) { o.parameters = str(named); }) == "U0301");
  CHECK(with([&](auto& o) { o.select = &selector, o.select_count = 1; }) == "U0104");
}

TEST_CASE("thresholds_and_expectations_decide_the_exit_code") {
  Notebooks host({"\"Enabled\""});
  CHECK(host.run() == 1);
  host.options.fail_on = CORDON_FAIL_ON_HIGH;
  CHECK(host.run() == 1);
  host.options.fail_on = CORDON_FAIL_ON_CRITICAL;
  CHECK(host.run() == 0);
  host.options.fail_on = CORDON_FAIL_ON_NEVER;
  CHECK(host.run() == 0);
  host.options.expect_min_rules = 3;
  CHECK(host.run() == 4);
  host.options.expect_min_rules = 0;
  host.options.expect_min_resources = 2;
  CHECK(host.run() == 4);
}

TEST_CASE("undetermined_rows_are_3_unless_told_otherwise") {
  Notebooks host({"\"x\""});
  const std::string document =
      R"({"Parameters":{"P":{"Type":"String"}},"Resources":{"N":{"Type":"AWS::SageMaker::NotebookInstance",
"Properties":{"DirectInternetAccess":{"Ref":"P"},"RootAccess":"Disabled"}}}})";
  cordon_document_release(host.documents[0]);
  host.documents.clear();
  REQUIRE(host.parse(document));
  CHECK(host.run() == 3);
  host.options.undetermined = CORDON_UNDETERMINED_PASS;
  CHECK(host.run() == 0);
  host.options.undetermined = CORDON_UNDETERMINED_FAIL;
  CHECK(host.run() == 1);
}

TEST_CASE("nothing_checked_is_not_green") {
  Notebooks host({"\"Disabled\""});
  cordon_document_release(host.documents[0]);
  host.documents.clear();
  CHECK(host.run() == 4);
  host.options.flags = CORDON_CHECK_ALLOW_EMPTY;
  CHECK(host.run() == 0);
}

TEST_CASE("a_document_of_no_known_type_is_refused_in_the_result") {
  Notebooks host({"\"Disabled\""});
  REQUIRE(host.parse(R"({"name": "x"})", "package.json"));
  CHECK(host.run() == 2);
  auto document = sized<cordon_document_info>();
  REQUIRE(cordon_result_document(host.result, 1, &document) == CORDON_OK);
  CHECK(text(document.status) == "refused");
  auto diagnostic = sized<cordon_diagnostic>();
  REQUIRE(cordon_result_diagnostic(host.result, 0, &diagnostic) == CORDON_OK);
  CHECK(text(diagnostic.code) == "I0201");
  CHECK(text(diagnostic.place.file) == "package.json");
  // The other document has its rows.
  CHECK(cordon_result_row_count(host.result) == 2);
}

}  // namespace cordon::test
