#include "catch_compat.h"
#include "report/counts.h"
#include "sample.h"

using namespace cordon;

namespace {

int exit_of(const Report& report) { return verdict(report).exit; }

}  // namespace

TEST_CASE("passing_rows_alone_are_green") {
  const Verdict v = verdict(sample::report({sample::passing()}));
  CHECK(v.exit == 0);
  CHECK(v.because.empty());
}

TEST_CASE("a_failing_row_gives_1_and_an_undetermined_one_3") {
  CHECK(exit_of(sample::report({sample::finding(Status::kFail)})) == 1);
  CHECK(exit_of(sample::report({sample::finding(Status::kUndetermined)})) == 3);
  CHECK(exit_of(sample::report(
            {sample::finding(Status::kUndetermined), sample::finding(Status::kFail)})) == 1);
}

TEST_CASE("the_threshold_counts_for_fail_and_undetermined_alike") {
  for (const Status status : {Status::kFail, Status::kUndetermined}) {
    Report report = sample::report({sample::finding(status, Severity::kMedium)});
    report.fail_on = Severity::kHigh;
    CHECK(exit_of(report) == 0);
    report.fail_on = Severity::kMedium;
    CHECK(exit_of(report) != 0);
    report.fail_never = true;
    CHECK(exit_of(report) == 0);
  }
}

TEST_CASE("errors_always_count") {
  Report report = sample::report({sample::finding(Status::kError, Severity::kInfo)});
  report.fail_on = Severity::kCritical;
  CHECK(exit_of(report) == 2);
  report.fail_never = true;
  CHECK(exit_of(report) == 2);
  report = sample::report({sample::finding(Status::kFail)});
  report.result.has_error = true;
  CHECK(exit_of(report) == 2);
}

TEST_CASE("an_error_is_told_once_whether_its_row_is_one_or_not") {
  Report report = sample::report({sample::finding(Status::kError)});
  report.result.has_error = true;
  CHECK(verdict(report).because == std::vector<std::string>{"1 row ends in an error"});
  report = sample::report({sample::finding(Status::kFail)});
  report.result.has_error = true;
  CHECK(verdict(report).because.front() == "a requirement ended in an error or at a limit");
  CHECK(verdict(report).exit == 2);
}

TEST_CASE("undetermined_may_be_made_a_pass_or_a_failure") {
  Report report = sample::report({sample::finding(Status::kUndetermined)});
  report.undetermined = Report::Undetermined::kPass;
  CHECK(exit_of(report) == 0);
  report.undetermined = Report::Undetermined::kFail;
  CHECK(exit_of(report) == 1);
}

TEST_CASE("nothing_checked_is_never_green") {
  Row skipped = sample::passing();
  skipped.status = Status::kSkipped;
  Report report = sample::report({skipped});
  CHECK(exit_of(report) == 4);
  report.result.rows.clear();
  CHECK(exit_of(report) == 4);
  report.rules_count = 0;
  CHECK(verdict(report).because.size() == 2);
  report.allow_empty = true;
  CHECK(exit_of(report) == 0);
}

TEST_CASE("a_folder_without_documents_gives_4") {
  Report report = sample::report({sample::passing()});
  report.problems.push_back(sample::problem(Level::kWarning, std::string(report::kEmptyFolder)));
  CHECK(exit_of(report) == 4);
  report.allow_empty = true;
  CHECK(exit_of(report) == 0);
}

TEST_CASE("fewer_rules_or_resources_than_expected_give_4") {
  Report report = sample::report({sample::passing()});
  report.expect_min_rules = 1;
  report.expect_min_resources = 1;
  CHECK(exit_of(report) == 0);
  report.expect_min_rules = 2;
  report.expect_min_resources = 2;
  CHECK(exit_of(report) == 4);
  CHECK(verdict(report).because.size() == 2);
  report.allow_empty = true;
  CHECK(exit_of(report) == 4);
}

TEST_CASE("a_refused_or_damaged_document_gives_2") {
  Report report = sample::report({sample::passing()});
  report.result.documents[0].problems.push_back(sample::problem(Level::kWarning));
  CHECK(exit_of(report) == 0);
  report.result.documents[0].problems.push_back(sample::problem(Level::kError));
  CHECK(exit_of(report) == 2);
  report.result.documents[0].status = "refused";
  CHECK(exit_of(report) == 2);
}

TEST_CASE("warnings_count_only_with_strict") {
  Report report = sample::report({sample::passing()});
  report.problems.push_back(sample::problem(Level::kWarning));
  CHECK(exit_of(report) == 0);
  report.strict = true;
  CHECK(exit_of(report) == 2);
  report.problems.clear();
  CHECK(exit_of(report) == 0);
  report.result.documents[0].status = "ignored";
  CHECK(exit_of(report) == 2);
}

TEST_CASE("findings_beyond_the_limit_are_never_green") {
  Report report = sample::report({sample::passing()});
  report.fail_never = true;
  report.result.findings_dropped = 3;
  CHECK(exit_of(report) == 2);
}

TEST_CASE("a_mistake_stops_the_run_and_is_its_only_cause") {
  Report report = sample::report({});
  report.result.documents.clear();
  report.rules_count = 0;
  report.expect_min_rules = 3;
  report.problems.push_back(sample::problem(Level::kError));
  const Verdict v = verdict(report);
  CHECK(v.exit == 2);
  CHECK(v.because == std::vector<std::string>{"1 mistake stops the run"});
}

TEST_CASE("all_causes_are_listed_strongest_first") {
  Report report = sample::report({sample::finding(Status::kUndetermined),
                                  sample::finding(Status::kFail), sample::finding(Status::kError)});
  report.expect_min_rules = 9;
  const Verdict v = verdict(report);
  CHECK(v.exit == 2);
  CHECK(v.because ==
        std::vector<std::string>{"1 row ends in an error",
                                 "only 1 rules were evaluated, --expect-min-rules asks for 9",
                                 "1 row fails", "1 row is undetermined"});
}
