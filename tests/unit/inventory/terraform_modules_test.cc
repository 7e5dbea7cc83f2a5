// References through the calls of modules: what a variable is given, and what an output gives back.
#include "catch_compat.h"
#include "unit/inventory/terraform_fixture.h"

namespace cordon::tests {
namespace {

constexpr std::string_view kNotebook = "aws_sagemaker_notebook_instance.n";
constexpr std::string_view kCount = R"("count_expression": {"constant_value": 2},)";
constexpr std::string_view kEach = R"("for_each_expression": {"references": ["var.keys"]},)";

std::string subnet(std::string_view address) {
  return change(address, "{}", R"({"id": true})") + ",";
}

std::string notebook(const std::string& module) {
  return change(module + std::string(kNotebook), "{}", R"({"subnet_id": true})");
}

std::string subnets() {
  return subnet("aws_subnet.p[0]") + subnet("aws_subnet.p[1]") + subnet("aws_subnet.s") +
         subnet(R"(aws_subnet.k["a"])") + subnet(R"(aws_subnet.k["b"])");
}

std::string declarations() {
  return declared("aws_subnet.p", "{}", kCount) + "," + declared("aws_subnet.s", "{}") + "," +
         declared("aws_subnet.k", "{}", kEach);
}

std::string subnet_id(std::string_view quoted) { return R"({"subnet_id": )" + refs(quoted) + "}"; }

std::string subnet_in(const std::string& text, const std::string& module) {
  PlanFixture f(text);
  const Node value = f.property(module + std::string(kNotebook), "SubnetId");
  std::string out = f.tell(value);
  if (value.is(Kind::kUnknown)) out += ": " + std::string(value.unknown->cause.reason);
  return out;
}

/// Of the notebook in `module`, an instance of the module m, whose call has these members and whose
/// notebook mentions what is `quoted`.
std::string inside(std::string_view call, std::string_view quoted,
                   const std::string& module = "module.m.") {
  const std::string calls = R"(, "module_calls": {"m": {)" + std::string(call) +
                            R"("module": {"resources": [)" +
                            declared(kNotebook, subnet_id(quoted)) + "]}}}";
  return subnet_in(plan(subnets() + notebook(module), declarations(), calls), module);
}

std::string given(std::string_view expression, std::string_view more = "") {
  return std::string(more) + R"("expressions": {"v": )" + std::string(expression) + "},";
}

/// Of a notebook of the root that mentions what is `quoted`, beside the module m as written.
std::string beside(std::string_view call, std::string_view quoted) {
  const std::string instances = subnet("module.m.aws_subnet.i") +
                                subnet("module.m[0].aws_subnet.i") +
                                subnet("module.m[1].aws_subnet.i");
  return subnet_in(plan(subnets() + instances + notebook(""),
                        declarations() + "," + declared(kNotebook, subnet_id(quoted)),
                        R"(, "module_calls": {"m": )" + std::string(call) + "}"),
                   "");
}

/// A call of m, whose outputs are these.
std::string module(std::string_view outputs, std::string_view more = "") {
  return "{" + std::string(more) + R"("module": {"outputs": {)" + std::string(outputs) +
         R"(}, "resources": [)" + declared("aws_subnet.i", "{}") + "]}}";
}

const std::string kMentions = "known after apply; the expression mentions ";
const std::string kLost =
    "known after apply; a plan does not show operators or literals of this expression";
const std::string kInner = R"("out": {"expression": {"references": ["aws_subnet.i"]}})";

TEST_CASE("a_variable_is_what_the_call_gives") {
  CHECK(inside(given(refs(R"("aws_subnet.s.id", "aws_subnet.s")")), R"("var.v")") ==
        "->aws_subnet.s!assumed");
  CHECK(inside(given(refs(R"("aws_subnet.s")")), R"("var.v.arn", "var.v")") ==
        "->aws_subnet.s.arn!assumed");
  CHECK(inside(given(refs(R"("aws_subnet.k")")), R"("var.v[\"b\"].id", "var.v[\"b\"]", "var.v")") ==
        R"(->aws_subnet.k["b"]!assumed)");
}

TEST_CASE("what_the_call_does_not_give_is_named_as_the_reason") {
  CHECK(inside("", R"("var.v")") == "written+: " + kMentions + "var.v");
  CHECK(inside(given(refs(R"("var.root")")), R"("var.v")") ==
        "written+: " + kMentions + "var.root");
  CHECK(inside(given(R"({"constant_value": "subnet-1"})"), R"("var.v")") ==
        "written+: " + kMentions + "the result of a function or a literal");
  CHECK(inside(given(R"({"constant_value": ["subnet-1"]})"), R"("var.v[0]", "var.v")") ==
        "written+: " + kMentions + "the result of a function or a literal");
  CHECK(inside(given(R"([{"subnet": {"references": ["aws_subnet.s"]}}])"), R"("var.v")") ==
        "written+: " + kMentions + "a block");
  CHECK(inside(given(R"([{"subnet": {"references": ["aws_subnet.s"]}}])"),
               R"("var.v[0]", "var.v")") == "written+: " + kMentions + "a block");
}

TEST_CASE("an_index_of_several_mentions_is_one_of_all") {
  CHECK(inside(given(refs(R"("aws_subnet.p", "aws_subnet.s")")), R"("var.v[0]", "var.v")") ==
        "written+ one of aws_subnet.p[0] aws_subnet.p[1] aws_subnet.s: " + kLost);
}

TEST_CASE("a_local_in_what_the_call_gives_leaves_its_mentions_as_perhaps") {
  CHECK(inside(given(refs(R"("aws_subnet.s", "local.x")")), R"("var.v")") ==
        "written+ perhaps aws_subnet.s: " + kMentions + "local.x");
}

TEST_CASE("a_repeated_call_gives_the_value_of_its_own_index_or_key") {
  const std::string by_index = given(refs(R"("aws_subnet.p", "count.index")"), kCount);
  CHECK(inside(by_index, R"("var.v")", "module.m[1].") == "->aws_subnet.p[1]!assumed");
  CHECK(inside(by_index, R"("var.v.arn", "var.v")", "module.m[1].") ==
        "->aws_subnet.p[1].arn!assumed");
  const std::string by_key = given(refs(R"("aws_subnet.k", "each.key")"), kEach);
  CHECK(inside(by_key, R"("var.v")", R"(module.m["b"].)") == R"(->aws_subnet.k["b"]!assumed)");
  CHECK(inside(by_key, R"("var.v.arn", "var.v")", R"(module.m["b"].)") ==
        R"(->aws_subnet.k["b"].arn!assumed)");
  const std::string by_value = given(refs(R"("each.value.id", "each.value")"),
                                     R"("for_each_expression": {"references": ["aws_subnet.k"]},)");
  CHECK(inside(by_value, R"("var.v")", R"(module.m["a"].)") == R"(->aws_subnet.k["a"]!assumed)");
}

TEST_CASE("only_an_index_is_no_value_to_read_from") {
  CHECK(inside(given(refs(R"("count.index")"), kCount), R"("var.v.id", "var.v")", "module.m[1].")
            .starts_with("written+: "));
  CHECK(inside(given(refs(R"("each.key")"), kEach), R"("var.v.id", "var.v")",
               R"(module.m["b"].)") == "written+: " + kMentions + "each.key");
}

TEST_CASE("an_output_is_what_the_module_gives_back") {
  CHECK(beside(module(kInner), R"("module.m.out", "module.m")") ==
        "->module.m.aws_subnet.i!assumed");
  CHECK(beside(module(kInner), R"("module.m.out.arn", "module.m.out", "module.m")") ==
        "->module.m.aws_subnet.i.arn!assumed");
  CHECK(beside(module(kInner, kCount), R"("module.m[1].out", "module.m[1]", "module.m")") ==
        "->module.m[1].aws_subnet.i!assumed");
  // An index of a module that is not repeated is one of its output.
  CHECK(beside(module(kInner), R"("module.m[1].out", "module.m[1]", "module.m")") ==
        "->module.m.aws_subnet.i!assumed");
}

TEST_CASE("an_output_that_is_not_there_is_named_as_the_reason") {
  const auto lost = [](const std::string& what) { return "written+: " + kMentions + what; };
  CHECK(beside(module(kInner), R"("module.m.other", "module.m")") == lost("module.m.other"));
  CHECK(beside(module(kInner), R"("module.m")") == lost("module.m"));
  CHECK(beside(module(kInner, kCount), R"("module.m", "count.index")") == lost("module.m"));
  CHECK(beside(module(kInner, kCount), R"("module.m[1]", "module.m")") == lost("module.m[1]"));
  CHECK(beside(module(kInner, kCount), R"("module.m.out", "module.m")") == lost("module.m.out"));
  CHECK(beside(module(R"("out": {"description": "none"})"), R"("module.m.out", "module.m")") ==
        lost("module.m.out"));
  CHECK(beside(module(R"("out": "none")"), R"("module.m.out", "module.m")") ==
        lost("module.m.out"));
  CHECK(beside(R"({"module": {"resources": []}})", R"("module.m.out", "module.m")") ==
        lost("module.m.out"));
  CHECK(beside(R"({"expressions": {}})", R"("module.m.out", "module.m")") == lost("module.m.out"));
}

TEST_CASE("an_output_without_a_resource_only_picks_among_what_is_mentioned_besides") {
  const std::string constant = module(R"("out": {"expression": {"constant_value": 1}})");
  CHECK(beside(constant, R"("aws_subnet.p", "module.m.out", "module.m")") ==
        "written+ perhaps aws_subnet.p[0] aws_subnet.p[1]: " + kMentions +
            "the result of a function or a literal");
}

TEST_CASE("two_instances_of_one_module_beside_an_index_are_both_candidates") {
  const std::string counted = "{" + std::string(kEach) + R"("module": {"outputs": {)" + kInner +
                              R"(}, "resources": [)" + declared("aws_subnet.i", "{}", kCount) +
                              "]}}";
  std::string instances;
  for (const std::string key : {R"(["a"])", R"(["b"])"})
    instances += subnet("module.m" + key + ".aws_subnet.i[0]") +
                 subnet("module.m" + key + ".aws_subnet.i[1]");
  const std::string quoted =
      R"("module.m[\"a\"].out", "module.m[\"a\"]", "module.m", "module.m[\"b\"].out", "count.index")";
  PlanFixture f(
      plan(instances + change(std::string(kNotebook) + "[1]", "{}", R"({"subnet_id": true})"),
           declared(kNotebook, subnet_id(quoted), kCount),
           R"(, "module_calls": {"m": )" + counted + "}"));
  CHECK(f.value(std::string(kNotebook) + "[1]", "SubnetId") ==
        R"(written+ one of module.m["a"].aws_subnet.i[0] module.m["a"].aws_subnet.i[1])"
        R"( module.m["b"].aws_subnet.i[0] module.m["b"].aws_subnet.i[1])");
}

}  // namespace
}  // namespace cordon::tests
