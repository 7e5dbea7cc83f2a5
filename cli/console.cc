#include "console.h"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>

#include "cordon/report.h"

namespace cordon::cli {
namespace {

void write_error(std::string_view text) {
  while (!text.empty()) {
    const ssize_t n = ::write(STDERR_FILENO, text.data(), text.size());
    if (n <= 0) return;  // nowhere is left to say that standard error is broken
    text.remove_prefix(static_cast<std::size_t>(n));
  }
}

bool is_set(const char* name) {
  const char* value = std::getenv(name);
  return value != nullptr && *value != '\0';
}

/// A terminal that knows escape sequences.
bool is_terminal(int fd) {
  const char* terminal = std::getenv("TERM");
  return ::isatty(fd) != 0 && terminal != nullptr && std::string_view(terminal) != "dumb";
}

}  // namespace

bool wants_color(const std::string& option, int fd) {
  if (option == "always") return true;
  if (option == "never" || is_set("NO_COLOR")) return false;
  if (is_set("FORCE_COLOR") || is_set("CLICOLOR_FORCE")) return true;
  return is_terminal(fd);
}

void say(std::string_view text) { write_error("cordon: " + printable(text) + "\n"); }

void show(const Problems& problems, const std::string& color_option) {
  if (problems.empty()) return;
  write_error(text_problems(problems, wants_color(color_option, STDERR_FILENO)));
}

Progress::Progress(bool quiet) : on_(!quiet && is_terminal(STDERR_FILENO)) {}

void Progress::at(std::string_view what, std::size_t done, std::size_t total) {
  using namespace std::chrono_literals;
  if (!on_) return;
  const auto now = std::chrono::steady_clock::now();
  if (now - start_ < 500ms || now - last_ < 100ms) return;
  last_ = now;
  shown_ = true;
  std::string line = "\r" + std::string(what) + " " + std::to_string(done);
  if (total > 0) line += " of " + std::to_string(total);
  write_error(line + "\x1b[K");
}

void Progress::erase() {
  if (shown_) write_error("\r\x1b[K");
  shown_ = false;
}

std::function<void(std::size_t done, std::size_t total)> tell(Progress& progress,
                                                              std::string_view what) {
  return [&progress, what](std::size_t done, std::size_t total) {
    progress.at(what, done + 1, total);
  };
}

std::uint32_t Progress::milliseconds() const {
  const auto spent = std::chrono::steady_clock::now() - start_;
  const auto count = std::chrono::duration_cast<std::chrono::milliseconds>(spent).count();
  // The text leaves out a time of 0, which stands for "not measured".
  return static_cast<std::uint32_t>(std::clamp<std::int64_t>(count, 1, 0xFFFFFFFF));
}

}  // namespace cordon::cli
