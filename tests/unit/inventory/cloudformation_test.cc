#include "catch_compat.h"
#include "unit/inventory/fixture.h"

namespace cordon::tests {
namespace {

TEST_CASE("a_value_without_functions_is_the_document's_own_node") {
  Fixture f;
  f.add(one("AWS::IAM::ManagedPolicy",
            R"({"PolicyDocument": {"Statement": [{"Effect": "Allow"}]}})"));
  const Node value = f.property("A", "PolicyDocument");
  const Node* resources = f.store.find(f.attribute("A", "root"), "Resources");
  REQUIRE(resources != nullptr);
  const Node* properties = f.store.find(*f.store.find(*resources, "A"), "Properties");
  REQUIRE(properties != nullptr);
  CHECK(f.store.find(*properties, "PolicyDocument")->kids == value.kids);
}

TEST_CASE("defaults_have_the_place_of_the_enclosing_object") {
  Fixture f;
  f.add(R"({"Resources": {"A": {"Type": "AWS::SageMaker::NotebookInstance", "Properties": {}},
                          "B": {"Type": "AWS::SageMaker::NotebookInstance"}}})");
  CHECK(f.shown("A", "DirectInternetAccess") == "'Enabled'!default");
  const Node* a = f.store.find(*f.store.find(f.attribute("A", "root"), "Resources"), "A");
  CHECK(f.property("A", "DirectInternetAccess").at == f.store.find(*a, "Properties")->at);
  CHECK(f.property("B", "DirectInternetAccess").at == f.inventory.resources()[f.id("B")].body.at);
}

TEST_CASE("an_absent_property_without_default_is_missing_and_points_at_the_enclosing_object") {
  Fixture f;
  f.add(one("AWS::SageMaker::NotebookInstance", "{}"));
  const Node value = f.property("A", "SubnetId");
  REQUIRE(value.is(Kind::kMissing));
  REQUIRE(value.cause != nullptr);
  CHECK(value.cause->reason == "SubnetId is not written");
  CHECK(f.store.sources.place(value.cause->at).column == 80);
}

TEST_CASE("an_absent_zone_is_unknown_and_its_presence_too") {
  Fixture f;
  f.add(one("AWS::EC2::Subnet", "{}"));
  const Node zone = f.property("A", "AvailabilityZone");
  REQUIRE(zone.is(Kind::kUnknown));
  CHECK_FALSE(zone.unknown->written);
}

TEST_CASE("null_and_empty_ids_count_as_absent") {
  Fixture f;
  f.add(one(
      "AWS::SageMaker::NotebookInstance",
      R"({"SubnetId": "", "SecurityGroupIds": [], "RoleArn": null, "KmsKeyId": {"Ref": "AWS::NoValue"}})"));
  CHECK(f.shown("A", "SubnetId") == "missing");
  CHECK(f.shown("A", "SecurityGroupIds") == "missing");
  CHECK(f.shown("A", "RoleArn") == "missing");
  CHECK(f.shown("A", "KmsKeyId") == "missing");
}

TEST_CASE("what_only_the_service_tells_is_not_read_from_a_template") {
  Fixture f;
  const InventoryDocument& document =
      f.add(one("AWS::EC2::VPCEndpoint",
                R"({"RequesterManaged": true, "State": {"Ref": "AWS::StackName"}, "Id": "vpce-1",
                    "ServiceName": "s"})"));
  CHECK(f.shown("A", "RequesterManaged") == "missing");
  CHECK(f.shown("A", "State") == "missing");
  CHECK(f.shown("A", "Id") == "missing");
  CHECK(f.shown("A", "ServiceName") == "'s'");
  REQUIRE(document.problems.size() == 3);
  CHECK(document.problems[0].code == "I0308");
  CHECK(document.problems[0].level == Level::kWarning);
  CHECK(document.problems[0].message ==
        "RequesterManaged of A is not read: a template cannot set it, only the service tells it");
}

