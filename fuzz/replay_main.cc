// Runs a fuzz target over the files of folders, so that every build checks what a fuzzer once
// found. Too few seeds fail: a folder that was emptied by mistake must not look like one that is
// all well.
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <vector>

#include "require.h"

namespace {

/// Of inputs that differ and are not empty.
constexpr std::size_t kFewest = 50;

std::vector<std::filesystem::path> files_below(char** first, char** last) {
  std::vector<std::filesystem::path> files;
  for (char** folder = first; folder != last; ++folder) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(*folder)) {
      if (entry.is_regular_file()) files.push_back(entry.path());
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

std::string replay(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  // The last name printed is the one that a crash belongs to.
  std::printf("%s\n", file.filename().c_str());
  std::fflush(stdout);
  LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(text.data()), text.size());
  return text;
}

}  // namespace

int main(int argc, char** argv) {
  const auto files = files_below(argv + 1, argv + argc);
  std::set<std::string> texts;
  for (const auto& file : files) texts.insert(replay(file));
  texts.erase("");
  std::printf("replayed %zu files, %zu inputs that differ and are not empty\n", files.size(),
              texts.size());
  if (texts.size() >= kFewest) return 0;
  std::printf("a target has at least %zu of them\n", kFewest);
  return 1;
}
