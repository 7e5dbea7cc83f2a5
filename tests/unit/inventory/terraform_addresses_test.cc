#include "inventory/terraform_addresses.h"

#include <string>
#include <vector>

#include "catch_compat.h"

namespace cordon::terraform {
namespace {

std::vector<std::string> numbered(std::size_t n) {
  std::vector<std::string> out;
  for (std::size_t i = 0; i < n; ++i) out.push_back("aws_subnet.x[" + std::to_string(i) + "]");
  return out;
}

TEST_CASE("an_address_that_an_entry_had_is_met_in_whatever_order_they_come") {
  const auto texts = numbered(100);
  Addresses addresses;
  for (const std::string& text : texts) addresses.add(text);
  for (std::size_t i = 0; i < texts.size(); ++i) CHECK(addresses.met(texts[i]));
  for (std::size_t i = texts.size(); i-- > 0;) CHECK(addresses.met(texts[i]));
  for (std::size_t i = 0; i < texts.size(); ++i) CHECK(addresses.met(texts[i * 37 % texts.size()]));
}

TEST_CASE("addresses_whose_parts_stand_elsewhere_are_met_and_what_is_new_among_them_is_not") {
  const auto texts = numbered(400);
  Addresses addresses;
  for (const std::string& text : texts) addresses.add(text);
  std::vector<std::string> fresh;
  for (std::size_t i = 0; i < 20; ++i) fresh.push_back("aws_vpc.y[" + std::to_string(i) + "]");
  for (std::size_t part = 0; part < fresh.size(); ++part) {
    CHECK_FALSE(addresses.met(fresh[part]));
    for (std::size_t i = 0; i < 20; ++i) CHECK(addresses.met(texts[part * 20 + (i + 14) % 20]));
    CHECK(addresses.met(fresh[part]));
  }
}

TEST_CASE("an_address_that_is_new_is_met_the_second_time_before_there_is_a_table_and_after") {
  const auto known = numbered(10);
  Addresses addresses;
  for (const std::string& text : known) addresses.add(text);
  std::vector<std::string> fresh;
  for (int i = 0; i < 1000; ++i) fresh.push_back("data.aws_vpc.x[" + std::to_string(i) + "]");
  for (const std::string& text : fresh) {
    CHECK_FALSE(addresses.met(text));
    CHECK(addresses.met(text));
  }
  for (const std::string& text : known) CHECK(addresses.met(text));
}

TEST_CASE("without_any_entry_no_address_is_met") {
  Addresses addresses;
  CHECK_FALSE(addresses.met("aws_vpc.x"));
  CHECK(addresses.met("aws_vpc.x"));
}

}  // namespace
}  // namespace cordon::terraform
