#ifndef CORDON_CLI_PROBLEMS_H_
#define CORDON_CLI_PROBLEMS_H_

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cordon/diagnostic.h"

namespace cordon::cli {

using Problems = std::vector<Problem>;

/// A mistake or a warning without a place in a text.
Problem mistake(std::string code, std::string message, std::string help = {});
Problem warning(std::string code, std::string message, std::string help = {});
/// The error of a library call.
Problem from(const Diagnostic& diagnostic);

bool has_errors(const Problems& problems);
void append(Problems& to, const Problems& more);

/// The candidate that is most like `wrong`, or "" where none is like it.
std::string closest(std::string_view wrong, const std::vector<std::string>& candidates);
/// "did you mean X?", or "".
std::string did_you_mean(std::string_view wrong, const std::vector<std::string>& candidates);
/// "a, b, c".
std::string listed(const std::vector<std::string>& words);

}  // namespace cordon::cli

#endif  // CORDON_CLI_PROBLEMS_H_