TEST_CASE("what_only_the_service's_interface_lists_is_unknown_in_a_template") {
  Fixture f;
  f.add(one("AWS::SageMaker::NotebookInstance", R"({"IpAddressType": "ipv4"})"));
  REQUIRE(f.property("A", "IpAddressType").is(Kind::kUnknown));
  Fixture g;
  g.add(one("AWS::SageMaker::NotebookInstance", "{}"));
  CHECK(g.shown("A", "IpAddressType") == "missing");
}

TEST_CASE("a_type_that_only_the_service's_interface_lists_is_read_as_written") {
  Fixture f;
  f.add(one("AWS::SageMaker::TrainingJob", R"({"EnableNetworkIsolation": true})"));
  CHECK(f.shown("A", "EnableNetworkIsolation") == "true");
}

TEST_CASE("an_empty_zone_is_no_zone") {
  Fixture f;
  f.add(one("AWS::EC2::Subnet", R"({"AvailabilityZone": "", "AvailabilityZoneId": ""})"));
  REQUIRE(f.property("A", "AvailabilityZone").is(Kind::kUnknown));
  CHECK_FALSE(f.property("A", "AvailabilityZone").unknown->written);
  CHECK(f.shown("A", "AvailabilityZoneId") == "missing");
}

TEST_CASE("an_empty_id_in_one_branch_is_absent_in_that_branch") {
  Fixture f;
  f.add(one("AWS::SageMaker::NotebookInstance",
            R"({"SubnetId": {"Fn::If": ["C", "", "subnet-1"]},
                "SecurityGroupIds": {"Fn::If": ["C", [], {"Ref": "AWS::NoValue"}]}})",
            R"("Parameters": {"P": {"Type": "String"}},
               "Conditions": {"C": {"Fn::Equals": [{"Ref": "P"}, "x"]}},)"));
  const Node subnet = f.property("A", "SubnetId");
  REQUIRE(subnet.is(Kind::kChoice));
  CHECK(subnet.choice->then.is(Kind::kMissing));
  CHECK(f.show(subnet.choice->otherwise) == "'subnet-1'");
  CHECK(f.shown("A", "SecurityGroupIds") == "missing");
}

TEST_CASE("known_values_are_converted_as_the_property's_type_says") {
  Fixture f;
  f.add(one(
      "AWS::EC2::SecurityGroup",
      R"({"SecurityGroupIngress": {"IpProtocol": -1, "FromPort": "443", "ToPort": 443, "CidrIp": "10.0.0.0/8"}})"));
  CHECK(f.shown("A", "SecurityGroupIngress") ==
        "[{IpProtocol: '-1', FromPort: 443, ToPort: 443, CidrIp: '10.0.0.0/8'}]");
  Fixture g;
  g.add(one("AWS::EC2::Subnet", R"({"MapPublicIpOnLaunch": "true", "VpcId": {"Ref": "A"}})"));
  CHECK(g.shown("A", "MapPublicIpOnLaunch") == "true");
}

TEST_CASE("a_scalar_reference_becomes_a_list_where_a_list_belongs") {
  Fixture f;
  f.add(R"({"Resources": {"G": {"Type": "AWS::EC2::SecurityGroup"},
    "N": {"Type": "AWS::SageMaker::NotebookInstance", "Properties": {"SecurityGroupIds": {"Ref": "G"}}}}})");
  CHECK(f.shown("N", "SecurityGroupIds") == "[->G]");
}

