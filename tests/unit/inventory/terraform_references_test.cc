#include "catch_compat.h"
#include "unit/inventory/terraform_fixture.h"

namespace cordon::tests {
namespace {

constexpr std::string_view kNotebook = "aws_sagemaker_notebook_instance.n";
constexpr std::string_view kCount = R"("count_expression": {"constant_value": 2},)";

std::string subnets(int n, const std::string& prefix = "") {
  std::string out;
  for (int i = 0; i < n; ++i)
    out +=
        change(prefix + "aws_subnet.p[" + std::to_string(i) + "]", "{}", R"({"id": true})") + ",";
  return out;
}

std::string notebooks(int n) {
  std::string out;
  for (int i = 0; i < n; ++i) {
    out +=
        (i > 0 ? "," : "") + change("aws_sagemaker_notebook_instance.n[" + std::to_string(i) + "]",
                                    "{}", R"({"subnet_id": true})");
  }
  return out;
}

std::string subnet_id(std::string_view quoted) { return R"({"subnet_id": )" + refs(quoted) + "}"; }

TEST_CASE("count_index_beside_one_counted_resource_picks_the_same_index") {
  PlanFixture f(
      plan(subnets(2) + notebooks(2),
           declared("aws_subnet.p", "{}", kCount) + "," +
               declared(kNotebook, subnet_id(R"("aws_subnet.p", "count.index")"), kCount)));
  CHECK(f.value("aws_sagemaker_notebook_instance.n[0]", "SubnetId") == "->aws_subnet.p[0]!assumed");
  CHECK(f.value("aws_sagemaker_notebook_instance.n[1]", "SubnetId") == "->aws_subnet.p[1]!assumed");
}

TEST_CASE("a_variable_beside_count_index_leaves_all_instances_as_a_closed_set") {
  PlanFixture f(
      plan(subnets(2) + notebooks(2),
           declared("aws_subnet.p", "{}", kCount) + "," +
               declared(kNotebook, subnet_id(R"("aws_subnet.p", "var.single", "count.index")"),
                        kCount)));
  CHECK(f.value("aws_sagemaker_notebook_instance.n[1]", "SubnetId") ==
        "written+ one of aws_subnet.p[0] aws_subnet.p[1]");
}

TEST_CASE("an_index_without_instance_leaves_all_instances_as_a_closed_set") {
  PlanFixture f(
      plan(subnets(1) + notebooks(2),
           declared("aws_subnet.p", "{}", kCount) + "," +
               declared(kNotebook, subnet_id(R"("aws_subnet.p", "count.index")"), kCount)));
  CHECK(f.value("aws_sagemaker_notebook_instance.n[1]", "SubnetId") == "->aws_subnet.p[0]!assumed");
}

TEST_CASE("a_literal_key_is_kept_and_its_prefixes_are_no_mentions") {
  PlanFixture f(
      plan(subnets(2) + notebooks(1),
           declared("aws_subnet.p", "{}", kCount) + "," +
               declared(kNotebook,
                        subnet_id(R"("aws_subnet.p[1].id", "aws_subnet.p[1]", "aws_subnet.p")"),
                        kCount)));
  CHECK(f.value("aws_sagemaker_notebook_instance.n[0]", "SubnetId") == "->aws_subnet.p[1]!assumed");
}

TEST_CASE("each_key_without_a_resource_by_for_each_is_a_dead_end") {
  const std::string each = R"("for_each_expression": {"references": ["var.ids"]},)";
  PlanFixture f(
      plan(change(R"(aws_sagemaker_notebook_instance.n["a"])", "{}", R"({"subnet_id": true})"),
           declared(kNotebook, subnet_id(R"("each.key")"), each)));
  CHECK(f.value(R"(aws_sagemaker_notebook_instance.n["a"])", "SubnetId") == "written+");
}

/// Two networks by for_each, a module of notebooks by for_each over them, keys with dots and
/// quotes.
std::string networks() {
  const std::string keys[] = {R"(["a.b"])", R"(["c\"]d"])"};
  std::string changes;
  for (const std::string& key : keys) {
    changes += subnets(2, "module.net" + key + ".");
    changes += change("module.sm" + key + ".aws_sagemaker_model.m", R"({"vpc_config": [{}]})",
                      R"({"vpc_config": [{"subnets": true, "security_group_ids": true}]})") +
               ",";
  }
  changes.pop_back();
  const std::string model = declared("aws_sagemaker_model.m",
                                     R"({"vpc_config": [{"subnets": {"references": ["var.subnets"]},
      "security_group_ids": {"references": ["var.net.group", "var.net"]}}]})");
  const std::string module = R"(, "module_calls": {
    "net": {"for_each_expression": {"references": ["var.nets"]}, "expressions": {}, "module": {
      "outputs": {"ids": {"expression": {"references": ["aws_subnet.p"]}}, "first": {"expression": {"references": ["aws_subnet.p"]}}},
      "resources": [)" + declared("aws_subnet.p", "{}", kCount) +
                             R"(]}},
    "sm": {"for_each_expression": {"references": ["module.net"]},
      "expressions": {"subnets": {"references": ["each.value.ids", "each.value"]}, "net": {"references": ["local.net"]}},
      "module": {"variables": {"subnets": {}, "net": {}}, "resources": [)" +
                             model + "]}}}";
  return plan(changes, "", module);
}

TEST_CASE("a_variable_leads_through_each_value_to_the_output_of_the_module_of_the_same_key") {
  PlanFixture f(networks());
  CHECK(
      f.value(R"(module.sm["a.b"].aws_sagemaker_model.m)", "VpcConfig") ==
      R"({Subnets: [->module.net["a.b"].aws_subnet.p[0]!assumed, ->module.net["a.b"].aws_subnet.p[1]!assumed]!assumed,)"
      R"( SecurityGroupIds: written})");
  CHECK(f.value(R"(module.sm["c\"]d"].aws_sagemaker_model.m)", "VpcConfig")
            .starts_with(R"({Subnets: [->module.net["c\"]d"].aws_subnet.p[0])"));
}

/// A module that gives a notebook what `expression` of the call says.
std::string called(std::string_view expression, std::string_view mention) {
  return plan(
      subnets(2) +
          change("module.m.aws_sagemaker_notebook_instance.n", "{}", R"({"subnet_id": true})"),
      declared("aws_subnet.p", "{}", kCount),
      R"(, "module_calls": {"m": {"expressions": {"subnets": )" + std::string(expression) +
          R"(}, "module": {"resources": [)" + declared(kNotebook, subnet_id(mention)) + "]}}}");
}

TEST_CASE("an_index_of_a_variable_is_an_index_of_what_was_given") {
  PlanFixture f(called(refs(R"("aws_subnet.p")"), R"("var.subnets[1]", "var.subnets")"));
  CHECK(f.value("module.m.aws_sagemaker_notebook_instance.n", "SubnetId") ==
        "->aws_subnet.p[1]!assumed");
}

TEST_CASE("a_variable_without_a_value_in_the_call_is_a_dead_end") {
  PlanFixture f(called("{}", R"("var.other")"));
  CHECK(f.value("module.m.aws_sagemaker_notebook_instance.n", "SubnetId") == "written+");
}

TEST_CASE("outputs_that_refer_to_each_other_end_with_a_cause") {
  const std::string module =
      R"(, "module_calls": {"m": {"expressions": {"in": {"references": ["module.m.out", "module.m"]}},
     "module": {"outputs": {"out": {"expression": {"references": ["var.in"]}}}, "resources": []}}})";
  PlanFixture f(plan(notebooks(1),
                     declared(kNotebook, subnet_id(R"("module.m.out", "module.m")"), kCount),
                     module));
  const Node value = f.property("aws_sagemaker_notebook_instance.n[0]", "SubnetId");
  REQUIRE(value.is(Kind::kUnknown));
  CHECK(value.unknown->cause.reason.find("deeper than 40") != std::string_view::npos);
}

