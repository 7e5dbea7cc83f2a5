#ifndef CORDON_CLI_OUTPUT_H_
#define CORDON_CLI_OUTPUT_H_

#include <string>
#include <string_view>

namespace cordon::cli {

/// Writes all of `text` to standard output. The answer is what went wrong, or "".
std::string write_standard_output(std::string_view text);

/// Writes a file whole or not at all: a temporary file beside it, then a rename. A device, pipe or
/// socket, also behind a symbolic link, is written directly; another symbolic link is refused.
/// The answer is what went wrong, or "".
std::string write_file(const std::string& path, std::string_view text);

/// Keeps the standard descriptors from being taken by files, and makes Ctrl-C end the program with
/// code 130 without a temporary file left behind.
void prepare_process();

/// Flushes and closes standard output. The answer is what went wrong, or "".
std::string finish_standard_output();

}  // namespace cordon::cli

#endif  // CORDON_CLI_OUTPUT_H_
