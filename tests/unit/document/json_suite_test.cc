#include <algorithm>
#include <filesystem>
#include <iostream>
#include <string>
#include <vector>

#include "catch_compat.h"
#include "unit/document/reading.h"

namespace cordon::test {
namespace {

struct Counts {
  int all = 0;
  int read = 0;
  std::vector<std::string> odd;  ///< read although n_, or refused although y_
};

Counts run(const std::string& folder, const std::string& prefix) {
  Counts counts;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    if (!name.starts_with(prefix)) continue;
    const Read read(file_text(entry.path().string()), As::kJson, name);
    ++counts.all;
    counts.read += read.ok() ? 1 : 0;
    if (read.ok() != (prefix == "y_")) counts.odd.push_back(name + " " + read.verdict());
  }
  std::sort(counts.odd.begin(), counts.odd.end());
  return counts;
}

TEST_CASE("json_test_suite_is_read_but_for_duplicate_keys") {
  if (corpus().empty()) {
    std::cout << "SKIPPED: json_test_suite: set CORDON_CORPUS to the corpus folder\n";
    return;
  }
  const std::string folder = corpus() + "/conformance/json/test_parsing";
  const Counts good = run(folder, "y_");
  const Counts bad = run(folder, "n_");
  const Counts free_cases = run(folder, "i_");
  std::cout << "JSONTestSuite: y " << good.read << " of " << good.all << " read, n "
            << bad.all - bad.read << " of " << bad.all << " refused, i " << free_cases.read
            << " of " << free_cases.all << " read\n";
  CHECK(good.odd == std::vector<std::string>{"y_object_duplicated_key.json D0103 1:10",
                                             "y_object_duplicated_key_and_value.json D0103 1:10"});
  CHECK(bad.odd.empty());
  // Of the cases that are free, integers of any size and a byte order mark are read; numbers that
  // are no double, halves of surrogates, other encodings and 500 levels are refused.
  CHECK(free_cases.read == 4);
  CHECK(free_cases.all == 35);
  CHECK(good.all == 95);
  CHECK(bad.all == 188);
}

}  // namespace
}  // namespace cordon::test
