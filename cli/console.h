#ifndef CORDON_CLI_CONSOLE_H_
#define CORDON_CLI_CONSOLE_H_

#include <chrono>
#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

#include "problems.h"

namespace cordon::cli {

/// Whether colour goes to standard output or error. Hints of the environment are read here alone,
/// and they change nothing but colour.
bool wants_color(const std::string& option, int fd);

/// A line "cordon: ..." on standard error.
void say(std::string_view text);
/// Problems on standard error.
void show(const Problems& problems, const std::string& color_option);

/// One line on the terminal of standard error that says how far the run is, from half a second on.
/// Nothing where standard error is no terminal, or one without escape sequences.
class Progress {
 public:
  explicit Progress(bool quiet);
  ~Progress() { erase(); }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  /// "WHAT 3 of 7"; with `total` 0, which is not known, "WHAT 3".
  void at(std::string_view what, std::size_t done, std::size_t total);
  void erase();
  [[nodiscard]] std::uint32_t milliseconds() const;

 private:
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
  std::chrono::steady_clock::time_point last_{};
  bool on_ = false;
  bool shown_ = false;
};

/// What the library calls when it begins one more of many; it must not outlive `progress`.
std::function<void(std::size_t done, std::size_t total)> tell(Progress& progress,
                                                              std::string_view what);

}  // namespace cordon::cli

#endif  // CORDON_CLI_CONSOLE_H_
