#ifndef CORDON_CLI_LINE_DIFF_H_
#define CORDON_CLI_LINE_DIFF_H_

#include <string>
#include <string_view>

namespace cordon::cli {

/// The lines that differ, in the unified form with three lines of context; "" if none do.
/// Cost: product of the lines that differ, up to a bound; above it one block replaces the other.
std::string line_diff(const std::string& name, std::string_view before, std::string_view after);

}  // namespace cordon::cli

#endif  // CORDON_CLI_LINE_DIFF_H_
