#ifndef CORDON_CLI_SESSION_H_
#define CORDON_CLI_SESSION_H_

#include <cstdint>
#include <string>
#include <vector>

#include "arguments.h"
#include "cordon/program.h"
#include "inputs.h"
#include "problems.h"
#include "settings.h"

namespace cordon::cli {

/// Compiled rules and those of them that run.
struct RuleSet {
  Program program;  ///< empty iff there is an error in `problems`
  std::vector<std::uint32_t> chosen;
  Problems problems;
};

RuleSet load_rules(const Arguments& arguments, Environment profile);

/// What documents say went wrong, ready for standard error: with their place, never with their
/// text.
Problems problems_of(const std::vector<DocumentRecord>& documents);

/// Writes `text` to a sink. A failure is told on standard error; the answer is whether it worked.
bool deliver(const Sink& sink, const std::string& text);

/// Whether a text report of this sink has colours: what goes to a file has none.
bool colors(const Sink& sink, const Arguments& arguments);

/// Shows problems on standard error; with `quiet` errors alone.
void show_problems(const Problems& problems, const Arguments& arguments);

}  // namespace cordon::cli

#endif  // CORDON_CLI_SESSION_H_
