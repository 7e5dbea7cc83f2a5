// Eight threads share one program and one document; each compiles, looks, judges, lists and
// reports. All must give the same bytes as one thread alone, and under ThreadSanitizer nothing may
// race.
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "catch_compat.h"
#include "cordon/bundle.h"
#include "cordon/document.h"
#include "cordon/dsl/compile.h"
#include "cordon/listing.h"
#include "cordon/report.h"

namespace cordon {
namespace {

constexpr std::size_t kThreads = 8;
constexpr int kRounds = 3;

const std::string kTemplate = R"({"Parameters": {"P": {"Type": "String"}},
  "Conditions": {"C": {"Fn::Equals": [{"Ref": "P"}, "x"]}},
  "Resources": {
    "V": {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": "10.0.0.0/16"}},
    "S": {"Type": "AWS::EC2::Subnet", "Properties": {"VpcId": {"Ref": "V"}, "CidrBlock": "10.0.1.0/24"}},
    "G": {"Type": "AWS::EC2::SecurityGroup", "Properties": {"VpcId": {"Ref": "V"}, "SecurityGroupEgress": [
      {"IpProtocol": "-1", "CidrIp": {"Fn::If": ["C", "0.0.0.0/0", "10.0.0.0/8"]}}]}},
    "N": {"Type": "AWS::SageMaker::NotebookInstance", "Properties": {"SubnetId": {"Ref": "S"},
      "SecurityGroupIds": [{"Ref": "G"}], "DirectInternetAccess": "Enabled"}}}})";

const std::string kPlan = R"({"format_version": "1.2", "resource_changes": [
  {"address": "aws_sagemaker_notebook_instance.n", "mode": "managed", "type": "aws_sagemaker_notebook_instance",
   "name": "n", "change": {"actions": ["create"], "after": {"direct_internet_access": "Enabled"},
   "after_unknown": {"subnet_id": true}}}],
  "configuration": {"root_module": {"resources": [{"mode": "managed", "type": "aws_sagemaker_notebook_instance",
   "name": "n", "expressions": {"subnet_id": {"references": ["aws_subnet.s.id", "aws_subnet.s"]}}}]}}})";

const std::string kYaml =
    "Resources:\n  N:\n    Type: AWS::SageMaker::NotebookInstance\n    Properties: &p\n"
    "      DirectInternetAccess: Enabled\n  M: {Type: AWS::SageMaker::NotebookInstance, "
    "Properties: *p}\n";

/// Everything that the library says about the documents, as one text.
std::string said(const Program& program) {
  CheckOptions options;
  options.as_of = "2026-11-21";
  for (std::uint32_t i = 0; i < program.rules().size(); ++i) options.rules.push_back(i);
  auto result = evaluate(program, {{"t.json", kTemplate, true}, {"p.json", kPlan, true}}, options);
  if (!result.ok()) return result.error().message;
  Report report;
  report.program = &program;
  report.result = std::move(*result);
  std::string out = json_report(report) + text_report(report, {});
  const auto listed = read_inventory({{"t.json", kTemplate, true}}, options, true);
  if (listed.ok()) out += inventory_json(*listed);
  return out + rules_json(program.rules(), program.parameters(), options.rules) + program.digest();
}

/// Everything that a value shows, with its place and those of what is in it.
void show(const Value& value, std::string& out) {
  const Value::Spot at = value.place();
  out += std::to_string(at.line) + ':' + std::to_string(at.column) + ' ';
  out += value.written();
  for (std::size_t i = 0; i < value.size(); ++i) {
    out += value.key(i);
    if (value.type() == ValueType::kObject && value.find(value.key(i)) == nullptr) out += "lost";
    show(value.at(i), out);
  }
}

/// What a document shows, and what rules say of it.
std::string said_of(const Document& document, const Program& program) {
  std::string out;
  for (std::size_t i = 0; i < document.root_count(); ++i)
    show(Value(document, document.root(i)), out);
  CheckOptions options;
  options.as_of = "2026-11-21";
  for (std::uint32_t i = 0; i < program.rules().size(); ++i) options.rules.push_back(i);
  auto result = evaluate(
      program, {{std::string(document.name()), document.copy_bytes({}).value(), true}}, options);
  if (!result.ok()) return result.error().message;
  Report report;
  report.program = &program;
  report.result = std::move(*result);
  return out + json_report(report);
}

Program library() { return dsl::compile(dsl::bundled_library(), {}).program; }

/// What each of several threads gives, all at once.
template <class Work>
std::vector<std::string> at_once(const Work& work) {
  std::vector<std::string> results(kThreads);
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < kThreads; ++i)
    threads.emplace_back([&results, &work, i] {
      for (int round = 0; round < kRounds; ++round) results[i] = work();
    });
  for (std::thread& thread : threads) thread.join();
  return results;
}

}  // namespace

TEST_CASE("threads_that_share_a_program_say_the_same") {
  // Threads first: what is made at the first use of a program must not race either.
  const Result<Program> loaded = load_bundle(library_bundle());
  REQUIRE(loaded.ok());
  for (const Program& program : {library(), *loaded}) {
    REQUIRE(program);
    const auto together = at_once([&] { return said(program); });
    const std::string alone = said(program);
    REQUIRE(alone.find("SMN-MODE-01") != std::string::npos);
    for (const std::string& text : together) CHECK((text == alone));
  }
}

TEST_CASE("threads_that_share_a_program_and_a_document_say_the_same") {
  const Program program = library();
  for (const auto& [name, text] :
       {std::pair{"t.json", kTemplate}, std::pair{"p.json", kPlan}, std::pair{"t.yaml", kYaml}}) {
    const DocumentReading reading = DocumentReading::read(name, text, {});
    REQUIRE(reading.document);
    // Threads first: the document makes its table of lines when the first place is asked for.
    const auto together = at_once([&] { return said_of(reading.document, program); });
    const std::string alone = said_of(reading.document, program);
    REQUIRE(alone.find("SMN-MODE-01") != std::string::npos);
    for (const std::string& said : together) CHECK((said == alone));
  }
}

TEST_CASE("threads_compile_at_once") {
  const std::string alone = library().digest();
  for (const std::string& digest : at_once([] { return library().digest(); }))
    CHECK(digest == alone);
}

TEST_CASE("threads_run_tests_of_rules_at_once") {
  const auto compiled = dsl::compile(
      {{"t.cordon",
        "language 1\npackage t\nrule r for d in Json::Document { require d.a == 1 else \"no\" }\n"
        "test \"t\" { given resources { x: { Type: \"Json::Document\", Properties: {a: 1} } } "
        "expect pass r on \"x\" }\n",
        false, true}},
      {});
  REQUIRE(compiled.program);
  const auto refuse = [](const std::string&) -> Result<std::string> { return Diagnostic{}; };
  const auto run = [&] {
    return tests_json({run_tests(compiled.program, refuse, {}), {}, false, 0, {}});
  };
  const auto together = at_once(run);
  const std::string alone = run();
  for (const std::string& text : together) CHECK((text == alone));
}

}  // namespace cordon
