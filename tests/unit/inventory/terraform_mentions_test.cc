// What each form of mention leads to, where two subnets by count, one alone, two by for_each and
// one that the plan does not change are declared.
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

std::string notebook(std::string_view address) {
  return change(address, "{}", R"({"subnet_id": true})");
}

std::string subnets() {
  return subnet("aws_subnet.p[0]") + subnet("aws_subnet.p[1]") + subnet("aws_subnet.s") +
         subnet(R"(aws_subnet.k["a"])") + subnet(R"(aws_subnet.k["b"])") + subnet("aws_subnet.pp");
}

std::string declarations() {
  return declared("aws_subnet.p", "{}", kCount) + "," + declared("aws_subnet.s", "{}") + "," +
         declared("aws_subnet.k", "{}", kEach) + "," + declared("aws_subnet.gone", "{}") + "," +
         declared("aws_subnet.none", "{}", kCount) + "," + declared("aws_subnet.pp", "{}");
}

std::string subnet_id(std::string_view quoted) { return R"({"subnet_id": )" + refs(quoted) + "}"; }

/// The subnet of `address`, and why it is not known, if it is not.
std::string subnet_in(const std::string& text, std::string_view address = kNotebook) {
  PlanFixture f(text);
  const Node value = f.property(address, "SubnetId");
  std::string out = f.tell(value);
  if (value.is(Kind::kUnknown)) out += ": " + std::string(value.unknown->cause.reason);
  return out;
}

/// Of one notebook that is not repeated, whose `subnet_id` has these references.
std::string leads_to(std::string_view quoted, std::string_view module = "") {
  return subnet_in(plan(subnets() + notebook(kNotebook),
                        declarations() + "," + declared(kNotebook, subnet_id(quoted)), module));
}

/// Of the notebook `key` among those that are repeated by `how`.
std::string repeated(std::string_view key, std::string_view how, std::string_view quoted) {
  const std::string address = std::string(kNotebook) + std::string(key);
  return subnet_in(plan(subnets() + notebook(address),
                        declarations() + "," + declared(kNotebook, subnet_id(quoted), how)),
                   address);
}

const std::string kMentions = "known after apply; the expression mentions ";
const std::string kLost =
    "known after apply; a plan does not show operators or literals of this expression";

