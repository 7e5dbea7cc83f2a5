// Finds and reads the documents that a command line names.
// The idea: nothing is passed over in silence. A named path that is not there stops the run; what a
// walk does not follow is a warning; a folder without a document makes the exit code 4.
// Cannot do: globs (the shell's work), compressed files. Test: tests/cli.
#include "inputs.h"

#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <set>
#include <string_view>
#include <utility>

#include "files.h"

namespace cordon::cli {
namespace {

constexpr std::size_t kMaxFiles = 100'000;
constexpr std::uint64_t kMaxBytes = std::uint64_t{4} << 30U;
constexpr std::size_t kNamesShown = 5;
const std::vector<std::string_view> kEndings = {".json", ".jsonl", ".ndjson",
                                                ".yaml", ".yml",   ".template"};

class Collector {
 public:
  explicit Collector(const DocumentLimits& limits) : limits_(limits) {}

  void add(const std::string& path);
  Inputs take();

 private:
  void add_standard_input();
  void add_folder(const std::string& folder);
  void add_file(const std::string& path, bool named);
  void keep(const std::string& path, FileBytes file, bool named);
  void refuse(const std::string& path, Problem problem);
  void warn_of(const std::string& folder, const std::vector<std::string>& paths,
               const std::string& what);

  const DocumentLimits& limits_;
  Inputs result_;
  std::set<std::pair<std::uint64_t, std::uint64_t>> seen_;
  std::uint64_t bytes_ = 0;
  std::size_t other_files_ = 0;
  bool stdin_used_ = false;
};

Problem too_large(const DocumentLimits& limits) {
  return mistake("D0201",
                 "the document has more than " + std::to_string(limits.max_bytes) + " bytes");
}

void Collector::refuse(const std::string& path, Problem problem) {
  problem.file = path;
  DocumentRecord record;
  record.path = path;
  record.status = "refused";
  record.problems.push_back(std::move(problem));
  result_.refused.push_back(std::move(record));
}

void Collector::keep(const std::string& path, FileBytes file, bool named) {
  if (file.state == FileBytes::State::kTooLarge) return refuse(path, too_large(limits_));
  if (file.state != FileBytes::State::kRead) {
    return refuse(path, mistake("U0203", "the file cannot be read: " + file.reason));
  }
  bytes_ += file.bytes.size();
  if (bytes_ >= kMaxBytes) {
    result_.problems.push_back(mistake("U0205", "the documents have more than 4 GiB together",
                                       "judge them in several runs"));
    return;
  }
  result_.inputs.push_back({path, std::move(file.bytes), named});
}

void Collector::add_file(const std::string& path, bool named) {
  if (has_errors(result_.problems)) return;
  FileBytes file = read_file(path, limits_.max_bytes, !named);
  if (named && file.state == FileBytes::State::kMissing) {
    result_.problems.push_back(mistake("U0201", "there is no file " + path));
    return;
  }
  // A file that is named twice, or named and met in a folder, is one document.
  if (file.state == FileBytes::State::kRead && !seen_.insert(file.identity).second) return;
  keep(path, std::move(file), named);
}

void Collector::warn_of(const std::string& folder, const std::vector<std::string>& paths,
                        const std::string& what) {
  if (paths.empty()) return;
  const std::vector<std::string> first(
      paths.begin(),
      paths.begin() + static_cast<std::ptrdiff_t>(std::min(paths.size(), kNamesShown)));
  const std::string more = paths.size() > kNamesShown
                               ? " and " + std::to_string(paths.size() - kNamesShown) + " more"
                               : "";
  result_.problems.push_back(warning("U0204", std::to_string(paths.size()) + " " + what + " in " +
                                                  folder + ": " + listed(first) + more));
}

void Collector::add_folder(const std::string& folder) {
  const Walk found = walk(folder, kMaxFiles);
  if (found.too_many) {
    result_.problems.push_back(mistake(
        "U0205", "there are more than " + std::to_string(kMaxFiles) + " entries in " + folder));
    return;
  }
  warn_of(folder, found.links, "symbolic links were not followed");
  warn_of(folder, found.special, "devices, pipes or sockets were not read");
  warn_of(folder, found.closed, "entries could not be opened");
  std::size_t documents = 0;
  for (const std::string& path : found.files) {
    if (ends_with_any(path, kEndings)) {
      ++documents;
      add_file(path, false);
    } else {
      ++other_files_;
    }
  }
  if (documents > 0) return;
  result_.problems.push_back(
      warning("U0202", "there is no document in " + folder,
              "documents end in .json, .jsonl, .ndjson, .yaml, .yml or .template"));
}

void Collector::add_standard_input() {
  if (std::exchange(stdin_used_, true)) {
    result_.problems.push_back(mistake("U0101", "standard input is named twice"));
    return;
  }
  if (::isatty(STDIN_FILENO) != 0) {
    result_.problems.push_back(
        mistake("U0201", "standard input is a terminal", "pipe a document into the command"));
    return;
  }
  keep("-", read_standard_input(limits_.max_bytes), true);
}

void Collector::add(const std::string& path) {
  if (path == "-") return add_standard_input();
  if (is_folder(path)) return add_folder(path);
  add_file(path, true);
}

Inputs Collector::take() {
  if (other_files_ > 0) {
    result_.note = std::to_string(other_files_) + (other_files_ == 1 ? " file" : " files") +
                   " with other endings passed over";
  }
  return std::move(result_);
}

}  // namespace

Inputs read_inputs(const std::vector<std::string>& paths, const DocumentLimits& limits) {
  Collector collector(limits);
  for (const std::string& path : paths) collector.add(path);
  return collector.take();
}

}  // namespace cordon::cli
