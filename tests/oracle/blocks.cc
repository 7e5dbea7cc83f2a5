// blocks FOLDER: every rule of every `test` block of a folder's rule files, by plain, usual, fused
// and sieved code and by the traced machine, on what the block gives. They must agree, also on rows
// that the block expects nothing of. Whether they are right is for `cordon test` to say.
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "pair.h"

namespace {

using namespace cordon;
using namespace cordon::oracle;

struct Tally {
  std::size_t blocks = 0;
  std::size_t rows = 0;
  std::size_t failures = 0;
};

std::optional<std::string> text_of(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return std::nullopt;
  return std::string{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

std::vector<std::filesystem::path> rule_files(const char* folder) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() == ".cordon") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

void fail(Tally& tally, const std::string& where, const std::string& what) {
  std::printf("%s: %s\n", where.c_str(), what.c_str());
  ++tally.failures;
}

void judge_block(const Rules& rules, const bytecode::TestCase& test, const std::string& where,
                 const rows::ReadFile& read_file, Tally& tally) {
  const auto documents = read_documents(rules, test, read_file);
  if (!documents->problem.empty()) return fail(tally, where, documents->problem);
  const auto plain = run_machine(rules, *documents, false, nullptr, rows::Run::Code::kPlain);
  ++tally.blocks;
  tally.rows += plain.size();
  if (const std::string found = disagreement(rules, *documents, plain); !found.empty())
    fail(tally, where, found);
}

void judge_file(const std::filesystem::path& path, Tally& tally) {
  const auto rules = read_rules(text_of(path).value_or(""));
  if (rules->code == nullptr) return fail(tally, path.string(), rules->problem);
  const rows::ReadFile beside = [&](const std::string& name) -> Result<std::string> {
    auto text = text_of(path.parent_path() / name);
    if (!text) return Diagnostic{"U0201", Level::kError, {}, name + " cannot be read", {}, {}};
    return std::move(*text);
  };
  for (const bytecode::TestCase& test : rules->code->tests)
    judge_block(*rules, test, path.filename().string() + ", test \"" + test.name + "\"", beside,
                tally);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  Tally tally;
  const auto files = rule_files(argv[1]);
  for (const auto& path : files) judge_file(path, tally);
  std::printf("%zu files, %zu blocks, %zu rows in six ways, %zu failures\n", files.size(),
              tally.blocks, tally.rows, tally.failures);
  return tally.failures == 0 && tally.rows > 0 ? 0 : 1;
}
