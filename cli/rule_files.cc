#include "rule_files.h"

#include <utility>

#include "files.h"

namespace cordon::cli {
namespace {

constexpr std::size_t kMaxFiles = 10'000;

void add_file(RuleFiles& rules, const std::string& path, const RuleLimits& limits, bool named) {
  // One byte more than the limit, so that the compiler says which limit it is.
  FileBytes file = read_file(path, limits.max_bytes + 1, !named);
  if (file.state == FileBytes::State::kTooLarge) {
    rules.problems.push_back(mistake(
        "L0101",
        path + " has more than " + std::to_string(limits.max_bytes) + " bytes of rule text"));
    return;
  }
  if (file.state != FileBytes::State::kRead) {
    rules.problems.push_back(
        mistake("U0107", "the rule file " + path + " cannot be read: " + file.reason));
    return;
  }
  if (file.bytes.find('\0') != std::string::npos || path.ends_with(".cordonb")) {
    rules.problems.push_back(
        mistake("U0106", path + " is a bundle or another binary file, not rule text",
                "bundles are not available in this version; give the rules themselves"));
    return;
  }
  rules.sources.push_back({path, std::move(file.bytes), false, true});
}

void add_folder(RuleFiles& rules, const std::string& folder, const RuleLimits& limits) {
  const Walk found = walk(folder, kMaxFiles);
  if (found.too_many) {
    rules.problems.push_back(mistake("U0107", "there are more than " + std::to_string(kMaxFiles) +
                                                  " entries in the rule folder " + folder));
    return;
  }
  for (const auto* paths : {&found.links, &found.special, &found.closed}) {
    if (paths->empty()) continue;
    rules.problems.push_back(warning("U0204", std::to_string(paths->size()) +
                                                  " entries of the rule folder " + folder +
                                                  " were not read, " + paths->front() + " first"));
  }
  bool any = false;
  for (const std::string& path : found.files) {
    if (path.ends_with(".cordonb")) {
      add_file(rules, path, limits, false);
    } else if (path.ends_with(".cordon")) {
      any = true;
      add_file(rules, path, limits, false);
    }
  }
  if (!any)
    rules.problems.push_back(
        warning("U0108", "there is no rule file in " + folder, "rule files end in .cordon"));
}

}  // namespace

std::string folder_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  if (slash == std::string::npos) return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
}

RuleFiles read_rules(const std::vector<std::string>& paths, const RuleLimits& limits) {
  RuleFiles rules;
  for (const std::string& path : paths) {
    const bool folder = is_folder(path);
    if (folder) {
      add_folder(rules, path, limits);
    } else {
      add_file(rules, path, limits, true);
    }
    rules.folders.push_back(folder ? path : folder_of(path));
  }
  rules.name = paths.empty() ? "bundled" : listed(paths);
  for (dsl::RuleSource source : dsl::bundled_library()) {
    source.bundled = true;
    if (!paths.empty()) source.rules = false;
    rules.sources.push_back(std::move(source));
  }
  return rules;
}

}  // namespace cordon::cli
