// The catalogue that ships with the program: what the bundled rules rely on.
#include "catalogue/catalogue.h"
#include "catalogue/embedded.h"
#include "catch_compat.h"

namespace cordon {
namespace {

const Catalogue& bundled() {
  static const Catalogue catalogue = [] {
    auto loaded = Catalogue::load(catalogue_text());
    return loaded.ok() ? std::move(loaded).value() : Catalogue();
  }();
  return catalogue;
}

const PropertyType* property(std::string_view type, std::string_view name) {
  const ResourceType* found = bundled().find(type);
  const Property* member = found == nullptr ? nullptr : found->body.find(name);
  return member == nullptr ? nullptr : member->type;
}

TEST_CASE("the_embedded_text_loads") {
  CHECK(bundled().types().size() > 200);
  CHECK(catalogue_text().size() < 600'000);
}

TEST_CASE("gateways_of_routes_have_three_target_types") {
  const PropertyType* gateway = property("AWS::EC2::Route", "GatewayId");
  REQUIRE(gateway != nullptr);
  CHECK(gateway->targets.size() == 3);
  CHECK(bundled().may_refer(gateway, "AWS::EC2::InternetGateway"));
  CHECK(bundled().may_refer(gateway, "AWS::EC2::VPCEndpoint"));
  CHECK_FALSE(bundled().may_refer(gateway, "AWS::EC2::NatGateway"));
}

TEST_CASE("enumerations_of_the_api_are_merged_in") {
  const PropertyType* access = property("AWS::SageMaker::NotebookInstance", "DirectInternetAccess");
  REQUIRE(access != nullptr);
  REQUIRE(access->enums.size() == 2);
  CHECK(access->enums[1] == "Disabled");
}

TEST_CASE("facts_that_only_adapters_know_are_there") {
  for (const auto& [type, name] :
       {std::pair("AWS::EC2::RouteTable", "Main"), std::pair("AWS::EC2::VPC", "IsDefault"),
        std::pair("AWS::EC2::VPCEndpoint", "RequesterManaged")}) {
    INFO(type << "." << name);
    REQUIRE(property(type, name) != nullptr);
    CHECK(property(type, name)->kind == PropertyType::Kind::kBool);
    CHECK(bundled().find(type)->body.find(name)->extra);
  }
  CHECK(property("AWS::EC2::VPCEndpoint", "State")->enums.empty());
}

TEST_CASE("nested_settings_name_subnets_and_models") {
  CHECK(bundled().may_refer(property("AWS::SageMaker::Model", "VpcConfig"), "AWS::EC2::Subnet"));
  CHECK(bundled().may_refer(property("AWS::SageMaker::EndpointConfig", "ProductionVariants"),
                            "AWS::SageMaker::Model"));
  CHECK(bundled().may_refer(property("AWS::SageMaker::UserProfile", "UserSettings"),
                            "AWS::EC2::SecurityGroup"));
  CHECK_FALSE(bundled().may_refer(property("AWS::SageMaker::Model", "VpcConfig"), "AWS::EC2::VPC"));
}

TEST_CASE("carriers_prefixes_and_tags_are_known") {
  CHECK(bundled().group("carrier").size() == 4);
  CHECK(bundled().find("AWS::EC2::InternetGateway")->id_prefixes.front() == "igw-");
  CHECK(bundled().find("AWS::Route53::HostedZone")->tags_property == "HostedZoneTags");
  CHECK(bundled().find("AWS::EC2::Route")->tags_property.empty());
  for (const std::string_view member : bundled().group("taggable")) {
    INFO(member);
    REQUIRE(bundled().find(member) != nullptr);
    CHECK_FALSE(bundled().find(member)->tags_property.empty());
  }
}

TEST_CASE("every_named_target_is_a_type_of_the_catalogue") {
  for (const ResourceType& type : bundled().types()) {
    for (const Property& member : type.body.properties) {
      for (const std::string_view target : member.type->targets) {
        INFO(type.name << "." << member.name);
        CHECK(bundled().find(target) != nullptr);
      }
    }
  }
}

}  // namespace
}  // namespace cordon