TEST_CASE("resources_under_a_false_condition_do_not_exist") {
  Fixture f;
  const auto& document = f.add(
      R"({"Conditions": {"No": {"Fn::Equals": ["a", "b"]}, "Perhaps": {"Fn::Equals": [{"Ref": "P"}, "b"]}},
    "Parameters": {"P": {"Type": "String"}},
    "Resources": {"A": {"Type": "AWS::EC2::VPC", "Condition": "No"},
                  "B": {"Type": "AWS::EC2::VPC", "Condition": "Perhaps"},
                  "S": {"Type": "AWS::EC2::Subnet", "Properties": {"VpcId": {"Ref": "A"}}}}})");
  CHECK_FALSE(f.has("A"));
  const Node exists = f.inventory.resources()[f.id("B")].exists;
  REQUIRE(exists.is(Kind::kUnknown));
  CHECK(exists.unknown->cause.reason ==
        "the condition Perhaps is not decided: the parameter P has no value");
  CHECK(f.show(f.attribute("B", "condition")) == "'Perhaps'");
  CHECK(f.shown("S", "VpcId") == "error V0111");
  REQUIRE(document.resources == 2);
  REQUIRE(f.inventory.documents()[0].problems.size() == 1);
  CHECK(f.inventory.documents()[0].problems[0].code == "I0304");
}

TEST_CASE("a_transform_opens_every_type_set_with_its_cause") {
  Fixture f;
  f.add(one("AWS::EC2::VPC", "{}", R"("Transform": ["AWS::Serverless-2016-10-31"], )"));
  const Node open = f.inventory.completeness(f.symbol("AWS::EC2::FlowLog"));
  REQUIRE(open.is(Kind::kUnknown));
  CHECK(open.unknown->cause.reason == "the transform AWS::Serverless-2016-10-31 is not expanded");
}

TEST_CASE("a_plain_template_closes_every_type_set") {
  Fixture f;
  f.add(one("AWS::EC2::VPC", "{}"));
  CHECK(f.inventory.completeness(f.symbol("AWS::EC2::FlowLog")).is(Kind::kNull));
}

TEST_CASE("nested_stacks_loops_and_resources_without_type_open_every_type_set") {
  const auto opens = [](std::string resources) {
    Fixture f;
    f.add(R"({"AWSTemplateFormatVersion": "2010-09-09", "Resources": )" + std::move(resources) +
          "}");
    REQUIRE(f.inventory.documents()[0].status == InventoryDocument::Status::kRead);
    CHECK(f.inventory.completeness(f.symbol("AWS::EC2::VPC")).is(Kind::kUnknown));
  };
  opens(R"({"S": {"Type": "AWS::CloudFormation::Stack", "Properties": {}}})");
  opens(R"({"Fn::ForEach::Nets": ["X", ["a"], {"V${X}": {"Type": "AWS::EC2::VPC"}}]})");
  opens(R"({"S": {"Properties": {}}})");
  opens(R"({"S": [1]})");
}

TEST_CASE("properties_that_are_a_function_are_all_unknown") {
  Fixture f;
  f.add(one("AWS::EC2::VPC", R"({"Fn::Transform": {"Name": "AWS::Include"}})"));
  const Node value = f.property("A", "EnableDnsSupport");
  REQUIRE(value.is(Kind::kUnknown));
  CHECK_FALSE(value.unknown->written);
  CHECK(value.unknown->expect == Expect::kBool);
  CHECK(f.inventory.property_names(f.id("A"), kCanonical).empty());
}

TEST_CASE("a_macro_among_the_properties_may_replace_the_written_ones") {
  Fixture f;
  f.add(one("AWS::EC2::VPC", R"({"Fn::Transform": {"Name": "M"}, "CidrBlock": "10.0.0.0/16"})"));
  const Node block = f.property("A", "CidrBlock");
  REQUIRE(block.is(Kind::kUnknown));
  CHECK_FALSE(block.unknown->written);
  CHECK(block.unknown->cause.reason == "a macro that is not expanded may replace this value");
  CHECK(f.property("A", "EnableDnsSupport").is(Kind::kUnknown));
}

TEST_CASE("a_macro_beside_the_properties_may_replace_them_all") {
  Fixture f;
  f.add(R"({"Resources": {"A": {"Type": "AWS::EC2::VPC", "Fn::Transform": {"Name": "M"},
                                "Properties": {"EnableDnsSupport": true}},
                          "B": {"Type": "AWS::EC2::VPC", "Fn::Transform": {"Name": "M"}}}})");
  CHECK(f.property("A", "EnableDnsSupport").is(Kind::kUnknown));
  CHECK(f.property("B", "EnableDnsSupport").is(Kind::kUnknown));
}

