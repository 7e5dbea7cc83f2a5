#ifndef CORDON_SYNTAX_STEPS_H_
#define CORDON_SYNTAX_STEPS_H_

#include <cstdint>

#include "syntax/parser.h"

namespace cordon::syntax {

/// parse(), and how many steps the parser made (`steps` null: not wanted). Tests assert growth on
/// it.
Parse parse_counting(const Source& source, const RuleLimits& limits, std::uint64_t* steps);

}  // namespace cordon::syntax

#endif  // CORDON_SYNTAX_STEPS_H_
