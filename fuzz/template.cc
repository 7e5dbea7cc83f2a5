// CloudFormation templates, JSON or YAML by their first byte: what families.h promises of every
// document.
#include <string>

#include "families.h"
#include "require.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(data, data + size);
  cordon::fuzz::check_inventory(text, cordon::Family::kCloudFormation);
  cordon::fuzz::check_judgement(text, cordon::Family::kCloudFormation);
  return 0;
}
