#include "catch_compat.h"
#include "unit/inventory/fixture.h"

namespace cordon::tests {
namespace {

using Status = InventoryDocument::Status;

TEST_CASE("a_template_is_told_by_its_content_and_not_by_its_name") {
  Fixture f;
  const auto& document = f.add(one("AWS::EC2::VPC", "{}"), true, "plan.tfplan.json");
  CHECK(document.status == Status::kRead);
  CHECK(document.family == Family::kCloudFormation);
  CHECK(document.resources == 1);
  CHECK(document.sha256.size() == 64);
}

TEST_CASE("a_named_document_that_fits_no_type_is_refused_and_a_met_one_is_ignored") {
  Fixture f;
  const auto& named = f.add(R"({"a": 1})", true);
  CHECK(named.status == Status::kRefused);
  REQUIRE(named.problems.size() == 1);
  CHECK(named.problems[0].code == "I0201");
  CHECK(named.problems[0].level == Level::kError);
  const auto& met = f.add(R"({"a": 1})", false);
  CHECK(met.status == Status::kIgnored);
  REQUIRE(met.problems.size() == 1);
  CHECK(met.problems[0].level == Level::kWarning);
}

TEST_CASE("a_document_of_two_shapes_is_refused_with_the_candidates") {
  Fixture f;
  const auto& document =
      f.add(R"({"AWSTemplateFormatVersion": "2010-09-09", "apiVersion": "v1", "kind": "Pod"})");
  CHECK(document.status == Status::kRefused);
  REQUIRE(document.problems.size() == 1);
  CHECK(document.problems[0].code == "I0202");
  CHECK(document.problems[0].message.find("cloudformation, kubernetes") != std::string::npos);
}

TEST_CASE("families_of_later_versions_are_refused_by_name") {
  const auto refused = [](std::string text, std::string_view name) {
    Fixture f;
    const auto& document = f.add(std::move(text), false);
    REQUIRE(document.problems.size() == 1);
    CHECK(document.status == Status::kRefused);
    CHECK(document.problems[0].code == "I0203");
    CHECK(document.problems[0].message == std::string(name) + " is not supported in this version");
  };
  refused(
      R"({"version": 4, "terraform_version": "1.5.0", "serial": 1, "lineage": "x", "resources": []})",
      "terraform-state");
  refused(R"({"format_version": "1.0", "values": {"root_module": {}}})", "terraform-state");
  refused(R"({"apiVersion": "v1", "kind": "Pod"})", "kubernetes");
  refused(R"({"deployment": {"resources": []}})", "pulumi");
  refused(R"({"configurationItems": []})", "aws-config");
  refused(R"({"Vpcs": []})", "aws-api");
}

TEST_CASE("a_document_over_the_limit_is_refused_by_its_size_and_not_even_kept") {
  InventoryOptions options;
  options.limits.max_bytes = 4;
  Fixture f(options);
  const auto& document = f.add("[1,2]", true, "d.json");
  CHECK(document.status == Status::kRefused);
  CHECK(document.bytes == 5);
  CHECK(document.sha256.empty());
  REQUIRE(document.problems.size() == 1);
  CHECK(document.problems[0].code == "D0201");
  const Place place = f.store.sources.place(document.problems[0].span.begin);
  REQUIRE(place);
  CHECK(place.source->name == "d.json");
  CHECK(place.line == 1);
  CHECK(place.column == 1);
  CHECK(place.source->text.empty());
}

TEST_CASE("a_document_that_cannot_be_read_is_refused_with_the_reader's_reason") {
  Fixture f;
  const auto& document = f.add("{", false);
  CHECK(document.status == Status::kRefused);
  REQUIRE(document.problems.size() == 1);
  CHECK(document.problems[0].code.substr(0, 1) == "D");
}

TEST_CASE("type_json_makes_each_document_of_a_stream_one_resource") {
  Fixture f({ReferencesMode::kMentioned, Family::kJson});
  f.add("a: 1\n---\n- 2\n", true, "s.yaml");
  REQUIRE(f.inventory.resources().size() == 2);
  CHECK(f.inventory.resources()[0].address == "/0");
  CHECK(f.inventory.resources()[1].address == "/1");
  CHECK(f.shown("/0", "a") == "1");
  CHECK(f.shown("/1", "a") == "error V0101");
  CHECK(f.show(f.attribute("/1", "root")) == "[2]");
  CHECK(f.show(f.attribute("/0", "id")) == "'/0'");
}

TEST_CASE("a_single_json_document_has_the_address_slash") {
  Fixture f({ReferencesMode::kMentioned, Family::kJson});
  f.add("[1]");
  CHECK(f.has("/"));
}

TEST_CASE("every_template_of_a_stream_is_read") {
  Fixture f;
  const auto& document = f.add(
      "Resources:\n  A:\n    Type: AWS::EC2::VPC\n---\nResources:\n  B:\n    Type: "
      "AWS::EC2::VPC\n---\n",
      true, "s.yaml");
  CHECK(document.status == Status::kRead);
  CHECK(document.resources == 2);
}

TEST_CASE("a_refused_root_takes_the_whole_stream_with_it") {
  Fixture f;
  const auto& document =
      f.add("Resources:\n  A:\n    Type: AWS::EC2::VPC\n---\nx: 1\n", true, "s.yaml");
  CHECK(document.status == Status::kRefused);
  CHECK(f.inventory.resources().empty());
  CHECK(f.inventory.of_type(f.symbol("AWS::EC2::VPC")).empty());
}

TEST_CASE("resources_are_found_by_type_in_document_order") {
  Fixture f;
  f.add(
      R"({"Resources": {"B": {"Type": "AWS::EC2::VPC"}, "S": {"Type": "AWS::EC2::Subnet"}, "A": {"Type": "AWS::EC2::VPC"}}})");
  const auto vpcs = f.inventory.of_type(f.symbol("AWS::EC2::VPC"));
  REQUIRE(vpcs.size() == 2);
  CHECK(f.inventory.resources()[vpcs[0]].address == "B");
  CHECK(f.inventory.resources()[vpcs[1]].address == "A");
  CHECK(f.inventory.types().size() == 2);
  CHECK(f.inventory.unmapped().empty());
}

TEST_CASE("inline_resources_have_no_defaults_and_their_address_is_an_id") {
  Fixture f;
  const Node type = Node::string("AWS::EC2::Subnet");
  const Node vpc = Node::string("vpc-1");
  const Symbol vpc_key = f.symbol("VpcId");
  const Node properties = f.store.object({&vpc_key, 1}, {&vpc, 1});
  const std::array<Symbol, 2> keys = {f.symbol("Type"), f.symbol("Properties")};
  const Node subnet = f.store.object(keys, std::array<Node, 2>{type, properties});
  const Node vpc_type = Node::string("AWS::EC2::VPC");
  const Node other = f.store.object({keys.data(), 1}, {&vpc_type, 1});
  const Node root = f.store.object(std::array<Symbol, 2>{f.symbol("s"), f.symbol("vpc-1")},
                                   std::array<Node, 2>{subnet, other});
  const auto& document = f.inventory.add("inline", root, Family::kResources);
  CHECK(document.status == Status::kRead);
  CHECK(document.resources == 2);
  CHECK(f.shown("s", "MapPublicIpOnLaunch") == "missing");
  CHECK(f.show(f.inventory.follow(f.property("s", "VpcId"))) == "resource vpc-1");
  const auto& bad = f.inventory.add("inline", Node::integer(1), Family::kResources);
  CHECK(bad.status == Status::kRefused);
}

TEST_CASE("attributes_that_all_families_share_are_told") {
  Fixture f;
  f.add("{\n \"Resources\": {\n  \"A\": {\"Type\": \"AWS::EC2::VPC\"}}}", true, "x/t.json");
  CHECK(f.show(f.attribute("A", "address")) == "'A'");
  CHECK(f.show(f.attribute("A", "type")) == "'AWS::EC2::VPC'");
  CHECK(f.show(f.attribute("A", "file")) == "'x/t.json'");
  CHECK(f.show(f.attribute("A", "line")) == "3");
  CHECK(f.show(f.attribute("A", "action")) == "'create'");
  CHECK(f.show(f.attribute("A", "managed")) == "true");
}

}  // namespace
}  // namespace cordon::tests
