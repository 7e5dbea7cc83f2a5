#include "cordon/trace.h"

#include <algorithm>
#include <string>
#include <vector>

#include "catch_compat.h"
#include "unit/vm/compiled_rules.h"

namespace cordon {
namespace {

Result<TraceResult> traced(const Program& program, const std::string& document,
                           CheckOptions options = {}, const std::string& resource = "") {
  if (options.as_of.empty()) options.as_of = "2026-11-21";
  return trace(program, {{"d.json", document, true}}, options, 0, resource);
}

CheckOptions json() {
  CheckOptions options;
  options.type = "json";
  return options;
}

/// The trace of the first rule on a JSON document.
Trace of_json(const std::string& body, const std::string& document, CheckOptions options = json()) {
  const Program program = rules(body);
  options.rules = {0};
  options.as_of = "2026-11-21";
  const auto result = evaluate(program, {{"d.json", document, true}}, options);
  REQUIRE(result.ok());
  REQUIRE(result->rows.size() == 1);
  const auto out = traced(program, document, options, result->rows[0].subject->resource);
  REQUIRE(out.ok());
  REQUIRE(out->traces.size() == 1);
  CHECK(out->traces[0].row.status == result->rows[0].status);
  return out->traces[0];
}

std::size_t size_of(const std::vector<TraceNode>& nodes) {
  std::size_t n = nodes.size();
  for (const TraceNode& node : nodes) n += size_of(node.parts);
  return n;
}

const TraceNode* find(const std::vector<TraceNode>& nodes, std::string_view construct) {
  for (const TraceNode& node : nodes) {
    if (node.construct == construct) return &node;
    if (const TraceNode* inner = find(node.parts, construct)) return inner;
  }
  return nullptr;
}

std::string list_of(int n) {
  std::string out;
  for (int i = 0; i < n; ++i) out += (i > 0 ? "," : "") + std::string("{\"k\":1}");
  return "[" + out + "]";
}

constexpr const char* kVpc =
    R"({"Resources": {"V": {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": "10.0.0.0/16"}}}})";

TEST_CASE("a_trace_is_refused_as_an_evaluation_is") {
  const Program program = rules(
      "param least: int\n"
      "rule r for v in AWS::EC2::VPC { require count(v.Tags ?? []) >= least else \"x\" }");
  CheckOptions options;
  const auto code = [&](const CheckOptions& wrong) {
    const auto out = traced(program, kVpc, wrong, "V");
    REQUIRE(!out.ok());
    return std::string(out.error().code);
  };
  CHECK(code(options) == "U0304");
  options.parameters = {{"least", "0", "--param"}};
  CHECK(traced(program, kVpc, options, "V").ok());
  CheckOptions wrong = options;
  wrong.type = "pulumi";
  CHECK(code(wrong) == "U0305");
  wrong = options;
  wrong.as_of = "yesterday";
  CHECK(code(wrong) == "U0306");
  wrong = options;
  wrong.parameters = {{"most", "0", "--param"}};
  CHECK(code(wrong) == "U0301");
}

TEST_CASE("a_resource_that_no_subject_is_gives_no_trace_and_the_subjects") {
  const auto out =
      traced(rules("rule r for v in AWS::EC2::VPC { require v.CidrBlock is present else \"x\" }"),
             kVpc, {}, "W");
  REQUIRE(out.ok());
  CHECK(out->traces.empty());
  CHECK(out->subjects == std::vector<std::string>{"V"});
  CHECK(!out->whole);
}

