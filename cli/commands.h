#ifndef CORDON_CLI_COMMANDS_H_
#define CORDON_CLI_COMMANDS_H_

#include "arguments.h"
#include "problems.h"

namespace cordon::cli {

// Each command gets a parsed command line and gives the exit code.
int run_check(const Arguments& arguments);
int run_test(const Arguments& arguments);
int run_inventory(const Arguments& arguments);
int run_rules(const Arguments& arguments);
int run_explain(const Arguments& arguments);
int run_trace(const Arguments& arguments);
int run_lint(const Arguments& arguments);
int run_compile(const Arguments& arguments);
int run_verify(const Arguments& arguments);
int run_disasm(const Arguments& arguments);
int run_fmt(const Arguments& arguments);
int run_version();

/// Reports a mistake of the command line itself: on standard error and, if `wants_json`, as a
/// result on standard output. Gives exit code 2.
int refuse_usage(const Problems& problems, bool wants_json);

}  // namespace cordon::cli

#endif  // CORDON_CLI_COMMANDS_H_