TEST_CASE("what_only_adds_properties_leaves_the_written_ones_known") {
  Fixture f;
  f.add(one("AWS::EC2::VPC", R"({"Fn::ForEach::X": ["I", ["a"], {}], "EnableDnsSupport": true})"));
  CHECK(f.shown("A", "EnableDnsSupport") == "true");
  CHECK(f.property("A", "EnableDnsHostnames").is(Kind::kUnknown));
}

TEST_CASE("names_of_written_properties_are_listed_in_document_order") {
  Fixture f;
  f.add(one("AWS::EC2::VPC",
            R"({"EnableDnsSupport": true, "CidrBlock": {"Ref": "AWS::NoValue"}, "Tags": []})"));
  const auto names = f.inventory.property_names(f.id("A"), kCanonical);
  REQUIRE(names.size() == 2);
  CHECK(f.store.symbols.text(names[0]) == "EnableDnsSupport");
  CHECK(f.store.symbols.text(names[1]) == "Tags");
}

TEST_CASE("an_undecided_branch_that_leaves_the_property_out_gets_the_default") {
  Fixture f;
  f.add(one(
      "AWS::EC2::VPC",
      R"({"EnableDnsSupport": {"Fn::If": ["C", false, {"Ref": "AWS::NoValue"}]},
                "EnableDnsHostnames": {"Fn::If": ["C", "false", {"Ref": "AWS::NoValue"}]},
                "InstanceTenancy": {"Fn::If": ["C", "dedicated", {"Ref": "AWS::NoValue"}]}})",
      R"("Parameters": {"P": {"Type": "String"}}, "Conditions": {"C": {"Fn::Equals": [{"Ref": "P"}, "x"]}}, )"));
  CHECK(f.shown("A", "EnableDnsSupport") == "if(false | true!default)");
  CHECK(f.shown("A", "EnableDnsHostnames") == "if(false | false!default)");
  CHECK(f.shown("A", "InstanceTenancy") == "if('dedicated' | missing)");
}

TEST_CASE("tags_are_one_object_and_open_where_a_key_is_unknown") {
  Fixture f;
  f.add(one(
      "AWS::EC2::VPC",
      R"({"Tags": [{"Key": "Owner", "Value": "ml"}, {"Key": "Stack", "Value": {"Ref": "AWS::StackName"}},
                         {"Fn::If": ["C", {"Key": "env", "Value": "prod"}, {"Ref": "AWS::NoValue"}]}]})",
      R"("Parameters": {"P": {"Type": "String"}}, "Conditions": {"C": {"Fn::Equals": [{"Ref": "P"}, "x"]}}, )"));
  CHECK(f.show(f.attribute("A", "tags")) ==
        "{Owner: 'ml', Stack: written+\"{}\", env: if('prod' | missing)}");
  Fixture g;
  g.add(one("AWS::EC2::VPC",
            R"({"Tags": [{"Key": {"Ref": "P"}, "Value": "v"}, {"Key": "a", "Value": 1}]})",
            R"("Parameters": {"P": {"Type": "String"}}, )"));
  CHECK(g.show(g.attribute("A", "tags")) == "{a: '1'}!open");
  Fixture h;
  h.add(one("AWS::EC2::VPC", "{}"));
  CHECK(h.show(h.attribute("A", "tags")) == "{}");
}

TEST_CASE("a_tag_that_is_written_twice_has_no_known_value") {
  const std::string_view sections =
      R"("Parameters": {"P": {"Type": "String"}}, "Conditions": {"C": {"Fn::Equals": [{"Ref": "P"}, "x"]}}, )";
  Fixture f;
  f.add(one("AWS::EC2::VPC",
            R"({"Tags": [{"Key": "a", "Value": "1"}, {"Key": "b", "Value": "2"},
                         {"Key": "a", "Value": "3"}, {"Key": "A", "Value": "4"}]})"));
  CHECK(f.show(f.attribute("A", "tags")) == "{a: unknown, b: '2', A: '4'}");
  Fixture g;
  g.add(one("AWS::EC2::VPC",
            R"({"Tags": [{"Fn::If": ["C", {"Key": "a", "Value": "1"}, {"Ref": "AWS::NoValue"}]},
                         {"Key": "a", "Value": "2"}]})",
            sections));
  CHECK(g.show(g.attribute("A", "tags")) == "{a: if(unknown | '2')}");
}

