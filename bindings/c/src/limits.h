#ifndef CORDON_BINDINGS_C_LIMITS_H_
#define CORDON_BINDINGS_C_LIMITS_H_

#include <optional>

#include "cordon.h"
#include "error.h"
#include "objects.h"

namespace cordon::c {

/// Copies the caller's limits with defaults for those that it does not know, or says what is wrong
/// with the struct.
std::optional<Fault> read_limits(const cordon_limits* given, cordon_limits& limits) noexcept;

/// Puts every limit that is not 0 into `limits`.
void apply_limits(const cordon_limits& given, Limits& limits) noexcept;

/// Whether one of those is set that sessions cannot have.
bool has_limits_of_engines(const cordon_limits& given) noexcept;

}  // namespace cordon::c

#endif  // CORDON_BINDINGS_C_LIMITS_H_
