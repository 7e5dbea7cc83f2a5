#ifndef CORDON_CLI_SETTINGS_H_
#define CORDON_CLI_SETTINGS_H_

#include <optional>
#include <string>
#include <vector>

#include "arguments.h"
#include "cordon/report.h"
#include "problems.h"

namespace cordon::cli {

/// One report that was asked for.
struct Sink {
  std::string format;  ///< text or json
  std::string file;    ///< empty: standard output
};

/// The command line, understood.
struct Settings {
  CheckOptions options;
  Report report;  ///< everything but result and program
  std::vector<Sink> sinks;
  Problems problems;
};

/// Gives every option its meaning. Mistakes are in `problems`; `sinks` is usable in any case.
Settings read_settings(const Arguments& arguments);

/// The cordon.toml that a version with configuration would read, "" if there is none: from the
/// working directory upward to the root of the repository.
std::string find_configuration();

/// The day in UTC, YYYY-MM-DD. The only clock of the program.
std::string today();

}  // namespace cordon::cli

#endif  // CORDON_CLI_SETTINGS_H_
