#include "catch_compat.h"
#include "sample.h"

using namespace cordon;

namespace {

InventoryResult sample_inventory() {
  InventoryResult result;
  result.documents = sample::report({}).result.documents;
  InventoryResource resource;
  resource.resource = "Nb\x1b";
  resource.type = "AWS::SageMaker::NotebookInstance";
  resource.native_type = "aws_sagemaker_notebook_instance";
  resource.location = {"plan.json", 4, 5, "/a"};
  resource.tags = {{"b", "\"2\""}, {"a", "\"1\""}, {"a", "\"3\""}};
  resource.unknown = {"/a/x"};
  resource.references = {{"/a/subnet_id", "aws_subnet.s", "id", "symbolic"}};
  result.resources.push_back(resource);
  result.unmapped_types = {{"aws_foo", 3}};
  return result;
}

}  // namespace

TEST_CASE("the_inventory_as_json_has_resources_tags_and_unmapped_types") {
  const std::string json = inventory_json(sample_inventory());
  CHECK(json.find("\"tags\": {\n        \"a\": \"1\",\n        \"b\": \"2\"\n      }") !=
        std::string::npos);
  CHECK(json.find("\"aws_foo\": 3") != std::string::npos);
  CHECK(json.find("\"properties\"") == std::string::npos);
  CHECK(json.find("\"state\": \"symbolic\"") != std::string::npos);
}

TEST_CASE("properties_appear_when_they_were_asked_for") {
  InventoryResult result = sample_inventory();
  result.resources[0].properties_json = "{\"A\":1}";
  CHECK(inventory_json(result).find("\"properties\": {\"A\":1}") != std::string::npos);
}

TEST_CASE("the_inventory_as_text_is_escaped_and_counts") {
  const std::string text = inventory_text(sample_inventory());
  CHECK(text.find('\x1b') == std::string::npos);
  CHECK(text.find("Nb\\u{1b}  AWS::SageMaker::NotebookInstance (aws_sagemaker_notebook_instance)  "
                  "plan.json:4:5\n") != std::string::npos);
  CHECK(text.find("not mapped: aws_foo (3)\n") != std::string::npos);
  CHECK(text.ends_with("1 of 1 documents read, 1 resources\n"));
}
