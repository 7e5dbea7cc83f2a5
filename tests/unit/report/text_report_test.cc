#include "catch_compat.h"
#include "report/report_view.h"
#include "sample.h"

using namespace cordon;

namespace {

std::string text_of(const Report& report, TextOptions options = {}) {
  options.ascii = true;
  const auto rules = sample::rules();
  return report::write_text({report, rules, "sha256:00"}, options);
}

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a_failing_row_is_written_with_place_source_fact_and_fix") {
  CHECK(text_of(sample::report({sample::finding(Status::kFail)})) ==
        "plan.json:14:35  high  SMN-MODE-01  fail  direct internet access is Enabled\n"
        "   14 |         \"direct_internet_access\": \"Enabled\",\n"
        "      |                                   ^^^^^^^^^\n"
        "      = fact: nb.DirectInternetAccess = \"Enabled\"\n"
        "      = resource: Nb (AWS::SageMaker::NotebookInstance)\n"
        "      = fix: set direct_internet_access to \"Disabled\"\n"
        "      = why: cordon explain SMN-MODE-01\n"
        "\n"
        "exit 1: 1 row fails\n"
        "1 document read (terraform-plan), 0 ignored, 0 refused; 1 resource, 2 rules (bundled "
        "library): "
        "1 fail (1 high), 0 undetermined, 0 error, 0 pass, 0 waived, 0 skipped; "
        "0 rows assume what the input leaves open; 0 rules without subject\n");
}

TEST_CASE("an_undetermined_row_says_what_must_be_known_and_where") {
  const std::string text = text_of(sample::report({sample::finding(Status::kUndetermined)}));
  CHECK(has(text,
            "= must be known: parameter Mode has no value, at plan.json:3:5 (/Parameters/Mode)\n"));
  CHECK(has(text, "exit 3: 1 row is undetermined\n"));
}

TEST_CASE("the_reference_chain_and_assumptions_are_shown") {
  Row row = sample::finding(Status::kFail);
  row.requirements[0].evidence[0].via = {{"aws_subnet.a", "/p"}, {"aws_vpc.v", "/q"}};
  row.requirements[0].evidence[0].origin = EvidenceRecord::Origin::kDefault;
  row.assumes = kAssumesReferences;
  const std::string text = text_of(sample::report({row}));
  CHECK(has(text, "= by way of: aws_subnet.a (/p) -> aws_vpc.v (/q)\n"));
  CHECK(has(text, "= \"Enabled\" (default)\n"));
  CHECK(has(text, "= assumes: references\n"));
  CHECK(has(text, "; 1 row assumes what"));
}

TEST_CASE("quiet_keeps_headlines_and_the_summary") {
  const std::string text =
      text_of(sample::report({sample::finding(Status::kFail)}), {false, true, true});
  CHECK(has(text, "fail  direct internet access is Enabled\n"));
  CHECK_FALSE(has(text, "= fact"));
  CHECK(has(text, "1 document read"));
}

TEST_CASE("sensitive_values_and_redacted_ones_are_never_shown") {
  Row row = sample::finding(Status::kFail);
  row.requirements[0].message = "it is open";
  row.requirements[0].evidence[0].sensitive = true;
  CHECK_FALSE(has(text_of(sample::report({row})), "Enabled"));
  row = sample::finding(Status::kFail);
  Report report = sample::report({row});
  CHECK(has(text_of(report), "Enabled"));
  report.redact = true;
  CHECK_FALSE(has(text_of(report), "Enabled"));
  CHECK(has(text_of(report), "(redacted) at plan.json:14:35"));
}

TEST_CASE("files_that_were_not_read_are_listed") {
  Report report = sample::report({sample::passing()});
  DocumentRecord bad;
  bad.path = "bad.json";
  bad.status = "refused";
  bad.problems.push_back(sample::problem(Level::kWarning, "W0101"));
  bad.problems.push_back(sample::problem(Level::kError, "D0107"));
  report.result.documents.push_back(bad);
  const std::string text = text_of(report);
  CHECK(has(text,
            "plan.json: terraform-plan, 1 resource\nbad.json: refused: x is never used (D0107)\n"));
  CHECK(has(text, "1 document read (terraform-plan), 0 ignored, 1 refused"));
}

TEST_CASE("hostile_text_neither_moves_the_cursor_nor_forges_lines") {
  const std::string evil = "::error ::x\x1b[2J\n::error ::y\u202e";
  Row row = sample::finding(Status::kFail);
  row.subject = std::make_shared<Subject>(Subject{evil, evil, 0, {}});
  row.requirements[0].message = evil;
  row.requirements[0].evidence[0].expression = evil;
  row.requirements[0].evidence[0].location.file = evil;
  row.requirements[0].evidence[0].source_line = evil;
  row.requirements[0].evidence[0].via = {{evil, evil}};
  row.requirements[0].causes.push_back({CauseRecord::Kind::kError, evil, evil, {evil, 1, 1, evil}});
  Report report = sample::report({row});
  report.result.documents[0].path = evil;
  report.result.documents[0].status = "ignored";
  report.rules_source = evil;
  const std::string text = text_of(report);
  CHECK_FALSE(has(text, "\x1b"));
  CHECK_FALSE(has(text, "\u202e"));
  CHECK_FALSE(has(text, "\n::"));
  CHECK_FALSE(text.starts_with("::"));
}

TEST_CASE("colour_is_only_added_when_asked_for") {
  const Report report = sample::report({sample::finding(Status::kFail)});
  CHECK_FALSE(has(text_of(report), "\x1b"));
  CHECK(has(text_of(report, {true, false, true}), "\x1b[31mfail\x1b[0m"));
}

TEST_CASE("long_lists_are_cut_and_counted") {
  Row row = sample::finding(Status::kFail);
  const RequirementRecord one = row.requirements[0];
  for (int i = 0; i < 14; ++i) row.requirements.push_back(one);
  CHECK(has(text_of(sample::report({row})), "and 5 more requirements that are not met\n"));
}