TEST_CASE("a_fan_of_references_stops_at_its_limit") {
  std::string outputs;
  for (int i = 0; i < 40; ++i) {
    outputs += (i > 0 ? "," : "") + std::string("\"o") + std::to_string(i) +
               R"(": {"expression": {"references": ["var.v)" + std::to_string(i + 1) +
               R"(", "var.w)" + std::to_string(i + 1) + R"("]}})";
  }
  std::string given;
  for (int i = 0; i < 40; ++i) {
    const std::string quoted = R"({"references": ["module.m.o)" + std::to_string(i) + R"("]})";
    given += (i > 0 ? "," : "") + std::string("\"v") + std::to_string(i) + "\": " + quoted +
             ", \"w" + std::to_string(i) + "\": " + quoted;
  }
  const std::string module = R"(, "module_calls": {"m": {"expressions": {)" + given +
                             R"(}, "module": {"outputs": {)" + outputs + R"(}, "resources": []}}})";
  PlanFixture f(
      plan(notebooks(1), declared(kNotebook, subnet_id(R"("module.m.o0")"), kCount), module));
  const Node value = f.property("aws_sagemaker_notebook_instance.n[0]", "SubnetId");
  REQUIRE(value.is(Kind::kUnknown));
  CHECK(!value.unknown->candidates_closed);
}

}  // namespace
}  // namespace cordon::tests
