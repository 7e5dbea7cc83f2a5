// Writes reports.
// The idea: a report is written whole or not at all, and one that was not is an error of the run.
// Signals are handled for one purpose, to leave no temporary file behind.
// Cannot do: connect to a socket that is not already open as standard output or error.
// Test: tests/cli, cases `output`.
#include "output.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstddef>
#include <cstdlib>
#include <cstring>

#include "rule_files.h"

namespace cordon::cli {
namespace {

constexpr std::size_t kLongestPath = 4096;

// What a signal handler may touch: the name of the temporary file, "" if there is none.
std::array<char, kLongestPath> temporary_name{};
volatile std::sig_atomic_t has_temporary = 0;
bool output_was_closed = false;

std::string reason() { return std::strerror(errno); }

std::string write_all(int fd, std::string_view text) {
  while (!text.empty()) {
    const ssize_t n = ::write(fd, text.data(), text.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return reason();
    text.remove_prefix(static_cast<std::size_t>(n));
  }
  return {};
}

std::string close_checked(int fd) {
  return ::close(fd) != 0 && errno != EINTR ? reason() : std::string();
}

bool is_special(const struct stat& info) {
  return S_ISCHR(info.st_mode) || S_ISFIFO(info.st_mode) || S_ISSOCK(info.st_mode) ||
         S_ISBLK(info.st_mode);
}

bool same_file(const struct stat& a, const struct stat& b) {
  return a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

std::string write_special(const std::string& path, const struct stat& info, std::string_view text) {
  for (const int fd : {STDOUT_FILENO, STDERR_FILENO}) {
    struct stat open_file {};
    if (::fstat(fd, &open_file) == 0 && same_file(open_file, info)) return write_all(fd, text);
  }
  const int fd = ::open(path.c_str(), O_WRONLY | O_CLOEXEC | O_NOCTTY);
  if (fd < 0) return reason();
  struct stat opened {};
  std::string wrong;
  if (::fstat(fd, &opened) != 0 || !is_special(opened))
    wrong = "it was replaced while it was opened";
  if (wrong.empty()) wrong = write_all(fd, text);
  const std::string closing = close_checked(fd);
  return wrong.empty() ? closing : wrong;
}

/// Permissions of the new file: those of the old one, else what the process grants by default.
mode_t mode_for(const struct stat* old) {
  if (old != nullptr) return old->st_mode & 0777U;
  const mode_t mask = ::umask(0);
  ::umask(mask);
  return 0666U & ~mask;
}

std::string fill(int fd, mode_t mode, std::string_view text) {
  std::string wrong = write_all(fd, text);
  if (wrong.empty() && ::fchmod(fd, mode) != 0) wrong = reason();
  if (wrong.empty() && ::fsync(fd) != 0) wrong = reason();
  const std::string closing = close_checked(fd);
  return wrong.empty() ? closing : wrong;
}

std::string replace_file(const std::string& path, const struct stat* old, std::string_view text) {
  const std::string folder = folder_of(path);
  const std::string name = (folder == "/" ? "" : folder) + "/.cordon-XXXXXX";
  if (name.size() >= kLongestPath) return "its name is too long";
  std::copy(name.c_str(), name.c_str() + name.size() + 1, temporary_name.begin());
  // mkstemp opens with O_EXCL, so nobody's link is followed.
  const int fd = ::mkstemp(temporary_name.data());
  if (fd < 0) return reason();
  has_temporary = 1;
  std::string wrong = fill(fd, mode_for(old), text);
  if (wrong.empty() && ::rename(temporary_name.data(), path.c_str()) != 0) wrong = reason();
  if (!wrong.empty()) ::unlink(temporary_name.data());
  has_temporary = 0;
  return wrong;
}

void end_by_signal(int signal) {
  if (has_temporary != 0) ::unlink(temporary_name.data());
  ::_exit(128 + signal);
}

}  // namespace

std::string write_standard_output(std::string_view text) {
  if (output_was_closed) return "it is closed";
  return write_all(STDOUT_FILENO, text);
}

std::string write_file(const std::string& path, std::string_view text) {
  struct stat link {};
  if (::lstat(path.c_str(), &link) != 0) {
    if (errno != ENOENT) return reason();
    return replace_file(path, nullptr, text);
  }
  if (S_ISREG(link.st_mode)) return replace_file(path, &link, text);
  if (is_special(link)) return write_special(path, link, text);
  if (!S_ISLNK(link.st_mode)) return "it is not a file";
  struct stat target {};
  if (::stat(path.c_str(), &target) == 0 && is_special(target))
    return write_special(path, target, text);
  return "it is a symbolic link";
}

void prepare_process() {
  for (const int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (::fcntl(fd, F_GETFD) >= 0) continue;
    if (fd == STDOUT_FILENO) output_was_closed = true;
    // The lowest free number is `fd`, since those below are open.
    if (::open("/dev/null", O_RDWR) != fd) std::_Exit(2);
  }
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);  // a file above the limit of the user is an error of write()
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
    // A caller that ignores a signal (nohup) keeps it ignored.
    if (std::signal(signal, end_by_signal) == SIG_IGN) std::signal(signal, SIG_IGN);
  }
}

std::string finish_standard_output() {
  if (output_was_closed) return {};
  // A disk that is full may say so only now.
  if (::fsync(STDOUT_FILENO) != 0 && errno != EINVAL && errno != EROFS && errno != ENOTSUP &&
      errno != EBADF) {
    return reason();
  }
  return close_checked(STDOUT_FILENO);
}

}  // namespace cordon::cli