TEST_CASE("strict_references_are_those_of_the_evaluation") {
  const std::string plan =
      R"({"format_version": "1.2", "terraform_version": "1.9.0", "resource_changes": [
      {"address": "aws_vpc.v", "mode": "managed", "type": "aws_vpc", "name": "v",
       "change": {"actions": ["create"], "after": {"cidr_block": "10.0.0.0/16"}, "after_unknown": {"id": true}}},
      {"address": "aws_subnet.s", "mode": "managed", "type": "aws_subnet", "name": "s",
       "change": {"actions": ["create"], "after": {}, "after_unknown": {"vpc_id": true}}}],
      "configuration": {"root_module": {"resources": [
       {"address": "aws_vpc.v", "mode": "managed", "type": "aws_vpc", "name": "v", "expressions": {}},
       {"address": "aws_subnet.s", "mode": "managed", "type": "aws_subnet", "name": "s",
        "expressions": {"vpc_id": {"references": ["aws_vpc.v.id", "aws_vpc.v"]}}}]}}})";
  const Program program = rules(
      "rule r for s in AWS::EC2::Subnet { require s.VpcId->CidrBlock == \"10.0.0.0/16\" else "
      "\"x\" }");
  CheckOptions options;
  auto out = traced(program, plan, options, "aws_subnet.s");
  REQUIRE(out.ok());
  CHECK(out->traces[0].row.status == Status::kPass);
  CHECK(names_of(out->traces[0].row.assumes) == std::vector<std::string>{"references"});
  CHECK(trace_text(*out, program.rules()[0], false).find("  assumes references\n") !=
        std::string::npos);
  const TraceNode* path = find(out->traces[0].clauses, "path");
  REQUIRE(path != nullptr);
  REQUIRE(path->value.via.size() == 1);
  CHECK(path->value.via[0].resource == "aws_vpc.v");
  options.strict_references = true;
  out = traced(program, plan, options, "aws_subnet.s");
  REQUIRE(out.ok());
  CHECK(out->traces[0].row.status == Status::kUndetermined);
  CHECK(out->traces[0].row.assumes == 0);
}

TEST_CASE("a_trace_of_many_statements_is_cut_and_its_row_is_whole") {
  const std::string body =
      "rule r for d in Json::Document {\n"
      "  for a in d.xs { for b in d.xs { require a.k + b.k < 2 else \"high\" } }\n"
      "  require d.last == 5 else \"last\"\n}";
  const Trace trace = of_json(body, R"({"xs": )" + list_of(80) + R"(, "last": 6})");
  CHECK(trace.truncated);
  CHECK(trace.row.status == Status::kFail);
  CHECK(trace.row.requirements.size() == 6401);
  CHECK(size_of(trace.clauses) <= 5000);
}

TEST_CASE("a_run_of_more_statements_than_are_noted_is_cut_too") {
  const std::string body =
      "rule r for d in Json::Document {\n"
      "  for a in d.xs { for b in d.xs { when a.k == 2 { require b.k == 1 else \"x\" } } }\n}";
  const Trace trace = of_json(body, R"({"xs": )" + list_of(110) + "}");
  CHECK(trace.truncated);
  CHECK(trace.row.status == Status::kSkipped);
  CHECK(trace.row.reason == "no requirement was reached");
}

TEST_CASE("a_condition_that_is_deeper_than_is_shown_is_cut") {
  std::string body = "fn f0(d: any): bool = d.k == 1\n";
  for (int i = 1; i < 50; ++i) {
    body += "fn f" + std::to_string(i) + "(d: any): bool = f" + std::to_string(i - 1) +
            "(d) and d.k == 1\n";
  }
  body += "rule r for d in Json::Document { require f49(d) else \"x\" }";
  const Trace trace = of_json(body, R"({"k": 1})");
  CHECK(trace.truncated);
  CHECK(trace.row.status == Status::kPass);
}

TEST_CASE("of_a_projected_list_ten_members_are_shown") {
  const std::string body =
      "rule r for d in Json::Document { require count(d.xs[*].k) == 3 else \"x\" }";
  const Trace few = of_json(body, R"({"xs": )" + list_of(3) + "}");
  const TraceNode* path = find(few.clauses, "path");
  REQUIRE(path != nullptr);
  CHECK(std::count_if(path->parts.begin(), path->parts.end(),
                      [](const TraceNode& n) { return n.construct == "item"; }) == 3);
  CHECK(path->omitted == 0);
  const Trace many = of_json(body, R"({"xs": )" + list_of(12) + "}");
  path = find(many.clauses, "path");
  REQUIRE(path != nullptr);
  CHECK(std::count_if(path->parts.begin(), path->parts.end(),
                      [](const TraceNode& n) { return n.construct == "item"; }) == 10);
  CHECK(path->omitted >= 2);
}

