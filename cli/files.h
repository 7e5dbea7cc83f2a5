#ifndef CORDON_CLI_FILES_H_
#define CORDON_CLI_FILES_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cordon::cli {

/// A file's bytes, or why there are none.
struct FileBytes {
  enum class State : std::uint8_t { kRead, kMissing, kDirectory, kTooLarge, kFailed };
  State state = State::kFailed;
  std::string bytes;
  std::string reason;                                ///< kFailed, kMissing: what the system says
  std::uint64_t size = 0;                            ///< kTooLarge: if known
  std::pair<std::uint64_t, std::uint64_t> identity;  ///< device and inode
};

/// Reads a file once and whole. `regular_only` refuses links, devices and pipes, as a walk must.
/// The size is looked at before anything is read; a file that grows meanwhile is too large, too.
FileBytes read_file(const std::string& path, std::size_t max_bytes, bool regular_only);
FileBytes read_standard_input(std::size_t max_bytes);

/// What a walk of a folder found.
struct Walk {
  std::vector<std::string> files;    ///< regular files, sorted by path
  std::vector<std::string> links;    ///< symbolic links, not followed
  std::vector<std::string> special;  ///< devices, pipes, sockets
  std::vector<std::string> closed;   ///< what could not be opened
  bool too_many = false;
};

/// Lists all regular files below `folder`. Folders named .git are left out, links are not followed.
Walk walk(const std::string& folder, std::size_t max_files);

bool is_folder(const std::string& path);
bool exists(const std::string& path);
/// Without regard to case: systems and people differ in how they write endings. Requires: endings
/// in lower case.
bool ends_with_any(std::string_view path, const std::vector<std::string_view>& endings);

}  // namespace cordon::cli

#endif  // CORDON_CLI_FILES_H_
