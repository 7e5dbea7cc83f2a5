// Reads files and walks folders.
// The idea: what is judged is what was read. A file is opened once and read once into memory, and
// the open file, not its name, is asked what it is, so nobody can change it in between.
// Cannot do: follow links inside a folder, read compressed files. Test: tests/cli.
#include "files.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <memory>

namespace cordon::cli {
namespace {

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  [[nodiscard]] int get() const { return fd_; }

 private:
  int fd_;
};

FileBytes failed(int error) {
  FileBytes result;
  result.state =
      error == ENOENT || error == ENOTDIR ? FileBytes::State::kMissing : FileBytes::State::kFailed;
  result.reason = std::strerror(error);
  return result;
}

/// Reads up to the end, or one byte more than `max_bytes`.
FileBytes read_all(int fd, std::size_t max_bytes, std::size_t expected) {
  constexpr std::size_t kChunk = std::size_t{64} << 10U;
  FileBytes result;
  result.bytes.reserve(std::min(expected + 1, max_bytes + 1));
  std::array<char, kChunk> chunk{};
  for (;;) {
    const ssize_t n = ::read(fd, chunk.data(), chunk.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return failed(errno);
    if (n == 0) break;
    result.bytes.append(chunk.data(), static_cast<std::size_t>(n));
    if (result.bytes.size() <= max_bytes) continue;
    result.state = FileBytes::State::kTooLarge;
    result.size = result.bytes.size();
    result.bytes = {};
    return result;
  }
  result.state = FileBytes::State::kRead;
  return result;
}

struct CloseFolder {
  void operator()(DIR* folder) const { ::closedir(folder); }
};

enum class EntryKind : std::uint8_t { kFile, kFolder, kLink, kSpecial, kClosed };

EntryKind kind_of(const std::string& path) {
  struct stat info {};
  if (::lstat(path.c_str(), &info) != 0) return EntryKind::kClosed;
  if (S_ISREG(info.st_mode)) return EntryKind::kFile;
  if (S_ISDIR(info.st_mode)) return EntryKind::kFolder;
  return S_ISLNK(info.st_mode) ? EntryKind::kLink : EntryKind::kSpecial;
}

void sort_entry(Walk& found, std::vector<std::string>& open, const std::string& path,
                std::string_view name) {
  switch (kind_of(path)) {
    case EntryKind::kFile:
      found.files.push_back(path);
      break;
    case EntryKind::kLink:
      found.links.push_back(path);
      break;
    case EntryKind::kSpecial:
      found.special.push_back(path);
      break;
    case EntryKind::kClosed:
      found.closed.push_back(path);
      break;
    case EntryKind::kFolder:
      if (name != ".git") open.push_back(path);
      break;
  }
}

void list_folder(Walk& found, std::vector<std::string>& open, const std::string& folder,
                 std::size_t max_files) {
  const std::unique_ptr<DIR, CloseFolder> entries(::opendir(folder.c_str()));
  if (!entries) {
    found.closed.push_back(folder);
    return;
  }
  while (const dirent* entry = ::readdir(entries.get())) {
    const std::string_view name = entry->d_name;
    if (name == "." || name == "..") continue;
    const std::string base = folder.ends_with('/') ? folder : folder + "/";
    sort_entry(found, open, base + std::string(name), name);
    const std::size_t seen =
        found.files.size() + found.links.size() + found.special.size() + open.size();
    found.too_many = seen > max_files;
    if (found.too_many) return;
  }
}

}  // namespace

FileBytes read_file(const std::string& path, std::size_t max_bytes, bool regular_only) {
  const int flags = O_RDONLY | O_CLOEXEC | O_NOCTTY | (regular_only ? O_NOFOLLOW | O_NONBLOCK : 0);
  const Descriptor file(::open(path.c_str(), flags));
  if (file.get() < 0) return failed(errno);
  struct stat info {};
  if (::fstat(file.get(), &info) != 0) return failed(errno);
  FileBytes result;
  if (S_ISDIR(info.st_mode)) {
    result.state = FileBytes::State::kDirectory;
    result.reason = std::strerror(EISDIR);
    return result;
  }
  if (regular_only && !S_ISREG(info.st_mode)) {
    result.reason = "it is not a regular file";
    return result;
  }
  const auto size = S_ISREG(info.st_mode) ? static_cast<std::uint64_t>(info.st_size) : 0;
  if (size > max_bytes) {
    result.state = FileBytes::State::kTooLarge;
    result.size = size;
    return result;
  }
  result = read_all(file.get(), max_bytes, size);
  if (result.state == FileBytes::State::kRead && result.bytes.size() < size) {
    FileBytes shorter;
    shorter.reason = "it became shorter while it was read";
    return shorter;
  }
  result.identity = {info.st_dev, info.st_ino};
  return result;
}

FileBytes read_standard_input(std::size_t max_bytes) {
  return read_all(STDIN_FILENO, max_bytes, 0);
}

Walk walk(const std::string& folder, std::size_t max_files) {
  Walk found;
  std::vector<std::string> open{folder};
  while (!open.empty() && !found.too_many) {
    const std::string next = open.back();
    open.pop_back();
    list_folder(found, open, next, max_files);
  }
  for (auto* paths : {&found.files, &found.links, &found.special, &found.closed}) {
    std::sort(paths->begin(), paths->end());
  }
  return found;
}

bool is_folder(const std::string& path) {
  struct stat info {};
  return ::stat(path.c_str(), &info) == 0 && S_ISDIR(info.st_mode);
}

bool exists(const std::string& path) {
  struct stat info {};
  return ::lstat(path.c_str(), &info) == 0;
}

bool ends_with_any(std::string_view path, const std::vector<std::string_view>& endings) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  return std::any_of(endings.begin(), endings.end(), [&](std::string_view e) {
    if (path.size() < e.size()) return false;
    const std::string_view end = path.substr(path.size() - e.size());
    return std::equal(e.begin(), e.end(), end.begin(),
                      [&](char a, char b) { return a == lower(b); });
  });
}

}  // namespace cordon::cli