TEST_CASE("a_mention_names_a_resource_an_instance_or_an_attribute") {
  CHECK(leads_to(R"("aws_subnet.s.id", "aws_subnet.s")") == "->aws_subnet.s!assumed");
  CHECK(leads_to(R"("aws_subnet.s")") == "->aws_subnet.s!assumed");
  CHECK(leads_to(R"("aws_subnet.s.arn", "aws_subnet.s")") == "->aws_subnet.s.arn!assumed");
  CHECK(leads_to(R"("aws_subnet.p[1].id", "aws_subnet.p[1]", "aws_subnet.p")") ==
        "->aws_subnet.p[1]!assumed");
  CHECK(leads_to(R"("aws_subnet.k[\"b\"].id", "aws_subnet.k[\"b\"]", "aws_subnet.k")") ==
        R"(->aws_subnet.k["b"]!assumed)");
}

TEST_CASE("an_index_behind_the_instance_reads_from_its_value") {
  CHECK(leads_to(R"("aws_subnet.p[1][0].arn", "aws_subnet.p[1][0]", "aws_subnet.p[1]")") ==
        "->aws_subnet.p[1].arn!assumed");
  CHECK(leads_to(R"("aws_subnet.s[0].id", "aws_subnet.s[0]", "aws_subnet.s")") ==
        "->aws_subnet.s!assumed");
}

TEST_CASE("a_longer_name_is_no_prefix") {
  CHECK(leads_to(R"("aws_subnet.pp", "aws_subnet.p")") ==
        "written+ one of aws_subnet.pp aws_subnet.p[0] aws_subnet.p[1]: " + kLost);
}

TEST_CASE("an_instance_that_is_mentioned_twice_counts_once") {
  CHECK(leads_to(R"("aws_subnet.s.id", "aws_subnet.s", "aws_subnet.s.arn", "aws_subnet.s")") ==
        "->aws_subnet.s!assumed");
  CHECK(leads_to(R"("aws_subnet.p[1].id", "aws_subnet.p[1]", "aws_subnet.p", "aws_subnet.p")") ==
        "->aws_subnet.p[1]!assumed");
}

TEST_CASE("an_index_that_no_instance_has_is_one_of_them") {
  CHECK(leads_to(R"("aws_subnet.p[7].id", "aws_subnet.p[7]", "aws_subnet.p")") ==
        "written+ one of aws_subnet.p[0] aws_subnet.p[1]: " + kLost);
}

TEST_CASE("what_the_plan_does_not_hold_is_no_candidate") {
  CHECK(leads_to(R"("aws_subnet.gone.id", "aws_subnet.gone")").starts_with("written+: "));
  CHECK(leads_to(R"("aws_subnet.none[0].id", "aws_subnet.none[0]", "aws_subnet.none")")
            .starts_with("written+: "));
  CHECK(leads_to(R"("aws_subnet.other.id", "aws_subnet.other")") ==
        "written+: " + kMentions + "aws_subnet.other.id");
}

TEST_CASE("what_is_no_resource_is_named_as_the_reason") {
  for (const std::string text : {"local.subnet", "path.module", "terraform.workspace", "var.subnet",
                                 "self.id", "data.aws_subnet.d[0].id", "module.absent.id", "module",
                                 "each", "each.value", "each.other", "aws_subnet", "var"}) {
    CAPTURE(text);
    CHECK(leads_to("\"" + text + "\"") == "written+: " + kMentions + text);
  }
}

TEST_CASE("an_expression_without_mentions_is_no_reference") {
  CHECK(leads_to("") == "written+: " + kMentions + "the result of a function or a literal");
}

TEST_CASE("a_mention_that_cannot_be_read_may_be_anything") {
  for (const std::string text : {"5", R"("aws_subnet.p[0")", R"(".")", "null"}) {
    CAPTURE(text);
    CHECK(leads_to(text + R"(, "aws_subnet.s.id", "aws_subnet.s")") ==
          "written+ perhaps aws_subnet.s: " + kMentions + "something that cannot be read");
  }
}

TEST_CASE("the_first_reason_is_told_and_what_is_mentioned_besides_is_only_perhaps_the_value") {
  CHECK(leads_to(R"("local.a", "data.aws_subnet.d.id", "aws_subnet.s")") ==
        "written+ perhaps aws_subnet.s: " + kMentions + "local.a");
  CHECK(leads_to(R"("data.aws_subnet.d.id", "var.a", "aws_subnet.s")") ==
        "written+ perhaps aws_subnet.s: " + kMentions + "data.aws_subnet.d.id");
}

TEST_CASE("count_index_picks_among_the_instances_of_one_counted_resource") {
  CHECK(repeated("[1]", kCount, R"("aws_subnet.p", "count.index")") == "->aws_subnet.p[1]!assumed");
  // An instance with a key of its own needs no index.
  CHECK(repeated("[1]", kCount, R"("aws_subnet.p[0]", "aws_subnet.p", "count.index")") ==
        "->aws_subnet.p[0]!assumed");
  CHECK(repeated("[1]", kCount, R"("aws_subnet.s", "aws_subnet.p", "count.index")") ==
        "written+ one of aws_subnet.s aws_subnet.p[1]: " + kLost);
}

TEST_CASE("count_index_beside_two_resources_or_one_by_for_each_leaves_all_their_instances") {
  CHECK(repeated("[1]", kCount, R"("aws_subnet.p", "aws_subnet.k", "count.index")") ==
        R"(written+ one of aws_subnet.p[0] aws_subnet.p[1] aws_subnet.k["a"] aws_subnet.k["b"]: )" +
            kLost);
  CHECK(repeated("[1]", kCount, R"("aws_subnet.k", "count.index")") ==
        R"(written+ one of aws_subnet.k["a"] aws_subnet.k["b"]: )" + kLost);
}

TEST_CASE("each_key_picks_the_instance_of_the_same_key") {
  CHECK(repeated(R"(["b"])", kEach, R"("aws_subnet.k", "each.key")") ==
        R"(->aws_subnet.k["b"]!assumed)");
  CHECK(repeated(R"(["c"])", kEach, R"("aws_subnet.k", "each.key")") ==
        R"(written+ one of aws_subnet.k["a"] aws_subnet.k["b"]: )" + kLost);
  CHECK(repeated(R"(["b"])", kEach, R"("aws_subnet.p", "each.key")") ==
        "written+ one of aws_subnet.p[0] aws_subnet.p[1]: " + kLost);
  CHECK(
      repeated(R"(["b"])", kEach, R"("aws_subnet.k", "aws_subnet.p", "each.key")") ==
      R"(written+ perhaps aws_subnet.k["a"] aws_subnet.k["b"] aws_subnet.p[0] aws_subnet.p[1]: )" +
          kMentions + "each.key");
}

TEST_CASE("each_value_is_read_from_what_the_resource_is_repeated_over") {
  const std::string over = R"("for_each_expression": {"references": ["aws_subnet.k"]},)";
  CHECK(repeated(R"(["b"])", over, R"("each.value.id", "each.value")") ==
        R"(->aws_subnet.k["b"]!assumed)");
  CHECK(repeated(R"(["b"])", over, R"("each.value.arn", "each.value")") ==
        R"(->aws_subnet.k["b"].arn!assumed)");
  CHECK(repeated("[0]", kCount, R"("each.value.id", "each.value")") ==
        "written+: " + kMentions + "each.value.id");
}

/// The gateway of a route that is written in its table, of which the configuration shows one heap
/// of mentions for all routes.
std::string gateway_in_heap(std::string_view quoted) {
  const std::string table =
      change("aws_route_table.t", R"({"route": [{"cidr_block": "0.0.0.0/0"}]})",
             R"({"id": true, "route": [{"gateway_id": true}]})");
  PlanFixture f(plan(change("aws_vpn_gateway.v", "{}", R"({"id": true})") + "," + table,
                     declared("aws_vpn_gateway.v", "{}") + "," +
                         declared("aws_route_table.t", R"({"route": )" + refs(quoted) + "}")));
  return f.value("aws_route_table.t#1", "GatewayId");
}

TEST_CASE("a_heap_of_mentions_is_closed_only_if_each_was_followed") {
  constexpr std::string_view kGateway = R"("aws_vpn_gateway.v.id", "aws_vpn_gateway.v")";
  const std::string alone = gateway_in_heap(kGateway);
  CHECK(gateway_in_heap(R"("var.range", )" + std::string(kGateway)) == alone);
  for (const std::string_view other :
       {R"("local.gateway")", R"("data.aws_internet_gateway.i.id", "data.aws_internet_gateway.i")",
        R"("module.net.gateway", "module.net")"}) {
    INFO(other);
    CHECK(gateway_in_heap(std::string(other) + ", " + std::string(kGateway)) != alone);
  }
}

TEST_CASE("blocks_of_a_set_are_not_paired_with_the_configuration") {
  const std::string endpoint = change(
      "aws_vpc_endpoint.e", R"({"subnet_configuration": [{"subnet_id": "subnet-1"}, {}]})",
      R"({"id": true, "subnet_ids": true, "subnet_configuration": [{}, {"subnet_id": true}]})");
  const auto subnets = [&](const std::string& blocks) {
    PlanFixture f(
        plan(subnet("aws_subnet.s") + endpoint,
             declared("aws_subnet.s", "{}") + "," +
                 declared("aws_vpc_endpoint.e", R"({"subnet_configuration": [)" + blocks + "]}")));
    return f.value("aws_vpc_endpoint.e", "SubnetIds");
  };
  const std::string block = subnet_id(R"("aws_subnet.s.id", "aws_subnet.s")");
  const std::string other = subnet_id(R"("var.other")");
  CHECK(subnets(other + "," + block).find("aws_subnet.s") == std::string::npos);
}

}  // namespace
}  // namespace cordon::tests
