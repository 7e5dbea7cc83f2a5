#ifndef CORDON_CLI_SELECTION_H_
#define CORDON_CLI_SELECTION_H_

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "arguments.h"
#include "cordon/program.h"
#include "problems.h"

namespace cordon::cli {

/// The rules that run, as ascending indexes, after --enable, --select and --ignore. Bundled rules
/// of an opt-in group are off until they are enabled.
/// Errors: U0104 in `problems` for a selector that matches nothing.
std::vector<std::uint32_t> select_rules(std::span<const RuleInfo> rules, const Arguments& arguments,
                                        Environment profile, Problems& problems);

}  // namespace cordon::cli

#endif  // CORDON_CLI_SELECTION_H_
