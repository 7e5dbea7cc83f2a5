#ifndef CORDON_DIAGNOSTIC_PROBLEM_H_
#define CORDON_DIAGNOSTIC_PROBLEM_H_

#include <span>
#include <string>
#include <string_view>

#include "base/source_space.h"
#include "cordon/diagnostic.h"

namespace cordon {

/// Computes the place, source line and caret of a diagnostic.
/// Threads: as SourceSpace::place(). Cost: O(log sources + column).
Problem locate(const Diagnostic& diagnostic, const SourceSpace& sources);

/// The candidate most like `wrong` (Damerau-Levenshtein, similarity >= 0.6), or "". A candidate
/// that differs in case only always wins.
std::string_view nearest(std::string_view wrong, std::span<const std::string_view> candidates);

}  // namespace cordon

#endif  // CORDON_DIAGNOSTIC_PROBLEM_H_