TEST_CASE("a_list_that_is_no_list_is_a_requirement_of_its_loop") {
  const std::string body =
      "fn hidden(x: any): any = x\n"
      "rule r for d in Json::Document { for x in hidden(d.xs) { require x == 1 else \"x\" } }";
  const Trace number = of_json(body, R"({"xs": 5})");
  CHECK(number.row.status == Status::kError);
  const TraceNode* node = find(number.clauses, "require");
  REQUIRE(node != nullptr);
  CHECK(node->status == "error");
  const Trace missing = of_json(body, "{}");
  CHECK(missing.row.status == Status::kFail);
  node = find(missing.clauses, "require");
  REQUIRE(node != nullptr);
  CHECK(node->truth == "missing");
  CHECK(node->status == "fail");
  CHECK(find(of_json(body, R"({"xs": [1]})").clauses, "require")->status == "pass");
}

TEST_CASE("a_row_that_a_limit_ends_says_so") {
  CheckOptions options = json();
  options.limits.fuel_per_row = 40;
  const std::string body =
      "rule r for d in Json::Document { require every x in d.xs : x.k == 1 else \"x\" }";
  const Program program = rules(body);
  const std::string document = R"({"xs": )" + list_of(60) + "}";
  const auto found = evaluate(program, {{"d.json", document, true}}, [&] {
    CheckOptions all = options;
    all.rules = {0};
    all.as_of = "2026-11-21";
    return all;
  }());
  REQUIRE(found.ok());
  const auto out = traced(program, document, options, found->rows[0].subject->resource);
  REQUIRE(out.ok());
  CHECK(out->traces[0].row.status == Status::kError);
  CHECK(trace_text(*out, program.rules()[0], false).find("  ended by L0201: ") !=
        std::string::npos);
}

TEST_CASE("a_trace_with_more_statements_than_are_kept_shows_those_that_are") {
  const Program program =
      rules("rule r for d in Json::Document { for x in d.xs { require x.k == 1 else \"x\" } }");
  const auto out = traced(program, R"({"xs": )" + list_of(12'000) + "}", json(), "/");
  REQUIRE(out.ok());
  REQUIRE(out->traces.size() == 1);
  CHECK(out->traces[0].truncated);
  REQUIRE(out->traces[0].clauses.size() == 1);
  CHECK(out->traces[0].clauses[0].parts.size() > 100);
}

TEST_CASE("a_trace_of_the_documents_as_a_whole_has_no_resource") {
  const Program program =
      rules("rule r { require count(AWS::EC2::VPC) == 2 else \"\\(count(AWS::EC2::VPC)) VPCs\" }");
  const auto out = traced(program, kVpc);
  REQUIRE(out.ok());
  CHECK(out->whole);
  REQUIRE(out->traces.size() == 1);
  CHECK(!out->traces[0].row.subject);
  const std::string text = trace_text(*out, program.rules()[0], false);
  CHECK(text.starts_with("t.r  fail  the documents as a whole\n"));
  CHECK(trace_json(*out, program.rules()[0]).find(R"("resource": null)") != std::string::npos);
}

TEST_CASE("a_long_text_is_cut_between_two_characters") {
  const std::string body = "rule r for d in Json::Document { require d.t == \"x\" else \"x\" }";
  std::string letters;
  for (int i = 0; i < 150; ++i) letters += "\xC3\xA9";
  const Program program = rules(body);
  const auto out = traced(program, R"({"t": "a)" + letters + "\"}", json(), "/");
  REQUIRE(out.ok());
  REQUIRE(out->traces.size() == 1);
  const std::string text = trace_text(*out, program.rules()[0], false);
  CHECK(text.find("\xC3...") == std::string::npos);
  CHECK(text.find("\xC3\xA9...") != std::string::npos);
}

}  // namespace
}  // namespace cordon
