// Every file under cases/ gives exactly the diagnostics of the text beside it.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "catalogue/embedded.h"
#include "catch_compat.h"
#include "check/checker.h"
#include "diagnostic/problem.h"
#include "syntax/parser.h"

namespace cordon {
namespace {

namespace fs = std::filesystem;

std::string contents(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream out;
  out << in.rdbuf();
  return out.str();
}

const Catalogue& catalogue() {
  static const Catalogue loaded = [] {
    auto result = Catalogue::load(catalogue_text());
    return result.ok() ? std::move(result).value() : Catalogue();
  }();
  return loaded;
}

std::string shown(const Problem& problem) {
  std::ostringstream out;
  out << (problem.level == Level::kError ? "error[" : "warning[") << problem.code
      << "]: " << problem.message << '\n'
      << "  --> " << problem.file << ':' << problem.line << ':' << problem.column << '\n'
      << "   | " << problem.source_line << '\n'
      << "   | " << std::string(problem.column - 1, ' ') << "^\n";
  if (!problem.help.empty()) out << "   = help: " << problem.help << '\n';
  return out.str();
}

std::string diagnostics_of(const fs::path& path) {
  SourceSpace space;
  const RuleLimits limits;
  const Source* source = space.add(path.filename().string(), contents(path));
  const syntax::Parse parse = syntax::parse(*source, limits);
  std::vector<Diagnostic> all = parse.diagnostics;
  check::Checked checked;
  if (parse.file != nullptr) {
    const check::File file{parse.file, false, true};
    checked = check::check(space, {&file, 1}, catalogue(), limits);
    all.insert(all.end(), checked.diagnostics.begin(), checked.diagnostics.end());
  }
  std::string out;
  for (const Diagnostic& diagnostic : all) out += shown(locate(diagnostic, space));
  return out;
}

TEST_CASE("typical_mistakes_are_said_as_the_reference_says_them") {
  std::vector<fs::path> cases;
  for (const auto& entry : fs::directory_iterator(CORDON_CASES)) {
    if (entry.path().extension() == ".cordon") cases.push_back(entry.path());
  }
  std::sort(cases.begin(), cases.end());
  REQUIRE(cases.size() >= 14);
  for (const fs::path& input : cases) {
    fs::path expected = input;
    expected.replace_extension(".txt");
    const std::string found = diagnostics_of(input);
    if (std::getenv("CORDON_UPDATE_GOLDEN") != nullptr) std::ofstream(expected) << found;
    INFO(input.filename().string());
    CHECK(found == contents(expected));
  }
}

}  // namespace
}  // namespace cordon
