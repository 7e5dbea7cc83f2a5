#include "inventory/terraform_mapping.h"
#include "catch_compat.h"
#include "document/reader.h"
#include "inventory/adapter.h"
#include "unit/inventory/fixture.h"

namespace cordon::tests {
namespace {

using terraform::MappingTable;

Node read(Store& store, std::string text) {
  const Source* source = store.sources.add("table.json", std::move(text));
  REQUIRE(source != nullptr);
  auto reading = read_json(store, *source, DocumentLimits{});
  REQUIRE(reading.ok());
  return reading->roots[0];
}

std::string problem(Fixture& f, std::string_view types) {
  const Node root = read(f.store, R"({"types": )" + std::string(types) + "}");
  auto table = MappingTable::load(f.store, root);
  if (!table.ok()) return std::string(table.error().code);
  auto fits = table->check(f.store, f.catalogue);
  return fits.ok() ? "" : std::string(fits.error().code) + " " + fits.error().message;
}

TEST_CASE("the_bundled_table_fits_the_bundled_catalogue") {
  Fixture f;
  const Node root = read(f.store, std::string(mapping_text("terraform")));
  auto table = MappingTable::load(f.store, root);
  REQUIRE(table.ok());
  auto fits = table->check(f.store, f.catalogue);
  INFO((fits.ok() ? std::string() : fits.error().message));
  CHECK(fits.ok());
  CHECK(table->types().size() == 38);
}

TEST_CASE("a_table_names_types_and_properties_of_the_catalogue_only") {
  Fixture f;
  CHECK(problem(
            f, R"({"aws_x": {"type": "AWS::EC2::VPC", "properties": {"CidrBlock": "cidr_block"}}})")
            .empty());
  CHECK(problem(f, R"({"aws_x": {"type": "AWS::EC2::Nothing", "properties": {}}})")
            .starts_with("I0311"));
  CHECK(problem(f, R"({"aws_x": {"type": "AWS::EC2::VPC", "properties": {"Cidr": "cidr_block"}}})")
            .find("AWS::EC2::VPC.Cidr") != std::string::npos);
  CHECK(
      problem(
          f,
          R"({"aws_x": {"type": "AWS::EC2::Subnet", "properties": {"VpcId": {"from": "vpc_id", "ref": "AWS::EC2::Vpc"}}}})")
          .starts_with("I0311"));
  CHECK(
      problem(
          f,
          R"({"aws_x": {"type": "AWS::SageMaker::Model", "properties": {"VpcConfig": {"from": "v[0]", "object": {"Subnet": "s"}}}}})")
          .starts_with("I0311"));
}

TEST_CASE("a_damaged_table_is_refused") {
  Fixture f;
  CHECK(problem(f, "[]") == "I0310");
  CHECK(problem(f, R"({"aws_x": {"type": "AWS::EC2::VPC", "properties": {"CidrBlock": 7}}})") ==
        "I0310");
  CHECK(
      problem(f, R"({"aws_x": {"type": "AWS::EC2::VPC", "properties": {"CidrBlock": "a..b"}}})") ==
      "I0310");
  CHECK(problem(f, R"({"aws_x": {"type": "AWS::EC2::VPC", "when": 1, "properties": {}}})") ==
        "I0310");
  CHECK(
      problem(
          f,
          R"({"aws_x": {"type": "AWS::EC2::VPC", "properties": {"CidrBlock": {"from": "a", "unset": {}}}}})") ==
      "I0310");
}

}  // namespace
}  // namespace cordon::tests