TEST_CASE("entries_of_one_tag_under_many_conditions_do_not_grow_without_bound") {
  std::string conditions;
  std::string tags;
  for (int i = 0; i < 40; ++i) {
    const std::string name = "C" + std::to_string(i);
    const std::string comma = i == 0 ? "" : ",";
    conditions += comma + "\"" + name + R"(": {"Fn::Equals": [{"Ref": "P"}, ")" + name + "\"]}";
    tags += comma + R"({"Fn::If": [")" + name +
            R"(", {"Key": "a", "Value": "1"}, {"Ref": "AWS::NoValue"}]})";
  }
  Fixture f;
  f.add(one("AWS::EC2::VPC", R"({"Tags": [)" + tags + "]}",
            R"("Parameters": {"P": {"Type": "String"}}, "Conditions": {)" + conditions + "}, "));
  CHECK(f.show(f.attribute("A", "tags")).size() < 10000);
}

TEST_CASE("inputs_metadata_and_account_are_told") {
  Fixture f;
  f.add(
      R"({"Parameters": {"Env": {"Type": "String", "Default": "prod"}, "Key": {"Type": "String", "NoEcho": "true", "Default": "x"}},
            "Resources": {"A": {"Type": "AWS::EC2::VPC", "Metadata": {"Why": "test"}}}})");
  CHECK(f.show(f.attribute("A", "inputs")) == "{Env: 'prod', Key: 'x'!sensitive}");
  CHECK(f.show(f.attribute("A", "metadata")) == "{Why: 'test'}");
  CHECK(f.show(f.attribute("A", "account")) == "written+\"{}\"");
  CHECK(f.show(f.attribute("A", "id")) == "->A");
}

TEST_CASE("a_template_without_usable_resources_is_refused") {
  Fixture f;
  const auto& document = f.add(R"({"AWSTemplateFormatVersion": "2010-09-09", "Resources": []})");
  CHECK(document.status == InventoryDocument::Status::kRefused);
  REQUIRE(document.problems.size() == 1);
  CHECK(document.problems[0].code == "I0302");
}

TEST_CASE("the_mapping_table_names_types_and_properties_of_the_catalogue") {
  Fixture f;
  f.add(one("AWS::EC2::VPC", "{}"));
  const Source* source = nullptr;
  for (std::size_t i = 0; i < f.store.sources.size(); ++i) {
    if (f.store.sources[i].name == "mappings/cloudformation.json") source = &f.store.sources[i];
  }
  REQUIRE(source != nullptr);
  const Node* root = nullptr;
  for (const Node& candidate : f.store.roots()) {
    if (f.store.find(candidate, "unset") != nullptr) root = &candidate;
  }
  REQUIRE(root != nullptr);
  const auto has_property = [&f](std::string_view type, std::string_view property) {
    const ResourceType* found = f.catalogue.find(type);
    INFO(type << "." << property);
    CHECK((found != nullptr && found->body.find(property) != nullptr));
  };
  const Node* unset = f.store.find(*root, "unset");
  for (std::uint32_t i = 0; i < unset->len; ++i) {
    const Node& rows = unset->kids[i];
    for (const Symbol property : Store::keys(rows)) {
      has_property(f.store.symbols.text(Store::keys(*unset)[i]), f.store.symbols.text(property));
    }
  }
  const Node* names = f.store.find(*root, "names");
  for (std::uint32_t i = 0; i < names->len; ++i) {
    has_property(f.store.symbols.text(Store::keys(*names)[i]), names->kids[i].text());
  }
}

}  // namespace
}  // namespace cordon::tests
