#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <string>
#include <vector>

#include "catch_compat.h"
#include "unit/document/reading.h"

namespace cordon::test {
namespace {

struct Suite {
  int cases = 0;
  int invalid = 0;
  int read = 0;
  int equal = 0;
  std::vector<std::string> misread;
  std::vector<std::string> read_though_invalid;
  std::vector<std::string> refused_though_valid;
};

/// The JSON values of a text, one after the other, in canonical form.
std::string json_values(const std::string& text) {
  Store store;
  std::string out;
  std::size_t begin = 0;
  // Values are separated by line ends only, so each is the shortest run of lines that reads.
  while (begin < text.size()) {
    std::size_t end = begin;
    bool ok = false;
    while (!ok && end < text.size()) {
      end = std::min(text.find('\n', end) + 1, text.size());
      const Source* source = store.sources.add("in.json", text.substr(begin, end - begin));
      auto value = read_json(store, *source, DocumentLimits{});
      ok = value.ok();
      if (ok) out += (out.empty() ? "" : " ") + canonical(store, value->roots[0]);
    }
    begin = end;
  }
  return out;
}

/// Numbers of one value are one number: 1 and 1.0 differ in our tree, not in JSON's.
std::string same_numbers(std::string text) {
  for (std::size_t at = text.find(".0"); at != std::string::npos; at = text.find(".0", at + 1)) {
    const char after = at + 2 < text.size() ? text[at + 2] : ' ';
    if (at > 0 && text[at - 1] >= '0' && text[at - 1] <= '9' && (after < '0' || after > '9')) {
      text.erase(at, 2);
    }
  }
  return text;
}

void run_case(const std::filesystem::path& folder, const std::string& name, Suite& suite) {
  const Read read(file_text((folder / "in.yaml").string()), As::kYaml, name);
  const bool invalid = std::filesystem::exists(folder / "error");
  ++suite.cases;
  suite.invalid += invalid ? 1 : 0;
  suite.read += read.ok() ? 1 : 0;
  if (invalid && read.ok()) suite.read_though_invalid.push_back(name + " " + read.json());
  if (!invalid && !read.ok()) {
    suite.refused_though_valid.push_back(name + " " + read.verdict() + " " + read.message());
  }
  if (invalid || !read.ok() || !std::filesystem::exists(folder / "in.json")) return;
  const std::string wanted = same_numbers(json_values(file_text((folder / "in.json").string())));
  if (same_numbers(read.json()) == wanted) {
    ++suite.equal;
  } else {
    suite.misread.push_back(name + "\n   wanted " + wanted + "\n   read   " + read.json());
  }
}

void show(const char* title, const std::vector<std::string>& list) {
  std::cout << title << ": " << list.size() << "\n";
  if (std::getenv("CORDON_SHOW") == nullptr) return;
  for (const std::string& one : list) std::cout << "  " << one << "\n";
}

TEST_CASE("yaml_test_suite_is_never_misread") {
  if (corpus().empty()) {
    std::cout << "SKIPPED: yaml_test_suite: set CORDON_CORPUS to the corpus folder\n";
    return;
  }
  const std::filesystem::path root = corpus() + "/conformance/yaml";
  std::vector<std::filesystem::path> folders;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
    if (entry.path().filename() == "in.yaml") folders.push_back(entry.path().parent_path());
  }
  std::sort(folders.begin(), folders.end());
  Suite suite;
  for (const auto& folder : folders) {
    run_case(folder, std::filesystem::relative(folder, root).string(), suite);
  }
  std::cout << "YAML test suite: " << suite.cases << " cases, " << suite.read << " read, "
            << suite.equal << " equal to in.json, " << suite.invalid << " invalid\n";
  show("misread", suite.misread);
  show("read though invalid", suite.read_though_invalid);
  show("refused though valid", suite.refused_though_valid);
  CHECK(suite.cases == 402);
  CHECK(suite.invalid == 94);
  CHECK(suite.read == 214);
  CHECK(suite.equal == 210);
  CHECK(suite.misread.empty());
  CHECK(suite.read_though_invalid.empty());
}

}  // namespace
}  // namespace cordon::test
