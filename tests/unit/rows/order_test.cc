#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "catch_compat.h"
#include "cordon/evaluate.h"
#include "rows/run.h"
#include "unit/vm/compiled_rules.h"

namespace cordon {
namespace {

TEST_CASE("addresses_are_ordered_with_their_numbers_as_numbers") {
  const std::vector<std::string_view> ordered = {"",
                                                 "a",
                                                 "a.b[0]",
                                                 "a.b[1]",
                                                 "a.b[2]",
                                                 "a.b[10]",
                                                 "a.b[11]",
                                                 "a.b[100]",
                                                 "a01",
                                                 "a1",
                                                 "a2x3",
                                                 "a2x10",
                                                 "module.m[\"k12\"].x[9]",
                                                 "module.m[\"k12\"].x[12]",
                                                 "module.m[\"k123\"].x[9]"};
  for (std::size_t i = 0; i < ordered.size(); ++i) {
    for (std::size_t j = 0; j < ordered.size(); ++j) {
      INFO(ordered[i] << " and " << ordered[j]);
      CHECK(rows::natural_less(ordered[i], ordered[j]) == (i < j));
    }
  }
}

/// A document of resources with these names, each with one row a rule.
std::vector<Row> rows_of(const std::vector<std::string>& names) {
  std::string document = "{\"Resources\": {";
  for (const std::string& name : names) {
    document += document.back() == '{' ? "" : ", ";
    document += "\"" + name + "\": {\"Type\": \"AWS::EC2::VPC\"}";
  }
  const Program program = rules(
      "rule b for v in AWS::EC2::VPC { require v.CidrBlock is present else \"x\" }\n"
      "rule a for v in AWS::EC2::VPC { require v.CidrBlock is present else \"x\" }");
  CheckOptions options;
  options.as_of = "2026-11-21";
  options.rules = {0, 1};
  auto result = evaluate(program, {{"d.json", document + "}}", true}}, options);
  REQUIRE(result.ok());
  return std::move(result->rows);
}

TEST_CASE("rows_are_ordered_whatever_the_order_of_the_resources_is") {
  std::vector<std::string> names;
  for (int i = 0; i < 90; ++i) names.push_back("R" + std::to_string(i * 7 % 90) + "x");
  std::vector<std::string> ordered = names;
  std::sort(ordered.begin(), ordered.end(), rows::natural_less);
  std::vector<std::vector<std::string>> documents{
      names, ordered, {ordered.rbegin(), ordered.rend()}};
  for (const std::size_t step : {1U, 10U, 33U, 45U, 80U}) {
    documents.push_back(ordered);  // whole parts of it elsewhere
    std::rotate(documents.back().begin() + 3,
                documents.back().begin() + 3 + static_cast<std::ptrdiff_t>(step),
                documents.back().end() - 2);
  }
  for (const auto& document : documents) {
    const std::vector<Row> rows = rows_of(document);
    REQUIRE(rows.size() == 2 * ordered.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
      INFO(i);
      CHECK(rows[i].subject->resource == ordered[i / 2]);
      CHECK(rows[i].rule == (i % 2 == 0 ? 1 : 0));
      CHECK(rows[i].subject->location.pointer == "/Resources/" + ordered[i / 2]);
    }
  }
}

}  // namespace
}  // namespace cordon
