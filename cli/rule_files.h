#ifndef CORDON_CLI_RULE_FILES_H_
#define CORDON_CLI_RULE_FILES_H_

#include <cstddef>
#include <string>
#include <vector>

#include "cordon/dsl/compile.h"
#include "problems.h"

namespace cordon::cli {

inline constexpr std::size_t kMaxRuleFiles = 10'000;  ///< of one folder

/// The rule texts of a run, or its compiled rules.
struct RuleFiles {
  std::vector<dsl::RuleSource> sources;  ///< those of the paths, then the bundled library
  std::string bundle;                    ///< bytes of compiled rules, which then are all there is
  bool library = false;                  ///< no paths: the bundled library
  bool compiled = false;                 ///< what runs is compiled already: there are no texts
  std::vector<std::string> folders;      ///< where file cases of their tests may stand
  std::string name;                      ///< "bundled", or the paths
  Problems problems;
};

/// What reports call rules of these paths: "bundled" are those of the program, and no path.
std::string source_of(const std::vector<std::string>& paths);

/// Reads rule files and folders. Without any path the bundled library is what runs; with one it is
/// there to be imported. The library is compiled already, but for its tests: its texts are read for
/// `tests` and for rules that may import it only.
RuleFiles read_rules(const std::vector<std::string>& paths, const RuleLimits& limits, bool tests);

/// The program of what was read.
dsl::Compilation program_of(const RuleFiles& files, const RuleLimits& limits);

/// The folder part of a path, "." if there is none.
std::string folder_of(const std::string& path);

}  // namespace cordon::cli

#endif  // CORDON_CLI_RULE_FILES_H_
