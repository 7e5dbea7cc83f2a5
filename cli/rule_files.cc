#include "rule_files.h"

#include <algorithm>
#include <utility>

#include "cordon/bundle.h"
#include "files.h"

namespace cordon::cli {
namespace {

Problem too_large(const std::string& path, std::size_t limit) {
  return mistake("L0101", path + " has more than " + std::to_string(limit) + " bytes of rule text");
}

void add_bundle(RuleFiles& rules, const std::string& path, std::string bytes, bool named) {
  if (!named) {
    rules.problems.push_back(mistake("U0106", "a bundle stands between rule files: " + path,
                                     "name the bundle itself, and nothing else"));
    return;
  }
  rules.bundle = std::move(bytes);
}

void add_file(RuleFiles& rules, const std::string& path, const RuleLimits& limits, bool named) {
  // Which of the two a file is, its first bytes tell.
  FileBytes file =
      read_file(path, std::max(BundleLimits().max_bytes, limits.max_bytes + 1), !named);
  if (file.state == FileBytes::State::kTooLarge) {
    rules.problems.push_back(ends_with_any(path, {".cordonb"})
                                 ? mistake("B0106", path + " is larger than a bundle may be")
                                 : too_large(path, limits.max_bytes));
    return;
  }
  if (file.state != FileBytes::State::kRead) {
    rules.problems.push_back(
        mistake("U0107", "the rule file " + path + " cannot be read: " + file.reason));
    return;
  }
  if (is_bundle(file.bytes)) return add_bundle(rules, path, std::move(file.bytes), named);
  if (file.bytes.find('\0') != std::string::npos || ends_with_any(path, {".cordonb"})) {
    rules.problems.push_back(mistake("U0106", path + " is neither rule text nor a bundle",
                                     "`cordon compile RULES -o BUNDLE` makes a bundle"));
    return;
  }
  if (file.bytes.size() > limits.max_bytes) {
    rules.problems.push_back(too_large(path, limits.max_bytes));
    return;
  }
  rules.sources.push_back({path, std::move(file.bytes), false, true});
}

void add_folder(RuleFiles& rules, const std::string& folder, const RuleLimits& limits) {
  const Walk found = walk(folder, kMaxRuleFiles);
  if (found.too_many) {
    rules.problems.push_back(mistake("U0107", "there are more than " +
                                                  std::to_string(kMaxRuleFiles) +
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
    if (ends_with_any(path, {".cordonb"})) {
      add_file(rules, path, limits, false);
    } else if (ends_with_any(path, {".cordon"})) {
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

std::string source_of(const std::vector<std::string>& paths) {
  if (paths.empty()) return "bundled";
  const std::string all = listed(paths);
  return all == "bundled" ? "./bundled" : all;
}

RuleFiles read_rules(const std::vector<std::string>& paths, const RuleLimits& limits, bool tests) {
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
  if (!rules.bundle.empty() && paths.size() > 1) {
    rules.problems.push_back(mistake("U0106", "a bundle is a complete set of rules",
                                     "give one bundle and no other rules, or the rule texts"));
  }
  rules.library = paths.empty();
  rules.compiled = !tests && (rules.library || !rules.bundle.empty());
  rules.name = source_of(paths);
  if (rules.compiled) return rules;
  for (dsl::RuleSource source : paths.empty() ? dsl::bundled_library() : dsl::bundled_packages()) {
    source.bundled = true;
    if (!paths.empty()) source.rules = false;
    rules.sources.push_back(std::move(source));
  }
  return rules;
}

dsl::Compilation program_of(const RuleFiles& files, const RuleLimits& limits) {
  if (!files.compiled && files.bundle.empty()) return dsl::compile(files.sources, limits);
  dsl::Compilation out;
  Result<Program> program = files.bundle.empty() ? load_library() : load_bundle(files.bundle);
  if (program) {
    out.program = std::move(*program);
  } else {
    out.problems.push_back(from(program.error()));
  }
  return out;
}

}  // namespace cordon::cli
